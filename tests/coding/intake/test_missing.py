"""What nobody has said yet is asked once for many files."""

from coding.intake.corrections import (
    with_date,
    with_include,
    with_role,
    with_round,
    with_school,
    with_speaker,
)
from coding.intake.missing import Missing, MissingField, missing
from coding.intake.row_notes import remarks
from coding.model.study import SpeakerKind
from tests.coding.intake.test_arrivals import TALK, file, plan


def fields(found: tuple[Missing, ...]) -> list[tuple[str, tuple[int, ...], str]]:
    return [(one.field.value, one.indices, one.folder) for one in found]


def test_files_of_a_folder_are_asked_about_together() -> None:
    planned = plan(
        file("first/one.docx"), file("first/two.docx"), file("second/one.docx"), file("2015/B2.docx")
    )
    assert fields(missing(planned)) == [
        ("round", (0, 1), "first"),
        ("round", (2,), "second"),
        ("school", (0, 1), "first"),
        ("school", (2,), "second"),
        ("role", (0, 1, 2), ""),
    ]
    assert missing(planned)[0].examples == ("one.docx", "two.docx")


def test_nothing_is_asked_once_all_is_said() -> None:
    planned = plan(file("x/one.docx"), file("x/two.docx"))
    assert {one.folder for one in missing(planned)} == {""}
    said = with_role(with_school(with_round(planned, [0, 1], "2015"), [0, 1], "B"), [0, 1], 2)
    assert missing(said) == ()
    dated = with_date(said, [0], "2015-06-12")
    assert fields(missing(dated)) == [("date", (1,), "")]


def test_who_asks_is_asked_where_nobody_is_known_to() -> None:
    planned = plan(file("2015/B2.docx", TALK), file("2015/B3.docx", TALK))
    silent = with_speaker(planned, [1], "Interviewer", SpeakerKind.PARTICIPANT)
    assert [one.indices for one in missing(silent) if one.field is MissingField.INTERVIEWER] == [(1,)]
    assert missing(with_include(silent, [1], include=False)) == ()


def test_a_label_that_says_another_role_than_the_file_is_asked_about() -> None:
    text = TALK.replace("Female Voice 1:", "Headteacher:")
    planned = plan(file("2015/B1.docx", text), file("2015/B2.docx", text))
    assert fields(missing(planned)) == [("two roles", (0,), "")]
    said = "The label “Headteacher” says role 2, but role 1 was guessed from the file’s name."
    assert said in remarks(planned.rows[0])
    assert said not in remarks(planned.rows[1])
    assert missing(with_role(planned, [0], 2)) == ()
