"""The margin on the right: a labelled bracket for every coding on view, in lanes.

Where a group of overlapping codings fits, each bracket has its label beside it. Where there are
more, the brackets close up and the labels stand together right of them, each as near to its
bracket as there is room, so that five codes on one passage stay readable.
"""

from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.shell import theme
from app.transcript.lanes import CHIP_HEIGHT, ChipPlaces, Reach, groups_of, lanes_of
from app.transcript.view import TranscriptView
from app.widgets.painted_column import PaintedColumn, PaintedRow
from coding.language import _
from coding.model.study import Coding, Span
from coding.text.names import shortened

_LEFT = 8.0
BRACKET_WIDTH = 6.0
_CHIP_PADDING = 6.0
_CLOSE = 9.0
_GRIP = 6.0
_SPOKEN = 200  # letters of a passage that a screen reader is given


@dataclass(slots=True)
class Bracket:
    """One coding as it stands in the margin (pixels of the margin)."""

    coding: Coding
    x: float
    top: float
    bottom: float
    chip: QRectF

    def holds(self, point: QPointF) -> bool:
        """Tell whether a point is on the bracket or its chip."""
        near = (
            self.x - 3 <= point.x() <= self.x + BRACKET_WIDTH + 3
            and self.top - 2 <= point.y() <= self.bottom + 2
        )
        return near or self.chip.contains(point)


