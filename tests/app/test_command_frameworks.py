"""Frameworks on the command line: listed, exported by ending and name, imported."""

import json
from pathlib import Path

from app.cli.main import run_command
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import frameworks
from storage.study.study_file import StudyFile
from tests.app.test_command_line import Output, empty, records

__all__ = ["empty"]


def test_a_codebook_goes_out_and_comes_back(empty: Path, tmp_path: Path, capsys: Output) -> None:
    with StudyFile.open(empty) as study:
        study.perform(add_shipped_framework("grid_group"))
    file = tmp_path / "codebook.qdc"
    assert run_command(["export", str(empty), str(file), "--framework", "grid-group"]) == 0
    assert "keys and shorter names: 4 keys were left out" in capsys.readouterr().err
    assert run_command(["framework", str(empty), "import", str(file)]) == 1
    assert "already, as “Grid-Group theory" in capsys.readouterr().err
    assert run_command(["framework", str(empty), "import", str(file), "--copy"]) == 0
    assert (
        "Imported “Grid-Group theory: four ways of organising (copy)” with 4 codes."
        in capsys.readouterr().out
    )
    assert run_command(["history", str(empty), "--json"]) == 0
    words = [entry["words"] for entry in json.loads(capsys.readouterr().out)]
    assert words[:2] == [
        "Import the framework “Grid-Group theory: four ways of organising (copy)”",
        f"Export {file}",
    ]
    assert run_command(["undo", str(empty)]) == 0
    with StudyFile.open_for_reading(empty) as study:
        assert len(frameworks(study.reader)) == 2


def test_an_edited_file_changes_its_framework(empty: Path, tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "codebook.csv"
    assert run_command(["framework", str(empty), "export", str(file)]) == 0
    file.write_text(file.read_text("utf-8-sig").replace(",Mentoring and coaching,", ",Coaching,"), "utf-8")
    capsys.readouterr()
    assert run_command(["framework", str(empty), "import", str(file), "--change"]) == 0
    assert capsys.readouterr().out == "Mentoring and coaching: Name: Mentoring and coaching → Coaching\n"
    file.write_text("name\nSomething\n", "utf-8")
    assert run_command(["framework", str(empty), "import", str(file), "--change"]) == 1
    assert "no framework of this file" in capsys.readouterr().err


def test_endings_and_names_say_what_is_written(empty: Path, tmp_path: Path, capsys: Output) -> None:
    for name in ("codebook.csv", "a.xlsx", "a.toml"):
        assert run_command(["framework", str(empty), "export", str(tmp_path / name)]) == 0
    assert run_command(["export", str(empty), str(tmp_path / "codebook.csv")]) == 0
    assert (tmp_path / "codebook.csv").read_text("utf-8-sig").startswith("kind,level,name,below,")
    assert run_command(["export", str(empty), str(tmp_path / "all.csv"), "--framework", "Model"]) == 2
    assert run_command(["export", str(empty), str(tmp_path / "a.qdc"), "--framework", "Nonsense"]) == 1
    assert "The study has these: Maturity model" in capsys.readouterr().err
    assert run_command(["framework", str(empty), "export", str(tmp_path / "a.docx")]) == 1
    assert run_command(["framework", str(empty), "import"]) == 2


def test_they_are_listed(empty: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "Ours.csv").write_text("name;below\nTrust;Capital\nCapital;\n", "utf-8")
    assert run_command(["framework", str(empty), "import", str(tmp_path / "Ours.csv")]) == 0
    assert "Codes at the top" in capsys.readouterr().err
    listed = records(capsys, "framework", empty, "list")
    assert [(each["framework"], each["levels"], each["codes"]) for each in listed][1:] == [
        ("Ours", ["category", "code"], 2)
    ]


def test_a_file_that_is_refused_is_named_with_its_row(empty: Path, tmp_path: Path, capsys: Output) -> None:
    before = empty.read_bytes()
    (tmp_path / "ours.csv").write_text("name\nTrust\nTrust\n", "utf-8")
    assert run_command(["framework", str(empty), "import", str(tmp_path / "ours.csv")]) == 1
    assert "“ours.csv” cannot be read. Row 3: “Trust” stands at that place already" in capsys.readouterr().err
    assert empty.read_bytes() == before
