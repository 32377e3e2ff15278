"""What frames the import page: the buttons that bring files, the title, the foot, the page without files."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import Placed, column_of, hint, line, row_of, stretch, wide, with_role
from coding.language import _


class Adding(QWidget):
    """The two buttons that bring files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.files = QPushButton(_("Add files…"))
        self.folder = QPushButton(_("Add a folder…"))
        row_of(self.files, self.folder, on=self)


class Header(QWidget):
    """The title, a line that sums up what came, and the buttons that bring more."""

    def __init__(self, adding: Adding, parent: QWidget | None = None) -> None:
        """Begin with nothing to sum up."""
        super().__init__(parent)
        self.summary = ElidedLabel("dim")
        self.surveys = QPushButton()  # there where answers to a survey came along
        self.surveys.hide()
        row_of(
            wide(column_of(line(_("Import transcripts"), "heading"), self.summary, spacing=2)),
            self.surveys,
            adding,
            on=self,
            margins=(20, 12, 20, 8),
        )


class Footer(QFrame):
    """A hint, and the two ways to leave: with the files stored, or without."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.hint = hint(
            _("Italics are guesses. A correction goes to all selected rows (Ctrl+A); Space ticks them.")
        )
        self.leave = QPushButton(_("Cancel"))
        self.store = with_role(QPushButton(), "primary")
        row_of(wide(self.hint), stretch(0), self.leave, self.store, on=self, margins=(20, 10, 20, 10))


def nothing_yet(adding: Adding) -> QWidget:
    """Return the page without files: what to do, with the buttons that do it."""
    adding.files.setProperty("role", "primary")
    label = line(
        _("Drop transcripts on this window, or whole folders and zip archives of them, or choose them.")
    )
    kinds = line(
        _("Word, OpenDocument, rich text, PDF, web pages, text, subtitles, and what services write.")
    )
    codes = line(_("Codes written into them by hand are read too; a spreadsheet may say who is who."))
    page = QWidget()
    parts = (Placed(part, 0, Qt.AlignmentFlag.AlignHCenter) for part in (label, adding, kinds, codes))
    column_of(stretch(2), *parts, stretch(3), on=page, margins=None, spacing=14)
    return page
