"""What a screen reader is told and given, and keys for what the mouse does: on the pages themselves."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.shell import settings
from app.shell.places import Place
from app.transcript.minimap import Minimap
from app.window.window import MainWindow
from coding.analysis.forms import PartsShown
from coding.model.study import Span
from storage.operations.interviews import InterviewDetails, add_interview

Key = Qt.Key
NO = Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Role = QAccessible.Role


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch, on_study: MainWindow, qtbot: QtBot) -> Callable[[], list[str]]:
    """Return a function that gives what a screen reader was made to say since it was last asked."""
    said: list[str] = []

    class Listening:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    monkeypatch.setattr("app.shell.spoken.QAccessible", Listening)

    def since() -> list[str]:
        saying = on_study.code.page._saying
        qtbot.waitUntil(lambda: not saying.isActive())
        heard = said.copy()
        said.clear()
        return heard

    since()
    return since


def press(window: MainWindow, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    QTest.keyClick(window.code.page.view, key, modifiers)


# --- what is said ------------------------------------------------------------------------------------


def test_a_move_says_the_new_sentence_and_an_act_only_what_it_did(
    on_study: MainWindow, spoken: Callable[[], list[str]]
) -> None:
    press(on_study, Key.Key_Down)
    assert spoken() == ["Deputy. And we say hard things. Codes: FG, Reciprocity"]
    press(on_study, Key.Key_1)
    assert spoken() == ["Coded JPD."]
    press(on_study, Key.Key_1)
    assert spoken() == ["Removed JPD."]


def test_what_came_to_the_selection_is_said_and_what_left_it(
    on_study: MainWindow, spoken: Callable[[], list[str]]
) -> None:
    on_study.code.page.view.select(Span(17, 47))
    spoken()
    press(on_study, Key.Key_Down, SHIFT)
    assert spoken() == ["And we say hard things. Codes: FG ✎, FG, Reciprocity"]
    press(on_study, Key.Key_Up, SHIFT)
    assert spoken() == ["Without: And we say hard things."]


def test_going_from_coding_to_coding_on_one_passage_says_which(
    on_study: MainWindow, spoken: Callable[[], list[str]]
) -> None:
    on_study.code.page.view.select(Span(48, 71))
    spoken()
    press(on_study, Key.Key_Down, ALT)
    assert spoken() == ["FG"]
    press(on_study, Key.Key_Down, ALT)
    assert spoken() == ["Reciprocity"]


def test_done_is_said_on_and_off(on_study: MainWindow, spoken: Callable[[], list[str]]) -> None:
    on_study.actions_["done"].trigger()
    assert spoken() == ["This interview is done."]
    on_study.actions_["done"].trigger()
    assert spoken() == ["Being read again."]


def test_undo_says_what_was_undone_once(on_study: MainWindow, spoken: Callable[[], list[str]]) -> None:
    press(on_study, Key.Key_1)
    spoken()
    on_study.actions_["undo"].trigger()
    heard = spoken()
    assert len([each for each in heard if each.startswith("Undone")]) == 1
    assert not any("we trust each other" in each for each in heard)


def test_going_to_another_interview_says_which(on_study: MainWindow, spoken: Callable[[], list[str]]) -> None:
    study = on_study.open_study
    study.perform(add_interview(InterviewDetails("B5", 2, 2)))
    on_study.go(Place("code", 2))
    assert spoken()[-1] == "B5"
    on_study.go(Place("code", 1))
    assert spoken()[-1].startswith("B2 · Headteacher and deputy, School B. Head. Well, we trust")


def test_the_picker_says_its_choices_and_what_is_no_code(
    on_study: MainWindow, spoken: Callable[[], list[str]]
) -> None:
    picker = on_study.code.picker
    press(on_study, Key.Key_H)
    assert spoken()[-1].startswith("HSC High social capital, 1 of ")
    picker.field.setText("e")
    spoken()
    QTest.keyClick(picker.field, Key.Key_Down)
    assert ", 2 of " in spoken()[-1]
    picker.field.clear()
    QTest.keyClicks(picker.field, "zzz")
    assert spoken()[-1] == "“zzz” is no code"


# --- what is given to it ------------------------------------------------------------------------------


def reader(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def names_in(widget: QWidget) -> list[str]:
    found = reader(widget)
    items = [found.child(at) for at in range(found.childCount())]
    assert found.role() is Role.List
    assert {item.role() for item in items} <= {Role.ListItem}
    assert [found.indexOfChild(item) for item in items] == [*range(len(items))]
    assert all(item.parent().object() is widget and item.rect().isValid() for item in items)
    return [item.text(QAccessible.Text.Name) for item in items]


def test_brackets_and_speakers_are_lists_with_names(on_study: MainWindow) -> None:
    pane = on_study.code.page.pane
    assert names_in(pane.speakers)[:2] == ["Interviewer", "Head"]
    assert names_in(pane.brackets)[0] == "FG ✎, Fit governance: we trust each other now."
    before = len(names_in(pane.brackets))
    press(on_study, Key.Key_1)
    QApplication.processEvents()
    assert len(names_in(pane.brackets)) == before + 1
    chosen = [reader(pane.brackets).child(at).state().selected for at in range(before + 1)]
    assert chosen.count(1) == 1


def test_a_list_that_is_gone_has_no_items(on_study: MainWindow) -> None:
    brackets = on_study.code.page.pane.brackets
    item = reader(brackets).child(0)
    on_study.open_study.close()
    assert not item.isValid()
    assert item.text(QAccessible.Text.Name) == ""


def test_a_chart_has_its_name_and_role(on_study: MainWindow) -> None:
    on_study.go(Place("compare"))
    page = on_study.page
    assert isinstance(page, ComparePage)
    page.controls.parts.button(PartsShown.BOTH).click()
    assert reader(page.chart).role() is Role.Chart
    assert reader(page.chart).text(QAccessible.Text.Name).startswith("Chart: Codings by strand")


# --- keys for what the mouse does ---------------------------------------------------------------------


def test_the_map_is_moved_by_keys_and_leads_to_the_text(on_study: MainWindow) -> None:
    page = on_study.code.page
    mapped: list[float] = []
    page.pane.map.place_chosen.connect(mapped.append)
    assert reader(page.pane.map).role() is Role.Slider
    page.pane.map.setFocus()
    QTest.keyClick(page.pane.map, Key.Key_PageDown)
    QTest.keyClick(page.pane.map, Key.Key_Down)
    assert mapped == [0.1, 0.11]
    QTest.keyClick(page.pane.map, Key.Key_End)
    assert mapped[-1] == 1
    QTest.keyClick(page.pane.map, Key.Key_Return)
    assert page.view.hasFocus()
    assert isinstance(page.pane.map, Minimap)


@pytest.fixture
def activated(qtbot: QtBot, on_study: MainWindow) -> MainWindow:
    on_study.activateWindow()
    qtbot.waitUntil(on_study.isActiveWindow)
    return on_study


def test_edges_are_moved_by_keys(activated: MainWindow) -> None:
    page = activated.code.page
    before = page.panes.sizes()
    page.view.setFocus()
    press(activated, Key.Key_Left, ALT | SHIFT)
    after = page.panes.sizes()
    assert after[1] < before[1]
    assert after[2] > before[2]
    assert settings.number("code_right", 0) == after[2]
    activated.code.tree.setFocus()
    QTest.keyClick(activated.code.tree, Key.Key_Right, ALT | SHIFT)
    assert page.panes.sizes()[0] > after[0]


def test_edges_of_other_pages_too(activated: MainWindow) -> None:
    activated.go(Place("compare"))
    page = activated.page
    assert isinstance(page, ComparePage)
    page.controls.parts.button(PartsShown.BOTH).click()
    halves = page.findChild(QSplitter)
    assert halves is not None
    page.table.setFocus()
    before = halves.sizes()
    QTest.keyClick(page.table, Key.Key_Up, ALT | SHIFT)
    assert halves.sizes()[1] > before[1]


def test_remarks_and_questions_are_reached_by_keys(
    on_study: MainWindow, spoken: Callable[[], list[str]]
) -> None:
    press(on_study, Key.Key_PageDown, ALT)
    assert spoken() == ["No remarks here."]
    press(on_study, Key.Key_Q, ALT)
    assert spoken() == ["No listed question was asked before."]
