"""The panel of codes: what it shows, counts and does."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.code_commands import NameField
from app.codebook.model import CodeRole
from app.codebook.panel import CodebookPanel
from app.shell.open_study import OpenStudy
from app.transcript.selection import SelectionState
from coding.model.framework import Code
from storage.operations.codebook import delete_code
from storage.operations.codings import toggle_code
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices
from tests.app.frameworks import add_deep_tree, add_flat_list


@pytest.fixture
def panel(qtbot: QtBot, open_study: OpenStudy) -> CodebookPanel:
    panel = CodebookPanel(open_study)
    qtbot.addWidget(panel)
    panel.resize(290, 600)
    panel.show()
    panel.show_interview(1)
    return panel


def code(open_study: OpenStudy, short: str) -> Code:
    return next(code for code in open_study.framework.codes if code.short == short)


def shown(panel: CodebookPanel, short: str, role: int = CodeRole.COUNT) -> Any:
    found = next(code for code in panel.model.framework.codes if code.short == short)
    return panel.model.index_of(found.id).data(role)


def click(panel: CodebookPanel, code_id: int, *, at: QPoint | None = None) -> None:
    rect = panel.view.visualRect(panel.model.index_of(code_id))
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at or rect.center())


def original(panel: CodebookPanel) -> list[int]:
    chosen: list[int] = []
    panel.code_chosen.connect(chosen.append)
    return chosen


def test_a_click_chooses_a_code_and_leaves_the_focus_where_it_was(
    qtbot: QtBot, open_study: OpenStudy
) -> None:
    whole = QWidget()
    field, panel = QLineEdit(), CodebookPanel(open_study)
    column = QVBoxLayout(whole)
    column.addWidget(field)
    column.addWidget(panel)
    qtbot.addWidget(whole)
    whole.resize(300, 700)
    whole.show()
    field.setFocus()
    chosen = original(panel)
    wanted = [code(open_study, short).id for short in ("HSC", "PC")]
    for code_id in wanted:
        click(panel, code_id)
    assert chosen == wanted
    assert whole.focusWidget() is field


def test_enter_chooses_by_keyboard(panel: CodebookPanel, open_study: OpenStudy) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index_of(code(open_study, "AI").id))
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    chosen = original(panel)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == [code(open_study, "DI").id]


def test_the_count_follows_each_coding_and_its_undo(
    qtbot: QtBot, panel: CodebookPanel, open_study: OpenStudy
) -> None:
    assert shown(panel, "JPD") == 0
    open_study.perform(toggle_code(1, 0, 6, code(open_study, "JPD").id))
    qtbot.waitUntil(lambda: shown(panel, "JPD") == 1)
    open_study.undo()
    qtbot.waitUntil(lambda: shown(panel, "JPD") == 0)


def test_the_whole_study_is_counted_when_asked(
    qtbot: QtBot, panel: CodebookPanel, open_study: OpenStudy
) -> None:
    before: int = shown(panel, "HSC")
    panel.show_interview(None)
    assert shown(panel, "HSC") == 0
    panel.count_in("study")
    assert shown(panel, "HSC") == before
    open_study.perform(toggle_code(1, 0, 6, code(open_study, "HSC").id))
    qtbot.waitUntil(lambda: shown(panel, "HSC") == before + 1)
    again = CodebookPanel(open_study)
    qtbot.addWidget(again)
    assert shown(again, "HSC") == shown(panel, "HSC")


def test_the_codes_of_the_selection_are_marked_and_revealed(
    panel: CodebookPanel, open_study: OpenStudy
) -> None:
    on = tuple(codings(open_study.reader, 1))
    panel.show_selection(SelectionState(1, 0, 5, 1, on, on[0].id, on))
    picked = {c.id for c in open_study.framework.codes if panel.model.index_of(c.id).data(CodeRole.PICKED)}
    assert picked == {coding.code_id for coding in on}
    for code_id in picked:
        assert panel.view.visualRect(panel.model.index_of(code_id)).isValid()
    panel.show_selection(None)
    assert not shown(panel, "HSC", CodeRole.PICKED)


def test_an_arrow_opens_the_sub_strands(panel: CodebookPanel, open_study: OpenStudy) -> None:
    cmp = code(open_study, "CMP")
    index = panel.model.index_of(cmp.id)
    arrow = panel.view.rows.places(panel.view.visualRect(index), index).arrow.center()
    assert not panel.view.is_open(cmp.id)
    chosen = original(panel)
    click(panel, cmp.id, at=arrow)
    assert not chosen
    assert panel.view.is_open(cmp.id)


def test_a_dimension_without_codings_of_its_own_has_the_whole_row_for_its_name(
    qtbot: QtBot, panel: CodebookPanel, open_study: OpenStudy
) -> None:
    index = panel.model.index_of(code(open_study, "PD").id)
    rect = panel.view.visualRect(index)
    before = panel.view.rows.places(rect, index)
    assert before.count.isEmpty()
    open_study.perform(toggle_code(1, 0, 5, code(open_study, "PD").id))
    qtbot.waitUntil(lambda: shown(panel, "PD") == 1)
    after = panel.view.rows.places(rect, index)
    assert after.label.width() == before.label.width() - after.count.width() < before.label.width()


def test_a_screen_reader_hears_key_name_count_and_selection(panel: CodebookPanel) -> None:
    said = shown(panel, "E&C", Qt.ItemDataRole.AccessibleTextRole)
    assert said == "E&C, Evaluation and challenge, key 8, 0 codings, in this interview"


def test_a_dragged_code_carries_its_id(panel: CodebookPanel, open_study: OpenStudy) -> None:
    hsc = code(open_study, "HSC").id
    data = panel.model.mimeData([panel.model.index_of(hsc)])
    assert bytes(data.data(data.formats()[0]).data()) == str(hsc).encode()


# --- the menu -----------------------------------------------------------------------------------


def choose(panel: CodebookPanel, about: Code, *path: str) -> None:
    menu = panel.commands.menu(about, panel.view.row_of(about))
    for title in path[:-1]:
        below = next(action.menu() for action in menu.actions() if action.text() == title)
        assert isinstance(below, QMenu)
        menu = below
    action = next(action for action in menu.actions() if action.text() == path[-1])
    assert action.isEnabled()
    action.trigger()


def type_name(panel: CodebookPanel, name: str) -> None:
    field = next(field for field in panel.window().findChildren(NameField) if field.isVisible())
    field.field.setText(name)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def test_a_key_is_given_in_the_menu(panel: CodebookPanel, open_study: OpenStudy) -> None:
    choose(panel, code(open_study, "Trust"), "Give key", "8   E&&C")
    assert (code(open_study, "Trust").key, code(open_study, "E&C").key) == ("8", "")
    choose(panel, code(open_study, "Trust"), "Give key", "No key")
    assert code(open_study, "Trust").key == ""


def test_a_code_is_renamed_in_place(panel: CodebookPanel, open_study: OpenStudy) -> None:
    choose(panel, code(open_study, "Trust"), "Rename…")
    type_name(panel, "Mutual trust")
    assert code(open_study, "Mutual trust").parent_id == code(open_study, "HSC").id


def test_turning_away_renames_nothing(panel: CodebookPanel, open_study: OpenStudy) -> None:
    choose(panel, code(open_study, "Trust"), "Rename…")
    field = next(field for field in panel.window().findChildren(NameField) if field.isVisible())
    field.field.setText("Anything")
    QTest.keyClick(field.field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert code(open_study, "Trust")


def test_a_new_strand_and_sub_strand(panel: CodebookPanel, open_study: OpenStudy) -> None:
    choose(panel, code(open_study, "HSC"), "New strand in Partnership Competence…")
    type_name(panel, "Openness")
    choose(panel, code(open_study, "Openness"), "New sub-strand in Openness…")
    type_name(panel, "Candour")
    assert code(open_study, "Candour").parent_id == code(open_study, "Openness").id


def test_colour_and_move(panel: CodebookPanel, open_study: OpenStudy) -> None:
    choose(panel, code(open_study, "HSC"), "Colour of PC", "Rose")
    choose(panel, code(open_study, "HSC"), "Move", "To Collaborative Capital")
    assert open_study.framework.hue(code(open_study, "FG").id) == "rose"
    assert open_study.framework.hue(code(open_study, "Trust").id) == "green"


def test_deleting_asks_nothing_and_can_be_undone(
    panel: CodebookPanel, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    before = open_study.framework
    choose(panel, code(open_study, "HSC"), "Delete HSC and 3 codes below it")
    assert "undo" in notices.lines[-1]
    assert "HSC" not in [c.short for c in open_study.framework.codes]
    open_study.undo()
    assert open_study.framework == before


def test_what_is_refused_is_a_notice(
    panel: CodebookPanel, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    choose(panel, code(open_study, "Trust"), "Rename…")
    type_name(panel, "Reciprocity")
    assert "already" in str(notices.errors[-1])


# --- frameworks -----------------------------------------------------------------------------------


def test_it_follows_the_framework_in_hand(panel: CodebookPanel, open_study: OpenStudy) -> None:
    open_study.perform(add_flat_list())
    open_study.perform(add_deep_tree())
    open_study.step_framework(1)
    assert panel.model.rowCount() == 40
    open_study.step_framework(1)
    assert panel.model.rowCount() == 1
    assert panel.title.text() == "POWER"
    assert panel.title.accessibleName() == "Power"


def test_what_was_open_stays_open_after_an_edit(panel: CodebookPanel, open_study: OpenStudy) -> None:
    panel.view.expand(panel.model.index_of(code(open_study, "HSC").id))
    open_study.perform(delete_code(code(open_study, "Trust").id))
    assert panel.view.is_open(code(open_study, "HSC").id)
    assert not panel.view.is_open(code(open_study, "CMP").id)


def test_a_new_code_from_the_picker_is_made_and_chosen(panel: CodebookPanel, open_study: OpenStudy) -> None:
    chosen = original(panel)
    panel.add_code("hsc/openness")
    made = code(open_study, "openness")
    assert chosen == [made.id]
    assert made.parent_id == code(open_study, "HSC").id


def test_it_lives_without_a_study(qtbot: QtBot, open_study: OpenStudy) -> None:
    open_study.close()
    panel = CodebookPanel(open_study)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_interview(None)
    panel.show_selection(None)
