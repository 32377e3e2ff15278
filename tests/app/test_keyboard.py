"""What each key means in the transcript."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.transcript.keyboard import Intent, Move, Scroll, read_key
from coding.model.study import Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.moves import Moves

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier

TEXT = "What then?\nWe met. We talked for long. Then it was over.\nAnd now?\nNow we trust."
SPEAKERS = (
    Speaker(1, "Interviewer", SpeakerKind.INTERVIEWER, None),
    Speaker(2, "Head", SpeakerKind.PARTICIPANT, None),
)
TURNS = (
    Turn(1, 0, 10, 1, None),
    Turn(2, 11, 56, 2, None),
    Turn(3, 57, 65, 1, None),
    Turn(4, 66, 79, 2, None),
)
MOVES = Moves(Transcript(1, TEXT, TURNS, SPEAKERS, ()))
TALKED = Span(19, 38)


def event(key: Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("key", "modifiers", "selected"),
    [
        (Key.Key_Down, NONE, "Then it was over."),
        (Key.Key_Up, NONE, "We met."),
        (Key.Key_Down, CTRL, "Now we trust."),
        (Key.Key_Up, CTRL, "We met. We talked for long. Then it was over."),
        (Key.Key_Down, SHIFT, "We talked for long. Then it was over."),
        (Key.Key_Right, NONE, "talked for long."),
        (Key.Key_Left, NONE, "met. We talked for long."),
        (Key.Key_Right, SHIFT, "We talked for long. Then"),
        (Key.Key_Left, SHIFT, "We talked for long"),
        (Key.Key_Right, CTRL, "e talked for long."),
        (Key.Key_Left, CTRL | SHIFT, "We talked for long"),
        (Key.Key_Home, SHIFT, "We met. We talked for long."),
        (Key.Key_End, SHIFT, "We talked for long. Then it was over."),
        (Key.Key_Home, NONE, "We met."),
        (Key.Key_End, NONE, "Then it was over."),
        (Key.Key_Home, CTRL, "We met."),
        (Key.Key_End, CTRL, "Now we trust."),
    ],
)
def test_moves(key: Key, modifiers: Qt.KeyboardModifier, selected: str) -> None:
    move = read_key(event(key, modifiers))
    assert isinstance(move, Move)
    span = move.to(MOVES, TALKED)
    assert TEXT[span.start : span.end] == selected
    assert move.extends == bool(modifiers & SHIFT)


@pytest.mark.parametrize(
    ("key", "modifiers", "pages"),
    [
        (Key.Key_PageDown, NONE, 1),
        (Key.Key_PageUp, NONE, -1),
        (Key.Key_Space, NONE, 1),
        (Key.Key_Space, SHIFT, -1),
    ],
)
def test_scrolling(key: Key, modifiers: Qt.KeyboardModifier, pages: int) -> None:
    assert read_key(event(key, modifiers, " " if key == Key.Key_Space else "")) == Scroll(pages)


@pytest.mark.parametrize("key", [Key.Key_PageDown, Key.Key_PageUp])
def test_the_windows_own_keys_do_not_scroll(key: Key) -> None:
    assert read_key(event(key, CTRL)) is None


@pytest.mark.parametrize(
    ("pressed", "intent"),
    [
        (event(Key.Key_Return), Intent("picker", "")),
        (event(Key.Key_H, text="h"), Intent("picker", "h")),
        (event(Key.Key_H, SHIFT, "H"), Intent("picker", "H")),
        (event(Key.Key_Question, SHIFT, "?"), Intent("unsure")),
        (event(Key.Key_U, CTRL, "\x15"), Intent("unsure")),
        (event(Key.Key_2, CTRL), Intent("stage", 1)),
        (event(Key.Key_2, CTRL | SHIFT), Intent("direction", 1)),
        (event(Key.Key_At, CTRL | SHIFT), Intent("direction", 1)),  # as the US board says it
        (event(Key.Key_Delete), Intent("take_off")),
        (event(Key.Key_Return, CTRL), Intent("take_selection")),
        (event(Key.Key_Down, ALT), Intent("step_coding", 1)),
        (event(Key.Key_Up, ALT), Intent("step_coding", -1)),
        (event(Key.Key_Escape), Intent("escape")),
        (event(Key.Key_7, text="7"), Intent("code", ("7", False))),
        (event(Key.Key_Equal, text="="), Intent("code", ("=", False))),
        (event(Key.Key_Ampersand, SHIFT, "&"), Intent("code", ("7", True))),
        (event(Key.Key_3, KEYPAD, "3"), Intent("code", ("3", False))),
    ],
)
def test_what_is_done_with_the_selection(pressed: QKeyEvent, intent: Intent) -> None:
    assert read_key(pressed) == intent


@pytest.mark.parametrize(
    "pressed",
    [
        event(Key.Key_0, CTRL),  # the usual size of the text
        event(Key.Key_5, CTRL | SHIFT),  # there are four directions
        event(Key.Key_1, ALT, "1"),  # a page
        event(Key.Key_H, ALT, "h"),
        event(Key.Key_Plus, KEYPAD, "+"),
        event(Key.Key_F8),
        event(Key.Key_Comma, text=","),
    ],
)
def test_what_is_left_to_others(pressed: QKeyEvent) -> None:
    assert read_key(pressed) is None


@pytest.mark.skipif(sys.platform != "linux", reason="other boards count otherwise")
@pytest.mark.parametrize(
    ("scan", "key", "text", "strand"),
    [
        (10, Key.Key_Ampersand, "&", "1"),  # French
        (19, Key.Key_Agrave, "à", "0"),
        (20, Key.Key_ssharp, "ß", "-"),  # German
        (21, Key.Key_Dead_Acute, "", "="),
    ],
)
def test_the_digit_row_is_read_by_position(scan: int, key: Key, text: str, strand: str) -> None:
    assert read_key(event(key, NONE, text, scan)) == Intent("code", (strand, False))


@pytest.mark.skipif(sys.platform != "linux", reason="other boards count otherwise")
def test_directions_are_read_by_position() -> None:
    assert read_key(event(Key.Key_2, CTRL | SHIFT, "2", 11)) == Intent("direction", 1)  # French: é
    assert read_key(event(Key.Key_QuoteDbl, CTRL | SHIFT, '"', 11)) == Intent("direction", 1)  # German


@pytest.mark.skipif(sys.platform != "linux", reason="other boards count otherwise")
def test_a_letter_beside_the_digit_row_is_a_letter() -> None:
    assert read_key(event(Key.Key_Q, NONE, "q", 24)) == Intent("picker", "q")
    assert read_key(event(Key.Key_1, NONE, "x", 9)) == Intent("picker", "x")
