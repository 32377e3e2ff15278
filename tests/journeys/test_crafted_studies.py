"""The worst of the crafted studies in the window: it says what is wrong, and goes on."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.shell.places import Place
from app.window.window import MainWindow
from coding.errors import UserError
from tests.app.conftest import RecordedNotices
from tests.storage.crafted import CRAFTED, craft

WORST = (
    "trigger",
    "a root page of another",
    "format -1",
    "two studies",
    "a transcript that is no Unicode",
    "a mark that is no Unicode",
    "a coding of no code",
    "a coding in no text",
    "a coding of nobody",
    "a coding past the end",
    "a coder of words",
    "a text that is shorter than said",
    "a time of words",
    "a date in words",
    "a mark of no kind",
    "codes a thousand deep",
    "a turn past the end",
    "a memo of 40 MB",
    "an index that is damaged",
    "an image of another kind",
)
PAGES = ("codebook", "passages", "compare", "find")


@pytest.mark.parametrize("name", WORST)
def test_the_window_survives(
    qtbot: QtBot, window: MainWindow, notices: RecordedNotices, filled_study: Path, tmp_path: Path, name: str
) -> None:
    path = craft(Path(copyfile(filled_study, tmp_path / "crafted.strandline")), CRAFTED[name])
    with qtbot.capture_exceptions() as raised:
        for act in acts(window, path):
            try:
                act()
            except UserError as error:
                notices.warn(error)
            QApplication.processEvents()
        qtbot.waitUntil(lambda: not window.jobs.running)
    assert [error for _kind, error, _trace in raised if not isinstance(error, UserError)] == []
    assert window.open_study.is_open or notices.errors


def acts(window: MainWindow, path: Path) -> list[Callable[[], object]]:
    """Return what somebody does with a study: open it, read, code, take back, look at all pages."""

    def press(key: Qt.Key) -> Callable[[], object]:
        return lambda: QTest.keyClick(window.code.page.view, key)

    def do(action: str) -> Callable[[], object]:
        return window.actions_[action].trigger

    def visit(page: str) -> Callable[[], object]:
        return lambda: window.open_study.is_open and window.go(Place(page))

    return [
        lambda: window.open_study.open(path),
        lambda: window.open_study.is_open and window.go(Place("code", 1)),
        *map(press, (Qt.Key.Key_Down, Qt.Key.Key_1, Qt.Key.Key_Down)),
        *map(do, ("next_coding", "previous_coding", "undo", "undo", "redo")),
        *map(visit, (*PAGES, *PAGES, "code")),
    ]
