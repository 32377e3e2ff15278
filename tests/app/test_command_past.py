"""``--as-of``: a table as it was, from the journal, with the reason of each difference."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from app.cli.main import run_command
from coding.model.study import Coding
from storage.operations.codebook import edit_entry
from storage.operations.codings import take_off
from storage.operations.many_codings import recode
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.queries.texts import interviews
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from tests.app.test_command_line import Output, records

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return the sample study, of which two HSC codings were taken off today and one became JPD."""
    path = Path(copyfile(SHIPPED, tmp_path / "sample.strandline"))
    with StudyFile.open(path) as study:
        strands = {code.abbreviation: code.id for code in frameworks(study.reader)[0].codes}
        held = [
            each for interview in interviews(study.reader) for each in codings(study.reader, interview.id)
        ]
        jpd = [each for each in held if each.code_id == strands["JPD"]]
        alone = [each for each in held if each.code_id == strands["HSC"] and not _meets(each, jpd)]
        for coding in alone[:2]:
            study.perform(take_off(coding.id))
        study.perform(edit_entry(strands["HSC"], "definition", "Trust, and what it rests on."))
        study.perform(recode([alone[2].id], strands["JPD"]))
    return path


def _meets(coding: Coding, others: list[Coding]) -> bool:
    same = (each for each in others if each.transcript_id == coding.transcript_id)
    return any(each.start < coding.end and coding.start < each.end for each in same)


def test_the_known_totals_are_those_of_yesterday(changed: Path, capsys: Output) -> None:
    """By hand: HSC 72 and JPD 83 in both rounds; today 72 - 2 - 1 and 83 + 1."""
    then = records(capsys, "frequencies", changed, "--as-of", YESTERDAY, "--by", "round")
    now = records(capsys, "frequencies", changed, "--by", "round")
    assert _totals(then) == (72, 83)
    assert _totals(now) == (69, 84)
    said = " ".join(str(each["text"]) for each in then if each["kind"] == "as of")
    assert "HSC: 72 then, 69 now" in said
    assert "JPD: 83 then, 84 now (1 came: Many codings at once)" in said
    under = records(capsys, "frequencies", changed, "--as-of-version", "v1", "--by", "round")
    assert _totals(under) == (70, 83)  # the two were taken off before the entry was changed
    assert len(records(capsys, "passages", changed, "--as-of", YESTERDAY, "--strand", "HSC")) == 72


def _totals(found: list[dict[str, Any]]) -> tuple[int, int]:
    held = [each for each in found if each["kind"] == "number"]
    return tuple(sum(each["codings"] for each in held if each["strand"] == name) for name in ("HSC", "JPD"))  # type: ignore[return-value]


def test_what_is_not_known_is_said(changed: Path, capsys: Output) -> None:
    assert run_command(["frequencies", str(changed), "--as-of", "2001-03-12"]) == 1
    assert "was begun on" in capsys.readouterr().err
    assert run_command(["frequencies", str(changed), "--as-of", "March"]) == 1
    assert run_command(["frequencies", str(changed), "--as-of-version", "v99"]) == 1
    assert "There are versions 1 to" in capsys.readouterr().err
    assert run_command(["frequencies", str(changed), "--as-of", YESTERDAY, "--as-of-version", "v1"]) == 2
