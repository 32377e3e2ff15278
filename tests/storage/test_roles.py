"""The roles of a new study, the words for posts, and an import into a study of other roles."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from coding import language
from coding.intake.role_words import RoleWords
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.operations.people import add_role, edit_role, remove_role
from storage.operations.studies import set_up_study
from storage.queries.people import roles
from storage.queries.tree import interview_participants
from storage.roles import new_roles, post_words
from storage.study.study_file import StudyFile


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a new study, without anybody."""
    with StudyFile.create(tmp_path / "new.strandline", set_up_study("Ward", "Me")) as study:
        yield study


@pytest.fixture
def in_another_language() -> Iterator[None]:
    """Speak a language of which there are no roles yet."""
    translations = gettext.NullTranslations()
    translations.info()["language"] = "de_AT"
    language.use(translations)
    yield
    language.use(gettext.NullTranslations())


def test_a_new_study_has_the_usual_roles(study: StudyFile) -> None:
    assert [(role.number, role.name, role.group) for role in roles(study.reader)] == [
        (1, "Governor", "HD"),
        (2, "Headteacher or deputy", "HD"),
        (3, "Senior leader", "SLT"),
        (4, "Middle leader", "T"),
        (5, "Teacher", "T"),
    ]


@pytest.mark.usefixtures("in_another_language")
def test_where_a_language_has_no_roles_they_are_english() -> None:
    assert language.language() == "de"
    assert new_roles()[4].name == "Teacher"


def test_the_words_know_the_usual_roles_and_each_other() -> None:
    words = RoleWords(new_roles(), post_words())
    for role in new_roles():
        assert {post.number for post in words.posts_in(role.name)} == {role.number}
    names = {post.name for post in post_words()}
    assert {post.kind_of for post in post_words()} - {""} <= names
    assert [post.name for post in post_words() if words._number(post) is None] == []


def test_files_come_into_a_study_of_other_roles(study: StudyFile, tmp_path: Path) -> None:
    for role in roles(study.reader):
        study.perform(remove_role(role.id))
    principal = study.perform(add_role(12, "Head", "Lead")).result
    study.perform(add_role(31, "Class teacher", "Staff"))
    names = ("B12", "B31 nqt", "C5", "School B principal")
    for name in names:
        talk = f"Interviewer: How?\nVoice: {name}.\nInterviewer: And?\nVoice: So.\n"
        (tmp_path / f"{name} 2015.txt").write_text(talk)
    plan = plan_import([tmp_path / f"{name} 2015.txt" for name in names], known_study(study.reader))
    stored = study.perform(store_import(plan)).result.interview_ids
    sitting = interview_participants(study.reader)
    found = [
        [f"{participant.key} {participant.title}" for participant in sitting.get(id_, ())] for id_ in stored
    ]
    assert found == [["B12 Head"], ["B31 Newly qualified teacher"], [], ["B12 Headteacher"]]
    study.perform(edit_role(principal, 13, "Principal", "Lead"))
    assert [str(participant.key) for participant in interview_participants(study.reader)[stored[0]]] == [
        "B13"
    ]
