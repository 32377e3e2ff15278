"""What a word is (counting rule 13): what a reader would call one; everything in code points.

Hyphens and apostrophes join, and so do points inside an abbreviation; a web or mail address is one word. A
slash parts. Symbols, masks (``***``, ``__``), marks, emoji and flags are none. Where a script puts no blanks
between words, each of its characters counts: two of them begin next to each other, as words never do.

A study counted by an older rule is counted anew: storage/study/word_counts.py, called by a step of
storage/study/migrations whenever this changes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from coding.model.study import Mark, Span, Transcript

# Han, kana, bopomofo, Thai, Lao, Myanmar and Khmer; and what stands on their letters.
_UNPARTED: Final = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
    r"\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17dc\U00020000-\U0003ffff"
)
_ON_UNPARTED: Final = (
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    r"\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
# Anything but blanks, punctuation and symbols; letters of every script, and what stands on them, belong.
_LETTER: Final = (
    r"[^\s!-/:-@\[-`{-~\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u060c\u061b\u061f\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u20d0-\u20ff\u2139\u2190-\u2bff"
    r"\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ufe00-\ufe0f\ufffc\ufffd\uff01-\uff0f\uff1a-\uff20"
    rf"\U0001f000-\U0001ffff\U000e0000-\U000e0fff{_UNPARTED}]"
)
_ALPHA: Final = r"[^\W\d_]"
# don't, well-being, E&C, snake_case, 1,000 and 3.5 are one word each; what is not seen joins as well.
_JOINED: Final = rf"(?:(?:['’&‐‑_\u00ad\u200c\u200d-]|(?<=\d)[.,:](?=\d)){_LETTER}++)*+"
_CLOSES: Final = r"\s.,;:!?…)\]}'\"’”»<>"
_PATH: Final = rf"(?::\d+)?(?:/(?:[^\s<>\"“”]*[^{_CLOSES}])?)?"
_ENDINGS: Final = "com|org|net|edu|gov|mil|info|io|eu|uk|ie|de|fr|nl|ch|se|dk|fi|au|nz|ca|jp|cn"
# How many parts an address has is bounded, so that time is linear.
_MAIL: Final = rf"(?:[.+]{_LETTER}++(?:[-_]{_LETTER}++)*+){{0,8}}@[\w-]++(?:\.[\w-]++)++"
_WEB: Final = (
    rf"(?:(?<=\bhttps)|(?<=\bhttp)|(?<=\bftp))://[^\s<>\"“”]*[^{_CLOSES}]"
    rf"|(?<=\bwww)(?:\.[\w-]++)++{_PATH}"
    rf"|(?=(?:\.[A-Za-z0-9-]++){{0,8}}?\.(?:{_ENDINGS})(?![\w@-]))(?:\.[A-Za-z0-9-]++)++{_PATH}"
)
_SHORT: Final = (
    rf"(?<={_ALPHA})(?<!{_ALPHA}{_ALPHA})(?:\.{_ALPHA}(?![^\W_]))++(?:\.(?=['’]))?+{_JOINED}"  # e.g, U.K.'s
    r"|(?:(?<=\bPh)|(?<=\bEd)|(?<=\b[BDM]))\.(?:A|D|Ed|Phil|Sc)(?![^\W_])"
)
_WORD: Final = re.compile(
    rf"[{_UNPARTED}][{_ON_UNPARTED}]*+"
    rf"|(?=[^\W_])(?!\d\ufe0f?\u20e3){_LETTER}++{_JOINED}(?:(?=[.:@+])(?:{_MAIL}|{_WEB}|{_SHORT}))?+"
)


def word_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the words between start and end; marks are not looked at."""
    return [Span(*match.span()) for match in _WORD.finditer(text, start, end)]


def words(text: str, start: int, end: int, marks: Sequence[Mark] = ()) -> int:
    """Count the words between start and end, leaving out marked stretches.

    ``marks`` are the transcript's, in order and not overlapping; those beside the text do no harm.
    """
    return sum(len(_WORD.findall(text, *stretch)) for stretch in _unmarked(start, end, marks))


def words_by_speaker(transcript: Transcript) -> dict[int | None, int]:
    """Count the words of each speaker, by id; None is whom no speaker is named for."""
    said: dict[int | None, int] = {}
    for turn in transcript.turns:
        n = words(transcript.text, turn.start, turn.end, transcript.marks)
        said[turn.speaker_id] = said.get(turn.speaker_id, 0) + n
    return said


def word_starts(text: str, marks: Sequence[Mark] = ()) -> list[int]:
    """Return where each word of a text begins, leaving out marked stretches; ``marks`` as for words."""
    stretches = _unmarked(0, len(text), marks)
    return [match.start() for stretch in stretches for match in _WORD.finditer(text, *stretch)]


def each_word(text: str, start: int, end: int, marks: Sequence[Mark] = ()) -> Iterator[re.Match[str]]:
    """Yield the words between start and end beside the marked stretches; ``marks`` as for words."""
    for stretch in _unmarked(start, end, marks):
        yield from _WORD.finditer(text, *stretch)


def _unmarked(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Span]:
    """Yield what lies between start and end beside the marked stretches."""
    first = bisect_right(marks, start, key=_mark_end)
    for at in range(first, len(marks)):
        mark = marks[at]
        if mark.start >= end:
            break
        if mark.start < mark.end:
            yield Span(start, max(start, mark.start))
            start = min(end, mark.end)
    yield Span(start, end)


def _mark_end(mark: Mark) -> int:
    return mark.end
