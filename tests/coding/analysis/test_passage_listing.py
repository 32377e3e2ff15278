"""Passages under headings: which stand where, worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coding.analysis.passage_listing import Grouped, PassageListing, Sorted, listed
from coding.analysis.passages import find_passages
from coding.analysis.tally import passages
from tests.coding.analysis.small_study import analysis_data
from tests.coding.analysis.test_counting_law import POSTS, QUESTIONS
from tests.coding.analysis.test_selection import CODED, CODERS, NOTED, TALKS

DATA = replace(analysis_data(TALKS, CODED, POSTS, QUESTIONS), coders=CODERS)
ALL = np.ones(len(CODED), dtype=np.bool_)
FOUND = find_passages(DATA)


def rows(listing: PassageListing) -> list[object]:
    """Return headings in words with their numbers, and passages as the ids of their first codings."""
    ids = DATA.codings["id"].tolist()
    first = [ids[np.flatnonzero(passages(DATA) == n)[0]] for n in FOUND.numbers]
    said = [f"{heading.label} {heading.passages}" for heading in listing.headings]
    return [first[row] if row >= 0 else said[-1 - row] for row in listing.rows.tolist()]


# Passages by their first codings: 1 (HSC, E&C), 5 the other coder's, 4 (E&C) around 3 (Trust), 6, 7.
IN_ORDER = [1, 5, 4, 3, 6, 7]


def test_without_groups_all_stand_in_their_order() -> None:
    assert sorted(rows(listed(FOUND, ALL))) == [1, 3, 4, 5, 6, 7]  # pyright: ignore[reportArgumentType]
    assert rows(listed(FOUND, ALL))[-2:] == [6, 7]


BY: dict[tuple[Grouped, ...], list[object]] = {
    (Grouped.ROUND,): ["2014 4", 1, 5, 4, 3, "2015 2", 6, 7],
    (Grouped.SCHOOL,): ["School A 4", 1, 5, 4, 3, "School B 2", 6, 7],
}


@pytest.mark.parametrize("by", BY, ids=str)
def test_passages_stand_under_what_they_belong_to(by: Sequence[Grouped]) -> None:
    found = rows(listed(FOUND, ALL, by))
    assert [row for row in found if isinstance(row, str)] == [
        row for row in BY[tuple(by)] if isinstance(row, str)
    ]
    assert set(map(str, found)) == set(map(str, BY[tuple(by)]))


def test_a_passage_with_two_strands_stands_under_both() -> None:
    found = rows(listed(FOUND, ALL, (Grouped.STRAND,)))
    labels = [str(row).rpartition(" ")[2] for row in found if isinstance(row, str)]
    assert labels == ["1", "1", "3", "2"]  # JPD 5; the dimension PC 7; HSC 1, 3, 6; E&C 1, 4
    assert found.count(1) == 2


def test_only_codings_that_were_found_make_strands() -> None:
    only = np.array([code.code == CODED[0].code for code in CODED])
    found = rows(listed(FOUND.of_codings(only), only, (Grouped.STRAND,)))
    assert len(found) == 3
    assert str(found[0]).endswith(" 2")


def test_two_deep_and_folded() -> None:
    by = (Grouped.ROUND, Grouped.STRAND)
    whole = listed(FOUND, ALL, by)
    assert [heading.depth for heading in whole.headings] == [0, 1, 1, 1, 0, 1, 1]
    folded = listed(FOUND, ALL, by, folded=[whole.headings[0].key])
    assert [heading.depth for heading in folded.headings] == [0, 0, 1, 1]
    assert folded.headings[0].passages == 4


@pytest.mark.parametrize(
    ("sort", "first"), [(Sorted.DATE, 7), (Sorted.STRAND, 5), (Sorted.LENGTH, 4), (Sorted.PLACE, 1)]
)
def test_what_comes_first(sort: Sorted, first: int) -> None:
    found = rows(listed(FOUND, ALL, (), sort, created=NOTED["created"].tolist))
    if sort is Sorted.PLACE:
        assert found[0] in {1, 5}
    else:
        assert found[0] == first


@pytest.mark.parametrize("grouped", Grouped)
def test_every_passage_stands_somewhere(grouped: Grouped) -> None:
    found = rows(listed(FOUND, ALL, (grouped,)))
    assert {row for row in found if not isinstance(row, str)} == set(IN_ORDER)
