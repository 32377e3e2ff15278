"""Merging two codes from where they stand: what comes of it is said, and what stays is chosen."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.codes_view import CodesView
from app.codebook.editor import CodebookPage
from app.codebook.merge_dialog import MergeCodesDialog
from app.codebook.panel import CodebookPanel
from app.shell.open_study import OpenStudy
from coding.model.framework import Code
from coding.notation.code_merge import Facet
from storage.operations.codings import toggle_code
from storage.operations.memos import write_code_memo
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices

ALT, NO_KEY = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def code(open_study: OpenStudy, short: str) -> Code:
    return next(code for code in open_study.framework.codes if code.short == short)


Open = Callable[[str, str], MergeCodesDialog]


@pytest.fixture
def opened(qtbot: QtBot, open_study: OpenStudy, over: QWidget) -> Open:
    """Return what opens the dialog on two codes and waits for what it says."""

    def open_on(goes: str, stays: str) -> MergeCodesDialog:
        ids = (code(open_study, goes).id, code(open_study, stays).id)
        dialog = MergeCodesDialog(open_study, *ids, over)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.act_button.isEnabled() or "below" in dialog.said.text())
        return dialog

    return open_on


def spans(open_study: OpenStudy, code_id: int) -> list[tuple[int, int]]:
    return sorted((c.start, c.end) for c in codings(open_study.reader, 1) if c.code_id == code_id)


def test_what_comes_of_it_is_said_and_done(
    qtbot: QtBot, open_study: OpenStudy, opened: Open, notices: RecordedNotices
) -> None:
    hsc, ai = code(open_study, "HSC"), code(open_study, "AI")
    before = [(0, 12), (50, 60)]
    for code_id, span in ((hsc.id, before[0]), (hsc.id, before[1]), (ai.id, before[0])):
        open_study.perform(toggle_code(1, *span, code_id))
    open_study.perform(write_code_memo(hsc.id, "A memo"))
    dialog = opened("HSC", "AI")
    said = dialog.said.text()
    assert "2 codings go to AI." in said
    assert "1 passage is coded with both" in said
    assert "1 memo" in said
    assert "Reciprocity" in said
    with qtbot.waitSignal(dialog.accepted):
        dialog.act_button.click()
    assert spans(open_study, ai.id) == before
    assert notices.lines[-1] == "Merged HSC into AI; undo takes it back."
    open_study.undo()
    assert spans(open_study, hsc.id) == before


def test_what_stays_is_chosen(qtbot: QtBot, open_study: OpenStudy, opened: Open) -> None:
    ai, hsc = code(open_study, "AI"), code(open_study, "HSC")
    dialog = opened("HSC", "AI")
    assert not dialog.boxes[Facet.COLOUR].isVisible()
    for facet in (Facet.NAME, Facet.KEY):
        assert dialog.boxes[facet].isVisible()
        dialog.boxes[facet].setFocus()
        QTest.keyClick(dialog.boxes[facet], Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.accepted):
        dialog.act_button.click()
    kept = open_study.framework.by_id[ai.id]
    assert (kept.name, kept.key, kept.definition) == (hsc.name, hsc.key, ai.definition)


def test_what_cannot_be_merged_says_why(open_study: OpenStudy, opened: Open) -> None:
    below = open_study.framework.children(code(open_study, "HSC").id)[0]
    dialog = opened("HSC", below.short)
    assert not dialog.act_button.isEnabled()
    assert "is below" in dialog.said.text()


def test_both_codes_are_chosen_in_the_dialog(qtbot: QtBot, open_study: OpenStudy, over: QWidget) -> None:
    dialog = MergeCodesDialog(open_study, None, None, over)
    dialog.show()
    assert not dialog.act_button.isEnabled()
    dialog.goes.setCurrentIndex(dialog.goes.findData(code(open_study, "HSC").id))
    dialog.stays.setCurrentIndex(dialog.stays.findData(code(open_study, "PD").id))
    qtbot.waitUntil(dialog.act_button.isEnabled)
    dialog.reject()


def drop(view: CodesView, code_id: int, on: int, keys: Qt.KeyboardModifier) -> None:
    data = view.model().mimeData([view.model().index_of(code_id)])  # type: ignore[attr-defined]
    at = QPointF(view.visualRect(view.model().index_of(on)).center())  # type: ignore[attr-defined]
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    view.dropEvent(event)
    view.end_drag()


@pytest.mark.parametrize("kind", [CodebookPanel, CodebookPage])
def test_a_code_dropped_on_another_with_alt_is_to_be_merged(
    qtbot: QtBot, open_study: OpenStudy, kind: Any
) -> None:
    widget = kind(open_study)
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    if isinstance(widget, CodebookPage):
        widget.refresh_if_stale()
    view: CodesView = widget.tree if isinstance(widget, CodebookPage) else widget.view
    view.merge_wanted.disconnect()
    asked: list[tuple[int, int]] = []

    def ask(code_id: int, into_id: int) -> None:
        asked.append((code_id, into_id))

    view.merge_wanted.connect(ask)
    hsc, ai = code(open_study, "HSC").id, code(open_study, "AI").id
    drop(view, hsc, ai, ALT)
    drop(view, hsc, hsc, ALT)
    assert asked == [(hsc, ai)]
    drop(view, hsc, ai, NO_KEY)
    assert asked == [(hsc, ai)]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_merge_into_stands_in_the_menu_of_a_code(
    qtbot: QtBot, open_study: OpenStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = CodebookPanel(open_study)
    qtbot.addWidget(panel)
    shown: list[MergeCodesDialog] = []

    def show(dialog: MergeCodesDialog) -> None:
        shown.append(dialog)

    monkeypatch.setattr(MergeCodesDialog, "exec", show)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry(menu, "Merge into…").trigger()
        menu.close()

    QTimer.singleShot(0, choose)
    panel.commands.show_menu(code(open_study, "HSC"), QPoint(), QRect(QPoint(), panel.size()))
    assert shown[0].goes.currentData() == code(open_study, "HSC").id
    assert shown[0].stays.currentData() is None
    shown[0].reject()
