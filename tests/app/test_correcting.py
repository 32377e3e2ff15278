"""Correcting the text by keyboard, in its place on the Code page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.shell.places import Place
from app.transcript.page import CodePage
from app.transcript.turn_editor import TurnEditor
from coding.model.study import Span, Transcript
from storage.operations.correcting import correct_turn
from storage.operations.interviews import InterviewDetails, add_interview
from storage.queries.codings import codings
from storage.queries.texts import transcript
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.app.conftest import RecordedNotices

NO = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
HEAD = "Well, we trust each other now."


@pytest.fixture
def page(code_page: CodePage) -> CodePage:
    return code_page


@pytest.fixture
def editor(page: CodePage) -> TurnEditor:
    """Open the head's turn, at its beginning."""
    QTest.keyClick(page.view, Key.Key_F2)
    return page.correcting.editor


def press(widget: QWidget, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    QTest.keyClick(widget, key, modifiers)


def stored(page: CodePage) -> Transcript:
    found = transcript(page.open_study.reader, 1)
    assert found is not None
    return found


def spoken(page: CodePage) -> list[str]:
    """Return who says what, a line a turn."""
    now = stored(page)
    labels = {speaker.id: speaker.label for speaker in now.speakers}
    return [f"{labels.get(turn.speaker_id or 0)}: {now.text[turn.start : turn.end]}" for turn in now.turns]


def passages(page: CodePage) -> list[str]:
    text = stored(page).text
    return [text[each.start : each.end] for each in sorted(codings(page.open_study.reader, 1))]


def test_f2_opens_the_turn_in_its_place(page: CodePage, editor: TurnEditor) -> None:
    assert editor.isVisible()
    assert (editor.words, editor.speaker.currentText()) == (HEAD, "Head")
    assert editor.text.hasFocus()
    row = page.view.row_of(17, page.view.rows())
    assert row is not None
    assert abs(editor.y() - (page.view.y() + row.top)) < 40


def test_a_typo_is_corrected_by_keyboard(page: CodePage, editor: TurnEditor) -> None:
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.End)
    press(editor.text, Key.Key_Backspace)
    QTest.keyClicks(editor.text, ", 1 2 = ? hsc!")
    press(editor.text, Key.Key_Return, CTRL)
    assert spoken(page)[1] == "Head: Well, we trust each other now, 1 2 = ? hsc!"
    assert passages(page)[0] == "we trust each other now, 1 2 = ? hsc!"
    assert not editor.isVisible()
    assert page.view.hasFocus()
    assert page.view.selected_text() == "Well, we trust each other now, 1 2 = ? hsc!"
    assert page.view.toPlainText() == stored(page).text


def test_undo_takes_it_back_and_the_page_follows(page: CodePage, editor: TurnEditor) -> None:
    before = stored(page), passages(page)
    editor.text.setPlainText("Well.")
    press(editor.text, Key.Key_Return, CTRL)
    assert page.view.toPlainText().splitlines()[1] == "Well."
    page.open_study.undo()
    assert (stored(page), passages(page)) == before
    assert page.view.toPlainText() == stored(page).text


def test_a_turn_is_split_at_the_cursor(page: CodePage, editor: TurnEditor) -> None:
    cursor = editor.text.textCursor()
    cursor.setPosition(HEAD.index("each"))
    editor.text.setTextCursor(cursor)
    press(editor.text, Key.Key_Return, CTRL_SHIFT)
    assert spoken(page)[1:3] == ["Head: Well, we trust", "Head: each other now."]
    assert editor.speaker.hasFocus()
    assert editor.words == "each other now."
    editor.speaker.setEditText("Deputy")
    press(editor.speaker, Key.Key_Return, CTRL)
    assert spoken(page)[2] == "Deputy: each other now."
    assert passages(page)[0] == "we trust\neach other now."


def test_a_turn_is_joined_with_the_one_before(page: CodePage, editor: TurnEditor) -> None:
    QTest.keyClicks(editor.text, "Oh. ")
    press(editor.text, Key.Key_Backspace, CTRL_SHIFT)
    assert spoken(page)[0] == f"Interviewer: How is it going? Oh. {HEAD}"
    assert editor.words == f"How is it going? Oh. {HEAD}"
    assert not editor.buttons["join"].isEnabled()


def test_a_new_speaker_is_typed(page: CodePage, editor: TurnEditor) -> None:
    editor.speaker.setEditText("Governor")
    press(editor.text, Key.Key_Return, CTRL)
    assert spoken(page)[1] == f"Governor: {HEAD}"
    page.open_study.undo()
    assert [speaker.label for speaker in stored(page).speakers] == ["Interviewer", "Head", "Deputy"]


def test_the_arrows_store_and_go_on(page: CodePage, editor: TurnEditor) -> None:
    QTest.keyClicks(editor.text, "Oh. ")
    press(editor.text, Key.Key_Down, CTRL)
    assert editor.words.startswith("And we say hard things.")
    assert spoken(page)[1] == f"Head: Oh. {HEAD}"
    press(editor.text, Key.Key_Down, CTRL)
    assert editor.words.startswith("And we say hard things.")
    press(editor.text, Key.Key_Up, CTRL)
    assert editor.words == f"Oh. {HEAD}"
    assert len(page.open_study.file.history()) == 2 + 1


