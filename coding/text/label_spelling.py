"""What two spellings of one speaker's label have in common, and which label one may be a slip of."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

_DIGIT_AFTER_LETTER: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")
# Ways to write the usual labels short: FV1, F.V. 1, F Voice 1; Int 2.
_VOICE: Final = re.compile(r"(f|female|m|male) ?v(?:oice)?( \d{1,2})?")
_INTERVIEWER: Final = re.compile(r"(?:int|intv|interv|iv)( \d{1,2})?")
_SIGNS: Final = re.compile(r"[,()/]")
_NUMBER: Final = re.compile(r"\d+")
_LIKE: Final = 85
_SHORTEST: Final = 6


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """Return what the spellings of one label have in common: ``FV1`` and ``Female voice 1`` are one."""
    bare = " ".join(label.replace("’", "'").replace(".", "").casefold().split())
    bare = _DIGIT_AFTER_LETTER.sub(" ", bare)
    voice = _VOICE.fullmatch(bare)
    if voice:
        return f"{'female' if voice[1][0] == 'f' else 'male'} voice{voice[2] or ''}"
    asking = _INTERVIEWER.fullmatch(bare)
    return f"interviewer{asking[1] or ''}" if asking else bare


def is_slip_of(key: str, other: str) -> bool:
    """Tell whether one key may be a misspelling of another: nearly the same letters, the same numbers."""
    if (
        key == other
        or _NUMBER.findall(key) != _NUMBER.findall(other)
        or min(len(key), len(other)) < _SHORTEST
    ):
        return False
    return key[0] == other[0] and fuzz.ratio(key, other) >= _LIKE


def is_short_for(key: str, other: str) -> bool:
    """Tell whether a key is the initials of another: ``jh`` of ``jane hill``."""
    initials = "".join(word[0] for word in other.split())
    return len(initials) > 1 and key.replace(" ", "") == initials and key != other


def is_part_of(key: str, other: str) -> bool:
    """Tell whether a key is part of a longer name: ``hill`` of ``jane hill`` and of ``hill, jane``."""
    words, whole = key.split(), _SIGNS.sub(" ", other).split()
    return len(words) < len(whole) and all(word in whole for word in words) and key[-1:].isalpha()
