"""A dimension without strands, anywhere in the codebook: its numbers are 0, everybody else's their own."""

from dataclasses import replace
from itertools import product

import pytest

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import Chart
from coding.analysis.charting import change_chart, chart
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.comparison import comparison
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.model.framework import Code
from tests.coding.analysis.small_study import FRAMEWORK, Y2014, Y2015, Coded, Talk, analysis_data

# Ids leave room before, between and after them: numbers were once looked up by their order.
PD, JPD, PC, HSC, EC = 10, 11, 20, 21, 22
CODES = (
    Code(PD, None, "Professional Development", "PD", is_group=True),
    Code(JPD, PD, "Joint practice development", "JPD"),
    Code(PC, None, "Partnership Competence", "PC", is_group=True),
    Code(HSC, PC, "High social capital", "HSC"),
    Code(EC, PC, "Evaluation and challenge", "E&C"),
)
PLACES = {"first": 0, "middle": 2, "last": 5}
# 2014: JPD on two passages, HSC and E&C together on a third; 2015: E&C on one.
CODINGS = [Coded(1, JPD), Coded(1, JPD, 1), Coded(1, HSC, 2), Coded(1, EC, 2), Coded(2, EC)]
BY_HAND = {
    "JPD": (2, 0),
    "HSC": (1, 0),
    "E&C": (1, 1),
    "all": (4, 1),
    "passages": (3, 1),
    "PD codings": (2, 0),
    "PD passages": (2, 0),
    "PC codings": (2, 1),
    "PC passages": (1, 1),
    "ED codings": (0, 0),
    "ED passages": (0, 0),
}


def with_empty_dimension(place: str, id_: int, *coded: Coded) -> AnalysisData:
    codes = list(CODES)
    codes.insert(PLACES[place], Code(id_, None, "Empty Dimension", "ED", is_group=True))
    data = analysis_data([Talk(Y2014), Talk(Y2015)], [*CODINGS, *coded])
    return replace(data, framework=replace(FRAMEWORK, codes=tuple(codes)))


def by_round(found: Frequencies) -> dict[str, tuple[float | None, ...]]:
    return {
        column.label: tuple(found.cell(group, column).value for group in found.groups)
        for column in found.columns.columns
    }


def figures(drawn: Chart) -> list[dict[str, str]]:
    return [
        {drawn.categories[bar.category].label: bar.text for part in panel.parts for bar in part if bar.figure}
        for panel in drawn.panels
    ]


anywhere = pytest.mark.parametrize(("place", "id_"), list(product(PLACES, (5, 15, 25))))


@anywhere
def test_every_number_is_its_own(place: str, id_: int) -> None:
    assert by_round(frequencies(with_empty_dimension(place, id_), (Grouping.ROUND,))) == BY_HAND


@anywhere
def test_once_it_is_coded_it_has_a_column(place: str, id_: int) -> None:
    data = with_empty_dimension(place, id_, Coded(2, id_, 1), Coded(2, id_, 2))
    assert by_round(frequencies(data, (Grouping.ROUND,))) == BY_HAND | {
        "ED alone": (0, 2),
        "ED codings": (0, 2),
        "ED passages": (0, 2),
        "all": (4, 3),
        "passages": (3, 3),
    }


@anywhere
def test_counted_in_answers(place: str, id_: int) -> None:
    """Nobody is named as speaking, so that there are no answers: each passage counts."""
    found = frequencies(with_empty_dimension(place, id_), (Grouping.ROUND,), counted_in=Counted.ANSWERS)
    assert by_round(found) == {
        label.replace("passages", "answers"): counts for label, counts in BY_HAND.items()
    }


@anywhere
def test_its_numbers_have_no_codings_behind_them(place: str, id_: int) -> None:
    found = frequencies(with_empty_dimension(place, id_))
    (total, _later) = found.totals
    for kind in (ColumnKind.DIMENSION_CODINGS, ColumnKind.DIMENSION_PASSAGES):
        assert found.cell(total, found.columns.get(kind, id_)).coding_ids == ()
        assert found.cell(total, found.columns.get(kind, PC)).coding_ids == (3, 4)


@anywhere
def test_the_chart_and_the_change(place: str, id_: int) -> None:
    data = with_empty_dimension(place, id_)
    assert figures(chart(frequencies(data))) == [
        {"JPD": "2", "HSC": "1", "E&C": "1"},
        {"JPD": "0", "HSC": "0", "E&C": "1"},
    ]
    compared = comparison(data, Grouping.SCHOOL)
    assert compared is not None
    assert figures(change_chart(compared)) == [{"JPD": "−2", "HSC": "−1", "E&C": "0"}]
    total = compared.pairs[-1]
    changes = {c.label: compared.change(total, c).text for c in compared.found.columns.columns}
    assert (changes["PD passages"], changes["PC passages"], changes["ED passages"]) == ("−2", "0", "0")


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("codes", [(), (Code(PD, None, "One", "O", is_group=True),)])
def test_a_framework_without_any_strand(measure: Measure, codes: tuple[Code, ...]) -> None:
    data = analysis_data([Talk(Y2014), Talk(Y2015)], [])
    data = replace(data, framework=replace(FRAMEWORK, codes=codes))
    found = frequencies(data, measure=measure)
    assert {value or 0 for values in by_round(found).values() for value in values} == {0}
    assert figures(chart(found)) == [{}, {}]
