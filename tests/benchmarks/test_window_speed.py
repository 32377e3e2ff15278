"""The reading page: an interview opened, a passage coded, taken off and taken back; what is left behind.

"Painted" means that every visible part has been painted into a picture, which is what a screen shows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.window import MainWindow
from tests.app.conftest import RecordedNotices
from tests.benchmarks.conftest import SIZE_NAMES, SIZES, RecordFigure


@pytest.fixture
def window(qtbot: Any, long_study: Path) -> Iterator[MainWindow]:
    window = MainWindow(RecordedNotices())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    assert window.open_study.open(long_study)
    QApplication.processEvents()
    yield window
    window.close()


def paint(_window: MainWindow) -> None:
    """Paint what is due; what waits for the next frame (counts in panel and tree) is not due yet."""
    QApplication.sendPostedEvents()


def settle(window: MainWindow) -> None:
    """Let also that be done."""
    paint(window)
    QTest.qWait(40)


@pytest.mark.figure("open an interview to painted", 50, 100, 150, 50)
def test_open_an_interview(benchmark: Any, window: MainWindow) -> None:
    def show() -> None:
        window.code.page.show_interview(1)
        paint(window)

    # What was shown before goes meanwhile, as it does where somebody reads.
    benchmark.pedantic(show, setup=lambda: settle(window), rounds=9, warmup_rounds=1)


@pytest.mark.figure("code a passage, key to stored and repainted", 8, 16, 40, 30)
def test_code_a_passage(benchmark: Any, window: MainWindow) -> None:
    view = window.code.page.view

    def next_sentence() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down)
        settle(window)

    def code() -> None:
        QTest.keyClick(view, Qt.Key.Key_Equal)
        paint(window)

    benchmark.pedantic(code, setup=next_sentence, rounds=25, warmup_rounds=3)


@pytest.mark.figure("take it off, to repainted", 8, 16, 40, 30)
def test_take_off_a_passage(benchmark: Any, window: MainWindow) -> None:
    view = window.code.page.view

    def code_the_next() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Equal)
        settle(window)

    def take_off() -> None:
        QTest.keyClick(view, Qt.Key.Key_Delete)
        paint(window)

    benchmark.pedantic(take_off, setup=code_the_next, rounds=25, warmup_rounds=3)


@pytest.mark.figure("undo it, to repainted", 9, 16, 40, 30)
def test_undo_a_passage(benchmark: Any, window: MainWindow) -> None:
    view = window.code.page.view
    for _step in range(30):
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Equal)

    def undo() -> None:
        window.actions_["undo"].trigger()
        paint(window)

    benchmark.pedantic(undo, setup=lambda: settle(window), rounds=25, warmup_rounds=3)


@pytest.mark.figure("move to the next sentence, to repainted", 8, 8, 8, 16)
def test_move(benchmark: Any, window: MainWindow) -> None:
    def move() -> None:
        QTest.keyClick(window.code.page.view, Qt.Key.Key_Down)
        paint(window)

    benchmark.pedantic(move, rounds=40, warmup_rounds=3)


@pytest.mark.parametrize("long_study", SIZES[:1], indirect=True, ids=SIZE_NAMES[:1])
def test_what_is_left_behind(window: MainWindow, figure: RecordFigure) -> None:
    """Count what hangs in the window, again and again with another interview shown."""

    def show_and_count() -> int:
        window.code.page.show_interview(1)
        settle(window)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(window.findChildren(QObject))

    show_and_count()
    counts = [show_and_count() for _time in range(21)]
    figure("20 times another interview: objects left behind", 1, counts[-1] - counts[0], "objects")
