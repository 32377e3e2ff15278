"""The reading page: an interview opened, a passage coded, taken back; and the start of the program.

"Painted" means that every visible part has been painted into a picture, which is what a screen shows.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.window import MainWindow
from tests.app.conftest import RecordedNotices
from tests.benchmarks.conftest import RecordFigure

_START = """
import os, sys, time
begin = time.perf_counter()
from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
application = QApplication([])
from app.shell import theme
from app.window import application as program
theme.apply(application)
from app.window.window import MainWindow
from pathlib import Path
window = MainWindow()
window.show()
window.open_study.open(Path(sys.argv[2]))
application.processEvents()
window.grab()
assert window.code.page.view.selected.length
wall = (time.perf_counter() - begin) * 1000
status = Path("/proc/self/status").read_text()  # what getrusage says includes the parent
peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
print(f"{wall:.0f} {peak}")
"""


@pytest.fixture
def window(qtbot: Any, long_study: Path, tmp_path: Path) -> Iterator[MainWindow]:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
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


@pytest.mark.figure("open an interview to painted", 50, 100, 300)
def test_open_an_interview(benchmark: Any, window: MainWindow) -> None:
    def show() -> None:
        window.code.page.show_interview(1)
        paint(window)

    benchmark.pedantic(show, rounds=9, warmup_rounds=1)


@pytest.mark.figure("code a passage, key to stored and repainted", 16, 16, 40)
def test_code_a_passage(benchmark: Any, window: MainWindow) -> None:
    view = window.code.page.view

    def next_sentence() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down)
        settle(window)

    def code() -> None:
        QTest.keyClick(view, Qt.Key.Key_Equal)
        paint(window)

    benchmark.pedantic(code, setup=next_sentence, rounds=25, warmup_rounds=3)


@pytest.mark.figure("undo it, to repainted", 16, 16, 40)
def test_undo_a_passage(benchmark: Any, window: MainWindow) -> None:
    view = window.code.page.view
    for _step in range(30):
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Equal)

    def undo() -> None:
        window.actions_["undo"].trigger()
        paint(window)

    benchmark.pedantic(undo, setup=lambda: settle(window), rounds=25, warmup_rounds=3)


@pytest.mark.figure("move to the next sentence, to repainted", 16, 16, 40)
def test_move(benchmark: Any, window: MainWindow) -> None:
    def move() -> None:
        QTest.keyClick(window.code.page.view, Qt.Key.Key_Down)
        paint(window)

    benchmark.pedantic(move, rounds=40, warmup_rounds=3)


def test_start(tmp_path: Path, figure: RecordFigure) -> None:
    """Start, as a process of its own, until a key on the sample study would be taken."""
    from storage import sample_study

    study = sample_study.open_copy(tmp_path)
    wall: list[int] = []
    memory: list[int] = []
    for run in range(6):
        command = [sys.executable, "-c", _START, str(tmp_path / "settings"), str(study)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        found = re.search(r"(\d+) (\d+)", said)
        assert found is not None
        if run:  # the first fills the disk's cache
            wall.append(int(found[1]))
            memory.append(int(found[2]))
    figure("start to a window ready for a key, sample study", 1500, sorted(wall)[2])
    figure("memory at that point, most", 200, sorted(memory)[2], "MB")
