"""Kept views and answers by question on the command line."""

import csv
import json
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import run_command
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import ChartForm
from coding.analysis.groups import Grouping
from storage.operations import views as commands
from storage.resources import resource
from storage.study.study_file import StudyFile
from tests.storage.test_views import reader, view

SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
Output = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Keep two views in a copy of the sample study; one of them was exported."""
    path = Path(copyfile(SHIPPED, tmp_path / "sample.strandline"))
    with StudyFile.open(path) as study:
        schools = view(study, CompareSettings())
        kept = study.perform(commands.keep_view("By school", schools)).result
        roles = CompareSettings(by=(Grouping.ROLE,), form=ChartForm.CHANGE)
        study.perform(commands.keep_view("Change by role", view(study, roles)))
        study.perform(commands.note_exported(kept, reader(study).made(schools)))
    return path


def records(capsys: Output, *words: str | Path) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_view_prints_what_was_asked(sample: Path, capsys: Output) -> None:
    plain = records(capsys, "frequencies", sample, "--by", "round", "--by", "school")
    assert records(capsys, "frequencies", sample, "--view", "by SCHOOL") == plain
    change = records(capsys, "frequencies", sample, "--by", "role", "--change")
    assert records(capsys, "frequencies", sample, "--view", "Change by role") == change
    assert run_command(["frequencies", str(sample), "--view", "Nothing"]) == 1
    assert "These are kept: By school, Change by role." in capsys.readouterr().err


def test_views_are_listed_with_what_has_changed(sample: Path, capsys: Output) -> None:
    first, second = records(capsys, "views", sample)
    assert (first["name"], first["page"], first["numbers_changed"]) == ("By school", "compare", 0)
    assert first["since_then"] == f"No number has changed since {first['exported']}."
    assert (second["exported"], second["numbers_changed"]) == (None, None)
    assert run_command(["views", str(sample)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["view", "page", "exported", "since", "then"]


def test_questions_are_listed_answered_and_written(sample: Path, capsys: Output, tmp_path: Path) -> None:
    assert run_command(["questions", str(sample), "--round", "2015"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 6
    asked = records(capsys, "questions", sample, "--round", "2014", "--question", "3")
    assert [r["kind"] for r in asked] == ["question", *["answer"] * 10]
    target = tmp_path / "answers.csv"
    assert run_command(["questions", str(sample), str(target), "--round", "2014", "--question", "3"]) == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [r["text"] for r in asked[1:]]
    assert run_command(["questions", str(sample), str(tmp_path / "answers.png")]) == 2
