"""Finding out where answers begin, for counting once in each: every transcript has to be read for it."""

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.question_matching import by_who_speaks
from coding.language import _
from coding.progress import Progress
from storage.queries.parsing import answer_starts
from storage.queries.study_data import StudyData
from storage.study.connection import connect

_AT_ONCE = 100  # interviews: of more it is found out on a thread


class AnswerStarts(QObject):
    """Finds them on a thread where there are many; the study's data keeps them until a text changes."""

    ended = Signal()
    given_up = Signal()  # before it, where the person did not want to wait, or it failed

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Find nothing yet."""
        super().__init__(parent)
        self._study = open_study
        self._job: Job | None = None

    def are_being_found(self, analysis_data: AnalysisData) -> bool:
        """Tell whether to wait for ``ended`` before counting once per answer; begin if need be."""
        data = self._study.data
        missing = data.unparsed(by_who_speaks(analysis_data))
        if self._job is None and len(missing) > _AT_ONCE:
            self._job = self._study.jobs.start(
                _("Finding where answers begin"),
                partial(_found_on_thread, self._study.file.path, missing),
                done=partial(data.keep_starts, data.texts_seen),
                failed=self._study.report,
            )
            for signal in (self._job.cancelled, self._job.failed):
                signal.connect(partial(self._give_up, data))
            self._job.ended.connect(self._end)
        return self._job is not None

    def _give_up(self, data: StudyData, _error: Exception | None = None) -> None:
        if self._study.is_open and self._study.data is data:
            self.given_up.emit()

    def _end(self) -> None:
        self._job = None
        self.ended.emit()


def _found_on_thread(path: Path, interview_ids: list[int], progress: Progress) -> dict[int, Ints]:
    with closing(connect(path, read_only=True)) as connection:
        return answer_starts(connection, interview_ids, progress)
