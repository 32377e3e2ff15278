"""What a row of the Passages page shows of a passage beside its words: who, when, memo, what is around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Final

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.attribution import SpeakerLookup
from coding.analysis.passage_counts import enclosing
from coding.analysis.passages import Passage
from coding.errors import DamagedError
from coding.model.code_labels import DIRECTIONS, code_label
from coding.model.study import Span, Transcript
from coding.text.context import SaidPart, around, quotation
from coding.text.times import clock
from storage.queries.codings import coding_memos
from storage.queries.texts import transcript
from storage.study.connection import Connection

_TEXTS: Final = 8  # transcripts kept at a time: one view seldom shows more


@dataclass(frozen=True, slots=True)
class SpokenAround:
    """Words around a passage, and who says them."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with all that its row says."""

    passage: Passage
    when: str = ""  # the seconds noted on its turn, as a clock
    memo: str = ""
    inside: tuple[str, ...] = ()  # labels of longer codings around it, with their hues
    hues_inside: tuple[str, ...] = ()
    before: tuple[SpokenAround, ...] = ()
    after: tuple[SpokenAround, ...] = ()

    @property
    def words(self) -> str:
        """Its quotation."""
        return self.passage.quoted

    @property
    def place(self) -> str:
        """Who says it, and where: ``Headteacher, School B, 2015 · B2 02:31``."""
        key = " ".join(filter(None, (self.passage.key, self.when)))
        return " · ".join(filter(None, (self.passage.attribution, key)))


class RowDetails:
    """Reads what rows on view need; a transcript is kept while its rows are shown."""

    def __init__(self, connection: Connection, analysis_data: AnalysisData) -> None:
        """Read of this study."""
        self._connection = connection
        self._data = analysis_data
        self.transcript = lru_cache(_TEXTS)(partial(_read, connection))

    def text(self, interview_id: int) -> str:
        """Return an interview's text; none where it is damaged."""
        held = self.transcript(interview_id)
        return held.text if held is not None else ""

    @cached_property
    def memos(self) -> Mapping[int, str]:
        """The memos on codings, by coding."""
        return coding_memos(self._connection)

    @cached_property
    def _speakers(self) -> SpeakerLookup:
        return SpeakerLookup(self._data)

    def shown(self, passage: Passage, steps: int) -> ShownPassage:
        """Return all that a row says, with so many turns around it."""
        held = self.transcript(passage.interview_id)
        if held is None:
            return ShownPassage(passage)
        span = Span(passage.start, passage.end)
        context = around(held.text, held.turns, span, steps)
        inside = self._inside(passage)
        return ShownPassage(
            passage,
            _when(held, passage.start),
            " · ".join(self.memos[id_] for id_ in passage.coding_ids if self.memos.get(id_)),
            tuple(label for label, _hue in inside),
            tuple(hue for _label, hue in inside),
            self._spoken(held, passage.interview_id, context.before),
            self._spoken(held, passage.interview_id, context.after),
        )

    def _spoken(
        self, held: Transcript, interview_id: int, said: Sequence[SaidPart]
    ) -> tuple[SpokenAround, ...]:
        titles = self._speakers.titles([(interview_id, Span(part.start, part.end)) for part in said])
        words = (quotation(held.text, part.start, part.end) for part in said)
        return tuple(map(SpokenAround, titles, words))

    def _inside(self, passage: Passage) -> list[tuple[str, str]]:
        """Return the labels and hues of longer codings around a passage, each once."""
        data, framework = self._data, self._data.framework
        columns = {name: ints(data.codings, name) for name in ("code_id", "stage_id", "direction")}
        found: dict[str, str] = {}
        for at in enclosing(data, passage.interview_id, passage.start, passage.end):
            code_id, stage_id, direction = (int(column[at]) for column in columns.values())
            stage = framework.stage_by_id.get(stage_id)
            short, letter = framework.by_id[code_id].short, stage.letter if stage else ""
            found.setdefault(code_label(short, DIRECTIONS[direction], letter), framework.hue(code_id))
        return list(found.items())


def _read(connection: Connection, interview_id: int) -> Transcript | None:
    try:
        return transcript(connection, interview_id)
    except DamagedError:  # said when the interview is opened; here somebody is painting
        return None


def _when(held: Transcript, start: int) -> str:
    turn = next((turn for turn in reversed(held.turns) if turn.start <= start), None)
    return clock(turn.ms) if turn is not None and turn.ms is not None else ""
