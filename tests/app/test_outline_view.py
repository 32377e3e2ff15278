"""The outline by keyboard: written, moved, edited, passages hung on."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.memos.evidence import EvidenceCard, EvidencePart
from app.memos.hanging_column import HangingKind
from app.memos.outline_rows import hung_in_words
from app.memos.page import MemosPage
from app.shell.dragged_passages import as_mime
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.memo_dialog import MemoDialog
from coding.model.study import Span, TranscriptSpan
from storage.operations.hanging import hang_figure
from storage.queries.figures import figure
from storage.queries.kept_views import kept_views
from storage.queries.outline import outline
from tests.storage.test_claims import keep_a_view, views_of

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


def test_a_figure_on_a_claim_shows_its_numbers_when_they_are_counted(
    page: MemosPage, open_study: OpenStudy, qtbot: QtBot
) -> None:
    def said() -> list[str]:
        return [card.accessibleName() for card in page.outline.claim.findChildren(EvidenceCard)]

    kept = open_study.perform(keep_a_view(open_study.file))
    assert kept is not None
    open_study.perform(hang_figure(outline(open_study.reader)[-1].id, kept, "for"))
    page.refresh_if_stale()
    assert [each.split(". ")[0] for each in said()] == ["By school · counting…"]
    qtbot.waitUntil(lambda: "counting" not in said()[0])
    (view,) = kept_views(open_study.reader)
    numbers = figure(views_of(open_study.file), view).numbers
    assert numbers
    assert numbers in said()[0]


def test_passages_are_hung_on_and_taken_off_by_one_key(page: MemosPage, open_study: OpenStudy) -> None:
    column = page.outline.column.passages
    column.field.setText("hsc")
    QTest.keyClick(column.field, Key.Key_Return)
    n = column.list.passages.rowCount()
    assert column.count.text() == str(n) != "0"
    column.list.start()
    first = column.current()
    assert first is not None
    QTest.keyClick(column.list, Key.Key_F)
    (hung,) = outline(open_study.reader)[-1].hung
    assert (hung.role, hung.interview_id, hung.span) == (
        *("for", first.interview_id),
        Span(first.start, first.end),
    )
    assert page.context() == "3 headings and sentences · 1 passage"
    assert column.list.passages.passage(n - 1) == first  # those not yet used come first
    column.list.setCurrentIndex(column.list.passages.index(n - 1))
    assert column.list.cards.note(first) == "for ✓"
    QTest.keyClick(column.list, Key.Key_F)
    assert outline(open_study.reader)[-1].hung == ()


def test_a_document_is_hung_on_by_the_same_key(page: MemosPage, open_study: OpenStudy) -> None:
    column = page.outline.column
    column.kind.button(HangingKind.DOCUMENTS).click()
    column.documents.setCurrentRow(0)
    QTest.keyClick(column.documents, Key.Key_A)
    (hung,) = outline(open_study.reader)[-1].hung
    assert (hung.role, hung.span) == ("against", None)
    current = column.documents.currentItem()
    assert current is not None
    assert current.text().endswith("against ✓")


def test_claims_stand_below_their_question_and_move_across(page: MemosPage, open_study: OpenStudy) -> None:
    for text in ("In what order?", "Trust comes first.", "What does not travel?"):
        QTest.keyClicks(page.outline.field, text)
        QTest.keyClick(page.outline.field, Key.Key_Return)
    asked = [each for each in outline(open_study.reader) if each.is_question]
    assert [each.words for each in asked] == ["In what order?", "What does not travel?"]
    claim = next(each for each in outline(open_study.reader) if each.is_claim)
    assert (claim.words, claim.question_id) == ("Trust comes first.", asked[0].id)
    assert hung_in_words(claim)[1] == ("against: not looked for", True)
    page.outline.tree.show_entries(outline(open_study.reader), claim.id)
    QTest.keyClick(page.outline.tree, Key.Key_Down, ALT)
    claim = next(each for each in outline(open_study.reader) if each.is_claim)
    assert claim.question_id == asked[1].id
    assert page.context() == "1 claim, 1 of them without a look for what speaks against"


def test_a_look_and_another_explanation_are_written_down(page: MemosPage, open_study: OpenStudy) -> None:
    for text in ("In what order?", "Trust comes first."):
        QTest.keyClicks(page.outline.field, text)
        QTest.keyClick(page.outline.field, Key.Key_Return)
    claim = next(each for each in outline(open_study.reader) if each.is_claim)
    for want, words in (
        (page.outline.claim.look_wanted.emit, "All passages on E&C read."),
        (lambda: page.outline.claim.explanation_wanted.emit(claim.id), "It is habit."),
    ):
        want()
        dialog = page.outline.findChild(MemoDialog)
        assert dialog is not None
        QTest.keyClicks(dialog.text, words)
        dialog.save()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    claim = next(each for each in outline(open_study.reader) if each.is_claim)
    assert [each.how for each in claim.looked] == ["All passages on E&C read."]
    assert [each.text for each in claim.explanations] == ["It is habit."]
    assert not claim.lacks_look


def test_a_passage_is_dropped_on_what_it_speaks_for(page: MemosPage, open_study: OpenStudy) -> None:
    against = page.outline.claim.findChildren(EvidencePart)[2]
    mime = as_mime("“Well, we trust each other now.”", [TranscriptSpan(1, 17, 47)])
    drop = QDropEvent(
        *(QPointF(5, 5), Qt.DropAction.CopyAction, mime),
        *(Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
    )
    against.dropEvent(drop)
    (hung,) = outline(open_study.reader)[-1].hung
    assert (hung.role, hung.span) == ("against", (17, 47))


def test_the_column_folds_into_a_drawer(page: MemosPage) -> None:
    assert page.outline.column.isVisible()
    page.resize(1024, 700)
    assert page.outline.hang.isVisible()
    assert not page.outline.column.isVisible()
    page.outline.hang.click()
    assert page.outline.column.isVisible()
    page.resize(1300, 700)
    assert page.outline.column.isVisible()
