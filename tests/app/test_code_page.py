"""Coding a passage by keyboard and mouse: the transcript page over a real study."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import app.transcript.page as page_module
from app.shell.open_study import OpenStudy
from app.transcript.page import CodePage
from coding.model.study import Coding, Span, Speaker, SpeakerKind, State, Transcript, Turn
from coding.text.codings_on_text import CodingsOnText
from storage.operations.codings import Pick, toggle_code
from storage.operations.correcting import correct_turn
from storage.queries.blank_edges import blank_edges
from storage.queries.codings import codings
from storage.queries.tree import reading_states
from storage.study.journal import Changes

# "Well, we trust each other now." carries HSC; "And we say hard things." HSC and E&C (dumps.py).
TRUST, HARD = Span(17, 47), Span(48, 71)
NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def page(code_page: CodePage) -> CodePage:
    return code_page


def stored(page: CodePage) -> list[Coding]:
    return codings(page.open_study.reader, 1)


def short(page: CodePage, coding: Coding) -> str:
    return page.open_study.framework.by_id[coding.code_id].short


def press(page: CodePage, *keys: Key | tuple[Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        code, modifiers = key if isinstance(key, tuple) else (key, NO)
        QTest.keyClick(page.view, code, modifiers)


def codes_on(page: CodePage, span: Span) -> list[str]:
    return sorted(short(page, coding) for coding in stored(page) if coding.span == span)


def stage_of(page: CodePage) -> int | None:
    coding = page.view.current_coding
    assert coding is not None
    return coding.stage_id


def test_opens_on_the_first_sentence_of_a_participant(page: CodePage) -> None:
    assert page.view.selected == TRUST
    assert page.view.textCursor().selectedText() == "Well, we trust each other now."


def test_one_passage_with_two_strands_is_two_keys(page: CodePage) -> None:
    press(page, Key.Key_Down, (Key.Key_Right, SHIFT), Key.Key_1, Key.Key_2)
    assert codes_on(page, page.view.selected) == ["JPD", "M&C"]


def test_each_key_is_on_disk_at_once(page: CodePage) -> None:
    before = len(stored(page))
    press(page, Key.Key_1)
    assert len(stored(page)) == before + 1


def test_what_a_key_changes_is_followed_without_reading_the_interview_anew(
    qtbot: QtBot, page: CodePage
) -> None:
    with qtbot.assertNotEmitted(page.interview_shown):
        press(page, Key.Key_1, Key.Key_1)
        page.toggle_done()
        page.open_study.undo()
    with qtbot.waitSignal(page.interview_shown):
        page.open_study.perform(correct_turn(2, "Well, we do not.", None))


def test_the_same_key_takes_it_off_and_leaves_the_others(page: CodePage) -> None:
    page.view.select_span(HARD)
    on_it = codes_on(page, HARD)
    press(page, Key.Key_1)
    press(page, Key.Key_1)
    assert codes_on(page, HARD) == on_it


def test_inside_a_passage_nothing_is_stored_and_it_becomes_selected(page: CodePage) -> None:
    before = stored(page)
    coding = next(c for c in before if c.span == HARD)
    said: list[str] = []
    page.commands.said.connect(said.append)
    page.view.select_span(Span(52, 58))
    page.commands.code_selection(coding.code_id)
    assert stored(page) == before
    assert page.view.selected == HARD
    assert page.view.current_id == coding.id
    assert said[-1].startswith(f"Already {short(page, coding)}")


def test_partial_overlap_grows_in_one_step(page: CodePage) -> None:
    coding = next(c for c in stored(page) if c.span == HARD)
    before = stored(page)
    page.view.select_span(Span(60, 97))
    page.commands.code_selection(coding.code_id)
    assert page.view.selected == Span(48, 97)
    page.open_study.undo()
    assert stored(page) == before


def test_shift_codes_the_dimension_alone_and_a_strand_then_replaces_it(page: CodePage) -> None:
    page.view.select_span(Span(23, 30))
    press(page, (Key.Key_1, SHIFT))
    assert codes_on(page, Span(23, 30)) == ["PD"]
    press(page, Key.Key_2)
    assert codes_on(page, Span(23, 30)) == ["M&C"]


def hold(page: CodePage, key: Key, text: str = "", modifiers: Qt.KeyboardModifier = NO) -> None:
    """Press a key and hold it down until it has come 200 times more."""
    for is_again in (False, *[True] * 200):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, text, is_again)
        QApplication.sendEvent(page.view, event)


@pytest.mark.parametrize(
    ("key", "text", "modifiers"),
    [
        (Key.Key_1, "1", NO),
        (Key.Key_8, "*", SHIFT),
        (Key.Key_Delete, "", NO),
        (Key.Key_U, "", CTRL),
        (Key.Key_1, "1", CTRL),
    ],
)
def test_a_key_held_down_acts_once(
    page: CodePage, key: Key, text: str, modifiers: Qt.KeyboardModifier
) -> None:
    press(page, Key.Key_2)
    before = len(page.open_study.file.history())
    hold(page, key, text, modifiers)
    assert len(page.open_study.file.history()) == before + 1


def test_a_key_that_moves_goes_on_as_long_as_it_is_held(page: CodePage) -> None:
    first = page.view.selected
    hold(page, Key.Key_Right)
    assert page.view.selected.start > first.start + 10


def test_question_mark_and_ctrl_u_say_unsure(page: CodePage) -> None:
    press(page, Key.Key_1)
    QTest.keyClicks(page.view, "?")
    assert page.view.current_coding is not None
    assert [c.unsure for c in stored(page) if short(page, c) == "JPD"] == [True]
    press(page, (Key.Key_U, CTRL))
    assert [c.unsure for c in stored(page) if short(page, c) == "JPD"] == [False]


def test_ctrl_digit_sets_and_clears_the_stage(page: CodePage) -> None:
    press(page, Key.Key_1, (Key.Key_2, CTRL))
    stage = page.open_study.framework.stages[1]
    assert stage_of(page) == stage.id
    press(page, (Key.Key_2, CTRL))
    assert stage_of(page) is None


def test_ctrl_shift_digit_sets_and_clears_the_direction(page: CodePage) -> None:
    def label() -> str:
        assert page.view.current_coding is not None
        return page.view.looks.label(page.view.current_coding)

    press(page, Key.Key_1, (Key.Key_2, CTRL), (Key.Key_At, CTRL | SHIFT))
    assert label() == "JPD lacks · B"
    press(page, (Key.Key_Dollar, CTRL | SHIFT))
    assert label() == "JPD wishes · B"
    press(page, (Key.Key_Dollar, CTRL | SHIFT))
    assert label() == "JPD · B"


def test_delete_takes_off_the_current_coding_only(page: CodePage) -> None:
    press(page, Key.Key_1, Key.Key_2, Key.Key_Delete)
    assert "JPD" in codes_on(page, TRUST)
    assert "M&C" not in codes_on(page, TRUST)


def test_ctrl_enter_gives_the_passage_the_selection(page: CodePage) -> None:
    press(page, Key.Key_1, Key.Key_2)
    page.view.select(Span(23, 47), page.view.current_id)
    press(page, (Key.Key_Return, CTRL))
    assert {"JPD", "M&C"} <= set(codes_on(page, Span(23, 47)))


def test_every_act_on_a_coding_says_what_it_did(page: CodePage) -> None:
    said: list[str] = []
    page.commands.said.connect(said.append)
    press(page, Key.Key_1, Key.Key_Question, Key.Key_Question, (Key.Key_2, CTRL), (Key.Key_2, CTRL))
    press(page, (Key.Key_2, CTRL | SHIFT), (Key.Key_2, CTRL | SHIFT))
    page.view.select(Span(23, 47), page.view.current_id)
    press(page, (Key.Key_Return, CTRL), Key.Key_Delete)
    assert said == [
        "Coded JPD.",
        "JPD is unsure.",
        "JPD is sure.",
        "JPD shows the stage Developing.",
        "JPD shows no stage.",
        "The passage lacks JPD.",
        "JPD has no direction.",
        "JPD has the new passage.",
        "Removed JPD.",
    ]


def test_alt_down_goes_from_coding_to_coding(page: CodePage) -> None:
    page.view.select(Span(0, 5))
    seen: list[int | None] = []
    for _step in range(3):
        press(page, (Key.Key_Down, ALT))
        seen.append(page.view.current_id)
    assert seen == [c.id for c in sorted(stored(page), key=lambda c: (c.start, -c.end, c.id))]


def test_letters_ask_for_the_picker(page: CodePage) -> None:
    letters: list[str] = []

    def note(letter: str, _line: QRect) -> None:
        letters.append(letter)

    page.commands.picker_wanted.connect(note)
    press(page, Key.Key_H)
    assert letters == ["h"]


def test_escape_shrinks_the_selection(page: CodePage) -> None:
    page.view.select(Span(17, 97))
    press(page, Key.Key_Escape)
    assert page.view.selected == TRUST


def test_ctrl_shift_d_says_done(page: CodePage) -> None:
    page.toggle_done()
    assert reading_states(page.open_study.reader, page.open_study.coder_ids) == {1: State.DONE}


def point_of(page: CodePage, position: int) -> QPoint:
    row = page.view.row_of(position, page.view.rows())
    assert row is not None
    return QPointF(row.x(position) + 2, row.top + row.height / 2).toPoint()


def test_a_click_selects_the_sentence(page: CodePage) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(page, 55))
    assert page.view.selected == HARD


def test_the_interviewer_is_still_clickable(page: CodePage) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(page, 3))
    assert page.view.selected == Span(0, 16)


def test_shift_click_extends(page: CodePage) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(page, 20))
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, point_of(page, 55))
    assert page.view.selected == Span(17, 71)


def test_a_drag_selects_whole_words(page: CodePage) -> None:
    port = page.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=point_of(page, 24))
    QTest.mouseMove(port, point_of(page, 34))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=point_of(page, 34))
    assert page.view.selected_text() == "we trust each"[: len(page.view.selected_text())]
    assert page.view.selected.start == 23


def test_a_click_on_a_bracket_selects_its_passage(page: CodePage) -> None:
    margin = page.pane.brackets
    page.grab()
    coding = next(c for c in stored(page) if c.span == HARD)
    chip = next(b.chip for b in margin.placed if b.coding.id == coding.id)
    QTest.mouseClick(margin, Qt.MouseButton.LeftButton, pos=chip.center().toPoint())
    assert page.view.selected == HARD
    assert page.view.current_id == coding.id


def test_a_coded_passage_is_tinted(page: CodePage) -> None:
    page.view.select_span(Span(0, 16))
    plain = _colours(page)
    page.view.select_span(TRUST)
    press(page, Key.Key_1)
    page.view.select_span(Span(0, 16))
    assert _colours(page) != plain


def _colours(page: CodePage) -> QImage:
    return page.view.viewport().grab().toImage()


ACTS: list[Callable[[CodePage], object]] = [
    lambda page: press(page, Key.Key_1),
    lambda page: press(page, Key.Key_Delete),
    lambda page: press(page, Key.Key_Down),
    lambda page: press(page, (Key.Key_Down, ALT)),
    lambda page: page.view.select_span(Span(0, 60)),
    lambda page: (press(page, Key.Key_1), page.open_study.undo()),
    lambda page: page.open_study.perform(toggle_code(1, *HARD, 15)),
]


@pytest.mark.parametrize("act", ACTS)
def test_only_the_lines_that_look_otherwise_are_painted(
    page: CodePage, act: Callable[[CodePage], object]
) -> None:
    page.view.select_span(TRUST)
    _on_screen(page)
    act(page)
    after = _on_screen(page)
    page.view.viewport().update()
    assert after == _on_screen(page)


def _on_screen(page: CodePage) -> QImage:
    """Return what has been painted of the text; a grab would paint all of it anew."""
    QApplication.processEvents()
    port = page.view.viewport()
    corner = port.mapTo(page, QPoint(0, 0))
    window = int(page.winId())
    return page.screen().grabWindow(window, corner.x(), corner.y(), port.width(), port.height()).toImage()


def test_undo_from_elsewhere_moves_the_brackets(page: CodePage) -> None:
    press(page, Key.Key_1)
    count = len(page.codings)
    page.open_study.undo()
    assert len(page.codings) == count - 1


def test_find_marks_and_selects(page: CodePage) -> None:
    page.open_find()
    page.find_bar.field.setText("HARD")
    assert page.view.selected_text() == "hard"
    page.find_bar.field.setText("nowhere")
    assert page.view.hits == []


def test_coding_begins_the_reading(page: CodePage) -> None:
    press(page, Key.Key_1)
    assert reading_states(page.open_study.reader, page.open_study.coder_ids) == {1: State.BEING_READ}


def test_another_width_keeps_the_line_on_top(qtbot: QtBot, open_study: OpenStudy) -> None:
    page = CodePage(open_study)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    text = " ".join(f"Sentence number {number}." for number in range(900))
    turns = (Turn(1, 0, len(text), None, None),)
    page.pane.show_transcript(Transcript(1, text, turns, (), ()), CodingsOnText(), page.view.looks)
    page.view.select_span(Span(9000, 9020))
    page.grab()
    for width in (620, 1100):
        page.resize(width, 700)
        page.grab()
        shown = page.view.visible_span()
        assert shown.start <= 9000 < shown.end


def test_a_turn_is_set_off_and_the_interviewer_is_dimmed(page: CodePage) -> None:
    text = "How is it?\nAnd why?\nWell.\nThat is all.\nThanks."
    turns = (Turn(1, 0, 19, 1, None), Turn(2, 20, 38, 2, None), Turn(3, 39, 46, 1, None))
    speakers = (
        Speaker(1, "Interviewer", SpeakerKind.INTERVIEWER, None),
        Speaker(2, "Head", SpeakerKind.PARTICIPANT, None),
    )
    transcript = Transcript(1, text, turns, speakers, ())
    page.pane.show_transcript(transcript, CodingsOnText(), page.view.looks)
    rows = page.view.rows()
    steps = [round(below.top - above.top) - rows[0].height for above, below in pairwise(rows)]
    assert [step > 0 for step in steps] == [False, True, False, True]
    blocks = [page.view.document().findBlockByNumber(number) for number in range(5)]
    assert [bool(block.layout().formats()) for block in blocks] == [True, True, False, False, True]


@pytest.mark.parametrize("modifiers", [NO, ALT])
def test_a_drag_past_the_end_of_a_line_ends_at_its_last_letter(
    page: CodePage, modifiers: Qt.KeyboardModifier
) -> None:
    port = page.view.viewport()
    end = point_of(page, TRUST.end - 1) + QPoint(150, 0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, modifiers, point_of(page, 24))
    below = QPoint(1, point_of(page, HARD.start).y())
    for at in (end, below if modifiers == ALT else end):
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), port.mapToGlobal(QPointF(at)), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, modifiers,
        )  # fmt: skip
        QApplication.sendEvent(port, move)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifiers, end)
    assert page.view.selected.end == TRUST.end


@pytest.mark.parametrize("span", [Span(16, 48), Span(12, 17), Span(17, 23), Span(22, 72)])
def test_no_coding_is_stored_that_begins_or_ends_with_a_blank(page: CodePage, span: Span) -> None:
    before = {coding.id for coding in stored(page)}
    page.view.select(span)
    press(page, Key.Key_1)
    page.view.select(span)
    page.commands.apply_picks((Pick(page.open_study.framework.codes[3].id),))
    page.view.code_dropped.emit(page.open_study.framework.codes[4].id, span)
    made = [coding for coding in stored(page) if coding.id not in before]
    assert len(made) == 3
    assert blank_edges(page.open_study.reader) == []


def test_a_passage_that_was_stored_with_a_blank_still_loses_its_strand_by_its_key(page: CodePage) -> None:
    page.open_study.perform(toggle_code(1, 16, 48, page.open_study.framework.with_key("1").id))  # type: ignore[union-attr]
    page.view.select_span(Span(16, 48))
    press(page, Key.Key_1)
    assert codes_on(page, Span(16, 48)) == []


def test_what_assistive_technology_selects_is_selected(page: CodePage) -> None:
    reader = QAccessible.queryAccessibleInterface(page.view).textInterface()
    reader.setSelection(0, 20, 34)
    assert page.view.selected_text() == page.view.textCursor().selectedText() == "l, we trust ea"
    reader.setSelection(0, HARD.start, HARD.end + 1)
    assert page.view.selected == HARD
    assert page.view.current_coding is not None
    reader.setCursorPosition(TRUST.start + 8)
    assert page.view.selected == TRUST
    press(page, Key.Key_1)
    assert "JPD" in codes_on(page, TRUST)


def test_very_many_codings_are_not_followed_one_by_one(
    code_page: CodePage, open_study: OpenStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = list[Changes]()
    monkeypatch.setattr(page_module, "_MANY", 0)
    monkeypatch.setattr(code_page, "_follow_codings", followed.append)
    before = len(code_page.codings)
    open_study.perform(toggle_code(1, 0, 5, 15))
    assert len(code_page.codings) == before + 1
    open_study.undo()
    assert (len(code_page.codings), followed) == (before, [])
