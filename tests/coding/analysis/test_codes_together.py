"""Which codes meet: known answers, counted by hand."""

import pytest

from coding.analysis.codes_together import CodesTogether, codes_together
from coding.analysis.coefficients import Coefficient
from coding.model.query import Within
from tests.coding.analysis.small_study import EC, HSC, JPD, TRUST, A, Coded, Speaker, Talk, analysis_data

ASKING = Speaker(kind="interviewer", turns=(0, 3, 6))
HEAD = Speaker(1, turns=(1, 2, 4, 5, 7))
TALK = Talk(school_id=A, people=(1,), speakers=(ASKING, HEAD), answers=(1, 4, 7))
# By turn: 1 HSC, E&C on one passage; 2 HSC (Trust), over 2 and 4: JPD; 4 E&C; 7 E&C twice, by another coder.
CODED = [
    Coded(1, HSC, 1),
    Coded(1, EC, 1),
    Coded(1, TRUST, 2),
    Coded(1, JPD, 2, 4),
    Coded(1, EC, 4),
    Coded(1, EC, 7),
    Coded(1, HSC, 7, coder=2),
]


def together(within: Within) -> CodesTogether:
    return codes_together(analysis_data([TALK], CODED), within)


def at(found: CodesTogether, code_id: int) -> int:
    return next(at for at, column in enumerate(found.columns) if column.code_id == code_id)


def cell(found: CodesTogether, one: int, other: int) -> int:
    return int(found.both[at(found, one), at(found, other)])


# within: both of HSC and E&C, HSC and JPD, E&C and JPD; HSC, E&C and JPD alone; places coded at all
KNOWN = {
    Within.PASSAGE: ((1, 0, 0), (3, 3, 1), 6),
    Within.OVERLAP: ((1, 1, 1), (3, 3, 1), 6),
    Within.TURN: ((1, 1, 1), (3, 3, 2), 5),
    Within.ANSWER: ((1, 1, 2), (2, 3, 2), 4),
    Within.INTERVIEW: ((1, 1, 1), (2, 1, 1), 2),
}


@pytest.mark.parametrize("within", KNOWN)
def test_where_codes_meet(within: Within) -> None:
    found, (pairs, alone, places) = together(within), KNOWN[within]
    assert (cell(found, HSC, EC), cell(found, HSC, JPD), cell(found, EC, JPD)) == pairs
    assert tuple(cell(found, code, code) for code in (HSC, EC, JPD)) == alone
    assert found.places == places
    assert (found.both == found.both.T).all()


def test_a_cell_names_what_it_counts() -> None:
    found = together(Within.OVERLAP)
    assert found.coding_ids(at(found, HSC), at(found, JPD)) == [3, 4]
    assert found.coding_ids(at(found, HSC), at(found, EC)) == [1, 2]


def test_expected_is_taken_of_all_turns_of_participants() -> None:
    found = together(Within.TURN)
    assert found.turns == 5
    assert found.expected(at(found, HSC), at(found, EC)) == pytest.approx(3 * 3 / 5)
    assert together(Within.PASSAGE).expected(0, 1) is None


def test_the_c_coefficient_is_jaccards() -> None:
    found = together(Within.PASSAGE)
    assert found.c(at(found, HSC), at(found, EC)) == Coefficient(1 / 5)


def known(within: Within, first: int, second: int, both: int, turns: int) -> CodesTogether:
    """Return two codes that were counted already."""
    made = together(within)
    made.both[:2, :2] = [[first, both], [both, second]]
    return CodesTogether(
        within, made.columns, made.both, 0, turns, made.find_meetings, made.column, made.coding_id
    )


def test_published_figures() -> None:
    """The c-coefficient of the manual of ATLAS.ti, the lift of Brin et al.: 27 and 19 of 109, 5 on both."""
    assert known(Within.PASSAGE, 27, 19, 5, 0).c(0, 1).value == pytest.approx(0.122, abs=0.0005)
    expected = known(Within.TURN, 27, 19, 5, 109).expected(0, 1)
    assert expected is not None
    assert expected == pytest.approx(4.706, abs=0.0005)
    assert 5 / expected == pytest.approx(1.062, abs=0.0005)


def test_one_passage_over_several_has_no_coefficient() -> None:
    coded = [Coded(1, JPD, 1, 4), Coded(1, EC, 1), Coded(1, EC, 2), Coded(1, EC, 4)]
    found = codes_together(analysis_data([TALK], coded), Within.OVERLAP)
    assert cell(found, JPD, EC) == 3
    assert found.c(at(found, JPD), at(found, EC)).value is None


def test_nothing_is_coded() -> None:
    found = codes_together(analysis_data([TALK], []), Within.TURN)
    assert (found.places, found.both.sum(), found.c(0, 1).value) == (0, 0, None)
