"""The outline by keyboard: written, moved, edited, passages hung on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.memos.link_dialog import LinkDialog
from app.memos.page import MemosPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from storage.queries.outline import outline

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, open_study: OpenStudy) -> MemosPage:
    page = MemosPage(open_study)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    qtbot.waitUntil(lambda: page.memo is not None)
    page.go(Place("memos", detail="outline"))
    for text in ("# Order", "Trust comes first.", "Challenge comes after."):
        QTest.keyClicks(page.outline.field, text)
        QTest.keyClick(page.outline.field, Key.Key_Return)
    return page


def shown(open_study: OpenStudy) -> list[str]:
    return [f"{'  ' * each.depth}{each.letter}{each.words}" for each in outline(open_study.reader)]


def test_sentences_are_written_below_their_heading_and_moved(page: MemosPage, open_study: OpenStudy) -> None:
    assert shown(open_study) == ["Order", "  (a)Trust comes first.", "  (b)Challenge comes after."]
    tree = page.outline.tree
    QTest.keyClick(tree, Key.Key_Up, ALT)
    assert shown(open_study)[1] == "  (a)Challenge comes after."
    assert tree.entry is not None
    assert tree.entry.words == "Challenge comes after."
    QTest.keyClick(tree, Key.Key_Left, ALT)
    assert shown(open_study)[-1] == "(a)Challenge comes after."
    QTest.keyClick(tree, Key.Key_Right, ALT)
    assert shown(open_study)[-1] == "  (b)Challenge comes after."
    QTest.keyClick(tree, Key.Key_Delete)
    assert len(shown(open_study)) == 2
    open_study.undo()
    assert len(shown(open_study)) == 3


def test_a_sentence_is_edited_in_place(page: MemosPage, open_study: OpenStudy, qtbot: QtBot) -> None:
    tree = page.outline.tree
    tree.setFocus()
    QTest.keyClick(tree, Key.Key_F2)
    field = tree.viewport().findChild(QLineEdit)
    assert field is not None
    assert field.text() == "Challenge comes after."
    field.setText("Challenge comes **before**.")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: shown(open_study)[-1] == "  (b)Challenge comes before.")


def test_passages_are_hung_on_and_taken_off(page: MemosPage, open_study: OpenStudy) -> None:
    entry = page.outline.tree.entry
    assert entry is not None
    page.outline.ask_passage(entry.id, "for")
    dialog = page.outline.findChild(LinkDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.field, "trust")
    QTest.keyClick(dialog.field, Key.Key_Return)
    (hung,) = outline(open_study.reader)[-1].hung
    assert (hung.role, hung.span) == ("for", (17, 47))
    assert page.context() == "3 headings and sentences · 1 passage"
