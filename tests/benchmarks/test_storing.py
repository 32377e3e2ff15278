"""A coding stored, undone and done again, without a window: what is left of 16 ms for painting."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage.operations.codings import toggle_code
from storage.study import schema
from storage.study.operation import Operation
from storage.study.study_file import StudyFile


@pytest.fixture
def study(long_study: Path) -> Iterator[StudyFile]:
    with StudyFile.open(long_study) as study:
        yield study


@pytest.fixture
def commands(study: StudyFile) -> Iterator[Operation[Any]]:
    """Yield ever new codings, each on a passage of its own, of a strand that the study lacks."""
    strand = study.reader.scalar(select(schema.code.c.id).where(schema.code.c.abbreviation == "AA"))
    assert strand is not None
    return (toggle_code(1, 37 * number, 37 * number + 30, strand) for number in count())


@pytest.mark.figure("store a coding, no window", 5)
def test_store_a_coding(benchmark: Any, study: StudyFile, commands: Iterator[Operation[Any]]) -> None:
    benchmark.pedantic(
        study.perform, setup=lambda: ([next(commands)], dict[str, Any]()), rounds=60, warmup_rounds=5
    )


@pytest.mark.figure("undo a coding, no window", 5)
def test_undo_a_coding(benchmark: Any, study: StudyFile, commands: Iterator[Operation[Any]]) -> None:
    for _round in range(65):
        study.perform(next(commands))
    benchmark.pedantic(study.undo, rounds=60, warmup_rounds=5)
