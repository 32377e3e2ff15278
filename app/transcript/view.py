"""The text of a transcript: set like a book, its codings painted behind it, the selection outlined.

A read-only QPlainTextEdit, which keeps Qt's selection and accessibility; the backgrounds of the
visible lines are painted before the text. Inside this module positions are Qt's; everything that
comes in or goes out is in code points.
"""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.shell import theme
from app.transcript import painting
from app.transcript.coding_style import CodingStyle, CodingStyles
from app.transcript.gestures import MouseSelecting, take_only
from app.transcript.keyboard import REPEATED, Intent, Move, Scroll, read_key
from app.transcript.layout import ReadingLayout
from app.transcript.row import VisibleRow, touched
from app.widgets.offsets import Offsets
from coding.language import _
from coding.model.study import Coding, Span, Transcript
from coding.text.codings_on_text import CodingsOnText
from coding.text.moves import Moves

CODE_MIME = "application/x-strandline-code"


class TranscriptView(QPlainTextEdit):
    """The reading page. Something is always selected while a transcript is shown."""

    selection_changed = Signal()
    intent = Signal(str, object)  # what a key asks for: see keyboard.py
    moved = Signal(str)  # "move" or "grow", by a key
    code_dropped = Signal(int, object)  # code id, Span
    rows_changed = Signal()  # scrolled, resized or repainted: the columns beside follow
    recoded = Signal()  # the same lines, with other codings

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(_("Transcript"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setCursorWidth(0)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.looks = CodingStyles((), None)
        self.codings = CodingsOnText()
        self.current_id: int | None = None
        self.hovered: Coding | None = None
        self.transcript_id: int | None = None
        self.moves: Moves | None = None
        self._offsets = Offsets("")
        self._selected = Span(0, 0)
        self._mark_ranges: list[Span] = []
        self.hits: list[Span] = []
        self._mouse = MouseSelecting(self)
        self._document: QTextDocument | None = None
        self._layouts = 0  # counts how often the text was laid out anew
        self._visible_rows: list[VisibleRow] = []
        self._rows_for: tuple[int, ...] = ()
        self._rows_said: tuple[int, ...] = ()
        self._reading_layout = self._new_document("")
        self.set_text_size(16)

    # --- what is shown -----------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript, codings: CodingsOnText, looks: CodingStyles) -> None:
        """Show a transcript with its codings and select its first sentence."""
        self._offsets = Offsets(transcript.text)
        self.transcript_id = transcript.id
        self.moves = Moves(transcript)
        self.codings, self.looks = codings, looks
        self.current_id, self.hovered, self.hits = None, None, []
        self._mark_ranges = [
            self.to_qt(Span(mark.start, mark.end)) for mark in transcript.marks if mark.start < mark.end
        ]
        pixels = self._reading_layout.pixels
        self._reading_layout = self._new_document(transcript.text)
        self.set_text_size(pixels)
        self._selected = Span(0, 0)
        if transcript.text:
            self.select(self.moves.first())
        self.verticalScrollBar().setValue(0)
        self._say_rows()

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

    def codings_changed(self) -> None:
        """Repaint after the codings did."""
        if self.codings.get(self.current_id) is None:
            self.current_id = None
        if self.hovered is not None and self.codings.get(self.hovered.id) is None:
            self.hovered = None
        self.viewport().update()
        self.recoded.emit()

    def set_hits(self, hits: list[Span]) -> None:
        """Mark what was found."""
        self.hits = [self.to_qt(hit) for hit in hits]
        self.viewport().update()

    # --- the selection -----------------------------------------------------------------------

    @property
    def selected(self) -> Span:
        """What is selected, in code points."""
        return self._selected

    def select(self, span: Span, current_id: int | None = None) -> None:
        """Select a span, make a coding current, and bring the span into view."""
        if span.end <= span.start:
            return
        self._selected = span
        self.current_id = current_id
        qt = self.to_qt(span)
        cursor = self.textCursor()
        cursor.setPosition(qt.start)
        cursor.setPosition(qt.end, QTextCursor.MoveMode.KeepAnchor)
        self._without_scrolling(cursor)
        self._bring_into_view(qt)
        self.viewport().update()
        self.selection_changed.emit()

    def select_span(self, span: Span) -> None:
        """Select a span, cut to the text; a coding that stands on exactly it becomes current."""
        length = len(self.moves.text) if self.moves is not None else 0
        span = Span(min(span.start, max(length - 1, 0)), min(span.end, length))
        on_span = self.codings.exactly(span)
        self.select(span, on_span[-1].id if on_span else None)

    @property
    def current_coding(self) -> Coding | None:
        """The coding that keys act on, or None."""
        return self.codings.get(self.current_id)

    def make_current(self, coding_id: int | None) -> None:
        """Select a coding's passage and make it current; nothing for one that is not there."""
        coding = self.codings.get(coding_id)
        if coding is not None:
            self.select(coding.span, coding.id)

    def step_coding(self, by: int) -> None:
        """Go to the next or previous coding: those touching the selection first, longest first."""
        if self.current_coding is not None:
            target = self.codings.after(self.current_coding, by)
        else:
            touching = self.codings.fitting(self._selected)
            target = touching[0] if touching else self.codings.nearest(self._selected, by)
        if target is not None:
            self.make_current(target.id)

    def selected_text(self) -> str:
        """Return the words selected."""
        return "" if self.moves is None else self.moves.text[self._selected.start : self._selected.end]

    def announce(self, message: str) -> None:
        """Have a screen reader say something."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

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

    # --- painting ------------------------------------------------------------------------------

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the codings behind the text, the text, and the selection around it."""
        rows = self.rows()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.paint_codings(painter, rows, self._visible_codings())
        painting.paint_hits(painter, rows, self.hits)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._outline_selection(painter, rows)
        painter.end()
        self._say_rows()

    def _visible_codings(self) -> list[tuple[Span, CodingStyle]]:
        """Return spans (Qt's positions) and looks of what is coded on view in the framework in hand."""
        found = self.codings.touching(self.visible_span())
        looks = [(self.to_qt(coding.span), self.looks.of(coding)) for coding in found]
        return [(span, look) for span, look in looks if not look.faint]

    def _outline_selection(self, painter: QPainter, rows: list[VisibleRow]) -> None:
        """Outline the selection, dashed where it is not coded, and what the pointer is on."""
        if self._selected.length:
            pen = painting.selection_pen(
                coded=bool(self.codings.exactly(self._selected)), focused=self.hasFocus()
            )
            painting.outline(painter, rows, self.to_qt(self._selected), pen)
        if self.hovered is not None:
            pen = painting.hover_pen(self.looks.of(self.hovered))
            painting.outline(painter, rows, self.to_qt(self.hovered.span), pen)

    # --- events --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, scroll, or say what is to be done; what is not ours goes on to the window."""
        meaning = None if self.moves is None else read_key(event)
        match meaning:
            case Move(to, extends) if self.moves is not None:
                self.select(to(self.moves, self._selected))
                self.moved.emit("grow" if extends else "move")
            case Scroll(pages):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + pages * bar.pageStep())
            case Intent(name) if event.isAutoRepeat() and name not in REPEATED:
                pass  # a key held down is pressed once
            case Intent(name, detail):
                self.intent.emit(name, detail)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select by click."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select by dragging."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        self._mouse.double(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a code dragged from the panel."""
        take_only(event, CODE_MIME)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show that a code can be dropped here."""
        take_only(event, CODE_MIME)

    def dropEvent(self, event: QDropEvent) -> None:
        """Code the selection, or the sentence under the pointer if that is elsewhere."""
        if self.moves is None or not event.mimeData().hasFormat(CODE_MIME):
            return
        position = self.position_at(event.position())
        inside = self._selected.start <= position < self._selected.end
        span = self._selected if inside else self.moves.sentence_at(position)
        event.acceptProposedAction()
        self.code_dropped.emit(int(bytes(event.mimeData().data(CODE_MIME).data())), span)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy exactly the stored words."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line on top where it is, and the columns beside in step."""
        top = self._visible_rows[0].start if self._visible_rows else 0
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.verticalScrollBar().setValue(self._line_number(top))
        self.rows_changed.emit()
