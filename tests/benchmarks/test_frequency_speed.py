"""From the file to the table: 66,000 codings in 1,000 interviews, read and counted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from storage.queries.codebook import current_framework_id
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile


@pytest.fixture
def study(large_study_path: Path) -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(large_study_path) as study:
        yield study


def _table(study: StudyFile, by: Grouping) -> list[list[str]]:
    framework_id = current_framework_id(study.reader)
    assert framework_id is not None
    found = frequencies(analysis_data(study.reader, framework_id, [1]), (Grouping.ROUND, by))
    return [
        [found.cell(group, column).text for column in found.basic] for group in (*found.groups, *found.totals)
    ]


@pytest.mark.figure("frequencies of 66,000 codings in 1,000 interviews, to table", 50)
def test_frequencies_by_school(benchmark: Any, study: StudyFile) -> None:
    table = benchmark.pedantic(_table, (study, Grouping.SCHOOL), rounds=15, warmup_rounds=2)
    assert len(table) == 12


@pytest.mark.figure("the same by role, which reads 60,000 turns too", 100)
def test_frequencies_by_role(benchmark: Any, study: StudyFile) -> None:
    assert benchmark.pedantic(_table, (study, Grouping.ROLE), rounds=10, warmup_rounds=1)
