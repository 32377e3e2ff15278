"""What bears on a model's order: counted by hand, and by loops over random codings."""

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from coding.analysis.crossings import CrossingsTable
from coding.analysis.model_order import Bearing, order_on_passages, spoken_of, why_no_order
from coding.analysis.model_order_records import pair_records, qualifying, spoken_records
from coding.analysis.tally import passages
from coding.model.study import Direction
from tests.coding.analysis.small_study import (
    EC,
    FRAMEWORK,
    HSC,
    JPD,
    MC,
    PD,
    TRUST,
    Y2015,
    Coded,
    Talk,
    analysis_data,
)

SHOWS, LACKS, WISHES = Direction.SHOWS, Direction.LACKS, Direction.WISHES
KEY_STRANDS = (JPD, HSC, EC)
CODED = [
    Coded(1, JPD, 1, direction=LACKS),  # against: HSC is shown where JPD is lacking
    Coded(1, HSC, 1, direction=SHOWS),
    Coded(1, JPD, 2, stage=1),  # against: E&C is further
    Coded(1, EC, 2, stage=2),
    Coded(1, JPD, 3, direction=SHOWS),  # for
    Coded(1, HSC, 3, direction=LACKS),
    Coded(1, HSC, 4, stage=2),  # for, of two strands in one dimension
    Coded(1, EC, 4, stage=1),
    Coded(1, JPD, 5, direction=SHOWS),  # neither: both are shown
    Coded(1, HSC, 5, direction=SHOWS),
    Coded(1, JPD, 6, direction=LACKS, stage=1),  # neither: the stage of what is lacking is left out
    Coded(1, HSC, 6, stage=2),
    Coded(1, MC, 7, direction=LACKS),  # against of dimensions, neither of JPD and HSC
    Coded(1, JPD, 7, direction=SHOWS),
    Coded(1, HSC, 7, direction=SHOWS),
    Coded(1, MC, 8, direction=LACKS),  # both ways of dimensions: against
    Coded(1, JPD, 8, direction=SHOWS),
    Coded(1, HSC, 8, direction=LACKS),
    Coded(1, EC, 8, direction=SHOWS),
    Coded(1, JPD, 9, direction=LACKS),  # nothing: two coders
    Coded(1, HSC, 9, direction=SHOWS, coder=2),
    Coded(1, JPD, 10, direction=WISHES),  # neither; Trust counts as HSC
    Coded(1, TRUST, 10, direction=SHOWS),
    Coded(1, PD, 11, direction=LACKS),  # against of dimensions: a dimension alone
    Coded(1, EC, 11, direction=SHOWS),
]
DATA = analysis_data([Talk(), Talk(Y2015, done=False)], CODED)


def row(found: CrossingsTable, label: str) -> int:
    return [each.label for each in found.rows].index(label)


def column(found: CrossingsTable, name: str) -> int:
    return [each.name for each in found.columns].index(name)


def test_passages_with_two_speak_against_the_order_for_it_or_neither() -> None:
    found = order_on_passages(DATA, KEY_STRANDS)
    assert {each.label: tuple(found.counts[i]) for i, each in enumerate(found.rows)} == {
        "PD before PC": (5, 1, 3),
        "JPD before HSC": (1, 2, 4),
        "JPD before E&C": (1, 0, 1),
        "HSC before E&C": (1, 1, 0),
    }
    assert found.coding_ids(row(found, "PD before PC"), 1) == [5, 6]
    assert found.coding_ids(row(found, "JPD before HSC"), 0) == [1, 2]
    assert found.coding_ids(row(found, "HSC before E&C"), 0) == [18, 19]
    assert found.of == 10  # of 12 passages; turn 9 is two, of two coders, with one code each


