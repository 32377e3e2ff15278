"""The plan as it is corrected: one correction after another, the long ones off the GUI thread."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.intake.panel import Correction
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.intake.plan import ImportPlan, ImportRow
from coding.language import _

# Up to so many words everything is read anew at once: it takes less than a tenth of a second.
_AT_ONCE = 20_000
_IDLE, _AT_WORK = False, True


class _Waiting(NamedTuple):
    """A correction in its turn; ``words`` are those of new files if files are read anew for it, else None."""

    correction: Correction
    words: int | None


class PlanEditing(QObject):
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
        self._waiting: deque[_Waiting] = deque()
        self._job: Job | None = None

    @property
    def is_working(self) -> bool:
        """Tell whether a long correction is at work."""
        return self._job is not None

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
        self._do(_Waiting(correction, None))

    def read_anew(self, correction: Correction, new: Sequence[ImportRow] = ()) -> None:
        """Correct something that all files, and the new ones, may have to be read anew for."""
        self._do(_Waiting(correction, sum(row.words for row in new)))

    def _do(self, next_: _Waiting) -> None:
        """Do it now if that is quick, else on a thread; or let it wait."""
        correction, plan = next_.correction, self.plan
        if self._job is not None:
            self._waiting.append(next_)
            return
        if next_.words is None or next_.words + sum(row.words for row in plan.rows) <= _AT_ONCE:
            self.plan = correction(plan)
            self.changed.emit(self.plan)
            return
        job = self._study.jobs.start(
            _("Reading the files anew"), lambda _progress: correction(plan), failed=self._study.report
        )
        self._job = job
        job.finished.connect(partial(self._finish, job))
        job.ended.connect(partial(self._end, job))
        self.working.emit(_AT_WORK)

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
        for each in waiting:
            self._do(each)
