"""Groups hold codes; a code counts for the first on its path that is none, wherever that stands."""

import pytest

from coding.analysis.columns import ColumnKind, columns_of
from coding.model.framework import Code, Framework

# Power (a group) > Social (a group) > trust > trust at once; Power > pace; hope alone, fear below.
POWER, SOCIAL, TRUST, AT_ONCE, PACE, HOPE, FEAR = range(1, 8)
CODES = (
    Code(POWER, None, "Power", "P", hue="rose", is_group=True),
    Code(SOCIAL, POWER, "Social", "S", is_group=True),
    Code(TRUST, SOCIAL, "trust", ""),
    Code(AT_ONCE, TRUST, "trust at once", ""),
    Code(PACE, POWER, "pace", ""),
    Code(HOPE, None, "hope", "", hue="teal"),
    Code(FEAR, HOPE, "fear", ""),
)
OPEN = Framework(1, "", "", ("category", "code"), (), CODES)


@pytest.mark.parametrize(
    ("code_id", "counts_as"),
    [
        (POWER, POWER),
        (SOCIAL, SOCIAL),
        (TRUST, TRUST),
        (AT_ONCE, TRUST),
        (PACE, PACE),
        (HOPE, HOPE),
        (FEAR, HOPE),
    ],
)
def test_a_code_counts_for_the_first_that_is_no_group(code_id: int, counts_as: int) -> None:
    assert OPEN.counts_as(code_id) == counts_as
    assert (OPEN.strand_of(code_id) is None) == OPEN.is_group(code_id) == (code_id in {POWER, SOCIAL})


def test_what_charts_have_on_their_axis() -> None:
    assert [code.id for code in OPEN.strands()] == [TRUST, PACE, HOPE]
    assert [code.id for code in OPEN.groups_above(AT_ONCE)] == [POWER, SOCIAL]


def test_a_group_below_a_code_counts_for_the_code() -> None:
    codes = (Code(HOPE, None, "hope", ""), Code(FEAR, HOPE, "fear", "", is_group=True))
    assert Framework(1, "", "", (), (), codes).counts_as(FEAR) == HOPE


@pytest.mark.parametrize(
    ("levels", "names"),
    [
        (("category", "code"), "category category code code code code code"),
        (
            ("dimension", "strand", "part"),
            "dimension dimension strand part strand strand part",
        ),
        (("condition",), "category category condition condition condition condition condition"),
        ((), "category category code code code code code"),
    ],
)
def test_levels_are_named_by_what_a_code_is(levels: tuple[str, ...], names: str) -> None:
    framework = Framework(1, "", "", levels, (), CODES)
    assert " ".join(framework.level_of(code.id) for code in CODES) == names


def test_columns_of_groups_in_groups() -> None:
    columns = columns_of(OPEN, {SOCIAL, TRUST})
    assert [(column.kind, column.code_id, column.hue) for column in columns.basic] == [
        (ColumnKind.STRAND, TRUST, "rose"),
        (ColumnKind.STRAND, PACE, "rose"),
        (ColumnKind.ALONE, SOCIAL, "rose"),
        (ColumnKind.STRAND, HOPE, "teal"),
    ]
    assert columns.dimension_of_basic.tolist() == [POWER, POWER, POWER, HOPE]
    assert columns.basic_of_code[1:].tolist() == [-1, 2, 0, 0, 1, 3, 3]
    sums = [column.code_id for column in columns.columns if column.kind is ColumnKind.DIMENSION_CODINGS]
    assert sums == [POWER]
