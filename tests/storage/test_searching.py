"""Finding words in all interviews."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from storage.queries.searching import Hit, SearchFound, count_found, search
from storage.queries.texts import transcript
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.lengths import times


@operation("Add a document")
def _add_document(w: WriteContext, *turns: str) -> int:
    interview_id = w.add(schema.interview, title="Document")
    w.connection.execute(insert(schema.transcript).values(id=interview_id, text="\n".join(turns)))
    start = 0
    for said in turns:
        w.add(schema.turn, transcript_id=interview_id, start=start, end=start + len(said))
        start += len(said) + 1
    return interview_id


def _matched(study: StudyFile, hit: Hit) -> list[str]:
    found = transcript(study.reader, hit.interview_id)
    assert found is not None
    return [found.text[start:end] for start, end in hit.matches]


@pytest.mark.parametrize(
    ("words", "matched"),
    [
        ("TRUST", ["trust"]),
        ("tru", ["trust"]),
        ("trust now", ["trust", "now"]),
        ("E&C", ["E&C"]),
        ("don't", ["don’t"]),
        ("cafe", ["café"]),
        ("trust nobody", []),
        ("  ", []),
        ('"*', []),
    ],
)
def test_finds_what_a_person_types(study: StudyFile, words: str, matched: list[str]) -> None:
    study.perform(_add_document("We don’t do E&C 😀 in the café."))
    assert [word for hit in search(study.reader, words) for word in _matched(study, hit)] == matched


def test_a_hit_shows_its_words_in_their_place(study: StudyFile) -> None:
    before, after = "well " * 40, " and so on" * 40
    study.perform(_add_document("first", f"{before}😀 moderation{after}"))
    (hit,) = search(study.reader, "moderation")
    found = transcript(study.reader, hit.interview_id)
    assert found is not None
    end = hit.excerpt_start + len(hit.excerpt)
    assert found.text[hit.excerpt_start : end] == hit.excerpt
    assert (hit.cut_before, hit.cut_after) == (True, True)
    assert hit.excerpt.startswith("well")
    assert hit.excerpt.endswith(("and", "so", "on"))


def test_matches_far_apart_in_one_turn_are_hits_of_their_own(study: StudyFile) -> None:
    study.perform(_add_document("trust " + "mm " * 100 + "trust and trust"))
    hits = search(study.reader, "trust")[1:]
    assert [len(hit.matches) for hit in hits] == [1, 2]


def test_hits_come_a_page_at_a_time(study: StudyFile) -> None:
    study.perform(_add_document(*["trust"] * 7))
    first = search(study.reader, "trust", turns=5)
    rest = search(study.reader, "trust", turns=5, after=first[-1].turn_id)
    assert (len(first), len(rest)) == (5, 3)
    assert count_found(study.reader, "trust") == SearchFound(8, 2)
    assert count_found(study.reader, "…") == SearchFound(0, 0)


@times(3)
@given(words=st.text(max_size=12))
def test_nothing_that_is_typed_is_a_syntax_error(searched: StudyFile, words: str) -> None:
    search(searched.reader, words)
    count_found(searched.reader, words)


@pytest.fixture(scope="module")
def searched(filled: Any) -> Any:
    with StudyFile.open(filled) as study:
        yield study
