"""The live counts of the panel: read once, then only for the transcripts that changed."""

from collections import Counter
from collections.abc import Set as AbstractSet

from app.shell.open_study import OpenStudy
from storage.queries.counts import counts_of_codes

_MANY = 20  # beyond so many transcripts reading everything again is the quicker way


class LiveCounts:
    """How often each code of the current framework was given, in an interview and in the study."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Read nothing before it is asked for."""
        self._open_study = open_study
        self._by_interview: dict[int, Counter[int]] = {}
        self._whole: Counter[int] | None = None

    def forget(self) -> None:
        """Read everything anew when next asked: another study, another framework."""
        self._by_interview.clear()
        self._whole = None

    def of_interview(self, interview_id: int) -> Counter[int]:
        """Return the counts by code id in one interview."""
        if interview_id not in self._by_interview:
            self._by_interview[interview_id] = self._read(interview_id)
        return self._by_interview[interview_id]

    def of_study(self) -> Counter[int]:
        """Return the counts by code id in the whole study."""
        if self._whole is None:
            self._whole = self._read(None)
        return self._whole

    def follow(self, interviews: AbstractSet[int]) -> None:
        """Count the codings of changed interviews again.

        The study's counts follow from interviews that were counted before; else they are read anew.
        """
        if len(interviews) > _MANY or not interviews <= self._by_interview.keys():
            self._whole = None
        if len(interviews) > _MANY:
            self._by_interview.clear()
        for interview_id in interviews & self._by_interview.keys():
            before = self._by_interview.pop(interview_id)
            after = self.of_interview(interview_id)
            if self._whole is not None:
                self._whole.subtract(before)
                self._whole.update(after)

    def _read(self, interview_id: int | None) -> Counter[int]:
        study = self._open_study
        if interview_id is not None:
            shown = study.shown_in(interview_id)
            return counts_of_codes(study.reader, study.framework, shown, interview_id)
        if study.has_data or study.read_blind:
            from coding.analysis import tally  # it is there already

            return tally.counts_of_codes(
                study.data.analysis_data(study.framework.id, study.coder_ids, study.coder_id)
            )
        return counts_of_codes(study.reader, study.framework, study.coder_ids)
