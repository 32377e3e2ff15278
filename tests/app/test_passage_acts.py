"""Working with several passages: codes, doubt, stage, memo, coder; each act is one step to undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.passages.code_chooser import CodeChooser
from app.passages.page import PassagesPage
from app.shell.open_study import OpenStudy
from app.widgets.memo_dialog import MemoDialog
from coding.model.study import Coding
from storage.operations.coders import add_coder
from storage.operations.codings import toggle_code
from storage.queries.code_merges import codings_of
from storage.queries.codings import coding_memos, codings_by_id
from tests.app.conftest import RecordedNotices
from tests.app.test_compare import code
from tests.app.test_passages import ask, page, shown

assert page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # no screen, no keyboard
CTRL = Qt.KeyboardModifier.ControlModifier


def of_code(study: OpenStudy, abbreviation: str) -> list[Coding]:
    return codings_of(study.reader, [code(study, abbreviation)])


def select_all(page: PassagesPage) -> list[int]:
    """Select all passages; return the codings in hand."""
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_A, CTRL)
    return page.coding_ids_in_hand()


def choose(page: PassagesPage, typed: str) -> None:
    """Choose a code in the dialog that is open."""
    dialog = page.acts.dialog
    assert isinstance(dialog, CodeChooser)
    QTest.keyClicks(dialog.field, typed)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)


def test_the_bar_is_there_while_something_is_selected(page: PassagesPage) -> None:
    ask(page, "fg")
    assert not page.action_bar.isVisible()
    ids = select_all(page)
    assert page.action_bar.isVisible()
    assert page.action_bar.said.text() == "11 selected"
    assert page.action_bar.codings.text() == f"{len(ids)} codings"
    page.action_bar.clear.click()
    assert not page.action_bar.isVisible()


def test_passages_are_recoded_in_one_step(page: PassagesPage, sample: OpenStudy) -> None:
    before = len(of_code(sample, "FG"))
    ask(page, "fg")
    ids = select_all(page)
    QTest.keyClick(page.list, Qt.Key.Key_R)
    choose(page, "ce")
    assert of_code(sample, "FG") == []
    assert {each.code_id for each in codings_by_id(sample.reader, ids)} == {code(sample, "CE")}
    sample.undo()
    assert len(of_code(sample, "FG")) == before
    sample.redo()
    assert of_code(sample, "FG") == []


def test_of_several_codes_it_is_asked_which(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "fg or ce")
    select_all(page)
    page.acts.recode()
    dialog = page.acts.dialog
    assert isinstance(dialog, CodeChooser)
    assert dialog.list.count() == 3  # with "All of them"
    choose(page, "ce")
    choose(page, "ti")
    assert of_code(sample, "CE") == []
    assert len(of_code(sample, "FG")) == 11


def test_only_what_was_found_is_recoded(page: PassagesPage, sample: OpenStudy) -> None:
    before = len(of_code(sample, "JPD"))
    ask(page, "hsc and jpd")
    assert len(select_all(page)) > len(page.list.in_hand())
    ask(page, "hsc not fg")
    select_all(page)
    page.acts.recode()
    choose(page, "fg")
    assert len(of_code(sample, "JPD")) == before
    assert of_code(sample, "HSC") == []


def test_a_code_is_added_and_removed(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "fg")
    select_all(page)
    page.acts.add_code()
    choose(page, "creative")
    assert all({"FG", "CE"} <= {strand.short for strand in passage.strands} for passage in shown(page))
    ask(page, "ce")
    select_all(page)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert of_code(sample, "CE") == []
    assert len(of_code(sample, "FG")) == 11


def test_the_key_of_a_strand_puts_it_on_and_off(page: PassagesPage, sample: OpenStudy) -> None:
    key = next(each.key for each in sample.framework.codes if each.abbreviation == "CMP")
    before = len(of_code(sample, "CMP"))
    ask(page, "fg not cmp")
    n = len(select_all(page))
    QTest.keyClicks(page.list, key)
    assert len(of_code(sample, "CMP")) == before + n
    ask(page, "fg and cmp")
    assert len(select_all(page)) == 2 * n
    QTest.keyClicks(page.list, key)
    assert len(of_code(sample, "CMP")) == before


def test_doubt_and_stage(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "fg")
    ids = select_all(page)
    QTest.keyClicks(page.list, "?")
    assert all(each.unsure for each in codings_by_id(sample.reader, ids))
    QTest.keyClick(page.list, Qt.Key.Key_U, CTRL)
    assert not any(each.unsure for each in codings_by_id(sample.reader, ids))
    stage = sample.framework.stages[2]
    QTest.keyClick(page.list, Qt.Key.Key_3, CTRL)
    assert {each.stage_id for each in codings_by_id(sample.reader, ids)} == {stage.id}
    page.action_bar._fill_stages()
    page.action_bar._stages.actions()[-1].trigger()
    assert {each.stage_id for each in codings_by_id(sample.reader, ids)} == {None}


def test_direction_by_key_and_menu(page: PassagesPage, sample: OpenStudy) -> None:
    def said() -> set[str]:
        return {each.direction for each in codings_by_id(sample.reader, ids)}

    ask(page, "fg")
    ids = select_all(page)
    before = said()
    QTest.keyClick(page.list, Qt.Key.Key_2, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert said() == {"lacks"}
    QTest.keyClick(page.list, Qt.Key.Key_2, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert said() == {""}
    page.action_bar.direction.menu().actions()[3].trigger()
    assert said() == {"wishes"}
    for _step in range(3):
        sample.undo()
    assert said() == before


def test_a_memo_on_one_and_on_many(page: PassagesPage, sample: OpenStudy) -> None:
    ask(page, "fg")
    page.list.start()
    QTest.keyClick(page.list, Qt.Key.Key_M, CTRL)
    dialog = page.acts.dialog
    assert isinstance(dialog, MemoDialog)
    dialog.text.setPlainText("One")
    dialog.save_button.click()
    (first,) = page.coding_ids_in_hand()
    ids = select_all(page)
    page.acts.write_memo()
    dialog = page.acts.dialog
    assert isinstance(dialog, MemoDialog)
    dialog.text.setPlainText("For chapter 5")
    dialog.save_button.click()
    memos = coding_memos(sample.reader)
    assert memos[first] == "One\n\nFor chapter 5"
    assert all(memos[id_].endswith("For chapter 5") for id_ in ids)
    assert page.list.rows.shown(0).memo


def test_others_codings_are_left_unless_they_are_edited(
    page: PassagesPage, sample: OpenStudy, notices: RecordedNotices
) -> None:
    other = sample.perform(add_coder("Jo North"))
    assert other is not None
    fit = code(sample, "FG")
    sample.perform(toggle_code(20, 400, 460, fit, coder_id=other))
    ask(page, "fg coder:JN")
    select_all(page)
    QTest.keyClicks(page.list, "?")
    assert "of Jo North" in notices.lines[-1]
    assert not any(each.unsure for each in of_code(sample, "FG") if each.coder_id == other)
    sample.coders.edit(other)
    select_all(page)
    QTest.keyClicks(page.list, "?")
    assert all(each.unsure for each in of_code(sample, "FG") if each.coder_id == other)


def test_codings_are_given_to_another_coder(page: PassagesPage, sample: OpenStudy) -> None:
    other = sample.perform(add_coder("Jo North"))
    ask(page, "fg")
    ids = select_all(page)
    page.action_bar._fill_coders()
    next(a for a in page.action_bar._coders.actions() if "Jo North" in a.text()).trigger()
    assert {each.coder_id for each in codings_by_id(sample.reader, ids)} == {other}


def test_what_is_selected_is_exported(
    page: PassagesPage, notices: RecordedNotices, qtbot: QtBot, tmp_path: Path
) -> None:
    ask(page, "fg")
    select_all(page)
    notices.answers.append(tmp_path / "some.csv")
    page.acts.export()
    qtbot.waitUntil(lambda: bool(notices.offers))
    assert len((tmp_path / "some.csv").read_text("utf-8-sig").splitlines()) >= 8
