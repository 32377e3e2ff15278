"""Passages of schools whose staff marked a statement: by round, never of few, and never of one speaker."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from coding.analysis.coding_fields import Noted
from coding.analysis.known_names import KnownNames
from coding.analysis.marked_at_schools import SchoolRound, marked_at_schools
from coding.analysis.selection import Asked, coding_ids, select
from coding.errors import UserError
from coding.model.query import Field, MarkedBy, Query
from coding.query.chips import in_words_of_query
from coding.query.completion import completions
from coding.query.json_form import from_json, to_json
from coding.query.kept_form import kept_query, query_from
from coding.query.parsing import parse
from tests.coding.analysis.small_study import HSC, Y2014, Y2015, A, B, Coded, Speaker, Talk, analysis_data
from tests.coding.analysis.test_joint_display import IN_2014, IN_2015, POSTS, SURVEY

# "We share" (HSC A2): in 2014 four of seven at A and none of five at B; in 2015 five of ten at A alone.
MARKED = marked_at_schools(SURVEY, (IN_2014, IN_2015), {"A": A, "B": B})
# A coding in each interview: A and B in 2014, A and B in 2015.
TALKS = [
    Talk(round_id, school, people=(person,), speakers=(Speaker(person, turns=(0,)),))
    for round_id in (Y2014, Y2015)
    for school, person in ((A, 1), (B, 2))
]


@pytest.fixture(scope="module")
def asked() -> Asked:
    data = replace(
        analysis_data(TALKS, [Coded(at, HSC) for at in (1, 2, 3, 4)], POSTS), read_marked=lambda: MARKED
    )
    noted = Noted(lambda: pd.DataFrame({"id": []}, dtype=np.int64))
    return Asked(data, KnownNames(data), lambda _ids: {}, noted)


def found(asked: Asked, text: str) -> list[int]:
    return coding_ids(asked.analysis_data, select(asked, parse(text, asked.names))).tolist()


def test_the_part_is_that_of_a_school_in_a_round() -> None:
    assert MARKED.known(2) == {
        SchoolRound(A, Y2014): Fraction(4, 7),
        SchoolRound(B, Y2014): Fraction(0),
        SchoolRound(A, Y2015): Fraction(1, 2),
    }
    few = marked_at_schools(SURVEY, (replace(IN_2014, schools=("A",) * 8 + ("B",) * 4),), {"A": A, "B": B})
    assert [*few.known(2)] == [SchoolRound(A, Y2014)]


@pytest.mark.parametrize(
    ("query", "codings"),
    [
        ('answered:"HSC A2">=50%', [1, 3]),
        ('answered:"HSC A2">50', [1]),
        ('answered:"hsc 2"≥57.14%', [1]),  # four of seven are 57.142… per cent
        ('answered:"HSC A2">=57.15%', []),
        ('answered:"HSC A2"<=0% in:2014', [2]),
        ('not answered:"HSC A2">=50%', [2]),  # of B in 2015 nobody knows
        ('answered:"HSC A2">=50%,"HSC B1"<10% hsc', [1, 2, 3]),
        ('answered:"HSC A2">=50% not school:A', []),
    ],
)
def test_passages_are_those_said_at_such_schools(asked: Asked, query: str, codings: list[int]) -> None:
    assert found(asked, query) == codings


def test_it_is_written_read_and_kept_alike(asked: Asked) -> None:
    query = parse('HSC answered:"hsc 2"≥62.5', asked.names)
    assert query.fields == (Field("answered", (MarkedBy("HSC A2", ">=", "62.5"),)),)
    assert str(query) == 'HSC answered:"HSC A2">=62.5%'
    assert parse(str(query), asked.names) == query == from_json(to_json(query))
    chip = "where at least 62.5 % marked HSC A2 that round (schools, not these speakers)"
    assert in_words_of_query(Query(fields=query.fields)) == chip
    assert completions('answered:"HSC A2', 16, asked.names)[0].text == '"HSC A2">=50%'


class _Guids:
    """Calls a row by its table and id."""

    def guid(self, table: str, id_: int) -> str:
        return f"{table} {id_}"

    def id(self, table: str, guid: str) -> int | None:
        return int(guid.rpartition(" ")[2]) if guid.startswith(table) else None


def test_a_statement_that_moves_is_still_asked_for(asked: Asked) -> None:
    kept = kept_query(parse('answered:"HSC A2">=50%', asked.names), asked.names, _Guids())
    moved = replace(SURVEY, banks=(replace(SURVEY.banks[0], short="SC"),))
    other = replace(asked.analysis_data, read_marked=lambda: marked_at_schools(moved, (), {}))
    assert str(query_from(kept, KnownNames(other), _Guids())) == 'answered:"SC A2">=50%'
    none = replace(
        asked.analysis_data, read_marked=lambda: marked_at_schools(replace(SURVEY, banks=()), (), {})
    )
    assert str(query_from(kept, KnownNames(none), _Guids())) == 'answered:"deleted">=50%'


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('answered:"HSC A2"', 'How many of a school’s staff: answered:"HSC A2">=50%.'),
        ('answered:"HSC A2">=500%', 'How many of a school’s staff: answered:"HSC A2">=50%.'),
        ('answered:"HSC Z9">=50%', "No statement HSC Z9. Statements: HSC A1"),
    ],
)
def test_what_is_wrong_says_what_could_stand_there(asked: Asked, query: str, said: str) -> None:
    with pytest.raises(UserError) as wrong:
        parse(query, asked.names)
    assert said in str(wrong.value)
