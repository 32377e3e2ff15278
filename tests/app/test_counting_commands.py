"""What single interviews contribute, and the codes they added, on the command line and beside a table."""

import csv
import json
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import run_command
from coding.model.study import Direction
from storage.operations.codebook import add_code
from storage.operations.codings import toggle_code
from storage.operations.many_codings import set_directions
from storage.operations.studies import add_shipped_framework
from storage.queries.code_merges import codings_of
from storage.queries.codebook import frameworks
from storage.resources import resource
from storage.study.study_file import StudyFile

SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
Output = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(copyfile(SHIPPED, tmp_path / "sample.strandline"))


def records(capsys: Output, *words: str | Path) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_spread_adds_up_to_the_table(sample: Path, capsys: Output) -> None:
    hsc = [r for r in records(capsys, "spread", sample) if r["strand"] == "HSC"]
    assert [(r["round"], r["interviews"], r["total"]) for r in hsc] == [("2014", 10, 27), ("2015", 10, 45)]
    for record in hsc:
        assert record["least"] <= record["median"] <= record["most"]
        assert record["without_largest"] == record["total"] - record["most"]


def test_the_spread_in_words_names_the_largest(sample: Path, capsys: Output) -> None:
    assert run_command(["spread", str(sample), "--by", "round"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split()[:4] == ["round", "strand", "interviews", "least"]
    assert len(rows) == 2 * 14


def test_beside_a_table_stands_how_it_spreads(sample: Path, tmp_path: Path) -> None:
    assert run_command(["export", str(sample), str(tmp_path / "table.csv")]) == 0
    with (tmp_path / "table-spread.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["strand"] == "JPD" and row["round"] == "2015"]
    assert sum(int(row["total"]) for row in rows) == 61
    assert {row["interviews"] for row in rows} == {"2"}


def test_codes_of_a_given_framework_tell_nothing(sample: Path, capsys: Output) -> None:
    assert run_command(["new-codes", str(sample)]) == 1
    assert "given before the interviews" in capsys.readouterr().err


def test_new_codes_come_in_the_order_of_interviewing(sample: Path, capsys: Output) -> None:
    with StudyFile.open(sample) as study:
        for interview_id, name in ((1, "dread"), (2, "dread"), (2, "laughing"), (5, "trains")):
            ids = dict(study.reader.exec_driver_sql("SELECT name, id FROM code").all())
            code_id = ids.get(name) or study.perform(add_code(1, None, name)).result
            study.perform(toggle_code(interview_id, 0, 20, code_id))
    found = records(capsys, "new-codes", sample)
    interviews = [r for r in found if r["kind"] == "interview"]
    assert sum(r["new_codes"] for r in interviews) == 3
    assert sum(r["mean_over_orders"] for r in interviews) == pytest.approx(3)
    assert found[-1]["kind"] == "saturation"


def test_what_asked_for_a_strand_is_said(sample: Path, capsys: Output) -> None:
    said = {r["prompted"] for r in records(capsys, "passages", sample)}
    assert {"list", "neither"} <= said <= {"list", "name", "neither", None}


def test_directions_are_counted_and_asked_for(sample: Path, tmp_path: Path, capsys: Output) -> None:
    with StudyFile.open(sample) as study:
        ids = dict(study.reader.exec_driver_sql("SELECT abbreviation, id FROM code").all())
        everything = codings_of(study.reader, list(ids.values()))
        study.perform(set_directions([each.id for each in everything], Direction.UNSAID))
        assert not any(each.direction for each in codings_of(study.reader, list(ids.values())))
        plain = records(capsys, "frequencies", sample, "--by", "round")
        notes = [r["text"] for r in plain if r["kind"] == "footnote"]
        assert notes[0].startswith("How often it was spoken of; direction not coded")
        assert run_command(["frequencies", str(sample), "--by", "direction"]) == 1
        some = sorted(each.id for each in everything if each.code_id == ids["FG"])[:3]
        study.perform(set_directions(some, Direction.LACKS))
    found = records(capsys, "frequencies", sample, "--by", "direction")
    fg = {r["direction"]: r["codings"] for r in found if r["kind"] == "number" and r["strand"] == "FG"}
    assert (fg["lacks"], fg["shows"], sum(fg.values()) - 3) == (3, 0, fg[None])
    alone = records(capsys, "frequencies", sample, "--by", "round", "--direction", "lacks")
    assert sum(r["codings"] for r in alone if r["kind"] == "number") == 3
    asked = records(capsys, "passages", sample, "--query", "fg direction:lacks")
    assert [(r["coding_id"], r["direction"]) for r in sorted(asked, key=lambda r: r["coding_id"])] == [
        (each, "lacks") for each in some
    ]
    assert run_command(["passages", str(sample), "--query", "fg[direction:lacks]"]) == 0
    assert "FG lacks" in capsys.readouterr().out
    assert run_command(["export", str(sample), str(tmp_path / "all.csv")]) == 0
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["direction"] for row in csv.DictReader(file)].count("lacks") == 3


def test_codes_that_meet_are_as_many_as_a_query_finds(sample: Path, capsys: Output) -> None:
    pairs = {(r["first"], r["second"]): r for r in records(capsys, "together", sample, "--query", "in:2015")}
    found = records(capsys, "passages", sample, "--query", "hsc and e&c in:2015")
    assert pairs["HSC", "E&C"]["both"] == len({(r["interview_id"], r["start"], r["end"]) for r in found}) > 1
    assert pairs["HSC", "E&C"]["first_in"] == 45


def test_rounds_are_counted_apart(sample: Path, capsys: Output) -> None:
    both = records(capsys, "together", sample, "--within", "turn", "--by", "round")
    whole = records(capsys, "together", sample, "--within", "turn")
    assert {r["round"] for r in both} == {"2014", "2015"}
    assert sum(r["both"] for r in both) == sum(r["both"] for r in whole)
    assert run_command(["together", str(sample), "--within", "turn"]) == 0
    assert "by chance" in capsys.readouterr().out


def test_which_code_follows_which_is_counted_in_steps(sample: Path, capsys: Output) -> None:
    follows = records(capsys, "together", sample, "--in-order")
    by_round = records(capsys, "together", sample, "--in-order", "--by", "round")
    assert sum(r["follows"] for r in by_round) == sum(r["follows"] for r in follows) > 0
    assert run_command(["together", str(sample), "--in-order"]) == 0
    assert "Order follows the questions" in capsys.readouterr().out


def test_the_course_of_interviews_counts_every_coding_once(sample: Path, capsys: Output) -> None:
    course = records(capsys, "together", sample, "--course")
    assert {r["part"] for r in course} == set(range(1, 11))
    assert sum(r["codings"] for r in course if r["code"] == "HSC") == 72
    assert run_command(["together", str(sample), "--course", "--csv"]) == 0
    lines = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [line["codings"] for line in lines] == [str(r["codings"]) for r in course]


def test_what_bears_on_the_models_order_has_the_figures_of_frequencies(sample: Path, capsys: Output) -> None:
    found = records(capsys, "together", sample, "--model-order", "--by", "round")
    spoken = {(r["round"], r["first"], r["said"]): r["passages"] for r in found if r["kind"] == "spoken"}
    assert [spoken["2015", code, "passages"] for code in ("JPD", "HSC", "CMP", "E&C")] == [61, 45, 26, 33]
    for code in ("PD", "HSC"):
        some = records(capsys, "passages", sample, "--query", f"{code.lower()}[direction:lacks] in:2015")
        lacking = {(r["interview_id"], r["start"], r["end"]) for r in some}
        assert spoken["2015", code, "lacks"] == len(lacking) > 0
    of_survey = (r for r in found if r["kind"] == "survey")
    marked = {(r["round"], r["first"], r["said"]): (r["marked"], r["of"]) for r in of_survey}
    assert (marked["2014", "JPD", "C"], marked["2014", "HSC", "A"]) == ((33, 93), (None, None))
    both = [r for r in found if r["kind"] == "order" and (r["first"], r["second"]) == ("HSC", "E&C")]
    pairs = records(capsys, "together", sample)
    meet = next(r for r in pairs if (r["first"], r["second"]) == ("HSC", "E&C"))
    assert sum(r["passages"] for r in both) == meet["both"] == 6
    assert run_command(["together", str(sample), "--model-order", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("kind,round,first,second,said,passages")
    assert run_command(["together", str(sample), "--model-order"]) == 0
    assert "talk, not growth" in capsys.readouterr().out


def test_lenses_are_crossed_on_the_same_words(sample: Path, capsys: Output) -> None:
    with StudyFile.open(sample) as study:
        framework_id = study.perform(add_shipped_framework("grid_group")).result
        framework = next(each for each in frameworks(study.reader) if each.id == framework_id)
        code_id = next(code.id for code in framework.codes if not code.is_group)
        place = records(capsys, "passages", sample, "--query", "hsc in:2015")[0]
        study.perform(toggle_code(place["interview_id"], place["start"], place["end"], code_id))
    crossed = records(capsys, "together", sample, "--lens", "Grid-Group")
    met = [r for r in crossed if r["both"] and r["second"] != "none"]
    assert "HSC" in {r["first"] for r in met}
    assert all(r["second_in"] == 1 for r in met)
    assert run_command(["together", str(sample), "--lens", "Grid-Group", "--within", "turn"]) == 1


@pytest.mark.parametrize(
    "query", ["unsure:no", "hsc in:2015 not school:C", "role:HD question:3", "e&c prompted:yes"]
)
def test_what_a_query_counts_is_what_it_lists(sample: Path, capsys: Output, query: str) -> None:
    listed = records(capsys, "passages", sample, "--query", query)
    found = records(capsys, "frequencies", sample, "--by", "round", "--query", query)
    numbers = [r for r in found if r["kind"] == "number"]
    assert len(listed) == sum(r["codings"] or 0 for r in numbers) > 0
    for strand in {r["strand"] for r in numbers if r["codings"]}:
        counted = sum(r["codings"] or 0 for r in numbers if r["strand"] == strand)
        assert counted == sum(r["strand"] == strand for r in listed)
    assert any("Only what is asked for" in r["text"] for r in found if r["kind"] == "footnote")


def test_groupings_cross_and_add_up_to_their_totals(sample: Path, capsys: Output) -> None:
    words = ["--by", "round", "--by", "school", "--by", "role"]
    found = records(capsys, "frequencies", sample, *words)
    place = {"strand": "HSC", "round": "2014", "school": "A"}
    hsc = [r for r in found if place.items() <= r.items()]
    cells = {r["role"]: r["codings"] for r in hsc if r["kind"] == "number"}
    assert cells == {"HD": 2, "SLT": None, "T": 3}  # A has a headteacher and a teacher in 2014
    assert [r["total"] for r in hsc if r["kind"] == "total"] == [5]
    over_all = {
        r["role"]: r["total"]
        for r in found
        if r.get("strand") == "HSC" and "school" not in r and r["round"] == "2014"
    }
    assert over_all["all roles"] == 27
    assert sum(n for role, n in over_all.items() if role != "all roles") >= 27


def test_units_have_the_names_that_are_spoken_of(sample: Path, capsys: Output) -> None:
    by_name = records(capsys, "frequencies", sample, "--unit", "answers")
    assert by_name == records(capsys, "frequencies", sample, "--once-per-answer")
    by_name = records(capsys, "frequencies", sample, "--unit", "word-share")
    assert by_name == records(capsys, "frequencies", sample, "--unit", "words")
    assert run_command(["frequencies", str(sample), "--unit", "letters"]) == 2


def test_what_is_asked_to_be_prompted_is_what_bars_of_what_was_prompted_say(
    sample: Path, capsys: Output
) -> None:
    for unit in ("codings", "per-interview"):
        words = ["--unit", unit, "--by", "round"]
        parted = records(capsys, "frequencies", sample, *words, "--by", "prompted")
        asked = records(capsys, "frequencies", sample, *words, "--query", "prompted:yes")
        by_group = {
            (r["round"], r["strand"], r["dimension"]): (r["written"], r["interviews"])
            for r in parted
            if r["kind"] == "number" and r["prompted"] == "prompted" and r["strand"]
        }
        by_query = {
            (r["round"], r["strand"], r["dimension"]): (r["written"], r["interviews"])
            for r in asked
            if r["kind"] == "number" and r["strand"]
        }
        assert by_query == by_group
        assert "not asked" in {written for written, _n in by_query.values()}


@pytest.mark.parametrize("rows", ["school-by-round", "school", "role", "person", "interview", "question"])
def test_a_matrix_in_words_has_the_numbers_of_its_records(sample: Path, capsys: Output, rows: str) -> None:
    counted = [r["passages"] for r in records(capsys, "matrix", sample, "--rows", rows, "--columns", "HSC")]
    assert run_command(["matrix", str(sample), "--rows", rows, "--columns", "HSC"]) == 0
    printed = capsys.readouterr().out.splitlines()[1:]
    assert [int(line.split()[-1]) for line in printed] == counted
