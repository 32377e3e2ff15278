"""Segments that other programs list as coded: codings where their words stand, a line where they do not."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from coding.intake.coded_tables import segment_counts
from coding.intake.left_out import left_out
from coding.intake.mark_corrections import with_label
from coding.intake.mark_summary import marks_summary
from coding.intake.plan import ImportPlan
from coding.notation.hand_marks import MarkState
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.queries.codebook import frameworks
from storage.queries.coders import coders
from storage.queries.codings import codings
from storage.queries.texts import transcript
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

TALK = """Interviewer: How did it begin?
Teacher: We planned together, every Monday. It took a year.
Interviewer: And then?
Teacher: Then we told each other what didn’t work.
We trusted each other by then."""
MAXQDA = (
    ("Color", "Document group", "Document name", "Code", "Begin", "End", "Segment", "Author", "Comment"),
    ("●", "2015", "B2 talk", "{a}", "2", "2", "We planned together, every Monday.", "Ann", "early"),
    ("●", "2015", "B2 talk", "Parent\\{b}", "4", "5", "what didn't work.\nWe trusted each other", "Bob", ""),
)
NVIVO = (
    ("Name", "File", "Code", "Coded Text", "Coded By", "Modified On"),
    ("1", "Files\\\\2015\\\\B2 talk", "Nodes\\\\{a}",
     "We planned together, every Monday.", "Ann", "1/2/2024"),
    ("2", "Files\\\\2015\\\\B2 talk", "Nodes\\\\{b}",
     "what didn’t work.\n\nTeacher: We trusted each other", "Bob", "1/2/2024"),
)  # fmt: skip
ATLAS = (
    ("ID", "Document", "Quotation Name", "Quotation Content", "Codes", "Comment", "Created by"),
    ("1:1", "B2 talk.txt", "We planned", "We planned together, every Monday.", "{a}\n{b}", "early", "Ann"),
)
DEDOOSE = (
    (
        "Media Title",
        "Excerpt Range",
        "Excerpt Copy",
        "Excerpt Creator",
        "Code: {a} Applied",
        "Code: {b} Applied",
    ),
    ("B2 talk.txt", "10-40", "We planned together, every Monday.", "Ann", "True", "False"),
    ("B2 talk.txt", "50-90", "  we trusted EACH other by then…", "Bob", "False", "True"),
)
QUALCODER = (
    ("File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category"),
    ("B2 talk.txt", "Ann", "We planned together, every Monday.", "ctid:1", "{a}", "early", "Parent"),
    ("B2 talk.txt", "Bob", "We trusted each other by then.", "ctid:2", "{b}", "", "Parent"),
)
TAGUETTE = (
    ("id", "document", "tag", "content"),
    ("1", "B2 talk", "{a}", "We planned together, every Monday."),
    ("2", "B2 talk", "{b}", "We trusted each other by then."),
)


def planned(study: StudyFile, tmp_path: Path, rows: Sequence[Sequence[str]], ending: str) -> ImportPlan:
    folder = tmp_path / "2015"
    folder.mkdir()
    (folder / "B2 talk.txt").write_text(TALK)
    first, second = (code.name for code in frameworks(study.reader)[0].strands()[:2])
    cells = [[cell.replace("{a}", first).replace("{b}", second) for cell in row] for row in rows]
    path = folder / f"coded{ending}"
    if ending == ".xlsx":
        book = openpyxl.Workbook()
        for row in cells:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        out = io.StringIO()
        csv.writer(out).writerows(cells)
        path.write_text(out.getvalue())
    return plan_import([folder], known_study(study.reader))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (MAXQDA, [("Ann", "We planned together, every Monday."),
                  ("Bob", "what didn’t work.\nWe trusted each other")]),
        (NVIVO, [("Ann", "We planned together, every Monday."),
                 ("Bob", "what didn’t work.\nWe trusted each other")]),
        (ATLAS, [("Ann", "We planned together, every Monday.")] * 2),
        (DEDOOSE, [("Ann", "We planned together, every Monday."), ("Bob", "We trusted each other by then")]),
        (QUALCODER, [("Ann", "We planned together, every Monday."),
                     ("Bob", "We trusted each other by then.")]),
        (TAGUETTE, [("", "We planned together, every Monday."), ("", "We trusted each other by then.")]),
    ],
    ids=["maxqda", "nvivo", "atlas", "dedoose", "qualcoder", "taguette"],
)  # fmt: skip
def test_what_another_program_coded_becomes_codings(
    study: StudyFile,
    tmp_path: Path,
    rows: Sequence[Sequence[str]],
    found: list[tuple[str, str]],
    ending: str,
) -> None:
    if ending == ".xlsx" and rows is not MAXQDA:
        return
    plan = planned(study, tmp_path, rows, ending)
    assert len(plan.rows) == 1
    counts = segment_counts(plan)
    assert (counts.all, counts.found) == (len(rows) - 1, len(rows) - 1)
    assert [each for each in left_out(plan) if each.name.startswith("coded")] == []
    (id_,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    stored = transcript(study.reader, id_)
    assert stored is not None
    names = {coder.id: coder.name for coder in coders(study.reader)}
    made = sorted(codings(study.reader, id_))
    said = [(names[each.coder_id or 1], stored.text[each.start : each.end]) for each in made]
    assert said == [(who or names[1], words) for who, words in found]


def test_what_is_not_found_is_listed_and_what_is_not_understood_asked(
    study: StudyFile, tmp_path: Path
) -> None:
    rows = (
        ("Document", "Code", "Segment"),
        ("B2 talk", "Warmth", "We planned together, every Monday."),
        ("B2 talk", "{a}", "Nobody ever said these words here."),
        ("C3 talk", "{a}", "These words are of another talk."),
    )
    plan = planned(study, tmp_path, rows, ".csv")
    counts = segment_counts(plan)
    assert (counts.found, len(counts.not_found), len(counts.without_file)) == (1, 1, 1)
    reasons = [f"{each.name}: {each.reason}" for each in left_out(plan)]
    assert any("not found in the text: “Nobody ever said these words here.”" in each for each in reasons)
    assert "C3 talk: 1 coded segment is of no file here." in reasons
    assert [mark.state for mark in plan.rows[0].marks] == [MarkState.NOT_UNDERSTOOD]
    code = frameworks(study.reader)[0].strands()[0].id
    assert marks_summary(with_label(plan, "Warmth", code)).by_code == {code: 1}


def test_a_list_of_who_is_who_is_no_table_of_segments(study: StudyFile, tmp_path: Path) -> None:
    rows = (("File", "Code", "Note", "Text"), ("B2 talk", "A1", "late", "x"), ("C3", "A2", "", "y"))
    assert planned(study, tmp_path, rows, ".csv").segments == ()
