"""Whatever is typed is cleaned at the door: nothing that cannot be seen is stored, no name twice."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from coding.errors import UserError
from coding.model.study import AttributeKind
from coding.notation.questions import ListedQuestion
from storage.operations.attributes import add_attribute, edit_attribute, fill_attributes, set_attribute
from storage.operations.codebook import add_code, edit_entry, rename_code
from storage.operations.correcting import correct_turn
from storage.operations.interviews import InterviewDetails, add_interview
from storage.operations.memos import write_code_memo, write_coding_memo, write_interview_memo
from storage.operations.people import (
    add_person,
    add_role,
    add_round,
    add_school,
    edit_person,
    edit_role,
    edit_round,
    edit_school,
    set_post,
)
from storage.operations.questions import set_questions
from storage.operations.studies import rename_study
from storage.study import schema
from storage.study.connection import raw
from storage.study.operation import Operation
from storage.study.study_file import StudyFile

Make = Callable[[str], Operation[Any]]
PERSON, INTERVIEW = AttributeKind.PERSON, AttributeKind.INTERVIEW
# What takes a name that no other may have, and what takes one.
UNIQUE: dict[str, Make] = {
    "code": lambda name: add_code(1, 1, name),
    "person": add_person,
    "round": add_round,
    "attribute": lambda name: add_attribute(name, PERSON),
}
NAMED: dict[str, Make] = {
    **UNIQUE,
    "role": lambda name: add_role(9, name, ""),
    "study": rename_study,
    "interview": lambda name: add_interview(InterviewDetails(name)),
    "speaker": lambda name: correct_turn(1, "Well.", name),
    "renamed code": lambda name: rename_code(2, name),
    "renamed person": lambda name: edit_person(1, name),
    "renamed round": lambda name: edit_round(1, name),
    "renamed role": lambda name: edit_role(1, 1, name, ""),
    "renamed attribute": lambda name: edit_attribute(1, name, PERSON),
}
DIRTY = " \u202ecafe\u0301\x07\x00\u00a0 \u200bx\x0by\uffff\r\n"
MORE: tuple[Operation[Any], ...] = (
    add_school("q\u200b", DIRTY),
    edit_school(1, " R\x07 ", DIRTY),
    add_role(8, DIRTY, DIRTY),
    set_post(1, 1, 1, 1, DIRTY),
    edit_entry(2, "definition", DIRTY),
    edit_entry(2, "label", DIRTY),
    edit_entry(2, "aliases", f"{DIRTY}\n{DIRTY}"),
    add_code(1, 1, f"{DIRTY} 2", "N\u200bW"),
    set_attribute(1, [1], DIRTY),
    fill_attributes(DIRTY, {1: {DIRTY: DIRTY}}, {1: {DIRTY: DIRTY}}),
    set_questions(1, [ListedQuestion(DIRTY, (2,))]),
    write_coding_memo(1, DIRTY),
    write_code_memo(2, DIRTY),
    write_interview_memo(1, DIRTY),
    correct_turn(2, DIRTY, DIRTY),
)


@pytest.fixture(autouse=True)
def an_attribute(study: StudyFile) -> None:
    study.perform(add_attribute("Tenure", PERSON))


def unclean(study: StudyFile) -> list[tuple[str, str]]:
    """Return texts of the study, its history too, in which something is that cannot be seen or stored."""
    found: list[tuple[str, str]] = []
    for table in schema.metadata.sorted_tables:
        for row in raw(study.reader).execute(f'SELECT * FROM "{table.name}"'):
            for text in filter(lambda value: isinstance(value, str), row):
                hidden = any(sign in text for sign in "\x00\x07\x0b\u200b\u202e\uffff\u00a0\r")
                if hidden or not unicodedata.is_normalized("NFC", text) or "\\u" in text:
                    found.append((table.name, text))
    return found


@pytest.mark.parametrize("what", NAMED)
@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "\uffff", "\u3164", "\x07"])
def test_a_name_of_which_nothing_is_seen_is_refused(study: StudyFile, what: str, typed: str) -> None:
    with pytest.raises(UserError, match=r"needs? (a|the) (name|title|label)"):
        study.perform(NAMED[what](typed))


@pytest.mark.parametrize("what", UNIQUE)
@pytest.mark.parametrize("second", ["cafe\u0301", "CAFÉ", " café\u200b ", "caf\u00e9\x07"])
def test_of_two_names_that_look_alike_the_second_is_refused(study: StudyFile, what: str, second: str) -> None:
    study.perform(UNIQUE[what]("caf\u00e9"))
    with pytest.raises(UserError, match="already"):
        study.perform(UNIQUE[what](second))


@pytest.mark.parametrize("what", NAMED)
def test_a_name_is_stored_clean(study: StudyFile, what: str) -> None:
    study.perform(NAMED[what](DIRTY))
    assert unclean(study) == []
    assert "café x y" in str(raw(study.reader).execute("SELECT image FROM change").fetchall()) + str(
        [raw(study.reader).execute(f'SELECT * FROM "{t.name}"').fetchall() for t in schema.JOURNALED]
    )


@pytest.mark.parametrize("act", MORE, ids=lambda act: act.kind)
def test_a_text_is_stored_clean(study: StudyFile, act: Operation[Any]) -> None:
    study.perform(act)
    assert unclean(study) == []
