"""Compare, Passages and Codebook in studies of three sizes; processor time, to painted and all at rest."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.compare.page import ComparePage
from app.passages.page import PassagesPage
from app.shell import theme
from app.shell.places import Place
from app.window.window import MainWindow
from coding.analysis.columns import Counted
from coding.analysis.forms import ChartForm, PartsShown
from coding.analysis.groups import Grouping
from storage.operations.codings import toggle_code
from tests.app.conftest import RecordedNotices
from tests.benchmarks.conftest import RecordFigure

pytestmark = pytest.mark.benchmark(timer=time.process_time)

_FIRST = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
for format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
    QSettings.setPath(format, QSettings.Scope.UserScope, sys.argv[1])
application = QApplication([])
from app.shell import theme
from app.window.window import MainWindow
from app.shell.places import Place
from app.shell.preloading import Preloading
theme.apply(application)
window = MainWindow()
window.resize(1440, 900)
window.show()
window.open_study.open(Path(sys.argv[2]))
preloading = Preloading(window.open_study)
preloading.begin()
while window.jobs.running or preloading._next.isActive():
    application.processEvents()
for page in ("compare", "codebook"):
    begin = time.process_time()
    window.go(Place(page))
    QTest.qWait(100)
    print(time.process_time() - begin)
window.close()
"""


@pytest.fixture
def window(qtbot: Any, sized_study: Path, tmp_path: Path) -> Iterator[MainWindow]:
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(tmp_path))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    window = MainWindow(RecordedNotices())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    assert window.open_study.open(sized_study)
    yield window
    window.close()


@pytest.fixture
def compare(window: MainWindow) -> ComparePage:
    window.go(Place("compare"))
    settle(window)
    assert isinstance(window.page, ComparePage)
    return window.page


@pytest.fixture
def passages(window: MainWindow) -> PassagesPage:
    """Return the page with the passages of one code on view."""
    window.go(Place("passages"))
    page = window.page
    assert isinstance(page, PassagesPage)
    page.asking.read("jpd")
    settle(window)
    return page


def settle(window: MainWindow) -> None:
    """Let all be painted that is due, and jobs end."""
    while window.jobs.running:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QTest.qWait(60)  # what waits for the next frame with it


def to_and_fro(window: MainWindow, there: Callable[[], object], back: Callable[[], object]) -> Any:
    """Return an act and what makes ready for it, for a benchmark."""

    def act() -> None:
        there()
        settle(window)

    def ready() -> None:
        back()
        settle(window)

    return act, ready


# --- Compare ---------------------------------------------------------------------------------------


@pytest.mark.figure("count a strand once per answer, as soon as that is known", 100, 100, 500)
def test_once_per_answer(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    counted = compare.controls.options.counted_in
    act, ready = to_and_fro(
        window, counted.button(Counted.ANSWERS).click, counted.button(Counted.PASSAGES).click
    )
    act()
    benchmark.pedantic(act, setup=ready, rounds=5)


@pytest.mark.figure("bars by interview", 100, 100, 500)
def test_bars_by_interview(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    bars = compare.controls.by
    act, ready = to_and_fro(
        window, bars.action(Grouping.INTERVIEW).trigger, bars.action(Grouping.SCHOOL).trigger
    )
    benchmark.pedantic(act, setup=ready, rounds=7)


@pytest.mark.figure("Compare as small charts", 100, 100, 500)
def test_small_charts(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    form = compare.controls.form
    act, ready = to_and_fro(
        window, form.action(ChartForm.MULTIPLES).trigger, form.action(ChartForm.CHARTS).trigger
    )
    benchmark.pedantic(act, setup=ready, rounds=7)


@pytest.mark.figure("Compare as dots", 100, 100, 500)
def test_dots(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    form = compare.controls.form
    act, ready = to_and_fro(
        window, form.action(ChartForm.DOTS).trigger, form.action(ChartForm.CHARTS).trigger
    )
    benchmark.pedantic(act, setup=ready, rounds=7)


@pytest.mark.figure("another filter on Compare", 100, 100, 500)
def test_filter_compare(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    ask = compare.controls.asking.read
    act, ready = to_and_fro(window, lambda: ask("role:T unsure:no"), lambda: ask(""))
    act()
    benchmark.pedantic(act, setup=ready, rounds=5)


@pytest.mark.figure("the table of Compare, role within school", 150, 150, 700)
def test_crossed_table(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    compare.controls.parts.button(PartsShown.TABLE).click()
    then = compare.controls.then
    act, ready = to_and_fro(window, then.action(Grouping.ROLE).trigger, then.action(None).trigger)
    benchmark.pedantic(act, setup=ready, rounds=5)


@pytest.mark.figure("undo seen from Compare", 50, 50, 250)
def test_undo_on_compare(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    act, ready = to_and_fro(window, window.actions_["undo"].trigger, lambda: _code(window))
    benchmark.pedantic(act, setup=ready, rounds=7)


def _code(window: MainWindow) -> None:
    window.open_study.perform(toggle_code(1, 100, 160, 4))


# --- Passages --------------------------------------------------------------------------------------


@pytest.mark.figure("undo seen from Passages", 50, 50, 250)
def test_undo_on_passages(benchmark: Any, window: MainWindow, passages: PassagesPage) -> None:
    act, ready = to_and_fro(window, window.actions_["undo"].trigger, lambda: _code(window))
    benchmark.pedantic(act, setup=ready, rounds=7)


@pytest.mark.figure("another filter on Passages", 50, 50, 250)
def test_filter_passages(benchmark: Any, window: MainWindow, passages: PassagesPage) -> None:
    ask = passages.asking.read
    act, ready = to_and_fro(window, lambda: ask("hsc"), lambda: ask("jpd"))
    benchmark.pedantic(act, setup=ready, rounds=7)


@pytest.mark.figure("one code's passages with a word in them", 100, 100, 200)
def test_words_in_passages(benchmark: Any, window: MainWindow, passages: PassagesPage) -> None:
    ask = passages.asking.read
    act, ready = to_and_fro(window, lambda: ask('jpd "trust"'), lambda: ask("jpd"))
    benchmark.pedantic(act, setup=ready, rounds=5)


# --- first sight, and another appearance --------------------------------------------------------------


def test_first_sight(
    request: pytest.FixtureRequest, sized_study: Path, tmp_path: Path, figure: RecordFigure
) -> None:
    """Compare and Codebook the first time, in a process of its own, after what they need was loaded."""
    command = [sys.executable, "-c", _FIRST, str(tmp_path / "settings"), str(sized_study)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    taken: list[list[float]] = []
    for _run in range(3):
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        taken.append([float(line) * 1000 for line in said.split()])
    size = request.node.callspec.id
    compare, codebook = (sorted(times)[1] for times in zip(*taken, strict=True))
    figure(f"Compare the first time, {size}", 150, compare)
    figure(f"Codebook the first time, {size}", 100, codebook)


@pytest.mark.figure("another appearance, Compare on view", 100)
def test_another_appearance(benchmark: Any, window: MainWindow, compare: ComparePage) -> None:
    act, ready = to_and_fro(window, lambda: theme.choose("dark"), lambda: theme.choose("light"))
    benchmark.pedantic(act, setup=ready, rounds=5)
