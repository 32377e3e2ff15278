"""Attributes of interviews and people: added, set for many, imported, removed; all of it undone."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.intake.tables import guess_uses, with_table
from coding.model.document import Table
from coding.model.study import AttributeKind, AttributeType, AttributeValue
from storage.intake.attribute_import import fill_from
from storage.intake.import_batch import known_study, plan_import
from storage.operations import attributes as commands
from storage.operations.imports import store_import
from storage.operations.interviews import remove_interview
from storage.operations.people import remove_person
from storage.queries.attributes import attribute_values, attributes
from storage.queries.people import people, schools
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, perform_both_ways, try_all

INTERVIEW, PERSON = AttributeKind.INTERVIEW, AttributeKind.PERSON
_KINDS, _IDS = st.sampled_from(AttributeKind), st.integers(1, 3)
_WORDS = st.sampled_from(["Tenure", "Phase", " phase ", "", "4 years"])
_SAID = st.dictionaries(_IDS, st.dictionaries(_WORDS, _WORDS, max_size=2), max_size=2)


def _let_change(attribute_id: int, changes: bool) -> Operation[None]:  # noqa: FBT001 - drawn
    return commands.let_attribute_change(attribute_id, per_round=changes)


ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.add_attribute, _WORDS, _KINDS),
    made(commands.edit_attribute, _IDS, _WORDS, _KINDS),
    made(commands.remove_attribute, _IDS),
    made(commands.set_attribute, _IDS, st.lists(_IDS, max_size=3), _WORDS, st.none() | _IDS),
    made(commands.type_attribute, _IDS, st.sampled_from(AttributeType), st.lists(_WORDS, max_size=3)),
    made(_let_change, _IDS, st.booleans()),
    made(commands.fill_attributes, st.just("who.xlsx"), _SAID, _SAID),
    made(remove_interview, _IDS),
    made(remove_person, _IDS),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


def values(study: StudyFile) -> dict[str, str]:
    names = {attribute.id: attribute.name for attribute in attributes(study.reader)}
    found: dict[str, str] = {}
    for each in attribute_values(study.reader):
        whose = f"i{each.interview_id}" if each.interview_id else f"p{each.person_id}"
        found[f"{names[each.attribute_id]} of {whose}"] = each.value
    return found


def test_a_value_is_set_for_many_changed_and_taken_away(study: StudyFile) -> None:
    tenure = study.perform(commands.add_attribute("Tenure", PERSON)).result
    study.perform(commands.set_attribute(tenure, [1, 2], "4 years"))
    study.perform(commands.set_attribute(tenure, [2], "5 years"))
    assert attribute_values(study.reader) == (
        AttributeValue(tenure, None, 1, "4 years"),
        AttributeValue(tenure, None, 2, "5 years"),
    )
    study.perform(commands.set_attribute(tenure, [1, 2], " "))
    assert attribute_values(study.reader) == ()


def test_two_attributes_of_one_kind_have_two_names(study: StudyFile) -> None:
    study.perform(commands.add_attribute("Phase", INTERVIEW))
    study.perform(commands.add_attribute("Phase", PERSON))
    with pytest.raises(UserError, match="already"):
        study.perform(commands.add_attribute("phase", PERSON))
    assert [(a.name, a.kind) for a in attributes(study.reader)] == [("Phase", INTERVIEW), ("Phase", PERSON)]


def test_what_has_values_stays_of_its_kind(study: StudyFile) -> None:
    phase = study.perform(commands.add_attribute("Phase", PERSON)).result
    study.perform(commands.edit_attribute(phase, "Stage", INTERVIEW))
    study.perform(commands.set_attribute(phase, [1], "early"))
    with pytest.raises(UserError, match="already"):
        study.perform(commands.edit_attribute(phase, "Stage", PERSON))
    assert values(study) == {"Stage of i1": "early"}


def test_values_go_with_what_they_are_said_of(study: StudyFile) -> None:
    study.perform(commands.fill_attributes("who", {1: {"Place": "Hall"}}, {3: {"Tenure": "4"}}))
    assert values(study) == {"Place of i1": "Hall", "Tenure of p3": "4"}
    perform_both_ways(study, remove_person(3))
    perform_both_ways(study, remove_interview(1))
    assert values(study) == {}
    assert len(attributes(study.reader)) == 2


def test_nothing_is_said_of_who_is_not_there(study: StudyFile) -> None:
    with pytest.raises(UserError):
        study.perform(commands.fill_attributes("who", {99: {"Place": "Hall"}}, {}))
    assert attributes(study.reader) == ()


def test_an_import_brings_attributes_and_school_names(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "tape.txt").write_text("Interviewer: How?\nFemale Voice 1: Well.\nMale Voice 1: Yes.")
    table = Table(
        "who.csv",
        ("File", "Key", "School", "Round", "Name", "Place", "Age"),
        (
            ("tape", "K2", "Saltmere", "2015", "A", "Hall", "40"),
            ("tape", "K3", "Saltmere", "", "B", "", "50"),
        ),
    )
    plan = plan_import([tmp_path / "tape.txt"], known_study(study.reader))
    plan = with_table(plan, table, guess_uses(table, plan))
    stored = perform_both_ways(study, store_import(plan)).result.interview_ids[0]
    ids = {person.name: person.id for person in people(study.reader)}
    assert values(study) == {
        f"Place of i{stored}": "Hall",
        f"Age of p{ids['A']}": "40",
        f"Age of p{ids['B']}": "50",
    }
    assert [(school.letter, school.name) for school in schools(study.reader)][-1] == ("K", "Saltmere")


def test_a_table_fills_in_a_study_that_has_its_interviews(study: StudyFile) -> None:
    table = Table(
        "who.xlsx",
        ("Name", "Tenure", "Place"),
        (("mrs bxxxx", "4 years", ""), ("Mr Txxx", "5 years", ""), ("Somebody else", "6 years", "")),
    )
    fill = fill_from(study.reader, table)
    assert (fill.taken, fill.lost) == (2, (2,))
    perform_both_ways(study, fill.operation)
    assert values(study) == {"Tenure of p1": "4 years", "Tenure of p2": "5 years"}


@pytest.mark.parametrize("row", [("File", "B2 head"), ("Interview", "B2 head.docx"), ("Key", "B2")])
def test_an_interview_is_found_by_its_title_or_key(study: StudyFile, row: tuple[str, str]) -> None:
    fill = fill_from(study.reader, Table("who.csv", (row[0], "Place"), ((row[1], "Hall"),)))
    study.perform(fill.operation)
    assert values(study) == {"Place of i1": "Hall"}
