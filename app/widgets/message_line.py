"""A line in a dialog that says what is going on, in the words and the colour of what it is."""

from PySide6.QtWidgets import QLabel, QWidget

from coding.errors import UserError


class MessageLine(QLabel):
    """Shows one message at a time; whatever comes replaces it."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        """Begin empty; ``about`` is what a screen reader says of it besides its words."""
        super().__init__(parent)
        self.setWordWrap(True)
        self.setAccessibleDescription(about)

    def say(self, text: str, role: str = "dim") -> None:
        """Say something: in passing ("dim"), plainly ("") or as a "warning"."""
        self.setText(text)
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def warn(self, error: UserError) -> None:
        """Say what went wrong."""
        self.say(str(error), "warning")
