"""Whoever reads an interview blind sees nothing that hangs on what others coded in it.

Two studies differ in that only: the same window has to look and read the same on both.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.shell.deferred_call import DeferredCall
from app.shell.places import Place
from app.window.window import MainWindow
from coding.model.study import State
from storage.operations.coders import add_coder
from storage.operations.codings import set_unsure, toggle_code
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.reading import set_blind, set_state
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices
from tests.journeys.test_reach import DIALOGS, PAGES

ME = 1
PLACES = ((0, 16), (23, 47), (50, 70))
# By the other coder, in each study: the first is only there because a window that is new lays out otherwise.
CODED = ((0, 16, 7), (0, 16, 7), (50, 70, 9))
WALKED = ("facts", "interview", "interview memo", "history", "restore points", "questions")


def variants(filled: Path, folder: Path) -> list[Path]:
    """Return studies in which Me reads blind what somebody else has coded, not the same in all."""
    made: list[Path] = []
    for n, (start, end, code) in enumerate(CODED):
        (folder / str(n)).mkdir()
        made.append(Path(copyfile(filled, folder / str(n) / "study.strandline")))
        with StudyFile.open(made[-1]) as study:
            other = study.perform(add_coder("J. Nolan")).result
            study.coder_id = ME
            study.perform(set_state(1, State.BEING_READ))
            study.perform(set_blind(1, blind=True))
            study.coder_id = other
            study.perform(write_interview_memo(1, f"Planted {start}"))
            coded = study.perform(toggle_code(1, start, end, code)).result.coding_id
            assert coded is not None
            study.perform(set_unsure(coded, unsure=True))
            study.perform(write_coding_memo(coded, f"Planted {start}"))
    return made


# --- what is seen ----------------------------------------------------------------------------------


def words_of(top: QWidget) -> Iterator[str]:
    """Yield all words of a widget and of those in it that are shown; times are all alike."""
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from map(_plain, (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()))
        yield from map(_plain, _own_words(widget))


def _own_words(widget: QWidget) -> list[str]:
    if isinstance(widget, MainWindow):
        return [f"{action.text()} {action.toolTip()}" for action in widget.actions_.values()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        return [*_in_model(widget.model(), QModelIndex())]
    return []


def _in_model(model: QAbstractItemModel | None, parent: QModelIndex) -> Iterator[str]:
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount(parent)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            yield " ".join(str(index.data(role) or "") for role in roles)
            yield from _in_model(model, index) if column == 0 else ()


def _plain(text: str) -> str:
    return re.sub(r"\d\d?:\d\d(:\d\d)?|/\S*/\d/", "·", text)


def picture(widget: QWidget) -> bytes:
    """Return what is painted; the cursor does not blink where nothing has the keyboard."""
    image = widget.grab().toImage()
    return bytes(image.constBits())


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is still to be shown."""
    calls = window.findChildren(DeferredCall)
    qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)
    qtbot.waitUntil(lambda: not any(call.isActive() for call in calls), timeout=10_000)
    QApplication.processEvents()


def same(window: MainWindow, qtbot: QtBot, studies: list[Path], look: Callable[[MainWindow], Any]) -> None:
    """Look at all studies in the same way: the last two look alike."""
    seen: list[Any] = []
    for path in studies:
        assert window.open_study.open(path)
        assert window.open_study.read_blind == {1}
        qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)
        seen.append(look(window))
        qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)
        window.open_study.close()
    assert differing(*seen[1:]) == []


def differing(one: Any, other: Any) -> list[Any]:
    """Return what is not the same, as short as it can be said."""
    if one and isinstance(one, list) and isinstance(one[0], str):
        return [*(Counter(one) - Counter(other)), *(Counter(other) - Counter(one))]
    if isinstance(one, list | tuple) and len(one) == len(other):
        return [found for each in zip(one, other, strict=True) for found in differing(*each)]
    if isinstance(one, bytes):
        return [] if one == other else ["a picture or a file"]
    return [] if one == other else [(one, other)]


@pytest.fixture
def studies(filled_study: Path, tmp_path: Path) -> list[Path]:
    return variants(filled_study, tmp_path)


def test_the_walk_sees_what_is_not_blind(window: MainWindow, studies: list[Path]) -> None:
    """The test itself: where the reading is not blind, the two studies differ wherever one looks."""
    seen: list[tuple[list[str], bytes]] = []
    for path in studies[1:]:
        assert window.open_study.open(path)
        window.open_study.perform(set_blind(1, blind=False))
        window.go(Place("passages"))
        assert window.page is not None
        seen.append(([*words_of(window)], picture(window.page)))
    assert seen[0][0] != seen[1][0]
    assert seen[0][1] != seen[1][1]


@pytest.mark.parametrize("page", PAGES)
def test_a_page(window: MainWindow, qtbot: QtBot, studies: list[Path], page: str) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place(page))
        settle(window, qtbot)
        assert window.page is not None
        return [*words_of(window)], picture(window.page)

    same(window, qtbot, studies, look)


def test_the_transcript_wherever_one_stands(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        found: list[Any] = []
        for start, end in PLACES:
            window.go(Place("code", 1, start, end))
            QTest.keyClick(window.code.page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
            page = window.code.page
            settle(window, qtbot)
            found += [page.view.looks.label(coding) for coding in page.codings]
            found += [*words_of(window), str(page.view.selected)]
        return found

    same(window, qtbot, studies, look)


@pytest.mark.parametrize("dialog", WALKED)
def test_a_dialog(window: MainWindow, qtbot: QtBot, studies: list[Path], dialog: str) -> None:
    def look(window: MainWindow) -> Any:
        shown: QDialog = DIALOGS[dialog](window)
        shown.show()
        qtbot.waitUntil(lambda: not window.open_study.jobs.running, timeout=10_000)
        found = [*words_of(shown)]
        shown.close()
        return found

    same(window, qtbot, studies, look)


def test_the_coders_menu_and_undo(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place("code", 1, 23, 47))
        window.menus.coder.aboutToShow.emit()
        found = [action.text() for action in window.menus.coder.actions()]
        found += [*words_of(window)]
        place = window.code.page.view.selected
        window.actions_["undo"].trigger()  # shows only what it would take back
        window.actions_["undo"].trigger()
        assert window.code.page.view.selected == place
        return [*found, *words_of(window)]

    same(window, qtbot, studies, look)


def test_what_is_found(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place("find", detail="each"))
        found = [*words_of(window)]
        for typed in ("Planted", "trust", "HSC"):
            window.finder.start(typed)
            found += [
                *words_of(window),
                *(words for top in window.finder.findChildren(QWidget) for words in words_of(top)),
            ]
        return found

    same(window, qtbot, studies, look)


@pytest.mark.parametrize("action", ["export_word", "export_csv"])
def test_what_is_written(
    window: MainWindow, qtbot: QtBot, notices: RecordedNotices, studies: list[Path], action: str
) -> None:
    def look(window: MainWindow) -> Any:
        target = window.open_study.file.path.with_suffix(".docx" if action == "export_word" else ".csv")
        notices.answers.append(target)
        offered = len(notices.offers)
        window.actions_[action].trigger()
        qtbot.waitUntil(lambda: len(notices.offers) > offered, timeout=20_000)
        if action == "export_csv":
            return target.read_bytes()
        return _plain(ZipFile(target).read("word/document.xml").decode())

    same(window, qtbot, studies, look)
