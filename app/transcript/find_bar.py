"""Find in this interview: a field that lists nothing and jumps."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QWidget

from app.widgets.forms import line, row_of, wide
from coding.language import _
from coding.model.study import Span
from coding.text.finding import find_in


class FindBar(QFrame):
    """Holds the hits in one text and which of them is looked at."""

    hits_changed = Signal(list)  # list[Span]
    hit_chosen = Signal(object)  # Span
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden and with nothing to find."""
        super().__init__(parent)
        self._text = ""
        self._hits: list[Span] = []
        self._near = 0
        self._at = -1
        self.field = QLineEdit(placeholderText=_("Find in this interview"))
        self.field.setAccessibleName(_("Find in this interview"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self._count = line()
        row = row_of(wide(self.field), self._count, on=self, margins=(40, 6, 20, 6))
        buttons = (
            (_("Previous"), "↑", self.previous),
            (_("Next"), "↓", self.next),
            (_("Close"), "×", self.close_bar),
        )
        for name, sign, act in buttons:
            button = QToolButton()
            button.setText(sign)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(act)
            row.addWidget(button)
        self.hide()

    def open_in(self, text: str, near: int) -> None:
        """Show the bar for a text; the first hit looked at is the first from a position on."""
        self._text = text
        self._near = near
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._find(self.field.text())

    def close_bar(self) -> None:
        """Hide the bar and its hits."""
        self.hide()
        self.hits_changed.emit([])
        self.closed.emit()

    def _find(self, wanted: str) -> None:
        self._hits = find_in(self._text, wanted) if wanted.strip() else []
        self.hits_changed.emit(self._hits)
        self._at = next((at for at, hit in enumerate(self._hits) if hit.start >= self._near), 0)
        self._show_hit()

    def next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show_hit()

    def _show_hit(self) -> None:
        if not self._hits:
            self._count.setText(_("not found") if self.field.text().strip() else "")
            return
        self._count.setText(_("{at} of {n}").format(at=self._at + 1, n=len(self._hits)))
        self.hit_chosen.emit(self._hits[self._at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
