"""The fields of the import page's tables: edited in place, the current one framed."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from app.shell import theme
from app.widgets.combo_box_delegate import ComboBoxDelegate, Index


class FramingDelegate(ComboBoxDelegate):
    """Edits as elsewhere; frames the field that the keyboard is at."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a field, and a frame around the one that the keyboard is at."""
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            frame: QRect = option.rect  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
            painter.save()
            painter.setPen(QPen(QColor(theme.current().accent), 1))
            painter.drawRect(frame.adjusted(0, 0, -1, -1))
            painter.restore()
