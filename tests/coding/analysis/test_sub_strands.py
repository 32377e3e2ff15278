"""Sub-strands apart (counting rule 6): beside their strand, which counts them all the same, and in no sum."""

from dataclasses import replace
from itertools import product

import pytest

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.charting import chart
from coding.analysis.columns import Column, ColumnKind, Counted
from coding.analysis.comparison import comparison
from coding.analysis.cross_table import CrossRowKind, as_lines, cross_table
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure, Unsure
from coding.analysis.print_style import in_greys
from coding.analysis.table_records import table_records
from tests.coding.analysis.small_study import HSC, JPD, PC, TRUST, Y2014, Y2015, Coded, Speaker, Talk
from tests.coding.analysis.small_study import analysis_data as study_of

TALKS = [
    Talk(Y2014, people=(1,), speakers=(Speaker(1, 100, turns=(0, 1, 2)),)),
    Talk(Y2015, people=(1,), speakers=(Speaker(1, 200, turns=(0, 1, 2)),)),
]
# Interview 1: HSC and Trust on one passage, Trust alone on another, HSC alone on a third; then PC alone.
# Interview 2: Trust twice on one passage, by two coders, one of them unsure.
CODED = [
    Coded(1, HSC, 0),
    Coded(1, TRUST, 0),
    Coded(1, TRUST, 1),
    Coded(1, HSC, 2),
    Coded(1, PC, 2),
    Coded(1, JPD, 2),
    Coded(2, TRUST, 0, coder=1),
    Coded(2, TRUST, 0, coder=2, unsure=True),
]
DATA: AnalysisData = study_of(TALKS, CODED)


def counted(measure: Measure = Measure.COUNT, how: Counted = Counted.PASSAGES) -> Frequencies:
    return frequencies(DATA.apart, (Grouping.ROUND,), measure, counted_in=how)


def texts(found: Frequencies, code_id: int, kind: ColumnKind) -> list[str]:
    return [found.cell(group, found.columns.get(kind, code_id)).text for group in found.groups]


def test_a_sub_strand_counts_what_its_strand_has_of_it() -> None:
    found = counted()
    assert texts(found, HSC, ColumnKind.STRAND) == ["3", "2"]  # the passage with both counts once
    assert texts(found, TRUST, ColumnKind.SUB_STRAND) == ["2", "2"]
    trust = found.cell(found.groups[0], found.columns.get(ColumnKind.SUB_STRAND, TRUST))
    assert (trust.coding_ids, trust.count, trust.passages, trust.interviews) == ((2, 3), 2, 2, 1)
    later = found.cell(found.groups[1], found.columns.get(ColumnKind.SUB_STRAND, TRUST))
    assert (later.unsure, later.coders) == (1, 2)
    once = counted(how=Counted.TOGETHER)
    assert texts(once, TRUST, ColumnKind.SUB_STRAND) == ["2", "1"]


def test_rates_and_shares_have_it_too() -> None:
    words = counted(Measure.PER_1000_WORDS)
    assert texts(words, TRUST, ColumnKind.SUB_STRAND) == ["20.0", "10.0"]
    assert texts(counted(Measure.INTERVIEWS), TRUST, ColumnKind.SUB_STRAND) == ["1 of 1", "1 of 1"]


@pytest.mark.parametrize("measure", list(Measure))
def test_nothing_else_is_another_number_for_it(measure: Measure) -> None:
    for unsure, how in product(Unsure, Counted):
        plain, apart = (
            frequencies(data, (Grouping.ROUND, Grouping.SCHOOL), measure, unsure, how)
            for data in (DATA, DATA.apart)
        )
        for group, column in product((*plain.groups, *plain.totals), plain.columns.columns):
            here, there = plain.cell(group, column), apart.cell(group, column)
            assert (here.text, here.coding_ids) == (there.text, there.coding_ids)


def test_it_stands_after_its_strand_in_chart_and_table_and_is_sorted_with_it() -> None:
    found = counted()

    def labels(columns: tuple[Column, ...]) -> list[str]:
        return [column.label for column in columns]

    assert labels(chart(found).categories) == ["JPD", "M&C", "HSC", "Trust", "E&C", "PC alone"]
    assert labels(found.basic) == ["JPD", "M&C", "HSC", "E&C", "PC alone"]
    assert [(each.first, each.last) for each in chart(found).dimensions] == [(0, 1), (2, 5)]
    by_school = frequencies(DATA.apart, (Grouping.ROUND, Grouping.SCHOOL))
    table = cross_table("codings", by_school, None, comparison(DATA.apart, Grouping.ROUND))
    ordered = [row.label for row in table.ordered(0, descending=True)]
    assert ordered[3:8] == ["Partnership Competence", "HSC", "Trust", "PC alone", "E&C"]
    row = next(row for row in table.rows if row.kind is CrossRowKind.SUB_STRAND)
    assert as_lines(table, [row], [0, 1, 3, 4])[-1] == ["– Trust", "2", "2", "2", "0"]


def test_records_of_it_are_in_no_sum() -> None:
    records = list(table_records(counted()))
    apart = [record for record in records if record["kind"] == "sub-strand"]
    assert [(r["strand"], r["sub_strand"], r["of_strand"], r["written"]) for r in apart] == [
        ("HSC", "Trust", 2, "2"),
        ("HSC", "Trust", 2, "2"),
    ]
    plain = [r for r in table_records(frequencies(DATA, (Grouping.ROUND,))) if "text" not in r]
    totals = [record for record in records if record["kind"] == "total" and "sub_strand" in record]
    assert [(r["sub_strand"], r["total"]) for r in totals] == [("Trust", 4)]
    others = [r for r in records if "text" not in r and r not in (*apart, *totals)]
    assert others == plain


def test_shades_are_on_one_scale_and_of_strands_alone() -> None:
    table = cross_table("codings", frequencies(DATA, (Grouping.ROUND, Grouping.SCHOOL)), None, None)
    shades = {row.label: [table.shade(row, at) for at in range(len(table.columns))] for row in table.rows}
    # 3 in 2014 is the highest; "all" beside each round, and what sums up, have no shade.
    assert shades["HSC"] == pytest.approx([1.0, 0.0, 2 / 3, 0.0])
    assert shades["JPD"] == pytest.approx([1 / 3, 0.0, 0.0, 0.0])
    assert not any(shades["Partnership Competence"] + shades["All codings"])


def test_in_print_no_hue_is_left_and_the_numbers_are_the_same() -> None:
    drawn = chart(frequencies(DATA, (Grouping.ROUND, Grouping.SCHOOL)))
    grey = in_greys(drawn)
    assert {each.hue for each in (*grey.categories, *grey.dimensions)} == {""}
    pairs = [
        pair for at in (0, 1) for pair in zip(*(each.panels[at].bars for each in (drawn, grey)), strict=True)
    ]
    assert {other.colour for _bar, other in pairs} <= {"print", "print:0", "unknown"}
    assert [replace(other, colour=bar.colour) for bar, other in pairs] == [bar for bar, _other in pairs]
