"""The matrix: what is in its cells, worked out by hand; what came and went; its rows and columns."""

from dataclasses import replace

import pandas as pd
import pytest

from coding.analysis.coding_fields import Noted
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.known_names import KnownNames
from coding.analysis.matrix import ColumnsOf, Matrix, columns_of_codes, matrix_columns
from coding.analysis.matrix_records import matrix_records
from coding.analysis.matrix_rows import RowsOf, matrix_rows
from coding.analysis.selection import Asked, coding_ids, select
from coding.model.cells import RowPlace, Seen
from coding.model.query import Query
from coding.model.study import Attribute, AttributeKind, AttributeValue, Case, Person, Post, Question
from coding.query.parsing import parse
from tests.coding.analysis.small_study import (
    EC,
    HEAD,
    HSC,
    JPD,
    MC,
    PC,
    TEACHER,
    TRUST,
    Y2014,
    Y2015,
    A,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)

ANN, BO = Person(1, "Ann"), Person(2, "Bo")
POSTS = (
    Post(1, 1, Y2014, A, HEAD),
    Post(2, 1, Y2015, A, HEAD),
    Post(3, 2, Y2014, B, TEACHER),
    Post(4, 2, Y2015, B, TEACHER),
)
TALKS = [
    Talk(Y2014, A, people=(1,), speakers=(Speaker(1, turns=(0, 1, 2)),)),
    Talk(Y2015, A, people=(1,), speakers=(Speaker(1, turns=(0, 1, 2)),), asked=((0, 1),)),
    Talk(Y2014, B, people=(2,), speakers=(Speaker(2, turns=(0, 1, 2)),)),
    Talk(Y2015, B, people=(1, 2), speakers=(Speaker(1, turns=(0,)), Speaker(2, turns=(1, 2)))),
]
# In order: ids 1 to 8. Interview 4 is a joint one in School B, where Ann of School A speaks first.
CODED = [
    Coded(1, HSC, 0),
    Coded(1, TRUST, 0),
    Coded(1, EC, 1),
    Coded(2, JPD, 2),
    Coded(3, HSC, 1),
    Coded(4, TRUST, 0),
    Coded(4, HSC, 1),
    Coded(4, MC, 2),
]


@pytest.fixture
def asked() -> Asked:
    data = replace(
        analysis_data(TALKS, CODED, POSTS, (Question(1, Y2015, 0, "How?"),)),
        attributes=(Attribute(1, "Tier", AttributeKind.SCHOOL, per_round=True),),
        attribute_values=(
            AttributeValue(1, None, None, "one", school_id=A),
            AttributeValue(1, None, None, "two", school_id=A, round_id=Y2015),
        ),
        cases=(Case(1, "c", "Trust", frozenset({B}), frozenset({2})),),
    )
    return Asked(data, KnownNames(data, (ANN, BO)), lambda _ids: {}, Noted(pd.DataFrame))


def counts(
    asked: Asked, rows: RowsOf, attribute: str = "", narrowed: Query | None = None
) -> dict[str, list[int]]:
    matrix = Matrix(
        asked,
        matrix_rows(asked.names, rows, attribute),
        matrix_columns(asked, ColumnsOf.STRANDS),
    )
    places = range(len(matrix.columns))
    return {row.name: [matrix.count(at, each) for each in places] for at, row in enumerate(matrix.rows)}


def test_strands_of_schools_by_round(asked: Asked) -> None:
    # JPD, M&C, HSC (with Trust: a passage once), E&C. Ann’s turn in 4 is School A’s in 2015.
    assert counts(asked, RowsOf.SCHOOL_BY_ROUND) == {
        "School A, 2014": [0, 0, 1, 1],
        "School A, 2015": [1, 0, 1, 0],
        "School B, 2014": [0, 0, 1, 0],
        "School B, 2015": [0, 1, 1, 0],
    }


@pytest.mark.parametrize(
    ("rows", "attribute", "expected"),
    [
        (RowsOf.SCHOOL, "", {"School A": [1, 0, 2, 1], "School B": [0, 1, 2, 0]}),
        (RowsOf.ROLE, "", {"HD": [1, 0, 2, 1], "SLT": [0, 0, 0, 0], "T": [0, 1, 2, 0]}),
        (RowsOf.PERSON, "", {"Ann": [1, 0, 2, 1], "Bo": [0, 1, 2, 0]}),
        (RowsOf.CASE, "", {"Trust": [1, 1, 2, 0]}),
        (RowsOf.QUESTION, "", {"1. How?": [1, 0, 0, 0]}),
        (RowsOf.ATTRIBUTE, "tier", {"one": [0, 0, 1, 1], "two": [1, 0, 1, 0]}),
    ],
)
def test_other_rows(asked: Asked, rows: RowsOf, attribute: str, expected: dict[str, list[int]]) -> None:
    assert counts(asked, rows, attribute) == expected


