"""Interviews in the shapes of tests/storage/world.py: who speaks, when, and every word."""

from pathlib import Path

import pytest

from coding.intake.known_study import KnownStudy
from coding.intake.plan import ImportRow
from coding.model.study import SpeakerKind
from coding.text.words import words
from storage.intake.import_batch import plan_import
from tests.storage.world import ARABIC, CHINESE, ENGLISH, GERMAN, RUSSIAN, SHAPES, SPANISH, TALKS, Talk

# Each shape in English and in another language, in turn; some need letters of their own.
FILES = [
    (name, talk)
    for at, name in enumerate(SHAPES)
    for talk in ((ENGLISH,) if SHAPES[name].names else (ENGLISH, TALKS[1 + at % 5]))
]


def read(folder: Path, name: str, talk: Talk) -> tuple[ImportRow, Talk]:
    shape = SHAPES[name]
    talk = talk.called(*shape.names) if shape.names else talk
    file = folder / f"talk{shape.ending}"
    file.write_bytes(shape.write(talk.turns))
    (import_row,) = plan_import([file], KnownStudy()).rows
    assert not import_row.file.problem
    return import_row, talk


def test_there_are_enough_files_and_shapes() -> None:
    assert len(FILES) >= 60
    assert len(SHAPES) >= 30
    assert {talk.language for _name, talk in FILES} == {talk.language for talk in TALKS}
    assert {ENGLISH, GERMAN, SPANISH, RUSSIAN, CHINESE, ARABIC} == set(TALKS)


@pytest.mark.parametrize(("name", "talk"), FILES, ids=[f"{name}, {talk.language}" for name, talk in FILES])
def test_an_interview_is_its_turns(tmp_path: Path, name: str, talk: Talk) -> None:
    import_row, talk = read(tmp_path, name, talk)
    transcript = import_row.transcript
    labels = [speaker.label for speaker in transcript.speakers]
    assert labels == [talk.asks, talk.answers]
    said = [
        (labels[turn.speaker_id or 0], " ".join(transcript.text[turn.start : turn.end].split()))
        for turn in transcript.turns
    ]
    assert said == [(turn.who, turn.said) for turn in talk.turns]
    if SHAPES[name].timed:
        assert [(turn.ms or 0) // 1000 for turn in transcript.turns] == [turn.start for turn in talk.turns]
    kinds = [speaker.kind for speaker in transcript.speakers]
    assert kinds == [SpeakerKind.INTERVIEWER, SpeakerKind.PARTICIPANT]
    spoken = [turn.said for turn in talk.turns if turn.who == talk.answers]
    assert import_row.participant_words == sum(words(text, 0, len(text)) for text in spoken)
