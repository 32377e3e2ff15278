"""The passages behind numbers, each with who said it.

``find_passages(analysis_data, ids)`` gives those that some codings stand on (all, without ids), in the order
of rounds, schools, interviews and places; ``found.where(Filter(code_id=7))`` narrows them down.
``found.record(0, text)`` gives one in words, ``found.records(texts)`` all: what is not shown is not made.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints
from coding.analysis.attribute_values import values_of, values_of_voices
from coding.analysis.attribution import Attributions
from coding.analysis.columns import columns_of
from coding.analysis.groups import interview_labels
from coding.analysis.question_matching import (
    AskedQuestions,
    Prompted,
    asked_in,
    prompted,
    prompts,
    same_question,
)
from coding.analysis.speaker_attribution import NOT_KNOWN, Voices, spoken, voices
from coding.analysis.tally import passages
from coding.model.study import Span
from coding.text.finding import find_in


@dataclass(frozen=True, slots=True)
class Strand:
    """One coding of a passage as a card shows it: ``HSC``, ``E&C · B``, ``DI ?``."""

    coding_id: int
    code_id: int
    short: str
    hue: str
    stage: str
    unsure: bool

    @property
    def label(self) -> str:
        """The abbreviation with stage and doubt."""
        stage = f" · {self.stage}" if self.stage else ""
        return f"{self.short}{stage}{' ?' if self.unsure else ''}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one interview with one coder's codings on it; offsets are code points of the text.

    ``school`` and ``role`` are names, several joined; ``key`` is the keys of who speaks (``B2``).
    ``question`` is the listed question that it answers, empty where none is known; two are joined.
    """

    interview_id: int
    start: int
    end: int
    text: str
    round: str
    school: str
    role: str
    key: str
    attribution: str
    strands: tuple[Strand, ...]
    question: str = ""

    @property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of its codings."""
        return tuple(strand.coding_id for strand in self.strands)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages are wanted; None is any. ``role`` is a position in the role groups, from 1.

    With ``code_id`` (a strand takes its sub-strands along, a dimension its strands) ``unsure`` and
    ``prompted`` ask about those codings. ``question_id`` stands for all questions with the same words,
    OUTSIDE for none; ``attributes`` are ids with a value, empty for not known.
    """

    code_id: int | None = None
    school_id: int | None = None
    round_id: int | None = None
    role: int | None = None
    unsure: bool | None = None
    question_id: int | None = None
    prompted: Prompted | None = None
    attributes: tuple[tuple[int, str], ...] = ()

    @property
    def is_of_voices(self) -> bool:
        """Tell whether it hangs on who speaks."""
        return self.school_id is not None or self.role is not None or bool(self.attributes)

    @property
    def is_of_places(self) -> bool:
        """Tell whether it hangs on what is answered."""
        return self.question_id is not None or self.prompted is not None


