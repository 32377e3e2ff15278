"""What is guessed of files that arrive, and how guesses are put right."""

import pytest

from coding.intake.corrections import (
    with_author,
    with_case,
    with_date,
    with_include,
    with_kind,
    with_new_people,
    with_people,
    with_person,
    with_role,
    with_round,
    with_school,
    with_speaker,
    with_speaker_person,
    without_label,
)
from coding.intake.fold import with_known
from coding.intake.import_report import report
from coding.intake.known_study import KnownInterview, KnownPost, KnownStudy
from coding.intake.plan import GuessSource, ImportPlan, ImportRow, IncomingFile
from coding.model.document import Document
from coding.model.study import InterviewKind, Role, Round, School, SpeakerKind
from tests.coding.intake.plans import NEW_STUDY, new_study, plan_of

TALK = "Interviewer: How?\nFemale Voice 1: Well, so.\nInterviewer: And?\nFemale Voice 1: Yes."
JOINT = "Bxxxxx-HT/DHT\nInterviewer: How?\nHead: So.\nDeputy: And so.\nInterviewer: Why?\nHead: No."


def file(path: str, text: str = TALK, sha256: str = "") -> IncomingFile:
    """Return a file as if it had been read; of the path everything but the name is folders."""
    *folders, name = path.split("/")
    return IncomingFile(
        path, name, tuple(reversed(folders)), sha256 or path, Document(tuple(text.split("\n")))
    )


def plan(*files: IncomingFile, known: KnownStudy | None = None) -> ImportPlan:
    return plan_of(files, known or NEW_STUDY)


def one(path: str, text: str = TALK) -> ImportRow:
    return plan(file(path, text)).rows[0]


def names(planned: ImportPlan) -> list[list[str]]:
    return [[participant.name for participant in import_row.participants] for import_row in planned.rows]


@pytest.mark.parametrize(
    "path",
    ["2015/B2 head.docx", "Round 2 2015/School B/headteacher.docx", "x/B2_2015.docx", "2015/B/HT.docx"],
)
def test_round_school_and_role_come_from_the_path(path: str) -> None:
    import_row = one(path)
    assert (import_row.round.value, import_row.school.value, import_row.keys) == ("2015", "B", "B2")
    assert import_row.round.is_guess
    assert import_row.school.is_guess


def test_the_heading_says_who_takes_part() -> None:
    import_row = one("2015/B2.docx", JOINT)
    assert [
        (participant.name, participant.role, participant.title) for participant in import_row.participants
    ] == [
        ("B2 headteacher", 2, "Headteacher"),
        ("B2 deputy", 2, "Deputy"),
    ]
    assert [
        (speaker_label.label, speaker_label.participant) for speaker_label in import_row.speaker_labels
    ] == [
        ("Interviewer", None),
        ("Head", 0),
        ("Deputy", 1),
    ]


def test_voices_of_a_joint_interview_that_say_no_role_are_nobody_yet() -> None:
    import_row = one("B2.docx", JOINT.replace("Head:", "Male Voice 1:").replace("Deputy:", "Female Voice 1:"))
    assert len(import_row.participants) == 2
    assert [speaker_label.participant for speaker_label in import_row.speaker_labels] == [None, None, None]


def test_a_group_is_a_person_a_voice() -> None:
    import_row = one("2015/A5 group.docx", "Interviewer: How?\nTeacher 1: So.\nTeacher 2: No.")
    assert [(participant.name, participant.role) for participant in import_row.participants] == [
        ("A5 Teacher 1", 5),
        ("A5 Teacher 2", 5),
    ]


def test_the_heading_of_a_single_voice_says_its_title() -> None:
    import_row = one("2014/C5.docx", "Hxxxxx-NQT\n" + TALK)
    assert [(participant.name, participant.title) for participant in import_row.participants] == [
        ("C5", "Newly qualified teacher")
    ]


@pytest.mark.parametrize("label", ["Interviewer", "INT", "I", "Researcher", "Q", "Moderator 1"])
def test_the_interviewer_is_known_by_the_label(label: str) -> None:
    import_row = one("x.txt", f"{label}: How?\nR: Is it?\nR: Why?\n{label}: So?\nR: Yes?")
    assert [str(speaker_label.kind) for speaker_label in import_row.speaker_labels] == [
        "interviewer",
        "participant",
    ]
    assert import_row.speaker_labels_source is GuessSource.LABELS


