"""Book setting for a QPlainTextDocument: line height 1.6 and a gap between turns.

QPlainTextEdit ignores line height and block margins; it asks its layout for the rectangle of a
block, though, and only for blocks that are shown. So the lines are spread out there, and a
million words open as fast as a page.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

LINE_HEIGHT = 1.6
TURN_GAP = 0.8  # of the text size

Formats = Callable[[QTextBlock], list[QTextLayout.FormatRange]]


class ReadingLayout(QPlainTextDocumentLayout):
    """Spreads the lines of blocks as they are laid out.

    ``ends_turn`` tells whether a gap follows a block; ``formats`` gives what is dimmed in it.
    """

    def __init__(
        self, document: QTextDocument, *, ends_turn: Callable[[QTextBlock], bool], formats: Formats
    ) -> None:
        """Lay out this document."""
        super().__init__(document)
        self._ends_turn = ends_turn
        self._formats = formats
        self.pixels = 16

    @property
    def line_height(self) -> float:
        """The distance from line to line in pixels."""
        return round(self.pixels * LINE_HEIGHT)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the block's rectangle, laying it out first if it has not been."""
        if not block.isValid():
            return QRectF()
        layout = block.layout()
        if layout.lineCount() == 0:
            layout.setFormats(self._formats(block))
            super().blockBoundingRect(block)
            self._spread(layout)
        rect = super().blockBoundingRect(block)
        gap = self.pixels * TURN_GAP if self._ends_turn(block) else 0
        rect.setHeight(max(layout.lineCount(), 1) * self.line_height + gap)
        return rect

    def _spread(self, layout: QTextLayout) -> None:
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            position = line.position()
            position.setY(number * self.line_height + (self.line_height - line.height()) / 2)
            line.setPosition(position)
