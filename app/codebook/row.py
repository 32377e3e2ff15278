"""How a code looks as a row: key, abbreviation, label, count, in its dimension's colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from app.codebook.model import CodeRole, CodesModel
from app.shell import theme
from app.widgets.painting import (
    RIGHT,
    bold,
    fill_ground,
    frame,
    outline_focus,
    paint_arrow,
    paint_key,
    paint_mark,
    smoothly,
    write,
)
from app.widgets.table import Index
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
        metrics = QFontMetrics(bold(self._view.font()))
        widths = [metrics.horizontalAdvance(code.abbreviation) for code in self._model.framework.codes]
        widest = min(_WIDEST_ABBREVIATION, max(widths, default=0))
        self._abbreviation_width = widest + 12 if widest else 0
        self._has_keys = any(code.key for code in self._model.framework.codes)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height: headings stand a little apart."""
        code = self._model.item_at(index)
        height = QFontMetrics(self._view.font()).height() + 9
        if code is not None and self._is_heading(code):
            height += 4 if index.row() == 0 else 9
        return QSize(120, height)

    def _is_heading(self, code: Code) -> bool:
        return self._model.framework.is_group(code.id)

    # --- where things stand ----------------------------------------------------------------------

    def places(self, rect: QRect, index: Index) -> CodePlaces:
        """Lay a row out: from the left arrow, square or key, abbreviation, label; the count at the right."""
        code = self._model.item_at(index)
        assert code is not None
        framework = self._model.framework
        heading = self._is_heading(code)
        depth = framework.depth(code.id) - (1 if framework.top(code.id).is_group else 0)
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
        count_width = 12 + QFontMetrics(self._view.font()).horizontalAdvance(counted) if counted else 0
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
        code = self._model.item_at(index)
        if code is None:
            return
        colours, usual = theme.current(), self._view.font()
        places, heading = self.places(option.rect, index), self._is_heading(code)
        count = index.data(CodeRole.COUNT)
        with smoothly(painter):
            self._paint_ground(painter, option, index, code)
            self._paint_parts(painter, places, code)
            name = code.name if heading else code.label or code.name
            write(painter, places.label, name, colours.text, bold(usual) if heading else usual)
            colour = colours.dim if count else colours.quiet
            write(painter, places.count, _count(count, heading=heading), colour, usual, RIGHT)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, code: Code
    ) -> None:
        rect = option.rect
        if index.data(CodeRole.PICKED):
            hue = theme.current().hue(self._model.framework.hue(code.id))
            pale = QColor(hue.tint)
            pale.setAlphaF(0.55)
            painter.fillRect(rect, pale)
            if theme.current().contrast:
                frame(painter, rect, hue.mark)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(hue.mark))
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            fill_ground(painter, option, chosen=self._marks_selected and selected)
        if self._view.hasFocus() and index == self._view.currentIndex():
            outline_focus(painter, rect)

    def _paint_parts(self, painter: QPainter, places: CodePlaces, code: Code) -> None:
        if not places.square.isNull():
            paint_mark(painter, places.square, self._model.framework.hue(code.id))
        if not places.arrow.isNull():
            is_open = self._view.isExpanded(self._model.index_of(code.id))
            paint_arrow(painter, QPointF(places.arrow.center()), is_open=is_open)
        if not places.cap.isNull() and code.key:
            paint_key(painter, places.cap, code.key, self._view.font())
        text = theme.current().text
        write(painter, places.abbreviation, code.abbreviation, text, bold(self._view.font()))


def _count(count: int, *, heading: bool) -> str:
    """Return a count; a dimension's is of codings on it alone, and says so, or is left out."""
    if heading:
        return _("{n} alone").format(n=count) if count else ""
    return str(count)