def test_else_the_one_who_asks_most_is_taken_for_the_interviewer() -> None:
    import_row = one("x.txt", "Anna: Is it?\nBen: Is it what?\nAnna: Good?\nBen: Yes.\nUnknown: No.")
    kinds = [str(speaker_label.kind) for speaker_label in import_row.speaker_labels]
    assert kinds == ["interviewer", "participant", "unknown"]
    assert import_row.speaker_labels_source is GuessSource.QUESTIONS


def test_words_are_counted_by_voice() -> None:
    import_row = one("x.txt", TALK + "\nUnknown: Hm [laughs] hm.")
    assert (import_row.words, import_row.participant_words) == (7, 3)


def test_the_same_key_in_another_round_is_the_same_person() -> None:
    planned = plan(file("2014/B5.docx"), file("2015/B5.docx"), file("2015/C5.docx"))
    assert names(planned) == [["B5"], ["B5"], ["C5"]]
    assert [import_row.participants[0].since for import_row in planned.rows] == ["", "2014", ""]


def test_the_same_key_in_the_same_round_is_another_person() -> None:
    assert names(plan(file("2014/B5 a.docx"), file("2014/B5 b.docx"))) == [["B5"], ["B5 (2)"]]


def test_a_school_has_one_head() -> None:
    assert names(plan(file("2014/B2 head 1.docx"), file("2014/B2 head 2.docx"))) == [["B2"], ["B2"]]


def test_a_deputy_is_not_the_head() -> None:
    assert names(plan(file("2014/B2 head.docx"), file("2015/B2 deputy.docx"))) == [["B2"], ["B2 (2)"]]


def test_a_person_of_the_study_is_found_by_the_key() -> None:
    known = KnownStudy(
        (School(1, "B", "Bxxxx"),),
        (Round(1, "2014"),),
        (Role(5, 5, "Teacher", "T"),),
        ("Anna",),
        (KnownPost("Anna", "2014", "B", 5),),
        (KnownInterview("B5", "2014", "abc", ("Anna",)),),
        {"abc": "B5 (2014)"},
    )
    planned = plan(
        file("2015/B5.docx"), file("2014/B5 other.docx"), file("x/b5.docx", sha256="abc"), known=known
    )
    assert names(planned)[:2] == [["Anna"], ["B5"]]
    again = planned.rows[2]
    assert (again.include, again.duplicate_of) == (False, "B5 (2014)")


def test_the_same_file_twice_is_left_out_unless_asked_for() -> None:
    planned = plan(file("2014/B5.docx", sha256="1"), file("copy/B5.docx", sha256="1"))
    assert [import_row.include for import_row in planned.rows] == [True, False]
    assert planned.rows[1].duplicate_of == "B5.docx"
    assert len(with_include(planned, [1], include=True).included) == 2


def test_a_broken_file_is_a_row_that_cannot_be_taken_in() -> None:
    broken = IncomingFile("a/b.docx", "b.docx", problem="It is empty.")
    planned = with_include(plan(broken, file("B5.docx")), [0, 1], include=True)
    assert [import_row.file.name for import_row in planned.included] == ["B5.docx"]
    assert report(planned)[0]["problem"] == "It is empty."


def test_a_correction_changes_the_chosen_rows_and_what_hangs_on_it() -> None:
    planned = plan(file("2014/B5.docx"), file("2015/B5.docx"), file("2015/C5.docx"))
    planned = with_round(planned, [1, 2], "2014")
    assert [import_row.round.value for import_row in planned.rows] == ["2014", "2014", "2014"]
    assert not planned.rows[1].round.is_guess
    assert names(planned) == [["B5"], ["B5 (2)"], ["C5"]]


def test_a_person_who_was_named_is_taken_over_in_other_rounds() -> None:
    planned = plan(file("2014/B5.docx"), file("2015/B5.docx"))
    assert names(with_people(planned, [1], ["Anna"])) == [["Anna"], ["Anna"]]
    assert names(with_new_people(planned, [1])) == [["B5"], ["B5 (2)"]]
    assert names(with_new_people(planned, [1, 0])) == [["B5 (2)"], ["B5 (3)"]]


