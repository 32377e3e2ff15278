"""Passages with 100,000 of them: to the first screen, scrolled from end to end, recoded; processor time."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.passages.page import PassagesPage
from app.shell import theme
from app.shell.places import Place
from app.window.window import MainWindow
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.answers import count_answers_without_code
from coding.analysis.quotability import quotability
from coding.model.quoting import Clearance
from coding.model.study import Clearing, Quoting
from storage.queries.study_data import analysis_data
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.benchmarks.conftest import RecordFigure
from tests.benchmarks.large_study import large_study
from tests.benchmarks.test_analysis_speed import settle

pytestmark = pytest.mark.benchmark(timer=time.process_time)
INTERVIEWS = 1_520  # of 66 codings each: a little over 100,000


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large_study(tmp_path_factory.mktemp("passages") / "large.strandline", INTERVIEWS)


@pytest.fixture
def page(qtbot: Any, path: Path, tmp_path: Path) -> Iterator[PassagesPage]:
    """Return the page with all passages on view, on a copy of the study."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    window = MainWindow(RecordedNotices())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    assert window.open_study.open(Path(copyfile(path, tmp_path / "large.strandline")))
    window.go(Place("passages"))
    settle(window)
    page = window.page
    assert isinstance(page, PassagesPage)
    assert len(page.list.rows.chosen) > 100_000
    yield page
    window.close()


def _window(page: PassagesPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


@pytest.mark.figure("100,000 passages, all asked for after one code, to the first screen", 100)
def test_first_screen(benchmark: Any, page: PassagesPage) -> None:
    def all_of_them() -> None:
        page.asking.read("")
        QApplication.processEvents()

    def one_code() -> None:
        page.asking.read("jpd")
        settle(_window(page))

    benchmark.pedantic(all_of_them, setup=one_code, rounds=7)


def test_scrolling(page: PassagesPage, figure: RecordFigure) -> None:
    """Drag the handle down in two hundred steps, and turn pages; the longest anybody waits."""
    bar, longest = page.list.verticalScrollBar(), 0.0
    for step in range(200):
        begin = time.process_time()
        bar.setValue(bar.maximum() * step // 200)
        QApplication.processEvents()
        longest = max(longest, time.process_time() - begin)
    figure("100,000 passages scrolled from end to end: the longest step", 100, longest * 1_000)
    longest = 0.0
    page.list.start()
    for _page in range(60):
        begin = time.process_time()
        QTest.keyClick(page.list, Qt.Key.Key_PageDown)
        QApplication.processEvents()
        longest = max(longest, time.process_time() - begin)
    figure("100,000 passages by Page down: the longest", 100, longest * 1_000)


@pytest.mark.figure("whole answers without a code after 100,000 passages", 100)
def test_without_a_code(benchmark: Any, page: PassagesPage) -> None:
    def there() -> None:
        page.asking.ask_uncoded(on=True)
        QApplication.processEvents()

    def back() -> None:
        page.asking.ask_uncoded(on=False)
        settle(_window(page))

    benchmark.pedantic(there, setup=back, rounds=5)


# --- what is worked out for it -------------------------------------------------------------------------


@pytest.fixture
def data(path: Path) -> Iterator[AnalysisData]:
    """Return the material, with every third person to be shown first and every hundredth coding cleared."""
    with StudyFile.open_for_reading(path) as study:
        found = analysis_data(study.reader, 1, [1])
        people = sorted({id_ for some in found.people_in.values() for id_ in some})
        asked = {id_: Quoting.NO if id_ % 9 == 0 else Quoting.ASK for id_ in people[::3]}
        columns = (found.codings[name].tolist()[::100] for name in ("interview_id", "start", "end"))
        shown = (
            Clearance(at, interview_id, start, end, Clearing.CLEARED, "", "2026-03-12")
            for at, (interview_id, start, end) in enumerate(zip(*columns, strict=True))
        )
        yield replace(found, quoting=asked, clearances=tuple(shown))


def _anew(data: AnalysisData, work: Any) -> Any:
    data.worked_out.clear()
    return work(data)


@pytest.mark.figure("which of 100,000 passages may be quoted, 1,000 shown", 100)
def test_quotability(benchmark: Any, data: AnalysisData) -> None:
    assert len(benchmark.pedantic(_anew, (data, quotability), rounds=5, warmup_rounds=1).state) > 100_000


@pytest.mark.figure("the answers without a code beside 100,000 passages", 100)
def test_answers(benchmark: Any, data: AnalysisData) -> None:
    assert benchmark.pedantic(_anew, (data, count_answers_without_code), rounds=5, warmup_rounds=1) >= 0
