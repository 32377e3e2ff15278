"""A page of the report to look at, as wide as there is room or at a size of one’s own."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from app.report.paper_document import SIZE, PaperPages
from app.shell.theme import current
from app.widgets.forms import show_in
from coding.language import _

_EDGE: Final = 16
_LEAST, _WIDEST, _MOST = 0.3, 0.95, 2.0


class PaperPage(QWidget):
    """Paints one page; a click says which part stands there."""

    clicked = Signal(int)  # the place of the part
    turned = Signal(int)  # by so many pages

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.setAccessibleName(_("Page of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: PaperPages | None = None
        self._page, self._zoom = 0, 0.6

    def show_page(self, pages: PaperPages | None, page: int, zoom: float) -> None:
        """Show a page at a size."""
        self._pages, self._page, self._zoom = pages, page, zoom
        self.setFixedSize(self.sizeHint())
        self.setAccessibleDescription(pages.words(page) if pages is not None else "")
        self.update()

    def paper(self) -> QSize:
        """Return how large the page is on the screen, in pixels."""
        size = self._pages.size(self._page) if self._pages else SIZE
        return (size * self._zoom).toSize()

    def sizeHint(self) -> QSize:
        """Ask for the page with room around it."""
        return self.paper() + QSize(2 * _EDGE, 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint white paper with a thin edge, whatever the window looks like."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QRectF(QPointF(_EDGE, _EDGE), self.paper().toSizeF())
        painter.fillRect(paper, QColor("white"))
        painter.setPen(QColor(current().border))
        painter.drawRect(paper)
        if self._pages is None:
            return
        painter.save()
        painter.translate(paper.topLeft())
        painter.scale(self._zoom, self._zoom)
        self._pages.paint(painter, self._page)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QColor(current().accent))
            painter.drawRect(paper.adjusted(-2, -2, 2, 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say which part was clicked."""
        if self._pages is None:
            return
        x, y = ((at - _EDGE) / self._zoom for at in (event.position().x(), event.position().y()))
        place = self._pages.part_at(self._page, x, y)
        if place is not None:
            self.clicked.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if by := step.get(Qt.Key(event.key())):
            self.turned.emit(by)
        else:
            super().keyPressEvent(event)


class PaperView(QScrollArea):
    """Holds the page in the middle of what room there is."""

    shown = Signal()  # another page, or at another size

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.paper = PaperPage()
        show_in(self, self.paper)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(_("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pages: PaperPages | None = None
        self.page = 0
        self._zoom: float | None = None  # None: as wide as there is room
        self.paper.turned.connect(self.turn)

    @property
    def n(self) -> int:
        """How many pages there are."""
        return self.pages.n if self.pages else 0

    @property
    def zoom(self) -> float:
        """How large a page is, 1 for as on paper at 96 dots to the inch."""
        if self._zoom is not None:
            return self._zoom
        room = self.viewport().width() - 2 * _EDGE - self.verticalScrollBar().sizeHint().width()
        width = (self.pages.size(self.page) if self.pages else SIZE).width()
        return min(max(room / width, _LEAST), _WIDEST)

    def show_pages(self, pages: PaperPages | None) -> None:
        """Show other pages, the same number of them if it is there."""
        self.pages = pages
        self.page = max(min(self.page, self.n - 1), 0)
        self._show()

    def go(self, page: int) -> None:
        """Show a page, from 0."""
        if self.n:
            self.page = max(0, min(page, self.n - 1))
            self.verticalScrollBar().setValue(0)
            self._show()

    def turn(self, by: int) -> None:
        """Show the page so many further on."""
        self.go(self.page + by)

    def enlarge(self, by: float) -> None:
        """Show it larger or smaller."""
        self._zoom = min(max(self.zoom * by, _LEAST), _MOST)
        self._show()

    def fit(self) -> None:
        """Show it as wide as there is room."""
        self._zoom = None
        self._show()

    def _show(self) -> None:
        self.paper.show_page(self.pages, self.page, self.zoom)
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width filled."""
        super().resizeEvent(event)
        self._show()
