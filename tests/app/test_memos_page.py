"""The Memos page by keyboard: writing, formatting, tags, the journal, search; elsewhere it is the same."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.memos.link_dialog import LinkDialog
from app.memos.page import MemosPage
from app.memos.right_side import BesideMemo
from app.search.results import SearchSource
from app.search.suggestions import ResultKind
from app.shell.clipboard import copy_quotations
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.model.study import Span, TranscriptSpan
from coding.text.blocks import BlockKind, TextBlock, TextRun, linked, read
from storage.operations.coders import add_coder
from storage.operations.correcting import correct_turn
from storage.operations.memos import add_memo, write_interview_memo
from storage.queries.codings import coding_by_id
from storage.queries.links import LinkTarget, linked_passage
from storage.queries.memos import goes_on, memos
from tests.app.conftest import RecordedNotices

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LISTS = "- one\n  - deep\n- [x] done\n\n3. third\n4. fourth"
FORMATTED = f"# Order\n\nTrust comes **first** and *then*.\n\n> said\n\n{LISTS}"


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> MemosPage:
    page = MemosPage(open_study)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    qtbot.waitUntil(lambda: page.memo is not None)
    return page


def type_(page: MemosPage, text: str) -> None:
    for letter in text:
        if letter == "\n":
            QTest.keyClick(page.editor, Key.Key_Return)
        else:
            QTest.keyClicks(page.editor, letter)


def texts(open_study: OpenStudy) -> list[str]:
    return [memo.text for memo in memos(open_study.reader)]


def test_a_memo_is_stored_as_it_is_typed_and_formatted(page: MemosPage, open_study: OpenStudy) -> None:
    page.head.new.click()
    type_(page, "# Order\nTrust comes ")
    QTest.keyClick(page.editor, Key.Key_B, CTRL)
    type_(page, "first")
    QTest.keyClick(page.editor, Key.Key_B, CTRL)
    type_(page, " and ")
    QTest.keyClick(page.editor, Key.Key_I, CTRL)
    type_(page, "then")
    QTest.keyClick(page.editor, Key.Key_I, CTRL)
    type_(page, ".\n> said\n\n- one\n")
    QTest.keyClick(page.editor, Key.Key_BracketRight, CTRL)
    type_(page, "deep\n\n[] done")
    QTest.keyClick(page.editor, Key.Key_Return, CTRL)
    type_(page, "\n\n1. third")
    page.editor.keep()
    assert page.memo is not None
    assert page.memo.text == FORMATTED.replace("3. third\n4. fourth", "1. third")
    assert page.list.current() == page.memo


def test_what_is_shown_is_written_back_the_same(page: MemosPage, open_study: OpenStudy) -> None:
    memo_id = open_study.perform(add_memo(FORMATTED))
    assert memo_id is not None
    page.show_memo(memo_id)
    assert page.editor.text() == FORMATTED
    page.editor.keep()
    assert page.editor.document().isUndoAvailable() is False


def test_the_memo_of_a_coding_is_the_same_from_here(page: MemosPage, open_study: OpenStudy) -> None:
    memo = next(each for each in memos(open_study.reader) if each.coding_id == 1)
    page.go(Place("memos", detail=str(memo.id)))
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.End)
    type_(page, " And B3.")
    page.editor.keep()
    coding = coding_by_id(open_study.reader, 1)
    assert coding is not None
    assert coding.memo == "Echoes A2. And B3."
    open_study.undo()
    assert page.editor.text() == "Echoes A2."


def test_what_is_written_elsewhere_is_shown_here(page: MemosPage, open_study: OpenStudy) -> None:
    memo = next(each for each in memos(open_study.reader) if each.about == "interview")
    page.show_memo(memo.id)
    open_study.perform(write_interview_memo(1, "Anew."))
    assert page.editor.text() == "Anew."


def test_the_journal_has_one_entry_a_day(page: MemosPage, open_study: OpenStudy) -> None:
    page.head.journal.click()
    type_(page, "Coded B.")
    page.editor.keep()
    page.begin()
    page.open_journal()
    type_(page, " And C.")
    page.editor.keep()
    today = date.today().isoformat()  # noqa: DTZ011
    assert [each.text for each in memos(open_study.reader) if each.day == today] == ["Coded B. And C."]


def test_tags_are_added_and_taken_off_by_keyboard(page: MemosPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.tags.start()
    QTest.keyClicks(page.tags.field, "chapter 5")
    QTest.keyClick(page.tags.field, Key.Key_Return)
    assert page.memo is not None
    assert page.memo.tags == ("chapter 5",)
    page.head.tag.action("chapter 5").trigger()
    qtbot.waitUntil(lambda: len(page.list.memos.rows) == 2)
    (chip,) = page.tags.chips.stops()[1:-1]
    QTest.keyClick(chip, Key.Key_Delete)
    assert page.memo.tags == ()


def test_words_narrow_the_list_and_groups_head_it(page: MemosPage, qtbot: QtBot) -> None:
    page.head.groups.action(page.head.groups.usual.KIND).trigger()
    qtbot.waitUntil(lambda: [row.title for row in page.list.memos.rows][::2] == ["Interview", "Passage"])
    page.head.field.setText("echoes")
    qtbot.waitUntil(lambda: len(page.list.memos.rows) == 2)
    assert page.list.memos.index(0).data() == "Passage, 1"


def test_a_memo_of_another_coder_is_only_read(page: MemosPage, open_study: OpenStudy, qtbot: QtBot) -> None:
    other = open_study.perform(add_coder("J. Nolan"))
    assert other is not None
    open_study.coders.code_as(other)
    qtbot.waitUntil(page.editor.isReadOnly)
    before = texts(open_study)
    type_(page, "Not mine")
    page.editor.keep()
    assert texts(open_study) == before
    assert not page.remove.isEnabled()
    assert "only to be read" in page.facts.text()


def test_a_deleted_memo_comes_back(page: MemosPage, open_study: OpenStudy, notices: RecordedNotices) -> None:
    before = texts(open_study)
    page.remove.trigger()
    assert len(texts(open_study)) == len(before) - 1
    notices.offers[-1].act()
    assert texts(open_study) == before


def test_what_is_listed_is_exported(
    page: MemosPage, open_study: OpenStudy, notices: RecordedNotices, qtbot: QtBot, tmp_path: Path
) -> None:
    page.head.field.setText("echoes")
    qtbot.waitUntil(lambda: len(page.list.memos.rows) == 2)
    notices.answers.append(tmp_path / "memos.md")
    page.export.trigger()
    qtbot.waitUntil(lambda: not open_study.jobs.running)
    written = (tmp_path / "memos.md").read_text("utf-8")
    assert "Echoes A2." in written
    assert "A joint one." not in written


def test_a_code_is_linked_by_its_sign_and_followed(page: MemosPage, open_study: OpenStudy) -> None:
    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LinkDialog)
        QTest.keyClicks(dialog.field, "hsc")
        QTest.keyClick(dialog.field, Key.Key_Return)

    page.begin()
    type_(page, "See")
    page.editor.keep()
    QTimer.singleShot(0, page, choose)
    type_(page, " #")
    type_(page, "first.")
    page.editor.keep()
    hsc = next(code for code in open_study.framework.codes if code.short == "HSC")
    assert page.memo is not None
    (guid,) = linked(page.memo.text)
    assert page.memo.text == f"See [HSC](link:{guid}) first."
    places: list[Place] = []
    page.place_chosen.connect(places.append)
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _step in range(6):
        page.editor.moveCursor(QTextCursor.MoveOperation.NextCharacter)
    QTest.keyClick(page.editor, Key.Key_Return, CTRL)
    assert places == [Place("codebook", detail=str(hsc.id))]


def test_a_memo_is_begun_on_somebody_or_gone_to(page: MemosPage, open_study: OpenStudy) -> None:
    page.head.on.click()
    dialog = page.findChild(LinkDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.field, "mrs bx")
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert "Mrs Bxxxx" in page.facts.text()
    type_(page, "Careful with names.")
    page.editor.keep()
    assert page.memo is not None
    assert (page.memo.about, page.memo.on) == ("person", "Mrs Bxxxx")
    page.head.on.click()
    dialog = page.findChildren(LinkDialog)[-1]
    QTest.keyClicks(dialog.field, "b2")
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert page.memo.text == "A joint one."


def test_the_finder_finds_memos(open_study: OpenStudy) -> None:
    found = [each for each in SearchSource(open_study, {}).find("echoes") if each.kind is ResultKind.MEMO]
    memo = next(each for each in memos(open_study.reader) if each.coding_id == 1)
    assert [each.place for each in found] == [Place("memos", detail=str(memo.id))]


def test_buttons_format_as_keys_do(page: MemosPage) -> None:
    page.begin()
    type_(page, "Trust")
    page.editor.selectAll()
    buttons = {button.accessibleName(): button for button in page.format.buttons}
    for name in ("Bold", "Quotation"):
        buttons[name].click()
    assert page.editor.text() == "> **Trust**"
    assert buttons["Quotation"].isChecked()
    buttons["Quotation"].click()
    assert page.editor.text() == "**Trust**"


def test_pasted_words_come_without_their_looks(page: MemosPage) -> None:
    page.begin()
    mime = page.editor.createMimeDataFromSelection()
    mime.setHtml("<b>Bold</b><br>and <i>more</i>")
    mime.setText("Bold\nand more")
    page.editor.insertFromMimeData(mime)
    page.editor.keep()
    assert page.memo is not None
    paragraph = BlockKind.PARAGRAPH
    assert read(page.memo.text) == (
        TextBlock(paragraph, (TextRun("Bold"),)),
        TextBlock(paragraph, (TextRun("and more"),)),
    )


def test_a_passage_that_is_pasted_is_quoted_in_the_words_that_it_has_now(
    page: MemosPage, open_study: OpenStudy
) -> None:
    memo_id = open_study.perform(add_memo("# Order\n\nTrust."))
    assert memo_id is not None
    page.show_memo(memo_id)
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    copy_quotations("“Well, we trust each other now.”", open_study.notices, [TranscriptSpan(1, 17, 47)])
    page.editor.paste()
    type_(page, "So it goes.")
    page.editor.keep()
    assert page.memo is not None
    (guid,) = linked(page.memo.text)
    assert page.memo.text == f"# Order\n\nTrust.\n\n> [](link:{guid})\n\nSo it goes."
    assert linked_passage(open_study.reader, guid).words == "“Well, we trust each other now.”"
    shown = page.grab().toImage()
    open_study.perform(correct_turn(2, "Well, we do trust each other now.", 2))
    assert linked_passage(open_study.reader, guid).words == "“Well, we do trust each other now.”"
    assert page.grab().toImage() != shown
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    page.editor.keep()
    assert page.editor.text() == page.memo.text


def test_what_is_typed_beside_a_quotation_becomes_a_paragraph(page: MemosPage, open_study: OpenStudy) -> None:
    memo_id = open_study.perform(add_memo("Trust."))
    assert memo_id is not None
    page.show_memo(memo_id)
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    page.linking.quote(memo_id, [TranscriptSpan(1, 17, 47)])
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    type_(page, "So ")
    page.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    type_(page, "and then")
    page.editor.keep()
    assert page.memo is not None
    (guid,) = linked(page.memo.text)
    assert read(page.memo.text) == (
        TextBlock(BlockKind.PARAGRAPH, (TextRun("So"),)),
        TextBlock(BlockKind.PASSAGE, passage=guid),
        TextBlock(BlockKind.PARAGRAPH, (TextRun("and then"),)),
        TextBlock(BlockKind.PARAGRAPH, (TextRun("Trust."),)),
    )


def test_the_links_fold_behind_a_button(page: MemosPage, open_study: OpenStudy) -> None:
    memo_id = open_study.perform(add_memo("Trust."))
    assert memo_id is not None
    page.show_memo(memo_id)
    page.linking.quote(memo_id, [TranscriptSpan(1, 17, 47)])
    assert page.side.isVisible()
    page.resize(1024, 700)
    assert not page.side.isVisible()
    assert page.links.text() == "Links 1"
    page.links.click()
    assert page.side.isVisible()


def test_words_that_are_looked_for_are_marked(page: MemosPage, open_study: OpenStudy, qtbot: QtBot) -> None:
    memo_id = open_study.perform(add_memo("# Order\n\n" + "It is long. " * 9 + "Here is a Favour, at last."))
    assert memo_id is not None
    page.show_memo(memo_id)
    before = page.list.grab().toImage()
    QTest.keyClicks(page.head.field, "favour")
    qtbot.waitUntil(lambda: len(page.editor.extraSelections()) == 1)
    assert page.memo is not None
    assert goes_on(page.memo, ["favour"]).startswith("… It is long. Here is a Favour")
    assert page.list.grab().toImage() != before
    page.head.field.clear()
    qtbot.waitUntil(lambda: not page.editor.extraSelections())


def test_a_passage_beside_a_memo_is_quoted_by_key_or_dragged(page: MemosPage, open_study: OpenStudy) -> None:
    memo_id = open_study.perform(add_memo("Trust."))
    assert memo_id is not None
    page.show_memo(memo_id)
    page.beside.kind.button(BesideMemo.PASSAGES).click()
    listed = page.beside.passages.list
    listed.start()
    passage = listed.current()
    assert passage is not None
    QTest.keyClick(listed, Key.Key_Q)
    assert page.memo is not None
    (guid,) = linked(page.memo.text)
    assert linked_passage(open_study.reader, guid).target == LinkTarget(
        "interview_id", passage.interview_id, Span(passage.start, passage.end)
    )
    dragged = listed.passages.mimeData([listed.passages.index(0)])
    page.editor.insertFromMimeData(dragged)
    assert len(linked(page.memo.text)) == 2
