"""A field of several lines: what is typed is kept when the field is left, or after a pause."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def _asks_to_undo(event: QEvent) -> bool:
    """Tell whether a field is being asked if it wants Ctrl+Z for itself."""
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and event.matches(QKeySequence.StandardKey.Undo)
    )


class AutosaveLine(QLineEdit):
    """A field of one line. Ctrl+Z takes back what was typed in it, then what was done in the study."""

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the study where nothing was typed."""
        if _asks_to_undo(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class AutosaveField(QPlainTextEdit):
    """Says ``written`` when a changed text is to be stored, ``left`` when Escape is pressed."""

    written = Signal(str)
    left = Signal()

    def __init__(
        self, lines: tuple[int, int | None] = (3, 8), pause: int | None = None, parent: QWidget | None = None
    ) -> None:
        """Begin empty; ``lines`` are the fewest and most shown at once, ``pause`` is in milliseconds.

        Where there is no most, the field is as high as its text and reads like a part of the page.
        """
        super().__init__(parent)
        self._lines = lines
        self.setProperty("role", "field" if lines[1] is not None else "paragraph")
        if lines[1] is None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().setDocumentMargin(1)
            self.document().setModified(False)  # a margin is a change to Qt, and would be stored
        self.setTabChangesFocus(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause_length = pause
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._note_change)
        self._fit_height()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the study where nothing was typed."""
        if _asks_to_undo(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def show_text(self, text: str) -> None:
        """Show a stored text, unless it is being changed here."""
        if self.document().isModified() or (self.hasFocus() and self.toPlainText().strip() == text):
            return
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().setModified(False)
        self._pause.stop()

    def keep(self) -> None:
        """Say what was written, if anything changed."""
        self._pause.stop()
        if self.document().isModified():
            self.document().setModified(False)
            self.written.emit(self.toPlainText())

    def _note_change(self) -> None:
        self._fit_height()
        if self.document().isModified() and self._pause_length is not None:
            self._pause.start(self._pause_length)

    def _fit_height(self) -> None:
        """Grow with the text, within bounds."""
        few, many = self._lines
        lines = max(int(self.document().size().height()), few)
        lines = min(lines, many) if many is not None else lines
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def sizeHint(self) -> QSize:
        """Return the height of the text."""
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and be as high as that."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return to the transcript with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written."""
        super().focusOutEvent(event)
        self.keep()
