"""A notice on top of the page: what happened, what it means, what to do. It waits until it is read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from app.shell.notices import Offer
from app.shell.spoken import announce
from app.widgets.forms import Placed, button, described, hint, named, row_of, wide, with_role
from coding.errors import UserError
from coding.language import _


class NoticeBar(QFrame):
    """Shows the newest notice; it blocks nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._text = described(hint(role=""), _("Notice"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = with_role(named(QToolButton(), _("Close the notice")), "flat")
        close.setText("×")
        close.clicked.connect(self.hide)
        self._remedies = row_of()
        row_of(
            wide(self._text),
            self._remedies,
            Placed(close, 0, Qt.AlignmentFlag.AlignTop),
            on=self,
            margins=(16, 8, 12, 8),
        )
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, or an empty string."""
        return self._text.text() if not self.isHidden() else ""

    def show_error(self, error: UserError) -> None:
        """Show what went wrong."""
        self._text.setText(str(error))
        self.show_remedies(())
        self.show()
        announce(self, str(error))

    def show_remedies(self, offers: Sequence[Offer]) -> None:
        """Show buttons for what helps, in place of those of the notice before."""
        for old in self.findChildren(QPushButton):
            old.hide()
            old.deleteLater()
        for offer in offers:
            self._remedies.addWidget(button(offer.choice, offer.act))
