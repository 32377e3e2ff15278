"""The sub-commands, run as a person runs them."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import run_command
from coding.model.study import AttributeKind
from coding.notation.questions import ListedQuestion
from storage.operations.attributes import add_attribute, set_attribute
from storage.operations.questions import recognise_questions, set_questions
from storage.queries.people import rounds
from storage.resources import resource
from storage.study.study_file import StudyFile

ROOT = Path(__file__).parents[2]
SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
INTERVIEWS = resource("sample_study", "interviews")
Output = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(copyfile(SHIPPED, tmp_path / "sample.strandline"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    assert run_command(["new", str(tmp_path / "oak"), "--coder", "Ann"]) == 0
    return tmp_path / "oak.strandline"


def records(capsys: Output, *words: str | Path) -> Any:
    """Run a sub-command with --json and return what it printed."""
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return json.loads(printed.out)


def numbers(capsys: Output, *words: str | Path) -> list[Any]:
    """Return the numbers of a table, without totals and notes."""
    found = records(capsys, "frequencies", *words)
    return [record for record in found if record["kind"] == "number"]


def test_new_makes_a_study_with_its_ending(empty: Path) -> None:
    with StudyFile.open(empty) as study:
        assert [entry.words for entry in study.history()] == ["Start the study “oak”"]


def test_new_leaves_what_is_there(empty: Path, capsys: Output) -> None:
    before = empty.read_bytes()
    assert run_command(["new", str(empty)]) == 1
    assert "already there" in capsys.readouterr().err
    assert empty.read_bytes() == before


def test_a_framework_goes_by_its_name(tmp_path: Path, capsys: Output) -> None:
    name = "Maturity model of inter-school partnerships"
    assert run_command(["new", str(tmp_path / "a"), "--framework", name]) == 0
    assert run_command(["new", str(tmp_path / "b"), "--framework", "no such"]) == 1
    assert "maturity_model" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".strandline"] == ["a.strandline"]


def test_the_version_is_that_of_the_project(capsys: Output) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert run_command(["--version"]) == 0
    assert capsys.readouterr().out == f"strandline {project['version']}\n"


def test_info_says_what_a_study_holds(sample: Path, capsys: Output) -> None:
    (found,) = records(capsys, "info", sample)
    assert (found["interviews"], found["done"], found["schools"]) == (20, 20, list("ABCDE"))
    assert [(r["round"], r["interviews"]) for r in found["rounds"]] == [("2014", 10), ("2015", 10)]
    assert run_command(["info", str(sample)]) == 0
    assert "30515" in capsys.readouterr().out


def test_frequencies_are_the_known_ones(sample: Path, capsys: Output) -> None:
    found = numbers(capsys, sample, "--by", "round", "--by", "school")
    totals = {
        (year, strand): sum(
            r["codings"] for r in found if (r["round"], r["strand"]) == (year, strand) and r["school"]
        )
        for year, strand in (("2014", "HSC"), ("2015", "HSC"), ("2015", "JPD"))
    }
    assert list(totals.values()) == [27, 45, 61]
    assert {r["school"] for r in found} == set("ABCDE")


def test_frequencies_by_round_and_school_are_what_one_gets_unasked(sample: Path, capsys: Output) -> None:
    asked = numbers(capsys, sample, "--by", "round", "--by", "school")
    assert numbers(capsys, sample) == asked


def test_rates_and_certain_codings(sample: Path, capsys: Output) -> None:
    rates = numbers(capsys, sample, "--by", "round", "--unit", "per-interview")
    hsc = next(r for r in rates if (r["round"], r["strand"]) == ("2015", "HSC"))
    assert (hsc["codings"], hsc["per_interview"]) == (45, 4.5)
    certain = numbers(capsys, sample, "--by", "strand", "--no-unsure")
    everything = numbers(capsys, sample, "--by", "strand")
    assert sum(r["codings"] for r in certain) < sum(r["codings"] for r in everything) == 348


def test_a_rate_prints_what_it_was_divided_by(sample: Path, capsys: Output) -> None:
    for unit, key, n in (
        ("per-interview", "per_interview", "interviews"),
        ("per-person", "per_person", "person_rounds"),
        ("per-1000-words", "per_1000_words", "words"),
    ):
        times = 1000 if n == "words" else 1
        for record in numbers(capsys, sample, "--by", "school", "--unit", unit):
            assert record[key] == pytest.approx(times * record["codings"] / record[n])


def test_totals_and_notes_are_records_of_their_own_kind(sample: Path, capsys: Output) -> None:
    found = records(capsys, "frequencies", sample, "--by", "round")
    (total,) = [r for r in found if r.get("sum") == "all codings" and r["round"] == "all rounds"]
    assert total["total"] == sum(r["codings"] for r in found if r["kind"] == "number") == 348
    assert {r["kind"] for r in found} == {"number", "total", "warning", "footnote", "caution"}
    assert not any("codings" in r for r in found if r["kind"] != "number")


def test_a_change_says_what_more_talk_made_of_it(sample: Path, capsys: Output) -> None:
    found = records(capsys, "frequencies", sample, "--change", "--by", "school")
    jpd = next(r for r in found if r["kind"] == "total" and r["strand"] == "JPD")
    assert (jpd["earlier"], jpd["later"], jpd["total"]) == (22, 61, 39)
    assert jpd["factors"] == "Joint practice development, 22, then 61: ×2.77 = words ×1.13 · rate ×2.45."
    assert (jpd["earlier_interviews"], jpd["later_interviews"]) == (10, 10)
    assert run_command(["frequencies", str(sample), "--in-both"]) == 0
    assert "Shown for the 9 people interviewed in both." in capsys.readouterr().out
    assert run_command(["frequencies", str(sample), "--change", "--unit", "share-of-codings"]) == 1


def test_the_table_is_aligned_and_carries_totals(sample: Path, capsys: Output) -> None:
    assert run_command(["frequencies", str(sample)]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    total = next(row for row in rows if "2015" in row and "all schools" in row)
    assert total[: header.index("HSC") + 3].endswith(" 45")


def test_passages_are_those_that_are_counted(sample: Path, capsys: Output) -> None:
    words = ("--strand", "hsc", "--school", "School B", "--round", "2015")
    found = records(capsys, "passages", sample, *words)
    assert {(r["strand"], r["school"], r["round"]) for r in found} == {("HSC", "B", "2015")}
    assert len(found) == 12
    with StudyFile.open_for_reading(sample) as study:
        texts = {r[0]: r[1] for r in study.reader.exec_driver_sql("SELECT id, text FROM transcript")}
    for record in found:
        assert texts[record["interview_id"]][record["start"] : record["end"]] == record["text"]
        assert record["attribution"].endswith("School B, 2015")


def test_a_query_finds_what_the_options_find(sample: Path, capsys: Output) -> None:
    words = ("--strand", "hsc", "--school", "School B", "--round", "2015")
    by_query = records(capsys, "passages", sample, "--query", "hsc school:B in:2015")
    assert by_query == records(capsys, "passages", sample, *words)
    both = records(capsys, "passages", sample, "--query", 'hsc and e&c in:2015 "each other"')
    assert {r["strand"] for r in both} <= {"HSC", "E&C"}
    assert all("each other" in str(r["text"]).casefold() for r in both)


def test_a_wrong_query_says_where_and_finds_nothing(sample: Path, capsys: Output) -> None:
    assert run_command(["passages", str(sample), "--query", "hsc and in:2016"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "hsc and in:2016\n        ^^^^^^^\nNo round 2016. Rounds: 2014, 2015." in printed.err


def test_passages_as_text_carry_their_place(sample: Path, capsys: Output) -> None:
    assert run_command(["passages", str(sample), "--strand", "FG", "--round", "2014"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("“") >= 3
    assert "Headteacher, School A, 2014 · A2, turn 8" in printed


@pytest.mark.parametrize(("option", "value"), [("--strand", "XX"), ("--school", "Z"), ("--round", "1999")])
def test_what_the_study_does_not_have_is_said(sample: Path, capsys: Output, option: str, value: str) -> None:
    assert run_command(["passages", str(sample), option, value]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"“{value}”" in printed.err


def test_import_guesses_stores_and_skips_what_is_there(empty: Path, capsys: Output) -> None:
    planned = records(capsys, "import", empty, INTERVIEWS / "2015", "--dry-run")["files"]
    assert [r["key"] for r in planned][:3] == ["A2", "A5", "B2"]
    assert records(capsys, "info", empty)[0]["interviews"] == 0
    assert run_command(["import", str(empty), str(INTERVIEWS / "2015")]) == 0
    assert records(capsys, "info", empty)[0]["interviews"] == 10
    again = records(capsys, "import", empty, INTERVIEWS / "2015")
    assert (again["summary"]["come_in"], len(again["left_out"])) == (0, 10)
    assert records(capsys, "info", empty)[0]["interviews"] == 10


def test_what_is_said_goes_before_what_is_guessed(empty: Path, capsys: Output) -> None:
    file = INTERVIEWS / "2015" / "A2 head.docx"
    words = ("--round", "2013", "--school", "C", "--person", "B5")
    (found,) = records(capsys, "import", empty, file, *words)["files"]
    assert (found["round"], found["school"], found["key"]) == ("2013", "C", "C5")


def test_a_broken_file_is_named_and_the_rest_goes_in(empty: Path, tmp_path: Path, capsys: Output) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_text("no zip")
    good = tmp_path / "2015 A5.txt"
    good.write_text("Interviewer: How is it?\nTeacher: It is good, we trust each other.\n")
    assert run_command(["import", str(empty), str(broken), str(good)]) == 1
    assert "broken.docx" in capsys.readouterr().err
    assert records(capsys, "info", empty)[0]["interviews"] == 1


def test_undo_says_what_it_took_back(empty: Path, capsys: Output) -> None:
    run_command(["import", str(empty), str(INTERVIEWS / "2014")])
    capsys.readouterr()
    assert run_command(["undo", str(empty)]) == 0
    assert capsys.readouterr().out == "Undone: Import 10 files\n"
    assert run_command(["undo", str(empty)]) == 1
    history = records(capsys, "history", empty)
    assert [(r["kind"], r["status"]) for r in history] == [
        ("store_import", "undone"),
        ("set_up_study", "done"),
    ]


@pytest.mark.parametrize("ending", [".docx", ".csv", ".png", ".svg"])
def test_export_goes_by_the_ending(sample: Path, tmp_path: Path, ending: str) -> None:
    assert run_command(["export", str(sample), str(tmp_path / f"out{ending.upper()}")]) == 0
    assert (tmp_path / f"out{ending.upper()}").stat().st_size > 10_000


def test_reading_goes_on_while_a_window_has_the_study(sample: Path, tmp_path: Path, capsys: Output) -> None:
    with StudyFile.open(sample):
        for words in ("info", "frequencies", "passages", "history", "check"):
            assert run_command([words, str(sample)]) == 0
        assert run_command(["export", str(sample), str(tmp_path / "a.csv")]) == 0
        assert run_command(["undo", str(sample)]) == 1
        assert "already open in another window" in capsys.readouterr().err


def test_check_finds_damage(sample: Path, capsys: Output) -> None:
    assert run_command(["check", str(sample)]) == 0
    raw = bytearray(sample.read_bytes())
    raw[40_000:60_000] = bytes(20_000)
    sample.write_bytes(raw)
    assert run_command(["check", str(sample)]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["info"],
        ["frequencies", "a.strandline", "--by", "colour"],
        ["frequencies", "a.strandline", "--unit", "furlongs"],
        ["export", "a.strandline", "a.gif"],
        ["info", "a.strandline", "--no-such-option"],
    ],
)
def test_wrong_usage_is_2(words: list[str], capsys: Output) -> None:
    assert run_command(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Error" in printed.err


def test_a_file_that_is_no_study_is_1(tmp_path: Path, capsys: Output) -> None:
    text = tmp_path / "a.strandline"
    text.write_text("hello")
    for path in (text, tmp_path / "none.strandline", tmp_path):
        assert run_command(["info", str(path)]) == 1
        assert path.name in capsys.readouterr().err


def test_no_window_is_loaded_and_nothing_heavy(sample: Path) -> None:
    program = f"""
