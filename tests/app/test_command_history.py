"""The history on the command line."""

import csv
import io
from pathlib import Path

import pytest

from app.cli.main import run_command
from storage.operations.codebook import rename_code
from storage.study.study_file import StudyFile
from tests.app.test_command_line import records, sample

Output = pytest.CaptureFixture[str]
__all__ = ["sample"]


def test_options_say_what_is_listed(sample: Path, capsys: Output) -> None:
    with StudyFile.open(sample) as study:
        study.perform(rename_code(5, "Other"))
    assert [record["kind"] for record in records(capsys, "history", sample)] == [
        "rename_code",
        "set_up_study",
    ]
    (some,) = records(capsys, "history", sample, "--kind", "codebook", "--coder", "s")
    assert (some["kind"], some["coder"]) == ("rename_code", "Sample reader")
    assert records(capsys, "history", sample, "--until", "1999-01-01") == []
    assert records(capsys, "history", sample, "--words", "no such words") == []


def test_a_table_is_printed_and_written(sample: Path, capsys: Output, tmp_path: Path) -> None:
    target = tmp_path / "trail.csv"
    assert run_command(["history", str(sample), "--csv"]) == 0
    printed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run_command(["history", str(sample), str(target)]) == 0
    assert capsys.readouterr().out == f"Exported {target}.\n"
    assert list(csv.DictReader(target.read_text("utf-8-sig").splitlines())) == printed
    assert run_command(["history", str(sample), str(tmp_path / "trail.docx"), "--kind", "imp"]) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--kind", "singing"], 1),
        (["--coder", "Nobody"], 1),
        (["--interview", "Z"], 1),
        (["--since", "soon"], 1),
        (["trail.pdf"], 2),
    ],
)
def test_what_is_not_there_is_said(sample: Path, capsys: Output, words: list[str], code: int) -> None:
    assert run_command(["history", str(sample), *words]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err
