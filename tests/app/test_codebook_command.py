"""The codebook on the command line: as it is, as it was, what changed, what is to be looked at again."""

import json
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import run_command
from storage.operations.codebook import edit_entry
from storage.operations.second_look import ask_second_look
from storage.study.study_file import StudyFile

Output = pytest.CaptureFixture[str]
FG = 7


@pytest.fixture
def changed(filled_study: Path, tmp_path: Path) -> Path:
    """Return a study in which FG means something else, and both its codings are to be looked at again."""
    path = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    with StudyFile.open(path) as study:
        study.perform(edit_entry(FG, "definition", "Other rules."))
        study.perform(ask_second_look(FG))
    return path


def records(capsys: Output, *words: str | Path) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_entry_is_as_it_is_or_was(changed: Path, capsys: Output) -> None:
    now, before = (
        next(each for each in records(capsys, "codebook", changed, *version) if each["code"] == "FG")
        for version in ((), ("--version", "1"))
    )
    assert (now["definition"], now["version"], now["to_look_at_again"]) == ("Other rules.", 2, 2)
    assert before["definition"] != "Other rules."
    (difference,) = records(capsys, "codebook", changed, "--since", "1")
    assert (difference["field"], difference["before"]) == ("Full definition", before["definition"])


def test_what_is_to_be_looked_at_again_is_counted_and_found(changed: Path, capsys: Output) -> None:
    assert records(capsys, "info", changed)[0]["to_look_at_again"] == 2
    assert len(records(capsys, "passages", changed, "--query", "look:again")) == 2
    assert len(records(capsys, "passages", changed, "--query", "not look:again")) == 1
    assert run_command(["info", str(changed)]) == 0
    assert "codings to look at again: 2" in capsys.readouterr().out


def test_a_version_that_never_was_is_refused(changed: Path, capsys: Output) -> None:
    assert run_command(["codebook", str(changed), "--version", "7"]) == 1
    assert "It has 1 to 2." in capsys.readouterr().err
    assert run_command(["codebook", str(changed)]) == 0
    assert "  to look at again: 2" in capsys.readouterr().out