import sys
from main import main
for words in (["info", {str(sample)!r}], ["history", {str(sample)!r}], ["check", {str(sample)!r}]):
    assert main(words) == 0
heavy = {{"PySide6", "pandas", "matplotlib", "pyqtgraph", "alembic", "docx", "lxml"}}
sys.exit(", ".join(heavy & set(sys.modules)) or 0)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_export_loads_no_window_and_draws_no_bar_into_a_pipe(sample: Path, tmp_path: Path) -> None:
    program = f"""
import sys
from main import main
assert main(["export", {str(sample)!r}, {str(tmp_path / "a.docx")!r}]) == 0
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [f"Exported {tmp_path / 'a.docx'}."]


@pytest.fixture
def asked(sample: Path) -> Path:
    """Give the sample study's 2015 two questions, 2014 none, and an attribute; find the questions."""
    listed = [
        ListedQuestion("How is the partnership led now, and by whom?"),
        ListedQuestion("What difference has it made to the children?"),
    ]
    with StudyFile.open(sample) as study:
        first, last = rounds(study.reader)
        study.perform(set_questions(first.id, []))
        study.perform(set_questions(last.id, listed))
        study.perform(recognise_questions(last.id))
        phase = study.perform(add_attribute("phase", AttributeKind.INTERVIEW)).result
        study.perform(set_attribute(phase, [1, 2, 3], "Primary"))
    return sample


