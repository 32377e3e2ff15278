"""Where in its interview a passage stands, as a quotation says it: ``turn 14, 02:31``."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from coding.language import _
from coding.text.times import clock
from storage.study import schema


@dataclass(frozen=True, slots=True)
class Spot:
    """A turn, counted from 1, with its speaker's label and the milliseconds noted on it.

    ``spoken`` is False in a document without speakers, where paragraphs are counted instead.
    """

    number: int
    speaker: str
    ms: int | None
    spoken: bool

    @property
    def words(self) -> str:
        """The place in words: ``turn 14, 02:31`` or ``paragraph 3``."""
        if not self.spoken:
            return _("paragraph {n}").format(n=self.number)
        words = _("turn {n}").format(n=self.number)
        return words if self.ms is None else f"{words}, {clock(self.ms)}"


class PassagePlaces:
    """The turns of all interviews, to look places up in."""

    def __init__(self, connection: Connection) -> None:
        """Read the turns."""
        turn, speaker = schema.turn, schema.speaker
        self._starts: dict[int, list[int]] = {}
        self._said: dict[int, list[tuple[str, int | None]]] = {}
        query = (
            select(turn.c.transcript_id, turn.c.start, func.coalesce(speaker.c.label, ""), turn.c.ms)
            .select_from(turn.outerjoin(speaker))
            .order_by(turn.c.transcript_id, turn.c.start, turn.c.id)
        )
        for transcript_id, start, label, ms in connection.execute(query):
            self._starts.setdefault(transcript_id, []).append(start)
            self._said.setdefault(transcript_id, []).append((label, ms))
        self._documents = {id_ for id_, said in self._said.items() if not any(label for label, _t in said)}

    def spot(self, interview_id: int, start: int, texts: Mapping[int, str]) -> Spot:
        """Return the turn in which a passage begins; of a document the paragraph, counted in its text."""
        starts = self._starts.get(interview_id, [])
        if not starts or interview_id in self._documents:
            return Spot(texts[interview_id].count("\n", 0, start) + 1, "", None, spoken=False)
        at = max(bisect_right(starts, start) - 1, 0)
        return Spot(at + 1, *self._said[interview_id][at], spoken=True)
