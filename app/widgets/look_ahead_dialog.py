"""What the dialogs have in common that look ahead at what an act would do before it is done."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import Part, button, row_of
from app.widgets.message_line import MessageLine
from coding.language import _
from coding.progress import Progress

Found = TypeVar("Found")


class LookAheadDialog(QDialog):
    """Looks ahead on jobs, says what it found, and has one button that acts.

    Subclasses call look_ahead() at every change and write act(). The dialog closes with the study.
    """

    def __init__(
        self, open_study: OpenStudy, title: str, said: str, act: str, parent: QWidget | None
    ) -> None:
        """Begin before the first look; ``said`` is what a screen reader calls the line of what was found."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.open_study = open_study
        self._looks: dict[Callable[..., object], Job] = {}
        self._acting: Job | None = None
        self._is_left = False
        self.said = MessageLine(said)
        self.act_button = button(act, self.act, "primary")
        self.act_button.setEnabled(False)
        open_study.closing.connect(self.reject)
        open_study.notices.warned.connect(self.said.warn)

    def buttons(self, *parts: Part) -> QHBoxLayout:
        """Return the foot of the dialog: these parts, Close and the button that acts."""
        return row_of(*parts, button(_("Close"), self.reject), self.act_button)

    def look_ahead(
        self, title: str, look: Callable[[Progress], Found], show: Callable[[Found], object]
    ) -> None:
        """Look on a job and show what is found; an earlier look of the same kind is dropped."""
        self.drop_look(show)
        self._looks[show] = self.open_study.jobs.start(title, look, done=show, failed=self.open_study.report)

    def drop_look(self, show: Callable[..., object]) -> None:
        """Do not show what is being looked for."""
        if show in self._looks:
            self._looks.pop(show).cancel()

    def act(self) -> Job | None:
        """Do what was looked at; the dialog is there until that has ended, left or not."""
        self._acting = self.begin()
        if self._acting is not None:
            self._acting.ended.connect(self._end)
        return self._acting

    def begin(self) -> Job | None:
        """Begin what was looked at."""
        raise NotImplementedError

    def _end(self) -> None:
        self._acting = None
        if self._is_left:
            self.deleteLater()

    def done(self, result: int) -> None:
        """Stop looking and leave."""
        for show in [*self._looks]:
            self.drop_look(show)
        super().done(result)
        self._is_left = True
        if self._acting is None:
            self.deleteLater()