def test_frequencies_by_question_and_attribute(asked: Path, capsys: Output) -> None:
    found = numbers(capsys, asked, "--by", "round", "--by", "question")
    assert {(r["round"], r["question"]) for r in found} == {
        ("2014", None),
        ("2015", None),
        ("2015", "How is the partnership led now, and by whom?"),
        ("2015", "What difference has it made to the children?"),
    }
    assert {r["words"] for r in found if r["question"]} == {None}
    by_phase = numbers(capsys, asked, "--by", "attribute:Phase")
    assert {r["attribute:phase"] for r in by_phase} == {"Primary", "phase not known"}
    everything = {r["strand"]: r["codings"] for r in numbers(capsys, asked, "--by", "strand")}
    once = numbers(capsys, asked, "--by", "strand", "--once-per-answer")
    assert all(r["codings"] <= everything[r["strand"]] and r["once_per_answer"] for r in once if r["strand"])


def test_passages_by_question(asked: Path, capsys: Output) -> None:
    by_number = records(capsys, "passages", asked, "--round", "2015", "--question", "2")
    assert {r["question"] for r in by_number} == {"What difference has it made to the children?"}
    words = "what difference has it made to the children"
    assert records(capsys, "passages", asked, "--question", words) == by_number
    assert run_command(["passages", str(asked), "--question", "no such"]) == 1
    assert run_command(["frequencies", str(asked), "--by", "attribute:no such"]) == 1
    assert "attribute:phase" in capsys.readouterr().err
