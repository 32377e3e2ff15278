"""One interview of any length with any number of codings, for the reading page's benchmarks."""

from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from storage.operations.studies import set_up_study
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.benchmarks.large_study import word

_TURN_WORDS = 65  # a turn of the study's published transcript
_SENTENCE = 13


def long_transcript(path: Path, words: int, codings: int) -> Path:
    """Write a study with one interview of so many words and codings."""
    with StudyFile.create(path, set_up_study("Long", "Me")) as study:
        study.perform(_fill(words, codings))
    return path


@operation("Fill the study")
def _fill(w: WriteContext, words: int, codings: int) -> None:
    random = np.random.default_rng(2015)
    turns = [_turn(random) for _number in range(max(words // _TURN_WORDS, 1))]
    w.add(schema.interview, title="Long", words=words, participant_words=words // 2)
    text = "\n".join(turns)
    w.connection.execute(insert(schema.transcript).values(id=1, text=text))
    speakers = [
        w.add(schema.speaker, transcript_id=1, label=label, kind=kind)
        for label, kind in (("Interviewer", "interviewer"), ("Head", "participant"))
    ]
    starts = np.cumsum([0, *(len(turn) + 1 for turn in turns)]).tolist()
    rows = [
        {"transcript_id": 1, "start": start, "end": start + len(turn), "speaker_id": speakers[at % 2]}
        for at, (start, turn) in enumerate(zip(starts, turns, strict=False))
    ]
    w.connection.execute(insert(schema.turn), rows)
    _add_codings(w, len(text), codings, random)


def _turn(random: np.random.Generator) -> str:
    drawn = [word(number) for number in (random.zipf(1.3, _TURN_WORDS) % 20_000).tolist()]
    sentences = [drawn[at : at + _SENTENCE] for at in range(0, _TURN_WORDS, _SENTENCE)]
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def _add_codings(w: WriteContext, length: int, codings: int, random: np.random.Generator) -> None:
    strands = w.connection.scalars(select(schema.code.c.id).where(schema.code.c.parent_id.is_not(None))).all()
    rows = [
        {
            "transcript_id": 1,
            "start": start,
            "end": min(start + 150 + 40 * (at % 5), length),
            "code_id": strands[at % 12],
            "coder_id": w.coder_id or 1,
            "created": w.time,
            "unsure": at % 11 == 0,
        }
        for at, start in enumerate(np.sort(random.integers(0, length - 400, codings)).tolist())
    ]
    w.connection.execute(insert(schema.coding), rows)
