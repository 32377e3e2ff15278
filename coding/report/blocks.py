"""What a report is made of, whatever writes it: Word, the preview, HTML.

A report is a list of these blocks. The rows of a table are made each time they are asked for, so that
a report on 66,000 passages is a short list all the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from coding.text.blocks import BlockKind, TextBlock

if TYPE_CHECKING:
    from coding.analysis.chart import Chart
    from coding.report.drawn import Drawn


class WordsKind(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"  # stays with what follows
    NOTE = "note"
    WARNING = "warning"


class BlockLook(StrEnum):
    """What stands in a column: of a table with quotations the words, and who says them."""

    TEXT = "text"
    FIGURE = "figure"  # set to the right
    QUOTATION = "quotation"
    SOURCE = "source"
    CASE = "case"  # its first line in bold


class ListOf(StrEnum):
    """What a list at the beginning of a report lists."""

    HEADINGS = "headings"
    TABLES = "tables"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a paragraph; with ``to`` they are the number of the table or figure of that key."""

    text: str
    to: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of level 1, 2 or 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class WordsBlock:
    """A paragraph."""

    runs: tuple[WordRun, ...]
    kind: WordsKind = WordsKind.BODY

    @property
    def text(self) -> str:
        """Its words, without the numbers of what it refers to."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class FieldBlock:
    """A paragraph that begins with a label: ``Definition: what it is``."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A paragraph that a researcher wrote, or an item of a list: no heading."""

    written: TextBlock


@dataclass(frozen=True, slots=True)
class QuotationBlock:
    """A quotation with who says it; ``coding_ids`` are the codings that it shows."""

    words: str
    source: str
    coding_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """A column of a table: ``width`` in mm, 0 for a share of what is left. ``key`` outlives its title."""

    title: str
    width: float = 0.0
    look: BlockLook = BlockLook.TEXT
    key: str = ""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """The cells of a row, a text each with a line for each paragraph; ``strong`` for totals.

    ``over`` tells a row of one cell that stands over others. ``key`` outlives the words of the first cell;
    ``coding_ids`` are the codings that a quotation in it shows.
    """

    cells: tuple[str, ...]
    strong: bool = False
    over: bool = False
    key: str = ""
    coding_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table under its caption. ``key`` is what others refer to it by; ``stays``: on one page if it fits.

    ``quoted`` returns a coding for each quotation in it, without making its rows; None where it has none.
    ``behind`` returns the ids of the codings that a number counts, by its row and column, both from 0.
    """

    caption: str
    columns: tuple[BlockColumn, ...]
    rows: Callable[[], Iterable[BlockRow]]
    key: str = ""
    stays: bool = False
    quoted: Callable[[], list[int]] | None = None
    behind: "Behind | None" = None


Behind = Callable[[int, int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart over its caption; ``alternative`` is read out to those who cannot see it.

    ``is_live``: as a chart that Word itself draws and a person can edit, where it has that form.
    ``with_next``: on one page with what follows.
    """

    chart: "Chart"
    caption: str
    alternative: str
    key: str = ""
    is_live: bool = False
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A picture of a survey, of it beside the interviews or of schools' figures, over its caption."""

    what: "Drawn"
    caption: str
    alternative: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ContentsBlock:
    """A list of headings, tables or figures, with the pages they are on, under a title."""

    of: ListOf
    title: str


@dataclass(frozen=True, slots=True)
class BreakBlock:
    """What follows begins on a page of its own."""


Block = (
    HeadingBlock
    | WordsBlock
    | FieldBlock
    | WrittenBlock
    | QuotationBlock
    | TableBlock
    | FigureBlock
    | DrawnBlock
    | ContentsBlock
    | BreakBlock
)


class BlockLinks(Protocol):
    """The addresses of what is behind numbers and quotations; empty where nothing is."""

    def of(self, table: TableBlock, at: int, column: int, row: BlockRow) -> str:
        """Return the address of what is behind a cell, by its row and column from 0."""
        ...

    def of_codings(self, coding_ids: tuple[int, ...]) -> str:
        """Return the address of the passage of a quotation’s codings."""
        ...


def words(text: str, kind: WordsKind = WordsKind.BODY) -> WordsBlock:
    """Return a paragraph of plain words."""
    return WordsBlock((WordRun(text),), kind)


def written_blocks(text: Iterable[TextBlock], above: int = 0) -> Iterator[Block]:
    """Yield what a researcher wrote; its headings stand below those of the level ``above``."""
    for block in text:
        if block.kind is BlockKind.HEADING:
            yield HeadingBlock(block.text, max(1, min(block.level + above, 3)))
        else:
            yield WrittenBlock(block)


