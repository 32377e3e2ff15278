"""Which code follows which, where in an interview codes are spoken of, and two lenses: counted by hand."""

import numpy as np
import pytest

from coding.analysis.analysis_data import ints
from coding.analysis.codes_in_order import codes_in_course, codes_in_order
from coding.analysis.crossing_records import course_records, lens_records, order_records
from coding.analysis.crossings import CrossingsTable
from coding.analysis.lenses import c_of_lenses, lenses_crossed
from coding.model.query import Within
from tests.coding.analysis.small_study import EC, HSC, JPD, MC, Coded, analysis_data
from tests.coding.analysis.test_codes_together import CODED, TALK

DATA = analysis_data([TALK], CODED)
# The other lens, by the same coder: M&C on turns 1 and 2, JPD over 4 and 5.
OTHER = analysis_data([TALK], [Coded(1, MC, 1), Coded(1, MC, 2), Coded(1, JPD, 4, 5)])


def label(code_id: int) -> str:
    return {HSC: "HSC", EC: "E&C", JPD: "JPD", MC: "M&C"}[code_id]


def row(found: CrossingsTable, code_id: int) -> int:
    return next(at for at, each in enumerate(found.rows) if each.label == label(code_id))


def column(found: CrossingsTable, called: str) -> int:
    return next(at for at, heading in enumerate(found.columns) if heading.label == called)


def cell(found: CrossingsTable, one: int, other: int) -> int:
    return int(found.counts[row(found, one), column(found, label(other))])


def test_which_code_follows_which_within_an_answer() -> None:
    """In the first answer HSC and E&C begin in turn 1, Trust (HSC) and JPD in turn 2; in no other two do."""
    found = codes_in_order(DATA)
    follows = {
        (r["first"], r["second"]): (r["follows"], r["steps_from_first"], r["steps_to_second"], r["steps"])
        for r in order_records(found)
    }
    step = (1, 1, 1, 1)
    assert follows == {
        ("HSC", "HSC"): step,
        ("HSC", "JPD"): step,
        ("E&C", "HSC"): step,
        ("E&C", "JPD"): step,
    }
    assert found.coding_ids(row(found, EC), column(found, "JPD")) == [2, 4]


def test_a_code_follows_as_often_as_there_are_steps() -> None:
    """Turn 1, 2, then 4 and 5, 5 within turn 4's answer: E&C-JPD twice, JPD-HSC once; not across answers."""
    coded = [Coded(1, EC, 1), Coded(1, JPD, 2), Coded(1, EC, 4), Coded(1, JPD, 5), Coded(1, HSC, 7)]
    found = codes_in_order(analysis_data([TALK], coded))
    assert (cell(found, EC, JPD), cell(found, JPD, EC), cell(found, JPD, HSC), found.of) == (2, 0, 0, 2)
    assert found.in_row[row(found, EC)] == 2


def test_where_in_an_interview_codes_are_spoken_of() -> None:
    """It has 80 letters, so four parts of 20: HSC in turns 1, 2 and 7, E&C in 1, 4 and 7, JPD in 2."""
    found = codes_in_course(DATA, parts=4)
    counts = {code: found.counts[row(found, code)].tolist() for code in (HSC, EC, JPD)}
    assert counts == {HSC: [1, 1, 0, 1], EC: [1, 0, 1, 1], JPD: [0, 1, 0, 0]}
    assert found.of == 1
    assert found.coding_ids(row(found, HSC), 3) == [7]
    records = list(course_records(found, "2014"))
    assert len(records) == 12
    assert sum(int(str(r["codings"])) for r in records) == len(CODED)


@pytest.mark.parametrize(
    ("within", "known"),
    [
        (Within.PASSAGE, {(HSC, MC): 2, (EC, MC): 1, (JPD, MC): 0, (JPD, JPD): 0, (EC, JPD): 0}),
        (Within.OVERLAP, {(HSC, MC): 2, (EC, MC): 1, (JPD, MC): 1, (JPD, JPD): 1, (EC, JPD): 1}),
    ],
)
def test_two_lenses_on_the_same_words(within: Within, known: dict[tuple[int, int], int]) -> None:
    found = lenses_crossed(DATA, OTHER, within)
    assert {pair: cell(found, *pair) for pair in known} == known


def test_what_the_other_lens_says_nothing_of_stands_apart() -> None:
    """E&C in turn 7 and the other coder's HSC there meet nothing; of the same passages JPD and E&C 4 too."""
    found = lenses_crossed(DATA, OTHER)
    nothing = [found.counts[row(found, code), -1] for code in (HSC, EC, JPD)]
    assert nothing == [1, 1, 0]
    assert found.coding_ids(row(found, HSC), len(found.columns) - 1) == [7]
    same = lenses_crossed(DATA, OTHER, Within.PASSAGE)
    assert [same.counts[row(same, code), -1] for code in (HSC, EC, JPD)] == [1, 2, 1]


def test_the_coefficient_of_two_lenses_is_of_passages() -> None:
    """HSC is on 3 passages, M&C on 2, both meet twice: 2 / (3 + 2 - 2); JPD over 4 and 5 meets once of 1."""
    found = lenses_crossed(DATA, OTHER)
    assert c_of_lenses(found, row(found, HSC), column(found, "M&C")).value == pytest.approx(2 / 3)
    assert c_of_lenses(found, row(found, JPD), column(found, "JPD")).value == 1
    assert c_of_lenses(found, row(found, JPD), len(found.columns) - 1).value is None
    record = next(r for r in lens_records(found, Within.OVERLAP) if r["first"] == "HSC")
    assert (record["first_in"], record["second"], record["second_in"]) == (3, "JPD", 1)


def test_only_some_interviews_are_counted() -> None:
    two = analysis_data([TALK, TALK], [*CODED, Coded(2, HSC, 1), Coded(2, EC, 2)])
    second = np.array([2])
    assert cell(codes_in_order(two, interview_ids=second), HSC, EC) == 1
    assert codes_in_order(two, interview_ids=second).of == 1
    assert codes_in_course(two, interview_ids=second).counts.sum() == 2
    assert lenses_crossed(two, OTHER, interview_ids=second).of == 2


def test_nothing_is_coded() -> None:
    none = analysis_data([TALK], [])
    assert codes_in_order(none).of == codes_in_course(none).of == lenses_crossed(none, OTHER).of == 0
    assert lenses_crossed(DATA, none).counts[:, :-1].sum() == 0
    assert len(ints(none.codings, "id")) == 0
