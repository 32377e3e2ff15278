"""What queries find: numbers worked out by hand, and against a slow count on studies made up at random."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.coding_fields import Noted
from coding.analysis.known_names import KnownNames
from coding.analysis.selection import Asked, coding_ids, select
from coding.model.query import (
    CodeTerm,
    Exactly,
    Field,
    NearTerm,
    NoValue,
    Phrase,
    Query,
    RegularExpression,
    Term,
    Value,
    Within,
    all_of,
    any_of,
    negation,
)
from coding.model.study import Attribute, AttributeKind, Coder, Direction, Person
from coding.query.parsing import parse
from tests.coding.analysis.plain_selection import PlainStudy
from tests.coding.analysis.small_study import (
    EC,
    HSC,
    JPD,
    PC,
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
from tests.coding.analysis.test_counting_law import POSTS, QUESTIONS, TURNS, Study, studies
from tests.lengths import times

NOTHING = pd.DataFrame({"id": [], "created": [], "origin": [], "memo": [], "quoted": []}).astype(
    {"id": "int64"}
)
PEOPLE = tuple(Person(id_, f"Person {id_}") for id_ in (1, 2, 3))
CODERS = (Coder(1, "First", initials="C1"), Coder(2, "Second", initials="C2"))


def asked_of(data: AnalysisData, texts: Mapping[int, str], noted: pd.DataFrame = NOTHING) -> Asked:
    data = replace(data, coders=CODERS)
    return Asked(
        data,
        KnownNames(data, PEOPLE),
        lambda ids: {id_: texts[id_] for id_ in ids},
        Noted(lambda: noted),
    )


def found(asked: Asked, text: str) -> list[int]:
    query = parse(text, asked.names)
    return coding_ids(asked.analysis_data, select(asked, query)).tolist()


# --- by hand -----------------------------------------------------------------------------------------

# Person 2 of School A is headteacher in 2014; person 1 of School B is so in 2015.
HEARD = (Speaker(turns=(0, 2), kind="interviewer"), Speaker(2, turns=(1, 3, 4)))
TALKS = [
    Talk(Y2014, A, people=(2,), speakers=HEARD, asked=((0, 1), (2, 2))),
    Talk(Y2015, B, people=(1,), speakers=(replace(HEARD[0]), Speaker(1, turns=(1, 3, 4)))),
]
CODED = [
    Coded(1, HSC, 1),  # 1 | both on one passage
    Coded(1, EC, 1, unsure=True),  # 2 |
    Coded(1, TRUST, 3, direction=Direction.LACKS),  # 3, below HSC, in the second answer
    Coded(1, EC, 3, 4, direction=Direction.LACKS),  # 4 over 3 and beyond
    Coded(1, JPD, 1, coder=2),  # 5 the other coder, where 1 and 2 stand
    Coded(2, HSC, 1, direction=Direction.SHOWS),  # 6
    Coded(2, PC, 4, direction=Direction.WISHES),  # 7 the dimension alone
]
TEXTS = {
    1: "Do heads  we TRUST  and you?  Trustees! each other",
    2: "Do heads  nous é    and you?  trust me. café, oui ",
}
NOTED = pd.DataFrame(
    {
        "id": [1, 2, 3, 4, 5, 6, 7],
        "created": [f"2026-0{month}-15T12:00:00.000Z" for month in (1, 1, 2, 2, 3, 3, 4)],
        "origin": ["", "letters", "", "", "comment", "", "ruling"],
        "memo": ["", "See chapter 5", "", " ", "", "Chapter 6", ""],
        "quoted": [True, False, False, False, False, True, False],
    }
)
TENURE = {Attribute(1, "tenure", AttributeKind.PERSON): {1: "12", 2: "4.5"}}

BY_HAND = {
    "": [1, 2, 3, 4, 5, 6, 7],
    "hsc": [1, 3, 6],
    "hsc and e&c": [1, 2],
    "hsc e&c not jpd": [1, 2],  # JPD is the other coder's
    "hsc not e&c": [3, 6],
    "not hsc": [4, 5, 7],
    "hsc or jpd": [1, 3, 5, 6],
    "hsc and jpd": [],
    "hsc and jpd within:overlap": [],
    "hsc and jpd within:turn": [],
    "hsc and jpd within:answer": [],
    "hsc and jpd within:interview": [],
    "hsc and e&c within:overlap": [1, 2, 3, 4],
    "hsc and e&c within:turn": [1, 2, 3, 4],
    "hsc and pc within:passage": [1, 2, 3, 6],  # all lie below PC
    "trust and e&c within:interview": [2, 3, 4],
    "trust and hsc within:answer": [3],
    "(hsc or jpd) e&c within:answer": [1, 2, 3, 4],
    "hsc not unsure:yes": [1, 3, 6],
    "e&c unsure:yes": [2],
    "hsc and e&c unsure:yes": [],  # both have to be unsure
    "hsc and e&c[unsure:yes]": [1, 2],
    "hsc in:2015": [6],
    "school:A hsc": [1, 3],
    "not school:A": [6, 7],
    "question:1": [1, 2, 5],
    "question:none": [6, 7],
    # The first question asks about E&C, the second about the dimension of HSC, Trust and E&C.
    "prompted:yes": [2, 3, 4],
    "prompted:no": [1, 5],
    "prompted:none": [6, 7],
    "not prompted:yes": [1, 5, 6, 7],
    "coder:C2": [5],
    "direction:lacks": [3, 4],
    "direction:none": [1, 2, 5],
    "not direction:none": [3, 4, 6, 7],
    "hsc direction:lacks": [3],
    "hsc[direction:shows,none]": [1, 6],
    "hsc[direction:lacks] and e&c[direction:lacks] within:answer": [3, 4],
    "hsc[direction:lacks] and e&c[direction:shows] within:answer": [],
    "by:hand": [1, 3, 4, 6],
    "by:letters,comment": [2, 5],
    "after:2026-03": [5, 6, 7],
    "before:2026-02-15 hsc": [1],
    "pc[alone:yes]": [7],
    "hsc or pc[alone:yes]": [1, 3, 6, 7],
    "alone:no in:2015": [6],
    "quoted:yes": [1, 6],
    "quoted:no hsc": [3],
    "memo:yes": [2, 6],
    "memo:no hsc": [1, 3],
    'memo:"CHAPTER 5"': [2],
    "@tenure:>=5": [6, 7],
    "@tenure:4..5 hsc": [1, 3],
    "@tenure:none": [],
    "not @tenure:>=5": [1, 2, 3, 4, 5],
    '"trust"': [1, 2, 5],
    '"trust*"': [1, 2, 3, 4, 5],
    '="trust"': [],
    '="TRUST" hsc': [1],
    '"each other" e&c': [4],
    '"cafe"': [7],
    '"trust" within:interview hsc': [1, 3, 6],
    '"trust" hsc within:answer': [1, 6],
    "/TRUST|oui/": [1, 2, 3, 4, 5, 7],
    r"=/\bTRUST\b/": [1, 2, 5],
    "/caf(é|e)/": [7],
    'near("each", "trustees", 1) e&c': [4],
    'near("trust", "heads", 2) within:interview hsc': [1, 3],
    'near("trust", "heads", 1) within:interview hsc': [],
}


@pytest.mark.parametrize("text", BY_HAND)
def test_a_query_finds_what_was_found_by_hand(text: str) -> None:
    data = analysis_data(TALKS, CODED, POSTS, QUESTIONS, TENURE)
    assert found(asked_of(data, TEXTS, NOTED), text) == BY_HAND[text]


def test_who_is_asked_for_narrows_voices_and_what_does_not() -> None:
    asked = asked_of(analysis_data(TALKS, CODED, POSTS, QUESTIONS), TEXTS)
    who = select(asked, parse("in:2015", asked.names))
    with_what = select(asked, parse("in:2015 e&c", asked.names))
    assert (who.voices == with_what.voices).all()
    assert 0 < np.count_nonzero(who.voices) < len(who.voices)
    assert not with_what.codings.any()


def test_an_empty_study_has_nothing_to_be_found() -> None:
    asked = asked_of(analysis_data([], []), {})
    for text in ("", "hsc", '"a"', "/a/", "school:A", *(f"hsc e&c within:{each}" for each in Within)):
        assert found(asked, text) == []


# --- against a slow count ----------------------------------------------------------------------------

SAID = ("we trust. ", "one Other ", "the head. ", "trustees. ", "governor. ")
YES_OR_NO = st.builds(
    Field,
    st.just("unsure"),
    st.sampled_from([(Exactly("yes"),), (Exactly("no"),)]),
    st.booleans(),
)
FIELDS_OF_CODINGS = st.one_of(
    YES_OR_NO,
    st.builds(Field, st.just("coder"), st.sampled_from([(Exactly("C1"),), (Exactly("C2"),)]), st.booleans()),
    st.builds(
        Field,
        st.just("direction"),
        st.sampled_from([(Exactly("lacks"),), (Exactly("shows"), NoValue()), (NoValue(),)]),
        st.booleans(),
    ),
)
OTHER_VALUES: Mapping[str, tuple[Value, ...]] = {
    "in": tuple(map(Exactly, ("2014", "2015"))),
    "role": (*map(Exactly, ("HD", "SLT", "T")), NoValue()),
    "person": tuple(map(Exactly, ("Person 1", "Person 2", "Person 3"))),
    "question": (*map(Exactly, ("1", "2")), NoValue()),
    "prompted": (*map(Exactly, ("yes", "no")), NoValue()),
}
OTHER_FIELDS = st.sampled_from(sorted(OTHER_VALUES)).flatmap(
    lambda key: st.builds(
        Field,
        st.just(key),
        st.lists(st.sampled_from(OTHER_VALUES[key]), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    )
)
WORDS: st.SearchStrategy[Term] = st.one_of(
    st.builds(
        Phrase, st.sampled_from(["trust", "trust*", "one other", "other*", "head", "the"]), st.booleans()
    ),
    st.builds(RegularExpression, st.sampled_from(["trust", r"e\w* O", "^one", "other.*head"]), st.booleans()),
    st.builds(
        NearTerm,
        st.sampled_from(["trust", "head"]),
        st.sampled_from(["one", "governor", "trust"]),
        st.integers(1, 4),
    ),
)
TERMS: st.SearchStrategy[Term] = st.recursive(
    st.builds(
        CodeTerm,
        st.sampled_from(["PC", "HSC", "E&C", "JPD", "Trust"]),
        st.lists(FIELDS_OF_CODINGS, max_size=1).map(tuple),
    )
    | WORDS,
    lambda inner: st.one_of(
        inner.map(negation),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=5,
)
QUERIES = st.builds(
    Query,
    TERMS | st.none(),
    st.lists(FIELDS_OF_CODINGS | OTHER_FIELDS, max_size=2).map(tuple),
    st.sampled_from(list(Within)),
)
TEXTS_OF_STUDY = st.lists(st.sampled_from(SAID), min_size=TURNS, max_size=TURNS).map("".join)


@times(12)
@given(studies(), QUERIES, st.lists(TEXTS_OF_STUDY, min_size=4, max_size=4))
def test_a_query_finds_what_a_slow_count_finds(study: Study, query: Query, texts: list[str]) -> None:
    held, coded = study
    data = analysis_data(held, coded, POSTS, QUESTIONS)
    asked = asked_of(data, dict(enumerate(texts, 1)))
    expected = PlainStudy(held, coded, texts, POSTS, QUESTIONS).found(query)
    assert coding_ids(asked.analysis_data, select(asked, query)).tolist() == expected
