"""Wherever names are shown they stand in one order: tree, passages, CSV, Word, people, rounds."""

import csv
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import update

from coding.analysis.groups import interview_labels
from coding.notation.questions import ListedQuestion
from storage.intake.import_batch import known_study, plan_import
from storage.operations.codings import toggle_code
from storage.operations.imports import store_import
from storage.operations.people import add_person, add_round
from storage.operations.questions import set_questions
from storage.queries.coders import everybody
from storage.queries.people import people, rounds, schools
from storage.queries.questions import questions
from storage.queries.study_data import analysis_data
from storage.queries.tree import interview_tree
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from storage.writers.export import export

IN_ORDER = ["apfel", "Ärzte", "Éa", "int 1", "int 2", "int 10", "Zebra"]
AI = 3


@pytest.fixture
def imported(study: StudyFile, tmp_path: Path) -> StudyFile:
    """Return a study with the folder of the case in it, one passage coded in each interview."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in sorted(IN_ORDER, reverse=True):
        talk = f"Interviewer: How?\nRespondent: Well {name}.\nInterviewer: And?\nRespondent: All."
        (folder / f"{name}.txt").write_text(talk, "utf-8")
    study.perform(store_import(plan_import([folder], known_study(study.reader))))
    for branch in interview_tree(study.reader, ()):
        for row in branch.interviews:
            if row.title in IN_ORDER:
                study.perform(toggle_code(row.id, 5, 9, AI))
    return study


def test_a_folder_s_interviews_stand_in_the_tree_as_people_order_them(imported: StudyFile) -> None:
    rows = [row for branch in interview_tree(imported.reader, ()) for row in branch.interviews]
    assert [row.title for row in rows if row.title in IN_ORDER] == IN_ORDER


def test_passages_csv_and_word_stand_in_the_same_order(imported: StudyFile, tmp_path: Path) -> None:
    labels = list(interview_labels(analysis_data(imported.reader, 1, everybody(imported.reader))).values())
    assert [label for label in labels if label in IN_ORDER] == IN_ORDER
    export(imported.path, tmp_path / "codings.csv", everybody(imported.reader))
    with (tmp_path / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        said = list(dict.fromkeys(record["interview"] for record in csv.DictReader(file)))
    assert [label for label in said if label in IN_ORDER] == IN_ORDER
    export(imported.path, tmp_path / "report.docx", everybody(imported.reader))
    cells = [
        cell.text.split("\n")[1].rpartition(", turn")[0]
        for table in Document(str(tmp_path / "report.docx")).tables
        for cell in table.columns[1].cells
        if ", turn" in cell.text
    ]
    assert [label for label in cells if label in IN_ORDER] == IN_ORDER


def test_people_rounds_schools_and_questions_stand_in_this_order(study: StudyFile) -> None:
    for name in ("Round 10", "Round 9"):
        study.perform(set_questions(study.perform(add_round(name)).result, [ListedQuestion(name, ())]))
    for name in ("Zoë", "émile", "Person 10", "Person 9"):
        study.perform(add_person(name))
    study.perform(letters_of_two_signs())
    assert [round_.name for round_ in rounds(study.reader)] == ["2014", "2015", "Round 9", "Round 10"]
    named = [person.name for person in people(study.reader) if "xxx" not in person.name]
    assert named == ["émile", "Person 9", "Person 10", "Zoë"]
    assert [question.text for question in questions(study.reader)] == ["Round 9", "Round 10"]
    assert [school.letter for school in schools(study.reader)] == ["S2", "S10"]


@operation("Call the schools by numbers")
def letters_of_two_signs(w: WriteContext) -> None:
    for id_, letter in ((1, "S10"), (2, "S2")):
        w.connection.execute(update(schema.school).where(schema.school.c.id == id_).values(letter=letter))
