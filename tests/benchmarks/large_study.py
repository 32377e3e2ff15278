"""A study as large as they come: 1,000 interviews of 4,000 words, 66 codings each."""

from pathlib import Path

import numpy as np
from sqlalchemy import insert, select, update

from storage.operations.codings import set_unsure
from storage.operations.studies import set_up_study
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile

INTERVIEWS = 1000
WORDS = 4000
TURNS = 60
CODINGS = 66
_QUESTIONS = 8

_SOUNDS = """
the and we to of a in that it was they our so you at school each other trust staff children
b br c ch d f g h k l m n p r s sh st t th w
a ai e ea i o oo ou u
b ck d ft l ll m n nd ng nt p r rd rk s st t th ve
"""
_COMMON, _BEGIN, _GO_ON, _END = (line.split() for line in _SOUNDS.strip().splitlines())


def word(number: int) -> str:
    """Return the number-th word of a made-up language: the first are common English ones."""
    if number < len(_COMMON):
        return _COMMON[number]
    syllables: list[str] = []
    while number:
        for sounds in (_BEGIN, _GO_ON, _END):
            number, sound = divmod(number, len(sounds))
            syllables.append(sounds[sound])
    return "".join(syllables)


_VOCABULARY: list[str] = [word(number) for number in range(20_000)]


def large_study(path: Path, interviews: int = INTERVIEWS) -> Path:
    """Write the study; the words are made up, common ones as common as in talk."""
    with StudyFile.create(path, set_up_study("Large", "Me")) as study:
        study.perform(_fill(interviews))
        study.perform(set_unsure(1, unsure=True))  # a person's last change, as opening names it
    return path


@operation("Fill the study", leave_out=("interviews",))
def _fill(w: WriteContext, interviews: int) -> None:
    random = np.random.default_rng(2014)
    for letter in "ABCDE":
        w.add(schema.school, letter=letter, name=f"School {letter}")
    for year in ("2014", "2015"):
        w.add(schema.round_, name=year)
    _add_people(w, interviews)
    codes = w.connection.scalars(select(schema.code.c.id).where(schema.code.c.parent_id.is_not(None))).all()
    for number in range(1, interviews + 1):
        _add_interview(w, number, random)
        _add_codings(w, number, codes, random)


@operation("Ask questions")
def ask_questions(w: WriteContext) -> None:
    """Let both rounds ask the same eight questions, each in one turn of every interview."""
    for round_id in (1, 2):
        for at in range(_QUESTIONS):
            id_ = w.add(schema.question, round_id=round_id, text=f"What of {word(40 + at)}?", position=at)
            turns = select(schema.turn.c.id).join(
                schema.interview, schema.interview.c.id == schema.turn.c.transcript_id
            )
            nth = (schema.turn.c.id - 1) % TURNS == 6 * at
            of_round = turns.where(schema.interview.c.round_id == round_id, nth)
            w.connection.execute(
                update(schema.turn).where(schema.turn.c.id.in_(of_round)).values(question_id=id_)
            )


def _add_people(w: WriteContext, interviews: int) -> None:
    for number in range(1, interviews + 1):
        w.add(schema.person, name=f"Person {number}")
        w.add(
            schema.post,
            person_id=number,
            round_id=1 + number % 2,
            school_id=1 + number % 5,
            role_id=1 + number % 4,
        )


def _add_interview(w: WriteContext, number: int, random: np.random.Generator) -> None:
    turns = [_talk(random) for _turn in range(TURNS)]
    words = {"words": WORDS, "participant_words": WORDS // 2}
    place = {"round_id": 1 + number % 2, "school_id": 1 + number % 5}
    state = ("not started", "being read", "done")[number % 3]
    w.add(schema.interview, title=f"Interview {number}", **place, **words)
    if state != "not started":
        w.add(schema.reading, interview_id=number, coder_id=w.coder_id, state=state)
    w.connection.execute(insert(schema.transcript).values(id=number, text="\n".join(turns)))
    w.add(schema.participation, interview_id=number, person_id=number)
    asks = w.add(
        schema.speaker, transcript_id=number, label="Interviewer", kind="interviewer", words=WORDS // 2
    )
    speaks = w.add(
        schema.speaker,
        transcript_id=number,
        label="Head",
        kind="participant",
        person_id=number,
        words=WORDS // 2,
    )
    rows: list[dict[str, int]] = []
    start = 0
    for at, said in enumerate(turns):
        speaker_id = speaks if at % 2 else asks
        rows.append(
            {"transcript_id": number, "start": start, "end": start + len(said), "speaker_id": speaker_id}
        )
        start += len(said) + 1
    w.connection.execute(insert(schema.turn), rows)


def _talk(random: np.random.Generator) -> str:
    drawn = np.minimum(random.zipf(1.3, WORDS // TURNS), len(_VOCABULARY)) - 1
    numbers: list[int] = drawn.tolist()
    return " ".join(_VOCABULARY[number] for number in numbers) + "."


def _add_codings(w: WriteContext, number: int, codes: object, random: np.random.Generator) -> None:
    chosen = random.choice(np.array(codes), CODINGS).tolist()
    starts = np.sort(random.integers(0, WORDS * 4, CODINGS)).tolist()
    rows = [
        {
            "transcript_id": number,
            "start": start,
            "end": start + 200,
            "code_id": code_id,
            "coder_id": w.coder_id or 1,
            "created": w.time,
        }
        for start, code_id in zip(starts, chosen, strict=True)
    ]
    w.connection.execute(insert(schema.coding), rows)
