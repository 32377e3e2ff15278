"""The full-text index: what a person types is never a syntax error, and it follows the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from storage.operations.interviews import remove_interview
from storage.study import schema
from storage.study.connection import raw
from storage.study.full_text import quoted
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways


@pytest.fixture(scope="module")
def reading(filled: Path) -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(filled) as study:
        yield study


def found(study: StudyFile, words: str) -> list[int]:
    query = quoted(words)
    if not query:
        return []
    rows = raw(study.reader).execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (query,))
    return [row[0] for row in rows]


@operation("Change the text")
def change_text(w: WriteContext, old: str, new: str) -> None:
    transcript = schema.transcript
    text = w.connection.scalar(select(transcript.c.text)) or ""
    w.connection.execute(update(transcript).values(text=text.replace(old, new)))


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("E&C", '"E&C"*'),
        ("don't know", '"don\'t" "know"*'),
        ('say "trust"', '"say" "trust"*'),
        ("? !", ""),
        ("", ""),
    ],
)
def test_words_are_quoted(words: str, query: str) -> None:
    assert quoted(words) == query


def test_a_beginning_and_any_case_find_the_turn(study: StudyFile) -> None:
    assert found(study, "TRUS") == [2]
    assert found(study, "we tr") == [2]
    assert found(study, "trust hard") == []


@given(words=st.text(max_size=12))
def test_nothing_typed_is_an_error(reading: StudyFile, words: str) -> None:
    found(reading, words)


def test_the_index_follows_a_changed_text(study: StudyFile) -> None:
    perform_both_ways(study, change_text("trust", "doubt"))
    assert (found(study, "trust"), found(study, "doubt")) == ([], [2])
    study.undo()
    assert found(study, "trust") == [2]


def test_the_index_forgets_a_removed_interview(study: StudyFile) -> None:
    study.perform(remove_interview(1))
    assert found(study, "trust") == []
    study.undo()
    assert found(study, "trust") == [2]
