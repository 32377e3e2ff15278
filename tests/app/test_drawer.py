"""The drawer at the right of a page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.shell import settings
from app.widgets.drawer import Drawer, DrawerRoom


class Bench:
    """A page of one button, and a drawer with another."""

    def __init__(self) -> None:
        self.number, self.passage = QPushButton("45"), QPushButton("A passage")
        self.drawer = Drawer("What a number counts")
        self.drawer.column.addWidget(self.passage)
        self.room = DrawerRoom(self.number, self.drawer)

    def widths(self, width: int) -> tuple[int, int, int]:
        """Return how wide the page and the drawer are in a room of this width, and what is covered."""
        self.room.resize(width, 600)
        return self.number.width(), self.drawer.width(), self.room.covered


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench()
    qtbot.addWidget(made.room)
    made.room.resize(1366, 600)
    made.room.show()
    made.room.activateWindow()
    return made


def test_it_is_shut_until_it_is_wanted(bench: Bench) -> None:
    assert (bench.drawer.isVisible(), bench.number.width()) == (False, 1366)


def test_it_stands_beside_the_page_or_over_it(bench: Bench) -> None:
    bench.room.open_drawer()
    assert bench.widths(1366) == (1030, 336, 0)
    assert bench.widths(1920) == (1584, 336, 0)
    assert bench.widths(1024) == (1024, 336, 336)
    assert bench.widths(1150) == (814, 336, 0)


@pytest.mark.parametrize("how", ["Escape", "Escape in it", "cross"])
def test_it_is_shut_by_key_and_cross_and_the_keyboard_goes_back(bench: Bench, qtbot: QtBot, how: str) -> None:
    bench.number.setFocus()
    bench.room.open_drawer()
    if how == "cross":
        bench.passage.setFocus()
        QTest.mouseClick(bench.drawer.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    else:
        target = bench.passage if how == "Escape in it" else bench.number
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_Escape)
    assert not bench.room.is_open
    assert bench.number.width() == 1366
    assert bench.number.hasFocus()


def test_its_width_is_kept(bench: Bench, qtbot: QtBot) -> None:
    bench.room.open_drawer()
    grip = bench.room.childAt(1366 - 336, 300)
    assert grip is not None
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    QTest.mouseMove(grip, grip.mapFrom(bench.room, QPoint(966, 300)))
    assert bench.drawer.width() == 400
    bench.room.close_drawer()
    again = Bench()
    qtbot.addWidget(again.room)
    again.room.open_drawer()
    assert again.widths(1366)[1] == 400


@pytest.mark.parametrize(("kept", "used"), [(-5, 260), (99_999, 560)])
def test_a_width_out_of_bounds_is_not_believed(bench: Bench, kept: int, used: int) -> None:
    settings.remember("drawer_width", kept)
    bench.room.open_drawer()
    assert bench.drawer.width() == used
