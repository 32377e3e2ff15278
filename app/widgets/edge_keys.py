"""Keys for what is otherwise dragged: Alt+Shift and an arrow move an edge of what has the keyboard."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from app.widgets.drawer import DrawerRoom

_STEP: Final = 24  # pixels
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_MOVES: Final = {
    "Alt+Shift+Left": (_ACROSS, -_STEP),
    "Alt+Shift+Right": (_ACROSS, _STEP),
    "Alt+Shift+Up": (_DOWN, -_STEP),
    "Alt+Shift+Down": (_DOWN, _STEP),
}


class EdgeKeys(QObject):
    """Moves splitters, and the edge of a drawer, in one window."""

    def __init__(self, window: QWidget) -> None:
        """Listen in this window."""
        super().__init__(window)
        for keys, move in _MOVES.items():
            QShortcut(QKeySequence(keys), window, partial(_move_where_the_keyboard_is, *move))


def _move_where_the_keyboard_is(orientation: Qt.Orientation, by: int) -> None:
    """Move the edge after the part that has the keyboard, or before it where it is the last."""
    part = QApplication.focusWidget()
    while part is not None:
        above = part.parentWidget()
        if isinstance(above, QSplitter) and above.orientation() is orientation and above.count() > 1:
            edge = min(above.indexOf(part) + 1, above.count() - 1)
            at = above.handle(edge).pos()
            above.moveSplitter((at.x() if orientation is _ACROSS else at.y()) + by, edge)
            return
        if isinstance(above, DrawerRoom) and orientation is _ACROSS and above.is_open:
            above.move_edge(by)
            return
        part = above
