"""The import page: files read on a thread, guesses corrected in place, all stored at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.intake.columns import new_person
from app.intake.page import ImportPage
from app.intake.plan_tabs import PlanTabs
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.intake.plan import ImportPlan
from coding.model.study import SpeakerKind
from storage.queries.texts import interviews
from tests.app.conftest import RecordedNotices
from tests.storage.word_files import docx, paragraph

TALK = "Bxxxxx-NQT\nInterviewer: How was {year}?\nFemale Voice 1: Long, so long.\nInterviewer: And?"
FILE, ROUND, SCHOOL, ROLE, WHO, KIND, ASKS, ANSWERS = range(8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return three interviews of two rounds, a document without speakers and a broken file."""
    for name in ("2014/D5", "2014/D4", "2015/D5"):
        path = tmp_path / "files" / f"{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(docx("".join(map(paragraph, TALK.format(year=name).split("\n")))))
    (tmp_path / "files" / "policy.txt").write_text("A policy.")
    (tmp_path / "files" / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    return tmp_path / "files"


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy, folder: Path) -> ImportPage:
    """Return the page with the files read: broken, policy, D4 and D5 of 2014, D5 of 2015."""
    page = ImportPage(open_study)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.refresh_if_stale()
    with qtbot.waitSignal(page.take([folder]).ended):
        pass
    return page