def test_escape_stores_nothing_and_loses_nothing(
    page: CodePage, editor: TurnEditor, notices: RecordedNotices
) -> None:
    QTest.keyClicks(editor.text, "Oh. ")
    press(editor.text, Key.Key_Escape)
    assert not editor.isVisible()
    assert page.view.hasFocus()
    assert spoken(page)[1] == f"Head: {HEAD}"
    assert "not stored" in notices.lines[-1]
    press(page.view, Key.Key_F2)
    assert editor.words == f"Oh. {HEAD}"
    press(editor.text, Key.Key_Escape)
    notices.offers[-1].act()
    assert editor.isVisible()
    assert editor.words == f"Oh. {HEAD}"


def test_another_interview_leaves_the_turn_and_offers_the_way_back(
    page: CodePage, editor: TurnEditor, notices: RecordedNotices
) -> None:
    page.place_chosen.connect(page.go)
    page.open_study.perform(add_interview(InterviewDetails("Another")))
    QTest.keyClicks(editor.text, "Oh. ")
    page.go(Place("code", 2))
    assert not editor.isVisible()
    notices.offers[-1].act()
    assert page.interview_id == 1
    assert editor.words == f"Oh. {HEAD}"


def test_escape_without_typing_only_closes(
    page: CodePage, editor: TurnEditor, notices: RecordedNotices
) -> None:
    press(editor.text, Key.Key_Escape)
    assert (editor.isVisible(), notices.lines) == (False, [])


def test_what_would_be_lost_is_listed_before_it_goes(
    qtbot: QtBot, page: CodePage, editor: TurnEditor
) -> None:
    editor.text.setPlainText("Well.")
    qtbot.waitUntil(lambda: "loses" in editor.effect.text())
    assert editor.effect.text() == "1 coding loses all its words and goes: FG ✎ “we trust each other now.”"
    assert len(passages(page)) == 3
    editor.buttons["empty"].click()
    qtbot.waitUntil(lambda: editor.effect.text().startswith("Without words"))
    editor.buttons["store"].click()
    assert spoken(page)[1].startswith("Deputy")
    assert len(passages(page)) == 2


def test_what_would_change_is_named(qtbot: QtBot, page: CodePage, editor: TurnEditor) -> None:
    editor.text.setPlainText(HEAD.replace("now", "today"))
    qtbot.waitUntil(lambda: "go with" in editor.effect.text())
    assert editor.effect.text() == "These codings go with their words: FG ✎"
    assert passages(page)[0] == "we trust each other now."


def test_an_open_turn_follows_changes_from_elsewhere(page: CodePage, editor: TurnEditor) -> None:
    page.open_study.perform(correct_turn(1, "How is it going now?", 1))
    assert editor.words == HEAD
    assert page.correcting.turn is not None
    assert page.correcting.turn.start == 21
    QTest.keyClicks(editor.text, "Oh. ")
    page.open_study.undo()
    assert editor.words == f"Oh. {HEAD}"


def test_a_turn_that_goes_meanwhile_keeps_what_was_typed(
    page: CodePage, editor: TurnEditor, notices: RecordedNotices
) -> None:
    QTest.keyClicks(editor.text, "Oh. ")
    page.open_study.perform(correct_turn(2, "", 2))
    assert not editor.isVisible()
    assert "not stored" in notices.lines[-1]
    page.open_study.undo()
    page.view.select_span(Span(20, 25))
    press(page.view, Key.Key_F2)
    assert editor.words == f"Oh. {HEAD}"


def test_what_is_being_typed_when_the_study_closes_is_stored(page: CodePage, editor: TurnEditor) -> None:
    path = page.open_study.file.path
    QTest.keyClicks(editor.text, "Oh. ")
    page.open_study.close()
    with StudyFile.open(path) as study:
        found = transcript(study.reader, 1)
        assert found is not None
        assert "Oh. Well, we trust" in found.text


def test_an_editor_that_goes_while_its_study_closes_still_has_its_words_stored(
    page: CodePage, editor: TurnEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = page.open_study
    path, perform = study.file.path, study.perform

    def perform_slowly(operation: Operation[object]) -> object:
        done = perform(operation)  # on a slow disk the window goes on meanwhile
        delete(editor)
        return done

    monkeypatch.setattr(study, "perform", perform_slowly)
    QTest.keyClicks(editor.text, "Oh. ")
    study.close()
    with StudyFile.open(path) as stored:
        found = transcript(stored.reader, 1)
        assert found is not None
        assert "Oh. Well, we trust" in found.text


def test_a_refused_correction_stays_open(
    page: CodePage, editor: TurnEditor, notices: RecordedNotices
) -> None:
    press(editor.text, Key.Key_Return, CTRL_SHIFT)
    assert "split between two of its words" in notices.errors[-1].what
    assert editor.isVisible()
    assert editor.words == HEAD


def test_a_pair_of_units_is_one_character(page: CodePage, editor: TurnEditor) -> None:
    editor.text.setPlainText("😀😀 Well, 😀 yes")
    cursor = editor.text.textCursor()
    cursor.setPosition(len("😀😀 Well, ".encode("utf-16-le")) // 2)
    editor.text.setTextCursor(cursor)
    press(editor.text, Key.Key_Return, CTRL_SHIFT)
    assert spoken(page)[1:3] == ["Head: 😀😀 Well,", "Head: 😀 yes"]
