"""The one QObject that holds the study file, performs operations, and says what changed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.shell import memory
from app.shell.coders import Coders
from app.shell.jobs import Job, Jobs
from app.shell.notices import Notices
from app.shell.opening import damaged, open_asking, rescued, why_it_is_only_read
from app.shell.storing import Storing
from coding.errors import DamagedError, UserError
from coding.language import _
from coding.model.framework import Framework
from coding.progress import Progress
from storage.queries.codebook import current_framework_id, frameworks
from storage.queries.tree import blind_interviews
from storage.study.connection import Connection
from storage.study.history import HistoryEntry, Written
from storage.study.journal import Changes
from storage.study.keeping.restore_points import PendingRestorePoint, due_restore_point
from storage.study.open_checks import resolved
from storage.study.operation import Operation
from storage.study.study_file import Done, StudyFile
from storage.study.tables import CODE, CODER, FRAMEWORK, STAGE

if TYPE_CHECKING:
    from storage.queries.study_data import StudyData

T = TypeVar("T")

_A_MOMENT = 200  # ms after a study was closed, until which another one may be opened in its place


class OpenStudy(QObject):
    """The open study, or none.

    ``study_changed(changes)`` goes out once for every operation, undo and redo, after it is on disk.
    A view follows its own change as it follows another's: by the rows that changed.
    """

    opened = Signal()
    closing = Signal()
    closed = Signal()
    study_changed = Signal(object)  # Changes
    framework_changed = Signal()  # another framework is current, or the current one's codes changed
    busy_changed = Signal(bool)  # a long operation writes: nothing else may
    found_damaged = Signal(Path)  # a study that cannot be opened, after the notice that says so
    merge_wanted = Signal(int)  # a code that is to become another, from wherever it stands
    taken_back = Signal(object, object)  # Entry, Changes: go to the place

    def __init__(self, notices: Notices, jobs: Jobs, parent: QObject | None = None) -> None:
        """Begin with no study."""
        super().__init__(parent)
        self.notices = notices
        self.jobs = jobs
        self.storing = Storing(self)
        self.coders = Coders(self)
        self.coders.changed.connect(self._follow_coder)
        self._file: StudyFile | None = None
        self._data: StudyData | None = None
        self._pending: PendingRestorePoint | None = None  # perhaps still being kept
        self._frameworks: tuple[Framework, ...] = ()
        self._framework_at = 0
        self._busy = False
        self._left = QTimer(self)  # runs for a moment after a study was closed
        self._left.setSingleShot(True)
        self._left.setInterval(_A_MOMENT)
        self._left.timeout.connect(memory.give_back)

    # --- what is open ------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Tell whether there is a study."""
        return self._file is not None

    @property
    def file(self) -> StudyFile:
        """The study file; ask is_open first."""
        assert self._file is not None, "no study is open"
        return self._file

    @property
    def reader(self) -> Connection:
        """The connection for reading on the GUI thread."""
        return self.file.reader

    @property
    def has_data(self) -> bool:
        """Tell whether something has been read for analyses: what is asked of ``data`` then takes no time."""
        return self._data is not None

    @property
    def data(self) -> "StudyData":
        """What analyses read, kept in memory as long as it stands."""
        if self._data is None:
            from storage.queries.study_data import StudyData  # pandas loads only now

            self._data = StudyData(self.reader, self.file.state)
        return self._data

    def read_ahead(self) -> None:
        """Read what analyses need on a thread, and return once it is there; the window goes on meanwhile."""
        from storage.queries.study_data import read_ahead

        file, state = self.file, self.file.state()
        ahead = self.storing.run(partial(read_ahead, file.path), _("Opening…"))
        if self._file is file and file.state() == state:
            self.data.take_over(ahead)

    @property
    def coder_id(self) -> int | None:
        """Who codes."""
        return self.coders.at_work_id

    @property
    def coder_ids(self) -> tuple[int, ...]:
        """Whose codings are shown, counted and listed."""
        return self.coders.shown_ids

    @property
    def read_blind(self) -> frozenset[int]:
        """The interviews that whoever codes reads without seeing what others coded."""
        return blind_interviews(self.reader, self.coder_id) if self.coder_id is not None else frozenset()

    def shown_in(self, interview_id: int) -> tuple[int, ...]:
        """Return whose codings are shown in an interview: only one's own where it is read blind."""
        if self.coder_id is not None and interview_id in self.read_blind:
            return (self.coder_id,)
        return self.coder_ids

    def hides(self, entry: HistoryEntry) -> bool:
        """Tell whether a change is somebody else's in an interview that is read blind."""
        return entry.coder_id != self.coder_id and entry.interview_id in self.read_blind

    def words_for(self, entry: HistoryEntry) -> str:
        """Return what was done, if it is to be seen now."""
        if self.hides(entry):
            return _("a change of somebody else in an interview that you read blind")
        return entry.words

    @property
    def can_write(self) -> bool:
        """Tell whether a change would be taken now."""
        return self._file is not None and not self._file.read_only and not self._busy

    @property
    def framework(self) -> Framework:
        """The framework whose strands the keys give."""
        return self._frameworks[self._framework_at]

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """All frameworks of the study."""
        return self._frameworks

    def framework_of(self, code_id: int) -> Framework:
        """Return the framework that has this code."""
        return next(framework for framework in self._frameworks if code_id in framework.by_id)

    def step_framework(self, by: int) -> None:
        """Make the next (1) or previous (-1) framework current."""
        if len(self._frameworks) < 2:
            self.notices.say(_("The study has one framework; Code › Add a framework brings another."))
            return
        self._framework_at = (self._framework_at + by) % len(self._frameworks)
        self.framework_changed.emit()

    def use_framework(self, framework_id: int | None) -> None:
        """Make a framework of the study current; nothing for None."""
        for at, framework in enumerate(self._frameworks):
            if framework.id == framework_id:
                self._framework_at = at
                self.framework_changed.emit()

    def open(self, path: Path, password: str | None = None) -> bool:
        """Open a study in place of the present one; what is wrong becomes a notice.

        Its password is asked for where it has one and none is given.
        """
        if self._file is not None and self._file.path == resolved(path):
            return True

        return self._hold(path, lambda: open_asking(path, password, self.notices, self.storing))

    def create(self, path: Path, setup: Operation[None], password: str | None = None) -> bool:
        """Make a new study and open it; what is wrong becomes a notice."""
        return self._hold(path, lambda: self.storing.run(lambda: StudyFile.create(path, setup, password)))

    def look_at(self, path: Path) -> bool:
        """Open a restore point to be read only; what is wrong becomes a notice."""
        return self._hold(path, lambda: StudyFile.open_for_reading(path))

    def _hold(self, path: Path, opening: Callable[[], StudyFile | None]) -> bool:
        """Open a study; nobody looks for garbage meanwhile, nor in one that is read."""
        self._left.stop()
        try:
            return self._take(path, opening)
        finally:
            if not self.is_open:
                self._left.start()

    def _take(self, path: Path, opening: Callable[[], StudyFile | None]) -> bool:
        try:
            file = opening()
        except UserError as error:
            self.notices.warn(error)
            if isinstance(error, DamagedError):
                self.found_damaged.emit(path)
            return False
        if file is None:
            return False
        self.close()
        self._left.stop()
        self._file = file
        self.coders.open(file.reader)
        self._follow_coder()
        self._read_frameworks()
        current = current_framework_id(file.reader)
        ids = [framework.id for framework in self._frameworks]
        self._framework_at = ids.index(current) if current in ids else 0
        self.opened.emit()
        if (why := why_it_is_only_read(file)) is not None:
            self.notices.warn(why)
        self._write(file.restore_point)
        return True

    def keep_restore_point(self) -> None:
        """Keep a restore point of the study as it is now, if one is due."""
        if self.can_write:
            self._write(due_restore_point(self.file.path))

    def _write(self, point: PendingRestorePoint | None) -> None:
        self._pending = point
        if point is not None:
            self.jobs.start(
                _("Keeping a restore point"),
                lambda _progress: point.keep(),
                done=partial(self._say_what_is_wrong, point),
            )

    def _say_what_is_wrong(self, point: PendingRestorePoint, _kept: object) -> None:
        if point.wrong and self.is_open:
            self.notices.warn(damaged(self.file.path.name, point.wrong[0]))

    def close(self) -> None:
        """Close the study, after long work has stopped and rolled back."""
        if self._file is None:
            return
        if self._pending is not None:
            self._pending.hurry()
        self.jobs.stop_all()
        self.closing.emit()
        self._file.close()
        if self._data is not None:
            self._data.forget()
        self._file = self._data = self._pending = None
        self.coders.close()
        self.closed.emit()
        self._left.start()

    # --- changing it ---------------------------------------------------------------------------

    def perform(self, operation: Operation[T]) -> T | None:
        """Do an operation and say so; None where it was refused, with a notice."""
        if self._busy:
            self.notices.say(_("One moment: a long change is still being stored."))
            return None
        try:
            done = self.storing.run(partial(self.file.perform, operation))
        except UserError as error:
            self.notices.warn(error)
            self._follow_rescue()
            return None
        self._announce(done.changes)
        self._follow_rescue()
        return done.result

    def perform_in_background(
        self,
        title: str,
        make: Callable[[Progress], Operation[T]],
        *,
        done: Callable[[T], object] | None = None,
    ) -> Job | None:
        """Do a long operation on a thread; meanwhile nothing else writes.

        Cancelling leaves the study as it was.
        """
        return self._in_background(title, lambda progress: self.file.perform(make(progress)), done)

    def perform_irreversibly(
        self,
        title: str,
        operation: Operation[T],
        *,
        before_commit: Callable[[], object],
        done: Callable[[T], object],
    ) -> Job | None:
        """Do on a thread what cannot be undone and leaves no trace; see StudyFile.perform_irreversibly.

        ``before_commit`` is called on the thread, also if the window closes meanwhile.
        """

        def act(_progress: Progress) -> Done[T]:
            return self.file.perform_irreversibly(operation, before_commit=before_commit)

        return self._in_background(title, act, done)

    def _in_background(
        self, title: str, act: Callable[[Progress], Done[T]], done: Callable[[T], object] | None
    ) -> Job | None:
        if not self.can_write:
            return None
        self._set_busy(busy=True)

        def finish(result: Done[T]) -> None:
            self._announce(result.changes)
            if done is not None:
                done(result.result)

        job = self.jobs.start(title, act, done=finish, failed=self.report)
        job.ended.connect(lambda: self._set_busy(busy=False))
        job.ended.connect(self._follow_rescue)
        return job

    def note_file(self, kind: Written, file: Path, quoted: Sequence[str] = ()) -> None:
        """Keep in the history that a file was written from this study, and which codings it quotes."""
        if self._file is not None and not self._file.read_only:
            study = self._file
            self.jobs.start_quietly(lambda _progress: study.note_file(kind, file, quoted), done=_nothing)

    def report(self, error: Exception) -> None:
        """Say what went wrong in a job: a notice for the researcher's errors; ours go to the last resort."""
        if isinstance(error, UserError):
            self.notices.warn(error)
        else:
            raise error

    def undo(self) -> None:
        """Take back the last operation and go to the place."""
        self._replay(self.file.undo, _("Undone: {words}"))

    def redo(self) -> None:
        """Do again what was undone last and go to the place."""
        self._replay(self.file.redo, _("Done again: {words}"))

    def _replay(self, act: Callable[[], Done[HistoryEntry]], message: str) -> None:
        if self._busy:
            return
        try:
            done = self.storing.run(act)
        except UserError as error:
            self.notices.say(str(error))
            self._follow_rescue()
            return
        self._announce(done.changes)
        self._follow_rescue()
        self.taken_back.emit(done.result, done.changes)
        self.notices.say(message.format(words=self.words_for(done.result)))

    def _follow_rescue(self) -> None:
        """Go on in the copy that was made when other files took the place of the study's own."""
        if self._file is not None and self._file.rescued is not None:
            QTimer.singleShot(0, self, self._go_on_in_copy)

    def _go_on_in_copy(self) -> None:
        if self._file is None or self._file.rescued is None:
            return
        name, copy = self._file.path.name, self._file.rescued
        if self.open(copy):
            self.notices.warn(rescued(name, copy.name))

    def _announce(self, changes: Changes) -> None:
        if not changes:
            return
        if self._data is not None:
            self._data.follow(changes)
        if changes.touches(CODER):
            self.coders.read_again(self.reader)
        if changes.touches(FRAMEWORK, STAGE, CODE):
            self._read_frameworks()
            self.framework_changed.emit()
        self.study_changed.emit(changes)

    def _follow_coder(self) -> None:
        """Let operations be those of whoever codes."""
        self.file.coder_id = self.coders.at_work_id

    def _read_frameworks(self) -> None:
        """Read them again; the current one stays so if it is there."""
        current = self._frameworks[self._framework_at].id if self._frameworks else None
        self._frameworks = frameworks(self.reader)
        ids = [framework.id for framework in self._frameworks]
        at = ids.index(current) if current in ids else self._framework_at
        self._framework_at = min(at, max(len(ids) - 1, 0))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)


def _nothing(_result: object) -> None:
    """Nothing follows."""
