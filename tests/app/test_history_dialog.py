"""The history in its dialog: filtered, read bit by bit, taken back, gone to, exported."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import insert

from app.history.changes import HistoryDialog
from app.shell.open_study import OpenStudy
from storage.operations.codings import toggle_code
from storage.operations.studies import rename_study
from storage.queries.codings import codings
from storage.queries.history import HistoryPlace
from storage.study import schema
from storage.study.connection import connect
from tests.app.conftest import RecordedNotices


@pytest.fixture
def dialog(open_study: OpenStudy, qtbot: QtBot) -> Iterator[HistoryDialog]:
    """Yield the dialog of a study in which a passage was coded and the name changed twice."""
    open_study.perform(toggle_code(1, 0, 5, 15))
    for name in ("Once", "Twice"):
        open_study.perform(rename_study(name))
    dialog = HistoryDialog(open_study)
    qtbot.addWidget(dialog)
    dialog.show()
    read(dialog, qtbot)
    yield dialog
    if isValid(dialog):
        dialog.close()


def read(dialog: HistoryDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.open_study.jobs.running)


def words(dialog: HistoryDialog) -> list[str]:
    return [line.entry.words for line in dialog.changes.rows_model.rows]


def select(dialog: HistoryDialog, kind: str) -> None:
    kinds = [line.entry.kind for line in dialog.changes.rows_model.rows]
    dialog.changes.selectRow(kinds.index(kind))


def press(dialog: HistoryDialog, text: str) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.text() == text).click()


def test_a_filter_says_what_is_listed(dialog: HistoryDialog, qtbot: QtBot) -> None:
    assert len(words(dialog)) == 5
    assert dialog.said.text() == "5 changes"
    dialog.group.setCurrentIndex(dialog.group.findText("Coding"))
    read(dialog, qtbot)
    assert words(dialog) == ["Code passage CC"]
    dialog.group.setCurrentIndex(0)
    QTest.keyClicks(dialog.words, "twice")
    qtbot.waitUntil(lambda: len(words(dialog)) == 1)
    QTest.keyClicks(dialog.until, "1999-01-01\r")
    read(dialog, qtbot)
    assert dialog.said.text() == "No change is like this."


def test_half_a_date_is_said_and_nothing_else_happens(dialog: HistoryDialog) -> None:
    QTest.keyClicks(dialog.since, "soon\r")
    assert dialog.said.text().startswith("“soon” is no date.")
    assert len(words(dialog)) == 5


def test_an_old_step_is_taken_back(dialog: HistoryDialog, open_study: OpenStudy, qtbot: QtBot) -> None:
    select(dialog, "toggle_code")
    dialog.act_button.click()
    read(dialog, qtbot)
    assert len(codings(open_study.reader, 1)) == 3
    assert words(dialog)[0] == "Take back: Code passage CC"
    select(dialog, "toggle_code")
    status = dialog.changes.rows_model.columns[-1].text(dialog.changes.selected()[0])
    assert status.startswith("taken back on ")
    assert not dialog.act_button.isEnabled()


def test_what_something_stands_on_is_refused_in_words(dialog: HistoryDialog, qtbot: QtBot) -> None:
    dialog.changes.selectRow(1)
    dialog.act_button.click()
    assert "A later change touched the same place." in dialog.said.text()
    assert len(words(dialog)) == 5


def test_enter_goes_to_the_place(dialog: HistoryDialog, qtbot: QtBot) -> None:
    wanted: list[HistoryPlace] = []
    dialog.place_wanted.connect(wanted.append)
    dialog.changes.selectRow(0)
    press(dialog, "Go to the place")
    assert dialog.said.text() == "This change has no place in an interview."
    select(dialog, "toggle_code")
    press(dialog, "Go to the place")
    assert [(place.interview_id, place.start, place.end) for place in wanted] == [(1, 0, 5)]
    assert not dialog.isVisible()


def test_a_long_history_is_read_as_it_is_looked_at(
    dialog: HistoryDialog, open_study: OpenStudy, qtbot: QtBot
) -> None:
    with connect(open_study.file.path) as connection, connection.begin():
        rows = [{"kind": "toggle_code", "parameters": '{"codes": "HSC"}', "created": "2020"}] * 450
        connection.execute(insert(schema.operation), rows)
    dialog.words.returnPressed.emit()
    read(dialog, qtbot)
    assert dialog.said.text() == "The newest 200 of 455 changes; scroll down for more"
    dialog.changes.selectRow(199)
    QTest.keyClick(dialog.changes, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    dialog.changes.scrollToBottom()
    qtbot.waitUntil(lambda: len(words(dialog)) == 400)
    dialog.changes.scrollToBottom()
    qtbot.waitUntil(lambda: len(words(dialog)) == 455)
    assert dialog.said.text() == "455 changes"
    assert dialog.changes.currentIndex().row() == 199


def test_what_is_listed_is_exported(
    dialog: HistoryDialog, notices: RecordedNotices, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.group.setCurrentIndex(dialog.group.findText("Coding"))
    read(dialog, qtbot)
    notices.answers = [tmp_path / "trail", tmp_path / "trail.docx"]
    press(dialog, "Export as CSV…")
    read(dialog, qtbot)
    rows = list(csv.DictReader((tmp_path / "trail.csv").read_text("utf-8-sig").splitlines()))
    assert [row["what"] for row in rows] == ["Code passage CC"]
    press(dialog, "Export to Word…")
    read(dialog, qtbot)
    assert (tmp_path / "trail.docx").stat().st_size > 1000


def test_escape_closes_it(dialog: HistoryDialog) -> None:
    QTest.keyClick(dialog.changes, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
