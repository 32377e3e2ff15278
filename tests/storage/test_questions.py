"""Questions of a round: kept, recognised, put right, and each act can be taken back."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import Filing, Span, TranscriptSpan
from coding.notation.questions import ListedQuestion
from storage.operations import filing
from storage.operations import questions as commands
from storage.operations.codebook import delete_code
from storage.operations.correcting import correct_turn
from storage.operations.interviews import details_of, edit_interview, remove_interview
from storage.operations.people import add_round, remove_round
from storage.queries.questions import (
    asked_about,
    asked_about_records,
    asked_in,
    filings,
    questions,
    questions_of,
    times_asked,
)
from storage.queries.remarks import asked_as_questions
from storage.queries.texts import interview
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, perform_both_ways, try_all

GOING = ListedQuestion("How is it going?", (7,))
NEXT = ListedQuestion("What comes next year?", (8, 9))
ROUND, INTERVIEW, HSC = 2, 1, 7
ASKING, ANSWERING = 1, 2  # turns of the interview that tests/storage/dumps.py writes

_IDS = st.integers(1, 4)
_TEXT = st.sampled_from(["How is it going?", "And how is it going now?", "What next?", "Trust?"])
_PLACE = st.tuples(st.integers(0, 30), st.integers(1, 40))
_LISTED = st.builds(ListedQuestion, _TEXT, st.lists(st.integers(5, 9), max_size=2).map(tuple))
ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.set_questions, _IDS, st.lists(_LISTED, max_size=3)),
    made(commands.recognise_questions, _IDS),
    made(
        commands.ask_as_question,
        _IDS,
        st.sampled_from(["Why?", "How is it going?"]),
        st.one_of(st.none(), _PLACE.map(lambda at: TranscriptSpan(INTERVIEW, at[0], at[0] + at[1]))),
    ),
    made(commands.say_question, _IDS, st.one_of(st.none(), _IDS)),
    made(commands.set_heading, st.lists(_IDS, min_size=1, max_size=2), st.sampled_from(["", "Trust", "3"])),
    made(filing.file_under, _IDS, st.just(INTERVIEW), st.lists(_PLACE, max_size=2)),
    made(filing.take_back_filings, st.lists(_IDS, max_size=2)),
    made(delete_code, st.integers(5, 9)),
    made(remove_round, _IDS),
    made(remove_interview, st.just(1)),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


@pytest.fixture
def asked(study: StudyFile) -> list[int]:
    """Give the round two questions, the first of which the interview is found to ask."""
    ids = study.perform(commands.set_questions(ROUND, [GOING, NEXT])).result
    assert study.perform(commands.recognise_questions(ROUND)).result == 1
    return ids


def test_a_round_has_its_questions_in_order(study: StudyFile, asked: list[int]) -> None:
    held = questions_of(study.reader, INTERVIEW)
    assert [(q.id, q.text, q.code_ids) for q in held] == [
        (asked[0], GOING.text, GOING.code_ids),
        (asked[1], NEXT.text, NEXT.code_ids),
    ]
    assert asked_in(study.reader, INTERVIEW) == {ASKING: asked[0]}
    assert times_asked(study.reader) == {asked[0]: 1}


def test_a_reworded_question_keeps_the_turns_that_ask_it(study: StudyFile, asked: list[int]) -> None:
    reworded = ListedQuestion("How is it all going?")
    assert study.perform(commands.set_questions(ROUND, [NEXT, reworded])).result == asked[::-1]
    assert asked_in(study.reader, INTERVIEW) == {ASKING: asked[0]}
    assert questions(study.reader)[1].code_ids == ()


def test_what_is_said_can_be_asked_in_a_round_once(study: StudyFile, asked: list[int]) -> None:
    perform_both_ways(study, commands.ask_as_question(ROUND, " Do we\ntrust each other? "))
    assert [question.text for question in questions(study.reader)][-1] == "Do we trust each other?"
    with pytest.raises(UserError, match="asks that already"):
        study.perform(commands.ask_as_question(ROUND, "do we trust each other?"))


def test_where_it_was_said_is_known_and_follows_corrections(study: StudyFile) -> None:
    words = "we trust each other"
    place = TranscriptSpan(INTERVIEW, 23, 23 + len(words))
    act = commands.ask_as_question(ROUND, words, place)
    question_id = perform_both_ways(study, act).result
    [about] = asked_about(study.reader)
    assert (about.question.id, about.round, about.span) == (question_id, "2015", Span(*place[1:]))
    study.perform(correct_turn(ASKING, "And how is it all going, then?", ASKING))
    [record] = asked_about_records(study.reader, [question_id])
    assert "we trust each other" in str(record["text"])
    [remark] = asked_as_questions(study.reader, INTERVIEW)
    assert remark.text == "Asked as a question in 2015: we trust each other"
    study.perform(correct_turn(ANSWERING, "", ANSWERING))
    assert [each.span.length for each in asked_about(study.reader)] == [0]
    perform_both_ways(study, commands.set_questions(ROUND, [NEXT]))
    assert asked_about(study.reader) == []
    with pytest.raises(UserError):
        study.perform(commands.ask_as_question(ROUND, "Else?", TranscriptSpan(INTERVIEW, 0, 9999)))


def test_a_question_that_goes_is_asked_by_nobody(study: StudyFile, asked: list[int]) -> None:
    perform_both_ways(study, commands.set_questions(ROUND, [NEXT]))
    assert asked_in(study.reader, INTERVIEW) == {}
    assert [question.id for question in questions(study.reader)] == asked[1:]


@pytest.mark.parametrize("said", [None, 1])
def test_what_was_put_right_stays_when_looked_for_again(
    study: StudyFile, asked: list[int], said: int | None
) -> None:
    question_id = None if said is None else asked[said]
    perform_both_ways(study, commands.say_question(ASKING, question_id))
    study.perform(commands.recognise_questions(ROUND))
    assert asked_in(study.reader, INTERVIEW) == ({} if said is None else {ASKING: question_id})


def test_any_turn_can_be_said_to_ask(study: StudyFile, asked: list[int]) -> None:
    study.perform(commands.say_question(ANSWERING, asked[1]))
    assert asked_in(study.reader, INTERVIEW) == {ASKING: asked[0], ANSWERING: asked[1]}


def test_a_question_that_is_not_there_is_refused(study: StudyFile, asked: list[int]) -> None:
    with pytest.raises(UserError, match="no longer"):
        study.perform(commands.say_question(ASKING, 99))
    with pytest.raises(UserError, match="no longer"):
        study.perform(commands.set_questions(99, [GOING]))


def test_a_code_that_goes_is_asked_about_no_more(study: StudyFile, asked: list[int]) -> None:
    study.perform(delete_code(HSC))
    assert [question.code_ids for question in questions(study.reader)] == [(), NEXT.code_ids]


def test_a_round_goes_with_its_questions(study: StudyFile, asked: list[int]) -> None:
    round_id = study.perform(add_round("2016")).result
    study.perform(commands.set_questions(round_id, [GOING]))
    perform_both_ways(study, remove_round(round_id))
    assert [question.id for question in questions(study.reader)] == asked


def test_in_another_round_nothing_is_known_to_be_asked(study: StudyFile, asked: list[int]) -> None:
    held = interview(study.reader, INTERVIEW)
    assert held is not None
    facts = details_of(held)
    study.perform(edit_interview(INTERVIEW, facts))
    assert asked_in(study.reader, INTERVIEW) != {}
    study.perform(edit_interview(INTERVIEW, type(facts)(facts.title, 1)))
    assert asked_in(study.reader, INTERVIEW) == {}


def filed(study: StudyFile) -> list[tuple[int, int, int]]:
    """Return the question that words are filed under, and where they stand."""
    return [(each.question_id, each.start, each.end) for each in filings(study.reader)]


def test_words_are_filed_under_one_question_and_taken_back(study: StudyFile, asked: list[int]) -> None:
    (first,) = perform_both_ways(study, filing.file_under(asked[1], INTERVIEW, [(4, 12)])).result
    assert filed(study) == [(asked[1], 4, 12)]
    perform_both_ways(study, filing.file_under(asked[0], INTERVIEW, [(6, 8)]))
    assert filed(study) == [(asked[1], 4, 6), (asked[0], 6, 8), (asked[1], 8, 12)]
    perform_both_ways(study, filing.file_under(asked[0], INTERVIEW, [(0, 7), (8, 10)]))
    assert filed(study) == [(asked[0], 0, 7), (asked[0], 7, 8), (asked[0], 8, 10), (asked[1], 10, 12)]
    with pytest.raises(UserError):
        study.perform(filing.take_back_filings([first]))
    last = filings(study.reader)[-1].id
    perform_both_ways(study, filing.take_back_filings([last]))
    assert filed(study)[-1] == (asked[0], 8, 10)
    study.perform(commands.set_questions(ROUND, [NEXT]))
    assert filed(study) == []


def test_questions_stand_under_a_heading(study: StudyFile, asked: list[int]) -> None:
    perform_both_ways(study, commands.set_heading(asked, "  How  it goes "))
    assert [q.heading for q in questions_of(study.reader, INTERVIEW)] == ["How it goes"] * 2
    study.perform(commands.set_questions(ROUND, [GOING, NEXT]))
    assert questions_of(study.reader, INTERVIEW)[0].heading == "How it goes"
    perform_both_ways(study, commands.set_heading(asked[:1], ""))
    assert [q.issue for q in questions_of(study.reader, INTERVIEW)] == [GOING.text, "How it goes"]
    for wrong, heading in (([asked[0], 99], "x"), (asked, "12")):
        with pytest.raises(UserError):
            study.perform(commands.set_heading(wrong, heading))


def test_of_words_that_two_copies_filed_the_later_filing_holds(asked: list[int]) -> None:
    first = Filing(1, INTERVIEW, 0, 20, asked[0])
    assert [(f.start, f.end) for f in first.without(Filing(2, INTERVIEW, 5, 9, asked[1]))] == [
        (0, 5),
        (9, 20),
    ]
    assert first.without(Filing(2, INTERVIEW, 0, 30, asked[1])) == ()
    assert first.without(Filing(2, INTERVIEW, 20, 30, asked[1])) == (first,)
    assert first.without(Filing(2, INTERVIEW + 1, 0, 30, asked[1])) == (first,)
