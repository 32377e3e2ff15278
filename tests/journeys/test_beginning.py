"""The first minute: three steps that never come back, and the tour of the sample study."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.shell import settings
from app.window.tour import STOPS, Tour
from app.window.window import MainWindow
from storage.operations.codings import toggle_code
from storage.sample_study import keep_as, open_copy

Key = Qt.Key


def tour_of(window: MainWindow) -> Tour:
    window.actions_["tour"].trigger()
    found = window.findChild(Tour)
    assert found is not None
    return found


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return open_copy(tmp_path)


def test_the_tour_goes_by_keys_from_stop_to_stop(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    window.show()
    window.open_study.open(sample)
    tour, pages = tour_of(window), list[str]()
    assert len(STOPS) == 8
    for at, stop in enumerate(STOPS):
        qtbot.waitUntil(lambda stop=stop: tour.card.title.text() == stop.title and tour.card.hasFocus())
        assert tour.at == at and window.page is not None
        assert window.rect().contains(tour.card.geometry())
        assert tour.card.words.height() >= tour.card.words.heightForWidth(tour.card.words.width())
        pages.append(window.page.page_id)
        if at == 2:
            QTest.keyClick(tour.card, Key.Key_Left)
            assert tour.at == 1
            QTest.keyClick(tour.card, Key.Key_Right)
        QTest.keyClick(tour.card, Key.Key_Return)
    assert pages == ["code", "code", "code", "compare", "passages", "codebook", "memos", "code"]
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    assert not window.open_study.file.undoable()  # nothing was done to the study


def test_escape_leaves_the_tour_and_so_does_closing_the_study(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.open_study.open(sample)
    QTest.keyClick(tour_of(window).card, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    tour_of(window)
    window.open_study.close()
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)


def test_the_first_three_steps_never_come_back(window: MainWindow, sample: Path, tmp_path: Path) -> None:
    steps = window.welcome.steps
    assert not steps.isHidden() and [mark.text() for mark in steps.marks] == ["1", "2", "3"]
    window.open_study.open(sample)
    window.open_study.perform(toggle_code(1, 40, 90, window.open_study.framework.strands()[0].id))
    window.open_study.close()
    assert not steps.isHidden()  # the sample is nobody's first study
    keep_as(sample, tmp_path / "own.strandline")
    window.open_study.open(tmp_path / "own.strandline")
    window.open_study.perform(toggle_code(1, 40, 90, window.open_study.framework.strands()[1].id))
    window.open_study.close()
    assert steps.isHidden() and settings.text("first_study") == "coded"


def test_what_is_kept_where_is_told_from_the_first_page_by_enter_too(window: MainWindow) -> None:
    from app.window.manual import ManualDialog

    window.show()
    asks = next(b for b in window.welcome.findChildren(QPushButton) if b.text() == "What is kept where")
    asks.setFocus()
    QTest.keyClick(asks, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(ManualDialog) is None
    QTest.keyClick(asks, Key.Key_Return)
    found = window.findChild(ManualDialog)
    assert found is not None and found.text.textCursor().block().text() == "What is kept where"
