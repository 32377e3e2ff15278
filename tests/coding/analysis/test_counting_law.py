"""Frequencies against an independent count in plain Python, on studies made up at random."""

from hypothesis import given
from hypothesis import strategies as st

from coding.analysis.columns import Counted
from coding.analysis.frequencies import Unsure, frequencies
from coding.analysis.groups import ALL, Grouping
from coding.analysis.question_matching import OUTSIDE, Prompted
from coding.analysis.speaker_attribution import NOT_KNOWN
from coding.model.code_labels import DIRECTIONS
from coding.model.study import Post, Question
from tests.coding.analysis.small_study import (
    EC,
    FRAMEWORK,
    HEAD,
    HSC,
    LEADER,
    PC,
    TEACHER,
    TRUST,
    A,
    B,
    Coded,
    Speaker,
    Talk,
    analysis_data,
)

TURNS = 5
ROLES = (HEAD, LEADER, TEACHER)
POSTS = tuple(
    Post(person + 10 * round_id, person, round_id, (A, B)[person % 2], ROLES[(person + round_id) % 3])
    for person in (1, 2, 3)
    for round_id in (1, 2)
)
GROUP_OF_ROLE = {HEAD: 1, LEADER: 2, TEACHER: 3}

Study = tuple[list[Talk], list[Coded]]
Place = tuple[int, int, int]


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    people = draw(st.lists(st.sampled_from([1, 2, 3]), min_size=2, max_size=3, unique=True))
    whose = draw(st.lists(st.sampled_from([-1, *people]), min_size=TURNS, max_size=TURNS))
    speakers = tuple(
        Speaker(
            max(person, 0),
            100,
            "interviewer" if person < 0 else "participant",
            tuple(turn for turn, speaker in enumerate(whose) if speaker == person),
        )
        for person in dict.fromkeys(whose)
    )
    round_id, done = draw(st.sampled_from([1, 2])), draw(st.booleans())
    asked = draw(st.dictionaries(st.integers(0, TURNS - 1), st.sampled_from([1, 2]), max_size=3))
    begins = draw(st.sets(st.integers(0, TURNS - 1), max_size=3))
    return Talk(
        round_id,
        A,
        done,
        people=tuple(people),
        speakers=speakers,
        asked=tuple(sorted(asked.items())),
        answers=tuple(sorted(begins)),
    )


@st.composite
def codings(draw: st.DrawFn, interviews: int) -> Coded:
    first = draw(st.integers(0, TURNS - 1))
    return Coded(
        draw(st.integers(1, interviews)),
        draw(st.integers(1, 7)),
        first,
        draw(st.integers(first, TURNS - 1)),
        draw(st.booleans()),
        coder=draw(st.integers(1, 2)),
        direction=draw(st.sampled_from(DIRECTIONS)),
    )


@st.composite
def studies(draw: st.DrawFn) -> Study:
    held = draw(st.lists(talks(), min_size=1, max_size=4))
    return held, draw(st.lists(codings(len(held)), max_size=25))


def plain_count(study: list[Talk], coded: list[Coded]) -> dict[Place, int]:
    """Count by round, role and column (the strand, or the dimension): rules 1, 5 and 6 once more."""
    seen: set[tuple[Place, tuple[int, int, int | None, int]]] = set()
    for coding in coded:
        talk = study[coding.interview - 1]
        turns = range(coding.first, (coding.last or 0) + 1)
        speaking = {speaker.person for speaker in talk.speakers for turn in speaker.turns if turn in turns}
        here = [post for post in POSTS if post.person_id in speaking and post.round_id == talk.round_id]
        roles = {GROUP_OF_ROLE[post.role_id] for post in here} or {NOT_KNOWN}
        strand = FRAMEWORK.strand_of(coding.code)
        column = strand.id if strand else coding.code
        passage = (coding.interview, coding.first, coding.last, coding.coder)
        seen |= {((talk.round_id, role, column), passage) for role in (*roles, ALL)}
    places = [place for place, _passage in seen]
    return {place: places.count(place) for place in places}


