"""The tree of 1,000 interviews and a search through all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.queries.searching import search
from storage.queries.tree import interview_tree
from storage.study.study_file import StudyFile


@pytest.fixture(scope="module")
def study(large_study_path: Path) -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(large_study_path) as study:
        yield study


@pytest.mark.figure("tree of 1,000 interviews, read", 300)
def test_tree(benchmark: Any, study: StudyFile) -> None:
    assert benchmark.pedantic(interview_tree, (study.reader, study.coder_id), rounds=9, warmup_rounds=1)


@pytest.mark.parametrize("words", ["trust staff", "the"], ids=["two words", "the commonest word"])
@pytest.mark.figure("search 1,000 interviews, the first fifty hits", 50)
def test_search(benchmark: Any, study: StudyFile, words: str) -> None:
    hits = benchmark.pedantic(search, (study.reader, words), rounds=15, warmup_rounds=1)
    assert len(hits) >= 50
