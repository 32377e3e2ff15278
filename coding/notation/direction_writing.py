"""What is written beside a code about its direction: ``HSC-`` for certain, ``lack of HSC`` as a guess.

A hyphen between codes parts them (``HSC-JPD``, ``HSC - JPD``), and so does one before other words
(``HSC- impact``): only one that is glued to its code, with nothing or a sign behind it, is a direction.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from coding.model.study import Direction

# Also used where codes are looked for in talk.
SIGNED: Final = r"[-−+](?=[ \t]*(?:\Z|[\n/,;.?!)\]]))"
_SIGNED: Final = re.compile(SIGNED)
_LACKS, _SHOWS, _MIXED, _WISHES = Direction.LACKS, Direction.SHOWS, Direction.MIXED, Direction.WISHES
_BEFORE: Final[Mapping[str, Direction]] = {
    **dict.fromkeys(("no", "not", "without", "lack", "lack of", "lacks", "lacking", "missing"), _LACKS),
    **dict.fromkeys(("absence of", "absent"), _LACKS),
    **dict.fromkeys(("wish for", "wishes for", "wishing for", "longing for"), _WISHES),
    **dict.fromkeys(("shows", "showing"), _SHOWS),
    "mixed": _MIXED,
}
# Words right behind a code, with no others after them.
DIRECTIONS_BEHIND: Final[Mapping[str, Direction]] = {
    **dict.fromkeys(("lacks", "lacking", "lack", "missing", "absent"), _LACKS),
    **dict.fromkeys(("wishes", "wish"), _WISHES),
    "shows": _SHOWS,
    "mixed": _MIXED,
}
_LONGEST: Final = 2  # words


def direction_signed(text: str, end: int) -> Direction:
    """Return what a sign glued to the end of a code says, for certain."""
    sign = _SIGNED.match(text, end)
    if sign is None:
        return Direction.UNSAID
    return Direction.SHOWS if sign[0] == "+" else Direction.LACKS


def direction_before(words: Sequence[str]) -> Direction:
    """Return what the words (their keys) right before a code may say of it, by the last of them."""
    tails = (" ".join(words[-n:]) for n in range(_LONGEST, 0, -1) if words)
    return next((_BEFORE[tail] for tail in tails if tail in _BEFORE), Direction.UNSAID)
