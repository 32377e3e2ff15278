"""Where in a sheet the headings are, and its body: titles above, several rows of headings, repeated ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from coding.survey.headings import use_by_heading
from coding.survey.values import Says, said_in
from coding.text.names import name_key

Row = Sequence[str]
Names = Callable[[str], str]  # what a heading names, an empty text where nothing
_LOOKED_AT: Final = 15  # rows at the top, in which headings begin
_DEEPEST: Final = 3  # rows of headings
_FEW: Final = 2  # columns that name a statement in each row
_IMPORTED: Final = '{"importid"'  # what one service writes into a third row of headings


class UnclearCell(NamedTuple):
    """A cell of filled-in forms that is empty because what was meant is unclear.

    ``row`` and ``column`` are its place among the rows of the sheet; ``choices`` are the cells it could be.
    """

    row: int
    column: int
    name: str
    words: str
    reason: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A sheet of a file as it stands; merged cells all hold what the first of them holds.

    Filled-in forms make one sheet, a row a form: ``forms`` are their files, ``remarks`` what is to be said of
    them.
    """

    file: str
    name: str
    rows: tuple[Row, ...]
    unclear: tuple[UnclearCell, ...] = ()
    forms: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What a person is shown: the file, of one with several sheets the sheet too."""
        return f"{self.file}: {self.name}" if self.name else self.file


def with_cells(sheet: AnswerSheet, cells: Mapping[tuple[int, int], str]) -> AnswerSheet:
    """Return a sheet with cells as a person put them right."""
    if not cells:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), cell in cells.items():
        rows[row][column] = cell
    return replace(sheet, rows=tuple(rows))


class Heads(NamedTuple):
    """The rows of headings: from where, and where the body begins; by column what can be its heading."""

    start: int
    end: int
    variants: tuple[tuple[str, ...], ...]

    def heading(self, at: int) -> str:
        """Return what a column is called: its lowest words, with a bank above them in front."""
        own = self.variants[at]
        return own[0] if own else ""


def heads_of(rows: Sequence[Row], names: Names) -> Heads | None:
    """Return where the headings are: where most of them are known, else the first row that is full.

    ``names`` tells what a heading names: a statement or a bank.
    """
    blocks = [
        (_score(rows, heads, names), heads)
        for start in range(min(_LOOKED_AT, len(rows)))
        for heads in (_heads(rows, start, depth) for depth in range(1, min(_DEEPEST, len(rows) - start) + 1))
    ]
    best = max((score for score, _heads_there in blocks), default=0.0)
    if best < 1:
        found = _full(rows)
    else:  # rows of the body may hold what headings do, but below them
        good = [heads for score, heads in blocks if score >= 0.75 * best]
        found = min(good, key=lambda heads: (heads.end, -heads.start))
    return found and _with_words_below(rows, _below_imported(rows, found), names)


def _score(rows: Sequence[Row], heads: Heads, names: Names) -> float:
    """Return how many headings are known; who answered weighs less than what was asked.

    Who answered is counted in one row alone: an answer below that reads like such a heading ("Time") makes
    no second row of headings. Where the row below names a statement in the same few places, it is a table
    with a row an answer.
    """
    below = rows[heads.end] if heads.end < len(rows) else ()
    named = {at: name for at, each in enumerate(heads.variants) if (name := _most_telling(each, names))}
    others = max(
        len({cell for at, cell in enumerate(row) if at not in named and _is_of_whom(cell)})
        for row in rows[heads.start : heads.end]
    )
    is_body = 0 < len(named) <= _FEW and all(at < len(below) and names(below[at]) for at in named)
    return (0 if is_body else len({*named.values()})) + 0.5 * others


def _is_of_whom(cell: str) -> bool:
    """Tell a heading of who answered."""
    return use_by_heading(cell) is not None and said_in(cell) is Says.WORDS


def _most_telling(variants: Sequence[str], names: Names) -> str:
    """Return what a column's headings name: a statement rather than its bank."""
    return max(map(names, variants), key=len, default="")


def _heads(rows: Sequence[Row], start: int, depth: int) -> Heads:
    block = [*rows[start : start + depth]]
    width = max(map(len, block), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in block]
    filled = [_filled_right(row) for row in full[:-1]] + full[-1:]
    return Heads(start, start + depth, tuple(tuple(_variants(filled, full, at)) for at in range(width)))


def _filled_right(row: Sequence[str]) -> list[str]:
    """Let what stands over several columns, in the first of them only, stand over each."""
    found: list[str] = []
    for cell in row:
        found.append(cell or (found[-1] if found else ""))
    return found


def _variants(filled: Sequence[Sequence[str]], full: Sequence[Sequence[str]], at: int) -> Iterator[str]:
    """Yield what a column can be called, the most telling first; nothing twice."""
    column = [*dict.fromkeys(cell.strip() for cell in (row[at] for row in filled) if cell.strip())]
    own = [*dict.fromkeys(cell.strip() for cell in (row[at] for row in full) if cell.strip())]
    if not own:
        return
    found: list[str] = []
    if len(column) > 1:
        found += [" ".join(column), *(f"{one} {own[-1]}" for one in column[:-1] if one != own[-1])]
    yield from dict.fromkeys([*reversed(own), *found])


def _full(rows: Sequence[Row]) -> Heads | None:
    """Return the first row as full as most: several cells, with rows below."""
    widths = [sum(map(bool, row)) for row in rows[: 4 * _LOOKED_AT]]
    widest = max(widths, default=0)
    for at, width in enumerate(widths[:_LOOKED_AT]):
        if width > 1 and width >= 0.6 * widest and at + 1 < len(rows):
            return _heads(rows, at, 1)
    return None


def _below_imported(rows: Sequence[Row], heads: Heads) -> Heads:
    """Leave out the row of identifiers that one service writes below its headings."""
    end = heads.end
    for at in range(heads.start, min(heads.end + 2, len(rows))):
        if any(cell.replace(" ", "").casefold().startswith(_IMPORTED) for cell in rows[at]):
            end = max(end, at + 1)
    return heads._replace(end=end)


def _with_words_below(rows: Sequence[Row], heads: Heads, names: Names) -> Heads:
    """Take a row below names of statements that holds their wordings for one of headings too."""
    asked = [at for at, variants in enumerate(heads.variants) if any(map(names, variants))]
    if len(asked) < 2 or heads.end >= len(rows):
        return heads
    row = rows[heads.end]
    words = [row[at].strip() for at in asked if at < len(row) and row[at].strip()]
    others = [row[at] for at in range(len(row)) if at not in asked and row[at].strip()]
    if len(words) < 0.8 * len(asked) or len({*words}) < len(words) or sum(map(len, words)) < 12 * len(words):
        return heads
    if sum(use_by_heading(cell) is not None for cell in others) * 2 < len(others):
        return heads
    block = _heads(rows, heads.start, heads.end - heads.start + 1)
    return Heads(heads.start, heads.end + 1, block.variants)


def is_repeated(row: Row, heading_rows: Sequence[Row]) -> bool:
    """Tell a row that repeats headings, as tables do that were printed page by page."""
    keys = [name_key(cell) for cell in row]
    for heading in heading_rows:
        pairs = [(key, name_key(other)) for key, other in zip(keys, heading, strict=False) if key]
        if len(pairs) > 1 and sum(key == other for key, other in pairs) >= 0.8 * len(pairs):
            return True
    return False