class Passages:
    """Passages in order: of round, school, interview and place. ``len()`` tells how many there are."""

    def __init__(self, index: "Index", numbers: Ints) -> None:
        """Use find_passages, or find_answers."""
        self._index = index
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @cached_property
    def interview_ids(self) -> Ints:
        """The interview of each passage."""
        return ints(self._index.analysis_data.codings, "interview_id")[self._first]

    @property
    def lengths(self) -> Ints:
        """How many code points each passage has."""
        codings = self._index.analysis_data.codings
        return (ints(codings, "end") - ints(codings, "start"))[self._first]

    @cached_property
    def _first(self) -> Ints:
        return self._index.first[self._numbers]

    @cached_property
    def _spans(self) -> list[Span]:
        codings = self._index.analysis_data.codings
        columns = (ints(codings, name)[self._first].tolist() for name in ("start", "end"))
        return list(map(Span, *columns))

    def record(self, at: int, text: str) -> Passage:
        """Return one passage in words; ``text`` is its interview's."""
        start, end = self._spans[at]
        who = self._index.attributions.of(self._heard(at))
        strands = self._index.strands(int(self._numbers[at]))
        question = self._question(at)
        return Passage(int(self.interview_ids[at]), start, end, text[start:end], *who, strands, question)

    def records(self, texts: Mapping[int, str]) -> Iterator[Passage]:
        """Yield all in words; ``texts`` are the interviews' by id."""
        for at, interview_id in enumerate(self.interview_ids.tolist()):
            yield self.record(at, texts[interview_id])

    def where(self, wanted: Filter) -> "Passages":
        """Return those that are wanted."""
        analysis_data = self._index.analysis_data
        kept = np.isin(self._numbers, self._index.numbers_with(wanted))
        if wanted.round_id is not None:
            round_id = ints(analysis_data.interviews, "round_id")[analysis_data.row_of(self.interview_ids)]
            kept &= round_id == wanted.round_id
        if wanted.is_of_voices:
            kept &= self._by_voice(wanted)
        if wanted.is_of_places:
            kept &= self._by_question(wanted)
        return Passages(self._index, self._numbers[kept])

    def mentioning(self, words: str, texts: Mapping[int, str]) -> "Passages":
        """Return those in whose text these words stand, whatever their case and accents."""
        found: dict[int, list[Span]] = {}
        kept = np.zeros(len(self), dtype=np.bool_)
        places = zip(self.interview_ids.tolist(), self._spans, strict=True)
        for at, (interview_id, span) in enumerate(places):
            if interview_id not in found:
                found[interview_id] = find_in(texts[interview_id], words)
            kept[at] = any(span.contains(hit) for hit in found[interview_id])
        return Passages(self._index, self._numbers[kept])

    def find_speakers(self) -> None:
        """Find out now who speaks in all of them and what they answer, rather than when it is first asked."""
        self._spoken_by_place  # noqa: B018 - a cached property
        if self._index.texts_of_questions:
            self._questions  # noqa: B018

    def _by_voice(self, wanted: Filter) -> Bools:
        voices, (place, voice, _begin) = self._index.voices, self._spoken
        matching = np.ones(len(voice), dtype=np.bool_)
        if wanted.school_id is not None:
            matching &= voices.school_id[voice] == wanted.school_id
        if wanted.role is not None:
            matching &= voices.role[voice] == wanted.role
        for attribute_id, value in wanted.attributes:
            matching &= self._index.has_value(attribute_id, value)[voice]
        return np.isin(np.arange(len(self)), place[matching])

    def _by_question(self, wanted: Filter) -> Bools:
        """Tell the passages that answer a question; prompted or not is asked of their codings."""
        place, question = self._questions
        if wanted.question_id is not None:
            fits = self._index.as_first(question) == wanted.question_id
            place, question = place[fits], question[fits]
        if wanted.prompted is None:
            return np.isin(np.arange(len(self)), place)
        state = self._index.prompted_codings(self._numbers[place], question, wanted)
        return np.isin(self._numbers, state.loc[state["state"] == int(wanted.prompted), "passage"])

    @cached_property
    def _questions(self) -> tuple[Ints, Ints]:
        """Position and question (NOT_KNOWN, OUTSIDE), by position; each pair once or oftener."""
        place, _voice, begin = self._spoken
        return place, self._index.asked.question_at(self.interview_ids[place], begin)

    def _question(self, at: int) -> str:
        """Return the words of the questions that a passage answers."""
        if not self._index.texts_of_questions:
            return ""
        offsets, question = self._spoken_by_place[0], self._questions[1]
        found = dict.fromkeys(question[offsets[at] : offsets[at + 1]].tolist())
        return " ".join(self._index.texts_of_questions[id_] for id_ in found if id_ > 0)

    @cached_property
    def _spoken(self) -> tuple[Ints, Ints, Ints]:
        """Position, voice and where its turn begins, by position; who speaks first comes first."""
        first = self._first
        heard = spoken(self._index.analysis_data, self._index.voices, first)
        order = np.argsort(first)
        place = order[np.searchsorted(first[order], heard.coding)]
        by_place = np.argsort(place, kind="stable")
        return place[by_place], heard.voice[by_place], heard.place[by_place]

    def _heard(self, at: int) -> tuple[int, ...]:
        offsets, voice = self._spoken_by_place
        return tuple(dict.fromkeys(voice[offsets[at] : offsets[at + 1]]))

    @cached_property
    def _spoken_by_place(self) -> tuple[list[int], list[int]]:
        place, voice, _begin = self._spoken
        return np.searchsorted(place, np.arange(len(self) + 1)).tolist(), voice.tolist()


def find_passages(analysis_data: AnalysisData, coding_ids: Collection[int] | None = None) -> Passages:
    """Return the passages that these codings stand on, or all that are coded."""
    index = Index(analysis_data)
    if coding_ids is None:
        return Passages(index, index.in_order)
    chosen = np.isin(ints(analysis_data.codings, "id"), list(coding_ids))
    return Passages(index, index.in_order[np.isin(index.in_order, index.number[chosen])])


def codings_with(analysis_data: AnalysisData, wanted: Filter) -> Bools:
    """Tell the codings that are wanted as far as strand and doubt say."""
    codings = analysis_data.codings
    chosen = np.ones(len(codings), dtype=np.bool_)
    if wanted.code_id is not None:
        below = [code.id for code in analysis_data.framework.below(wanted.code_id)]
        chosen &= np.isin(ints(codings, "code_id"), below)
    if wanted.unsure is not None:
        chosen &= bools(codings, "unsure") == wanted.unsure
    return chosen


