"""Schools, rounds, roles, people and posts: what each act does, and that each can be taken back."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from storage.operations import people as commands
from storage.operations.interviews import set_participants
from storage.queries import people
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import made, try_all

_IDS = st.integers(1, 6)
_LETTER = st.sampled_from(["A", "b", "C", " D", "", "B2", "É"])
_NAME = st.sampled_from(["School A", "2014", "2016", " Governor ", "", "Mrs Öxxx"])

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.add_school, _LETTER, _NAME),
    made(commands.edit_school, _IDS, _LETTER, _NAME),
    made(commands.remove_school, _IDS),
    made(commands.add_round, _NAME),
    made(commands.edit_round, _IDS, _NAME),
    made(commands.remove_round, _IDS),
    made(commands.add_role, _IDS, _NAME, _NAME),
    made(commands.edit_role, _IDS, st.integers(0, 7), _NAME, _NAME),
    made(commands.remove_role, _IDS),
    made(commands.add_person, _NAME),
    made(commands.edit_person, _IDS, _NAME),
    made(commands.remove_person, _IDS),
    made(commands.set_post, _IDS, _IDS, _IDS, _IDS, _NAME),
    made(commands.remove_post, _IDS),
    made(set_participants, st.just(1), st.lists(st.integers(1, 3), max_size=3)),
)


@given(some=st.lists(ACTS, min_size=1, max_size=8))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, some)


def test_a_school_is_added_with_its_letter_in_capitals(study: StudyFile) -> None:
    study.perform(commands.add_school("c", " Cxxxx Primary "))
    assert [(s.letter, s.name) for s in people.schools(study.reader)][-1] == ("C", "Cxxxx Primary")


@pytest.mark.parametrize(
    "act", [commands.add_school("B", ""), commands.add_round("2015"), commands.add_role(2, "Head", "HD")]
)
def test_what_keys_are_made_of_is_there_once(study: StudyFile, act: Operation[Any]) -> None:
    with pytest.raises(UserError, match="already"):
        study.perform(act)


@pytest.mark.parametrize(
    ("act", "leaning"),
    [
        (commands.remove_school(2), "School B is still needed by 1 interview and 3 people’s posts."),
        (commands.remove_round(2), "The round 2015 is still needed by 1 interview and 3 people’s posts."),
        (commands.remove_role(5), "The role “Teacher” is still needed by 1 person’s post."),
        (commands.remove_person(1), "Mrs Bxxxx is still needed by 1 interview."),
    ],
)
def test_what_is_in_use_stays_and_the_refusal_says_what_leans_on_it(
    study: StudyFile, act: Operation[Any], leaning: str
) -> None:
    with pytest.raises(UserError) as refusal:
        study.perform(act)
    assert refusal.value.what == leaning


def test_a_school_keeps_its_letter_under_another_name(study: StudyFile) -> None:
    study.perform(commands.edit_school(2, "b", "Bxxxx"))
    assert [(s.letter, s.name) for s in people.schools(study.reader)][1] == ("B", "Bxxxx")


def test_a_person_goes_with_the_posts(study: StudyFile) -> None:
    study.perform(commands.remove_person(3))
    assert {post.person_id for post in people.posts(study.reader)} == {1, 2}


def test_a_person_has_one_post_in_a_round(study: StudyFile) -> None:
    changed = study.perform(commands.set_post(3, 2, 1, 3, "Newly qualified teacher")).result
    added = study.perform(commands.set_post(3, 1, 1, 3)).result
    mine = {post.id: post for post in people.posts(study.reader) if post.person_id == 3}
    assert set(mine) == {changed, added}
    assert (mine[changed].school_id, mine[changed].title) == (1, "Newly qualified teacher")


def test_the_history_says_who_got_which_post(study: StudyFile) -> None:
    study.perform(commands.set_post(3, 2, 1, 3))
    assert study.history()[0].words == "Give Miss Nxxx the post A3"


def test_nothing_is_written_for_somebody_who_is_no_longer_there(study: StudyFile) -> None:
    with pytest.raises(UserError, match="no longer"):
        study.perform(commands.set_post(99, 2, 1, 3))
