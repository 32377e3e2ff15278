"""Editing the study's facts in tables: typed, stored, undone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from app.details.interview_dialog import InterviewDetailsDialog
from app.details.interview_source import as_date
from app.details.study_dialog import StudyDetailsDialog
from app.shell.open_study import OpenStudy
from app.shell.settings import date_order
from app.widgets.study_table import StudyTable
from coding.errors import UserError
from coding.model.study import Interview, SpeakerKind, State
from coding.text.dates import DateOrder
from storage.operations.attributes import fill_attributes
from storage.operations.interviews import details_of, edit_interview
from storage.queries import people, texts
from storage.queries.attributes import attribute_values
from storage.queries.people import study_details
from storage.queries.tree import reading_states
from tests.app.conftest import RecordedNotices

Key = Qt.Key


@pytest.fixture
def facts(open_study: OpenStudy, qtbot: QtBot) -> StudyDetailsDialog:
    widget = StudyDetailsDialog(open_study)
    widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # noqa: FBT003 - Qt's own
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def one(open_study: OpenStudy, qtbot: QtBot) -> InterviewDetailsDialog:
    widget = InterviewDetailsDialog(open_study, 1)
    widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # noqa: FBT003 - Qt's own
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _type(table: StudyTable, row: int, column: int, text: str, then: Key = Key.Key_Return) -> None:
    """Edit a field as a person does, and leave it with Enter or another key."""
    _to_tab(table)
    index = table.model.index(row, column)
    table.view.setCurrentIndex(index)
    table.view.edit(index)
    editor = next(field for field in table.view.viewport().findChildren(QLineEdit) if field.isVisible())
    editor.selectAll()
    if text:
        QTest.keyClicks(editor, text)
    else:
        QTest.keyClick(editor, Key.Key_Delete)
    QTest.keyClick(editor, then)
    for _round in range(3):  # the editor commits, closes, and the cursor goes on, one event after the other
        QApplication.processEvents()


def _to_tab(table: StudyTable) -> None:
    tabs = table.window().findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentWidget(table)


def _shown(table: StudyTable) -> list[list[str]]:
    _to_tab(table)
    model = table.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _interview(study: OpenStudy) -> Interview:
    found = texts.interview(study.reader, 1)
    assert found is not None
    return found


def test_typing_in_the_empty_row_adds_a_school(facts: StudyDetailsDialog) -> None:
    _type(facts.schools, 2, 0, "c")
    assert _shown(facts.schools)[2:] == [["C", "School C"], ["Add a school: type its letter", ""]]
    assert facts.schools.view.currentIndex().row() == 2


def test_tab_goes_on_in_the_row_just_added(facts: StudyDetailsDialog) -> None:
    _type(facts.schools, 2, 0, "c", then=Key.Key_Tab)
    fields = facts.schools.view.viewport().findChildren(QLineEdit)
    editor = next(field for field in fields if field.isVisible())
    assert editor.text() == "School C"
    editor.selectAll()
    QTest.keyClicks(editor, "Cxxxx Primary")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert _shown(facts.schools)[2] == ["C", "Cxxxx Primary"]


def test_a_school_typed_by_name_gets_the_next_letter(facts: StudyDetailsDialog) -> None:
    _type(facts.schools, 2, 1, "Cxxxx Primary")
    assert _shown(facts.schools)[2] == ["C", "Cxxxx Primary"]


def test_the_groups_that_are_named_are_the_study_s_own(facts: StudyDetailsDialog) -> None:
    _type(facts.roles, 0, 2, "Board")
    tip = facts.roles.model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Roles of one group are one bar: Board, HD, SLT, T"


def test_what_was_typed_is_undone_in_the_dialog(facts: StudyDetailsDialog) -> None:
    _type(facts.rounds, 0, 0, "2013")
    assert _shown(facts.rounds)[0] == ["2013"]
    facts.rounds.view.setFocus()
    QTest.keyClick(facts.rounds.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _shown(facts.rounds)[0] == ["2014"]


def test_the_cursor_follows_a_row_that_moves(facts: StudyDetailsDialog) -> None:
    _type(facts.rounds, 0, 0, "2016")
    assert _shown(facts.rounds)[:2] == [["2015"], ["2016"]]
    assert facts.rounds.view.currentIndex().row() == 1


def test_a_post_is_a_key_and_a_title(facts: StudyDetailsDialog) -> None:
    row = [person.name for person in people.people(facts.open_study.reader)].index("Miss Nxxx")
    _type(facts.people, row, 1, "a5 Newly qualified teacher")
    assert _shown(facts.people)[row][:3] == ["Miss Nxxx", "A5 Newly qualified teacher", "B5 Teacher"]
    _type(facts.people, row, 2, "")
    assert _shown(facts.people)[row][2] == ""


def test_a_post_at_a_school_that_is_not_there_is_refused(facts: StudyDetailsDialog) -> None:
    before = _shown(facts.people)
    _type(facts.people, 0, 1, "F2")
    assert _shown(facts.people) == before
    assert facts.said.text().startswith("“F2” does not begin with a key such as B2.")


def test_delete_removes_and_says_what_is_still_needed(facts: StudyDetailsDialog) -> None:
    facts.schools.view.selectRow(1)
    QTest.keyClick(facts.schools.view, Key.Key_Delete)
    assert len(people.schools(facts.open_study.reader)) == 2
    assert facts.said.text().startswith("School B is still needed by 1 interview")
    facts.schools.view.selectRow(0)
    QTest.keyClick(facts.schools.view, Key.Key_Delete)
    assert [school.letter for school in people.schools(facts.open_study.reader)] == ["B"]


def test_a_role_is_added_by_its_number_and_put_into_a_group(facts: StudyDetailsDialog) -> None:
    _type(facts.roles, 5, 0, "6")
    _type(facts.roles, 5, 1, "Coordinator")
    _type(facts.roles, 5, 2, "T")
    assert _shown(facts.roles)[5] == ["6", "Coordinator", "T"]
    _type(facts.roles, 5, 0, "x")
    assert _shown(facts.roles)[5][0] == "6"


def test_an_interview_is_edited_in_its_row(facts: StudyDetailsDialog) -> None:
    _type(facts.interviews, 0, 4, "12.6.2015")
    _type(facts.interviews, 0, 5, "19:48")
    interview = _interview(facts.open_study)
    assert (interview.date, interview.duration_ms) == ("2015-06-12", 1_188_000)
    assert _shown(facts.interviews)[0][3] == "B2 Mrs Bxxxx, B2 Mr Txxx"


def test_a_choice_is_taken_at_once(facts: StudyDetailsDialog) -> None:
    _to_tab(facts.interviews)
    facts.interviews.view.edit(facts.interviews.model.index(0, 6))
    box = facts.interviews.view.viewport().findChild(QComboBox)
    assert box is not None
    box.setCurrentText("done")
    box.activated.emit(box.currentIndex())
    study = facts.open_study
    assert reading_states(study.reader, study.coder_ids)[_interview(study).id] is State.DONE


def test_the_study_is_renamed(facts: StudyDetailsDialog) -> None:
    facts.name.setText("Ash Group")
    facts.name.editingFinished.emit()
    assert study_details(facts.open_study.reader).name == "Ash Group"
    facts.open_study.undo()
    assert facts.name.text() == "Saltmere Partnership"


def test_who_takes_part_is_ticked(one: InterviewDetailsDialog) -> None:
    shown = [one.people.item(row).text() for row in range(one.people.count())]
    assert shown == ["B2 Mr Txxx", "B2 Mrs Bxxxx", "B5 Miss Nxxx"]
    one.people.item(2).setCheckState(Qt.CheckState.Checked)
    assert texts.participants(one.open_study.reader)[1] == [1, 2, 3]


def test_a_speaker_is_corrected(one: InterviewDetailsDialog) -> None:
    one.speakers.view.edit(one.speakers.model.index(2, 1))
    box = one.speakers.view.viewport().findChild(QComboBox)
    assert box is not None
    box.setCurrentText("interviewer")
    box.activated.emit(box.currentIndex())
    transcript = texts.transcript(one.open_study.reader, 1)
    assert transcript is not None
    assert transcript.speakers[2].kind is SpeakerKind.INTERVIEWER
    assert _interview(one.open_study).participant_words == 6


def test_fields_of_one_interview_are_stored_as_they_are_left(
    one: InterviewDetailsDialog, notices: RecordedNotices
) -> None:
    one.length.setText("twenty")
    one.length.editingFinished.emit()
    assert one.length.text() == ""
    assert notices.errors[-1].what == "“twenty” is no length of time."
    one.length.setText("1:02:10")
    one.length.editingFinished.emit()
    one.partial.click()
    assert (_interview(one.open_study).duration_ms, _interview(one.open_study).partial) == (3_730_000, True)


def test_another_change_shows_at_once(one: InterviewDetailsDialog) -> None:
    facts = replace(details_of(_interview(one.open_study)), title="Joint", school_id=None)
    one.open_study.perform(edit_interview(1, facts))
    assert (one.title.text(), one.school.currentText()) == ("Joint", "–")


@pytest.mark.parametrize(
    ("text", "date"),
    [("2015-06-12", "2015-06-12"), ("12 June 2015", "2015-06-12"), ("1.2.2015", "2015-02-01"), ("", "")],
)
def test_dates_are_read_as_people_write_them(text: str, date: str) -> None:
    assert as_date(text) == date


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("en_US", DateOrder.MONTH_FIRST),
        ("en_GB", DateOrder.DAY_FIRST),
        ("de_DE", DateOrder.DAY_FIRST),
        ("sv_SE", DateOrder.YEAR_FIRST),
        ("C", None),
    ],
)
def test_it_is_known_how_the_computer_writes_dates(
    computer: Callable[[str], None], name: str, order: DateOrder | None
) -> None:
    computer(name)
    assert date_order() == order


def test_a_date_of_numbers_is_read_as_the_computer_writes_it(
    computer: Callable[[str], None], one: InterviewDetailsDialog
) -> None:
    computer("en_US")
    assert as_date("6/12/15") == "2015-06-12"
    one.date.setText("6/12/15")
    one.date.editingFinished.emit()
    assert _interview(one.open_study).date == "2015-06-12"


def test_a_date_that_could_be_two_days_is_asked_about(
    computer: Callable[[str], None], one: InterviewDetailsDialog, notices: RecordedNotices
) -> None:
    computer("C")
    before = _interview(one.open_study).date
    one.date.setText("6/12/15")
    one.date.editingFinished.emit()
    assert (_interview(one.open_study).date, one.date.text()) == (before, before)
    assert [error.what for error in notices.errors] == ["“6/12/15” could be two days."]


@pytest.mark.parametrize("text", ["June", "2015-13-01", "32.1.2015"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        as_date(text)


def test_an_attribute_becomes_a_column_to_fill_in(facts: StudyDetailsDialog) -> None:
    _type(facts.attributes, 0, 0, "Tenure")
    assert _shown(facts.attributes)[0] == ["Tenure", "people", "words", "", "the same", ""]
    _to_tab(facts.people)
    at = facts.people.model.columnCount() - 1
    _type(facts.people, 0, at, "4 years")
    assert [row[at] for row in _shown(facts.people)[:2]] == ["4 years", ""]
    assert _shown(facts.attributes)[0][-1] == "1"
    facts.open_study.undo()
    assert _shown(facts.people)[0][at] == ""


def test_an_attribute_is_of_interviews_when_chosen(facts: StudyDetailsDialog) -> None:
    _type(facts.attributes, 0, 0, "Place")
    model = facts.attributes.model
    model.setData(model.index(0, 1), "interviews")
    _to_tab(facts.interviews)
    _type(facts.interviews, 0, facts.interviews.model.columnCount() - 1, "Hall")
    assert _shown(facts.interviews)[0][-1] == "Hall"


def test_attributes_are_edited_where_the_interview_is(
    open_study: OpenStudy, qtbot: QtBot, notices: RecordedNotices
) -> None:
    open_study.perform(fill_attributes("who", {1: {"Place": "Hall"}}, {1: {"Tenure": "4 years"}}))
    dialog = InterviewDetailsDialog(open_study, 1)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # noqa: FBT003 - Qt's own
    qtbot.addWidget(dialog)
    dialog.show()
    model = dialog.attributes.model
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert shown == [
        ["This interview", "Place", "Hall"],
        ["Mrs Bxxxx", "Tenure", "4 years"],
        ["Mr Txxx", "Tenure", ""],
    ]
    model.setData(model.index(2, 2), "5 years")
    assert [value.value for value in attribute_values(open_study.reader)] == ["Hall", "4 years", "5 years"]
    model.setData(model.index(0, 2), "")
    assert len(attribute_values(open_study.reader)) == 2


def test_attributes_come_from_a_table(
    facts: StudyDetailsDialog, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "who.csv").write_text("Name;Tenure\nMrs Bxxxx;4 years\nSomebody;1 year")
    notices.answers.append(tmp_path / "who.csv")
    button = next(b for b in facts.attributes.findChildren(QPushButton) if b.text() == "From a table…")
    button.click()
    qtbot.waitUntil(lambda: bool(attribute_values(facts.open_study.reader)))
    assert notices.lines[-1] == "who.csv: 1 row taken. 1 row fits nobody: Somebody."
    assert _shown(facts.attributes)[0] == ["Tenure", "people", "words", "", "the same", "1"]