def test_a_key_says_school_and_role() -> None:
    import_row = with_person(plan(file("x.docx")), [0], "d3").rows[0]
    assert (import_row.school.value, import_row.keys, import_row.participants[0].name) == ("D", "D3", "D3")
    assert with_person(plan(file("x.docx")), [0], "Anna Hill").rows[0].participants[0].name == "Anna Hill"


@pytest.mark.parametrize(
    ("said", "letter"), [("b", "B"), ("School b", "B"), ("oakfield", "O"), ("Elm Hill", "Elm Hill")]
)
def test_a_school_is_said_by_letter_or_name(said: str, letter: str) -> None:
    known = new_study(schools=(School(1, "O", "Oakfield"),))
    assert with_school(plan(file("x.docx"), known=known), [0], said).rows[0].school.value == letter


def test_role_and_date_are_said() -> None:
    planned = with_date(with_role(plan(file("B5 NQT.docx")), [0], 4), [0], "12 June 2015")
    import_row = planned.rows[0]
    assert (import_row.keys, import_row.participants[0].title, import_row.date.value) == (
        "B4",
        "",
        "2015-06-12",
    )


def test_speakers_are_said_to_be_interviewer_or_participant() -> None:
    planned = plan(file("B5.docx", "Anna: So.\nBen: Yes.\nAnna: No.\nBen: Hm."))
    assert {label.kind for label in planned.rows[0].speaker_labels} == {SpeakerKind.UNKNOWN}
    assert planned.rows[0].participant_words == 0
    planned = with_speaker(planned, [0], "anna", SpeakerKind.INTERVIEWER)
    import_row = planned.rows[0]
    assert (len(import_row.participants), import_row.participant_words) == (1, 2)
    assert [speaker_label.participant for speaker_label in import_row.speaker_labels] == [None, 0]


def test_who_speaks_under_a_label_is_said() -> None:
    text = JOINT.replace("Head:", "Male Voice 1:").replace("Deputy:", "Female Voice 1:")
    planned = with_speaker_person(plan(file("B2.docx", text)), 0, "Male Voice 1", 1)
    assert [speaker_label.participant for speaker_label in planned.rows[0].speaker_labels] == [None, 1, None]
    planned = with_people(planned, [0], ["Only one"])
    assert [speaker_label.participant for speaker_label in planned.rows[0].speaker_labels] == [None, 0, 0]


def test_what_looks_like_a_label_can_be_part_of_the_talk() -> None:
    planned = plan(file("B5.docx", TALK + "\nTrust: that is it.\nTrust: so."))
    assert len(planned.rows[0].speaker_labels) == 3
    assert len(without_label(planned, [0], "Trust").rows[0].speaker_labels) == 2


def test_an_interview_can_be_taken_for_a_document_and_back() -> None:
    planned = with_kind(plan(file("B5.docx")), [0], InterviewKind.DOCUMENT)
    import_row = planned.rows[0]
    assert (import_row.kind, import_row.turns, import_row.participant_words) == (InterviewKind.DOCUMENT, 4, 0)
    assert with_kind(planned, [0], InterviewKind.INTERVIEW).rows[0].kind is InterviewKind.INTERVIEW


def test_the_report_says_what_is_guessed_and_why() -> None:
    planned = with_round(plan(file("2015/B2.docx", JOINT)), [0], "2016")
    (record,) = report(planned)
    assert record["guessed"] == {
        "school": "file name",
        "role": "file name",
        "people": "file name",
        "speakers": "labels",
    }
    assert (record["round"], record["school"], record["key"], record["kind"]) == (
        "2016",
        "B",
        "B2",
        "interview",
    )
    assert [speaker["person"] for speaker in record["speakers"]] == ["", "B2 headteacher", "B2 deputy"]


TWO_VOICES = "Interviewer: How?\nFemale Voice 1: So.\nInterviewer: And?\nFemale Voice 2: All."


@pytest.mark.parametrize(
    ("path", "keys", "people"),
    [
        ("A1 and B2.txt", "A1, B2", ["A1", "B2"]),
        ("A1, A4 & C5.txt", "A1, A4, C5", ["A1", "A4", "C5"]),
        ("A1_B2.docx", "A1, B2", ["A1", "B2"]),
        ("A1+B1.docx", "A1, B1", ["A1", "B1"]),
        ("2015/B2-C2.txt", "B2, C2", ["B2", "C2"]),
        ("2015 a1 b2 c3.txt", "A1, B2, C3", ["A1", "B2", "C3"]),
        ("joint (D4; E5).odt", "D4, E5", ["D4", "E5"]),
        ("B2 & B3.txt", "B2, B3", ["B2", "B3"]),
    ],
)
def test_keys_of_two_schools_keep_their_schools(path: str, keys: str, people: list[str]) -> None:
    row = one(path, TWO_VOICES)
    assert (row.keys, [each.name for each in row.participants]) == (keys, people)
    assert [each.school or row.school.value for each in row.participants] == [key[0] for key in people]


