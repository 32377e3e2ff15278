"""A notice on top of the page: what happened, what it means, what to do. It waits until it is read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from coding.errors import UserError
from coding.language import _


class NoticeBar(QFrame):
    """Shows the newest notice; it blocks nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAccessibleName(_("Notice"))
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(_("Close the notice"))
        close.setProperty("role", "flat")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(self._text, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, or an empty string."""
        return self._text.text() if not self.isHidden() else ""

    def show_error(self, error: UserError) -> None:
        """Show what went wrong."""
        self._text.setText(str(error))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, str(error)))
