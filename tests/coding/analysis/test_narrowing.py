"""Numbers of what a query finds, and of some rounds: by hand, and against a slow count in plain Python."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import ALL, Grouping
from coding.analysis.measure import Measure
from coding.analysis.narrowing import of_query, of_rounds
from coding.analysis.notes import caution
from coding.analysis.selection import select
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.model.query import Query
from coding.query.parsing import parse
from tests.coding.analysis.plain_selection import PlainStudy
from tests.coding.analysis.small_study import (
    EC,
    FRAMEWORK,
    HEAD,
    HSC,
    JPD,
    PC,
    TEACHER,
    Y2014,
    Y2015,
    A,
    B,
    Coded,
    Post,
    Speaker,
    Talk,
    analysis_data,
)
from tests.coding.analysis.test_counting_law import (
    GROUP_OF_ROLE,
    POSTS,
    QUESTIONS,
    Place,
    Study,
    studies,
)
from tests.coding.analysis.test_selection import QUERIES, TEXTS_OF_STUDY, asked_of
from tests.lengths import times

# Two heads and a teacher in 2014, who all speak with the teacher of School B in one joint interview of 2015.
HEARD = (Speaker(0, 10, "interviewer", (0,)), Speaker(1, 400, turns=(1, 2)), Speaker(3, 100, turns=(3,)))
TALKS = [
    Talk(Y2014, A, people=(1, 3), speakers=HEARD, asked=((0, 1), (2, 2))),
    Talk(Y2014, B, people=(2,), speakers=(Speaker(2, 300, turns=(1, 2, 3)),)),
    Talk(Y2015, A, people=(1, 3, 4), speakers=(*HEARD, Speaker(4, 50, turns=(4,))), done=True),
    Talk(Y2015, B, people=(2,), speakers=(Speaker(2, 300, turns=(1,)),), done=False),
]
OFFICES = tuple(
    Post(10 * round_id + person, person, round_id, school, role)
    for round_id in (Y2014, Y2015)
    for person, school, role in ((1, A, HEAD), (2, B, HEAD), (3, A, TEACHER), (4, B, TEACHER))
)
CODED = [
    Coded(1, HSC, 1),
    Coded(1, HSC, 2, 3, unsure=True),  # the head and the teacher
    Coded(1, EC, 3),
    Coded(2, HSC, 1),
    Coded(3, HSC, 3, 4),  # the teachers of both schools
    Coded(3, PC, 4),
    Coded(4, JPD, 1),
]


def counted_for(text: str, measure: Measure = Measure.COUNT) -> Frequencies:
    """Return what a query finds, counted by round and school."""
    asked = asked_of(analysis_data(TALKS, CODED, OFFICES, QUESTIONS), {})
    selection = select(asked, parse(text, asked.names))
    return frequencies(of_query(asked, selection, text), (Grouping.ROUND, Grouping.SCHOOL), measure)


def written(found: Frequencies, code_id: int) -> dict[str, str]:
    """Return a strand's numbers by group."""
    column = next(each for each in found.columns.columns if each.code_id == code_id)
    return {group.label: found.cell(group, column).text for group in (*found.groups, *found.totals)}


def test_what_is_asked_of_codings_takes_nothing_from_what_rates_are_taken_of() -> None:
    assert written(counted_for("unsure:no"), HSC) == {
        "2014, School A": "1",
        "2014, School B": "1",
        "2015, School A": "1",
        "2015, School B": "1",  # the teacher of B in the joint interview; the other is not done
        "2014, all schools": "2",
        "2015, all schools": "1",
    }
    rates = counted_for("unsure:no", Measure.PER_1000_WORDS)
    assert written(rates, HSC)["2014, School A"] == "2.0"  # of 500 words, as without the filter


def test_who_is_asked_about_is_what_rates_are_taken_of() -> None:
    heads = counted_for("role:HD", Measure.PER_1000_WORDS)
    assert {g.label: g.rate_words for g in heads.groups} == {
        "2014, School A": 400,
        "2014, School B": 300,
        "2015, School A": 400,
        "2015, School B": 0,
    }
    assert written(heads, HSC)["2014, School A"] == "5.0"  # both passages: the head is heard in either
    assert written(heads, EC)["2014, School A"] == "0"
    teachers = counted_for("role:T", Measure.INTERVIEWS)
    assert written(teachers, HSC) == {
        "2014, School A": "1 of 1",
        "2014, School B": "–",
        "2015, School A": "1 of 1",
        "2015, School B": "1 of 1",
        "2014, all schools": "1 of 1",
        "2015, all schools": "1 of 1",
    }


def test_an_interview_of_which_nobody_is_asked_about_is_not_there() -> None:
    found = counted_for("role:T")
    assert len(found.analysis_data.interviews) == 2
    assert caution(found.analysis_data).startswith("2 schools, 2 interviews")
    assert "Only what is asked for is counted: role:T." in footnotes(found)


def test_rates_of_an_answer_are_of_the_interviews_that_were_asked_and_have_no_words() -> None:
    found = counted_for("question:2", Measure.PER_INTERVIEW)
    assert written(found, HSC)["2014, School A"] == "1.0"  # asked in one interview: turns 2 and 3
    assert [g.label for g in found.groups if g.interviews] == ["2014, School A"]
    by_words = counted_for("question:2", Measure.PER_1000_WORDS)
    column = by_words.basic[0]
    assert "by speaker, not by answer" in by_words.cell(by_words.groups[0], column).why


