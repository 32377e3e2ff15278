"""Large studies, made once a session, and the table of what was measured beside what is wanted."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from main import collect_seldom
from tests.app.conftest import own_settings
from tests.benchmarks.large_study import large_study
from tests.benchmarks.long_transcript import long_transcript

__all__ = ["own_settings"]

# Words and codings of an interview: an ordinary one, a very long one, one longer than there are, and
# an ordinary one with more codings than can be told apart.
SIZES = ((4_000, 60), (100_000, 3_000), (1_000_000, 50_000), (4_000, 3_000))
SIZE_NAMES = [f"{words:,} words, {codings:,} codings" for words, codings in SIZES]
STUDIES = (100, 1_000, 5_000)  # interviews: an ordinary study, a very large one, one larger than there are
STUDY_NAMES = [f"{interviews:,} interviews" for interviews in STUDIES]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ``target`` and ``measured`` in ``unit``."""

    words: str
    target: float
    measured: float
    unit: str = "ms"

    @property
    def verdict(self) -> str:
        """How far it is from the target."""
        share = self.measured / self.target
        return "ok" if share <= 1 else f"missed by {share - 1:.0%}"


# The sizes of study, in interviews, on which the window is walked through.
WALKED = (100, 1_000, 5_000)
_KEY_WAITS = 100  # ms; longer than that a person notices

_figures: list[Figure] = []
_walks: dict[str, dict[int, float]] = {}  # what an act (ms) or a memory (MB) is, by interviews

RecordFigure = Callable[..., None]
RecordWalk = Callable[[str, int, float], None]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "figure(words, *targets): a line of the table; medians in ms, one, or one for each size",
    )


@pytest.fixture(autouse=True, scope="session")
def _as_the_program_runs() -> None:
    """Look for garbage as seldom as the program does, and not at what was loaded before."""
    collect_seldom()
    gc.freeze()


@pytest.fixture
def figure() -> RecordFigure:
    """Put a line into the table that no timer of pytest-benchmark gives: memory, a whole start."""
    return lambda *values, **named: _figures.append(Figure(*values, **named))


@pytest.fixture
def walked() -> RecordWalk:
    """Put what an act of a walk took, in a study of so many interviews, into the table of walks."""

    def record(act: str, interviews: int, measured: float) -> None:
        _walks.setdefault(act, {})[interviews] = measured

    return record


@pytest.fixture(autouse=True)
def _into_the_table(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    marker = request.node.get_closest_marker("figure")
    bench: Any = request.node.funcargs.get("benchmark")
    if marker is not None and bench is not None and bench.stats is not None:
        words, *targets = marker.args
        size: str | None = getattr(request.node, "callspec", None) and request.node.callspec.id
        names = SIZE_NAMES if size in SIZE_NAMES else STUDY_NAMES
        target = targets[names.index(size)] if size in names and len(targets) > 1 else targets[0]
        _figures.append(
            Figure(f"{words}, {size}" if size else words, target, bench.stats.stats.median * 1000)
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if _figures:
        _show_figures(terminalreporter, config.getoption("benchmark_timer"))
    if _walks:
        _show_walks(terminalreporter)


def _show_walks(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long each act kept the next key waiting, how that grows, and which keep it too long."""
    terminalreporter.section("walks: ms of processor in which the window answers nothing, by interviews")
    for act, by_size in _walks.items():
        columns = "".join(f"{by_size[size]:11,.1f}" if size in by_size else f"{'-':>11}" for size in WALKED)
        terminalreporter.line(f"{act:32}{columns}  {_growth(by_size)}")
    for size in WALKED:
        slow = {
            act: took[size] for act, took in _walks.items() if not act.startswith("memory") and size in took
        }
        named = [f"{act} {ms:,.0f}" for act, ms in slow.items() if ms > _KEY_WAITS]
        terminalreporter.line(
            f"above {_KEY_WAITS} ms at {size:,} interviews: {', '.join(named) or 'nothing'}"
        )


def _growth(by_size: dict[int, float]) -> str:
    """Return how much more the largest takes than the middle one, and whether that is worse than linear."""
    _small, middle, large = WALKED
    if not {middle, large} <= by_size.keys() or by_size[large] < _KEY_WAITS:
        return ""
    times = by_size[large] / by_size[middle]
    return f"x {times:.1f}{' worse than linear' if times > 1.2 * large / middle else ''}"


def _show_figures(terminalreporter: pytest.TerminalReporter, timer: object) -> None:
    terminalreporter.section(f"figures (medians of {timer})")
    width = max(len(figure.words) for figure in _figures)
    for figure in _figures:
        terminalreporter.line(
            f"{figure.words:{width}}  wanted {figure.target:7,.0f} {figure.unit:2}"
            f"  measured {figure.measured:8,.1f} {figure.unit:2}  {figure.verdict}"
        )


@pytest.fixture(scope="session")
def large_studies(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Return a maker of closed studies of so many interviews, 66 codings each; leave them as they are."""

    @cache
    def make(interviews: int) -> Path:
        return large_study(tmp_path_factory.mktemp("large") / f"{interviews}.strandline", interviews)

    return make


@pytest.fixture(scope="session")
def large_study_path(large_studies: Callable[[int], Path]) -> Path:
    """Return a closed study of 1,000 interviews with 66,000 codings; leave it as it is."""
    return large_studies(1_000)


@pytest.fixture(params=STUDIES, ids=STUDY_NAMES)
def sized_study(request: pytest.FixtureRequest, large_studies: Callable[[int], Path], tmp_path: Path) -> Path:
    """Return a copy of a study of each size."""
    return Path(copyfile(large_studies(request.param), tmp_path / "study.strandline"))


@pytest.fixture(scope="session")
def long_study_path(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], Path]:
    """Return a maker of closed studies with one interview of so many words and codings; copy them."""

    @cache
    def make(words: int, codings: int) -> Path:
        return long_transcript(tmp_path_factory.mktemp("long") / f"{words}.strandline", words, codings)

    return make


@pytest.fixture(params=SIZES, ids=SIZE_NAMES)
def long_study(request: pytest.FixtureRequest, long_study_path: Callable[..., Path], tmp_path: Path) -> Path:
    """Return a copy of a study of each size."""
    return Path(copyfile(long_study_path(*request.param), tmp_path / "long.strandline"))
