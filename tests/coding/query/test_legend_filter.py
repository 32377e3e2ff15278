"""The legend as a filter: what is pressed becomes a condition of the query, and the other way round."""

import pytest

from coding.analysis.groups import ByAttribute, Grouping, GroupMember
from coding.analysis.known_names import KnownNames
from coding.model.query import Exactly, Field, Query
from coding.model.study import Attribute, AttributeKind
from coding.query.legend_filter import alone_or_all, can_leave_out, hidden_members, shown_or_hidden
from tests.coding.analysis.small_study import Talk, analysis_data

A, B = (GroupMember(Grouping.SCHOOL, id_, f"School {letter}") for id_, letter in ((1, "A"), (2, "B")))
TIER = Attribute(7, "Tier", AttributeKind.INTERVIEW)


@pytest.fixture
def names() -> KnownNames:
    talks = [Talk(), Talk(school_id=2)]
    return KnownNames(analysis_data(talks, [], attributes={TIER: {1: "first", 2: "second"}}))


def test_a_press_leaves_a_school_out_and_another_brings_it_back(names: KnownNames) -> None:
    without = shown_or_hidden(Query(), names, B)
    assert str(without) == "not school:B"
    assert hidden_members(without, names, Grouping.SCHOOL) == [B]
    assert hidden_members(without, names, Grouping.INTERVIEW) == [B]  # they have its colour
    assert hidden_members(without, names, Grouping.ROLE) == []
    assert shown_or_hidden(without, names, B) == Query()


def test_alone_leaves_all_others_out_and_again_nothing(names: KnownNames) -> None:
    alone = alone_or_all(Query(), names, A, [A, B])
    assert str(alone) == "not school:B"
    assert alone_or_all(alone, names, A, [A, B]) == Query()


def test_what_else_is_asked_stays(names: KnownNames) -> None:
    asked = Query(fields=(Field("unsure", (Exactly("no"),)), Field("school", (Exactly("A"),))))
    assert shown_or_hidden(shown_or_hidden(asked, names, B), names, B) == asked


def test_values_of_an_attribute_are_left_out_by_name(names: KnownNames) -> None:
    first = GroupMember(ByAttribute(7, "Tier"), 1, "first")
    without = shown_or_hidden(Query(), names, first)
    assert str(without) == "not @Tier:first"
    assert hidden_members(without, names, ByAttribute(7, "Tier")) == [first]


def test_who_is_not_known_and_questions_are_no_filter() -> None:
    assert not can_leave_out(GroupMember(Grouping.SCHOOL, 0, "school not known"))
    assert not can_leave_out(GroupMember(Grouping.QUESTION, 3, "Trust"))
