"""Asking 66,000 codings in 1,000 interviews."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coding.analysis.selection import Asked, select
from coding.query.parsing import parse
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture
def asked(large_study_path: Path) -> Iterator[Asked]:
    with StudyFile.open_for_reading(large_study_path) as study:
        yield asked_of(study.reader, analysis_data(study.reader, 1, [1]))


def _found(asked: Asked, text: str) -> int:
    """Ask as if nothing had been asked before."""
    asked.analysis_data.worked_out.clear()
    asked.analysis_data.shared.clear()
    return int(select(asked, parse(text, asked.names)).codings.sum())


@pytest.mark.figure("asking 66,000 codings: two codes and a third not, on a passage", 150)
def test_on_a_passage(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, "hsc and e&c not jpd"), rounds=10, warmup_rounds=1)


@pytest.mark.figure("the same in an answer, of one school and role", 150)
def test_in_an_answer(benchmark: Any, asked: Asked) -> None:
    text = "hsc and e&c not jpd school:B role:HD in:2015 within:answer"
    assert benchmark.pedantic(_found, (asked, text), rounds=10, warmup_rounds=1) >= 0


@pytest.mark.figure("the same in passages that overlap", 150)
def test_overlapping(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, "hsc and e&c within:overlap"), rounds=10, warmup_rounds=1)


@pytest.mark.figure("a word, in all texts", 1_000)
def test_words(benchmark: Any, asked: Asked) -> None:
    assert benchmark.pedantic(_found, (asked, '"governor" hsc'), rounds=5, warmup_rounds=1) >= 0
