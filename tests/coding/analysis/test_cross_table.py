"""The table that is read: sums of dimensions, rounds across, order within dimensions, for Word and Excel."""

from coding.analysis.carriers import carrier_columns
from coding.analysis.charting import chart
from coding.analysis.columns import Counted
from coding.analysis.comparison import comparison
from coding.analysis.cross_table import (
    ColumnLook,
    CrossRowKind,
    CrossTable,
    as_html,
    as_lines,
    change_table,
    cross_table,
)
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure, Unsure
from tests.coding.analysis.small_study import EC, HSC, JPD, PC, Coded, analysis_data
from tests.coding.analysis.test_narrowing import CODED, OFFICES, TALKS

DATA = analysis_data(TALKS, [*CODED, Coded(2, JPD, 2), Coded(2, JPD, 3)], OFFICES)


def by_school() -> CrossTable:
    found = frequencies(DATA, (Grouping.ROUND, Grouping.SCHOOL))
    compared = comparison(DATA, Grouping.ROUND)
    return cross_table("codings", found, None, compared)


def texts(table: CrossTable, label: str) -> list[str]:
    row = next(row for row in table.rows if row.label == label)
    return [table.text(row, at) for at in range(len(table.columns))]


def test_schools_stand_across_by_round_with_all_and_the_change() -> None:
    table = by_school()
    assert [(column.band, column.label) for column in table.columns] == [
        *(("2014", label) for label in ("A", "B", "all")),
        *(("2015", label) for label in ("A", "B", "all")),
        ("", "change"),
    ]
    assert [column.state for column in table.columns][:4] == [*["2 of 2 done"] * 3, "1 of 2 done"]
    # In 2015 the teachers of both schools speak in one passage: once in each school, once in all.
    assert texts(table, "HSC") == ["2", "1", "3", "1", "1", "1", "−1"]
    # The change is of the head and the teacher of A, who were in both: 2 passages, then 1.
    assert table.note == "2015: 1 of 2 interviews done. Shown for the 2 people interviewed in both."
    assert texts(table, "n interviews done") == ["1", "1", "2", "1", "1 of 2", "1 of 2", "1 + 1"]


def test_a_dimension_sums_its_strands_and_what_is_coded_on_it_alone() -> None:
    table = by_school()
    assert texts(table, "Partnership Competence")[:6] == ["3", "1", "4", "1", "2", "2"]
    strands = [row for row in table.rows if row.kind is CrossRowKind.STRAND and row.hue == "amber"]
    assert [row.label for row in strands] == ["HSC", "E&C", "PC alone"]
    for column in range(6):
        counts = [table.entry(row, column) for row in strands]
        total = sum(entry.value or 0 for entry in counts if entry is not None)
        assert texts(table, "Partnership Competence")[column] == str(int(total))
    assert texts(table, "All codings")[:6] == ["3", "3", "6", "1", "3", "3"]


def test_strands_are_sorted_within_their_dimensions() -> None:
    table = by_school()
    in_order = [row.label for row in table.ordered(2, descending=False)]
    assert in_order[:7] == [
        "Professional Development",
        "M&C",
        "JPD",
        "Partnership Competence",
        "PC alone",
        "E&C",
        "HSC",
    ]
    down = [row.label for row in table.ordered(2, descending=True)]
    assert down[:7] == [
        "Professional Development",
        "JPD",
        "M&C",
        "Partnership Competence",
        "HSC",
        "E&C",
        "PC alone",
    ]
    assert table.ordered(None, descending=True) == list(table.rows)


def test_two_groupings_have_sums_for_the_outer_and_over_all_of_it() -> None:
    found = frequencies(DATA, (Grouping.ROUND, Grouping.SCHOOL, Grouping.ROLE))
    margins = frequencies(DATA, (Grouping.ROUND, Grouping.ROLE))
    table = cross_table("codings", found, margins, None)
    first = {
        column.label: number
        for column, number in zip(table.columns, texts(table, "HSC"), strict=True)
        if column.band == "2014"
    }
    assert first == {
        "A · HD": "2",
        "A · T": "1",
        "A · all": "2",
        "B · HD": "1",
        "B · all": "1",
        "HD": "3",
        "T": "1",
        "all": "3",
    }
    second = {
        column.label: number
        for column, number in zip(table.columns, texts(table, "HSC"), strict=True)
        if column.band == "2015"
    }
    # One passage of the teachers of both schools: once in each cell, once in every sum.
    assert second["A · T"] == second["B · T"] == second["T"] == second["all"] == "1"


def test_the_table_of_a_change_has_a_column_for_each_that_has_one() -> None:
    done = [*TALKS[:3]]
    data = analysis_data(done, [coded for coded in CODED if coded.interview < 4], OFFICES)
    compared = comparison(data, Grouping.SCHOOL)
    assert compared is not None
    table = change_table("change in codings", compared)
    assert [(column.band, column.label) for column in table.columns] == [
        ("2014 to 2015", "A"),
        ("2014 to 2015", "B"),
        ("2014 to 2015", "all"),
    ]
    assert texts(table, "HSC") == ["2, then 1", "1, then 1", "−2"]


def test_who_carries_a_strand_is_a_dot_an_interview_or_a_bar() -> None:
    columns = list(carrier_columns(DATA, Unsure.WITH, Counted.PASSAGES))
    found = frequencies(DATA, (Grouping.ROUND,), Measure.INTERVIEWS)
    hsc = next(column for column in found.basic if column.code_id == HSC)
    assert [column.number(hsc).text for column in columns] == ["2 of 2", "1 of 1"]
    assert columns[0].look is ColumnLook.DOTS
    assert columns[0].dots is not None
    assert [dot.cells[0].count for dot in columns[0].dots(hsc)] == [2, 1]
    many = analysis_data([*TALKS, *[TALKS[1]] * 30], CODED, OFFICES)
    assert {column.look for column in carrier_columns(many, Unsure.WITH, Counted.PASSAGES)} == {
        ColumnLook.BAR
    }


def test_every_number_of_the_table_knows_what_it_counts() -> None:
    table = by_school()
    for row in table.rows:
        for at, column in enumerate(table.columns[:6]):
            entry = table.entry(row, at)
            if entry is None or entry.value is None:
                continue
            (cell,) = entry.cells
            passages = cell.codings[["interview_id", "start", "end", "coder_id"]].drop_duplicates()
            assert len(passages) == cell.passages, (row.label, column.name)
            assert column.name.startswith(column.band)


def test_word_gets_a_table_and_other_programs_tabs() -> None:
    table = by_school()
    rows = [row for row in table.rows if row.column is not None and row.column.code_id in {EC, PC, HSC}]
    lines = as_lines(table, rows, range(7))
    assert lines[:2] == [
        ["", "2014", "", "", "2015", "", "", ""],
        ["codings", "A", "B", "all", "A", "B", "all", "change"],
    ]
    assert lines[3] == ["HSC High social capital", "2", "1", "3", "1", "1", "1", "−1"]
    html = as_html(lines, [row.kind is not CrossRowKind.STRAND for row in rows])
    assert html.startswith("<table") and html.count("<tr>") == len(lines)
    assert "<td>E&amp;C Evaluation and challenge</td>" in html


def test_charts_of_a_crossed_table_say_whose_they_are() -> None:
    drawn = chart(frequencies(DATA, (Grouping.ROUND, Grouping.SCHOOL, Grouping.ROLE)))
    assert [panel.title for panel in drawn.panels] == [
        "2014, School A",
        "2014, School B",
        "2015, School A",
        "2015, School B",
    ]
    assert drawn.title.startswith("Codings by strand, school and role, 2014 and 2015")
