"""From the rows of printed pages to paragraphs: lines joined, words healed that a line end has cut.

A row begins a paragraph where a speaker's label opens it, where there is more room above it than
between lines, or where the row before ends although the first word of this one would have fitted in.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from coding.text.labels import Labels, labels_of, read_label
from coding.text.lines import is_recording
from coding.text.stamps import BRACKETED_TIME
from storage.readers.page_rows import PageRow

_STOPS: Final = tuple(".?!…:\"”’')]»")
_ITEM: Final = re.compile(r"[•▪◦●○■□‣⁃–—*]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_TIME: Final = re.compile(BRACKETED_TIME)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT: Final = re.compile(r"[^\W\d_]+-$")


class LinePlace(NamedTuple):
    """Where something came to stand: a paragraph and an offset in it."""

    paragraph: int
    offset: int


@dataclass(slots=True)
class Rebuilt:
    """Paragraphs, where each piece came to stand in them, and the words that were healed."""

    paragraphs: list[str] = field(default_factory=list[str])
    places: dict[int, LinePlace] = field(default_factory=dict[int, LinePlace])
    healed: list[str] = field(default_factory=list[str])
    _open: list[str] = field(default_factory=list[str])
    _length: int = 0

    def write(self, row: PageRow, words: "_Words") -> None:
        """Go on in the open paragraph with a row."""
        before = self._open[-1] if self._open else ""
        if before.endswith("-") and words.heal(before, row.text):
            self._open[-1] = before[:-1]
            self._length -= 1
            self.healed.append(_joined_word(before[:-1], row.text))
        elif before and not _is_cut(before, row.text):
            self._open.append(" ")
            self._length += 1
        at = len(self.paragraphs)
        self.places |= {part.piece: LinePlace(at, self._length + part.offset) for part in row.parts}
        self._open.append(row.text)
        self._length += len(row.text)

    def finish(self) -> None:
        """End the open paragraph."""
        if self._open:
            self.paragraphs.append("".join(self._open))
        self._open, self._length = [], 0


def paragraphs_of(pages: Sequence[Sequence[PageRow]]) -> Rebuilt:
    """Join the rows of pages to paragraphs, across the ends of columns and pages too."""
    rows = [(number, row) for number, page in enumerate(pages) for row in page]
    texts = [row.text for _number, row in rows]
    labels, margins = labels_of(texts), _margins(pages)
    pitches = [_pitch(page) for page in pages]
    words = _Words.of(texts)
    rebuilt = Rebuilt()
    last: tuple[int, PageRow] | None = None
    for number, row in rows:
        if last is not None:
            same = last[0] == number and last[1].column == row.column
            gap = (last[1].bottom - row.bottom) / pitches[number] if same else None
            margin = margins[last[0], last[1].column]
            if _begins(row, last[1], labels) or not _goes_on(last[1], row, margin, gap):
                rebuilt.finish()
        rebuilt.write(row, words)
        last = number, row
    rebuilt.finish()
    return rebuilt


def _begins(row: PageRow, last: PageRow, labels: Labels) -> bool:
    """Tell a row that opens a paragraph by what it says, or that follows one which stands alone."""
    found = read_label(row.text)
    if found is not None and found.key in labels.spelled:
        return True
    if is_recording(row.text) or is_recording(last.text):
        return True
    if _TIME.match(row.text) or _ITEM.match(row.text):
        return last.text.endswith(_STOPS)
    return abs(row.size - last.size) > 0.2 * max(row.size, last.size)


def _goes_on(last: PageRow, row: PageRow, margin: float, gap: float | None) -> bool:
    """Tell whether a row goes on with the paragraph; ``gap`` is in lines, None over a column's end."""
    if gap is not None and not 0 < gap < 1.4:
        return False
    width = (row.right - row.left) / max(len(row.text), 1)
    first = width * (len(row.text.split(maxsplit=1)[0]) + 1)
    if margin - last.right > first + 0.3 * row.size:
        return False
    indented = row.left - last.left > row.size and abs(row.left - last.hang) > 2
    outdented = last.left - row.left > row.size and gap is not None
    return not (last.text.endswith(_STOPS) and (indented or (outdented and gap is not None and gap > 1.1)))


def _margins(pages: Sequence[Sequence[PageRow]]) -> dict[tuple[int, int], float]:
    """Return how far lines reach to the right, by page and column; short pages reach as far as others."""
    rights: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    alike: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for number, page in enumerate(pages):
        for row in page:
            rights[number, row.column].append(row.right)
            alike[_shape(page), row.column].append(row.right)
    usual = {key: max(found) for key, found in alike.items()}
    return {
        (number, column): usual[_shape(pages[number]), column] if len(found) < 12 else max(found)
        for (number, column), found in rights.items()
    }


def _shape(page: Sequence[PageRow]) -> int:
    """Return how many columns a page has."""
    return 1 + max((row.column for row in page), default=0)


def _pitch(page: Sequence[PageRow]) -> float:
    """Return how far apart lines of a paragraph are on a page."""
    distances = sorted(
        last.bottom - row.bottom
        for last, row in pairwise(page)
        if last.column == row.column and last.bottom - row.bottom > 0.5 * row.size
    )
    usual = distances[len(distances) // 4] if distances else 1.3 * median([row.size for row in page] or [1.0])
    return max(usual, 1.0)


# --- words cut at a line's end ---


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the document that no line end has cut."""

    whole: frozenset[str]

    @staticmethod
    def of(texts: Sequence[str]) -> "_Words":
        return _Words(frozenset(word for text in texts for word in _WORD.findall(text.casefold()[:-1])))

    def heal(self, before: str, after: str) -> bool:
        """Tell whether a hyphen at a line's end is only that: "part-" and "ner", not "well-" and "being"."""
        halves = _CUT.search(before), _WORD.match(after)
        if halves[0] is None or halves[1] is None or not after[0].islower():
            return False
        first, second = halves[0][0][:-1].casefold(), halves[1][0].casefold()
        if first + second in self.whole:
            return True
        if f"{first}-{second}" in self.whole:
            return False
        return not (first in self.whole and second in self.whole)


def _joined_word(before: str, after: str) -> str:
    return re.split(r"\s", before[-80:])[-1] + re.split(r"\s", after[:80])[0].strip(".,;:!?")


def _is_cut(before: str, after: str) -> bool:
    """Tell "well-" before "being", which is one word with its hyphen, from "one -" before "two"."""
    return _CUT.search(before[-80:]) is not None and after[:1].isalpha()