def test_a_person_of_another_school_is_known_again_by_the_own_key() -> None:
    planned = plan(file("2014/A1 and B2.txt", TWO_VOICES), file("2015/B2.txt", TALK, "other"))
    assert names(planned) == [["A1", "B2"], ["B2"]]
    assert planned.rows[1].participants[0].since == "2014"


@pytest.mark.parametrize(
    ("path", "text", "kind", "author"),
    [
        (
            "2015/Minutes 12 June.docx",
            "Minutes taken by Jo Brandt\nAgreed.",
            "document",
            "Jo Brandt",
        ),
        ("2015/Field notes B.docx", "Rain. Nobody came.\nI waited in the hall.", "notes", ""),
        ("Fieldnotes/B.docx", "Author: Mara Quill\nRain.", "notes", "Mara Quill"),
        ("2015/visit.docx", "Observation notes, School B\nRain. Nobody came.", "notes", ""),
        ("2015/Reflexive journal.docx", "Today I coded all day.", "notes", ""),
        (
            "2015/Sitzungsprotokoll.odt",
            "Frau Abel: So.\nHerr Alt: Ja.\nFrau Abel: Gut.",
            "document",
            "",
        ),
        ("2015/Letter to parents.pdf", "Dear parents,\nthe club begins on Monday.", "document", ""),
        ("2015/Focus group A.docx", TALK, "group", ""),
        ("2015/Minutes of an interview B2.docx", TALK, "interview", ""),  # an interviewer asks
        ("2015/B2.docx", TALK, "interview", ""),
        ("2015/B2.docx", "Nobody has a label here.\nNobody at all.", "document", ""),
    ],
)
def test_what_a_text_is_is_told_by_its_name_and_its_top(path: str, text: str, kind: str, author: str) -> None:
    row = one(path, text)
    assert (row.kind, row.author.value) == (kind, author)
    if not row.kind.is_talk:
        assert (row.participants, row.participant_words) == ((), 0)


def test_kind_author_and_case_are_said_of_many() -> None:
    planned = plan(file("1.txt", "Rain.\nSun."), file("2.txt", TALK, "2"))
    planned = with_author(with_kind(planned, [0, 1], InterviewKind.NOTES), [0, 1], "Mara")
    planned = with_case(planned, [1], "Trust")
    assert [(row.kind, row.author.value, row.case) for row in planned.rows] == [
        ("notes", "Mara", ""),
        ("notes", "Mara", "Trust"),
    ]
    assert planned.rows[1].participant_words == 0
    assert with_kind(planned, [1], InterviewKind.GROUP).rows[1].participant_words > 0


def test_files_are_understood_anew_where_the_study_has_changed_and_what_was_said_stays() -> None:
    planned = with_speaker(plan(file("B2.txt"), file("C3.txt")), [1], "Female Voice 1", SpeakerKind.UNKNOWN)
    planned = with_date(planned, [0], "1 June 2015")
    assert with_known(planned, NEW_STUDY) is planned
    changed = with_known(planned, new_study(rounds=(Round(1, "2015"),), sources={"C3.txt": "C3 (2015)"}))
    assert [row.round.value for row in changed.rows] == ["2015", "2015"]
    assert changed.rows[0].date.value == "2015-06-01"
    assert changed.rows[1].speaker_labels[1].kind is SpeakerKind.UNKNOWN
    assert [row.duplicate_of for row in changed.rows] == ["", "C3 (2015)"]
    assert changed.rows[0].original is planned.rows[0].original


def test_nobody_takes_part_where_that_is_said() -> None:
    nobody = with_people(plan(file("B2.txt")), [0], [""]).rows[0]
    assert (nobody.participants, nobody.participants_source) == ((), GuessSource.BY_HAND)
    assert [label.participant for label in nobody.speaker_labels] == [None, None]
