"""What sub-commands write stands in the history, as what the window writes does."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.cli.main import run_command
from storage.study.history import written_files
from storage.study.keeping.restore_points import restore_points
from storage.study.passwords import set_password
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump


@pytest.fixture
def path(filled_study: Path, tmp_path: Path) -> Path:
    return Path(copyfile(filled_study, tmp_path / "study.strandline"))


def noted(path: Path, password: str | None = None) -> list[str]:
    with StudyFile.open_for_reading(path, password) as study:
        return [entry.words for entry in written_files(study.reader)]


def test_each_file_is_noted_and_nothing_else_changes(path: Path, tmp_path: Path) -> None:
    with StudyFile.open_for_reading(path) as study:
        before = dump(study)
    points = restore_points(path)
    csv, copy, history = (tmp_path / name for name in ("codings.csv", "copy.strandline", "history.csv"))
    assert run_command(["export", str(path), str(csv)]) == 0
    assert run_command(["share", str(path), str(copy)]) == 0
    assert run_command(["history", str(path), str(history)]) == 0
    said = noted(path)
    assert [str(file) in words for file, words in zip((history, copy, csv), said, strict=True)] == [True] * 3
    with StudyFile.open_for_reading(path) as study:
        assert dump(study) == before
    assert restore_points(path) == points


def test_a_failed_one_is_not(path: Path, tmp_path: Path) -> None:
    assert run_command(["export", str(path), str(tmp_path / "no folder" / "codings.csv")]) == 1
    assert noted(path) == []


def test_one_with_a_password_is_noted_too(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_password(path, None, "Zwölf Äpfel")
    monkeypatch.setenv("STRANDLINE_PASSWORD", "Zwölf Äpfel")
    assert run_command(["export", str(path), str(tmp_path / "codings.csv")]) == 0
    assert len(noted(path, "Zwölf Äpfel")) == 1


def test_while_a_window_has_it_open_it_is_written_and_said(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with StudyFile.open(path):
        assert run_command(["export", str(path), str(tmp_path / "codings.csv")]) == 0
    said = capsys.readouterr()
    assert said.err == (
        "“study.strandline” is open in a window: its history does not say that codings.csv was written.\n"
    )
    assert said.out.startswith("Exported ")
    assert noted(path) == []


def test_a_study_that_may_not_be_written_is_exported(path: Path, tmp_path: Path) -> None:
    path.chmod(0o400)
    assert run_command(["export", str(path), str(tmp_path / "codings.csv")]) == 0
    path.chmod(0o600)
