"""How a code looks as a row: key, abbreviation, label, count, in its dimension's colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from app.codebook.model import CodeRole, CodesModel, Index
from app.shell import theme
from coding.language import _
from coding.model.framework import Code

_MARGIN = 14
_SQUARE = 10
_CAP = 20
_STEP = 12  # indentation of a level below the strands
_WIDEST_ABBREVIATION = 84


@dataclass(frozen=True, slots=True)
class CodePlaces:
    """Where the parts of a row stand, in the view's pixels; an empty rectangle is a part it lacks."""

    arrow: QRect
    square: QRect
    cap: QRect
    abbreviation: QRect
    label: QRect
    count: QRect


class CodeDelegate(QStyledItemDelegate):
    """Paints the rows of a CodesModel; a dimension is a heading, what is under it a row with its parts."""

    def __init__(self, view: QTreeView, model: CodesModel, *, marks_selected: bool) -> None:
        """Paint this model's codes in this view; the selected row is marked where it means something."""
        super().__init__(view)
        self._marks_selected = marks_selected
        self._view = view
        self._model = model
        self._abbreviation_width = 0
        self._has_keys = False
        model.modelReset.connect(self._measure)

    def _measure(self) -> None:
        metrics = QFontMetrics(_bold(self._view.font()))
        widths = [metrics.horizontalAdvance(code.abbreviation) for code in self._model.framework.codes]
        widest = min(_WIDEST_ABBREVIATION, max(widths, default=0))
        self._abbreviation_width = widest + 12 if widest else 0
        self._has_keys = any(code.key for code in self._model.framework.codes)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height: headings stand a little apart."""
        code = self._model.code_at(index)
        height = QFontMetrics(self._view.font()).height() + 9
        if code is not None and self._is_heading(code):
            height += 4 if index.row() == 0 else 9
        return QSize(120, height)

    def _is_heading(self, code: Code) -> bool:
        return self._model.framework.is_dimension(code.id)

    # --- where things stand ----------------------------------------------------------------------

    def places(self, rect: QRect, index: Index) -> CodePlaces:
        """Lay a row out: from the left arrow, square or key, abbreviation, label; the count at the right."""
        code = self._model.code_at(index)
        assert code is not None
        framework = self._model.framework
        heading = self._is_heading(code)
        depth = framework.depth(code.id) - (1 if len(framework.levels) > 1 else 0)
        has_square = code.parent_id is None
        line = QRect(rect)
        line.setTop(rect.bottom() + 1 - (QFontMetrics(self._view.font()).height() + 9))
        middle = line.center().y()
        x = rect.left() + _MARGIN + max(0, depth) * _STEP
        has_arrow = bool(framework.children(code.id)) and not heading
        arrow = QRect(x - 12, middle - 6, 12, 12) if has_arrow else QRect()
        square = QRect()
        if has_square:
            square = QRect(x, middle - _SQUARE // 2 + 1, _SQUARE, _SQUARE)
            x += _SQUARE + 8
        cap = QRect()
        if code.key or (self._has_keys and not heading):
            cap = QRect(x, middle - 8, _CAP, 17)
            x += _CAP + 7
        counted = _count(index.data(CodeRole.COUNT), heading=heading)
        count_width = 12 + QFontMetrics(self._view.font()).horizontalAdvance(counted)
        count = QRect(rect.right() - _MARGIN - count_width, line.top(), count_width, line.height())
        width = 0 if heading or not code.abbreviation else self._abbreviation_width
        abbreviation = QRect(x, line.top(), width, line.height())
        label = QRect(x + width, line.top(), count.left() - x - width, line.height())
        return CodePlaces(arrow, square, cap, abbreviation, label, count)

    def is_on_arrow(self, point: QPoint, index: Index) -> bool:
        """Tell whether a point of the view is on the arrow that opens a row."""
        arrow = self.places(self._view.visualRect(index), index).arrow
        return not arrow.isNull() and arrow.adjusted(-2, -6, 3, 6).contains(point)

    # --- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        code = self._model.code_at(index)
        if code is None:
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        colours = theme.current()
        places, heading = self.places(rect, index), self._is_heading(code)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state, index)
        self._paint_parts(painter, places, code)
        font = _bold(self._view.font()) if heading else self._view.font()
        _text(painter, places.label, _label(code, heading=heading), font, colours.text)
        count = index.data(CodeRole.COUNT)
        if not heading or count:
            quiet = colours.quiet if not count else colours.dim
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            _text(painter, places.count, _count(count, heading=heading), self._view.font(), quiet, flags)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: Index) -> None:
        colours = theme.current()
        if index.data(CodeRole.PICKED):
            hue = colours.hue(self._model.framework.hue(index.internalId()))
            pale = QColor(hue.tint)
            pale.setAlphaF(0.55)
            painter.fillRect(rect, pale)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(hue.mark))
        elif self._marks_selected and state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_tint))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 1, -3, -1), 4, 4)

    def _paint_parts(self, painter: QPainter, places: CodePlaces, code: Code) -> None:
        colours = theme.current()
        if not places.square.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hue(self._model.framework.hue(code.id)).mark))
            painter.drawRoundedRect(places.square, 2, 2)
        if not places.arrow.isNull():
            _paint_arrow(painter, places.arrow, self._view.isExpanded(self._model.index_of(code.id)))
        if not places.cap.isNull() and code.key:
            paint_key(painter, places.cap, code.key, self._view.font())
        _text(painter, places.abbreviation, code.abbreviation, _bold(self._view.font()), colours.text)


def _count(count: int, *, heading: bool) -> str:
    """Return a count; a dimension's is of codings on it alone, and says so."""
    return _("{n} alone").format(n=count) if heading else str(count)


def _label(code: Code, *, heading: bool) -> str:
    return code.name if heading else code.label or code.name


def paint_key(painter: QPainter, rect: QRect, key: str, font: QFont) -> None:
    """Paint a key as the cap it stands on."""
    colours = theme.current()
    painter.setPen(QPen(QColor(colours.line).darker(112) if not colours.dark else QColor(colours.line), 1))
    painter.setBrush(QColor(colours.raised))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    small = QFont(font)
    small.setPixelSize(11)
    _text(painter, rect, key, small, colours.dim, Qt.AlignmentFlag.AlignCenter)


def _paint_arrow(painter: QPainter, rect: QRect, is_open: bool) -> None:  # noqa: FBT001 - one triangle, two ways
    middle = QPointF(rect.center())
    across, down = (3.5, 2.0) if is_open else (2.0, 3.5)
    corners = (
        [QPointF(-across, -down), QPointF(across, -down), QPointF(0, down)]
        if is_open
        else [QPointF(-across, -down), QPointF(-across, down), QPointF(across, 0)]
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().dim))
    painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))


def _bold(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def _text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, flags, shown)
