"""Analysis by issue: what was asked in one round or several, and all answers to it, coded or not, whole.

An answer is what participants say up to the next listed question, without what was filed under another;
what was filed under a question is an answer of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints, ints, kept
from coding.analysis.answers import as_codings, said_in_answers
from coding.analysis.attribution import Attributions, Who
from coding.analysis.groups import interview_labels
from coding.analysis.passage_index import PassageIndex, Strand
from coding.analysis.question_matching import asked_in, same_question
from coding.analysis.quotability import quotability
from coding.analysis.speaker_attribution import Voices, spoken, voices
from coding.analysis.tally import passages, spoken_everywhere
from coding.model.quoting import OPEN, MayQuote
from coding.model.study import Question


@dataclass(frozen=True, slots=True)
class Issue:
    """What rounds ask under one heading. ``answers`` and ``interviews`` count by the id of the round."""

    id: int  # of the first of its questions
    name: str
    questions: tuple[Question, ...]
    answers: Mapping[int, int]
    interviews: Mapping[int, int]

    def asked_by(self, round_id: int) -> tuple[Question, ...]:
        """Return its questions in a round's list."""
        return tuple(question for question in self.questions if question.round_id == round_id)


class SpokenPart(NamedTuple):
    """What one speaker says without a break; ``elsewhere`` is the question it was filed under, 0 for none."""

    start: int
    end: int
    speaker: str
    elsewhere: int = 0


