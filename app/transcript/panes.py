"""Left, middle and right of the Code page: their widths, and the left that folds where it is narrow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.shell import settings

NARROW = 1150  # pixels; below that the left is folded unless the person unfolds it
_LEFT, _RIGHT, _RIGHT_WHERE_NARROW = 220, 272, 240
_LEAST, _MOST = 120, 800  # of what is remembered


class FoldingPanes(QSplitter):
    """Three panes. Says ``folded`` when the left is to be a rail; the left makes itself one."""

    folded = Signal(bool)

    def __init__(self, middle: QWidget, parent: QWidget | None = None) -> None:
        """Begin with the middle."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.addWidget(middle)
        self.setChildrenCollapsible(False)
        self._is_narrow = False
        self._unfolded_where_narrow = False
        self.is_folded = False
        self.splitterMoved.connect(self._remember)

    def set_sides(self, left: QWidget, right: QWidget) -> None:
        """Put these left and right of the middle, which takes what room is left."""
        self.insertWidget(0, left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setStretchFactor(2, 0)

    def toggle_fold(self) -> None:
        """Fold or unfold by hand: for good where it is wide, else until it is wide again."""
        if self._is_narrow:
            self._unfolded_where_narrow = self.is_folded
        else:
            settings.remember("interviews_folded", "" if self.is_folded else "yes")
        self._follow_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold where it has become narrow, unfold where it has become wide."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow or event.oldSize().width() <= 0:
            self._is_narrow, self._unfolded_where_narrow = is_narrow, False
            self._follow_width()

    def _follow_width(self) -> None:
        by_hand = settings.text("interviews_folded") == "yes"
        is_folded = not self._unfolded_where_narrow if self._is_narrow else by_hand
        if is_folded != self.is_folded:
            self.is_folded = is_folded
            self.folded.emit(is_folded)
        left = 0 if is_folded else _remembered("code_left", _LEFT)  # a rail has a width of its own
        right = _remembered("code_right", _RIGHT_WHERE_NARROW if self._is_narrow else _RIGHT)
        self.setSizes([left, max(self.width() - left - right, 0), right])

    def _remember(self) -> None:
        left, _middle, right = self.sizes()
        if not self.is_folded:
            settings.remember("code_left", left)
        settings.remember("code_right", right)


def _remembered(name: str, usual: int) -> int:
    return min(max(settings.number(name, usual), _LEAST), _MOST)
