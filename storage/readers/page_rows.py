"""From the pieces of text on a printed page to rows in the order in which they are read.

Columns are read one after the other, cells of a table side by side; line numbers in the margin,
running heads and page numbers are no text. All lengths are points, y grows upwards.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

# A gap wider than this many letters' height is between cells; a narrower one a blank. In the lines of
# narrow columns blanks are stretched.
_WIDE_GAP: Final = 2.0
_WIDE_GAP_IN_COLUMNS: Final = 8.0
_FEW: Final = 5
_SHORT_LINE: Final = 14  # letters; columns of shorter ones are labels beside a text
_NUMBERS: Final = re.compile(r"\d+")
_ROMAN: Final = re.compile(r"[ivxl]{1,7}")
# What stands beside the number of a page: "Page 3 of 7", "- 3 -".
_BESIDE_NUMBER: Final = re.compile(r"\b(?:page|pg|p|seite|página|pagina|of|von|de|di|sur)\b|[\W_]")
_PAGED: Final = re.compile(r"\s*(?:[-–—|]\s*)?(?:page\s+)?\d+(?:\s+of\s+\d+)?$", re.IGNORECASE)
_EDGE: Final = 3  # rows of a page from its top and from its bottom that may be running heads


class Piece(NamedTuple):
    """A stretch of text on one line of a page; ``text`` is clean and has no blanks at its ends."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How high the letters are."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Where the line runs."""
        return (self.top + self.bottom) / 2


class PiecePart(NamedTuple):
    """A piece in a row: which it is among all pieces of the document, and its offset in the row's text."""

    piece: int
    offset: int


class PageRow(NamedTuple):
    """A line of a page, or of one of its columns; ``hang`` is where its last cell begins."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    hang: float
    column: int
    parts: tuple[PiecePart, ...]

    @property
    def size(self) -> float:
        """How high the letters are."""
        return self.top - self.bottom


@dataclass(slots=True)
class Rows:
    """The rows of all pages, and what was left out of them: heads with how often, and two counts."""

    pages: list[list[PageRow]] = field(default_factory=list[list[PageRow]])
    heads: Counter[str] = field(default_factory=Counter[str])
    page_numbers: int = 0
    line_numbers: int = 0


_Numbered = tuple[int, Piece]  # a piece with its position among all


def rows_of(pages: Sequence[Sequence[Piece]]) -> Rows:
    """Put the pieces of pages into rows; pieces are counted through all pages, from 0."""
    rows, first = Rows(), 0
    for pieces in pages:
        numbered = [(at, piece) for at, piece in enumerate(pieces, first) if piece.text]
        first += len(pieces)
        kept = _without_line_numbers(numbered)
        rows.line_numbers += len(numbered) - len(kept)
        blocks = list(_blocks(kept))
        gap = _WIDE_GAP if len(blocks) == 1 else _WIDE_GAP_IN_COLUMNS
        rows.pages.append([row for column, block in enumerate(blocks) for row in _rows(block, column, gap)])
    _leave_out_heads(rows)
    return rows


# --- line numbers ---


def _without_line_numbers(pieces: list[_Numbered]) -> list[_Numbered]:
    """Leave out numbers in the margin that count the lines, every one or every so many."""
    numbers = [(at, piece) for at, piece in pieces if piece.text.isdecimal() and len(piece.text) <= 5]
    if len(numbers) < _FEW:
        return pieces
    column = median(piece.right for _at, piece in numbers)
    counted = [one for one in numbers if abs(one[1].right - column) < one[1].height]
    counted.sort(key=lambda one: -one[1].middle)
    steps = {int(below.text) - int(above.text) for (_, above), (_, below) in pairwise(counted)}
    if len(counted) < _FEW or len(steps) != 1 or not (step := steps.pop()) > 0:
        return pieces
    others = [piece for _at, piece in pieces if not piece.text.isdecimal()]
    lines = len({round(piece.middle / max(piece.height, 1)) for piece in others})
    beside = all(piece.left > column or piece.right < column - piece.height for piece in others)
    if not beside or len(counted) * step < 0.7 * lines:
        return pieces
    gone = {at for at, _piece in counted}
    return [one for one in pieces if one[0] not in gone]


# --- columns ---


def _blocks(pieces: Sequence[_Numbered]) -> Iterator[list[_Numbered]]:
    """Split a page into blocks in reading order: columns apart, what runs across them between."""
    gutter = _gutter([piece for _at, piece in pieces])
    if gutter is None:
        yield list(pieces)
        return
    band: list[_Numbered] = []
    for one in sorted(pieces, key=lambda one: -one[1].middle):
        if one[1].left < gutter < one[1].right:
            yield from _columns(band, gutter)
            yield [one]
            band = []
        else:
            band.append(one)
    yield from _columns(band, gutter)


def _columns(band: Sequence[_Numbered], gutter: float) -> Iterator[list[_Numbered]]:
    left = [one for one in band if one[1].right <= gutter]
    right = [one for one in band if one[1].right > gutter]
    if left:
        yield left
    if right:
        yield from _blocks(right)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where a page of two columns is divided: text of some length on both sides, side by side."""
    if len(pieces) < 2 * _FEW:
        return None
    edges = Counter(round(piece.left) for piece in pieces)
    for edge, often in edges.most_common(4):
        gutter = edge - 2.0
        left = [piece for piece in pieces if piece.right <= gutter]
        right = [piece for piece in pieces if piece.left >= gutter]
        across = len(pieces) - len(left) - len(right)
        if often >= _FEW and across <= 0.2 * len(pieces) and _are_columns(left, right):
            return gutter
    return None


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    for side in (left, right):
        lines = len({round(piece.middle) for piece in side})
        if lines < _FEW or sum(len(piece.text) for piece in side) < _SHORT_LINE * lines:
            return False
    low = max(min(piece.bottom for piece in side) for side in (left, right))
    high = min(max(piece.top for piece in side) for side in (left, right))
    return sum(low <= piece.middle <= high for piece in left) >= _FEW


