"""Answers by question as files, records and summaries, on the sample study."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from coding.errors import UserError
from storage.operations.filing import file_under
from storage.operations.questions import set_heading
from storage.operations.summaries import sum_up_answers
from storage.queries.answers import answer_records, wanted_issues
from storage.queries.coders import everybody
from storage.queries.questions import questions
from storage.queries.study_data import analysis_data
from storage.queries.summaries import answer_summaries
from storage.sample_study import open_copy
from storage.study.study_file import StudyFile
from storage.writers.answers import AnswersOf, export_answers
from tests.storage.dumps import perform_both_ways

Y2014, Y2015 = 1, 2


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[StudyFile]:
    """Open a copy of the sample study: eight questions in 2014, six in 2015, two under one heading."""
    study = StudyFile.open(open_copy(tmp_path))
    listed = questions(study.reader)
    assert [len([q for q in listed if q.round_id == round_id]) for round_id in (Y2014, Y2015)] == [8, 6]
    study.perform(set_heading([listed[7].id, listed[8].id], "Change"))
    yield study
    study.close()


def records(study: StudyFile, heading: str) -> list[dict[str, object]]:
    data = analysis_data(study.reader, 1, everybody(study.reader))
    wanted = [issue for issue in wanted_issues(data) if issue.name == heading]
    return [dict(each) for each in answer_records(study.reader, data, wanted)]


def test_a_heading_holds_both_rounds(sample: StudyFile) -> None:
    found = records(sample, "Change")
    asked = [
        (r["round"], r["number"], r["answers"], r["interviews"]) for r in found if r["kind"] == "question"
    ]
    assert asked == [("2014", 8, 10, 10), ("2015", 1, 10, 10)]
    joint = next(r for r in found if r.get("attribution") == "Headteacher and deputy head, School B, 2015")
    assert str(joint["text"]).startswith("Headteacher: Well, the bucket's gone")
    assert "\nDeputy head: It follows the rain.\n" in str(joint["text"])


def test_summaries_are_kept_of_each_round(sample: StudyFile) -> None:
    first = questions(sample.reader)[7].id
    perform_both_ways(sample, sum_up_answers(first, Y2014, "  Hope, mostly.  "))
    sample.perform(sum_up_answers(first, Y2014, "Hope."))
    written = {cell: summary.text for cell, summary in answer_summaries(sample.reader).items()}
    assert written == {(first, Y2014): "Hope."}
    said = [(r["round"], r["text"]) for r in records(sample, "Change") if r["kind"] == "summary"]
    assert said == [("2014", "Hope.")]
    sample.perform(sum_up_answers(first, Y2014, ""))  # typing that goes on: one step of undo
    assert answer_summaries(sample.reader) == {}
    sample.undo()
    sample.redo()
    assert answer_summaries(sample.reader) == {}
    with pytest.raises(UserError):
        sample.perform(sum_up_answers(99, Y2014, "x"))


def test_what_is_filed_says_where_it_was_said(sample: StudyFile) -> None:
    last = questions(sample.reader)[13]
    answer = next(r for r in records(sample, "Change") if r["kind"] == "answer")
    interview_id, start, end = (answer[name] for name in ("interview_id", "start", "end"))
    assert isinstance(interview_id, int)
    assert isinstance(start, int)
    assert isinstance(end, int)
    sample.perform(file_under(last.id, interview_id, [(start, start + 40)]))
    filed = next(r for r in records(sample, last.text) if r.get("filed_from") is not None)
    assert (filed["start"], filed["filed_from"]) == (start, answer["question"])
    left = next(r for r in records(sample, "Change") if r.get("interview_id") == interview_id)
    assert str(left["text"]).startswith(f"[filed under “{last.text}”: ")


def test_word_and_csv_hold_the_same_answers(sample: StudyFile, tmp_path: Path) -> None:
    first = questions(sample.reader)[7].id
    sample.perform(sum_up_answers(first, Y2014, "Mostly **hope**."))
    coders = everybody(sample.reader)
    table, text = tmp_path / "a.csv", tmp_path / "a.docx"
    export_answers(sample.path, table, coders, 1)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["heading"] == "Change"]
    assert [row["kind"] for row in rows] == ["summary", *["answer"] * 20]
    export_answers(sample.path, text, coders, 1, AnswersOf(first, Y2014))
    document = Document(str(text))
    found = [(each.style.name, each.text) for each in document.paragraphs if each.style is not None]
    assert ("Heading 1", "Change") in found
    assert ("Note", "10 answers in 10 of 10 interviews") in found
    assert ("Normal", "Mostly hope.") in found
    said = [line for row in rows if row["round"] == "2014" for line in row["text"].split("\n")]
    assert [words for style, words in found if style == "Quotation"] == said[1:]
