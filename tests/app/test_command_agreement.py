"""``strandline agreement``: the figures of the Coders page, and nothing before they are fixed."""

import json
from pathlib import Path
from shutil import copyfile

import pytest

from app.cli.main import run_command
from coding.model.study import State
from coding.text.times import local_day
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.operations.reading import set_blind, set_state
from storage.queries.agreement import agreement_rule
from storage.study.operation import now
from storage.study.study_file import StudyFile
from storage.writers.agreement import FIELDS


@pytest.fixture
def two(filled_study: Path, tmp_path: Path) -> Path:
    """Return a study whose one interview two people are done with; one coding of theirs is the same."""
    path = Path(copyfile(filled_study, tmp_path / "two.strandline"))
    with StudyFile.open(path) as study:
        jn = study.perform(add_coder("J. Nolan")).result
        study.perform(toggle_code(1, 23, 47, 7, coder_id=jn))
        for coder_id in (1, jn):
            study.coder_id = coder_id
            study.perform(set_state(1, State.DONE))
    return path


def test_nothing_is_printed_before_it_is_fixed(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["agreement", str(two)]) == 1
    said = capsys.readouterr()
    assert not said.out
    assert "has not been fixed yet" in said.err


def test_it_is_fixed_once_with_its_date_and_printed(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["agreement", str(two), "--fix", "--unit", "sentence"]) == 0
    said = capsys.readouterr().out
    assert "Unit: sentence · alpha · passages found by each reader; fixed 2" in said
    assert "1 of 3 codings are the same (Me 3, JN 1)" in said
    assert run_command(["agreement", str(two), "--fix"]) == 1
    with StudyFile.open(two) as study:
        rule = agreement_rule(study.reader)
        assert rule is not None
        assert len(rule.fixed) == 1


def test_another_unit_is_shown_for_once(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["agreement", str(two), "--fix"])
    capsys.readouterr()
    assert run_command(["agreement", str(two), "--unit", "passage", "--coefficient", "f1"]) == 0
    assert "shown for once, not as it was fixed" in capsys.readouterr().out


def test_records_have_every_field_and_its_reason(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["agreement", str(two), "--fix"])
    capsys.readouterr()
    assert run_command(["agreement", str(two), "--json", "--coder", "JN", "--coder", "me"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert all(tuple(record) == FIELDS for record in records)
    first = records[0]
    assert (first["first_coder"], first["second_coder"], first["units"]) == ("J. Nolan", "Me", 2)
    assert all(record["alpha"] is not None or record["why_not"] for record in records)


def test_a_blind_reading_hides_all(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["agreement", str(two), "--fix"])
    with StudyFile.open(two) as study:
        study.coder_id = 2
        study.perform(set_state(1, State.NOT_STARTED))
        study.perform(set_blind(1, blind=True))
    capsys.readouterr()
    assert run_command(["agreement", str(two)]) == 1
    assert not capsys.readouterr().out


def test_a_blind_reading_that_is_done_is_said(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_command(["agreement", str(two), "--fix"])
    with StudyFile.open(two) as study:
        study.coder_id = 2
        study.perform(set_state(1, State.NOT_STARTED))
        study.perform(set_blind(1, blind=True))
        study.perform(set_state(1, State.DONE))
    capsys.readouterr()
    words = f"JN read without seeing the codings of Me, {local_day(now())}"
    assert run_command(["agreement", str(two)]) == 0
    assert f"{words}.\n" in capsys.readouterr().out
    assert run_command(["agreement", str(two), "--json"]) == 0
    assert {each["read_blind"] for each in json.loads(capsys.readouterr().out)} == {words}


def test_who_is_compared_has_to_be_two(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["agreement", str(two), "--coder", "JN"]) == 1
    assert "Name two of these" in capsys.readouterr().err
