"""A drawer at the right of a page: what a number counts. It is opened by a click, and never by itself."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QToolButton, QVBoxLayout, QWidget

from app.shell import settings, theme
from app.widgets.forms import column_of, line, named, row_of, wide, with_role
from coding.language import _

NARROW = 1150  # pixels of the page, below which the drawer lies over it
_USUAL, _LEAST, _MOST = 336, 260, 560  # pixels
_GRIP, _SHADOW = 6, 14


class Drawer(QFrame):
    """What slides out: a heading, a cross, and what subclasses put into ``column``."""

    close_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty; ``name`` is what a screen reader calls the drawer."""
        super().__init__(parent)
        with_role(self, "panel")
        self.setAccessibleName(name)
        self.heading = line(role="section")
        cross = named(with_role(QToolButton(), "flat"), _("Close"))
        cross.setText("×")
        cross.setToolTip(_("Close (Esc)"))
        cross.clicked.connect(self.close_wanted)
        self.column: QVBoxLayout = column_of(
            row_of(wide(self.heading), cross, margins=(16, 8, 8, 0)), on=self, spacing=4
        )


class DrawerRoom(QWidget):
    """A page's body with its drawer: beside it where there is room, else over it with a shadow."""

    moved = Signal()  # opened, closed, or of another width

    def __init__(self, body: QWidget, drawer: Drawer, parent: QWidget | None = None) -> None:
        """Show the body alone."""
        super().__init__(parent)
        self._body, self._drawer = body, drawer
        self._came_from: QWidget | None = None
        body.setParent(self)
        self._shadow = _Shadow(self)
        drawer.setParent(self)
        self._grip = _Grip(self)
        self._grip.dragged.connect(self._drag)
        drawer.close_wanted.connect(self.close_drawer)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_drawer)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._set_open(on=False)

    @property
    def is_open(self) -> bool:
        """Whether the drawer is out."""
        return not self._drawer.isHidden()

    @property
    def covered(self) -> int:
        """How many pixels of the body lie under the drawer."""
        return self._drawer.width() if self.is_open and self._is_over() else 0

    def open_drawer(self) -> None:
        """Slide it out, because the person wants it."""
        if not self.is_open:
            self._came_from = QApplication.focusWidget()
            self._set_open(on=True)

    def close_drawer(self) -> None:
        """Slide it in, and give the keyboard back."""
        if not self.is_open:
            return
        focus = QApplication.focusWidget()
        was_here = focus is not None and self._drawer.isAncestorOf(focus)
        self._set_open(on=False)
        if was_here and self._came_from is not None:
            self._came_from.setFocus()

    def _set_open(self, *, on: bool) -> None:
        self._drawer.setVisible(on)
        self._grip.setVisible(on)
        self._escape.setEnabled(on)
        self._lay_out()

    def _is_over(self) -> bool:
        return self.width() < NARROW

    def _lay_out(self) -> None:
        """Put body and drawer in their places."""
        wanted = min(max(settings.number("drawer_width", _USUAL), _LEAST), _MOST)
        width = min(wanted, max(self.width() - _GRIP, 0))
        left = self.width() - width
        beside = self.is_open and not self._is_over()
        self._body.setGeometry(0, 0, left if beside else self.width(), self.height())
        self._drawer.setGeometry(left, 0, width, self.height())
        self._grip.setGeometry(left - _GRIP // 2, 0, _GRIP, self.height())
        self._shadow.setGeometry(left - _SHADOW, 0, _SHADOW, self.height())
        self._shadow.setVisible(self.is_open and self._is_over())
        self.moved.emit()

    def move_edge(self, by: int) -> None:
        """Make the drawer narrower or wider by so many pixels of its edge."""
        self._drag(self.width() - self._drawer.width() + by)

    def _drag(self, x: int) -> None:
        width = min(max(self.width() - x, _LEAST), _MOST)
        settings.remember("drawer_width", width)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()


class _Grip(QWidget):
    """The left edge of the drawer, by which it is made wider."""

    dragged = Signal(int)  # to this x of the room

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self.dragged.emit(self.mapToParent(event.position().toPoint()).x())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line between body and drawer."""
        QPainter(self).fillRect(QRect(_GRIP // 2, 0, 1, self.height()), QColor(theme.current().line))


class _Shadow(QWidget):
    """What the drawer casts on the page; the mouse goes through it."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it fading to the left."""
        shade = QLinearGradient(0, 0, self.width(), 0)
        dark = QColor(Qt.GlobalColor.black)
        for at, alpha in ((0.0, 0), (1.0, 110 if theme.current().dark else 45)):
            dark.setAlpha(alpha)
            shade.setColorAt(at, dark)
        QPainter(self).fillRect(self.rect(), shade)
