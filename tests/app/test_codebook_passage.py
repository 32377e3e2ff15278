"""The selected passage: chips, stage, doubt and memo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.passage import PassagePanel
from app.shell.open_study import OpenStudy
from app.transcript.selection import SelectionState
from coding.model.study import Coding, Direction
from storage.operations.codings import Pick, apply_codes, set_direction, take_off
from storage.queries.codings import codings
from tests.app.conftest import RecordedNotices
from tests.app.frameworks import add_flat_list


def ids(open_study: OpenStudy) -> dict[str, int]:
    return {code.short: code.id for code in open_study.framework.codes}


def state(open_study: OpenStudy, short: str | None = None) -> SelectionState:
    """Select the passage 0 to 5 with a current coding."""
    found = codings(open_study.reader, 1)
    on = tuple(coding for coding in found if (coding.start, coding.end) == (0, 5))
    code_id = ids(open_study).get(short or "")
    current = next((coding.id for coding in on if coding.code_id == code_id), None)
    return SelectionState(1, 0, 5, 2, on, current, tuple(c for c in found if c.start < 5))


def coding_of(open_study: OpenStudy, short: str) -> Coding:
    found = codings(open_study.reader, 1)
    return next(c for c in found if c.code_id == ids(open_study)[short] and c.start == 0)


@pytest.fixture
def passage(qtbot: QtBot, open_study: OpenStudy) -> PassagePanel:
    codes, stage = ids(open_study), open_study.framework.stages[1].id
    open_study.perform(apply_codes(1, 0, 5, [Pick(codes["HSC"]), Pick(codes["E&C"], stage, unsure=True)]))
    open_study.perform(apply_codes(1, 0, 9, [Pick(codes["JPD"])]))
    panel = PassagePanel(open_study)
    qtbot.addWidget(panel)
    panel.resize(290, 320)
    panel.show()
    panel.show_selection(state(open_study, "E&C"))
    return panel


def texts(passage: PassagePanel) -> list[str]:
    return [passage.chips.item(row).text() for row in range(passage.chips.count())]


def original(signal: object) -> list[tuple[object, ...]]:
    """Keep what a signal says."""
    said: list[tuple[object, ...]] = []
    assert isinstance(signal, SignalInstance)

    def keep(*values: object) -> None:
        said.append(values)

    signal.connect(keep)
    return said


def press(passage: PassagePanel, row: int, *, at_right: int | None = None) -> None:
    rect = passage.chips.visualItemRect(passage.chips.item(row))
    point = rect.center() if at_right is None else QPoint(rect.right() - at_right, rect.center().y())
    QTest.mouseClick(passage.chips.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_the_codes_of_the_passage_those_that_touch_it_and_one_to_add(passage: PassagePanel) -> None:
    assert texts(passage) == ["HSC", "E&C · B ?", "JPD", "+"]
    spoken = passage.chips.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Evaluation and challenge, E&C · B ?, current"
    assert "another passage" in passage.chips.item(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_cross_takes_off_and_the_rest_of_a_chip_makes_current(
    passage: PassagePanel, open_study: OpenStudy
) -> None:
    off, current, more = (
        original(passage.take_off),
        original(passage.current_requested),
        original(passage.picker_requested),
    )
    press(passage, 0, at_right=9)
    press(passage, 0)
    press(passage, 2, at_right=9)
    press(passage, 3)
    hsc, jpd = coding_of(open_study, "HSC").id, coding_of(open_study, "JPD").id
    assert off == [(hsc,)]
    assert current == [(hsc,), (jpd,)]
    assert more == [()]


def test_the_chips_by_keyboard(passage: PassagePanel, open_study: OpenStudy) -> None:
    off, current = original(passage.take_off), original(passage.current_requested)
    passage.chips.setFocus()
    passage.chips.setCurrentRow(0)
    QTest.keyClick(passage.chips, Qt.Key.Key_Return)
    QTest.keyClick(passage.chips, Qt.Key.Key_Right)
    QTest.keyClick(passage.chips, Qt.Key.Key_Delete)
    assert current == [(coding_of(open_study, "HSC").id,)]
    assert off == [(coding_of(open_study, "E&C").id,)]


def test_a_stage_is_chosen_and_cleared(passage: PassagePanel, open_study: OpenStudy) -> None:
    chosen, coding = original(passage.stage_chosen), coding_of(open_study, "E&C")
    assert [button.isChecked() for button in passage.stages.buttons] == [False, True, False, False]
    passage.stages.buttons[2].click()
    passage.stages.buttons[1].click()
    assert chosen == [(coding.id, open_study.framework.stages[2].id), (coding.id, None)]


def test_a_direction_is_chosen_and_cleared_and_says_itself(
    passage: PassagePanel, open_study: OpenStudy
) -> None:
    chosen, coding = original(passage.direction_chosen), coding_of(open_study, "E&C")
    lacks = passage.direction.button(Direction.LACKS)
    assert passage.direction.value is Direction.UNSAID
    assert (lacks.accessibleName(), lacks.toolTip()) == ("Direction: lacks it", "lacks it (Ctrl+Shift+2)")
    lacks.click()
    open_study.perform(set_direction(coding.id, Direction.LACKS))
    passage.show_selection(state(open_study, "E&C"))
    assert passage.direction.value is Direction.LACKS
    assert any(text.startswith("E&C lacks · B ?") for text in texts(passage))
    lacks.click()
    assert chosen == [(coding.id, Direction.LACKS), (coding.id, Direction.UNSAID)]


def test_doubt_is_switched(passage: PassagePanel, open_study: OpenStudy) -> None:
    toggled = original(passage.unsure_toggled)
    assert passage.unsure.isChecked()
    passage.unsure.click()
    assert toggled == [(coding_of(open_study, "E&C").id, False)]


def test_clicks_leave_the_focus_where_it_was(
    qtbot: QtBot, open_study: OpenStudy, passage: PassagePanel
) -> None:
    whole = QWidget()
    field = QLineEdit()
    column = QVBoxLayout(whole)
    column.addWidget(field)
    column.addWidget(passage)
    qtbot.addWidget(whole)
    whole.show()
    field.setFocus()
    press(passage, 0)
    for widget in (passage.stages.buttons[0], passage.unsure):
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert whole.focusWidget() is field
    passage.setParent(None)  # qtbot closes it by itself


# --- the memo -----------------------------------------------------------------------------------


def test_escape_keeps_the_memo_and_goes_back(passage: PassagePanel, open_study: OpenStudy) -> None:
    left = original(passage.left)
    passage.edit_memo()
    QTest.keyClicks(passage.memo, "Echoes A2.")
    QTest.keyClick(passage.memo, Qt.Key.Key_Escape)
    assert left == [()]
    assert coding_of(open_study, "E&C").memo == "Echoes A2."


def test_a_memo_is_kept_after_a_pause(qtbot: QtBot, passage: PassagePanel, open_study: OpenStudy) -> None:
    passage.edit_memo()
    QTest.keyClicks(passage.memo, "Echoes ")
    qtbot.waitUntil(lambda: coding_of(open_study, "E&C").memo == "Echoes", timeout=4000)
    passage.show_selection(state(open_study, "E&C"))
    QTest.keyClicks(passage.memo, "A2")
    assert passage.memo.toPlainText() == "Echoes A2"


def test_a_memo_stays_with_its_coding_when_another_becomes_current(
    passage: PassagePanel, open_study: OpenStudy
) -> None:
    passage.edit_memo()
    QTest.keyClicks(passage.memo, "Of challenge.")
    passage.show_selection(state(open_study, "HSC"))
    assert coding_of(open_study, "E&C").memo == "Of challenge."
    assert coding_of(open_study, "HSC").memo == ""
    assert passage.memo.toPlainText() == ""


def test_a_memo_of_what_was_taken_off_meanwhile_is_dropped(
    passage: PassagePanel, open_study: OpenStudy, notices: RecordedNotices
) -> None:
    QTest.keyClicks(passage.memo, "Too late.")
    open_study.perform(take_off(coding_of(open_study, "E&C").id))
    passage.show_selection(state(open_study, "HSC"))
    assert not notices.errors
    assert passage.memo.toPlainText() == ""


def test_closing_the_study_keeps_the_memo(passage: PassagePanel, open_study: OpenStudy) -> None:
    path, coder = open_study.file.path, open_study.coder_id
    QTest.keyClicks(passage.memo, "Last words.")
    open_study.close()
    assert open_study.open(path)
    assert coding_of(open_study, "E&C").memo == "Last words."
    assert open_study.coder_id == coder


def test_no_memo_without_a_coding(passage: PassagePanel, notices: RecordedNotices) -> None:
    passage.show_selection(None)
    passage.edit_memo()
    assert "code the passage" in notices.lines[-1]
    assert not passage.memo.isVisible()


def test_a_framework_without_stages_shows_none(passage: PassagePanel, open_study: OpenStudy) -> None:
    open_study.perform(add_flat_list(2))
    open_study.step_framework(1)
    code = open_study.framework.codes[0]
    open_study.perform(apply_codes(1, 0, 5, [Pick(code.id)]))
    passage.show_selection(state(open_study, code.short))
    assert not passage.stages.isVisible()
    assert passage.memo.isVisible()


def test_the_panel_is_no_wider_with_a_coding_than_without(
    passage: PassagePanel, open_study: OpenStudy
) -> None:
    with_one = passage.minimumSizeHint().width()
    passage.show_selection(state(open_study))
    assert not passage.stages.isVisible()
    assert passage.minimumSizeHint().width() == with_one


def test_a_passage_without_a_code_says_how_it_gets_one(passage: PassagePanel, open_study: OpenStudy) -> None:
    assert not passage.uncoded.isVisible()
    beside = replace(state(open_study), codings=(), touching=(), quotation="We had nothing …")
    passage.show_selection(beside)
    said = [label.text() for label in passage.uncoded.findChildren(QLabel)]
    assert said[0] == "“We had nothing …”"
    assert "any letter for a code by name" in said[1]
    assert not passage.chips.isVisible()
    wanted = original(passage.picker_requested), original(passage.in_vivo_requested)
    passage.uncoded.code.click()
    passage.uncoded.in_vivo.click()
    assert wanted == ([()], [()])
