"""A bar across the page: what stands over it, and the settings of it."""

from PySide6.QtWidgets import QFrame, QWidget

from app.widgets.forms import Part, row_of, with_role

HEIGHT = 44  # pixels: of the row over all pages too


class SettingsBar(QFrame):
    """A row of parts with a line below; it never breaks and never becomes higher."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty; ``name`` is what a screen reader calls the bar."""
        super().__init__(parent)
        with_role(self, "bar")
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)

    def fill(self, *parts: Part, left: int = 14, spacing: int = 6) -> None:
        """Put these parts beside each other, from ``left`` pixels on."""
        row_of(*parts, on=self, margins=(left, 0, 14, 0), spacing=spacing)
