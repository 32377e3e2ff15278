"""Queries are read from text: what is meant, and where and what is wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.query import (
    AllOf,
    AnyOf,
    Between,
    Bound,
    CodeTerm,
    Exactly,
    Field,
    NearTerm,
    Not,
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
from coding.query.errors import QueryError, WrongQueryError
from coding.query.json_form import from_json, to_json
from coding.query.parsing import parse
from tests.coding.query.names import known_names

NAMES = known_names()
HSC, JPD, EC, CMP, AI = map(CodeTerm, ("HSC", "JPD", "E&C", "CMP", "AI"))


def field(key: str, *values: str, negated: bool = False) -> Field:
    return Field(key, tuple(map(Exactly, values)), negated)


EXAMPLES = {
    "hsc": Query(HSC),
    'hsc and e&c not jpd in:2015 school:B "each other"': Query(
        AllOf((HSC, EC, Not(JPD), Phrase("each other"))), (field("in", "2015"), field("school", "B"))
    ),
    "(hsc or cmp) ai within:answer": Query(AllOf((AnyOf((HSC, CMP)), AI)), (), Within.ANSWER),
    "hsc not unsure:yes": Query(HSC, (field("unsure", "yes", negated=True),)),
    "hsc[stage:b] and jpd[unsure:yes]": Query(
        AllOf((CodeTerm("HSC", (field("stage", "B"),)), CodeTerm("JPD", (field("unsure", "yes"),))))
    ),
    "collaborative capital": Query(CodeTerm("CC")),
    'code:"collective and personal power"': Query(CodeTerm("collective and personal power")),
    "role:HD,SLT question:3 prompted:no": Query(
        None, (field("role", "HD", "SLT"), field("question", "3"), field("prompted", "no"))
    ),
    '"trust*" near("head", "governor", 5)': Query(AllOf((Phrase("trust*"), NearTerm("head", "governor", 5)))),
    r"=/\bI\b.*\bwe\b/ in:2014": Query(
        RegularExpression(r"\bI\b.*\bwe\b", exact=True), (field("in", "2014"),)
    ),
    '@tenure:>=5 @"phase of work":none': Query(
        None, (Field("@tenure", (Bound(">=", "5"),)), Field("@phase of work", (NoValue(),)))
    ),
    "coder:JN by:hand after:2026-03-01": Query(
        None, (field("coder", "JN"), field("by", "hand"), field("after", "2026-03-01"))
    ),
    'memo:"chapter 5" stage:c,d': Query(None, (field("memo", "chapter 5"), field("stage", "C", "D"))),
    "": Query(),
    # Beside those of the grammar: other spellings, and what one would type.
    "E & C, hsc".replace(",", ""): Query(AllOf((EC, HSC))),
    "Social Capital jpd": Query(AllOf((HSC, JPD))),
    "NOT hsc AND NOT (jpd OR ai)": Query(AllOf((Not(HSC), Not(AnyOf((JPD, AI)))))),
    "person:A2 interview:B3": Query(None, (field("person", "A2"), field("interview", "B3"))),
    "person:“mary hill”": Query(None, (field("person", "Mary Hill"),)),
    'code:"CC/Trust" words:3..7': Query(CodeTerm("CC/Trust"), (Field("words", (Between("3", "7"),)),)),
    "role:headteacher coder:“ann lee”": Query(None, (field("role", "HD"), field("coder", "AL"))),
    "memo:no stage:none in:2014, 2015": Query(
        None, (Field("memo", (NoValue(),)), Field("stage", (NoValue(),)), field("in", "2014", "2015"))
    ),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_query_is_read_as_it_is_meant(text: str) -> None:
    query = parse(text, NAMES)
    assert query == EXAMPLES[text]
    assert parse(str(query), NAMES) == query
    assert from_json(to_json(query)) == query


def errors_of(text: str) -> tuple[QueryError, ...]:
    with pytest.raises(WrongQueryError) as caught:
        parse(text, NAMES)
    return caught.value.errors


def wrong_with(text: str) -> tuple[QueryError, ...]:
    try:
        parse(text, NAMES)
    except WrongQueryError as error:
        return error.errors
    return ()


MARKED = {
    """hsc and in:2016
               ^^^^^^^""": "No round 2016. Rounds: 2014, 2015.",
    """hsc or e&c jpd
       ^^^^^^^^^^^^^^""": "Say what belongs together: (hsc or e&c) jpd, or hsc or (e&c and jpd).",
    """governor and hsc
       ^^^^^^^^""": 'No code "governor". The word: "governor". Nearest code: FG, fit governance.',
    """each other hsc
       ^^^^^^^^^^""": 'No code "each other". The words: "each other".',
    """hsc "each
           ^""": "This quotation mark is not closed.",
    """(hsc and jpd
       ^""": "This bracket is not closed.",
    """hsc ) jpd
           ^""": "This bracket stands alone; “[…]” follows a code.",
    """hsc[in:2015]
           ^^^^^^^""": "Only fields of codings stand after a code: hsc[stage:b unsure:yes].",
    """(hsc in:2015) jpd
            ^^^^^^^""": "Fields stand outside brackets, or after one code: hsc[stage:b].",
    """hsc or in:2015
              ^^^^^^^""": "Only codes and words can be joined by “or”. Several values: in:2014,2015.",
    """in:2014,2016
               ^^^^""": "No round 2016. Rounds: 2014, 2015.",
    """hsc and
           ^^^""": "Nothing stands after “and”.",
    """not
       ^^^""": "Nothing stands after “not”.",
    """in: hsc
       ^^^""": "Nothing stands after “in:”.",
    """trust
       ^^^^^""": 'Several codes are called “trust”: code:"PC/HSC/Trust", code:"CC/Trust".',
    """hsc direction:less
           ^^^^^^^^^^^^^^""": "“less” is none of shows, lacks, mixed, wishes.",
    """answered:"HSC C3">=50% hsc
       ^^^^^^^^^^^^^^^^^^^^^^""": "No statement HSC C3. The study has none.",
    """case:north
       ^^^^^^^^^^""": "No case north. The study has none.",
    """of:other
       ^^^^^^^^""": "One framework is asked at a time: the one that is chosen.",
    """@age:>5
       ^^^^^^^""": "No attribute age. Attributes: tenure, phase of work.",
    """@tenure:>old
       ^^^^^^^^^^^^""": "“>old” compares neither numbers nor days (2015-06-10).",
    """after:yesterday
       ^^^^^^^^^^^^^^^""": "“yesterday” is no date. Dates: 2026-03-01, 2026-03, 2026.",
    """hsc within:page
           ^^^^^^^^^^^""": "“page” is none of passage, overlap, turn, answer, interview.",
    """code:hsc,jpd
       ^^^^^^^^^^^^""": 'One code stands after “code:”: code:hsc, code:"a name".',
    """not not hsc
           ^^^""": "No code and no words stand before “not”.",
    """hsc and and jpd
           ^^^""": "Nothing stands after “and”.",
    """hsc #
           ^""": 'No code "#".',
    """/[z-à]/
       ^^^^^^^""": "No regular expression: bad character range z-a at position 1.",
    """/[[a]/
       ^^^^^^""": "No regular expression: Possible nested set at position 1.",
    """before:2026-02-30
       ^^^^^^^^^^^^^^^^^""": "“2026-02-30” is no date. Dates: 2026-03-01, 2026-03, 2026.",
    """after:0001
       ^^^^^^^^^^""": "“0001” is no date. Dates: 2026-03-01, 2026-03, 2026.",
    """/(/
       ^^^""": "No regular expression: missing ), unterminated subpattern at position 0.",
}


@pytest.mark.parametrize("marked", MARKED)
def test_an_error_says_where_and_what(marked: str) -> None:
    text, places = marked.split("\n")
    start = len(places) - len(places.lstrip()) - 7
    found = errors_of(text)
    assert [(each.start, each.end, each.message) for each in found] == [
        (start, start + places.count("^"), MARKED[marked])
    ]


def test_all_that_is_wrong_is_said_at_once_and_pointed_out() -> None:
    with pytest.raises(WrongQueryError) as caught:
        parse("hsc in:2016 governor school:Z", NAMES)
    assert [(error.start, error.end) for error in caught.value.errors] == [(4, 11), (12, 20), (21, 29)]
    first = caught.value.pointed_out().split("\n")[:3]
    assert first == ["hsc in:2016 governor school:Z", "    ^^^^^^^", "No round 2016. Rounds: 2014, 2015."]


def test_what_is_offered_can_stand_there() -> None:
    assert errors_of("governor")[0].offers == ('"governor"', "FG")
    assert errors_of("in:2016")[0].offers == ("in:2014", "in:2015")
    assert errors_of("in:2014,2016")[0].offers == ("2014", "2015")
    assert errors_of("@tenor:>5")[0].offers == ("@tenure:>5", '@"phase of work":>5')
    assert errors_of("within:room")[0].offers[2] == "within:turn"
    assert all(parse(offer, NAMES).what for offer in errors_of("trust")[0].offers)


def test_a_later_version_of_the_json_is_left_alone() -> None:
    with pytest.raises(Exception, match="later version"):
        from_json({**to_json(Query(HSC)), "v": 2})


# --- laws --------------------------------------------------------------------------------------------

WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="“”"), min_size=1, max_size=8)
WORDS = WRITTEN.filter(lambda text: any(map(str.isalnum, text)))
NUMBERS = st.integers(0, 999).map(str)
SAFE_PATTERNS = st.lists(st.sampled_from(["a", r"\b", ".*", r"\/", " ", "é", "x+", r"\\", '"']), min_size=1)
COMPARISONS: st.SearchStrategy[Value] = st.one_of(
    st.builds(Bound, st.sampled_from(["<", "<=", ">", ">="]), NUMBERS),
    st.builds(Between, NUMBERS, NUMBERS),
)


def fields_of(key: str, values: st.SearchStrategy[Value]) -> st.SearchStrategy[Field]:
    return st.builds(Field, st.just(key), st.lists(values, min_size=1, max_size=3).map(tuple), st.booleans())


def named(key: str) -> st.SearchStrategy[Value]:
    return st.sampled_from(NAMES.offered(key)).map(Exactly)


YES_NO = st.sampled_from(["yes", "no"]).map(Exactly)
MISSING: st.SearchStrategy[Value] = st.just(NoValue())
MEMO = WRITTEN.filter(lambda text: text.casefold() not in {"no", "none"}).map(Exactly)
OF_CODINGS = st.one_of(
    fields_of("coder", named("coder")),
    fields_of("stage", named("stage") | MISSING),
    fields_of("unsure", YES_NO),
    fields_of("direction", st.sampled_from(["shows", "lacks", "mixed", "wishes"]).map(Exactly) | MISSING),
    fields_of("memo", MEMO | MISSING),
    fields_of("by", st.sampled_from(["hand", "letters", "ruling"]).map(Exactly)),
    fields_of("after", st.sampled_from(["2026", "2026-03", "2026-03-01"]).map(Exactly)),
    fields_of("words", COMPARISONS | NUMBERS.map(Exactly)),
)
FIELDS = st.one_of(
    OF_CODINGS,
    *(fields_of(key, named(key) | MISSING) for key in ("in", "school", "role", "question")),
    fields_of("person", named("person")),
    fields_of("prompted", YES_NO | MISSING),
    fields_of("@tenure", COMPARISONS | WRITTEN.map(Exactly) | MISSING),
    fields_of("@phase of work", WRITTEN.map(Exactly)),
)
TERMS: st.SearchStrategy[Term] = st.recursive(
    st.one_of(
        st.builds(
            CodeTerm,
            st.sampled_from(sorted(NAMES.code_by_text)),
            st.lists(OF_CODINGS, max_size=2).map(tuple),
        ),
        st.builds(Phrase, WORDS, st.booleans()),
        st.builds(
            RegularExpression,
            SAFE_PATTERNS.map("".join).filter(lambda p: p != "" and _compiles(p)),
            st.booleans(),
        ),
        st.builds(NearTerm, WORDS, WORDS, st.integers(0, 999)),
    ),
    lambda inner: st.one_of(
        inner.map(negation),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=6,
)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


QUERIES = st.builds(
    Query, TERMS | st.none(), st.lists(FIELDS, max_size=3).map(tuple), st.sampled_from(list(Within))
)


@given(QUERIES)
def test_a_query_is_read_from_its_text_as_it_was(query: Query) -> None:
    assert parse(str(query), NAMES) == query


@given(QUERIES)
def test_a_query_comes_back_from_its_json(query: Query) -> None:
    assert from_json(to_json(query)) == query


PARTS = st.sampled_from(
    [*'()[]",:@=/<> ', "“", "hsc", "and", "or", "not", "in:2014", "near(", "stage:", '"a"', "unsure:yes", "é"]
)


@given(st.lists(PARTS, max_size=12).map("".join) | st.text(max_size=20))
def test_whatever_is_typed_is_a_query_or_says_where_it_is_none(text: str) -> None:
    errors = wrong_with(text)
    assert all(0 <= each.start < each.end <= len(text) and each.message for each in errors)
    if not errors:
        query = parse(text, NAMES)
        assert parse(str(query), NAMES) == query
