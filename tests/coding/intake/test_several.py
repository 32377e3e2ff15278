"""Several interviews in one file: told by their headings, offered, taken apart with what stands on them."""

from dataclasses import replace

import pytest

from coding.intake.several import parts_of, with_taken_apart
from coding.model.document import Comment, Document, Highlight
from tests.coding.intake.test_arrivals import file, plan

TALK = "Interviewer: How?\nTeacher: So it was.\nInterviewer: And?\nTeacher: That is all."


def joined(*heads: str, talk: str = TALK) -> str:
    return "\n".join(f"{head}\n{talk}" for head in heads)


@pytest.mark.parametrize(
    "heads",
    [
        ("Interview 1", "Interview 2", "Interview 3"),
        ("Participant 7", "Participant 12"),
        ("Transcript No. 1: School A", "Transcript No. 2: School B"),
        ("Interview with Mara Quill, 12 June", "Interview with Bob Carr"),
        ("RESPONDENT 1", "RESPONDENT 2"),
        ("B2 – headteacher", "C4 – deputy"),
        ("=== Interview 1 ===", "=== Interview 2 ==="),
        ("Befragte 1", "Befragter 2"),
        ("Entrevista 1", "Entrevista 2"),
        ("Case 1", "Case 2"),
    ],
)
def test_headings_part_interviews(heads: tuple[str, ...]) -> None:
    planned = plan(file("all.docx", joined(*heads)))
    assert [part.heading for part in parts_of(planned.rows[0].file.document)] == list(heads)
    apart = with_taken_apart(planned, [0])
    assert [row.kind for row in apart.rows] == ["interview"] * len(heads)
    assert [row.words for row in apart.rows] == [8] * len(heads)


@pytest.mark.parametrize(
    "text",
    [
        TALK,
        joined("Interview 1", "Interview 1"),  # stands on every page
        "\n".join(f"Participant {n}\nI think so.\nYes." for n in range(1, 9)),  # who speaks, once each
        "\n".join(f"Participant {n % 3}: I think so." for n in range(12)),
        joined("1", "2", "3"),  # too short for a number alone, which pages have too
        "Interview 1\n" + TALK,
    ],
)
def test_what_is_one_interview_is_not_parted(text: str) -> None:
    assert parts_of(Document(tuple(text.split("\n")))) == ()


def test_numbers_alone_part_long_ones() -> None:
    text = joined("1", "2", talk=f"{TALK}\n{TALK}")
    assert [part.heading for part in parts_of(Document(tuple(text.split("\n"))))] == ["1", "2"]


def test_what_stands_on_a_part_goes_with_it() -> None:
    given = file("all.docx", joined("Interview A1", "Interview B2"))
    comment = Comment("Ann", "look", (7, 9), (7, 11))
    marked = replace(given.document, highlights=(Highlight(2, 9, 11, "yellow"), Highlight(7, 0, 4, "blue")),
                     comments=(comment,))  # fmt: skip
    first, second = with_taken_apart(plan(replace(given, document=marked)), [0]).rows
    assert [each.paragraph for each in first.file.document.highlights] == [2]
    assert [(each.paragraph, each.colour) for each in second.file.document.highlights] == [(2, "blue")]
    assert [each.start for each in second.file.document.comments] == [(2, 9)]
    assert (first.file.name, second.file.name) == ("all – Interview A1.docx", "all – Interview B2.docx")
    assert (first.keys, second.keys) == ("A1", "B2")
