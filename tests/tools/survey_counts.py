"""How many of each group marked each statement of the sample's survey, and the forms that come of it.

Those that tests/storage/test_surveys.py names are printed by the published study; the others are invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from storage.shipped_surveys import partnership_survey

SIZES: Final[Mapping[str, Mapping[str, int]]] = {
    "2014": {"HD": 10, "SLT": 9, "T": 12},
    "2015": {"HD": 10, "SLT": 13, "T": 26},
}
ASKED: Final = 68
# By statement: HD, SLT and T in 2014, then in 2015.
COUNTS: Final = """
JPD A1 10 9 12 10 13 25 | JPD A2 0 0 0 0 0 2 | JPD A3 0 0 0 0 1 2 | JPD B1 10 8 6 10 12 14
JPD B2 9 8 7 8 11 17 | JPD B3 8 6 6 9 11 18 | JPD B4 7 6 3 7 9 7 | JPD C1 7 6 4 7 9 10
JPD C2 2 2 3 5 7 12 | JPD C3 4 2 3 5 5 9 | JPD D1 1 0 0 1 2 2 | JPD D2 1 0 1 2 3 4 | JPD D3 1 1 1 3 4 6
HSC A1 1 1 3 0 1 3 | HSC A2 6 5 7 5 6 11 | HSC A3 1 3 7 0 2 9 | HSC A4 1 1 2 0 1 2 | HSC A5 0 1 1 0 0 2
HSC B1 8 5 8 9 11 19 | HSC B2 8 6 5 9 10 14 | HSC B3 6 4 4 7 8 12 | HSC B4 4 4 5 3 5 9 | HSC B5 7 5 5 7 8 13
HSC C1 5 3 3 7 7 11 | HSC C2 4 2 2 6 6 9 | HSC C3 5 3 4 7 8 13 | HSC C4 3 2 3 4 5 10 | HSC C5 0 0 0 2 2 3
HSC D1 2 1 0 4 3 2 | HSC D2 1 0 1 3 2 4 | HSC D3 1 0 0 2 1 1
CMP A1 8 6 8 7 8 15 | CMP A2 7 5 4 9 9 13 | CMP B1 6 3 2 8 7 8 | CMP C1 4 2 2 6 5 8 | CMP C2 3 1 1 5 4 5
CMP D1 1 0 0 2 1 1 | CMP D2 2 0 1 4 3 5 | CMP D3 1 1 1 3 2 4
E&C A1 4 4 6 3 4 10 | E&C A2 3 3 5 2 3 7 | E&C A3 2 2 4 1 2 6 | E&C B1 6 4 2 8 9 8 | E&C B2 5 4 3 7 8 10
E&C C1 3 2 1 5 5 6 | E&C C2 3 1 0 4 3 2 | E&C C3 2 1 1 5 4 5 | E&C D1 1 0 0 3 2 1 | E&C D2 1 0 0 3 2 2
AA A1 3 4 7 2 4 10 | AA B1 6 4 3 8 9 11 | AA B2 5 4 4 7 8 12 | AA B3 5 2 1 6 5 4 | AA B4 7 5 4 8 9 13
AA C1 2 1 1 5 5 6 | AA C2 2 1 1 4 4 6 | AA C3 4 1 0 6 3 2 | AA C4 2 0 0 4 2 1 | AA D1 1 0 0 3 1 1
AA D2 1 1 0 3 3 4
"""
# How many of each group answered at each school.
_SCHOOLS: Final[Mapping[str, Mapping[str, tuple[int, int, int]]]] = {
    "2014": {"A": (2, 2, 3), "B": (2, 2, 2), "C": (2, 2, 2), "D": (2, 1, 2), "E": (2, 2, 3)},
    "2015": {"A": (2, 3, 6), "B": (2, 3, 5), "C": (2, 3, 5), "D": (2, 2, 5), "E": (2, 2, 5)},
}


@dataclass(frozen=True)
class Form:
    """What one respondent marked."""

    round: str
    number: int
    school: str
    group: str
    marked: frozenset[str]


def counts() -> dict[str, dict[str, tuple[int, int, int]]]:
    """Return by round and statement how many of HD, SLT and T marked it."""
    found: dict[str, dict[str, tuple[int, int, int]]] = {name: {} for name in SIZES}
    for line in COUNTS.replace("\n", "|").split("|"):
        words = line.split()
        if words:
            numbers = [*map(int, words[2:])]
            found["2014"][" ".join(words[:2])] = (numbers[0], numbers[1], numbers[2])
            found["2015"][" ".join(words[:2])] = (numbers[3], numbers[4], numbers[5])
    assert [*found["2014"]] == [*partnership_survey().by_name]
    return found


def forms(name: str) -> list[Form]:
    """Return the forms of a round: marks are dealt out round the schools, so that every count comes out."""
    people = [*_people(name)]
    marked: list[set[str]] = [set() for _person in people]
    for step, (statement, of_groups) in enumerate(counts()[name].items()):
        for group, count in zip(SIZES[name], of_groups, strict=True):
            places = [at for at, (_school, other) in enumerate(people) if other == group]
            for turn in range(count):
                marked[places[(turn + step * 3) % len(places)]].add(statement)
    return [
        Form(name, at + 1, school, group, frozenset(marked[at])) for at, (school, group) in enumerate(people)
    ]


def _people(name: str) -> Iterator[tuple[str, str]]:
    for school, numbers in _SCHOOLS[name].items():
        for group, count in zip(SIZES[name], numbers, strict=True):
            for _turn in range(count):
                yield school, group
