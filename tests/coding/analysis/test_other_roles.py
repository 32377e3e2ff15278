"""Counting and attribution in a study whose roles have other numbers, names and groups than usual."""

from dataclasses import replace

from coding.analysis.charting import chart
from coding.analysis.frequencies import frequencies
from coding.analysis.passages import find_passages
from coding.model.study import Post, Role
from tests.coding.analysis.small_study import HSC, Y2014, A, Coded, Speaker, Talk, analysis_data
from tests.coding.analysis.test_frequencies import ROUND_ROLE, cell

NURSE, PORTER, CLERK = Role(1, 31, "Nurse", "Ward"), Role(2, 12, "Porter", "Ward"), Role(3, 7, "Clerk", "")
STUDY = replace(
    analysis_data(
        [Talk(people=(at,), speakers=(Speaker(at, turns=(0,)),)) for at in (1, 2, 3)],
        [Coded(at, HSC) for at in (1, 2, 3)],
        tuple(Post(at, at, Y2014, A, at) for at in (1, 2, 3)),
    ),
    roles=(NURSE, PORTER, CLERK),
)


def test_groups_are_the_study_s_own_in_the_order_of_its_numbers() -> None:
    assert STUDY.role_groups == ("Clerk", "Ward")
    found = frequencies(STUDY, ROUND_ROLE)
    assert cell(found, "2014, Ward", HSC).coding_ids == (1, 2)
    assert cell(found, "2014, Clerk", HSC).coding_ids == (3,)
    assert [entry.name for entry in chart(found).legend] == ["Clerk", "Ward", "all roles"]


def test_who_says_it_is_said_with_the_study_s_words() -> None:
    records = [find_passages(STUDY).record(at, "words words") for at in range(3)]
    assert [record.attribution for record in records] == [
        "Clerk, School A, 2014",
        "Porter, School A, 2014",
        "Nurse, School A, 2014",
    ]
    assert [(record.key, record.role) for record in records] == [
        ("A7", "Clerk"),
        ("A12", "Ward"),
        ("A31", "Ward"),
    ]
