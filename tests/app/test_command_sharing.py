"""strandline share: a masked copy without a window."""

from pathlib import Path

import pytest

from app.cli.main import run_command
from storage.operations.studies import set_up_study
from storage.privacy.pseudonym_list import write_key
from storage.study.study_file import StudyFile
from tests.storage.named_study import NAMES, fill_with_names


def test_a_masked_copy_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study, target = tmp_path / "named.strandline", tmp_path / "copy"
    with StudyFile.create(study, set_up_study("Oak School Partnership", "Me")) as file:
        file.perform(fill_with_names())
    write_key(tmp_path / "key.csv", NAMES.entries)
    words = ["share", str(study), str(target), "--key", str(tmp_path / "key.csv"), "--without-memos"]
    assert run_command(words) == 0
    assert "places are masked" in capsys.readouterr().out
    data = (tmp_path / "copy.strandline").read_bytes()
    assert [entry.name for entry in NAMES.entries if entry.name.encode() in data] == []


def test_a_key_that_cannot_be_used_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "named.strandline"
    StudyFile.create(study, set_up_study("Study", "Me")).close()
    (tmp_path / "key.csv").write_text("name,pseudonym\nJane,\n")
    words = ["share", str(study), str(tmp_path / "copy"), "--key", str(tmp_path / "key.csv")]
    assert run_command(words) == 1
    assert "no pseudonym yet" in capsys.readouterr().err
    assert not (tmp_path / "copy.strandline").exists()
