"""From codings to findings, by keyboard alone: a lettered formula with its quotations, and a matrix.

The formula is that of a grounded theory: nine conditions, (a) to (i), of which one has no quotation.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.matrix.page import MatrixPage
from app.memos.page import MemosPage
from app.window.window import MainWindow
from storage.queries.cells import cell_summaries, quoted_in
from storage.queries.outline import outline, quoted_passage
from storage.sample_study import SHIPPED
from tests.app.conftest import RecordedNotices
from tests.storage.dumps import dump

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FORMULA = (
    "Somebody goes first, and says what went wrong.",
    "What is seen in a room stays work, and is no gossip.",
    "Each school gives something that costs it.",
    "Children of another school count as one's own.",
    "Challenge is answered, not parried.",
    "What was planned together is taught as it was planned.",
    "Time is found before goodwill runs out.",
    "Heads say in public what they say in the car.",
    "Nobody keeps the accounts.",
)


@pytest.fixture
def window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Return the window on the sample study, with the keyboard."""
    assert window.open_study.open(Path(copyfile(SHIPPED, tmp_path / "Saltmere.strandline")))
    activate(qtbot, window)
    return window


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Give the window the keyboard: where nothing manages windows, nobody else does."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def focus(window: MainWindow) -> QWidget:
    return QApplication.focusWidget() or window


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key wherever the keyboard is."""
    for _time in range(times):
        QTest.keyClick(focus(window), key, held)


def write(window: MainWindow, words: str) -> None:
    QTest.keyClicks(focus(window), words)


def tab_to(window: MainWindow, wanted: Callable[[QWidget], bool], key: Qt.Key = Key.Key_Tab) -> QWidget:
    """Press Tab until something has the keyboard."""
    for _step in range(80):
        if wanted(focus(window)):
            return focus(window)
        press(window, key)
    raise AssertionError("Tab does not lead there")


def called(name: str) -> Callable[[QWidget], bool]:
    return lambda widget: widget.accessibleName().startswith(name)


def choose(window: MainWindow, entry: str) -> None:
    """Open the menu of the button that has the keyboard, and choose an entry by its arrows."""

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _step in range(len(menu.actions()) + 1):
            active = menu.activeAction()
            if active and active.text() == entry:
                break
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)

    QTimer.singleShot(0, pick)
    press(window, Key.Key_Space)


def test_a_formula_and_a_matrix_are_written_by_keyboard(
    qtbot: QtBot, window: MainWindow, notices: RecordedNotices, tmp_path: Path
) -> None:
    study = window.open_study
    before = dump(study.file)
    write_formula(window)
    hang_quotations(window)
    formula = [entry for entry in outline(study.reader) if entry.letter]
    assert [(each.letter, each.words) for each in formula] == [
        *zip(["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)"], FORMULA, strict=True)
    ]
    assert [each.counts["for"] for each in formula] == [1] * 8 + [0]
    export_formula(qtbot, window, notices, tmp_path / "formula.docx")
    said = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "formula.docx")).paragraphs)
    for each in formula:
        assert f"{each.letter} {each.words}" in said
        for hung in each.hung:
            assert hung.interview_id is not None
            assert hung.span is not None
            quoted = quoted_passage(study.reader, hung.interview_id, hung.span)
            assert quoted.who
            assert f"{quoted.words} ({quoted.who})" in said

    activate(qtbot, window)
    page = turn_to_matrix(qtbot, window)
    fill_matrix(qtbot, window, page)
    written = cell_summaries(study.reader)
    assert len(written) == 20
    assert sum(len(quoted_in(study.reader, summary)) for summary in written.values()) == 1
    export_matrix(qtbot, window, notices, tmp_path / "matrix.docx")
    document = Document(str(tmp_path / "matrix.docx"))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0].split("\n")[0] for row in rows] == ["Case", *(f"School {letter}" for letter in "ABCDE")]
    assert [cell.split("\n")[0] for cell in rows[0][1:]] == ["JPD", "HSC", "CMP", "E&C"]
    assert all("is so in" in cell and "passage" in cell for row in rows[1:] for cell in row[1:])

    after = dump(study.file)
    steps = 0
    while dump(study.file) != before:
        study.undo()
        steps += 1
    for _step in range(steps):
        study.redo()
    assert dump(study.file) == after


def write_formula(window: MainWindow) -> None:
    """Turn to the outline, and type nine sentences."""
    press(window, Key.Key_7, ALT)
    page = window.page
    assert isinstance(page, MemosPage)
    tab_to(window, called("Show: Memos"))
    press(window, Key.Key_Right)
    go_to_region(window, page.outline.field)
    for sentence in FORMULA:
        write(window, sentence)
        press(window, Key.Key_Return)


def hang_quotations(window: MainWindow) -> None:
    """Hang a passage on each sentence but the last, another on each: used ones go to the end of the list."""
    page = window.page
    assert isinstance(page, MemosPage)
    view = page.outline
    for at in range(8):
        go_to_region(window, view.tree)
        press(window, Key.Key_Home)
        press(window, Key.Key_Down, times=at)
        assert view.tree.entry is not None
        assert view.tree.entry.words == FORMULA[at]
        go_to_region(window, view.column.passages.list)
        press(window, Key.Key_Home)
        press(window, Key.Key_Down, times=3 * at)
        press(window, Key.Key_F)


def go_to_region(window: MainWindow, wanted: QWidget) -> None:
    """Press F6 until a part of the page has the keyboard."""
    for _step in range(12):
        if focus(window) is wanted:
            return
        press(window, Key.Key_F6)
    raise AssertionError("F6 does not lead there")


def export_formula(qtbot: QtBot, window: MainWindow, notices: RecordedNotices, target: Path) -> None:
    page = window.page
    assert isinstance(page, MemosPage)
    go_to_region(window, page.outline.field)
    tab_to(window, lambda widget: getattr(widget, "text", str)() == "Export…", Key.Key_Backtab)
    notices.answers.append(target)
    with qtbot.waitSignal(page.outline.exports.exported):
        press(window, Key.Key_Space)


def turn_to_matrix(qtbot: QtBot, window: MainWindow) -> MatrixPage:
    """Show schools by key strands."""
    press(window, Key.Key_5, ALT)
    page = window.page
    assert isinstance(page, MatrixPage)
    qtbot.waitUntil(lambda: page.shown is not None)
    tab_to(window, called("Rows"))
    choose(window, "schools")
    activate(qtbot, window)
    qtbot.waitUntil(lambda: page.shown is not None and len(page.shown.matrix.rows) == 5)
    go_to_region(window, page.grid)
    return page


def fill_matrix(qtbot: QtBot, window: MainWindow, page: MatrixPage) -> None:
    """Write in every cell, from one to the next by Tab; quote a passage in the first."""
    press(window, Key.Key_Home, CTRL)
    press(window, Key.Key_Return)
    for row in range(5):
        for column in range(4):
            qtbot.waitUntil(partial(is_written_in, page, (row, column)))
            write(window, f"It is so in {row + 1} and {column + 1}. ")
            if row == column == 0:
                go_to_region(window, page.drawer.list)
                press(window, Key.Key_Down)
                press(window, Key.Key_C, CTRL | SHIFT)
                assert page.grid.editor is not None
                assert page.grid.editor.isAncestorOf(focus(window))
            press(window, Key.Key_Escape if (row, column) == (4, 3) else Key.Key_Tab)


def is_written_in(page: MatrixPage, at: tuple[int, int]) -> bool:
    return page.grid.editor is not None and page.grid.at() == at


def export_matrix(qtbot: QtBot, window: MainWindow, notices: RecordedNotices, target: Path) -> None:
    page = window.page
    assert isinstance(page, MatrixPage)
    tab_to(window, called("Export the matrix"), Key.Key_Backtab)
    notices.answers.append(target)
    with qtbot.waitSignal(page.exports.exported):
        choose(window, "Word document")
