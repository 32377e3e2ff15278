"""The passages behind numbers, each with who said it.

``find_passages(analysis_data)`` gives them in the order of rounds, schools, interviews and places;
``found.where(Filter(code_id=7))`` and ``found.with_codings(ids)`` narrow them down.
``found.record(0, text)`` gives one in words, ``found.records(texts)`` all: what is not shown is not made.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coding.analysis.analysis_data import (
    AnalysisData,
    Bools,
    Ints,
    ints,
)
from coding.analysis.passage_index import Filter, Heard, PassageIndex, Strand
from coding.model.quoting import OPEN, MayQuote
from coding.text.context import quotation

_TOGETHER: Final = 64  # passages: of so many is found out together who speaks


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one interview with one coder's codings on it; offsets are code points of the text.

    ``school`` and ``role`` are names, several joined, ``letters`` those of the schools; ``key`` is the keys
    of who speaks (``B2``).
    ``question`` is the listed question that it answers, empty where none is known; two are joined.
    ``coder`` are the initials of whose codings they are; empty where only one coder's are looked at.
    ``may_quote`` says whether it may be quoted. ``source`` is the whole text of the interview.
    """

    interview_id: int
    start: int
    end: int
    text: str
    round: str
    school: str
    letters: str
    role: str
    key: str
    attribution: str
    strands: tuple[Strand, ...]
    question: str = ""
    coder: str = ""
    may_quote: MayQuote = OPEN
    source: str = field(default="", repr=False, compare=False)

    @property
    def quoted(self) -> str:
        """Its words as a quotation: with an ellipsis where it begins or ends in mid-sentence."""
        return quotation(self.source, self.start, self.end) if self.source else self.text

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of its codings."""
        return tuple(strand.coding_id for strand in self.strands)


class Places(NamedTuple):
    """Where passages stand: arrays of equal length; offsets are code points, half-open."""

    interview_id: Ints
    start: Ints
    end: Ints


class Passages:
    """Passages in order: of round, school, interview and place. ``len()`` tells how many there are.

    Who speaks in them is found out for some at a time, as they are looked at.
    """

    def __init__(self, index: PassageIndex, numbers: Ints) -> None:
        """Use find_passages, or find_answers."""
        self._index = index
        self._numbers = numbers
        self._together = _TOGETHER
        self._heard: dict[int, Heard] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def analysis_data(self) -> AnalysisData:
        """Where they were found."""
        return self._index.analysis_data

    @property
    def numbers(self) -> Ints:
        """The number of each passage, as ``coding.analysis.tally.passages`` numbers them."""
        return self._numbers

    @cached_property
    def places(self) -> Places:
        """Where each passage stands."""
        codings = self._index.analysis_data.codings
        return Places(*(ints(codings, name)[self._first] for name in ("interview_id", "start", "end")))

    @property
    def interview_ids(self) -> Ints:
        """The interview of each passage."""
        return self.places.interview_id

    @property
    def coder_ids(self) -> Ints:
        """Whose each passage is; 0 where nobody coded it."""
        return ints(self._index.analysis_data.codings, "coder_id")[self._first]

    @property
    def lengths(self) -> Ints:
        """How many code points each passage has."""
        codings = self._index.analysis_data.codings
        return (ints(codings, "end") - ints(codings, "start"))[self._first]

    @cached_property
    def _first(self) -> Ints:
        return self._index.first[self._numbers]

    def record(self, at: int, text: str) -> Passage:
        """Return one passage in words; ``text`` is its interview's."""
        interview_id, start, end = (int(column[at]) for column in self.places)
        heard = self._heard_near(at)
        row = at % self._together
        rows = slice(heard.offsets[row], heard.offsets[row + 1])
        who = self._index.attributions.of(tuple(dict.fromkeys(heard.voices[rows])))
        number = int(self._numbers[at])
        strands, may_quote = self._index.strands(number), self._index.may_quote(number)
        question = self._index.in_words(heard.questions[rows])
        coder = self._index.coder(int(self._first[at]))
        words = text[start:end]
        return Passage(interview_id, start, end, words, *who, strands, question, coder, may_quote, text)

    def records(self, texts: Mapping[int, str]) -> Iterator[Passage]:
        """Yield all in words; ``texts`` are the interviews' by id."""
        self._together, self._heard = max(len(self), 1), {}
        for at, interview_id in enumerate(self.interview_ids.tolist()):
            yield self.record(at, texts[interview_id])

    def _heard_near(self, at: int) -> Heard:
        run = at // self._together
        if run not in self._heard:
            first = self._first[run * self._together : (run + 1) * self._together]
            self._heard[run] = self._index.heard_in(first)
        return self._heard[run]

    def where(self, wanted: Filter) -> "Passages":
        """Return those that are wanted."""
        analysis_data = self._index.analysis_data
        kept = np.isin(self._numbers, self._index.numbers_with(wanted))
        if wanted.round_id is not None:
            round_id = ints(analysis_data.interviews, "round_id")[analysis_data.row_of(self.interview_ids)]
            kept &= round_id == wanted.round_id
        if wanted.is_of_voices:
            kept &= np.isin(self._numbers, self._index.numbers_by_voice(wanted))
        if wanted.is_of_places:
            kept &= np.isin(self._numbers, self._index.numbers_by_question(wanted))
        return self.only(kept)

    def with_codings(self, coding_ids: Collection[int]) -> "Passages":
        """Return those that some of these codings stand on."""
        codings = self._index.analysis_data.codings
        chosen = np.isin(ints(codings, "id"), list(coding_ids))
        return self.only(np.isin(self._numbers, self._index.number[chosen]))

    def in_order_of(self, coding_ids: Ints) -> "Passages":
        """Return those that these codings stand on, in the order in which the codings are named."""
        at = np.searchsorted(ints(self._index.analysis_data.codings, "id"), coding_ids)
        numbers = dict.fromkeys(self._index.number[at].tolist())
        return Passages(self._index, np.array(list(numbers), dtype=np.int64))

    def in_order(self, positions: Ints) -> "Passages":
        """Return them in another order."""
        return Passages(self._index, self._numbers[positions])

    def first(self, n: int) -> "Passages":
        """Return so many of them, from the first on."""
        return Passages(self._index, self._numbers[:n])

    def of_codings(self, chosen: Bools) -> "Passages":
        """Return those that some of the chosen codings (by position) stand on."""
        there = np.zeros(len(self._index.first), dtype=np.bool_)
        there[self._index.number[chosen]] = True
        return self.only(there[self._numbers])

    def only(self, kept: Bools) -> "Passages":
        """Return those of them that are told."""
        return Passages(self._index, self._numbers[kept])


def find_passages(analysis_data: AnalysisData) -> Passages:
    """Return all that is coded."""
    index = PassageIndex(analysis_data)
    return Passages(index, index.in_order)
