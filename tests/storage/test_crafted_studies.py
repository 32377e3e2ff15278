"""Whatever a file holds: it is refused in words, or opens, can be read, and the check says what is wrong."""

import os
import random
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from coding.errors import CannotUndoError, DamagedError, UserError
from coding.model.study import Clearing, TranscriptSpan
from storage.operations.clearing import note_shown
from storage.operations.codings import set_unsure, toggle_code
from storage.operations.studies import set_up_study
from storage.sample_study import SHIPPED
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect
from storage.study.open_checks import problems_of
from storage.study.study_file import StudyFile
from tests.storage.crafted import CRAFTED, HARMLESS, JOURNAL, craft, undo_all, walk
from tests.storage.dumps import dump, fill

FLIPS = int(os.environ.get("STRANDLINE_FLIPS", "40"))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small study with something of every kind to undo; copy it, leave it as it is."""
    path = tmp_path_factory.mktemp("whole") / "whole.strandline"
    with StudyFile.create(path, set_up_study("Saltmere Partnership", "Me")) as study:
        study.perform(fill())
        study.perform(toggle_code(1, 0, 5, 15))
        study.perform(note_shown([TranscriptSpan(1, 23, 47)], Clearing.CLEARED, "2026-03-12"))
        study.perform(set_unsure(1, unsure=True))
    return path


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(copyfile(whole, tmp_path / "crafted.strandline"))


def open_and_walk(path: Path) -> UserError | None:
    """Return why it was refused; None where it was opened, read and left."""
    try:
        study = StudyFile.open(path)
    except UserError as error:
        return error
    with study:
        study.restore_point = None
        walk(study)
    return None


def wrong_with(path: Path) -> list[str]:
    try:
        return problems_of(path)
    except UserError as error:
        return [error.what]


@pytest.mark.parametrize("name", CRAFTED)
def test_it_is_refused_in_words_or_can_be_read(copy: Path, name: str) -> None:
    before = craft(copy, CRAFTED[name]).read_bytes()
    wrong = wrong_with(copy)
    refused = open_and_walk(copy)
    if refused is not None:
        assert all((refused.what, refused.means, refused.remedy))
        assert copy.read_bytes() == before
    assert wrong or name in HARMLESS


@pytest.mark.parametrize("name", JOURNAL)
def test_a_damaged_record_stops_undo_and_changes_nothing(copy: Path, name: str) -> None:
    with StudyFile.open(craft(copy, JOURNAL[name])) as study:
        study.restore_point = None
        for _again in range(2):
            with pytest.raises((CannotUndoError, DamagedError), match="damaged"):
                undo_all(study)
        before = dump(study)
        study.perform(toggle_code(1, 20, 30, 15))
        study.undo()
        assert dump(study) == before


def test_nothing_of_the_text_is_in_the_error(copy: Path) -> None:
    craft(copy, CRAFTED["a transcript that is no Unicode"])
    with StudyFile.open(copy) as study, pytest.raises(DamagedError) as caught:
        study.reader.exec_driver_sql("SELECT text FROM transcript").all()
    assert "trust each other" not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}"


def test_the_shipped_study_is_sound() -> None:
    with closing(connect(SHIPPED, read_only=True)) as connection:
        assert what_is_wrong(connection) == []


@pytest.mark.parametrize("seed", range(FLIPS))
def test_flipped_bytes_and_lost_ends_are_survived(copy: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(copy.read_bytes())
    for _time in range(chance.choice((1, 3, 30))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.25:
        del content[chance.randrange(len(content)) :]
    copy.write_bytes(content)
    open_and_walk(copy)
