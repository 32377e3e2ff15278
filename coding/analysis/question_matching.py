"""Which listed question a place in an interview answers, and whether a strand was prompted by it.

Counting rule 9, and rule 8 for what an answer is: it begins where its question is asked and goes on
up to the next question of the round's list; where none was recognised, up to the interviewer's next.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept_until_retold
from coding.analysis.columns import Columns
from coding.analysis.speaker_attribution import NOT_KNOWN, Voices
from coding.language import _
from coding.text.names import name_key

_LONGEST: Final = 24  # code points of a question in a chart

OUTSIDE: Final = -2  # stands for a question where none of the list has been asked yet


class Prompted(IntEnum):
    """Whether the question that is answered asks about the strand that is coded."""

    NOT_KNOWN = 0  # no question was recognised in the interview
    PROMPTED = 1
    UNPROMPTED = 2


@dataclass(frozen=True)
class FiledWords:
    """Words that were filed by hand under a question: arrays by interview and place, none over another."""

    interview_id: Ints
    start: Ints
    end: Ints
    question_id: Ints

    def at(self, interview_id: Ints, place: Ints) -> Ints:
        """Return the row of the words that each place lies in, -1 where there are none."""
        at = np.searchsorted(_pair(self.interview_id, self.start), _pair(interview_id, place), side="right")
        before = at - 1
        inside = np.append(self.interview_id, -1)[before] == interview_id
        return np.where(inside & (place < np.append(self.end, 0)[before]), before, -1)

    def cut(self, interview_id: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
        """Cut stretches of interviews in two where filed words begin or end inside them.

        Returns the row of each part among the stretches, and its start and end.
        """
        edges = np.unique(
            np.concatenate([_pair(self.interview_id, self.start), _pair(self.interview_id, self.end)])
        )
        first = np.searchsorted(edges, _pair(interview_id, start), side="right")
        beyond = np.searchsorted(edges, _pair(interview_id, end), side="left")
        many = np.maximum(beyond - first, 0) + 1
        row = np.repeat(np.arange(len(many)), many)
        step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        places = np.append(edges & 0xFFFFFFFF, 0)
        begins = np.where(step > 0, places[first[row] + step - 1], start[row])
        return row, begins, np.where(step < many[row] - 1, places[first[row] + step], end[row])


@dataclass(frozen=True)
class AskedQuestions:
    """Where questions of the rounds' lists are asked, in order of interview and place.

    Three arrays of equal length; ``start`` is that of the asking turn, in code points. ``filed`` are words
    that count as an answer to another question than the one before them.
    """

    interview_id: Ints
    start: Ints
    question_id: Ints
    filed: FiledWords

    def question_at(self, interview_id: Ints, place: Ints) -> Ints:
        """Return the question that each place answers; OUTSIDE before the first, NOT_KNOWN without any.

        Words that are filed under a question answer that one.
        """
        at, filed = self.at(interview_id, place), self.filed.at(interview_id, place)
        known = np.isin(interview_id, self.interview_id)
        found = np.append(self.question_id, NOT_KNOWN)[at]
        asked = np.where(at >= 0, found, np.where(known, OUTSIDE, NOT_KNOWN))
        return np.where(filed >= 0, np.append(self.filed.question_id, NOT_KNOWN)[filed], asked)

    def at(self, interview_id: Ints, place: Ints) -> Ints:
        """Return the row of the question that each place answers, -1 where there is none."""
        places = _pair(self.interview_id, self.start)
        at = np.searchsorted(places, _pair(interview_id, place), side="right") - 1
        return np.where(np.append(self.interview_id, -1)[at] == interview_id, at, -1)


@kept_until_retold
def asked_in(analysis_data: AnalysisData) -> AskedQuestions:
    """Return where the questions are asked."""
    frame, filings = analysis_data.asked, analysis_data.filings
    filed = (
        np.array([getattr(filing, name) for filing in filings], dtype=np.int64)
        for name in ("interview_id", "start", "end", "question_id")
    )
    asked = (ints(frame, name) for name in ("interview_id", "start", "question_id"))
    return AskedQuestions(*asked, filed=FiledWords(*filed))


def same_question(analysis_data: AnalysisData) -> dict[int, int]:
    """Return for each question the first with the same heading, or words: rounds may ask the same."""
    first: dict[str, int] = {}
    return {
        question.id: first.setdefault(name_key(question.issue), question.id)
        for question in analysis_data.questions
    }


def question_texts(analysis_data: AnalysisData) -> dict[int, str]:
    """Return headings, or words where there is none, by the id of the first question that stands under each.

    They are in the order of rounds and lists.
    """
    same = same_question(analysis_data)
    return {q.id: q.issue for q in analysis_data.questions if same[q.id] == q.id}


def question_labels(analysis_data: AnalysisData) -> dict[int, str]:
    """Return the questions by id as charts name them: the number in the first list, and how they begin.

    What stands under a heading is called by it.
    """
    texts = question_texts(analysis_data)
    return {
        question.id: _cut(question.heading)
        or _("Q{n} {words}").format(n=question.position + 1, words=_cut(question.text))
        for question in analysis_data.questions
        if question.id in texts
    }


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def prompts(analysis_data: AnalysisData, columns: Columns) -> Ints:
    """Return what prompts what: sorted numbers, each of a question and a basic column that it asks about."""
    n = len(columns.basic)
    framework = analysis_data.framework
    found: set[int] = set()
    for question in analysis_data.questions:
        for code_id in filter(framework.by_id.__contains__, question.code_ids):
            about = framework.below(code_id) if framework.is_group(code_id) else (framework.by_id[code_id],)
            named = {int(columns.basic_of_code[code.id]) for code in about} - {-1}
            found.update(question.id * n + column for column in named)
    return np.array(sorted(found), dtype=np.int64)


def prompted(prompting: Ints, columns: Columns, question_id: Ints, basic: Ints) -> Ints:
    """Tell whether each question asks about the basic column beside it."""
    named = np.isin(question_id * len(columns.basic) + basic, prompting) & (question_id > 0)
    state = np.where(named, int(Prompted.PROMPTED), int(Prompted.UNPROMPTED))
    return np.where(question_id == NOT_KNOWN, int(Prompted.NOT_KNOWN), state)


# --- voices by question ----------------------------------------------------------------------------


def apart(analysis_data: AnalysisData, whole: Voices, prompting: Ints, columns: Columns) -> Voices:
    """Return each voice once for every question that it may answer, prompted and unprompted apart.

    Words are not known by question: those of a voice stand with the first of its parts.
    """
    interview_id, question_id, state = _parts(analysis_data, prompting, columns)
    first = np.searchsorted(interview_id, whole.interview_id, side="left")
    many = np.searchsorted(interview_id, whole.interview_id, side="right") - first
    voice = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(voice)) - np.repeat(np.cumsum(many) - many, many)
    part = first[voice] + step
    columns_of_voice = {field.name: getattr(whole, field.name)[voice] for field in fields(whole)}
    return replace(
        Voices(**columns_of_voice),
        words=np.where(step == 0, whole.words[voice], 0),
        whole=voice,
        question_id=question_id[part],
        prompted=state[part],
    )


def part_of(voices: Voices, whole: Ints, question_id: Ints, state: Ints) -> Ints:
    """Return the positions of these parts of voices, as ``apart`` has made them."""
    parts = _pair(voices.whole, _number(voices.question_id, voices.prompted))
    return np.searchsorted(parts, _pair(whole, _number(question_id, state)))


def _parts(analysis_data: AnalysisData, prompting: Ints, columns: Columns) -> tuple[Ints, Ints, Ints]:
    """Return the questions answered in each interview with their states, ordered for ``part_of``."""
    asked = asked_in(analysis_data)
    every = ints(analysis_data.interviews, "id")
    silent = np.setdiff1d(every, asked.interview_id)
    begun, first = np.unique(asked.interview_id, return_index=True)
    before = begun[asked.start[first] > 0]
    answered = ((each.interview_id, each.question_id) for each in (asked, asked.filed))
    pairs = np.unique(np.concatenate([_pair(*ids) for ids in answered]))
    there, question = pairs >> 32, pairs & 0xFFFFFFFF
    asking = np.isin(question, prompting // max(len(columns.basic), 1))
    rows = (
        (silent, NOT_KNOWN, Prompted.NOT_KNOWN),
        (before, OUTSIDE, Prompted.UNPROMPTED),
        (there, question, Prompted.UNPROMPTED),
        (there[asking], question[asking], Prompted.PROMPTED),
    )
    interview_id = np.concatenate([ids for ids, *_rest in rows])
    question_id = np.concatenate([np.broadcast_to(asked_, ids.shape) for ids, asked_, _state in rows])
    state = np.concatenate([np.full(ids.shape, int(state_)) for ids, _asked, state_ in rows])
    order = np.lexsort((_number(question_id, state), interview_id))
    return interview_id[order], question_id[order], state[order]


def _number(question_id: Ints, state: Ints) -> Ints:
    """Return one number for a question and a state."""
    return (question_id - OUTSIDE) * len(Prompted) + state


def _pair(one: Ints, other: Ints) -> Ints:
    """Return one number for two."""
    return (one << 32) | other


# --- answers ---------------------------------------------------------------------------------------


def answers_of(analysis_data: AnalysisData, interview_id: Ints, place: Ints) -> Ints:
    """Return a number for the answer that each place lies in: of listed questions, else by who speaks.

    The places are in interviews with codings.
    """
    return np.searchsorted(_begins(analysis_data), _pair(interview_id, place), side="right") - 1


def answer_places(analysis_data: AnalysisData) -> tuple[Ints, Ints, Ints]:
    """Return interview, start and end of each answer by its number; an interview's last has no end."""
    begins = _begins(analysis_data)
    interview_id, start = begins >> 32, begins & 0xFFFFFFFF
    goes_on = np.append(interview_id[1:] == interview_id[:-1], values=False)[: len(begins)]
    return interview_id, start, np.where(goes_on, np.append(start[1:], 0)[: len(begins)], 0xFFFFFFFF)


def by_who_speaks(analysis_data: AnalysisData) -> Ints:
    """Return the interviews with codings in which answers begin by who speaks: no question was recognised."""
    return np.setdiff1d(analysis_data.coded_interviews, asked_in(analysis_data).interview_id)


@kept_until_retold
def _begins(analysis_data: AnalysisData) -> Ints:
    """Return where answers begin in interviews with codings, each a pair of interview and place, in order."""
    asked, taken = asked_in(analysis_data), analysis_data.read_answers(by_who_speaks(analysis_data))
    every = analysis_data.coded_interviews
    return np.unique(
        np.concatenate(
            [
                _pair(asked.interview_id, asked.start),
                _pair(ints(taken, "interview_id"), ints(taken, "start")),
                _pair(every, np.zeros_like(every)),
            ]
        )
    )


def has_questions(analysis_data: AnalysisData) -> Bools:
    """Tell the interviews (rows of ``AnalysisData.interviews``) in which a listed question was recognised."""
    return np.isin(ints(analysis_data.interviews, "id"), asked_in(analysis_data).interview_id)
