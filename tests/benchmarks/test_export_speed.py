"""Taking passages to paper, and how soon a sub-command answers."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from statistics import median
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
from tests.benchmarks.own_process import run_alone

PASSAGES = 10_000
ROOT = Path(__file__).parents[2]
SAMPLE = resource("sample_study", "Saltmere Partnership.strandline")


@operation("Keep the first passages")
def keep_first(w: WriteContext, passages: int) -> None:
    coding = schema.coding.c
    spans = select(coding.transcript_id, coding.start, coding.end, func.min(coding.id).label("id"))
    spans = spans.group_by(coding.transcript_id, coding.start, coding.end).order_by("id").limit(passages)
    last = w.connection.scalar(select(func.max(spans.subquery().c.id)))
    w.connection.execute(delete(schema.memo))
    w.connection.execute(delete(schema.coding).where(coding.id > last))


def only_first(study_path: Path, folder: Path, passages: int) -> Path:
    """Return a copy of a study with so many passages."""
    path = Path(copyfile(study_path, folder / "passages.strandline"))
    with StudyFile.open(path) as study:
        study.perform(keep_first(passages))
    return path


@pytest.fixture(scope="module")
def passages(large_study_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return only_first(large_study_path, tmp_path_factory.mktemp("passages"), PASSAGES)


_EXPORT = """
import gc, sys
from pathlib import Path
from time import process_time
from storage.writers.export import export
from tests.benchmarks.own_process import peak_megabytes
gc.set_threshold(20_000, 20, 100)  # as the program does
started = process_time()
export(Path(sys.argv[1]), Path(sys.argv[2]), [1])
print(process_time() - started, peak_megabytes())
"""


@pytest.mark.parametrize(
    ("number", "wanted", "most"), [(100, 2_500, 200), (1_000, 2_500, 200), (60_000, 20_000, 300)]
)
def test_word(
    large_study_path: Path, tmp_path: Path, figure: RecordFigure, number: int, wanted: int, most: int
) -> None:
    """Tables, charts, codebook and passages; processor time and memory of a process of its own."""
    study = only_first(large_study_path, tmp_path, number)
    runs = [run_alone(tmp_path / "home", _EXPORT, study, tmp_path / "a.docx") for _run in range(3)]
    seconds, megabytes = map(median, zip(*runs, strict=True))
    figure(f"{number:,} passages to Word, with tables, charts and codebook", wanted, seconds * 1_000)
    figure(f"{number:,} passages to Word: memory", most, megabytes, "MB")


@pytest.mark.figure("10,000 passages to CSV", 5_000)
def test_csv(benchmark: Any, passages: Path, tmp_path: Path) -> None:
    benchmark.pedantic(export, (passages, tmp_path / "a.csv", [1]), rounds=3)


@pytest.mark.figure("the chart of 1,000 interviews to PNG", 3_000)
def test_png(benchmark: Any, passages: Path, tmp_path: Path) -> None:
    benchmark.pedantic(export, (passages, tmp_path / "a.png", [1]), rounds=3, warmup_rounds=1)


def test_info(figure: RecordFigure) -> None:
    times: list[float] = []
    for _run in range(5):
        began = perf_counter()
        subprocess.run([sys.executable, "main.py", "info", SAMPLE], cwd=ROOT, check=True, capture_output=True)
        times.append(perf_counter() - began)
    figure("strandline info, from the shell to the answer", 1_000, sorted(times)[2] * 1000)
