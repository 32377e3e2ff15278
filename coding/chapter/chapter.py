"""A chapter as its reader gives it: paragraphs in order, and what each of them is.

Texts are as they stand in the file, so that a place in one is a place there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple


class ParagraphKind(StrEnum):
    """What a paragraph is, by its style, its indent or where it stands."""

    BODY = "body"
    HEADING = "heading"
    BLOCK = "block quotation"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"
    LISTING = "listing"  # a table of contents, a list of tables: repeats what stands elsewhere


class CellPlace(NamedTuple):
    """Where in the chapter's tables a paragraph stands, each counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class ChapterParagraph:
    """One paragraph; ``cell`` is of a table."""

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    cell: CellPlace | None = None


class ChapterPlace(NamedTuple):
    """A stretch of a chapter: the paragraph's number and code points of it, half-open."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """The paragraphs of a chapter, those of tables row by row, those of notes last."""

    paragraphs: tuple[ChapterParagraph, ...]

    def words_at(self, places: Sequence[ChapterPlace]) -> str:
        """Return what stands at places, a line each."""
        return "\n".join(self.paragraphs[at].text[start:end] for at, start, end in places)

    def tables(self) -> Iterator["ChapterTable"]:
        """Yield the tables with the captions that stand beside them."""
        numbered = [(at, each.cell) for at, each in enumerate(self.paragraphs) if each.cell is not None]
        for _table, cells in groupby(numbered, key=lambda item: item[1].table):
            rows: dict[int, dict[int, list[int]]] = {}
            kept = list(cells)
            for number, cell in kept:
                rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(number)
            yield ChapterTable(self, rows, self._caption_beside(kept[0][0], kept[-1][0]))

    def _caption_beside(self, first: int, last: int) -> int | None:
        """Return the caption above a table, else the one below it."""
        for at in (first - 1, last + 1, first - 2):
            if 0 <= at < len(self.paragraphs) and self.paragraphs[at].kind is ParagraphKind.CAPTION:
                return at
        return None


@dataclass(frozen=True, slots=True)
class ChapterTable:
    """One table: paragraph numbers by row and column; ``caption`` is the number of its caption's."""

    chapter: Chapter
    rows: dict[int, dict[int, list[int]]]
    caption: int | None

    def text(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return " ".join(self.chapter.paragraphs[at].text for at in self.rows[row].get(column, ())).strip()

    def place(self, row: int, column: int) -> ChapterPlace:
        """Return where the first paragraph of a cell stands."""
        at = self.rows[row][column][0]
        return ChapterPlace(at, 0, len(self.chapter.paragraphs[at].text))

    @property
    def caption_text(self) -> str:
        """Its caption, or an empty text."""
        return "" if self.caption is None else self.chapter.paragraphs[self.caption].text

    @property
    def columns(self) -> list[int]:
        """The columns that any row has."""
        return sorted({column for row in self.rows.values() for column in row})
