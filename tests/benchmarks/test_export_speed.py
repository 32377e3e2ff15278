"""Taking 10,000 passages to paper, and how soon a sub-command answers."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from storage.resources import resource
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from storage.writers.export import export
from tests.benchmarks.conftest import RecordFigure

PASSAGES = 10_000
ROOT = Path(__file__).parents[2]
SAMPLE = resource("sample_study", "Oaktree Partnership.strandline")


@operation("Keep the first passages")
def keep_first(w: WriteContext, passages: int) -> None:
    coding = schema.coding.c
    spans = select(coding.transcript_id, coding.start, coding.end, func.min(coding.id).label("id"))
    spans = spans.group_by(coding.transcript_id, coding.start, coding.end).order_by("id").limit(passages)
    last = w.connection.scalar(select(func.max(spans.subquery().c.id)))
    w.connection.execute(delete(schema.memo))
    w.connection.execute(delete(schema.coding).where(coding.id > last))


@pytest.fixture(scope="module")
def passages(large_study_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("passages") / "passages.strandline"
    copyfile(large_study_path, path)
    with StudyFile.open(path) as study:
        study.perform(keep_first(PASSAGES))
    return path


@pytest.mark.figure("10,000 passages to Word, with tables, charts and codebook", 10_000)
def test_word(benchmark: Any, passages: Path, tmp_path: Path) -> None:
    benchmark.pedantic(export, (passages, tmp_path / "a.docx", 1), rounds=3, warmup_rounds=1)


@pytest.mark.figure("10,000 passages to CSV", 5_000)
def test_csv(benchmark: Any, passages: Path, tmp_path: Path) -> None:
    benchmark.pedantic(export, (passages, tmp_path / "a.csv", 1), rounds=3)


@pytest.mark.figure("the chart of 1,000 interviews to PNG", 3_000)
def test_png(benchmark: Any, passages: Path, tmp_path: Path) -> None:
    benchmark.pedantic(export, (passages, tmp_path / "a.png", 1), rounds=3, warmup_rounds=1)


def test_info(figure: RecordFigure) -> None:
    times: list[float] = []
    for _run in range(5):
        began = perf_counter()
        subprocess.run([sys.executable, "main.py", "info", SAMPLE], cwd=ROOT, check=True, capture_output=True)
        times.append(perf_counter() - began)
    figure("strandline info, from the shell to the answer", 1_000, sorted(times)[2] * 1000)
