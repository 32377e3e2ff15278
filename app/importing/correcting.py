"""The plan as it is corrected: one correction after another, the long ones off the GUI thread."""

from collections import deque
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.importing.panel import Correction
from app.jobs import Job
from app.open_study import OpenStudy
from coding.arrivals import ImportPlan
from coding.language import _

# Up to so many words everything is read anew at once: it takes less than a tenth of a second.
_AT_ONCE = 20_000
_IDLE, _AT_WORK = False, True


class Correcting(QObject):
    """Holds the plan. Corrections are done in the order in which they were made.

    While a long one is at work the others wait, so that none is lost.
    """

    changed = Signal(object)  # the ImportPlan
    working = Signal(bool)

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Begin with no files."""
        super().__init__(parent)
        self._study = open_study
        self.plan = ImportPlan()
        self._waiting: deque[Correction] = deque()
        self._job: Job | None = None

    def begin(self, plan: ImportPlan) -> None:
        """Go on with another plan; corrections of the present one are dropped."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.working.emit(_IDLE)
        self.plan = plan
        self.changed.emit(plan)

    def correct(self, correction: Correction) -> None:
        """Correct something that is quick, or let it wait its turn."""
        if self._job is None:
            self.plan = correction(self.plan)
            self.changed.emit(self.plan)
        else:
            self._waiting.append(correction)

    def read_anew(self, correction: Correction) -> None:
        """Correct something that all files may have to be read anew for."""
        words = sum(arrival.words for arrival in self.plan.arrivals)
        if self._job is not None or words <= _AT_ONCE:
            self.correct(correction)
            return
        plan = self.plan
        job = self._study.jobs.start(
            _("Reading the codes"), lambda _progress: correction(plan), failed=self._study.report
        )
        self._job = job
        job.finished.connect(partial(self._finish, job))
        job.ended.connect(partial(self._end, job))
        self.working.emit(_AT_WORK)

    @property
    def is_working(self) -> bool:
        """Tell whether a long correction is at work."""
        return self._job is not None

    def _finish(self, job: Job, corrected: ImportPlan) -> None:
        if job is self._job:
            self.plan = corrected

    def _end(self, job: Job) -> None:
        """Show what came of it, then do what was waiting."""
        if job is not self._job:
            return
        self._job = None
        self.working.emit(_IDLE)
        self.changed.emit(self.plan)
        waiting, self._waiting = self._waiting, deque()
        for correction in waiting:
            self.read_anew(correction)
