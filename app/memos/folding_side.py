"""The right side of the page: beside the rest where there is room, else in a drawer behind a button."""

from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from app.widgets.drawer import NARROW, Drawer, DrawerRoom
from app.widgets.forms import column_of, wide


class FoldingSide(QWidget):
    """Holds ``body`` with ``side`` at its right; under NARROW pixels ``opener`` slides the side out."""

    def __init__(self, body: QSplitter, side: QWidget, opener: QPushButton, name: str) -> None:
        """Begin narrow: the button is shown, the side is not."""
        super().__init__()
        self._body, self._side, self._opener = body, side, opener
        self._drawer = Drawer(name)
        self._drawer.heading.setText(name)
        self.room = DrawerRoom(body, self._drawer)
        self._drawer.column.addWidget(side, 1)
        self._is_narrow = True
        column_of(wide(self.room), on=self, spacing=0)
        opener.clicked.connect(self.open_side)

    def fit(self, width: int) -> None:
        """Put the side where it fits into a page of this width."""
        is_narrow = width < NARROW
        self._opener.setVisible(is_narrow)
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self.room.close_drawer()
        if is_narrow:
            self._drawer.column.addWidget(self._side, 1)
        else:
            self._body.addWidget(self._side)
        self._side.show()

    def open_side(self) -> None:
        """Show the side, if it is folded."""
        if self._is_narrow:
            self.room.open_drawer()
