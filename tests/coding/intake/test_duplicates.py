"""The same talk twice in one batch: the better file is kept, and nobody's codes are lost."""

import pytest

from coding.intake.corrections import with_include
from coding.intake.plan import ImportPlan, IncomingFile
from coding.intake.row_notes import remarks
from coding.model.document import Comment, Document, Highlight
from tests.coding.intake.plans import NEW_STUDY, plan_of

SAID = "Head: We planned it all together, every week, and each of us wrote a part of it down by hand."
TALK = ("Interviewer: How was it?", SAID, "Interviewer: Go on.")
TIMED = (
    "[00:01] Interviewer: How was it?",
    f"[00:04] {SAID}",
    *TALK[2:],
)


def file(name: str, *paragraphs: str, sha256: str = "", **parts: object) -> IncomingFile:
    document = Document(paragraphs or TALK, **parts)  # type: ignore[arg-type]
    rank = ("docx", "txt", "pdf").index(name[-4:].strip("."))
    return IncomingFile(f"/a/{name}", name, sha256=sha256 or name, document=document, rank=rank)


def planned(files: list[IncomingFile]) -> ImportPlan:
    return plan_of(files, NEW_STUDY)


def left_out(plan: ImportPlan) -> dict[str, str]:
    return {row.file.name: row.duplicate_of for row in plan.rows if not row.include}


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_words_come_in_once_from_the_better_file(order: int) -> None:
    names = ["B2 - Copy.docx", "B2.pdf", "B2.docx", "B2 (1).docx", "B2.txt"]
    plan = planned([file(name) for name in names[::order]])
    assert left_out(plan) == {name: "B2.docx" for name in names if name != "B2.docx"}


def test_times_are_better_than_none() -> None:
    assert left_out(planned([file("a.docx"), file("a.txt", *TIMED)])) == {"a.docx": "a.txt"}


def test_the_original_of_a_copied_file_is_kept() -> None:
    plan = planned([file("Copy of a.docx", sha256="1"), file("a.docx", sha256="1")])
    assert left_out(plan) == {"Copy of a.docx": "a.docx"}


def test_other_line_ends_and_blanks_are_no_other_words() -> None:
    wrapped = (TALK[0], SAID.replace("it all", "it  all").replace(", e", ",\te"), TALK[2])
    assert left_out(planned([file("a.txt"), file("b.txt", *wrapped)])) == {"b.txt": "a.txt"}


def test_two_readings_of_the_same_words_both_come_in() -> None:
    first = file("JN.docx", highlights=(Highlight(1, 6, 15, "yellow"),))
    second = file("SR.docx", comments=(Comment("SR", "JPD", (1, 6), (1, 15)),))
    assert left_out(planned([first, second])) == {}
    assert left_out(planned([first, second, file("bare.docx")])) == {"bare.docx": "JN.docx"}


def test_other_words_are_another_talk() -> None:
    assert left_out(planned([file("a.txt"), file("b.txt", TALK[0], SAID.replace("wrote", "read"))])) == {}


@pytest.mark.parametrize("sha256", ["", "1"])
def test_the_same_words_under_two_keys_both_come_in_and_are_said_to_be_the_same(sha256: str) -> None:
    plan = planned([file(name, sha256=sha256) for name in ("A1 and B2.docx", "A1 and C5.docx", "A1.docx")])
    assert left_out(plan) == {}
    same = "The same as A1 and B2.docx; it comes in a second time."
    assert [same in remarks(row) for row in plan.rows] == [False, True, True]
    assert left_out(planned([file("A1 a.docx"), file("A1 b.docx")])) == {"A1 b.docx": "A1 a.docx"}


def test_a_few_words_can_be_alike_by_chance() -> None:
    few = ("Interviewer: Shall we?", "Head: Not today.")
    assert left_out(planned([file("a.txt", *few), file("b.txt", *few)])) == {}


def test_what_a_person_insists_on_comes_in() -> None:
    plan = with_include(planned([file("a.docx"), file("a.txt")]), [1], include=True)
    assert left_out(plan) == {}
