"""Buttons that show a menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from app.widgets.forms import with_role


def menu_button(name: str, role: str = "flat") -> QToolButton:
    """Return a quiet button that shows a menu; a click leaves the focus where it is."""
    button = with_role(QToolButton(), role)
    button.setAccessibleName(name)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def give_menu(button: QToolButton | QPushButton, menu: QMenu) -> None:
    """Let a button show another menu; the one before goes, which Qt would keep."""
    for before in button.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if before is not menu:
            before.deleteLater()
    button.setMenu(menu)
