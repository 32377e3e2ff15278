"""Restore points on the command line."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.cli.main import run_command
from storage.operations.studies import rename_study
from storage.study.keeping.restore_points import restore_points
from storage.study.passwords import set_password
from storage.study.study_file import StudyFile
from tests.app.test_command_line import records

Output = pytest.CaptureFixture[str]


@pytest.fixture
def path(filled_study: Path, tmp_path: Path) -> Path:
    path = Path(copyfile(filled_study, tmp_path / "study.strandline"))
    with StudyFile.open(path) as study:
        study.perform(rename_study("Changed"))
    return path


def test_they_are_listed(path: Path, capsys: Output) -> None:
    assert run_command(["restore", str(path)]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert line.startswith("1  ")
    assert line.endswith("1 change to the study as a whole")
    (record,) = records(capsys, "restore", path, "--list")
    assert (record["interviews"], record["memos"]) == (1, 2)


@pytest.mark.parametrize("by", ["number", "time", "file"])
def test_one_is_gone_back_to(path: Path, capsys: Output, by: str) -> None:
    (point,) = restore_points(path)
    typed = {"number": "1", "time": point.when, "file": str(point.path)}[by]
    assert run_command(["restore", str(path.with_suffix("")), typed]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"study.strandline is what it was on {point.when}.\nWhat was there")
    with StudyFile.open_for_reading(path) as study:
        assert study.history(1)[0].kind == "go_back"


def test_what_is_not_there_is_1(path: Path, capsys: Output) -> None:
    assert run_command(["restore", str(path), "7"]) == 1
    assert "“7” is none of the restore points. Nothing was changed." in capsys.readouterr().err


def test_an_open_study_is_left_alone(path: Path, capsys: Output) -> None:
    with StudyFile.open(path):
        assert run_command(["restore", str(path), "1"]) == 1
    assert "already open" in capsys.readouterr().err


def test_a_study_without_any_says_so(filled_study: Path, capsys: Output, tmp_path: Path) -> None:
    copyfile(filled_study, tmp_path / "new.strandline")
    assert run_command(["restore", str(tmp_path / "new.strandline")]) == 0
    assert capsys.readouterr().out == "new.strandline has no restore points yet.\n"


def test_a_damaged_study_is_repaired_and_what_is_lost_is_said(path: Path, capsys: Output) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b"Echoes A2.") // 4096 * 4096
    data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)
    new = path.with_name("new.strandline")
    assert run_command(["repair", str(path), str(new.with_suffix(""))]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Made {new}."
    assert "Lost from “B2 head”: memos (1)." in said
    assert path.read_bytes() == data
    with StudyFile.open_for_reading(new) as study:
        assert study.check() == []
    assert run_command(["repair", str(path), str(new)]) == 1
    assert "already there" in capsys.readouterr().err


def test_one_with_a_password_is_repaired_with_it(
    path: Path, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_password(path, None, "Zwölf Äpfel")
    path.write_bytes(path.read_bytes()[:4096] + bytes(4096) + path.read_bytes()[8192:])
    file, new = tmp_path / "password.txt", tmp_path / "new.strandline"
    assert run_command(["repair", str(path), str(new)]) == 1
    assert "“study.strandline” has a password." in capsys.readouterr().err
    monkeypatch.setenv("STRANDLINE_PASSWORD", "another")
    assert run_command(["repair", str(path), str(new)]) == 1
    assert "This is not the password of “study.strandline”." in capsys.readouterr().err
    assert not new.exists()
    file.write_text("Zwölf Äpfel\n", encoding="utf-8")
    assert run_command(["repair", str(path), str(new), "--password-file", str(file)]) == 0
    assert "1 page of the file is damaged" in capsys.readouterr().out
    monkeypatch.setenv("STRANDLINE_PASSWORD", "Zwölf Äpfel")
    assert run_command(["check", str(new)]) == 0
