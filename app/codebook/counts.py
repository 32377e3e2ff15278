"""The live counts of the panel: read once, then only for the transcripts that changed."""

from collections import Counter

from app.open_study import OpenStudy
from storage.journal import Changes
from storage.queries.counts import counts_by_transcript

_MANY = 200  # beyond so many transcripts reading everything again is the quicker way


class LiveCounts:
    """How often each code of the current framework was given, in an interview and in the study."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Read nothing before it is asked for."""
        self._open_study = open_study
        self._by_transcript: dict[int, Counter[int]] = {}
        self._whole: Counter[int] | None = None

    def forget(self) -> None:
        """Read everything anew when next asked: another study, another framework."""
        self._by_transcript.clear()
        self._whole = None

    def of_interview(self, interview_id: int) -> Counter[int]:
        """Return the counts by code id in one interview."""
        if interview_id not in self._by_transcript:
            self._by_transcript[interview_id] = self._read({interview_id}).get(interview_id, Counter())
        return self._by_transcript[interview_id]

    def of_study(self) -> Counter[int]:
        """Return the counts by code id in the whole study."""
        if self._whole is None:
            self._by_transcript = self._read(None)
            self._whole = Counter()
            for counts in self._by_transcript.values():
                self._whole.update(counts)
        return self._whole

    def follow(self, changes: Changes) -> None:
        """Count the changed transcripts again."""
        if not changes.touches("coding"):
            return
        if len(changes.transcripts) > _MANY:
            self.forget()
            return
        now = self._read(changes.transcripts)
        for transcript_id in changes.transcripts:
            before = self._by_transcript.get(transcript_id, Counter())
            after = now.get(transcript_id, Counter())
            if self._whole is not None:
                self._whole.subtract(before)
                self._whole.update(after)
            if self._whole is not None or transcript_id in self._by_transcript:
                self._by_transcript[transcript_id] = after

    def _read(self, transcripts: set[int] | frozenset[int] | None) -> dict[int, Counter[int]]:
        study = self._open_study
        return counts_by_transcript(study.reader, study.framework, study.coder_id, transcripts)
