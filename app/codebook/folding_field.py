"""A part of a codebook entry: its heading and its text, or, where nothing is written, a button to begin."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.codebook.autosave_field import AutosaveField
from app.widgets.forms import caption, column_of, named, with_role
from coding.language import _


class FoldingField(QWidget):
    """A paragraph under its heading. Without text it folds away to ``add``, which stands elsewhere."""

    def __init__(self, title: str, field: AutosaveField, parent: QWidget | None = None) -> None:
        """Begin folded."""
        super().__init__(parent)
        self.field = field
        field.setAccessibleName(title)
        self._heading: QLabel = caption(title, field, "dim")
        self.add = named(with_role(QToolButton(), "add"), _("Add: {part}").format(part=title))
        self.add.setText(f"+ {title}")
        self.add.clicked.connect(self.unfold)
        column_of(self._heading, field, on=self, margins=(0, 8, 0, 0), spacing=2)
        field.textChanged.connect(self.follow)
        field.installEventFilter(self)
        self.hide()  # and not the button: shown before it stands anywhere, it would be a window for a moment

    def follow(self) -> None:
        """Show the text, or the button where there is none and nobody writes."""
        is_there = bool(self.field.toPlainText().strip()) or self.field.hasFocus()
        self.setVisible(is_there)
        self.add.setVisible(not is_there and not self.field.isReadOnly())

    def unfold(self) -> None:
        """Let the text be begun."""
        self.add.hide()
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold when the field is left empty; follow when writing is allowed or not."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.ReadOnlyChange}:
            self.follow()
        return super().eventFilter(watched, event)
