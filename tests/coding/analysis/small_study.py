"""Material written down by hand: what a test needs of a study and no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.model.code_labels import DIRECTIONS
from coding.model.framework import Code, Framework, Stage
from coding.model.study import (
    Attribute,
    AttributeKind,
    AttributeValue,
    Direction,
    Post,
    Question,
    Role,
    Round,
    School,
)

# PD has JPD and M&C; PC has HSC (with its sub-strand Trust) and E&C.
PD, JPD, MC, PC, HSC, TRUST, EC = range(1, 8)
FRAMEWORK = Framework(
    1,
    "Maturity model",
    "Maturity model",
    ("dimension", "strand", "sub-strand"),
    (Stage(1, "A", "Beginning"), Stage(2, "B", "Developing")),
    (
        Code(PD, None, "Professional Development", "PD", hue="blue", is_group=True),
        Code(JPD, PD, "Joint practice development", "JPD"),
        Code(MC, PD, "Mentoring and coaching", "M&C"),
        Code(PC, None, "Partnership Competence", "PC", hue="amber", is_group=True),
        Code(HSC, PC, "High social capital", "HSC"),
        Code(TRUST, HSC, "Trust", ""),
        Code(EC, PC, "Evaluation and challenge", "E&C"),
    ),
)
ROUNDS = (Round(1, "2014"), Round(2, "2015"))
Y2014, Y2015 = 1, 2
SCHOOLS = (School(1, "A", "School A"), School(2, "B", "School B"))
A, B = 1, 2
ROLES = (Role(1, 2, "Headteacher", "HD"), Role(2, 3, "Senior leader", "SLT"), Role(3, 5, "Teacher", "T"))
HEAD, LEADER, TEACHER = 1, 2, 3


@dataclass(frozen=True)
class Speaker:
    """Who speaks in turns of ten code points each, without a gap: ``person`` 0 is nobody known."""

    person: int = 0
    words: int = 100
    kind: str = "participant"
    turns: tuple[int, ...] = ()
    label: str = "Voice"


@dataclass(frozen=True)
class Talk:
    """An interview; its id is its place in the list, from 1. ``words`` beyond its speakers' are nobody's."""

    round_id: int = Y2014
    school_id: int = A
    done: bool = True
    partial: bool = False
    people: tuple[int, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    loose_words: int = 0
    asked: tuple[tuple[int, int], ...] = ()  # (turn, question id), in order
    answers: tuple[int, ...] = ()  # the turns with which answers begin where nothing is asked


@dataclass(frozen=True)
class Coded:
    """A coding on turns ``first`` to ``last`` of an interview; its id is its place in the list, from 1."""

    interview: int
    code: int
    first: int = 0
    last: int | None = None
    unsure: bool = False
    revision: int = 1
    coder: int = 1
    direction: Direction = Direction.UNSAID
    stage: int = 0


def analysis_data(
    talks: list[Talk],
    codings: list[Coded],
    posts: tuple[Post, ...] = (),
    questions: tuple[Question, ...] = (),
    attributes: Mapping[Attribute, Mapping[int, str]] = MappingProxyType({}),
) -> AnalysisData:
    """Return the material of a study; the values of attributes go by interview or person."""
    speakers = [(at, speaker) for at, talk in enumerate(talks, 1) for speaker in talk.speakers]
    turns = sorted(
        (at, turn * 10, turn * 10 + 10, number)
        for number, (at, speaker) in enumerate(speakers, 1)
        for turn in speaker.turns
    )
    turns_frame = pd.DataFrame(turns, columns=["interview_id", "start", "end", "speaker_id"], dtype=np.int64)

    def read_turns(interview_ids: Ints) -> pd.DataFrame:
        wanted = np.isin(turns_frame["interview_id"].to_numpy(np.int64), interview_ids)
        return turns_frame[wanted].reset_index(drop=True)

    def read_answers(interview_ids: Ints) -> pd.DataFrame:
        wanted = np.isin(np.arange(1, len(talks) + 1), interview_ids)
        chosen = [(at, talk) for at, talk in enumerate(talks, 1) if wanted[at - 1]]
        return _places({at: tuple((turn, 0) for turn in talk.answers) for at, talk in chosen})

    return AnalysisData(
        framework=FRAMEWORK,
        rounds=ROUNDS,
        schools=SCHOOLS,
        roles=ROLES,
        posts=posts,
        interviews=_interviews(talks),
        participants=pd.DataFrame(
            [(at, person) for at, talk in enumerate(talks, 1) for person in talk.people],
            columns=["interview_id", "person_id"],
            dtype=np.int64,
        ),
        speakers=_speakers(speakers),
        codings=_codings(codings),
        read_turns=read_turns,
        questions=questions,
        attributes=tuple(attributes),
        attribute_values=tuple(_values(attributes)),
        read_asked=lambda: _places({at: talk.asked for at, talk in enumerate(talks, 1)}),
        read_answers=read_answers,
    )


def _values(attributes: Mapping[Attribute, Mapping[int, str]]) -> Iterator[AttributeValue]:
    for attribute, values in attributes.items():
        for id_, value in values.items():
            by_person = attribute.kind is AttributeKind.PERSON
            yield AttributeValue(attribute.id, None if by_person else id_, id_ if by_person else None, value)


def _places(turns: Mapping[int, tuple[tuple[int, int], ...]]) -> pd.DataFrame:
    rows = [(at, turn * 10, question) for at, some in turns.items() for turn, question in some]
    return pd.DataFrame(rows, columns=["interview_id", "start", "question_id"], dtype=np.int64)


def _interviews(talks: list[Talk]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": np.arange(1, len(talks) + 1),
            "title": [f"Interview {at}" for at in range(1, len(talks) + 1)],
            "round_id": [talk.round_id for talk in talks],
            "school_id": [talk.school_id for talk in talks],
            "done": np.array([talk.done for talk in talks], dtype=np.bool_),
            "partial": np.array([talk.partial for talk in talks], dtype=np.bool_),
            "kind": np.zeros(len(talks), dtype=np.int64),
            "words": [sum(s.words for s in talk.speakers) + talk.loose_words for talk in talks],
        }
    )


def _speakers(speakers: list[tuple[int, Speaker]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": np.arange(1, len(speakers) + 1),
            "interview_id": np.array([at for at, _speaker in speakers], dtype=np.int64),
            "label": [speaker.label for _at, speaker in speakers],
            "kind": [speaker.kind for _at, speaker in speakers],
            "person_id": np.array([speaker.person for _at, speaker in speakers], dtype=np.int64),
            "words": np.array([speaker.words for _at, speaker in speakers], dtype=np.int64),
        }
    )


def _codings(codings: list[Coded]) -> pd.DataFrame:
    def column(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    lasts = [coded.first if coded.last is None else coded.last for coded in codings]
    return pd.DataFrame(
        {
            "id": np.arange(1, len(codings) + 1),
            "interview_id": column([coded.interview for coded in codings]),
            "start": column([coded.first * 10 for coded in codings]),
            "end": column([last * 10 + 10 for last in lasts]),
            "code_id": column([coded.code for coded in codings]),
            "coder_id": column([coded.coder for coded in codings]),
            "stage_id": column([coded.stage for coded in codings]),
            "unsure": np.array([coded.unsure for coded in codings], dtype=np.bool_),
            "direction": column([DIRECTIONS.index(coded.direction) for coded in codings]),
            "revision": column([coded.revision for coded in codings]),
        }
    )
