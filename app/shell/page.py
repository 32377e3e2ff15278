"""What every page of the window is: it refreshes or goes stale when its tables change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.language import _
from coding.model.study import TranscriptSpan
from storage.study.journal import Changes
from storage.study.tables import TableName

if TYPE_CHECKING:
    from app.shell.printed import PrintOut  # loaded when somebody prints


class Page(QWidget):
    """A page. Subclasses set ``page_id`` and ``tables`` and write refresh().

    ``tables`` names what the page shows: a change elsewhere is none of its business. A visible
    page refreshes at once, a hidden one when it is next shown.
    """

    page_id: str = ""
    tables: tuple[TableName, ...] = ()

    place_chosen = Signal(Place)  # go there, in this page or another
    left = Signal()  # the person turned away: back to where one was
    context_changed = Signal()  # what the status line says of the page is another

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Listen to the study."""
        super().__init__(parent)
        self.open_study = open_study
        self._stale = True
        open_study.opened.connect(self.go_stale)
        open_study.framework_changed.connect(self.go_stale)
        open_study.coders.changed.connect(self.go_stale)
        open_study.study_changed.connect(self.on_study_changed)

    def refresh(self) -> None:
        """Read the study again and show it; only called with a study open."""
        raise NotImplementedError

    def place(self) -> Place:
        """Return where on the page the person is."""
        return Place(self.page_id)

    def go(self, place: Place) -> None:
        """Go to a place on this page; the page is already shown."""

    def context(self) -> str:
        """Return what the status line says of the page."""
        return ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what a few keys do here, at most four: words and key."""
        return ()

    def copied(self) -> str:
        """Return what Copy takes from this page, or an empty string."""
        return ""

    def copied_with_attribution(self) -> str:
        """Return what Copy with attribution takes: each quotation whole, with its place."""
        return self.copied()

    def copied_places(self) -> list[TranscriptSpan]:
        """Return where the quotations stand that Copy with attribution takes, if it is known."""
        return []

    def printed(self) -> "PrintOut | None":
        """Return what is printed of this page; None where it has nothing to be printed."""
        return None

    def why_not_printed(self) -> str:
        """Say why nothing is printed of this page now."""
        return _("There is nothing on this page yet that could be printed.")

    def regions(self) -> list[QWidget]:
        """Return the widgets that F6 goes round, in order."""
        return [self]

    def on_study_changed(self, changes: Changes) -> None:
        """Refresh or go stale if it is about what the page shows, whoever changed it."""
        if changes.touches(*self.tables):
            self.go_stale()

    def go_stale(self) -> None:
        """Refresh now if visible, else when shown."""
        self._stale = True
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Refresh a visible page whose study has changed."""
        if self._stale and self.isVisible() and self.open_study.is_open:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden.

        Not inside the event: Qt is showing child after child, and must not lose some meanwhile.
        """
        super().showEvent(event)
        QTimer.singleShot(0, self, self.refresh_if_stale)
