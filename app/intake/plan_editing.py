"""The plan as it is corrected: one correction after another, the long ones off the GUI thread."""

from collections import deque
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.intake.panel import Correction, in_turn
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.intake.plan import ImportPlan, ImportRow
from coding.language import _

# Up to so many words everything is read anew at once: it takes less than a tenth of a second.
_AT_ONCE = 20_000
_IDLE, _AT_WORK = False, True


class _Step(NamedTuple):
    """A correction in its turn; ``read_anew`` says that it may take long, ``new_files`` what it takes in."""

    correction: Correction
    read_anew: bool
    new_files: tuple[ImportRow, ...] | None = None


class PlanEditing(QObject):
    """Holds the plan. Corrections are done in the order in which they were made.

    While a long one is at work the others wait, so that none is lost. A mask lies over the rest: it is
    taken off by doing everything that came after it to the plan as it was before.
    """

    changed = Signal(object)  # the ImportPlan
    working = Signal(bool)

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Begin with no files."""
        super().__init__(parent)
        self._study = open_study
        self.plan = ImportPlan()
        self._waiting: deque[_Step] = deque()
        self._job: Job | None = None
        self._mask: Correction | None = None
        self._unmasked = ImportPlan()
        self._since: list[Correction] = []

    @property
    def is_working(self) -> bool:
        """Tell whether a long correction is at work."""
        return self._job is not None

    @property
    def is_masked(self) -> bool:
        """Tell whether a mask lies over the files."""
        return self._mask is not None

    def begin(self, plan: ImportPlan) -> None:
        """Go on with another plan; corrections of the present one are dropped."""
        self._waiting.clear()
        self._mask = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.working.emit(_IDLE)
        self.plan = plan
        self.changed.emit(plan)

    def correct(self, correction: Correction) -> None:
        """Correct something that is quick, or let it wait its turn."""
        self._do(_Step(correction, read_anew=False))

    def read_anew(self, correction: Correction) -> None:
        """Correct something that all files may have to be read anew for."""
        self._do(_Step(correction, read_anew=True))

    def add(self, correction: Correction, files: tuple[ImportRow, ...]) -> None:
        """Take in more files, all together being held against each other; a mask goes over them too."""
        self._do(_Step(correction, read_anew=True, new_files=files))

    def mask(self, mask: Correction) -> None:
        """Lay a mask over all files; nothing while something is at work."""
        if self._job is None:
            self._mask, self._unmasked, self._since = mask, self.plan, []
            self._run(mask)

    def unmask(self) -> None:
        """Take the mask off; what was corrected under it is corrected again."""
        if self._job is None and self._mask is not None:
            unmasked, again, self._mask = self._unmasked, in_turn(self._since), None
            self._run(lambda _plan: again(unmasked))

    def _do(self, step: _Step) -> None:
        if self._job is not None:
            self._waiting.append(step)
            return
        correction, mask = step.correction, self._mask
        if mask is not None:
            self._since.append(correction)
        if not step.read_anew:
            self.plan = correction(self.plan)
            self.changed.emit(self.plan)
        elif step.new_files is None or mask is None:
            self._run(correction, step.new_files or ())
        else:
            self._run(lambda plan: mask(correction(plan)), step.new_files)

    def _run(self, correction: Correction, new_files: tuple[ImportRow, ...] = ()) -> None:
        """Do it now if that is quick, else on a thread."""
        plan = self.plan
        if sum(import_row.words for import_row in (*plan.rows, *new_files)) <= _AT_ONCE:
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
        for step in waiting:
            self._do(step)