# --- rows ---


def _rows(pieces: Sequence[_Numbered], column: int, gap: float) -> Iterator[PageRow]:
    """Put pieces on one line together, from top to bottom and from left to right."""
    line: list[_Numbered] = []
    for one in sorted(pieces, key=lambda one: (-one[1].middle, one[1].left)):
        if line and line[0][1].middle - one[1].middle > 0.5 * min(line[0][1].height, one[1].height):
            yield _row(line, column, gap)
            line = []
        line.append(one)
    if line:
        yield _row(line, column, gap)


def _row(line: list[_Numbered], column: int, gap: float) -> PageRow:
    line.sort(key=lambda one: one[1].left)
    text, hang, parts = "", line[0][1].left, list[PiecePart]()
    for number, (at, piece) in enumerate(line):
        if number:
            wide = piece.left - line[number - 1][1].right > gap * piece.height
            text += "\t" if wide else " "
            hang = piece.left if wide else hang
        parts.append(PiecePart(at, len(text)))
        text += piece.text
    pieces = [piece for _at, piece in line]
    return PageRow(
        text,
        pieces[0].left,
        max(piece.right for piece in pieces),
        min(piece.bottom for piece in pieces),
        max(piece.top for piece in pieces),
        hang,
        column,
        tuple(parts),
    )


# --- running heads ---


class _Edge(NamedTuple):
    """A row near the top or the bottom of a page, and whether it stands apart from what is further in."""

    page: int
    row: PageRow
    apart: bool


def _leave_out_heads(rows: Rows) -> None:
    """Leave out what comes back at the same height of many pages, and the numbers of pages.

    Above a head, or below a foot, stands nothing on any page but other heads.
    """
    for sign in (1.0, -1.0):
        groups: defaultdict[str, list[_Edge]] = defaultdict(list)
        for number, page in enumerate(rows.pages):
            for edge in _edges(number, page, sign):
                groups[_key(edge.row.text)].append(edge)
        for key in sorted(groups, key=lambda key: -max(sign * edge.row.bottom for edge in groups[key])):
            is_number = "#" in key and not _BESIDE_NUMBER.sub("", key)
            group = [edge for edge in groups[key] if edge.apart]
            recurs = _comes_back(group, len(rows.pages)) or (is_number and _is_own_number(group))
            if recurs and _is_outermost(group, rows.pages, sign):
                _leave_out(rows, group, is_number=is_number)


def _edges(number: int, page: Sequence[PageRow], sign: float) -> Iterator[_Edge]:
    """Return the first rows of a page from the top (sign 1) or from the bottom (-1)."""
    ordered = sorted(page, key=lambda row: -sign * row.bottom)
    pitch, size = _pitch(ordered), median(row.size for row in page) if page else 0
    for at, row in enumerate(ordered[:_EDGE]):
        inner = abs(row.bottom - ordered[at + 1].bottom) if at + 1 < len(ordered) else pitch
        yield _Edge(number, row, inner > 1.3 * pitch or row.size < 0.8 * size or at + 1 == len(ordered))


def _key(text: str) -> str:
    """Return what heads of several pages have in common: all but the numbers."""
    bare = text.strip().casefold()
    return "#" if _ROMAN.fullmatch(bare) else _NUMBERS.sub("#", bare)


def _pitch(rows: Sequence[PageRow]) -> float:
    """Return how far apart the lines of one paragraph are: what is near the least that comes often."""
    distances = sorted(abs(one.bottom - other.bottom) for one, other in pairwise(rows))
    distances = [distance for distance in distances if distance > 1]
    return distances[len(distances) // 4] if distances else float("inf")


def _comes_back(group: Sequence[_Edge], pages: int) -> bool:
    """Tell a running head: at the same height of two pages and of every third at least."""
    if len({edge.page for edge in group}) < max(2, pages / 3):
        return False
    middle = median(edge.row.bottom for edge in group)
    return sum(abs(edge.row.bottom - middle) < 6 for edge in group) >= 0.8 * len(group)


def _is_own_number(group: Sequence[_Edge]) -> bool:
    """Tell the number of a page: the first in it is the page's own."""
    found = [(edge.page + 1, _NUMBERS.search(edge.row.text)) for edge in group]
    return bool(found) and all(number is not None and int(number[0]) == page for page, number in found)


def _is_outermost(group: Sequence[_Edge], pages: Sequence[Sequence[PageRow]], sign: float) -> bool:
    """Tell whether (nearly) no page has anything else where these rows stand or further out."""
    own = {id(edge.row) for edge in group}
    least = min(sign * edge.row.bottom for edge in group) - 1
    others = sum(any(sign * row.bottom >= least and id(row) not in own for row in page) for page in pages)
    return others <= len(pages) / 10


def _leave_out(rows: Rows, group: Sequence[_Edge], *, is_number: bool) -> None:
    own = {id(edge.row) for edge in group}
    for number in {edge.page for edge in group}:
        rows.pages[number] = [row for row in rows.pages[number] if id(row) not in own]
    texts = [edge.row.text for edge in group]
    if is_number:
        rows.page_numbers += len(group)
    elif len(set(texts)) == 1:
        rows.heads[texts[0]] += len(group)
    else:
        rows.heads.update(_PAGED.sub("", text) for text in texts)
