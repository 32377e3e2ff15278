"""How many words each passage has, kept in memory: after a change only what it touched is counted again."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from coding.analysis.analysis_data import Bools, Ints, ints
from storage.queries import frames


class PassageWords:
    """Counts the words that begin in passages of one study."""

    def __init__(self, connection: Connection) -> None:
        """Read nothing yet."""
        self._connection = connection
        self._starts: dict[int, Ints] = {}
        self._counted: tuple[pd.DataFrame, Ints] | None = None  # codings, and the words of their passages
        self._retold: set[int] = set()  # interviews whose texts are others than those that were counted

    def take_over(self, codings: pd.DataFrame, words: Ints) -> None:
        """Keep what was counted of these codings elsewhere; their texts may not have changed since."""
        self._counted = codings, words

    def forget(self, transcripts: Collection[int]) -> None:
        """Let go of what was told from these texts."""
        for transcript_id in transcripts:
            self._starts.pop(transcript_id, None)
        self._retold.update(transcripts)

    def starts(self, interview_ids: Sequence[int]) -> dict[int, Ints]:
        """Return where words begin, by interview; of these interviews and perhaps of others."""
        missing = [id_ for id_ in interview_ids if id_ not in self._starts]
        self._starts |= frames.word_starts(self._connection, missing)
        return self._starts

    def count(self, codings: pd.DataFrame) -> Ints:
        """Return the number of words of each passage; those of codings, which have an id, are remembered."""
        if "id" not in codings:
            return self._count_anew(codings)
        found = np.full(len(codings), -1)
        if self._counted is not None:
            before, words = self._counted
            at, same = _as_before(codings, before)
            same &= ~np.isin(ints(codings, "interview_id"), list(self._retold))
            found[same] = words[at[same]]
        new = np.flatnonzero(found < 0)
        found[new] = self._count_anew(codings.iloc[new])
        self._counted, self._retold = (codings, found), set()
        return found

    def _count_anew(self, codings: pd.DataFrame) -> Ints:
        interviews, start, end = (ints(codings, name) for name in ("interview_id", "start", "end"))
        ids = np.unique(interviews).tolist()
        starts = self.starts(ids)
        found = np.zeros(len(codings), dtype=np.int64)
        order = np.argsort(interviews, kind="stable")  # they are in no order of interviews
        for some in np.split(order, np.flatnonzero(np.diff(interviews[order])) + 1) if ids else ():
            words = starts[int(interviews[some[0]])]
            found[some] = np.searchsorted(words, end[some]) - np.searchsorted(words, start[some])
        return found


def _as_before(codings: pd.DataFrame, before: pd.DataFrame) -> tuple[Ints, Bools]:
    """Return the row that each coding had before, and for which codings the passage is the same."""
    ids = ints(before, "id")
    if not len(ids):
        return np.zeros(len(codings), dtype=np.int64), np.zeros(len(codings), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ids, ints(codings, "id")), len(ids) - 1)
    places = [
        ints(codings, name) == ints(before, name)[at] for name in ("id", "interview_id", "start", "end")
    ]
    return at, np.all(places, axis=0)
