"""The scroll bar of a transcript at the edge of its pane, in step with the view's own, which is hidden."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from coding.language import _


class FollowingScrollBar(QScrollBar):
    """Scrolls a view that stands somewhere else in the pane."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        """Follow this view and lead it."""
        super().__init__(Qt.Orientation.Vertical)
        self.setAccessibleName(_("Scroll the transcript"))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own = view.verticalScrollBar()
        self._own.rangeChanged.connect(self._take_range)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)

    def _take_range(self, low: int, high: int) -> None:
        self.setPageStep(self._own.pageStep())
        self.setSingleStep(self._own.singleStep())
        self.setRange(low, high)
        self.setValue(self._own.value())
