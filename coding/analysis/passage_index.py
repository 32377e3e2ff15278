"""All passages of a material by number: who speaks in them, what they answer, which codings they carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import (
    AnalysisData,
    Bools,
    Ints,
    bools,
    in_order_of,
    ints,
    kept_whatever_is_coded,
)
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
from coding.analysis.quotability import quotability
from coding.analysis.speaker_attribution import NOT_KNOWN, Spoken, Voices, spoken, voices
from coding.analysis.tally import first_of_each, passages
from coding.model.code_labels import DIRECTIONS, code_label
from coding.model.quoting import MayQuote


@dataclass(frozen=True, slots=True)
class Strand:
    """One coding of a passage as a card shows it: ``HSC lacks``, ``E&C · B``, ``DI ?``."""

    coding_id: int
    code_id: int
    short: str
    hue: str
    stage: str
    unsure: bool
    direction: str = ""

    @property
    def label(self) -> str:
        """The abbreviation with direction, stage and doubt."""
        return code_label(self.short, self.direction, self.stage, unsure=self.unsure)


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


class Heard(NamedTuple):
    """Who speaks in a run of passages, and where those turns begin; ``offsets`` has the rows of each."""

    offsets: list[int]
    voices: list[int]
    questions: list[int]


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


class PassageIndex:
    """All passages of a material by number, and what it takes to put one into words."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        """Give each passage its number."""
        self.analysis_data = analysis_data
        self.number = passages(analysis_data)
        self.first = first_of_each(self.number)

    @cached_property
    def _initials(self) -> dict[int, str]:
        coders = self.analysis_data.coders
        return {coder.id: coder.short for coder in coders} if len(coders) > 1 else {}

    def may_quote(self, number: int) -> MayQuote:
        """Return whether a passage may be quoted."""
        return quotability(self.analysis_data).of(number)

    def coder(self, position: int) -> str:
        """Return the initials of whose coding stands there; empty where there is one coder only."""
        return self._initials.get(int(self._coder_ids[position]), "")

    @cached_property
    def _coder_ids(self) -> Ints:
        return ints(self.analysis_data.codings, "coder_id")

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
    def _texts_of_questions(self) -> dict[int, str]:
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

    def said_by(self, chosen: Bools) -> Ints:
        """Return the numbers of the passages in which some of these voices speak."""
        number, voice, _question = self._spoken
        return number[chosen[voice]]

    def numbers_by_voice(self, wanted: Filter) -> Ints:
        """Return the numbers of the passages in which those who are wanted speak."""
        number, voice, _question = self._spoken
        matching = np.ones(len(voice), dtype=np.bool_)
        if wanted.school_id is not None:
            matching &= self.voices.school_id[voice] == wanted.school_id
        if wanted.role is not None:
            matching &= self.voices.role[voice] == wanted.role
        for attribute_id, value in wanted.attributes:
            matching &= self.has_value(attribute_id, value)[voice]
        return number[matching]

    def numbers_by_question(self, wanted: Filter) -> Ints:
        """Return the numbers of passages that answer a question; prompted is asked of their codings."""
        number, _voice, question = self._spoken
        if wanted.question_id is not None:
            fits = self.as_first(question) == wanted.question_id
            number, question = number[fits], question[fits]
        if wanted.prompted is None:
            return number
        state = self._prompted_codings(number, question, wanted)
        return ints(state, "passage")[ints(state, "state") == int(wanted.prompted)]

    def _prompted_codings(self, passage: Ints, question: Ints, wanted: Filter) -> pd.DataFrame:
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
    def _spoken(self) -> tuple[Ints, Ints, Ints]:
        """Passage, voice and question (NOT_KNOWN, OUTSIDE) of all passages, turn by turn."""
        heard = spoken(self.analysis_data, self.voices, self.first)
        return self.number[heard.coding], heard.voice, self._questions_at(heard)

    def _questions_at(self, heard: Spoken) -> Ints:
        interview_id = ints(self.analysis_data.codings, "interview_id")[heard.coding]
        return self.asked.question_at(interview_id, heard.start)

    def heard_in(self, codings: Ints) -> Heard:
        """Return who is heard in each of these codings, who speaks first first."""
        heard = spoken(self.analysis_data, self.voices, codings)
        place = np.empty(len(self.number), dtype=np.int64)
        place[codings] = np.arange(len(codings))
        order = np.argsort(place[heard.coding], kind="stable")
        offsets = np.searchsorted(place[heard.coding][order], np.arange(len(codings) + 1))
        return Heard(offsets.tolist(), heard.voice[order].tolist(), self._questions_at(heard)[order].tolist())

    def in_words(self, question_ids: Sequence[int]) -> str:
        """Return the words of these questions, each once; nothing for none."""
        return " ".join(self._texts_of_questions[id_] for id_ in dict.fromkeys(question_ids) if id_ > 0)

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
        start, end = (ints(self.analysis_data.codings, name)[self.first] for name in ("start", "end"))
        return in_order_of(
            _ranks(self.analysis_data)[self.analysis_data.row_of_coding[self.first]], start, -end
        )

    def strands(self, number: int) -> tuple[Strand, ...]:
        """Return the codings of a passage in the codebook's order."""
        order, starts = self._by_passage
        rows = order[starts[number] : starts[number + 1]]
        return tuple(map(self._strand, rows[np.argsort(self._rank[rows], kind="stable")].tolist()))

    @cached_property
    def _by_passage(self) -> tuple[Ints, Ints]:
        """The codings passage by passage, and where each passage begins."""
        return in_order_of(self.number), np.append(0, np.cumsum(np.bincount(self.number)))

    def _strand(self, row: int) -> Strand:
        coding_id, code_id, stage_id, unsure, direction = (int(column[row]) for column in self._columns)
        short, hue = self._words_of_code[code_id]
        stage = self.analysis_data.framework.stage_by_id.get(stage_id)
        letter = stage.letter if stage else ""
        return Strand(coding_id, code_id, short, hue, letter, bool(unsure), DIRECTIONS[direction])

    @cached_property
    def _columns(self) -> tuple[Ints, ...]:
        codings = self.analysis_data.codings
        return tuple(ints(codings, name) for name in ("id", "code_id", "stage_id", "unsure", "direction"))

    @cached_property
    def _words_of_code(self) -> dict[int, tuple[str, str]]:
        framework = self.analysis_data.framework
        return {code.id: (code.short, framework.hue(code.id)) for code in framework.codes}


@kept_whatever_is_coded
def _ranks(analysis_data: AnalysisData) -> Ints:
    """Return the place of each interview (a row of the table) among all, by round and label."""
    place = {id_: at for at, id_ in enumerate(interview_labels(analysis_data))}
    rounds = {round_.id: at for at, round_ in enumerate(analysis_data.rounds)}
    frame = analysis_data.interviews
    label = np.array([place[id_] for id_ in ints(frame, "id").tolist()], dtype=np.int64)
    of_round = [rounds.get(id_, len(rounds)) for id_ in ints(frame, "round_id").tolist()]
    rank = np.empty(len(label), dtype=np.int64)
    rank[np.lexsort((label, np.array(of_round, dtype=np.int64)))] = np.arange(len(label))
    return rank