@given(studies())
def test_counts_agree_with_a_plain_count(study: Study) -> None:
    held, coded = study
    found = frequencies(
        analysis_data(held, coded, POSTS), (Grouping.ROUND, Grouping.ROLE), unsure=Unsure.RANGE
    )
    cells = {
        (group.members[0].id, group.members[1].id, column.code_id): found.cell(group, column)
        for group in (*found.groups, *found.totals)
        for column in found.basic
    }
    certain = plain_count(held, [coding for coding in coded if not coding.unsure])
    assert {place: cell.count for place, cell in cells.items() if cell.count} == plain_count(held, coded)
    assert {at: cell.count - cell.unsure for at, cell in cells.items() if cell.count > cell.unsure} == certain
    assert {place: cell.low for place, cell in cells.items() if cell.low} == certain


@given(studies())
def test_counts_by_direction_agree_with_a_plain_count(study: Study) -> None:
    """One of a strand and its sub-strand that say different things counts with both, once in the total."""
    held, coded = study
    found = frequencies(
        analysis_data(held, coded, POSTS), (Grouping.ROUND, Grouping.ROLE, Grouping.DIRECTION)
    )
    for place, direction in enumerate((*DIRECTIONS, None)):
        those = [each for each in coded if direction in {each.direction, None}]
        member = ALL if direction is None else place
        counts = {
            (group.members[0].id, group.members[1].id, column.code_id): found.count(group, column)
            for group in (*found.groups, *found.totals)
            for column in found.basic
            if group.members[2].id == member
        }
        plain = {at: n for at, n in plain_count(held, those).items() if at[1] != ALL}
        assert {at: n for at, n in counts.items() if n} == plain


# --- by question, prompted or not, and once per answer (rules 8 and 9) ---------------------------------

QUESTIONS = (Question(1, 1, 0, "How do you challenge?", (EC,)), Question(2, 1, 1, "And trust?", (PC, TRUST)))
ASKS_ABOUT = {1: {EC}, 2: {PC, HSC, EC}}  # columns


def heard_turns(talk: Talk, coding: Coded) -> list[int]:
    """Return the turns that count: the participants' in the passage, else the interviewer's."""
    turns = range(coding.first, (coding.last or 0) + 1)
    kind_of = {turn: speaker.kind for speaker in talk.speakers for turn in speaker.turns}
    theirs = [turn for turn in turns if kind_of[turn] == "participant"]
    return theirs or list(turns)


def question_of(talk: Talk, turn: int) -> int:
    before = [question for at, question in talk.asked if at <= turn]
    return before[-1] if before else OUTSIDE if talk.asked else NOT_KNOWN


def state_of(question: int, column: int) -> int:
    if question == NOT_KNOWN:
        return NOT_KNOWN
    return Prompted.PROMPTED if column in ASKS_ABOUT.get(question, ()) else Prompted.UNPROMPTED


def answer_of(talk: Talk, turn: int) -> int:
    begins = [at for at, _question in talk.asked] or talk.answers
    return sum(0 < begin <= turn for begin in begins)


def plain_count_of_answers(study: list[Talk], coded: list[Coded], *, once: bool) -> dict[Place, int]:
    """Count by question, state and column: passages, or answers by coder."""
    seen: set[tuple[Place, tuple[int, ...]]] = set()
    for coding in coded:
        talk = study[coding.interview - 1]
        strand = FRAMEWORK.strand_of(coding.code)
        column = strand.id if strand else coding.code
        for turn in heard_turns(talk, coding):
            question = question_of(talk, turn)
            passage = (coding.interview, coding.first, coding.last or 0, coding.coder)
            answer = (coding.interview, answer_of(talk, turn), coding.coder) if talk.speakers else passage
            for state in (state_of(question, column), ALL):
                seen.add(((question, state, column), answer if once else passage))
    places = [place for place, _unit in seen]
    return {place: places.count(place) for place in places}


@given(studies(), st.booleans())
def test_counts_by_question_agree_with_a_plain_count(study: Study, once: bool) -> None:  # noqa: FBT001
    held, coded = study
    found = frequencies(
        analysis_data(held, coded, POSTS, QUESTIONS),
        (Grouping.QUESTION, Grouping.PROMPTED),
        counted_in=Counted.ANSWERS if once else Counted.PASSAGES,
    )
    counts = {
        (group.members[0].id, group.members[1].id, column.code_id): found.count(group, column)
        for group in (*found.groups, *found.totals)
        for column in found.basic
    }
    plain = plain_count_of_answers(held, coded, once=once)
    assert {place: n for place, n in counts.items() if n} == plain