def notes(texts: Iterable[str]) -> Iterator[WordsBlock]:
    """Yield a note for each text that says something, each once."""
    for text in dict.fromkeys(filter(None, texts)):
        yield words(text, WordsKind.NOTE)


def figures(title: str, width: float, key: str = "") -> BlockColumn:
    """Return a column of figures, set to the right."""
    return BlockColumn(title, width, BlockLook.FIGURE, key)


def table(
    caption: str,
    columns: Sequence[BlockColumn],
    rows: Sequence[BlockRow],
    key: str = "",
    behind: Behind | None = None,
) -> TableBlock:
    """Return a table of rows that are there already; a short one stays on one page."""
    kept = tuple(rows)
    letters = sum(len(cell) for row in kept for cell in row.cells)
    stays = len(kept) <= _SHORT_ROWS and letters <= _SHORT_LETTERS
    return TableBlock(caption, tuple(columns), lambda: kept, key, stays, behind=behind)


def widths(columns: Sequence[BlockColumn], room: float) -> list[float]:
    """Return the widths of columns in mm that together fill the room, those of 0 an equal share each.

    Columns that are too wide together are made narrower in proportion.
    """
    fixed = sum(column.width for column in columns)
    free = sum(not column.width for column in columns)
    least = free * LEAST_FREE
    if fixed + least > room or not free:
        scale = (room - least) / fixed if fixed else 1.0
        return [column.width * scale or LEAST_FREE for column in columns]
    share = (room - fixed) / free
    return [column.width or share for column in columns]


_SHORT_ROWS, _SHORT_LETTERS = 30, 3000  # of a table that is kept on one page
_SQUEEZED = 0.85  # of what a table wants: narrower it would not be read
_TOLERANCE = 1.0  # mm: a page’s edges are in other units
LEAST_FREE = 30.0  # mm: a column that takes what is left has at least this


def needs(columns: Sequence[BlockColumn]) -> float:
    """Return how wide a table wants to be, in mm."""
    return sum(column.width or LEAST_FREE for column in columns)


def below(blocks: Iterable[Block], levels: int) -> Iterator[Block]:
    """Yield blocks with their headings so many levels lower, at most 3."""
    for block in blocks:
        if isinstance(block, HeadingBlock):
            yield replace(block, level=min(block.level + levels, 3))
        else:
            yield block


def pages_on_their_side(blocks: Sequence[Block], room: float) -> list[bool]:
    """Tell of each block whether it stands on a page on its side: wide tables, and what leads on to them.

    ``room`` is how wide the text of an upright page is, in mm. Notes stay where they are.
    """
    wide: list[bool] = []
    for at, block in enumerate(blocks):
        if is_note(block):
            wide.append(bool(wide) and wide[-1])
        else:
            wide.append(_leads_to_wide(blocks, at, room + _TOLERANCE))
    return wide


def is_break(blocks: Sequence[Block], wide: Sequence[bool], at: int) -> bool:
    """Tell a break that is to be made: none is where a page begins all the same, which would stay empty."""
    if not isinstance(blocks[at], BreakBlock):
        return False
    is_first = at == 0 or isinstance(blocks[at - 1], BreakBlock)
    sides = {wide[place] for place in (at - 1, at, at + 1) if 0 <= place < len(blocks)}
    return not is_first and at + 1 < len(blocks) and len(sides) == 1


def is_note(block: Block) -> bool:
    """Tell a note under what was before it."""
    return isinstance(block, WordsBlock) and block.kind is WordsKind.NOTE


def _leads_to_wide(blocks: Sequence[Block], at: int, room: float) -> bool:
    first = block = blocks[at]
    while _leads_on(block) and at + 1 < len(blocks):
        at += 1
        block = blocks[at]
        if isinstance(block, HeadingBlock) and _is_over(block, first):
            return False
    return isinstance(block, TableBlock) and _SQUEEZED * needs(block.columns) > room


def _leads_on(block: Block) -> bool:
    """Tell what stands with what follows it."""
    leads = isinstance(block, WordsBlock) and block.kind in {WordsKind.LEAD, WordsKind.WARNING}
    return leads or isinstance(block, HeadingBlock)


def _is_over(heading: HeadingBlock, first: Block) -> bool:
    """Tell whether a heading begins something else than what a block led on to."""
    return not isinstance(first, HeadingBlock) or heading.level <= first.level
