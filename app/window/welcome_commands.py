"""What the page without a study begins: a first study, the tour, the manual on what is kept where."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.first_steps import FirstStudy
from coding.language import _
from storage.queries.people import study_details
from storage.readers.kinds import ARCHIVES, TABLES, TRANSCRIPTS

if TYPE_CHECKING:
    from app.window.window import MainWindow


class WelcomeCommands(QObject):
    """Acts for the welcome page."""

    def __init__(self, window: "MainWindow") -> None:
        """Listen to the page."""
        super().__init__(window)
        self._window = window
        FirstStudy(window.open_study)
        window.welcome.study_chosen.connect(window.open_study.open)
        window.welcome.files_wanted.connect(self.choose_files)
        window.welcome.privacy_wanted.connect(self.tell_what_is_kept)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what to do by action id."""
        return {"tour": self.take_tour}

    def choose_files(self) -> None:
        """Ask for transcripts; the study is made with them."""
        endings = " ".join(f"*{ending}" for ending in (*TRANSCRIPTS, *TABLES, *ARCHIVES))
        title = _("Choose transcripts")
        paths = self._window.notices.ask_files(title, _("Transcripts ({endings})").format(endings=endings))
        if paths:
            self._window.take_files(paths)

    def take_tour(self) -> None:
        """Open the sample study, unless it is open, and go from stop to stop."""
        from app.window.tour import Tour

        study = self._window.open_study
        for running in self._window.findChildren(Tour):
            running.leave()
        if not study.is_open or not study_details(study.reader).sample:
            self._window.study_commands.open_sample()
        if study.is_open:
            Tour(self._window)

    def tell_what_is_kept(self) -> None:
        """Open the manual where it says what is kept where."""
        from app.window.help_topics import show_manual

        show_manual(self._window, "data-protection.md#what-is-kept-where")
