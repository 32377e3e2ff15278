"""Interviews: what each act does, and that each can be taken back."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from coding.errors import UserError
from coding.model.study import Interview, InterviewKind, SpeakerKind, State
from storage.operations import interviews as commands
from storage.operations.interviews import InterviewDetails, details_of
from storage.operations.people import set_post
from storage.operations.reading import set_state
from storage.queries import texts
from storage.queries.searching import search
from storage.queries.tree import interview_participants, interview_row, interview_tree, reading_states
from storage.study.connection import connect
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, made, perform_both_ways, try_all

_MAYBE = st.none() | st.integers(1, 2)
_FACTS = st.builds(
    InterviewDetails,
    st.sampled_from(["A2", "", "Focus group"]),
    _MAYBE,
    _MAYBE,
    st.sampled_from(["", "2015-06-12"]),
    st.none() | st.integers(-1, 1200),
    st.booleans(),
)
_IDS = st.integers(1, 3)
_PEOPLE = st.lists(st.integers(1, 3), max_size=3)

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.add_interview, _FACTS, _PEOPLE),
    made(commands.edit_interview, _IDS, _FACTS),
    made(set_state, _IDS, st.sampled_from(State)),
    made(commands.set_participants, _IDS, _PEOPLE),
    made(commands.correct_speaker, _IDS, st.sampled_from(SpeakerKind), st.none() | st.integers(1, 3)),
    made(commands.remove_interview, _IDS),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


def _interview(study: StudyFile, interview_id: int = 1) -> Interview:
    found = texts.interview(study.reader, interview_id)
    assert found is not None
    return found


def test_an_interview_is_added_with_its_people(study: StudyFile) -> None:
    added = study.perform(
        commands.add_interview(InterviewDetails("A5", 2, 1, "2015-06-12", 1_188_000), [3])
    ).result
    assert _interview(study, added).duration_ms == 1_188_000
    assert texts.participants(study.reader)[added] == [3]


def test_facts_are_changed_in_part(study: StudyFile) -> None:
    study.perform(commands.edit_interview(1, replace(details_of(_interview(study)), partial=True)))
    assert (_interview(study).partial, _interview(study).round_id) == (True, 2)


def test_the_researcher_says_when_it_is_done(study: StudyFile) -> None:
    study.perform(set_state(1, State.DONE))
    assert reading_states(study.reader, [1])[1] is State.DONE
    assert study.history()[0].words == "Mark “B2 · Headteacher and deputy, School B” as done"


def test_a_speaker_who_turns_out_to_ask_says_no_participant_words(study: StudyFile) -> None:
    study.perform(commands.correct_speaker(3, SpeakerKind.INTERVIEWER, None))
    assert _interview(study).participant_words == 6


def test_a_corrected_speaker_takes_part_in_place_of_the_wrong_one(study: StudyFile) -> None:
    study.perform(commands.correct_speaker(3, SpeakerKind.PARTICIPANT, 3))
    assert texts.participants(study.reader)[1] == [1, 3]


def test_two_labels_can_stand_for_one_person(study: StudyFile) -> None:
    study.perform(commands.correct_speaker(3, SpeakerKind.PARTICIPANT, 1))
    study.perform(commands.correct_speaker(3, SpeakerKind.PARTICIPANT, 2))
    assert texts.participants(study.reader)[1] == [1, 2]


def test_who_no_longer_takes_part_is_no_longer_heard(study: StudyFile) -> None:
    study.perform(commands.set_participants(1, [1]))
    transcript = texts.transcript(study.reader, 1)
    assert transcript is not None
    assert [speaker.person_id for speaker in transcript.speakers] == [None, 1, None]


def test_an_interview_goes_with_all_that_is_its_own(study: StudyFile) -> None:
    study.perform(commands.remove_interview(1))
    left = dump(study)
    its_own = (
        "interview",
        "transcript",
        "turn",
        "mark",
        "speaker",
        "coding",
        "memo",
        "participation",
        "search",
    )
    assert all(not left[table] for table in its_own)
    assert len(left["person"]) == 3


def test_an_interview_that_came_back_is_found_again(study: StudyFile) -> None:
    study.perform(commands.remove_interview(1))
    assert search(study.reader, "trust") == []
    study.undo()
    assert len(search(study.reader, "trust")) == 1


@pytest.mark.parametrize("act", [set_state(9, State.DONE), commands.edit_interview(1, InterviewDetails(" "))])
def test_what_cannot_be_is_refused(study: StudyFile, act: Operation[Any]) -> None:
    with pytest.raises(UserError):
        study.perform(act)


def test_the_tree_hangs_interviews_under_round_and_school(study: StudyFile) -> None:
    study.perform(commands.add_interview(InterviewDetails("B5", 2, 2), [3]))
    study.perform(commands.add_interview(InterviewDetails("Somewhere")))
    study.perform(set_state(1, State.DONE))
    first, second, unknown = interview_tree(study.reader, [study.coder_id or 0])
    assert (first.round and first.round.name, first.interviews) == ("2014", ())
    assert (second.done, len(second.interviews), len(second.schools)) == (1, 2, 1)
    assert [(row.keys, row.name, row.codings) for row in second.interviews] == [
        ("B2", "Headteacher and deputy", 3),
        ("B5", "Teacher", 0),
    ]
    assert (unknown.round, unknown.interviews[0].heading) == (None, "Somewhere")


def test_interviews_stand_in_the_order_of_their_keys(study: StudyFile) -> None:
    study.perform(set_post(3, 2, 2, 1))
    study.perform(commands.add_interview(InterviewDetails("A note", 2, 2)))
    study.perform(commands.add_interview(InterviewDetails("The governor", 2, 2), [3]))
    school = interview_tree(study.reader, ())[1].schools[0]
    assert [row.keys for row in school.interviews] == ["B1", "B2", ""]


def test_codings_of_another_coder_are_not_counted(study: StudyFile) -> None:
    row = interview_row(study.reader, 1, [99])
    assert row is not None
    assert row.codings == 0


def test_the_posts_of_participants_are_found_by_person(study: StudyFile) -> None:
    """By round, SQLite would look through all posts of a round for each person: a square of their number.

    Of indexes that promise as much it takes the one made last, and in which order they are made is chance.
    """
    with closing(connect(study.path)) as writer, writer.begin():
        writer.exec_driver_sql("DROP INDEX ix_post_round_id")
        writer.exec_driver_sql("CREATE INDEX ix_post_round_id ON post (round_id)")
    run: list[tuple[str, Any]] = []
    event.listen(study.reader, "before_cursor_execute", lambda *call: run.append(call[2:4]))
    interview_participants(study.reader)
    (asked,) = run
    plan = study.reader.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1]).all()
    assert any("ix_post_person_id" in row.detail for row in plan)


def test_an_interview_becomes_notes_with_an_author(study: StudyFile) -> None:
    facts = replace(details_of(_interview(study)), kind=InterviewKind.NOTES, author=" Mara  Quill ")
    perform_both_ways(study, commands.edit_interview(1, facts))
    assert (_interview(study).kind, _interview(study).author) == (InterviewKind.NOTES, "Mara Quill")
    apart = [school for round_ in interview_tree(study.reader, ()) for school in round_.schools]
    assert [school.is_talk for school in apart if school.interviews] == [False]
