"""A transcript that is read and coded: its codings painted behind the text, the selection outlined.

The backgrounds of the visible lines are painted before the text. Positions that come in or go out are in code
points; lines and what is painted have Qt's.
"""

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from app.shell.spoken import announce
from app.transcript import painting
from app.transcript.coding_style import CodingStyle, CodingStyles
from app.transcript.gestures import MouseSelecting, take_only
from app.transcript.keyboard import REPEATED, Intent, Move, Scroll, read_key
from app.transcript.row import VisibleRow, touched
from app.transcript.text import TranscriptText
from coding.model.study import Coding, Span, Transcript
from coding.text.codings_on_text import CodingsOnText

CODE_MIME = "application/x-strandline-code"


class TranscriptView(TranscriptText):
    """The reading page. Something is always selected while a transcript is shown."""

    selection_changed = Signal()
    intent = Signal(str, object)  # what a key asks for: see keyboard.py
    moved = Signal(str)  # "move" or "grow", by a key
    code_dropped = Signal(int, object)  # code id, Span
    menu_wanted = Signal(QPoint, int)  # where on the screen; the code point under the pointer, -1 by a key
    recoded = Signal()  # the same lines, with other codings

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.looks = CodingStyles((), None)
        self.codings = CodingsOnText()
        self.current_id: int | None = None
        self.hovered: Coding | None = None
        self._selected = Span(0, 0)
        self.hits: list[Span] = []
        self._coded: list[tuple[Span, CodingStyle]] = []  # on view, in Qt's positions
        self._coded_for: tuple[object, object] = (None, None)  # in which lines, in which looks
        self._mouse = MouseSelecting(self)
        self._moves_cursor = False  # by itself; else a screen reader or the like does
        self.cursorPositionChanged.connect(self._follow_cursor)
        self.selectionChanged.connect(self._follow_cursor)

    # --- what is shown -----------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript, codings: CodingsOnText, looks: CodingStyles) -> None:
        """Show a transcript with its codings and select its first sentence."""
        self.codings, self.looks = codings, looks
        self.current_id, self.hovered, self.hits = None, None, []
        self._selected = Span(0, 0)
        self._moves_cursor = True
        self.show_text(transcript)
        self._moves_cursor = False
        if self.moves is not None and transcript.text:
            self.select(self.moves.first())
        self.verticalScrollBar().setValue(0)
        self._say_rows()

    def codings_changed(self) -> None:
        """Repaint the lines that are coded otherwise than before."""
        if self.codings.get(self.current_id) is None:
            self.current_id = None
        if self.hovered is not None and self.codings.get(self.hovered.id) is None:
            self._repaint(self.to_qt(self.hovered.span))
            self.hovered = None
        before, self._coded_for = self._coded, (None, None)
        changed = {span for span, _look in {*before} ^ {*self._visible_codings()}}
        self._repaint(self.to_qt(self._selected), *changed)
        self.recoded.emit()

    def _repaint(self, *spans: Span) -> None:
        """Paint the lines of stretches (Qt's positions) anew, and where a passage begins right behind one."""
        rows = self.rows()
        for span in spans:
            for at in touched(Span(span.start, span.end + 2), rows):
                top, height = int(rows[at].top), int(rows[at].height)
                self.viewport().update(0, top - 1, self.viewport().width(), height + 3)

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
        before, self._selected = self._selected, span
        self.current_id = current_id
        qt = self.to_qt(span)
        cursor = self.textCursor()
        cursor.setPosition(qt.start)
        cursor.setPosition(qt.end, QTextCursor.MoveMode.KeepAnchor)
        self._moves_cursor = True
        self._without_scrolling(cursor)
        self._moves_cursor = False
        self._bring_into_view(qt)
        self._repaint(self.to_qt(before), qt)
        self.selection_changed.emit()

    def _follow_cursor(self) -> None:
        """Select what assistive technology selected; where it only went, the sentence there."""
        if self._moves_cursor or self.moves is None or not self.moves.text:
            return
        cursor = self.textCursor()
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        span = Span(*(self._offsets.to_code_points(end) for end in ends))
        self.select_span(self.moves.letters_of(span) if span.length else self.moves.sentence_at(span.start))

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

    def first_line(self) -> QRect:
        """Return where the first line of the selection is on the screen, from its first letter on."""
        row = self.row_of(self._selected.start, self.rows())
        x, y, height = 40.0, 40.0, 0.0
        if row is not None:
            x, y, height = row.x(self.to_qt(self._selected).start), row.top, row.height + 2
        return QRect(self.viewport().mapToGlobal(QPoint(int(x), int(y))), QSize(1, int(height)))

    def selected_text(self) -> str:
        """Return the words selected."""
        return "" if self.moves is None else self.moves.text[self._selected.start : self._selected.end]

    def announce(self, message: str) -> None:
        """Have a screen reader say something."""
        announce(self, message)

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the codings behind the text, the text, and the selection around it."""
        top, bottom = event.rect().top(), event.rect().bottom()
        rows = [row for row in self.rows() if row.top <= bottom and row.top + row.height >= top]
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
        if self._coded_for[0] is not self.rows() or self._coded_for[1] is not self.looks:
            found = self.codings.touching(self.visible_span())
            looks = [(self.to_qt(coding.span), self.looks.of(coding)) for coding in found]
            self._coded = [(span, look) for span, look in looks if not look.faint]
            self._coded_for = self.rows(), self.looks
        return self._coded

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
                self.select(self.moves.letters_of(to(self.moves, self._selected)))
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

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        """Ask for the menu of the selection; a click beside it selects the sentence first."""
        if self.moves is None or not self.moves.text:
            return
        if e.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.first_line().bottomLeft(), -1)
            return
        position = self.position_at(QPointF(e.pos()))
        if not self._selected.start <= position < self._selected.end:
            self.select_span(self.moves.sentence_at(position))
        self.menu_wanted.emit(e.globalPos(), position)

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
