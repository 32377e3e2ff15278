"""How words look on the pages of a report: faces, sizes and room around them, in pixels of 1/96 inch."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFrameFormat,
    QTextTableCellFormat,
)

from coding.report.blocks import BlockLook, WordsKind

_POINT: Final = 96 / 72
_SERIF: Final = ["Times New Roman", "Liberation Serif", "serif"]
_SANS: Final = ["Arial", "Liberation Sans", "sans-serif"]
INK, DIM, LINE = "#1d2130", "#5d6475", "#d3d7e0"  # paper is white whatever the window looks like


@dataclass(frozen=True, slots=True)
class PaperLook:
    """A face in points, and the room above, below and left of a paragraph in pixels."""

    size: float
    serif: bool = True
    bold: bool = False
    dim: bool = False
    above: float = 0
    below: float = 6
    left: float = 0
    line: int = 118  # per cent


@cache
def letters_of(look: PaperLook, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    """Return the face of a look."""
    font = QFont(_SERIF if look.serif else _SANS)
    font.setPixelSize(round(look.size * _POINT))
    font.setBold(look.bold or bold)
    font.setItalic(italic)
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(QColor(DIM if look.dim else INK))
    return made


def paragraph_of(look: PaperLook) -> QTextBlockFormat:
    """Return the room around a look."""
    made = QTextBlockFormat()
    made.setTopMargin(look.above)
    made.setBottomMargin(look.below)
    made.setLeftMargin(look.left)
    made.setLineHeight(look.line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


@cache
def in_a_cell(look: PaperLook, kind: BlockLook) -> QTextBlockFormat:
    """Return the room around words in a cell; figures are set to the right."""
    made = paragraph_of(look)
    if kind is BlockLook.FIGURE:
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


@cache
def cell_of(*, is_heading: bool, is_last: bool) -> QTextTableCellFormat:
    """Return the lines of a cell: across alone, darker over and under the table."""
    made = QTextTableCellFormat()
    solid = QTextFrameFormat.BorderStyle.BorderStyle_Solid
    made.setPadding(3)
    made.setBottomBorder(1.2 if is_heading or is_last else 0.6)
    made.setBottomBorderStyle(solid)
    made.setBottomBorderBrush(QColor(INK if is_heading or is_last else LINE))
    if is_heading:
        made.setTopBorder(1.2)
        made.setTopBorderStyle(solid)
        made.setTopBorderBrush(QColor(INK))
    return made


WORDS: Final[Mapping[WordsKind, PaperLook]] = {
    WordsKind.BODY: PaperLook(11),
    WordsKind.TITLE: PaperLook(24, serif=False, bold=True, below=4),
    WordsKind.SUBTITLE: PaperLook(11, serif=False, dim=True, below=24),
    WordsKind.LEAD: PaperLook(9, serif=False, dim=True, below=5),
    WordsKind.NOTE: PaperLook(8, serif=False, dim=True, above=3, below=2, line=105),
    WordsKind.WARNING: PaperLook(8, serif=False, bold=True, above=3, below=2, line=105),
}
HEADINGS: Final = (
    PaperLook(16, serif=False, bold=True, above=30, below=10, line=105),
    PaperLook(12.5, serif=False, bold=True, above=22, below=6, line=105),
    PaperLook(10.5, serif=False, bold=True, above=14, below=4, line=105),
)
CAPTION: Final = PaperLook(9, serif=False, bold=True, above=12, below=4, line=105)
BELOW: Final = PaperLook(9, serif=False, bold=True, above=0, below=16, line=105)
CONTENTS: Final = PaperLook(10, below=2, line=105)
ENTRY: Final = PaperLook(11, below=5, left=18)
QUOTATION: Final = PaperLook(10.5, below=3)
SOURCE: Final = PaperLook(8, serif=False, below=6, line=105)
CELLS: Final[Mapping[BlockLook, PaperLook]] = {
    BlockLook.TEXT: PaperLook(8.5, serif=False, below=0, line=105),
    BlockLook.FIGURE: PaperLook(8.5, serif=False, below=0, line=105),
    BlockLook.QUOTATION: PaperLook(10.5, below=0, line=108),
    BlockLook.SOURCE: PaperLook(8, serif=False, below=0, line=105),
    BlockLook.CASE: PaperLook(8.5, serif=False, bold=True, below=0, line=105),
}
STRONG: Final = PaperLook(8.5, serif=False, bold=True, below=0, line=105)