def test_cells_count_as_compare_does(asked: Asked) -> None:
    found = frequencies(asked.analysis_data, (Grouping.ROUND, Grouping.SCHOOL))
    matrix = Matrix(
        asked,
        matrix_rows(asked.names, RowsOf.SCHOOL_BY_ROUND),
        matrix_columns(asked, ColumnsOf.STRANDS),
    )
    for group in found.groups:
        school, round_ = (group.member(by).label for by in (Grouping.SCHOOL, Grouping.ROUND))
        row = [each.name for each in matrix.rows].index(f"{school}, {round_}")
        for at, column in enumerate(matrix.columns):
            cell = found.cell(group, found.columns.get(ColumnKind.STRAND, column.code_id))
            assert matrix.count(row, at) == cell.count


@pytest.mark.parametrize("narrowed", ["", "in:2015", "hsc", "not e&c school:A"])
def test_the_query_of_a_cell_finds_its_codings(asked: Asked, narrowed: str) -> None:
    query = parse(narrowed, asked.names) if narrowed else Query()
    matrix = Matrix(
        asked, matrix_rows(asked.names, RowsOf.SCHOOL), matrix_columns(asked, ColumnsOf.STRANDS), query
    )
    for row in range(len(matrix.rows)):
        for at, column in enumerate(matrix.columns):
            asks = parse(str(matrix.query(row, column)), asked.names)
            found = set(coding_ids(asked.analysis_data, select(asked, asks)).tolist())
            assert set(matrix.codings(row, at).tolist()) <= found
            if narrowed != "hsc":  # who asks for HSC beside finds its codings too
                assert set(matrix.codings(row, at).tolist()) == found


def test_dimensions_hold_what_is_below_and_sub_strands_stand_beside(asked: Asked) -> None:
    rows = matrix_rows(asked.names, RowsOf.SCHOOL)
    dimensions = Matrix(asked, rows, matrix_columns(asked, ColumnsOf.DIMENSIONS))
    assert [dimensions.count(0, at) for at in (0, 1)] == [1, 3]  # PC of A: 0 with HSC and Trust, 1, and Ann’s
    apart = matrix_columns(asked, ColumnsOf.STRANDS, apart=True)
    assert [(each.code_id, each.is_below) for each in apart] == [
        *((JPD, False), (MC, False), (HSC, False), (TRUST, True), (EC, False))
    ]
    assert [each.label for each in columns_of_codes(asked, [PC, JPD])] == ["PC", "JPD"]
    assert [each.code_id for each in matrix_columns(asked, ColumnsOf.KEY_STRANDS, {HSC})] == [HSC]


def test_what_came_went_and_was_recoded_since(asked: Asked) -> None:
    matrix = Matrix(
        asked,
        matrix_rows(asked.names, RowsOf.SCHOOL),
        columns_of_codes(asked, [HSC]),
        parse("in:2015", asked.names),
    )
    # School A has 1, 2 (one passage) and 6; the filter leaves 6 alone, but 1 and 2 came all the same.
    assert matrix.codings(0, 0).tolist() == [6]
    assert matrix.everything(0, 0).tolist() == [1, 2, 6]
    assert [matrix.since(0, 0, Seen(frozenset(ids))) for ids in ({1, 2, 6}, {6}, {1, 2, 6, 99}, ())] == [
        *(0, 1, 1, 2)
    ]


def test_what_a_summary_is_about_stays_a_row_when_nothing_is_called_so_any_more(asked: Asked) -> None:
    rows = matrix_rows(asked.names, RowsOf.ATTRIBUTE, "Tier", [RowPlace(attribute="Tier", value="three")])
    assert [row.label for row in rows] == ["one", "two", "three"]


def test_records_name_row_code_and_query(asked: Asked) -> None:
    matrix = Matrix(asked, matrix_rows(asked.names, RowsOf.SCHOOL), columns_of_codes(asked, [EC]))
    first, second = matrix_records(matrix, {})
    assert (first["row"], first["code"], first["query"], first["passages"]) == (
        "School A",
        "E&C",
        "E&C school:A",
        1,
    )
    assert second["codings"] == []
