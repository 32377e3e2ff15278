"""Wherever a code stands its menu merges it into another, by mouse and by the menu key."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.merge_dialog import MergeCodesDialog
from app.compare.page import ComparePage
from app.passages.page import PassagesPage
from app.shell.places import Place
from app.sorting.page import SortingPage
from app.window.window import MainWindow
from coding.analysis.forms import PartsShown
from coding.model.framework import Code
from tests.app.conftest import RecordedNotices

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def merged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the codes for which the dialog was opened."""
    asked: list[int] = []

    def note(dialog: MergeCodesDialog) -> None:
        asked.append(dialog.goes.currentData())
        dialog.reject()

    monkeypatch.setattr(MergeCodesDialog, "exec", note)
    return asked


def code(window: MainWindow, short: str) -> Code:
    return next(each for each in window.open_study.framework.codes if each.short == short)


def place_of(view: QAbstractItemView, text: str) -> QPoint:
    """Return the middle of the first row, or of the first item, that begins with a text."""
    model = view.model()
    found = model.match(
        model.index(0, 0), Qt.ItemDataRole.DisplayRole, text, 1,
        Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive,
    )  # fmt: skip
    assert found, text
    view.scrollTo(found[0])
    return view.visualRect(found[0]).center()


def choose(
    qtbot: QtBot,
    merged: list[int],
    widget: QWidget,
    at: QPoint,
    wanted: Code,
    by: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse,
) -> None:
    """Ask for the menu at a point, or of what has the keyboard, and choose to merge."""
    merged.clear()
    QApplication.sendEvent(widget, QContextMenuEvent(by, at, widget.mapToGlobal(at)))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(each for each in menu.actions() if each.text().startswith("Merge")))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(merged))
    assert merged == [wanted.id]


def test_on_the_code_page(qtbot: QtBot, on_study: MainWindow, merged: list[int]) -> None:
    hsc = code(on_study, "HSC")
    chips = on_study.code.passage.chips
    on_study.code.page.view.step_coding(1)
    first = code(on_study, chips.item(0).text().split()[0])
    choose(qtbot, merged, chips.viewport(), place_of(chips, first.short), first)

    picker = on_study.code.picker
    on_study.code.page.commands.want_picker("hsc")
    choose(qtbot, merged, picker.list.viewport(), place_of(picker.list, "HSC"), hsc)
    on_study.code.page.commands.want_picker("hsc")
    choose(qtbot, merged, picker.field, QPoint(), hsc, by=QContextMenuEvent.Reason.Keyboard)

    on_study.finder.start("hsc")
    found = on_study.finder.suggestions.list
    choose(qtbot, merged, found.viewport(), place_of(found, "HSC"), hsc)
    on_study.finder.start("hsc")
    choose(qtbot, merged, on_study.finder, QPoint(), hsc, by=QContextMenuEvent.Reason.Keyboard)


def test_on_other_pages(
    qtbot: QtBot, on_study: MainWindow, merged: list[int], notices: RecordedNotices
) -> None:
    hsc, ai = code(on_study, "HSC"), code(on_study, "AI")
    on_study.go(Place("passages"))
    passages = on_study.page
    assert isinstance(passages, PassagesPage)
    rail = passages.rail.view
    choose(qtbot, merged, rail.viewport(), place_of(rail, "HSC"), hsc)

    on_study.go(Place("compare"))
    compare = on_study.page
    assert isinstance(compare, ComparePage)
    compare.controls.parts.button(PartsShown.BOTH).click()
    table = compare.table
    qtbot.waitUntil(lambda: table.numbers.shown is not None)
    assert table.numbers.shown is not None
    at = [column.code_id for column in table.numbers.shown.columns].index(ai.id)
    header = table.horizontalHeader()
    table.scrollTo(table.numbers.index(0, at))
    place = QPoint(header.sectionViewportPosition(at) + 4, 8)
    choose(qtbot, merged, header.viewport(), place, ai)
    choose(qtbot, merged, table.viewport(), place, ai)

    on_study.go(Place("sort", detail=str(hsc.id)))
    sort = on_study.page
    assert isinstance(sort, SortingPage)
    targets = sort.panel.targets
    choose(qtbot, merged, targets.viewport(), place_of(targets, "1"), targets.codes[0])


def test_the_passages_in_hand(qtbot: QtBot, on_study: MainWindow, merged: list[int]) -> None:
    on_study.go(Place("passages"))
    page = on_study.page
    assert isinstance(page, PassagesPage)
    qtbot.waitUntil(lambda: page.list.rows.rowCount() > 0)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    (first, *others) = page.acts.codes()
    page.acts.merge_code()
    if others:
        assert page.acts.dialog is not None
        QTest.keyClick(page.acts.dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(merged))
    assert merged == [first.id]
