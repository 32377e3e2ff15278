"""A row of buttons; those that do not fit stand in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QToolButton, QWidget

from app.widgets.menus import give_menu

_AGAIN = 3  # times that room may be shared out, as what is shown may change the room


class FittingRow(QWidget):
    """Subclasses say which buttons there is room for, show them, and put the others into the menu."""

    def __init__(self, more: QToolButton, between: int, parent: QWidget | None = None) -> None:
        """Begin without buttons; ``more`` opens the menu, ``between`` are pixels between two buttons."""
        super().__init__(parent)
        self.more = more
        self._menu = QMenu(more)
        self._menu.aboutToShow.connect(self._fill_menu)
        give_menu(more, self._menu)
        self._is_sharing_out = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(between)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # buttons give way
        self._row.addWidget(more)
        self._row.addStretch(1)
        more.hide()

    def _fitting(self) -> Sequence[QAbstractButton]:
        """Return the buttons that there is room for, beside the menu of the others."""
        raise NotImplementedError

    def _show_only(self, shown: Sequence[QAbstractButton]) -> None:
        """Show these, and the menu's button where they are not all."""
        raise NotImplementedError

    def _fill_menu(self) -> None:
        """Offer the buttons that are not shown."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as fit."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        if self._is_sharing_out:  # Qt lays out as soon as one is shown
            return
        self._is_sharing_out = True
        for _again in range(_AGAIN):
            shown = self._fitting()
            self._show_only(shown)
            if self._fitting() == shown:
                break
        self._is_sharing_out = False