class BracketMargin(PaintedColumn):
    """Paints the brackets and takes the mouse: click, hover, drag an end."""

    chosen = Signal(object)  # Coding
    resized = Signal(object, object)  # Coding, Span
    menu_wanted = Signal(object, QPoint)  # Coding, global position

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        """Stand beside this view."""
        super().__init__(parent)
        self._view = view
        self.placed: list[Bracket] = []  # what was painted last
        self._placed_for: object = None  # the lines beside which they stand
        self._dragged: tuple[Bracket, str] | None = None
        self._take_font()
        self.setMouseTracking(True)
        self.setAccessibleName(_("Codes of the passages on view"))
        view.rows_changed.connect(self._place_anew)
        view.recoded.connect(self._place_anew)
        view.selection_changed.connect(self.update)  # another coding may be current

    # --- where they stand ----------------------------------------------------------------------

    def _place_anew(self) -> None:
        self._placed_for = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room there is."""
        super().resizeEvent(event)
        self._place_anew()

    def on_view(self) -> list[Coding]:
        """Return the codings that have a bracket here, in order."""
        return self._view.codings.touching(self._view.visible_span())

    def _place(self) -> list[Bracket]:
        """Place the codings on view, group by group: those in a group share lines of the text."""
        rows = self._view.rows()
        reaches = [
            (coding, reach)
            for coding in self.on_view()
            if (reach := self._view.vertical_reach(coding.span, rows)) is not None
        ]
        placed = [self._place_group(group) for group in groups_of(reaches)]
        taken = ChipPlaces(self.width())
        for bracket in (bracket for brackets, crowded in placed if not crowded for bracket in brackets):
            taken.add(bracket.chip)
        for brackets, crowded in placed:
            if crowded:
                left = max(bracket.x for bracket in brackets) + _CLOSE + 5
                taken.spread([bracket.chip for bracket in brackets], left)
        return [bracket for brackets, _crowded in placed for bracket in brackets]

    def _place_group(self, group: list[Reach]) -> tuple[list[Bracket], bool]:
        """Place a group's brackets, with room for a chip beside each unless that makes it too wide."""
        lanes = lanes_of(group)
        chips = [self._chip_width(coding) for coding, _reach in group]
        widths = [0.0] * (max(lanes) + 1)
        for chip, lane in zip(chips, lanes, strict=True):
            widths[lane] = max(widths[lane], chip + BRACKET_WIDTH + 16)
        before = list(accumulate(widths, initial=_LEFT))
        roomy = before[-1] <= self.width()
        found: list[Bracket] = []
        for (coding, (top, bottom)), lane, width in zip(group, lanes, chips, strict=True):
            x = before[lane] if roomy else _LEFT + lane * _CLOSE
            middle = (max(top, 0) + min(bottom, self.height())) / 2
            chip = QRectF(x + BRACKET_WIDTH + 5, middle - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
            found.append(Bracket(coding, x, top + 3, bottom - 3, chip))
        return found, not roomy

    def _chip_width(self, coding: Coding) -> float:
        text = self._view.looks.label(coding)
        if text not in self._widths:
            self._widths[text] = QFontMetricsF(self._bold).horizontalAdvance(text) + 2 * _CHIP_PADDING
        return min(self._widths[text], self.width() - _LEFT - 3 * _CLOSE)

    def _take_font(self) -> None:
        """Make the fonts of the chips from the window's; what was measured in others is forgotten."""
        self._bold, self._demi_bold = QFont(self.font()), QFont(self.font())
        for font, weight in ((self._bold, QFont.Weight.Bold), (self._demi_bold, QFont.Weight.DemiBold)):
            font.setPixelSize(12)
            font.setWeight(weight)
        self._widths: dict[str, float] = {}
        self._placed_for = None

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_font()

    def _place_if_needed(self) -> None:
        if self._placed_for is not self._view.rows():
            self.placed, self._placed_for = self._place(), self._view.rows()
            self.rows_have_changed()

    def painted_rows(self) -> list[PaintedRow]:
        """Return the codings on view: code, stage and doubt, and the words that they are on."""
        self._place_if_needed()
        return [self._in_words(bracket) for bracket in self.placed]

    def _in_words(self, bracket: Bracket) -> PaintedRow:
        coding, looks, moves = bracket.coding, self._view.looks, self._view.moves
        words = moves.text[coding.start : coding.end] if moves is not None else ""
        name = _("{code}, {name}: {words}").format(
            code=looks.label(coding), name=looks.of(coding).name, words=shortened(words, _SPOKEN)
        )
        top, height = int(bracket.top), max(int(bracket.bottom - bracket.top), 1)
        return PaintedRow(name, QRect(0, top, self.width(), height), coding.id == self._view.current_id)

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is on view."""
        self._place_if_needed()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bracket in self.placed:
            if min(bracket.x - 2, bracket.chip.left()) < self.width():  # else it is too crowded here
                self._paint_bracket(painter, bracket)

    def _paint_bracket(self, painter: QPainter, bracket: Bracket) -> None:
        coding, colours = bracket.coding, theme.current()
        look = self._view.looks.of(coding)
        hue = colours.hue(look.hue)
        current = coding.id == self._view.current_id
        thin = look.faint or self._view.looks.is_others(coding)
        pen = QPen(
            QColor(colours.quiet if look.faint else hue.mark), 3.0 if current else 1.0 if thin else 1.8
        )
        if coding.unsure:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(self.corners(bracket))
        if look.faint:
            self._paint_chip_text(painter, bracket, colours.quiet, current=False)
            return
        edged = look.dimension_only or current or colours.contrast
        painter.setPen(QPen(QColor(hue.mark), 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.page) if look.dimension_only else QColor(hue.tint))
        painter.drawRoundedRect(bracket.chip, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_chip_text(painter, bracket, hue.ink, current=current)

    def corners(self, bracket: Bracket) -> list[QPointF]:
        """Return the corners of a bracket, which opens towards the text."""
        right = bracket.x + BRACKET_WIDTH
        return [
            QPointF(bracket.x, bracket.top),
            QPointF(right, bracket.top),
            QPointF(right, bracket.bottom),
            QPointF(bracket.x, bracket.bottom),
        ]

    def _paint_chip_text(self, painter: QPainter, bracket: Bracket, colour: str, *, current: bool) -> None:
        painter.setFont(self._bold if current else self._demi_bold)
        painter.setPen(QColor(colour))
        room = int(bracket.chip.width() - _CHIP_PADDING)
        text = self._view.looks.label(bracket.coding)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(bracket.chip, Qt.AlignmentFlag.AlignCenter, shown)

    # --- the mouse -----------------------------------------------------------------------------

    def bracket_at(self, point: QPointF) -> Bracket | None:
        """Return the bracket under a point, the one on top first."""
        return next((b for b in reversed(self.placed) if b.holds(point)), None)

    def _end_at(self, point: QPointF) -> tuple[Bracket, str] | None:
        for bracket in reversed(self.placed):
            if abs(point.x() - bracket.x - BRACKET_WIDTH / 2) <= _GRIP:
                if abs(point.y() - bracket.top) <= _GRIP:
                    return bracket, "start"
                if abs(point.y() - bracket.bottom) <= _GRIP:
                    return bracket, "end"
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bracket, or take hold of its end."""
        if event.button() == Qt.MouseButton.RightButton:
            bracket = self.bracket_at(event.position())
            if bracket is not None:
                self.menu_wanted.emit(bracket.coding, event.globalPosition().toPoint())
            return
        self._dragged = self._end_at(event.position())
        bracket = self._dragged[0] if self._dragged else self.bracket_at(event.position())
        if bracket is not None:
            self.chosen.emit(bracket.coding)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Outline what is under the pointer; show a dragged end where it would be."""
        if self._dragged is not None:
            bracket, _end = self._dragged
            span = self._dragged_span(event.position())
            self._view.hovered = bracket.coding._replace(start=span.start, end=span.end)
            self._view.viewport().update()
            return
        bracket = self.bracket_at(event.position())
        grip = self._end_at(event.position()) is not None
        shape = Qt.CursorShape.SizeVerCursor if grip else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape if bracket or grip else Qt.CursorShape.ArrowCursor)
        self._hover(bracket, event)

    def _hover(self, bracket: Bracket | None, event: QMouseEvent) -> None:
        coding = None if bracket is None else bracket.coding
        if coding != self._view.hovered:
            self._view.hovered = coding
            self._view.viewport().update()
        if coding is None:
            QToolTip.hideText()
        else:
            look = self._view.looks.of(coding)
            memo = f"\n{coding.memo}" if coding.memo else ""
            QToolTip.showText(
                event.globalPosition().toPoint(), f"{self._view.looks.label(coding)}  {look.name}{memo}"
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Resize the coding whose end was dragged."""
        if self._dragged is None:
            return
        bracket, _end = self._dragged
        span = self._dragged_span(event.position())
        self._dragged, self._view.hovered = None, None
        self._view.viewport().update()
        if span != bracket.coding.span:
            self.resized.emit(bracket.coding, span)

    def _dragged_span(self, point: QPointF) -> Span:
        """Return the span with the dragged end at a sentence's edge; with Alt at the character."""
        assert self._dragged is not None
        bracket, end = self._dragged
        span, moves = bracket.coding.span, self._view.moves
        if moves is None:
            return span
        # Along the bracket the pointer says the line; its end is the sentence's on that line.
        x = 2.0 if end == "start" else self._view.viewport().width() - 2.0
        y = point.y() + (2 if end == "start" else -2)
        position = self._view.position_at(QPointF(x, y))
        fine = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier)
        if end == "start":
            start = position if fine else moves.sentence_at(position).start
            return Span(min(start, span.end - 1), span.end)
        stop = position if fine else moves.sentence_at(max(position - 1, 0)).end
        return Span(span.start, max(stop, span.start + 1))

    def leaveEvent(self, event: QEvent) -> None:
        """Outline nothing any more."""
        super().leaveEvent(event)
        if self._view.hovered is not None and self._dragged is None:
            self._view.hovered = None
            self._view.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._view.viewport(), event)
