"""The text of a transcript, set like a book: its lines on view, and where in the text they stand.

A read-only QPlainTextEdit, which keeps Qt's selection and accessibility. Inside this module positions are
Qt's; everything that comes in or goes out is in code points, but for lines.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlock, QTextCursor, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.shell import theme
from app.transcript import painting
from app.transcript.layout import ReadingLayout
from app.transcript.row import VisibleRow, touched
from app.widgets.offsets import Offsets
from coding.language import _
from coding.model.study import Span, Transcript
from coding.text.moves import Moves


class TranscriptText(QPlainTextEdit):
    """Turns with a gap between them; what the interviewer says and what nobody said is dim."""

    rows_changed = Signal()  # scrolled, resized or repainted: the columns beside follow

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(_("Transcript"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(0)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.transcript_id: int | None = None
        self.moves: Moves | None = None
        self._offsets = Offsets("")
        self._mark_ranges: list[Span] = []
        self._document: QTextDocument | None = None
        self._layouts = 0  # counts how often the text was laid out anew
        self._visible_rows: list[VisibleRow] = []
        self._rows_for: tuple[int, ...] = ()
        self._rows_said: tuple[int, ...] = ()
        self._reading_layout = self._new_document("")
        self.set_text_size(16)

    # --- what is shown -----------------------------------------------------------------------

    def show_text(self, transcript: Transcript) -> None:
        """Show the words of a transcript in the size of those before."""
        self._offsets = Offsets(transcript.text)
        self.transcript_id = transcript.id
        self.moves = Moves(transcript)
        self._mark_ranges = [
            self.to_qt(Span(mark.start, mark.end)) for mark in transcript.marks if mark.start < mark.end
        ]
        pixels = self._reading_layout.pixels
        self._reading_layout = self._new_document(transcript.text)
        self.set_text_size(pixels)

    def _new_document(self, text: str) -> ReadingLayout:
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        layout = ReadingLayout(document, ends_turn=self._ends_turn, formats=self._formats)
        document.setDocumentLayout(layout)
        document.setPlainText(text)
        self.setDocument(document)
        if self._document is not None:
            self._document.deleteLater()  # Qt deletes only the document it made itself
        self._document = document
        return layout

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the text in pixels."""
        self._reading_layout.pixels = pixels
        self.refresh_look()

    def refresh_look(self) -> None:
        """Follow the colours of the theme and the size of the text.

        A style sheet of its own, because the program's would win over a font or a palette. Qt's own
        selection stays (copying and screen readers need it) but is not painted.
        """
        colours, font = theme.current(), theme.reading_font(self._reading_layout.pixels)
        families = ", ".join(f'"{family}"' for family in font.families())
        sheet = (
            f"QPlainTextEdit {{ background: {colours.page}; color: {colours.text}; border: none;"
            f" font-family: {families}; font-size: {font.pixelSize()}px;"
            f" selection-background-color: transparent; selection-color: {colours.text}; }}"
        )
        if sheet != self.styleSheet():  # Qt works out the style anew even from the same one
            self.setStyleSheet(sheet)
        self.document().setDefaultFont(font)
        self._relayout()

    def _relayout(self) -> None:
        """Lay out what is shown anew; its formats hold colours."""
        self._layouts += 1
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def _formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        here = Span(block.position(), block.position() + block.length())
        moves = self.moves
        is_asked = moves is not None and any(moves.asks(turn) for turn in self._turns_of(block))
        dim = [here] if is_asked else []
        dim += [mark for mark in self._mark_ranges if mark.overlaps(here)]
        return painting.dimmed(here.start, dim)

    def _turns_of(self, block: QTextBlock) -> range:
        """Return which turns touch a block; found when it is laid out, for there may be thousands."""
        if self.moves is None:
            return range(0)
        last = block.position() + block.length() - 1
        return self.moves.turns_touching(
            self._offsets.to_code_points(block.position()), self._offsets.to_code_points(last)
        )

    def _ends_turn(self, block: QTextBlock) -> bool:
        end = self._offsets.to_code_points(block.position() + block.length() - 1)
        moves = self.moves
        return moves is not None and any(moves.turns[turn].end <= end for turn in self._turns_of(block))

    # --- scrolling ---------------------------------------------------------------------------

    def _without_scrolling(self, cursor: QTextCursor) -> None:
        bar = self.verticalScrollBar()
        value = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(value)

    def _bring_into_view(self, qt: Span) -> None:
        """Scroll so that the span's beginning shows, and all of it if it fits."""
        rows = self.rows()
        height = self.viewport().height()
        start_row = next(
            (row for row in rows if row.start <= qt.start < row.end or row.end == qt.start), None
        )
        end_row = next((row for row in rows if row.start < qt.end <= row.end), None)
        above = start_row is None or start_row.top < 0
        below = end_row is None or end_row.top + end_row.height > height
        if start_row is not None and not above and (not below or start_row.top < height / 3):
            return
        lines_above = int(height / self._reading_layout.line_height / 4)
        self.verticalScrollBar().setValue(max(0, self._line_number(qt.start) - lines_above))

    def show_from(self, position: int) -> None:
        """Scroll so that the line of a code point is on top."""
        self.verticalScrollBar().setValue(self._line_number(self._offsets.to_qt(position)))

    def _line_number(self, position: int) -> int:
        """Return the number of the line that holds one of Qt's positions, which is laid out for it."""
        block = self.document().findBlock(position)
        self.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        return block.firstLineNumber() + (line.lineNumber() if line.isValid() else 0)

    # --- positions -----------------------------------------------------------------------------

    def to_qt(self, span: Span) -> Span:
        """Return a span in Qt's positions."""
        return Span(self._offsets.to_qt(span.start), self._offsets.to_qt(span.end))

    def position_at(self, point: QPointF) -> int:
        """Return the code point under a point of the viewport."""
        return self._offsets.to_code_points(self.cursorForPosition(point.toPoint()).position())

    def rows(self) -> list[VisibleRow]:
        """Return the visible lines from the top; they are found once for each place and size."""
        state = self._place_and_size()
        if state != self._rows_for:
            self._visible_rows, self._rows_for = list(self._rows()), state
        return self._visible_rows

    def _place_and_size(self) -> tuple[int, ...]:
        port = self.viewport()
        return self.verticalScrollBar().value(), port.width(), port.height(), self._layouts

    def _rows(self) -> Iterator[VisibleRow]:
        bottom = self.viewport().height()
        offset = self.contentOffset()
        top = offset.y()
        height = self._reading_layout.line_height
        block = self.firstVisibleBlock()
        while block.isValid() and top < bottom:
            rect = self.blockBoundingRect(block)
            layout, at = block.layout(), block.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                start = at + line.textStart()
                yield VisibleRow(start, start + line.textLength(), top + number * height, height, line, at)
            top += rect.height()
            block = block.next()

    def visible_span(self) -> Span:
        """Return the stretch that is on view, in code points."""
        rows = self.rows()
        if not rows:
            return Span(0, 0)
        return Span(
            self._offsets.to_code_points(rows[0].start), self._offsets.to_code_points(rows[-1].end) + 1
        )

    def vertical_reach(self, span: Span, rows: list[VisibleRow]) -> tuple[float, float] | None:
        """Return top and bottom of a span among visible rows, or None if it is not on view.

        Where it goes on beyond the view, so does what is returned.
        """
        qt = self.to_qt(span)
        places = touched(qt, rows)
        if not places:
            return None
        first, last = rows[places[0]], rows[places[-1]]
        top = first.top if first.start <= qt.start else -50.0
        bottom = last.top + last.height if qt.end <= last.end else self.viewport().height() + 50.0
        return top, bottom

    def row_of(self, position: int, rows: list[VisibleRow]) -> VisibleRow | None:
        """Return the visible line that holds a code point."""
        qt = self._offsets.to_qt(position)
        return next((row for row in rows if row.start <= qt < max(row.end, row.start + 1)), None)

    def _say_rows(self) -> None:
        """Say it if other lines are on view; said before they are painted, all is painted together."""
        if self._rows_said != (state := self._place_and_size()):
            self._rows_said = state
            self.rows_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Say that the columns beside have to follow."""
        super().scrollContentsBy(dx, dy)
        self._say_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line on top where it is, and the columns beside in step."""
        top = self._visible_rows[0].start if self._visible_rows else 0
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.verticalScrollBar().setValue(self._line_number(top))
        self.rows_changed.emit()
