"""What frames the import page: the buttons that bring files, the title, the foot, the page without files."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets.elided_label import ElidedLabel
from coding.language import _


class Adding(QWidget):
    """The two buttons that bring files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.files = QPushButton(_("Add files…"))
        self.folder = QPushButton(_("Add a folder…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.files)
        row.addWidget(self.folder)


class Header(QWidget):
    """The title, a line that sums up what came, and the buttons that bring more."""

    def __init__(self, adding: Adding, parent: QWidget | None = None) -> None:
        """Begin with nothing to sum up."""
        super().__init__(parent)
        title = QLabel(_("Import transcripts"))
        title.setProperty("role", "heading")
        self.summary = ElidedLabel("dim")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self.summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 8)
        row.addLayout(words, 1)
        row.addWidget(adding)


class Footer(QFrame):
    """A hint, and the two ways to leave: with the files stored, or without."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.hint = QLabel(
            _("Italics are guesses. A correction goes to all selected rows (Ctrl+A); Space ticks them.")
        )
        self.hint.setProperty("role", "dim")
        self.hint.setWordWrap(True)
        self.leave = QPushButton(_("Cancel"))
        self.store = QPushButton()
        self.store.setProperty("role", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
        row.addWidget(self.leave)
        row.addWidget(self.store)


def nothing_yet(adding: Adding) -> QWidget:
    """Return the page without files: what to do, with the buttons that do it."""
    adding.files.setProperty("role", "primary")
    label = QLabel(
        _("Drop transcripts on this window, or whole folders and zip archives of them, or choose them.")
    )
    kinds = QLabel(_("Word, OpenDocument, rich text, PDF, web pages, plain text, Markdown and subtitles."))
    codes = QLabel(_("Codes written into them by hand are read too; a spreadsheet may say who is who."))
    for words in (label, kinds, codes):
        words.setProperty("role", "dim")
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(14)
    column.addStretch(2)
    for widget in (label, adding, kinds, codes):
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
