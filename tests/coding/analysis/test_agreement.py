"""Agreement over units: what each unit carries, what is counted, and which codings stand behind it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.agreement import Agreement, Part, agreement, within_interview
from coding.analysis.agreement_categories import Category, by_dimension, by_stage, by_strand
from coding.analysis.agreement_units import (
    AgreementUnits,
    character_units,
    participants_turns,
    passage_units,
    sentence_units,
    sentences_of,
    turn_units,
)
from coding.analysis.coefficients import Coefficient, Fourfold, ac1, alpha, f1, kappa
from coding.model.agreement import CoefficientName, PassageSource
from tests.coding.analysis.known_agreement import (
    JN,
    KL,
    KNOWN,
    SR,
    TOLERANCE,
    Given,
    count_words,
    frame,
    spans,
)
from tests.coding.analysis.small_study import (
    EC,
    FRAMEWORK,
    HSC,
    JPD,
    MC,
    PC,
    TRUST,
    Speaker,
    Talk,
    analysis_data,
)

TURNS = spans(*((at, at + 10) for at in range(0, 60, 10)))


def agreed(*codings: Given, coders: tuple[int, ...] = (SR, JN), fewest: int = 1) -> Agreement:
    """Return the agreement over six turns of ten code points."""
    table = frame(*codings)
    return agreement(table, coders, turn_units(table, TURNS), by_strand(FRAMEWORK, table), fewest=fewest)


def of(found: Agreement, code: int) -> Category:
    return next(category for category in found.rows if category.id == code)


def table_of(found: Agreement, code: int) -> Fourfold:
    table = found.rows[of(found, code)].table
    assert table is not None
    return table


BOTH_SIDES = (
    Given(SR, HSC, 0, 10),  # both, on the first turn
    Given(JN, TRUST, 2, 8),  # a sub-strand is its strand
    Given(SR, HSC, 12, 35),  # two turns that JN has not, and the third with it
    Given(JN, HSC, 30, 33),
    Given(JN, EC, 40, 50),
    Given(SR, PC, 40, 50),  # a dimension alone is a column of its own
)


def test_turns_that_both_coded_or_one() -> None:
    found = agreed(*BOTH_SIDES)
    assert table_of(found, HSC) == Fourfold(both=2, first_only=2, second_only=0, neither=2)
    assert table_of(found, EC) == Fourfold(0, 0, 1, 5)
    assert table_of(found, PC) == Fourfold(0, 1, 0, 5)


def test_in_all_the_strands_add_up() -> None:
    """Six turns and five columns (JPD, M&C, HSC, E&C, PC alone): 30 decisions."""
    found = agreed(*BOTH_SIDES)
    assert found.overall.table == Fourfold(2, 3, 1, 24)
    assert (found.same_sets, found.n_units) == (3, 6)


def test_coefficients_are_those_of_the_table() -> None:
    found = agreed(*BOTH_SIDES)
    row, table = found.rows[of(found, HSC)], table_of(found, HSC)
    given_ = np.array([[1, 1, 1, 1, 0, 0], [1, 0, 0, 1, 0, 0]])
    assert (row.of(CoefficientName.ALPHA), row.of(CoefficientName.KAPPA)) == (alpha(given_), kappa(table))
    assert (row.of(CoefficientName.AC1), row.of(CoefficientName.F1)) == (ac1(table), f1(table))
    assert row.of(CoefficientName.BRENNAN_PREDIGER).value == pytest.approx(2 * 4 / 6 - 1)


def test_a_strand_on_few_units_has_counts_and_a_dash_with_its_reason() -> None:
    found = agreed(*BOTH_SIDES, fewest=5)
    rare, never = found.rows[of(found, HSC)], found.rows[of(found, JPD)]
    assert rare.alpha.value is None and "5" in rare.alpha.why_not
    assert table_of(found, HSC).both == 2
    assert never.alpha.value is None and never.alpha.why_not != rare.alpha.why_not


def test_a_figure_leads_to_its_codings() -> None:
    found = agreed(*BOTH_SIDES)
    assert found.coding_ids(of(found, HSC), Part.BOTH).tolist() == [1, 2, 3, 4]
    assert found.coding_ids(of(found, HSC), Part.FIRST_ONLY).tolist() == [3]
    assert found.coding_ids(of(found, EC), Part.SECOND_ONLY).tolist() == [5]
    assert found.unit_positions(of(found, HSC), Part.NEITHER).tolist() == [4, 5]
    assert found.coding_ids(of(found, HSC), Part.NEITHER).tolist() == []


def test_interviews_that_one_has_not_read_are_left_out() -> None:
    table = frame(Given(SR, HSC, 0, 10), Given(JN, HSC, 0, 10), Given(SR, EC, 0, 10, interview=2))
    turns = frame_of_turns(1, 2)
    units, strands = turn_units(table, turns), by_strand(FRAMEWORK, table)
    found = agreement(table, (SR, JN), units, strands, read={SR: [1, 2], JN: [1]}, fewest=1)
    assert found.n_units == found.same_sets == 2 and table_of(found, EC) == Fourfold(0, 0, 0, 2)
    assert table_of(found, HSC) == Fourfold(1, 0, 0, 1)
    assert found.read_once.tolist() == [2]


def frame_of_turns(*interviews: int) -> pd.DataFrame:
    return pd.concat([spans((0, 10), (10, 20), interview=at) for at in interviews], ignore_index=True)


def test_within_an_interview() -> None:
    table = frame(
        Given(SR, HSC, 0, 10),
        Given(JN, HSC, 0, 10),
        Given(SR, EC, 0, 10, interview=2),
        Given(JN, HSC, 0, 5, interview=2),
    )
    found = agreement(
        table, (SR, JN), turn_units(table, frame_of_turns(1, 2)), by_strand(FRAMEWORK, table), fewest=1
    )
    assert table_of(found, HSC) == Fourfold(1, 0, 1, 2)
    assert table_of(within_interview(found, 2), HSC) == Fourfold(0, 0, 1, 1)
    assert table_of(within_interview(found, 1), HSC) == Fourfold(1, 0, 0, 1)


def test_three_coders_have_alpha_and_nothing_that_is_for_two() -> None:
    """HSC on the six turns: 111, 110, 010 and three times nothing.

    Pairs of two values count half: 0-1 meets 1 + 1 times each way, n = 18 with 6 ones: 1 - 17 * 2 / 72.
    """
    found = agreed(Given(SR, HSC, 0, 20), Given(JN, HSC, 0, 30), Given(KL, HSC, 0, 10), coders=(SR, JN, KL))
    row = found.rows[of(found, HSC)]
    assert row.alpha.value == pytest.approx(1 - 17 * 2 / 72)
    assert row.table is None and row.kappa.value is None and "pair" in row.kappa.why_not
    assert found.overall.table is None and found.overall.alpha.value is not None


def test_by_dimension_and_by_stage() -> None:
    table = frame(Given(SR, HSC, 0, 10, stage=1), Given(JN, EC, 0, 10, stage=2), Given(JN, MC, 10, 20))
    units = turn_units(table, TURNS)
    found = agreement(table, (SR, JN), units, by_dimension(FRAMEWORK, table), fewest=1)
    assert table_of(found, PC) == Fourfold(1, 0, 0, 5)
    stages = agreement(table, (SR, JN), units, by_stage(FRAMEWORK, table), fewest=1)
    assert [row.table for row in stages.rows.values()] == [Fourfold(0, 1, 0, 5), Fourfold(0, 0, 1, 5)]


# --- units ---------------------------------------------------------------------------------------


def test_characters_are_counted_as_printed() -> None:
    known = KNOWN["characters"]
    table = frame(Given(SR, HSC, *known["first"]), Given(JN, HSC, *known["second"]))
    units = character_units(table, spans((0, known["length"])))
    found = agreement(table, (SR, JN), units, by_strand(FRAMEWORK, table))
    assert table_of(found, HSC) == Fourfold(*known["table"])
    row = found.rows[of(found, HSC)]
    assert row.kappa.value == pytest.approx(known["kappa"], abs=TOLERANCE)


def test_characters_of_the_interviewer_count_for_nothing() -> None:
    table = frame(Given(SR, HSC, 0, 30), Given(JN, HSC, 15, 30))
    units = character_units(table, spans((0, 10), (20, 40)))
    found = agreement(table, (SR, JN), units, by_strand(FRAMEWORK, table))
    assert table_of(found, HSC) == Fourfold(both=10, first_only=10, second_only=0, neither=10)


def test_turns_of_participants_and_what_lies_on_none() -> None:
    asked = Speaker(kind="interviewer", turns=(0, 2))
    study = analysis_data([Talk(speakers=(asked, Speaker(person=1, turns=(1,)), Speaker(turns=(3,))))], [])
    turns = participants_turns(study, np.array([1]))
    assert turns.to_numpy().tolist() == [[1, 10, 20], [1, 30, 40]]
    table = frame(Given(SR, HSC, 0, 10), Given(SR, HSC, 25, 31), Given(JN, HSC, 20, 30))
    units = turn_units(table, turns)
    assert (units.coding.tolist(), units.unit.tolist()) == ([1], [1])
    assert units.outside(table).tolist() == [0, 2]


def test_sentences_of_turns() -> None:
    text = "We met. It was fine.  And then? Nothing."
    found = sentences_of(spans((0, 20), (22, 40)), {1: text})
    assert [text[start:end] for _id, start, end in found.to_numpy().tolist()] == [
        "We met.",
        "It was fine.",
        "And then?",
        "Nothing.",
    ]
    table = frame(Given(SR, HSC, 8, 31))
    assert sentence_units(table, found).unit.tolist() == [1, 2]


def test_spans_that_overlap_by_the_share_are_one_passage() -> None:
    """Words of ten code points: 3 of 4 in both; then 1 of 8, and 1 of 7."""
    table = frame(Given(SR, HSC, 0, 40), Given(JN, HSC, 10, 40), Given(JN, EC, 30, 80))
    units = passage_units(table, count_words, 0.5)
    assert (units.unit.tolist(), units.start.tolist(), units.end.tolist()) == ([0, 0, 1], [0, 30], [40, 80])
    found = agreement(table, (SR, JN), units, by_strand(FRAMEWORK, table), fewest=1)
    assert table_of(found, HSC) == Fourfold(1, 0, 0, None)
    assert found.rows[of(found, HSC)].f1 == Coefficient(1.0)
    assert passage_units(table, count_words, 1 / 7).unit.tolist() == [0, 0, 0]


def test_passages_that_were_found_have_no_neither_and_those_given_have() -> None:
    table = frame(Given(SR, HSC, 0, 40), Given(JN, HSC, 0, 40), Given(SR, EC, 50, 80))
    for passages, neither in ((PassageSource.FOUND, None), (PassageSource.GIVEN, 1)):
        units = passage_units(table, count_words, 0.5, passages)
        found = agreement(table, (SR, JN), units, by_strand(FRAMEWORK, table), fewest=1)
        row = found.rows[of(found, HSC)]
        assert row.table == Fourfold(1, 0, 0, neither)
        assert (row.alpha.value is None) == (neither is None) and row.f1.value == 1


def test_alpha_of_sets_as_worked_out() -> None:
    names = {"HSC": HSC, "E&C": EC, "JPD": JPD}
    table = frame(
        *(
            Given(coder, names[name], at * 100, at * 100 + 50)
            for at, unit in enumerate(KNOWN["sets"]["units"])
            for coder, carried in zip((SR, JN), unit, strict=True)
            for name in carried
        )
    )
    units = passage_units(table, count_words, 0.5)
    found = agreement(table, (SR, JN), units, by_strand(FRAMEWORK, table))
    assert found.overall.alpha.value == pytest.approx(KNOWN["sets"]["alpha"])


def test_passages_that_one_did_not_find_say_nothing_about_sets() -> None:
    """What is on a passage that only one coded cannot be compared; F1 counts it."""
    alike = [Given(coder, code, at, at + 50) for coder in (SR, JN) for at, code in ((0, HSC), (100, EC))]
    table = frame(*alike, Given(SR, HSC, 300, 350))
    found = agreement(
        table, (SR, JN), passage_units(table, count_words, 0.5), by_strand(FRAMEWORK, table), fewest=1
    )
    assert found.overall.alpha == Coefficient(1.0)
    assert found.overall.f1.value == pytest.approx(4 / 5)


def test_of_found_passages_chance_is_one_of_the_codes() -> None:
    """Two of three codings agree, of four strands: (2/3 - 1/4) / (1 - 1/4)."""
    alike = [Given(coder, code, at, at + 50) for coder in (SR, JN) for at, code in ((0, HSC), (100, EC))]
    table = frame(*alike, Given(SR, HSC, 300, 350))
    found = agreement(
        table, (SR, JN), passage_units(table, count_words, 0.5), by_strand(FRAMEWORK, table), fewest=1
    )
    assert len(found.rows) == 4
    assert found.overall.brennan_prediger.value == pytest.approx(5 / 9)
    assert "F1" in found.rows[of(found, HSC)].brennan_prediger.why_not


def test_nothing_coded_is_no_agreement() -> None:
    found = agreed()
    assert found.overall.table == Fourfold(0, 0, 0, 24) and found.same_sets == 6
    for name in CoefficientName:
        assert found.overall.of(name).value is None and found.overall.of(name).why_not


def test_units_have_names() -> None:
    assert turn_units(frame(), TURNS).kind.label == "turn"


# --- laws ----------------------------------------------------------------------------------------


@st.composite
def codings(draw: st.DrawFn) -> list[Given]:
    def one() -> Given:
        start = draw(st.integers(0, 55))
        end = draw(st.integers(start + 1, 60))
        return Given(draw(st.sampled_from([SR, JN])), draw(st.sampled_from([HSC, EC, JPD, PC])), start, end)

    return [one() for _time in range(draw(st.integers(0, 8)))]


def carried(given_: list[Given], start: int, end: int, coder: int, code: int) -> bool:
    return any(
        (each.coder, each.code) == (coder, code) and each.start < end and start < each.end for each in given_
    )


@given(codings())
def test_each_turn_counts_once_in_one_part(given_: list[Given]) -> None:
    found = agreed(*given_)
    for category, row in found.rows.items():
        both = [
            tuple(carried(given_, start, start + 10, coder, category.id) for coder in (SR, JN))
            for start in range(0, 60, 10)
        ]
        parts = ((True, True), (True, False), (False, True), (False, False))
        assert row.table == Fourfold(*(both.count(part) for part in parts))


@given(codings())
def test_characters_are_as_many_units_as_they_are(given_: list[Given]) -> None:
    table = frame(*given_)
    strands = by_strand(FRAMEWORK, table)
    each = spans(*((at, at + 1) for at in range(60)))
    runs, single = (
        agreement(table, (SR, JN), units, strands, fewest=1)
        for units in (character_units(table, TURNS), turn_units(table, each))
    )
    for one, other in zip(
        (*runs.rows.values(), runs.overall), (*single.rows.values(), single.overall), strict=True
    ):
        assert one.table == other.table
        assert one.alpha.value == pytest.approx(other.alpha.value)


@given(codings())
def test_who_is_called_the_first_changes_sides_and_nothing_else(given_: list[Given]) -> None:
    one, other = agreed(*given_), agreed(*given_, coders=(JN, SR))
    for mine, theirs in zip(
        (*one.rows.values(), one.overall), (*other.rows.values(), other.overall), strict=True
    ):
        assert mine.table is not None and theirs.table is not None
        assert mine.table.both == theirs.table.both and mine.table.first_only == theirs.table.second_only
        for name in CoefficientName:
            assert mine.of(name).value == pytest.approx(theirs.of(name).value)
            assert mine.of(name).why_not == theirs.of(name).why_not


@given(codings(), st.permutations(range(6)))
def test_the_order_of_the_units_changes_nothing(given_: list[Given], order: list[int]) -> None:
    table = frame(*given_)
    units = turn_units(table, TURNS)
    place = np.argsort(order)
    shuffled: AgreementUnits = replace(
        units, start=units.start[order], end=units.end[order], unit=place[units.unit]
    )
    strands = by_strand(FRAMEWORK, table)
    one, other = (agreement(table, (SR, JN), each, strands, fewest=1) for each in (units, shuffled))
    assert one.overall.alpha == other.overall.alpha
    assert [row.table for row in one.rows.values()] == [row.table for row in other.rows.values()]


@given(codings())
def test_who_codes_as_the_other_does_agrees(given_: list[Given]) -> None:
    mine = [each for each in given_ if each.coder == SR]
    found = agreed(*mine, *(each._replace(coder=JN) for each in mine))
    assert found.same_sets == found.n_units == 6
    for row in (*found.rows.values(), found.overall):
        assert row.alpha.value in {None, 1} and (row.alpha.value == 1 or row.alpha.why_not)
        assert row.kappa.value in {None, 1}
