"""Memos on the command line."""

from pathlib import Path

import pytest

from app.cli.main import run_command
from storage.operations.memos import add_memo, write_journal
from storage.study.study_file import StudyFile
from tests.app.test_command_line import records, sample

Output = pytest.CaptureFixture[str]
__all__ = ["sample"]


def test_memos_are_listed_and_written(sample: Path, capsys: Output, tmp_path: Path) -> None:
    with StudyFile.open(sample) as study:
        study.perform(add_memo("# Order\n\nTrust first."))
        study.perform(write_journal("2015-06-10", "Coded B."))
    assert [each["title"] for each in records(capsys, "memos", sample)][:2] == ["2015-06-10", "Order"]
    (some,) = records(capsys, "memos", sample, "--query", "order TRUST first")
    assert (some["kind"], some["text"]) == ("free", "# Order\n\nTrust first.")
    assert [each["day"] for each in records(capsys, "memos", sample, "--kind", "Journal")] == ["2015-06-10"]
    assert records(capsys, "memos", sample, "--tag", "none") == []
    target = tmp_path / "memos.md"
    assert run_command(["memos", str(sample), str(target), "--kind", "free"]) == 0
    assert target.read_text("utf-8").startswith("# Saltmere Partnership: memos\n\n## Free\n\n### Order\n")
    assert run_command(["memos", str(sample)]) == 0
    assert "Order" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("--kind", "nonsense"), ("memos.pdf",)])
def test_what_is_not_there_is_said(sample: Path, words: tuple[str, ...]) -> None:
    assert run_command(["memos", str(sample), *words]) == 2
