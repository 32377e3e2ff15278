"""Cases: made up of schools, interviews and people; gone without them; all of it undone and merged."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import AttributeKind, AttributeType
from storage.operations import attributes as said
from storage.operations import cases as commands
from storage.operations.interviews import remove_interview
from storage.operations.people import remove_person
from storage.queries.attributes import attribute_values, attributes
from storage.queries.cases import cases
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, perform_both_ways, try_all

_IDS, _NAMES = st.integers(1, 3), st.sampled_from(["Trust", "trust ", "", "The heads"])
_SOME = st.lists(_IDS, max_size=3)

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.add_case, _NAMES),
    made(commands.rename_case, _IDS, _NAMES),
    made(commands.remove_case, _IDS),
    made(commands.fill_case, _IDS, _SOME, _SOME, _SOME),
    made(said.add_attribute, _NAMES, st.just(AttributeKind.CASE)),
    made(said.set_attribute, _IDS, _SOME, _NAMES),
    made(remove_interview, _IDS),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


def test_a_case_holds_what_it_is_made_up_of_and_no_more(study: StudyFile) -> None:
    trust = study.perform(commands.add_case("Trust")).result
    perform_both_ways(study, commands.fill_case(trust, [1], [1], [1, 3]))
    perform_both_ways(study, commands.fill_case(trust, [2], [1], [3]))
    (case,) = cases(study.reader)
    assert (case.name, case.school_ids, case.interview_ids, case.person_ids) == ("Trust", {2}, {1}, {3})


def test_who_goes_leaves_the_case_and_the_case_leaves_them(study: StudyFile) -> None:
    trust = study.perform(commands.add_case("Trust")).result
    study.perform(commands.fill_case(trust, [1], [1], [3]))
    perform_both_ways(study, remove_person(3))
    perform_both_ways(study, remove_interview(1))
    (case,) = cases(study.reader)
    assert (case.school_ids, case.interview_ids, case.person_ids) == ({1}, set(), set())
    perform_both_ways(study, commands.remove_case(trust))
    assert cases(study.reader) == ()


def test_two_cases_have_two_names(study: StudyFile) -> None:
    study.perform(commands.add_case("Trust"))
    with pytest.raises(UserError, match="already"):
        study.perform(commands.add_case(" trust"))
    with pytest.raises(UserError, match="no longer"):
        study.perform(commands.fill_case(1, [99], [], []))


def values(study: StudyFile) -> list[tuple[str, int | None]]:
    return [(each.value, each.round_id) for each in attribute_values(study.reader)]


def test_a_school_has_one_value_a_round_where_it_changes(study: StudyFile) -> None:
    tier = study.perform(said.add_attribute("Tier", AttributeKind.SCHOOL)).result
    with pytest.raises(UserError, match="same in all rounds"):
        study.perform(said.set_attribute(tier, [1], "two", 1))
    study.perform(said.set_attribute(tier, [1], "one"))
    perform_both_ways(study, said.let_attribute_change(tier, per_round=True))
    perform_both_ways(study, said.set_attribute(tier, [1], "two", 2))
    assert values(study) == [("one", None), ("two", 2)]
    with pytest.raises(UserError, match="single rounds"):
        study.perform(said.let_attribute_change(tier, per_round=False))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (AttributeType.NUMBER, "12,50", "12.5"),
        (AttributeType.NUMBER, "+007", "7"),
        (AttributeType.DATE, "10 June 2015", "2015-06-10"),
        (AttributeType.YES_NO, "Yes", "yes"),
        (AttributeType.YES_NO, "0", "no"),
        (AttributeType.CHOICE, " CHURCH", "church"),
        (AttributeType.TEXT, " as  it is ", "as it is"),
    ],
)
def test_a_value_is_written_as_its_kind_says(
    study: StudyFile, kind: AttributeType, typed: str, stored: str
) -> None:
    id_ = study.perform(said.add_attribute("It", AttributeKind.SCHOOL)).result
    study.perform(said.type_attribute(id_, kind, ["academy", "church", "Church"]))
    study.perform(said.set_attribute(id_, [1], typed))
    assert values(study) == [(stored, None)]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (AttributeType.NUMBER, "many"),
        (AttributeType.DATE, "soon"),
        (AttributeType.YES_NO, "perhaps"),
        (AttributeType.CHOICE, "free"),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused(study: StudyFile, kind: AttributeType, typed: str) -> None:
    id_ = study.perform(said.add_attribute("It", AttributeKind.SCHOOL)).result
    study.perform(said.set_attribute(id_, [1], typed))
    with pytest.raises(UserError):
        study.perform(said.type_attribute(id_, kind, ["academy"]))
    study.perform(said.set_attribute(id_, [1], ""))
    study.perform(said.type_attribute(id_, kind, ["academy"]))
    with pytest.raises(UserError):
        study.perform(said.set_attribute(id_, [1], typed))
    assert [each.type for each in attributes(study.reader)] == [kind]
    assert values(study) == []