def test_how_often_each_is_spoken_of_and_what_is_said_of_it() -> None:
    found = spoken_of(DATA, KEY_STRANDS)
    assert {each.label: int(found.counts[i, 0]) for i, each in enumerate(found.rows)} == {
        "PD": 10,
        "PC": 11,
        "JPD": 9,
        "HSC": 9,
        "E&C": 4,
    }
    said = ("shows", "lacks", "mixed", "wishes", "says nothing", "A Beginning", "B Developing", "no stage")
    counts = {
        label: tuple(int(found.counts[row(found, label), column(found, name)]) for name in said)
        for label in ("PD", "JPD", "E&C")
    }
    assert counts == {
        "PD": (4, 6, 0, 1, 1, 2, 0, 8),  # turns 7 and 8 show and lack it; turns 2 and 6 have a stage
        "JPD": (4, 3, 0, 1, 1, 2, 0, 7),
        "E&C": (2, 0, 0, 0, 2, 1, 1, 2),
    }
    assert found.coding_ids(row(found, "E&C"), column(found, "A Beginning")) == [8]


def test_without_directions_and_stages_nothing_is_said() -> None:
    found = spoken_of(analysis_data([Talk()], [Coded(1, JPD, 1), Coded(1, HSC, 1)]), KEY_STRANDS)
    assert [each.label for each in found.columns] == ["passages"]
    assert [r["passages"] for r in spoken_records(found)] == [1, 1, 1, 1, 0]


def test_a_round_is_counted_alone_and_says_what_is_not_done() -> None:
    ids = DATA.interviews_of(DATA.rounds[1])
    records = pair_records(order_on_passages(DATA, KEY_STRANDS, interview_ids=ids), KEY_STRANDS, "2015")
    assert [(r["first"], r["second"]) for r in records if not r["passages"]][::3] == [
        ("PD", "PC"),
        ("JPD", "HSC"),
        ("JPD", "E&C"),
        ("HSC", "E&C"),
    ]
    assert qualifying(DATA, DATA.rounds) == ["2015: 0 of 1 interview done."]
    assert qualifying(DATA, DATA.rounds[:1]) == []
    assert qualifying(DATA, ()) == ["1 of 2 interviews done."]


def test_codes_in_no_dimensions_have_no_order() -> None:
    assert not why_no_order(FRAMEWORK)
    loose = tuple(replace(code, parent_id=None, is_group=False) for code in FRAMEWORK.codes)
    assert why_no_order(replace(FRAMEWORK, codes=loose))


@pytest.mark.parametrize("seed", range(5))
def test_loops_count_the_same(seed: int) -> None:
    """Count passage by passage as the rule is written."""
    chance = random.Random(seed)
    coded = [
        Coded(
            1,
            chance.choice((PD, JPD, MC, HSC, TRUST, EC)),
            chance.randrange(25),
            coder=chance.choice((1, 2)),
            direction=chance.choice(tuple(Direction)),
            stage=chance.randrange(3),
        )
        for _each in range(150)
    ]
    data = analysis_data([Talk()], coded)
    found, number = order_on_passages(data, KEY_STRANDS), passages(data)
    members = {"PD": (PD, JPD, MC), "PC": (HSC, TRUST, EC), "JPD": (JPD,), "HSC": (HSC, TRUST), "E&C": (EC,)}
    pairs = [("PD", "PC"), *combinations(("JPD", "HSC", "E&C"), 2)]
    for at, (earlier, later) in enumerate(pairs):
        sides = np.zeros(3, dtype=int)
        for passage in set(number.tolist()):
            here = [each for each, its in zip(coded, number, strict=True) if its == passage]
            one, other = ([each for each in here if each.code in members[name]] for name in (earlier, later))
            if one and other:
                sides[list(Bearing).index(_side(one, other))] += 1
        assert found.counts[at].tolist() == sides.tolist()
    assert found.counts[0].sum() > 20


def _side(earlier: list[Coded], later: list[Coded]) -> Bearing:
    def goes_before(one: list[Coded], other: list[Coded]) -> bool:
        """Tell whether the one is shown, or further, where the other is not."""
        if any(each.direction is SHOWS for each in one) and any(each.direction is LACKS for each in other):
            return True
        highest = [
            max((each.stage for each in some if each.direction not in {LACKS, WISHES}), default=0)
            for some in (one, other)
        ]
        return min(highest) > 0 and highest[0] > highest[1]

    if goes_before(later, earlier):
        return Bearing.AGAINST
    return Bearing.FOR if goes_before(earlier, later) else Bearing.NEITHER
