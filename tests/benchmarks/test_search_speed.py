"""Searching 1,000 interviews of 4,000 words; and finding in one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coding.text.finding import find_in
from storage.queries.searching import search
from storage.queries.texts import transcript
from storage.study.study_file import StudyFile


@pytest.fixture
def study(large_study_path: Path) -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(large_study_path) as study:
        yield study


@pytest.mark.figure("first fifty hits in 1,000 interviews", 50)
@pytest.mark.parametrize("words", ["trust", "the", "each other trust", "sh"])
def test_first_fifty_hits(benchmark: Any, study: StudyFile, words: str) -> None:
    hits = benchmark.pedantic(search, (study.reader, words), rounds=15, warmup_rounds=1)
    assert len(hits) >= 50


@pytest.mark.figure("find in one interview of 4,000 words", 16)
def test_find_in_one_interview(benchmark: Any, study: StudyFile) -> None:
    found = transcript(study.reader, 1)
    assert found is not None
    assert benchmark.pedantic(find_in, (found.text, "Trust"), rounds=15, warmup_rounds=1)
