"""Comparing two coders as far as something has changed: at once, or on a thread where there is much."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from coding.analysis.pair_agreement import Across, PairAgreement
from coding.language import _
from coding.progress import Progress
from storage.queries.agreement_pairs import CoderPair, ComparedPair, compared_pair
from storage.queries.study_data import analysis_data
from storage.study.connection import connect

_MANY: Final = 5_000  # codings: more are compared on a thread


class Comparing(QObject):
    """Says ``found`` with the figures of two coders; what was found is kept as long as it stands."""

    found = Signal(object)  # Compared

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Begin with nothing found."""
        super().__init__(parent)
        self._study = open_study
        self._known: PairAgreement | None = None
        self._job: Job | None = None

    def forget(self) -> None:
        """Let go of what was found, and of what is being compared."""
        self._known = None
        self.stop()

    def stop(self) -> None:
        """Drop what is being compared."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def compare(self, pair: CoderPair, interview_ids: tuple[int, ...], across: Across) -> None:
        """Compare two coders on these interviews; ``across`` is the table that is shown first."""
        self.stop()
        study, known = self._study, self._known
        data = study.data.analysis_data(study.framework.id, pair.ids)
        if known is not None and not known.is_of(data, pair.ids, interview_ids, known.measuring):
            known = None
        if known is not None or len(data.codings) <= _MANY:
            read = partial(study.data.analysis_data, study.framework.id)
            self._say(compared_pair(study.reader, read, pair, interview_ids, known=known))
            return
        act = partial(self._on_thread, pair, interview_ids, across, study.framework.id)
        title = _("Comparing two readings")
        self._job = study.jobs.start(title, act, done=self._say, failed=study.report)

    def _on_thread(
        self,
        pair: CoderPair,
        interview_ids: tuple[int, ...],
        across: Across,
        framework_id: int,
        _progress: Progress,
    ) -> ComparedPair:
        connection = connect(self._study.file.path, read_only=True)
        try:
            read = partial(analysis_data, connection, framework_id)
            shown = compared_pair(connection, read, pair, interview_ids)
            shown.found.rows(across)  # works them out here, while the window goes on
            return shown
        finally:
            connection.close()

    def _say(self, shown: ComparedPair) -> None:
        self._job, self._known = None, shown.found
        self.found.emit(shown)
