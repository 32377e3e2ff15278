"""``strandline import`` with codes, tables, questions and masks, run as a person runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.import_options import meanings
from app.cli.main import run_command
from coding.errors import UserError
from coding.model.framework import Code, Framework
from coding.notation.code_names import Names
from storage.study.study_file import StudyFile

Output = pytest.CaptureFixture[str]
TALK = (
    "Interviewer: How do you challenge each other?\n"
    "Teacher: Anna watches us and we tell each other what went well. E&C\n"
    "Interviewer: And else?\n"
    "Teacher: We plan on Mondays, with one another, and it helps. QQX\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    assert run_command(["new", str(tmp_path / "oak"), "--coder", "Ann"]) == 0
    return tmp_path / "oak.strandline"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    file = tmp_path / "2015 B5 teacher.txt"
    file.write_text(TALK)
    return file


def reported(capsys: Output, study: Path, *words: str | Path) -> Any:
    """Run import with --json and return its report."""
    capsys.readouterr()
    assert run_command(["import", str(study), *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_without_the_option_codes_stay_in_the_text_and_are_counted(
    study: Path, talk: Path, capsys: Output
) -> None:
    summary = reported(capsys, study, talk, "--dry-run")["summary"]
    assert (summary["codings"], summary["not_read"]) == (0, {"letters": 2})
    assert run_command(["import", str(study), str(talk)]) == 0
    assert "Not read: 2 codes at the ends of passages (--inline-codes reads them)." in capsys.readouterr().out
    with StudyFile.open_for_reading(study) as file:
        assert "E&C" in str(file.reader.exec_driver_sql("SELECT text FROM transcript").scalar())


def test_codes_are_read_and_what_is_not_understood_has_its_place(
    study: Path, talk: Path, capsys: Output
) -> None:
    assert run_command(["import", str(study), str(talk), "--inline-codes", "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "1 coding on 1 passage: E&C 1." in printed
    assert f"{talk}, turn 4: QQX — “We plan on Mondays, with one another, and it helps. QQX”" in printed


def test_the_reach_of_passages_is_said(study: Path, talk: Path, capsys: Output) -> None:
    words = (talk, "--inline-codes", "--dry-run", "--passage")
    (mark, _other) = reported(capsys, study, *words, "exchange")["files"][0]["marks"]
    assert mark["passage"].startswith("How do you challenge")
    assert run_command(["import", str(study), *map(str, words), "chapter"]) == 2


def test_a_table_says_who_it_is(study: Path, talk: Path, tmp_path: Path, capsys: Output) -> None:
    table = tmp_path / "who.csv"
    table.write_text(f"file,person,mood\n{talk.name},Mrs Lxxx,merry\n")
    found = reported(capsys, study, talk, "--metadata", table)
    assert [person["name"] for person in found["files"][0]["people"]] == ["Mrs Lxxx"]
    assert found["tables"] == [{"table": "who.csv", "rows": 1, "matched": 1, "notes": []}]


def test_what_a_table_s_dates_leave_open_is_printed(
    study: Path, talk: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    table = tmp_path / "who.csv"
    table.write_text(f"file,interview date\n{talk.name},03/04/2014\n")
    words = ["import", str(study), str(talk), "--metadata", str(table), "--dry-run"]
    assert run_command(words) == 0
    assert "“03/04/2014” under interview date could be two days; none was taken." in capsys.readouterr().out
    table.write_text(f"file,interview date\n{talk.name},03/04/2014\nother,05/13/2014\n")
    assert reported(capsys, study, talk, "--metadata", table)["files"][0]["date"] == "2014-03-04"


def test_a_pattern_reads_the_names(study: Path, talk: Path, capsys: Output) -> None:
    pattern = "{any} {school}{role} {any}"
    (record,) = reported(capsys, study, talk, "--pattern", pattern, "--dry-run")["files"]
    assert record["key"] == "B5"
    assert run_command(["import", str(study), str(talk), "--pattern", "{nothing}"]) == 1


def test_a_pattern_reads_the_headings(study: Path, tmp_path: Path, capsys: Output) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("Oak School, with the head, 3 June 2015\nInterviewer: How?\nFemale Voice 1: So.\n")
    words = (talk, "--heading-pattern", "{school}, with the {role}, {date}", "--dry-run")
    (record,) = reported(capsys, study, *words)["files"]
    assert (record["school"], record["date"]) == ("Oak School", "2015-06-03")
    assert record["people"][0]["title"] == "Headteacher"


def test_questions_come_from_a_file(study: Path, talk: Path, tmp_path: Path, capsys: Output) -> None:
    questions = tmp_path / "questions.txt"
    questions.write_text("2015\nHow do you challenge each other? [E&C]\n")
    found = reported(capsys, study, talk, "--questions", questions)
    assert found["summary"]["questions"] == 1
    assert found["files"][0]["questions"][0]["turn"] == 0


def test_names_are_masked_before_anything_is_stored(
    study: Path, talk: Path, tmp_path: Path, capsys: Output
) -> None:
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nAnna,Berta\n")
    reported(capsys, study, talk, "--mask", key)
    assert b"Anna" not in study.read_bytes()
    with StudyFile.open_for_reading(study) as file:
        assert "Berta watches us" in str(file.reader.exec_driver_sql("SELECT text FROM transcript").scalar())


@pytest.mark.parametrize("option", ["--metadata", "--questions", "--mask", "--highlights"])
def test_what_cannot_be_read_is_said_and_nothing_comes_in(
    study: Path, talk: Path, option: str, capsys: Output
) -> None:
    assert run_command(["import", str(study), str(talk), option, "none.csv"]) == 1
    assert "strandline: “none.csv” " in capsys.readouterr().err
    with StudyFile.open_for_reading(study) as file:
        assert len(file.history()) == 1


def test_a_map_of_colours_is_read_line_by_line() -> None:
    codes = (Code(1, None, "Care", "CA"), Code(2, None, "Joint practice", "JPD"))
    names = Names(Framework(1, "F", "F", ("code",), (), codes))
    assert meanings("yellow=JPD, light green = care\n\n#ffcc00=none", names) == [
        ("yellow", 2),
        ("light green", 1),
        ("#ffcc00", None),
    ]
    for wrong in ("yellow", "=JPD", "yellow=XX"):
        with pytest.raises(UserError, match="does not say what a colour means"):
            meanings(wrong, names)


def test_a_map_of_colours_is_longer_than_the_name_of_any_file(
    study: Path, talk: Path, capsys: Output
) -> None:
    long = ",".join(f"#{number:06x}=none" for number in range(100))
    assert run_command(["import", str(study), str(talk), "--highlights", long]) == 0
