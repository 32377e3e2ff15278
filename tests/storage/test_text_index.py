"""The index of where words and answers begin."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coding.model.study import Mark
from coding.text.stamps import MarkKind
from coding.text.words import word_spans, word_starts, words
from storage.operations.correcting import correct_turn
from storage.operations.interviews import remove_interview
from storage.queries.frames import answer_starts
from storage.queries.frames import word_starts as read_word_starts
from storage.study.connection import raw
from storage.study.study_file import StudyFile
from storage.study.text_index import packed

ASK = "SELECT * FROM text_index ORDER BY transcript_id"


def unpacked(places: bytes) -> list[int]:
    found: list[int] = []
    at = 0
    for far in places:
        at += far
        if far != 255:
            found.append(at)
    return found


@given(st.lists(st.integers(0, 2_000), unique=True).map(sorted))
def test_packing_loses_nothing(places: list[int]) -> None:
    assert unpacked(packed(places)) == places


@given(st.text("ab -'.1,&", max_size=60), st.data())
def test_words_that_begin_in_a_passage_are_its_words(text: str, data: st.DataObject) -> None:
    found = word_spans(text, 0, len(text))
    if found:
        first = data.draw(st.integers(0, len(found) - 1))
        start, end = found[first].start, found[data.draw(st.integers(first, len(found) - 1))].end
        assert sum(start <= at < end for at in word_starts(text)) == words(text, start, end)


def test_marks_are_no_words() -> None:
    text = "We [unintelligible] agree"
    mark = Mark(1, 3, 19, MarkKind.UNINTELLIGIBLE, "", None)
    assert word_starts(text, [mark]) == [0, 20]


def test_it_follows_the_text(study: StudyFile) -> None:
    run = raw(study.reader).execute
    before = run(ASK).fetchall()
    assert [row[0] for row in before] == [1]
    study.perform(correct_turn(2, "Well, we trust nobody.", 2))
    assert run(ASK).fetchall() != before
    study.undo()
    assert run(ASK).fetchall() == before
    study.perform(remove_interview(1))
    assert run(ASK).fetchall() == []


def test_it_is_read_as_it_was_told(study: StudyFile) -> None:
    text = raw(study.reader).execute("SELECT text FROM transcript").fetchone()[0]
    read = read_word_starts(study.reader, [1])[1]
    (marked,) = raw(study.reader).execute('SELECT start, "end" FROM mark WHERE start < "end"').fetchall()
    outside = [at for at in word_starts(text) if not marked[0] <= at < marked[1]]
    assert np.array_equal(read, outside)
    assert len(outside) < len(word_starts(text))
    assert len(answer_starts(study.reader, [1])[1]) > 0
    assert answer_starts(study.reader, [99])[99].tolist() == []
