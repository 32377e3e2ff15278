"""Files and folders become a plan, the plan becomes interviews: all of it or nothing."""

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coding.errors import CancelledError
from coding.intake.corrections import with_case, with_include, with_people, with_round, with_school
from coding.intake.known_study import KnownStudy
from coding.intake.left_out import left_out
from coding.intake.plan import ImportPlan
from coding.intake.question_corrections import with_questions
from coding.model.study import InterviewKind, SpeakerKind
from coding.notation.questions import ListedQuestion
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.queries.cases import cases
from storage.queries.people import people, posts, rounds, schools
from storage.queries.questions import asked_in, questions, questions_of
from storage.queries.texts import interviews, transcript
from storage.queries.tree import interview_row, interview_tree
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways
from tests.storage.word_files import docx, paragraph

TALK = """Bxxxxx-HT/DHT
[Start of recorded material at 00:00:00]
Interviewer: How did it begin in began?
Head: [00:02:10] With lunch. [unintelligible 00:02:35]
Deputy: And cake.
[End of recorded material at 00:19:48]"""


def write(path: Path, text: str) -> None:
    path.write_bytes(docx("".join(map(paragraph, text.split("\n")))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two rounds, with a broken file, a document and what is no transcript."""
    top = tmp_path / "interviews"
    for year in ("2014", "2015"):
        (top / year).mkdir(parents=True)
        write(top / year / "C2.docx", TALK.replace("began", year))
        write(top / year / "C5.docx", f"Interviewer: How was {year}?\nFemale Voice 1: Long.")
    (top / "2015" / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (top / "2015" / "~$C5.docx").write_bytes(b"locked")
    (top / ".hidden.txt").write_text("hidden")
    (top / "sound.mp3").write_bytes(b"ID3")
    (top / "policy 10.txt").write_text("A policy.\n\nOf two paragraphs.")
    (top / "policy 9.txt").write_text("Another policy.")
    return top


def planned(study: StudyFile, *paths: Path) -> ImportPlan:
    return plan_import(paths, known_study(study.reader))


def test_a_folder_is_read_with_what_is_below(study: StudyFile, folder: Path) -> None:
    plan = planned(study, folder)
    assert [import_row.file.name for import_row in plan.rows] == [
        "policy 9.txt",
        "policy 10.txt",
        *("C2.docx", "C5.docx"),
        *("broken.docx", "C2.docx", "C5.docx"),
    ]
    assert plan.ignored_files == ("sound.mp3",)
    assert [import_row.file.problem for import_row in plan.rows if import_row.file.problem] == [
        "It is damaged or incomplete. Get a fresh copy of it."
    ]
    assert len(plan.included) == 6


def test_a_name_that_is_no_text_is_read_and_stored(study: StudyFile, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/old \xff archive"))
    odd.mkdir()
    (odd / os.fsdecode(b"C2 \xff.txt")).write_text("Interviewer: Well?\nHead: Well.")
    (odd / os.fsdecode(b"\xff.mp3")).write_bytes(b"ID3")
    plan = planned(study, odd)
    study.perform(store_import(plan))
    assert plan.ignored_files == ("\ufffd.mp3",)
    assert interviews(study.reader)[-1].source_name == "C2 \ufffd.txt"


def test_a_name_whose_accents_stand_apart_is_read_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "Zoe\N{COMBINING DIAERESIS}\nHill.txt").write_text("A policy.")
    (import_row,) = plan_import([tmp_path], KnownStudy()).rows
    assert import_row.file.name == "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} Hill.txt"


def test_a_file_named_twice_is_one_row(study: StudyFile, folder: Path) -> None:
    assert len(planned(study, folder / "2014", folder / "2014" / "C2.docx").rows) == 2


def test_progress_is_said_and_may_cancel(folder: Path) -> None:
    said: list[tuple[int, int, str]] = []

    def listen(done: int, total: int, name: str) -> None:
        said.append((done, total, name))

    plan_import([folder], KnownStudy(), progress=listen)
    assert said[0] == (0, 7, "policy 9.txt")

    def stop(done: int, total: int, name: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        plan_import([folder], KnownStudy(), progress=stop)


def test_what_was_planned_is_stored_and_undone_as_one(study: StudyFile, folder: Path) -> None:
    done = perform_both_ways(study, store_import(planned(study, folder)))
    assert len(done.result.interview_ids) == 6
    assert study.history()[0].words == "Import 6 files"
    stored = {interview.id: interview for interview in interviews(study.reader)}
    first = stored[done.result.interview_ids[2]]
    assert (first.title, first.duration_ms, first.source_name) == ("C2", 1_188_000, "C2.docx")
    assert (first.words, first.participant_words) == (10, 4)
    row = interview_row(study.reader, first.id, ())
    assert row is not None
    assert row.heading == "C2 · Headteacher and deputy, School C"


def test_notes_are_stored_with_author_and_case_and_listed_apart(study: StudyFile, folder: Path) -> None:
    path = folder / "2014" / "Field notes C.txt"
    path.write_text("Author: Mara Quill\nRain all day. Nobody came.")
    plan = with_case(planned(study, path), [0], "The partnership")
    (id_,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    row = interview_row(study.reader, id_, ())
    assert row is not None
    assert (row.kind, row.title) == (InterviewKind.NOTES, "Field notes C")
    stored = study.reader.execute(select(schema.interview).where(schema.interview.c.id == id_)).one()
    assert (stored.author, stored.participant_words) == ("Mara Quill", 0)
    assert [(case.name, case.interview_ids) for case in cases(study.reader)] == [("The partnership", {id_})]
    (of_round,) = [each for each in interview_tree(study.reader, ()) if row in each.interviews]
    assert (of_round.schools[-1].is_talk, row in of_round.talks) == (False, False)


def test_the_transcript_is_stored_with_turns_speakers_and_marks(study: StudyFile, folder: Path) -> None:
    (interview_id,) = study.perform(
        store_import(planned(study, folder / "2014" / "C2.docx"))
    ).result.interview_ids
    stored = transcript(study.reader, interview_id)
    assert stored is not None
    assert stored.text == "How did it begin in 2014?\nWith lunch. [unintelligible 00:02:35]\nAnd cake."
    spoken = [stored.speaker_of(turn) for turn in stored.turns]
    assert [(s.label, s.kind) for s in spoken if s] == [
        ("Interviewer", SpeakerKind.INTERVIEWER),
        ("Head", SpeakerKind.PARTICIPANT),
        ("Deputy", SpeakerKind.PARTICIPANT),
    ]
    assert [turn.ms for turn in stored.turns] == [None, 130_000, None]
    assert [mark.kind for mark in stored.marks] == [
        "heading",
        "recording",
        "time",
        "unintelligible",
        "recording",
    ]
    words = study.reader.execute(
        select(schema.speaker.c.words).where(schema.speaker.c.transcript_id == interview_id)
    )
    assert [row.words for row in words] == [6, 2, 2]
    assert study.reader.scalar(select(func.count()).select_from(schema.participation)) == 4


def test_rounds_schools_and_people_that_are_there_are_used(study: StudyFile, folder: Path) -> None:
    plan = with_school(planned(study, folder / "2015"), [1, 2], "School B")
    assert [
        [participant.name for participant in import_row.participants] for import_row in plan.included
    ] == [
        ["Mrs Bxxxx", "Mr Txxx"],
        ["Miss Nxxx"],
    ]
    before = (len(schools(study.reader)), len(rounds(study.reader)))
    study.perform(store_import(plan))
    assert (len(schools(study.reader)), len(rounds(study.reader))) == before


def test_the_same_person_has_a_post_in_each_round(study: StudyFile, folder: Path) -> None:
    study.perform(store_import(planned(study, folder)))
    named = {person.id: person.name for person in people(study.reader)}
    held = [
        (named[post.person_id], post.round_id)
        for post in posts(study.reader)
        if named[post.person_id][0] == "C"
    ]
    joint = [("C2 deputy", 1), ("C2 deputy", 2), ("C2 headteacher", 1), ("C2 headteacher", 2)]
    assert sorted(held) == [*joint, ("C5", 1), ("C5", 2)]


def test_what_is_in_the_study_is_left_out_the_next_time(study: StudyFile, folder: Path) -> None:
    study.perform(store_import(planned(study, folder / "2014")))
    again = planned(study, folder / "2014")
    assert [(import_row.include, import_row.duplicate_of) for import_row in again.rows] == [
        (False, "C2 (2014)"),
        (False, "C5 (2014)"),
    ]
    twice = study.perform(store_import(with_include(again, [0], include=True)))
    assert len(twice.result.interview_ids) == 1


def test_a_cancelled_import_leaves_the_study_as_it_was(study: StudyFile, folder: Path) -> None:
    before = dump(study)

    def stop_at_three(done: int, total: int, name: str) -> None:
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        study.perform(store_import(planned(study, folder), stop_at_three))
    assert dump(study) == before
    assert study.perform(store_import(planned(study, folder))).changes


def test_a_new_school_by_name_gets_the_next_free_letter(study: StudyFile, folder: Path) -> None:
    plan = with_school(planned(study, folder / "policy 9.txt"), [0], "Elm Hill")
    study.perform(store_import(with_round(with_people(plan, [0], ["Anna"]), [0], "Pilot")))
    assert ("C", "Elm Hill") in {(school.letter, school.name) for school in schools(study.reader)}
    assert "Pilot" in {round_.name for round_ in rounds(study.reader)}


def test_nothing_to_store_leaves_no_trace(study: StudyFile, folder: Path) -> None:
    before = len(study.history())
    study.perform(store_import(planned(study, folder / "2015" / "broken.docx")))
    assert len(study.history()) == before


def test_questions_come_in_with_the_turns_that_ask_them(study: StudyFile, folder: Path) -> None:
    listed = [ListedQuestion("How did it begin in 2015?", (7,)), ListedQuestion("What next?")]
    plan = with_questions(planned(study, folder / "2015" / "C2.docx"), "2015", listed)
    (interview_id,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    asked = questions_of(study.reader, interview_id)
    assert [(question.text, question.code_ids) for question in asked] == [
        ("How did it begin in 2015?", (7,)),
        ("What next?", ()),
    ]
    held = transcript(study.reader, interview_id)
    assert held is not None
    assert asked_in(study.reader, interview_id) == {held.turns[0].id: asked[0].id}
    assert known_study(study.reader).questions == {"2015": tuple(listed)}
    study.perform(store_import(planned(study, folder / "2015" / "C5.docx")))
    assert questions(study.reader) == asked  # found in the next import, and left as they are


def test_answers_to_a_survey_are_told_from_who_is_who(tmp_path: Path) -> None:
    answers = tmp_path / "survey.csv"
    answers.write_text("School,JPD A1,JPD A2,HSC 7\nA,1,0,1\nB,0,0,1\n", "utf-8")
    forms = tmp_path / "forms.csv"
    forms.write_text(
        "Timestamp,Your role,How do you plan?,What is hard?\n2014/05/12,Head,Alone,Time\n", "utf-8"
    )
    people = tmp_path / "people.csv"
    people.write_text("File,Key\na,B2\n", "utf-8")
    (tmp_path / "a.txt").write_text("Interviewer: How?\nHead: Well.\n", "utf-8")
    plan = plan_import([tmp_path], KnownStudy())
    assert sorted(plan.surveys) == [str(forms), str(answers)]
    assert [taken.table.name for taken in plan.tables] == ["people.csv"]
    said = [(item.name, item.reason) for item in left_out(plan) if item.name in {"survey.csv", "forms.csv"}]
    assert {reason for _name, reason in said} == {"Answers to a survey: they come in on the page Survey."}