@dataclass(frozen=True)
class Answer:
    """What was said in answer to a question in one interview; offsets are code points of its text.

    ``filed_id`` is the filing of words that were put there by hand, ``asked_id`` what was asked before them;
    both are 0 for an answer that was asked for. ``schools`` and ``roles`` are those of all who speak.
    ``said_by`` and ``carries`` put into words who speaks and what is coded: only of what is on view.
    """

    question_id: int
    interview_id: int
    round_id: int
    interview: str
    schools: tuple[int, ...]
    roles: tuple[int, ...]
    people: tuple[int, ...]
    stretches: tuple[SpokenPart, ...]
    said_by: Callable[[], Who] = field(repr=False, compare=False)
    carries: Callable[[], list[Strand]] = field(repr=False, compare=False)
    filed_id: int = 0
    asked_id: int = 0
    may_quote: MayQuote = OPEN

    @cached_property
    def who(self) -> Who:
        """Who speaks, in words."""
        return self.said_by()

    @cached_property
    def strands(self) -> tuple[Strand, ...]:
        """What is coded in it, each label once, in the codebook's order."""
        return tuple({strand.label: strand for strand in reversed(self.carries())}.values())[::-1]

    @cached_property
    def coding_ids(self) -> tuple[int, ...]:
        """The ids of the codings in it."""
        return tuple(sorted({strand.coding_id for strand in self.carries()}))

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.stretches[-1].end

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where the words stand that count here, with what the interviewer puts in between."""
        runs = groupby(self.stretches, key=lambda each: each.elsewhere)
        some = [list(stretches) for elsewhere, stretches in runs if not elsewhere]
        return tuple((stretches[0].start, stretches[-1].end) for stretches in some)

    @property
    def is_joint(self) -> bool:
        """Tell whether several people speak, so that each has to be named."""
        return len({each.speaker for each in self.stretches}) > 1


def issues(analysis_data: AnalysisData) -> tuple[Issue, ...]:
    """Return what is asked, each heading once, in the order of rounds and lists."""
    first = same_question(analysis_data)
    of_round = _rounds_of(analysis_data)
    answers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for question_id, interview_id in _answered(analysis_data):
        answers[first[question_id], of_round[interview_id]].append(interview_id)
    asked: dict[int, list[Question]] = {}
    for question in analysis_data.questions:
        asked.setdefault(first[question.id], []).append(question)
    return tuple(
        Issue(
            id_,
            questions[0].issue,
            tuple(questions),
            {round_id: len(found) for (issue, round_id), found in answers.items() if issue == id_},
            {round_id: len(set(found)) for (issue, round_id), found in answers.items() if issue == id_},
        )
        for id_, questions in asked.items()
    )


def _answered(analysis_data: AnalysisData) -> Iterator[tuple[int, int]]:
    """Yield the question and the interview of each answer."""
    said = said_to_questions(analysis_data)
    unit = units_of_said(said)
    if analysis_data.only_answers is not None:
        found = np.isin(unit, list(analysis_data.only_answers))
        said, unit = said[found], unit[found]
    question, interview = ints(said, "question_id"), ints(said, "interview_id")
    _units, at = np.unique(unit[question > 0], return_index=True)
    yield from zip(question[question > 0][at].tolist(), interview[question > 0][at].tolist(), strict=True)


def units_of_said(said: pd.DataFrame) -> Ints:
    """Return the number of the answer of each stretch: what asks for it, or below 0 what filed it."""
    filed = ints(said, "filed")
    return np.where(filed >= 0, -1 - filed, ints(said, "asked"))


@kept
def said_to_questions(analysis_data: AnalysisData) -> pd.DataFrame:
    """Return what is said in answer to any question, stretch by stretch."""
    return said_in_answers(analysis_data, {question.id for question in analysis_data.questions})


def answers_to(analysis_data: AnalysisData, issue: Issue) -> tuple[Answer, ...]:
    """Return all answers to what stands under a heading, by round, school, interview and place."""
    ids = [question.id for question in issue.questions]
    asked = asked_in(analysis_data)
    said = said_to_questions(analysis_data)
    here = ints(said, "question_id")
    of_asked = np.append(asked.question_id, 0)[ints(said, "asked")]
    said = said[np.isin(here, ids) | (np.isin(of_asked, ids) & (ints(said, "filed") >= 0))]
    units: dict[int, list[int]] = defaultdict(list)
    for row, (at, filed, elsewhere) in enumerate(_rows(said, "asked", "filed", "question_id")):
        if filed >= 0 and elsewhere in ids:
            units[-1 - filed].append(row)
        if at >= 0 and int(asked.question_id[at]) in ids and (filed < 0 or elsewhere not in ids):
            units[at].append(row)
    found = _Found(analysis_data, said.reset_index(drop=True), ids)
    only = analysis_data.only_answers
    whole = {
        unit: rows
        for unit, rows in units.items()
        if found.counts(unit, rows) and (only is None or unit in only)
    }
    may_quote = found.may_quote(whole.values())
    answers = map(found.answer, whole, whole.values(), may_quote)
    place = {id_: at for at, id_ in enumerate(interview_labels(analysis_data))}
    rounds = {round_.id: at for at, round_ in enumerate(analysis_data.rounds)}
    return tuple(
        sorted(
            answers,
            key=lambda each: (
                rounds.get(each.round_id, len(rounds)),
                place[each.interview_id],
                each.start,
                each.filed_id,
            ),
        )
    )


def _rounds_of(analysis_data: AnalysisData) -> dict[int, int]:
    """Return the round of each interview, by id."""
    pairs = _rows(analysis_data.interviews, "id", "round_id")
    return {id_: round_id for id_, round_id in pairs}  # noqa: C416 - dict() loses the types


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[int, ...]]:
    return zip(*(ints(frame, name).tolist() for name in columns), strict=True)


class _Found:
    """Puts the answers of one issue together: who says what, and what is coded in it."""

    def __init__(
        self, analysis_data: AnalysisData, said: pd.DataFrame, question_ids: Collection[int]
    ) -> None:
        self._data, self._said, self._ids = analysis_data, said, set(question_ids)
        self._index = PassageIndex(analysis_data)
        self._voices: Voices = voices(analysis_data)
        self._attributions = Attributions(analysis_data, self._voices)
        self._title = cache(self._attributions.title)
        everybody = self._voices
        self._of_voice = [ids.tolist() for ids in (everybody.school_id, everybody.role, everybody.person_id)]
        self._labels, self._round_of = interview_labels(analysis_data), _rounds_of(analysis_data)
        self._asked = asked_in(analysis_data)
        stretches = replace(analysis_data, codings=as_codings(said[["interview_id", "start", "end"]]))
        heard = spoken(stretches, self._voices, np.arange(len(said)))
        self._voice = np.zeros(len(said), dtype=np.int64)
        self._voice[heard.coding] = heard.voice
        self._rows = list(_rows(said, "start", "end", "filed", "question_id", "interview_id"))
        self._passages = _passages_of(analysis_data, question_ids)
        self._order = {code.id: at for at, code in enumerate(analysis_data.framework.codes)}

    def counts(self, unit: int, rows: Sequence[int]) -> bool:
        """Tell an answer of which some words were not filed elsewhere."""
        return unit < 0 or any(self._rows[row][2] < 0 for row in rows)

    def answer(self, unit: int, rows: Sequence[int], may_quote: MayQuote) -> Answer:
        interview_id = self._rows[rows[0]][4]
        filing = self._data.filings[-1 - unit] if unit < 0 else None
        mine = [row for row in rows if filing is not None or self._rows[row][2] < 0]
        heard = list(dict.fromkeys(self._voice[mine].tolist()))
        return Answer(
            filing.question_id if filing else int(self._asked.question_id[unit]),
            interview_id,
            self._round_of[interview_id],
            self._labels[interview_id],
            *(tuple(dict.fromkeys(ids[voice] for voice in heard)) for ids in self._of_voice),
            stretches=tuple(self._stretches(rows, is_filed=filing is not None)),
            said_by=partial(self._attributions.of, heard),
            carries=partial(self._strands, unit),
            filed_id=filing.id if filing else 0,
            asked_id=self._asked_before(filing.interview_id, filing.start) if filing else 0,
            may_quote=may_quote,
        )

    def _asked_before(self, interview_id: int, place: int) -> int:
        at = int(self._asked.at(np.array([interview_id]), np.array([place]))[0])
        return int(self._asked.question_id[at]) if at >= 0 else 0

    def _stretches(self, rows: Sequence[int], *, is_filed: bool) -> Iterator[SpokenPart]:
        for row in rows:
            start, end, filed, question_id, _interview_id = self._rows[row]
            speaker = self._title(int(self._voice[row]))
            yield SpokenPart(start, end, speaker, 0 if is_filed or filed < 0 else question_id)

    def _strands(self, unit: int) -> list[Strand]:
        """Return all codings of an answer, in the codebook's order."""
        found = [strand for number in self._passages.get(unit, ()) for strand in self._index.strands(number)]
        return sorted(found, key=lambda strand: self._order[strand.code_id])

    def may_quote(self, units: Iterable[Sequence[int]]) -> list[MayQuote]:
        """Return whether each answer may be quoted whole; the rows of one are in order of place."""
        first_and_last = ((self._rows[rows[0]], self._rows[rows[-1]]) for rows in units)
        places = pd.DataFrame(
            [(first[4], first[0], last[1]) for first, last in first_and_last],
            columns=["interview_id", "start", "end"],
            dtype=np.int64,
        )
        whole = replace(self._data, codings=as_codings(places))
        may = quotability(whole)
        return list(map(may.of, passages(whole).tolist()))


def units_of_codings(analysis_data: AnalysisData) -> tuple[Ints, Ints]:
    """Return each coding (its position), once for each stretch of it, and the number of the answer there."""
    heard, asked = spoken_everywhere(analysis_data), asked_in(analysis_data)
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    filed = asked.filed.at(interview_id, heard.start)
    return heard.coding, np.where(filed >= 0, -1 - filed, asked.at(interview_id, heard.start))


def _passages_of(analysis_data: AnalysisData, question_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the numbers of the passages that are coded in each answer to these questions."""
    heard, asked = spoken_everywhere(analysis_data), asked_in(analysis_data)
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    mine = np.isin(asked.question_at(interview_id, heard.start), list(question_ids))
    codings, units = units_of_codings(analysis_data)
    unit = units[mine]
    found: dict[int, list[int]] = defaultdict(list)
    number = passages(analysis_data)[codings[mine]]
    for one, at in dict.fromkeys(zip(unit.tolist(), number.tolist(), strict=True)):
        found[one].append(at)
    return found
