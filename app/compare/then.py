"""The study as it was, on Compare: of a day or version, read back from the history on a job."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.moment_fields import MomentDialog
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress

if TYPE_CHECKING:
    from storage.queries.past import PastStudy  # pandas comes with it


class Then(QObject):
    """``asked`` is the moment in words, ``study`` what it was then; both empty for today."""

    changed = Signal()

    def __init__(self, open_study: OpenStudy, parent: QWidget) -> None:
        """Begin with today."""
        super().__init__(parent)
        self._open_study, self._parent = open_study, parent
        self.asked = ""
        self.study: PastStudy | None = None
        self._of: tuple[object, ...] = ()
        self._job: Job | None = None
        self.dialog: MomentDialog | None = None

    def ask(self) -> None:
        """Let the person say when."""
        self.dialog = dialog = MomentDialog(self._open_study, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self.go_back)
        dialog.open()

    def today(self) -> None:
        """Show the study as it is."""
        old, self.study = self.study, None
        self.let_go()
        self.changed.emit()
        if old is not None:
            old.close()  # only now does nobody show it

    def let_go(self) -> None:
        """Keep nothing of then."""
        if self._job is not None:
            self._job.cancel()
        if self.study is not None:
            self.study.close()
        self.asked, self.study, self._job, self._of = "", None, None, ()

    def go_back(self, asked: str) -> None:
        """Read the study as it was; ``changed`` goes out when it is there."""
        study = self._open_study
        if self._job is not None:
            self._job.cancel()
        self.asked, self._of = asked, self._shown()
        path, framework_id, coder_ids = study.file.path, study.framework.id, tuple(study.coder_ids)
        reader_id = study.coder_id

        def read(progress: Progress) -> "PastStudy":
            from storage.queries.past import past_study

            return past_study(path, asked, (framework_id, coder_ids, reader_id), progress)

        self._job = study.jobs.start(_("As it was"), read, done=self._take, failed=self._refuse)

    def follow(self) -> None:
        """Read it again where other codings are shown than it was read for."""
        if self.asked and self._of != self._shown():
            self.go_back(self.asked)

    def _shown(self) -> tuple[object, ...]:
        study = self._open_study
        return study.framework.id, tuple(study.coder_ids), study.coder_id

    def _take(self, found: "PastStudy") -> None:
        old, self.study, self._job = self.study, found, None
        self.changed.emit()
        if old is not None:
            old.close()

    def _refuse(self, error: Exception) -> None:
        self.today()
        if isinstance(error, UserError):
            self._open_study.notices.warn(error)
        else:
            self._open_study.report(error)