class Index:
    """All passages of a material by number, and what it takes to put one into words."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        self.analysis_data = analysis_data
        self.number = passages(analysis_data)
        self._order = np.lexsort((self._rank, self.number))
        _numbers, starts = np.unique(self.number[self._order], return_index=True)
        self._starts = np.append(starts, len(self.number))
        self.first = self._order[starts] if len(starts) else np.empty(0, dtype=np.int64)

    @cached_property
    def voices(self) -> Voices:
        """Who speaks in the interviews."""
        return voices(self.analysis_data)

    @cached_property
    def attributions(self) -> Attributions:
        """Voices in words."""
        return Attributions(self.analysis_data, self.voices)

    @cached_property
    def asked(self) -> AskedQuestions:
        """Where listed questions are asked."""
        return asked_in(self.analysis_data)

    @cached_property
    def texts_of_questions(self) -> dict[int, str]:
        """The words of each question."""
        return {question.id: question.text for question in self.analysis_data.questions}

    def as_first(self, question_id: Ints) -> Ints:
        """Return for each question the first with the same words."""
        same = same_question(self.analysis_data)
        return np.array([same.get(id_, id_) for id_ in question_id.tolist()], dtype=np.int64)

    def has_value(self, attribute_id: int, value: str) -> Bools:
        """Tell the voices with a value of an attribute; with none at all for the empty one."""
        known = values_of(self.analysis_data, attribute_id)
        wanted = known.index(value) + 1 if value in known else NOT_KNOWN if not value else -1
        return values_of_voices(self.analysis_data, self.voices, attribute_id) == wanted

    def numbers_with(self, wanted: Filter) -> Ints:
        """Return the numbers of the passages with a coding that is wanted, as far as strand and doubt say."""
        return self.number[codings_with(self.analysis_data, wanted)]

    def prompted_codings(self, passage: Ints, question: Ints, wanted: Filter) -> pd.DataFrame:
        """Return passage and state (Prompted) of the wanted codings in passages that answer questions."""
        chosen = codings_with(self.analysis_data, wanted)
        columns = columns_of(
            self.analysis_data.framework, {code.id for code in self.analysis_data.framework.codes}
        )
        basic = columns.basic_of_code[ints(self.analysis_data.codings, "code_id")]
        codings = pd.DataFrame({"passage": self.number[chosen], "basic": basic[chosen]})
        found = pd.DataFrame({"passage": passage, "question": question}).merge(codings, on="passage")
        prompting = prompts(self.analysis_data, columns)
        found["state"] = prompted(prompting, columns, ints(found, "question"), ints(found, "basic"))
        return found

    @cached_property
    def _rank(self) -> Ints:
        """The position of each coding's code in the codebook."""
        codes = self.analysis_data.framework.codes
        rank = np.zeros(max((code.id for code in codes), default=0) + 1, dtype=np.int64)
        rank[[code.id for code in codes]] = np.arange(len(codes))
        return rank[ints(self.analysis_data.codings, "code_id")]

    @cached_property
    def in_order(self) -> Ints:
        """The numbers of all passages, by round, school, interview and place."""
        analysis_data = self.analysis_data
        place = {id_: at for at, id_ in enumerate(interview_labels(analysis_data))}
        rounds = {round_.id: at for at, round_ in enumerate(analysis_data.rounds)}
        frame = analysis_data.interviews
        by_row = np.array([place[id_] for id_ in ints(frame, "id").tolist()], dtype=np.int64)
        round_row = np.array(
            [rounds.get(id_, len(rounds)) for id_ in ints(frame, "round_id").tolist()], dtype=np.int64
        )
        codings = analysis_data.codings.iloc[self.first]
        row = analysis_data.row_of(ints(codings, "interview_id"))
        return np.lexsort((-ints(codings, "end"), ints(codings, "start"), by_row[row], round_row[row]))

    def strands(self, number: int) -> tuple[Strand, ...]:
        """Return the codings of a passage in the codebook's order."""
        rows = self._order[self._starts[number] : self._starts[number + 1]].tolist()
        return tuple(map(self._strand, rows))

    def _strand(self, row: int) -> Strand:
        coding_id, code_id, stage_id, unsure = (column[row] for column in self._columns)
        short, hue = self._words_of_code[code_id]
        stage = self.analysis_data.framework.stage_by_id.get(stage_id)
        return Strand(coding_id, code_id, short, hue, stage.letter if stage else "", bool(unsure))

    @cached_property
    def _columns(self) -> tuple[list[int], ...]:
        codings = self.analysis_data.codings
        return tuple(ints(codings, name).tolist() for name in ("id", "code_id", "stage_id", "unsure"))

    @cached_property
    def _words_of_code(self) -> dict[int, tuple[str, str]]:
        framework = self.analysis_data.framework
        return {code.id: (code.short, framework.hue(code.id)) for code in framework.codes}
