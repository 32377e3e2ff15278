"""What a batch does not bring in is listed, and the report holds it."""

from dataclasses import replace

from coding.intake.corrections import with_include
from coding.intake.import_report import excerpt, import_report, unread_marks
from coding.intake.left_out import left_out
from coding.intake.plan import ImportPlan, IncomingFile
from coding.intake.tables import with_table
from coding.intake.taken_tables import ColumnUse
from coding.model.document import Comment, Document, Highlight, Table
from coding.model.framework import Code, Framework
from coding.model.study import Span
from coding.notation.hand_marks import UNREAD, HandRules, MarkSource
from tests.coding.intake.plans import new_study, plan_of

CODES = (Code(1, None, "Trust", "TRU"), Code(2, None, "Joint practice", "JPD"))
KNOWN = new_study(framework=Framework(1, "F", "F", ("code",), (), CODES))
TALK = ("Interviewer: How was it?", "Head: We planned it all together, every week. JPD", "Head: Well then.")


def plan(rules: HandRules = UNREAD) -> ImportPlan:
    document = Document(
        TALK,
        highlights=(Highlight(2, 6, 15, "yellow"),),
        comments=(Comment("Ann", "TRU", (2, 6), (2, 15)),),
        notes=("A picture was left out.",),
    )
    return plan_of([IncomingFile("/a/B2.docx", "B2.docx", sha256="1", document=document)], KNOWN, rules)


def reasons(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(line.name, line.reason) for line in left_out(plan)]


def test_parts_of_a_file_are_named_and_what_is_not_read() -> None:
    assert reasons(plan(HandRules())) == [("B2.docx", "A picture was left out.")]
    assert reasons(plan()) == [
        ("B2.docx", "A picture was left out."),
        ("B2.docx", "1 coloured stretch is not read."),
        ("B2.docx", "1 comment is not read."),
    ]


def test_whole_files_say_why_they_stay_outside() -> None:
    assert reasons(with_include(plan(), [0], include=False)) == [("B2.docx", "Left out by hand.")]
    there = replace(KNOWN, sources={"1": "B2 (2014)"})
    again = plan_of([plan().rows[0].file], there)
    assert reasons(again) == [("B2.docx", "The same as B2 (2014); left out.")]
    broken = plan_of([IncomingFile("/a/x.pdf", "x.pdf", problem="It is empty.")], KNOWN)
    assert reasons(broken) == [("x.pdf", "It is empty.")]
    assert reasons(replace(ImportPlan(), ignored_files=("a.mp3",))) == [("a.mp3", "No transcript; skipped.")]


def test_rows_of_a_table_that_meet_no_file_are_listed() -> None:
    table = Table("who.csv", ("file", "person"), (("B2.docx", "Ann"), ("C9.docx", "Bob")))
    taken = with_table(plan(HandRules()), table, (ColumnUse.FILE, ColumnUse.PERSON))
    assert reasons(taken)[1:] == [("who.csv", "No file for “C9.docx, Bob”.")]


def test_marks_that_are_not_read_are_counted() -> None:
    assert unread_marks(plan()) == {MarkSource.LETTERS: 1, MarkSource.COLOUR: 1, MarkSource.COMMENT: 1}
    assert unread_marks(plan(HandRules(read_comments=False))) == {MarkSource.COMMENT: 1}
    assert unread_marks(plan(HandRules())) == {}


def test_the_report_counts_by_strand_and_says_every_mark() -> None:
    report = import_report(plan(HandRules()))
    assert report["summary"]["by_strand"] == {"TRU": 1, "JPD": 1}
    assert report["files"][0]["codings"] == {"TRU": 1, "JPD": 1}
    assert [mark["state"] for mark in report["files"][0]["marks"]].count("understood") == 2
    assert report["colours"][0]["means"] == "not said"


def test_a_file_that_is_left_out_counts_nothing() -> None:
    report = import_report(with_include(plan(HandRules()), [0], include=False))
    assert (report["summary"]["codings"], report["files"][0]["codings"]) == (0, {})


def test_an_excerpt_keeps_beginning_and_end() -> None:
    text = "a" * 100 + "\n" + "b" * 100
    assert excerpt(text, Span(0, 201)) == "a" * 60 + " … " + "b" * 60
    assert excerpt("one\ntwo", Span(0, 7)) == "one two"
