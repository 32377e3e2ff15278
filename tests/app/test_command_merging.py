"""strandline merge, and a masked copy for a second coder, without a window."""

import json
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import select

from app.cli.main import run_command
from coding.privacy.masking import Pseudonym
from storage.operations.codebook import rename_code
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.privacy.pseudonym_list import write_key
from storage.queries.codings import codings
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.study_file import StudyFile


@pytest.fixture
def copies(filled_study: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of a study; in both a code was renamed, in the other somebody coded besides."""
    here, there = (Path(copyfile(filled_study, tmp_path / f"{n}.strandline")) for n in ("here", "there"))
    with StudyFile.open(here) as study:
        study.perform(rename_code(7, "Capital"))
    with StudyFile.open(there) as study:
        study.perform(rename_code(7, "Wealth"))
        study.coder_id = study.perform(add_coder("J. Nolan")).result
        study.perform(toggle_code(1, 0, 5, 15))
    return here, there


def test_looking_changes_nothing(copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    here, there = copies
    before = here.read_bytes(), there.read_bytes()
    assert run_command(["merge", str(here), str(there), "--dry-run", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert {"kind": "codings", "name": "J. Nolan", "n": 1} in records
    (conflict,) = (each for each in records if each["kind"] == "conflict")
    assert (conflict["here"], conflict["there"], conflict["chosen"]) == ("“Capital”", "“Wealth”", "here")
    assert (here.read_bytes(), there.read_bytes()) == before
    assert run_command(["merge", str(here), str(there), "--choose", f"{conflict['key']}=there"]) == 0
    assert "FG: name: “Wealth” (not: “Capital”)" in capsys.readouterr().out
    with StudyFile.open(here) as study:
        assert "Wealth" in study.reader.scalars(select(schema.code.c.name)).all()
        assert study.history(1)[0].words == "Merge the copy “there.strandline”"


def test_what_is_wrong_is_said(copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    here, there = map(str, copies)
    assert run_command(["merge", here, here]) == 1
    assert "the study itself" in capsys.readouterr().err
    assert run_command(["merge", here, there, "--choose", "nothing=here"]) == 1
    assert "Nothing was merged" in capsys.readouterr().err
    assert run_command(["merge", here, there, "--choose", "nothing"]) == 2


def test_a_second_coder_s_masked_copy_comes_back(filled_study: Path, tmp_path: Path) -> None:
    study, copy = Path(copyfile(filled_study, tmp_path / "study.strandline")), tmp_path / "copy.strandline"
    with StudyFile.open(study) as file:
        file.perform(correct_turn(2, "Well, Ann, we trust each other now.", 2))
    write_key(tmp_path / "key.csv", [Pseudonym("Ann", "Bernadette")])
    words = ["share", str(study), str(copy), "--key", str(tmp_path / "key.csv"), "--second-coder"]
    assert run_command([*words, "--without-codings"]) == 0
    with StudyFile.open(copy) as file:
        assert codings(file.reader, 1) == []
        file.coder_id = file.perform(add_coder("J. Nolan")).result
        text = "Well, Bernadette, we trust each other now."
        at = 17 + text.index("trust")
        file.perform(toggle_code(1, at, at + 10, 15))
        file.perform(correct_turn(1, "How is it all going?", 1))
    assert run_command(["merge", str(study), str(copy)]) == 0
    with StudyFile.open(study) as file:
        found = transcript(file.reader, 1)
        assert found is not None and found.text.startswith("How is it all going?\nWell, Ann, we trust each")
        (new,) = (each for each in codings(file.reader, 1) if each.coder_id == 2)
        assert found.text[new.start : new.end] == "trust each"
        assert len(codings(file.reader, 1)) == 4