def test_some_rounds_are_counted_as_if_there_were_no_others() -> None:
    data = analysis_data(TALKS, CODED, OFFICES, QUESTIONS)
    later = of_rounds(data, (Y2015,))
    assert of_rounds(data, (Y2015,)) is later
    assert of_rounds(data, ()) is data
    assert of_rounds(data, (Y2014, Y2015)) is data
    by = (Grouping.ROUND, Grouping.ROLE)
    whole, part = frequencies(data, by), frequencies(later, by)
    assert [g.label for g in part.groups] == [g.label for g in whole.groups if g.label.startswith("2015")]
    for group in (*part.groups, *part.totals):
        (same,) = (each for each in (*whole.groups, *whole.totals) if each.label == group.label)
        assert replace(same, position=group.position) == group
        assert [part.cell(group, column).text for column in part.basic] == [
            whole.cell(same, column).text for column in part.basic
        ]


# --- against a slow count ------------------------------------------------------------------------------


def plain_count(study: PlainStudy, query: Query, round_by_role: bool = True) -> dict[Place, int]:  # noqa: FBT001, FBT002
    """Count what a query finds by round, role and column, coding by coding and turn by turn."""
    seen: set[tuple[Place, tuple[int, int, int, int]]] = set()
    for id_ in study.found(query):
        coded = study.codings[id_ - 1]
        talk = study.talks[coded.interview - 1]
        turns = [turn for turn in study._heard(coded) if study._is_there(coded, turn, query)]
        people = {study._person(coded, turn) for turn in turns}
        groups = set(_roles(people, talk.round_id)) if round_by_role else set[int]()
        strand = FRAMEWORK.strand_of(coded.code)
        last = coded.first if coded.last is None else coded.last
        passage = (coded.interview, coded.first, last, coded.coder)
        column = strand.id if strand else coded.code
        seen |= {((talk.round_id, role, column), passage) for role in (*groups, ALL)}
    places = [place for place, _passage in seen]
    return {place: places.count(place) for place in places}


def _roles(people: Iterable[int], round_id: int) -> Iterable[int]:
    for person in people:
        posts = [post for post in POSTS if (post.person_id, post.round_id) == (person, round_id)]
        yield GROUP_OF_ROLE[posts[0].role_id] if posts else NOT_KNOWN


@times(5)
@given(studies(), QUERIES, st.lists(TEXTS_OF_STUDY, min_size=4, max_size=4))
def test_narrowed_counts_agree_with_a_plain_count(study: Study, query: Query, texts: list[str]) -> None:
    held, coded = study
    asked = asked_of(analysis_data(held, coded, POSTS, QUESTIONS), dict(enumerate(texts, 1)))
    data = of_query(asked, select(asked, query), "")
    assert counts_by_role(data) == plain_count(PlainStudy(held, coded, texts, POSTS, QUESTIONS), query)


def counts_by_role(data: AnalysisData) -> dict[Place, int]:
    found = frequencies(data, (Grouping.ROUND, Grouping.ROLE))
    counts = {
        (group.members[0].id, group.members[1].id, column.code_id): found.count(group, column)
        for group in (*found.groups, *found.totals)
        for column in found.basic
    }
    for group in (*found.groups, *found.totals):
        for column in found.basic:
            cell = found.cell(group, column)
            assert (
                len({(c.interview_id, c.start, c.end, c.coder_id) for c in cell.codings.itertuples()})
                == cell.count
            )
    return {place: n for place, n in counts.items() if n}


@given(studies())
def test_two_groupings_crossed_agree_with_a_plain_count(study: Study) -> None:
    """School within round, and role within school: who speaks has both at once."""
    held, coded = study
    found = frequencies(analysis_data(held, coded, POSTS), (Grouping.ROUND, Grouping.SCHOOL, Grouping.ROLE))
    seen: set[tuple[tuple[int, ...], tuple[int, int, int | None, int]]] = set()
    for coding in coded:
        talk = held[coding.interview - 1]
        turns = range(coding.first, (coding.last or 0) + 1)
        speaking = {speaker.person for speaker in talk.speakers for turn in speaker.turns if turn in turns}
        here = [post for post in POSTS if post.person_id in speaking and post.round_id == talk.round_id]
        pairs = {(post.school_id, GROUP_OF_ROLE[post.role_id]) for post in here}
        pairs = pairs or {_unknown(talk)}
        strand = FRAMEWORK.strand_of(coding.code)
        column = strand.id if strand else coding.code
        passage = (coding.interview, coding.first, coding.last, coding.coder)
        keys = {*pairs, *((school, ALL) for school, _role in pairs)}
        seen |= {((talk.round_id, *key, column), passage) for key in keys}
    places = [place for place, _passage in seen]
    assert {
        (*(member.id for member in group.members), column.code_id): found.count(group, column)
        for group in (*found.groups, *found.totals)
        for column in found.basic
        if found.count(group, column)
    } == {place: places.count(place) for place in places}


def _unknown(talk: Talk) -> tuple[int, int]:
    """Return the school of an interview in which only the interviewer speaks: what its people share."""
    schools = {post.school_id for post in POSTS if post.person_id in talk.people}
    return (schools.pop() if len(schools) == 1 else talk.school_id, NOT_KNOWN)