def shown(page: ImportPage, column: int) -> list[str]:
    model = page.tabs.files.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose(page: ImportPage, row: int, column: int, text: str) -> None:
    """Edit a field as the keyboard does: F2, type or pick, Enter."""
    index = page.tabs.files.model.index(row, column)
    page.tabs.files.table.setCurrentIndex(index)
    QTest.keyClick(page.tabs.files.table, Qt.Key.Key_F2)
    editor = page.tabs.files.table.indexWidget(index)
    assert isinstance(editor, QComboBox)
    line = editor.lineEdit()
    if line is not None:
        QTest.keyClicks(line, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    else:
        editor.setCurrentText(text)
        editor.activated.emit(editor.currentIndex())


def test_the_table_says_what_was_understood(page: ImportPage) -> None:
    assert shown(page, FILE) == ["broken.docx", "policy.txt", "D4.docx", "D5.docx", "D5.docx"]
    assert shown(page, ROUND) == ["", "?", "2014", "2014", "2015"]
    assert shown(page, SCHOOL) == ["", "?", "School D", "School D", "School D"]
    assert shown(page, ROLE)[2:] == [
        "D4 Middle leader",
        "D5 Newly qualified teacher",
        "D5 Newly qualified teacher",
    ]
    assert shown(page, WHO)[2:] == ["D4", "D5", "D5, as in 2014"]
    assert shown(page, KIND) == ["unreadable", "document", "interview", "interview", "interview"]
    assert page.store.text() == "Import 4 files"


def test_a_guess_looks_and_sounds_like_one(page: ImportPage) -> None:
    guess = page.tabs.files.model.index(2, ROUND)
    assert guess.data(Qt.ItemDataRole.FontRole).italic()
    assert guess.data(Qt.ItemDataRole.ToolTipRole) == "guessed from the folder"
    assert guess.data(Qt.ItemDataRole.AccessibleTextRole) == "2014, guessed from the folder"
    choose(page, 2, ROUND, "2013")
    assert page.tabs.files.model.index(2, ROUND).data(Qt.ItemDataRole.FontRole) is None


def test_a_broken_file_is_named_with_its_reason(page: ImportPage) -> None:
    last = page.tabs.files.model.columnCount() - 1
    assert "damaged" in page.tabs.files.model.index(0, last).data()
    assert not page.tabs.files.model.flags(page.tabs.files.model.index(0, ROUND)) & Qt.ItemFlag.ItemIsEditable
    assert page.tabs.files.model.index(0, FILE).data(Qt.ItemDataRole.CheckStateRole) is None


@pytest.mark.parametrize(("name", "day"), [("en_US", "2015-06-12"), ("en_GB", "2015-12-06"), ("C", "")])
def test_a_date_that_nothing_proves_is_read_as_the_computer_writes_or_asked_about(
    page: ImportPage, tmp_path: Path, qtbot: QtBot, computer: Callable[[str], None], name: str, day: str
) -> None:
    computer(name)
    page.correcting.begin(ImportPlan())
    talk = tmp_path / "D5 6-12-15.txt"
    talk.write_text(TALK.format(year=2015))
    with qtbot.waitSignal(page.take([talk]).ended):
        pass
    assert [page.tabs.files.model.index(0, page.tabs.files.model.columnCount() - 2).data()] == [day]
    assert (
        "could be two days" in page.tabs.files.model.index(0, page.tabs.files.model.columnCount() - 1).data()
    ) is not bool(day)


def test_a_correction_goes_to_all_selected_rows(page: ImportPage) -> None:
    page.tabs.files.table.selectAll()
    page.tabs.files.table.setCurrentIndex(page.tabs.files.model.index(2, SCHOOL))
    page.tabs.files.table.selectAll()
    page.tabs.files.model.setData(page.tabs.files.model.index(2, SCHOOL), "School B")
    assert shown(page, SCHOOL) == ["", *["School B"] * 4]
    page.tabs.files.table.selectRow(3)
    page.tabs.files.model.setData(page.tabs.files.model.index(3, ROUND), "2013")
    assert shown(page, ROUND)[2:] == ["2014", "2013", "2015"]


def test_several_rows_stay_selected_when_one_of_them_is_clicked(qtbot: QtBot, page: ImportPage) -> None:
    page.tabs.files.table.selectAll()
    place = page.tabs.files.table.visualRect(page.tabs.files.model.index(3, ROUND)).center()
    QTest.mouseClick(page.tabs.files.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(page.tabs.files.table.selected()) == 5
    QTest.keyClick(page.tabs.files.table, Qt.Key.Key_Escape)
    assert [row.at for row in page.tabs.files.table.selected()] == [3]


def test_space_leaves_selected_files_out_and_takes_them_in(page: ImportPage) -> None:
    page.tabs.files.table.selectAll()
    page.tabs.files.table.setFocus()
    QTest.keyClick(page.tabs.files.table, Qt.Key.Key_Space)
    assert not page.store.isEnabled()
    QTest.keyClick(page.tabs.files.table, Qt.Key.Key_Space)
    assert page.store.text() == "Import 4 files"


def test_role_people_and_kind_are_chosen(page: ImportPage) -> None:
    choose(page, 2, ROLE, "3 Senior leader")
    assert shown(page, ROLE)[2] == "D3 Senior leader"
    choose(page, 4, WHO, new_person())
    assert shown(page, WHO)[3:] == ["D5", "D5 (2)"]
    choose(page, 4, WHO, "Anna")
    assert shown(page, WHO)[3:] == ["Anna, as in 2015", "Anna"]
    choose(page, 2, KIND, "document")
    assert page.plan.rows[2].speaker_labels == ()


def test_a_list_that_is_opened_and_left_changes_nothing(page: ImportPage) -> None:
    before = shown(page, ROLE)
    index = page.tabs.files.model.index(2, ROLE)
    page.tabs.files.table.setCurrentIndex(index)
    QTest.keyClick(page.tabs.files.table, Qt.Key.Key_F2)
    editor = page.tabs.files.table.indexWidget(index)
    assert isinstance(editor, QComboBox)
    assert editor.currentText() in {"", before[2]}
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shown(page, ROLE) == before


def test_who_asks_is_chosen(page: ImportPage) -> None:
    choose(page, 2, ASKS, "Female Voice 1")
    assert (shown(page, ASKS)[2], shown(page, ANSWERS)[2]) == ("Female Voice 1", "Interviewer")


def test_speakers_are_corrected_beside_the_text(page: ImportPage) -> None:
    page.tabs.files.table.selectRow(2)
    boxes = {box.accessibleName(): box for box in page.tabs.files.speakers.findChildren(QComboBox)}
    box = boxes["What “Female Voice 1” is"]
    box.activated.emit(box.findText("not known"))
    assert [speaker_label.kind for speaker_label in page.plan.rows[2].speaker_labels][
        1
    ] is SpeakerKind.UNKNOWN
    boxes = {box.accessibleName(): box for box in page.tabs.files.speakers.findChildren(QComboBox)}
    box = boxes["What “Interviewer” is"]
    box.activated.emit(box.findText("is no speaker"))
    assert "Interviewer" not in [speaker_label.label for speaker_label in page.plan.rows[2].speaker_labels]


def test_the_text_is_shown_with_its_speakers(page: ImportPage) -> None:
    page.tabs.files.table.selectRow(2)
    view = page.tabs.preview.view
    assert page.tabs.preview.headings.text() == "Bxxxxx-NQT"
    assert view.toPlainText().startswith("How was 2014/D4?\n")
    assert view.document().firstBlock().layout().formats()  # dimmed: the interviewer's


def test_what_is_stored_is_one_change_and_leads_past_a_document_to_the_first_interview(
    qtbot: QtBot, page: ImportPage, open_study: OpenStudy
) -> None:
    before = len(interviews(open_study.reader))
    places: list[Place] = []
    page.place_chosen.connect(places.append)
    assert (page.keys()[1]) == ("Import", "Ctrl+Enter")
    with qtbot.waitSignal(page.place_chosen):
        QTest.keyClick(page.tabs.files, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stored = interviews(open_study.reader)[before:]
    assert len(stored) == 4
    assert [each.title for each in stored][:2] == ["policy", "D4"]
    assert places == [Place("code", stored[1].id)]
    assert page.tabs.files.model.rowCount() == 0
    open_study.undo()
    assert len(interviews(open_study.reader)) == before


def test_what_was_stored_is_left_out_when_it_comes_again(
    qtbot: QtBot, page: ImportPage, folder: Path
) -> None:
    with qtbot.waitSignal(page.place_chosen):
        page.store.click()
    with qtbot.waitSignal(page.take([folder / "2014"]).ended):
        pass
    assert shown(page, KIND) == ["already there", "already there"]
    assert not page.store.isEnabled()


def test_a_file_is_added_once(qtbot: QtBot, page: ImportPage, folder: Path, notices: RecordedNotices) -> None:
    notices.answers.append(folder)
    page.ask_for_folder()
    job = page.open_study.jobs.running[-1]
    with qtbot.waitSignal(job.ended):
        pass
    assert page.tabs.files.model.rowCount() == 5


def test_turning_away_stops_reading(qtbot: QtBot, page: ImportPage, folder: Path) -> None:
    page.turn_away()
    job = page.take([folder])
    with qtbot.waitSignal(job.cancelled), qtbot.waitSignal(page.left):
        page.turn_away()
    assert page.plan.rows == ()


def test_escape_leaves_and_asks_only_where_something_was_put_right(
    page: ImportPage, notices: RecordedNotices
) -> None:
    choose(page, 2, ROUND, "2013")
    notices.answers = [None, "Leave"]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(notices.answers) == 1
    assert page.plan.rows
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.plan.rows == ()


def test_escape_leaves_at_once_where_nothing_was_put_right(qtbot: QtBot, page: ImportPage) -> None:
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page, Qt.Key.Key_Escape)  # a question would fail: nobody answers
    assert page.plan.rows == ()


def test_files_that_were_put_aside_can_be_brought_back(page: ImportPage, notices: RecordedNotices) -> None:
    choose(page, 2, ROUND, "2013")
    page.turn_away()
    assert page.plan.rows == ()
    notices.offers[-1].act()
    assert shown(page, ROUND)[2] == "2013"


def test_the_tabs_are_there_only_as_long_as_there_are_files(page: ImportPage) -> None:
    assert len(page.findChildren(PlanTabs)) == 1
    page.turn_away()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert page.findChildren(PlanTabs) == []
    assert len(page.findChildren(QWidget)) < 30


def test_guesses_follow_the_study(page: ImportPage, open_study: OpenStudy) -> None:
    from storage.operations.people import add_school

    open_study.perform(add_school("D", "Elm Hill"))
    assert shown(page, SCHOOL)[2] == "Elm Hill"
