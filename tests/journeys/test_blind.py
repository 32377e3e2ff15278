"""Whoever reads an interview blind sees nothing that hangs on what others coded in it."""

from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

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
from tests.journeys.what_is_seen import differences, picture, settle, words_of, written

ME = 1
PLACES = ((0, 16), (23, 47), (50, 70))
CODED = ((0, 16, 7), (0, 16, 7), (50, 70, 9))  # by the other coder, in each study
# Merging two codes concerns everybody's codings, so that dialog counts them all.
WALKED = ("facts", "interview", "interview memo", "history", "restore points", "questions")


@pytest.fixture
def studies(filled_study: Path, tmp_path: Path) -> list[Path]:
    """Return studies in which Me reads blind what somebody else has coded, not the same in all."""
    made: list[Path] = []
    for n, (start, end, code) in enumerate(CODED):
        (tmp_path / str(n)).mkdir()
        made.append(Path(copyfile(filled_study, tmp_path / str(n) / "study.strandline")))
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


def test_what_is_not_read_blind_differs_wherever_one_looks(
    window: MainWindow, qtbot: QtBot, studies: list[Path]
) -> None:
    """The walk itself finds what it looks for."""

    def look(window: MainWindow) -> Any:
        window.open_study.perform(set_blind(1, blind=False))
        window.go(Place("passages"))
        settle(window, qtbot)
        assert window.page is not None
        return [*words_of(window)], picture(window.page)

    found = differences(window, qtbot, studies, look)
    assert "a picture" in found
    assert len(found) > 1


def test_no_page_shows_it(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        found: list[Any] = []
        for page in PAGES:
            window.go(Place(page))
            settle(window, qtbot)
            assert window.page is not None
            found.append((f"on {page}", [*words_of(window)], picture(window.page)))
        return tuple(found)

    assert differences(window, qtbot, studies, look) == []


def test_the_transcript_wherever_one_stands(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        found: list[Any] = []
        for start, end in PLACES:
            window.go(Place("code", 1, start, end))
            QTest.keyClick(window.code.page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
            settle(window, qtbot)
            page = window.code.page
            found += [page.view.looks.label(coding) for coding in page.codings]
            found += [*words_of(window), str(page.view.selected)]
        return found

    assert differences(window, qtbot, studies, look) == []


def test_no_dialog_shows_it(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        found: list[Any] = []
        for name in WALKED:
            shown: QDialog = DIALOGS[name](window)
            shown.show()
            settle(window, qtbot)
            found.append((f"in {name}", [*words_of(shown)]))
            shown.close()
        return tuple(found)

    assert differences(window, qtbot, studies, look) == []


def test_the_coders_menu_and_undo(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place("code", 1, 23, 47))
        window.menus.coder.aboutToShow.emit()
        found = [*(action.text() for action in window.menus.coder.actions()), *words_of(window)]
        for _time in range(2):  # the first shows only what it would take back
            window.actions_["undo"].trigger()
            found += [*words_of(window), str(window.code.page.view.selected)]
        return found

    assert differences(window, qtbot, studies, look) == []


def test_what_is_found(window: MainWindow, qtbot: QtBot, studies: list[Path]) -> None:
    def look(window: MainWindow) -> Any:
        window.go(Place("find", detail="each"))
        found = [*words_of(window)]
        for typed in ("Planted", "trust", "HSC"):
            window.finder.start(typed)
            found += [*words_of(window)]
            found += [words for top in window.finder.findChildren(QWidget) for words in words_of(top)]
        return found

    assert differences(window, qtbot, studies, look) == []


@pytest.mark.parametrize("action", ["export_word", "export_workbook", "export_csv"])
def test_what_is_written(
    window: MainWindow, qtbot: QtBot, notices: RecordedNotices, studies: list[Path], action: str
) -> None:
    found = differences(window, qtbot, studies, lambda shown: written(shown, qtbot, notices, action))
    assert found == []
