"""Codings that begin or end with a blank: found, said, trimmed in one step that can be undone."""

from pathlib import Path

import pytest

from coding.model.study import Span
from storage.operations.codings import toggle_code
from storage.operations.tidying import trim_codings
from storage.queries.blank_edges import BlankEdges, blank_edges, blank_edges_in
from storage.queries.codings import codings
from storage.study.study_file import StudyFile
from tests.storage.dumps import SPOKEN, try_all

BREAK = SPOKEN.index("\n")
PD, JPD = 1, 2


@pytest.fixture
def untidy(study: StudyFile) -> StudyFile:
    """Return a study with a coding from a blank to a line break, and one on a line break alone."""
    blank = SPOKEN.index(" ")
    study.perform(toggle_code(1, blank, BREAK + 1, PD))
    study.perform(toggle_code(1, BREAK, BREAK + 1, JPD))
    return study


def test_they_are_found_with_their_letters(untidy: StudyFile) -> None:
    whole, alone = blank_edges(untidy.reader)
    assert whole.letters == Span(SPOKEN.index(" ") + 1, BREAK)
    assert alone == BlankEdges(alone.coding_id, None)


def test_they_are_said_in_words(untidy: StudyFile) -> None:
    assert blank_edges_in(untidy.path) == "2 codings begin or end with a blank or a line break."
    untidy.perform(trim_codings())
    assert blank_edges_in(untidy.path) == ""


def test_trimming_leaves_the_letters_and_nothing_else_changes(untidy: StudyFile) -> None:
    before = {coding.id: coding for coding in codings(untidy.reader, 1)}
    assert untidy.perform(trim_codings()).result == 2
    after = codings(untidy.reader, 1)
    assert len(after) == len(before) - 1
    assert blank_edges(untidy.reader) == []
    for coding in after:
        was = before[coding.id]
        assert SPOKEN[coding.start : coding.end] == SPOKEN[was.start : was.end].strip()
        assert coding == was._replace(start=coding.start, end=coding.end)


def test_trimming_is_undone_and_redone(untidy: StudyFile) -> None:
    path: Path = untidy.path
    untidy.close()
    try_all(path, [trim_codings()])
