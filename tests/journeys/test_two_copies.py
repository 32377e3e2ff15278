"""Two people read B2 2015 of the sample in two copies; the copies become one, and they agree: by keys."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.agreement.page import CodersPage
from app.cli.main import run_command
from app.details.coder_dialog import SecondCoderDialog
from app.merging.merge_dialog import MergeDialog
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.study import CoderKind, Span
from coding.privacy.masking import Pseudonyms
from storage.privacy.masked_export import Parts, share_copy
from storage.queries.codings import codings
from storage.queries.tree import interview_tree
from storage.sample_study import SHIPPED
from tests.app.conftest import RecordedNotices

NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def b2(window: MainWindow) -> int:
    """Return the interview B2 2015."""
    branches = interview_tree(window.open_study.reader, ())
    return next(
        row.id
        for branch in branches
        for row in branch.interviews
        if branch.round is not None and branch.round.name == "2015" and row.keys == "B2"
    )


def read_by_first(window: MainWindow) -> None:
    """Mark it as done, as the one who coded it."""
    window.go(Place("code", b2(window)))
    if not window.code.page.header.done.isChecked():
        window.actions_["done"].trigger()
    assert window.code.page.header.done.isChecked()


def read_by_second(window: MainWindow, first: list[tuple[Span, str]]) -> None:
    """Code whole turns: every fourth by chance, the others as the first coder did."""
    window.go(Place("code", b2(window)))
    view, keys = window.code.page.view, "456789"
    QTest.keyClick(view, Key.Key_Home, CTRL)
    for at in range(18):
        QTest.keyClick(view, Key.Key_Down, CTRL)
        here = view.selected
        theirs = [key for span, key in first if span.start < here.end and here.start < span.end]
        chosen = keys[at % len(keys)] if at % 4 == 0 else next(iter(theirs), "")
        QTest.keyClicks(view, chosen)
    window.actions_["done"].trigger()


def coded(window: MainWindow) -> list[tuple[Span, str]]:
    """Return the passages of B2 2015 with the keys of their strands."""
    framework = window.open_study.framework
    found = codings(window.open_study.reader, b2(window))
    return [
        (each.span, framework.by_id[each.code_id].key) for each in found if each.code_id in framework.by_id
    ]


@pytest.fixture
def merged(window: MainWindow, qtbot: QtBot, notices: RecordedNotices, tmp_path: Path) -> MainWindow:
    """Return the window with the study in which both readings are."""
    study, copy = Path(copyfile(SHIPPED, tmp_path / "Saltmere.strandline")), tmp_path / "JN.strandline"
    share_copy(study, copy, Pseudonyms(), Parts(codings=False, for_coder=True))
    window.activateWindow()
    assert window.open_study.open(study)
    read_by_first(window)
    first = coded(window)
    assert window.open_study.open(copy)
    (dialog,) = [each for each in window.findChildren(SecondCoderDialog) if each.isVisible()]
    QTest.keyClicks(dialog.name, "J. Nolan")
    QTest.keyClick(dialog.name, Key.Key_Return)
    read_by_second(window, first)
    assert window.open_study.open(study)
    merge(window, qtbot, notices, copy)
    return window


def merge(window: MainWindow, qtbot: QtBot, notices: RecordedNotices, copy: Path) -> None:
    """Choose the copy, wait until what comes in is listed, and press Merge by keyboard."""
    notices.answers = [copy]

    def go_on() -> None:
        (dialog,) = window.findChildren(MergeDialog)
        qtbot.waitUntil(dialog.act_button.isEnabled, timeout=20_000)
        look(dialog, "merging")
        dialog.act_button.setFocus()
        QTest.keyClick(dialog.act_button, Key.Key_Space)

    with qtbot.waitSignal(window.open_study.study_changed, timeout=20_000):
        QTimer.singleShot(0, go_on)
        window.actions_["merge"].trigger()


look: Callable[[QWidget, str], None] = lambda _widget, _name: None  # noqa: E731


def coders_page(window: MainWindow, qtbot: QtBot) -> CodersPage:
    """Go to the page by its key and fix how agreement is measured."""
    window.activateWindow()
    qtbot.waitUntil(lambda: not window.findChildren(MergeDialog))
    qtbot.waitUntil(window.actions_["page_coders"].isEnabled)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_8, ALT)
    page = window.page
    assert isinstance(page, CodersPage)
    if page.stack.currentWidget() is page.form:
        look(window, "form")
        qtbot.waitUntil(page.form.fix.hasFocus)
        press(window, Key.Key_Space)
    qtbot.waitUntil(page.list.hasFocus, timeout=10_000)
    assert page.shown is not None
    return page


def test_they_merge_agree_settle_and_it_is_printed(
    merged: MainWindow,
    qtbot: QtBot,
    notices: RecordedNotices,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = coders_page(merged, qtbot)
    look(merged, "agreement")
    assert page.figures.rule.text() == "Unit: turn · alpha"
    open_before = len(page.list.items())
    assert open_before >= 5
    for key in (Key.Key_A, Key.Key_B, Key.Key_2, Key.Key_N, Key.Key_A):
        press(merged, key)
    look(merged, "five settled")
    assert page.head.settled.text().startswith(f"5 of {open_before} settled: ")
    assert any(coder.kind is CoderKind.AGREED for coder in merged.open_study.coders.all)
    target = tmp_path / "report.docx"
    notices.answers.append(target)
    offered = len(notices.offers)
    press(merged, Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: len(notices.offers) > offered, timeout=60_000)
    words = ZipFile(target).read("word/document.xml").decode()
    assert "J. Nolan" in words
    assert "Agreement between coders" in words
    assert "codings are the same" in words
    path = merged.open_study.file.path
    merged.open_study.close()
    assert run_command(["agreement", str(path)]) == 0
    assert "codings are the same" in capsys.readouterr().out
