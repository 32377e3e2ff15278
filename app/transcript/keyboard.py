"""What the keys mean in the transcript: a move of the selection, a scroll, or something to do.

Intents and their details, which the page acts on:

    code (key, dimension alone)   picker (first letter)   unsure   stage (number)   direction (number)
    step_coding (+1 or -1)        take_off                take_selection          escape
    step_remark (+1 or -1)        say_question            correct
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from coding.model.code_labels import SAID
from coding.model.study import Span
from coding.text.moves import Moves

Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Move:
    """Another selection, worked out from the present one; ``extends`` tells growing from going."""

    to: Callable[[Moves, Span], Span]
    extends: bool


@dataclass(frozen=True, slots=True)
class Scroll:
    """So many pages down; the selection stays."""

    pages: int


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that is to be done with the selection."""

    name: str
    detail: Any = None


Meaning = Move | Scroll | Intent

STRAND_KEYS = "1234567890-="

# The digit row by position: it works on French and German keyboards. Scan codes of X11 (evdev plus
# 8) and Windows; macOS gives virtual keys of its own.
_MAC_ROW = (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24)
_FIRST_IN_ROW = 2 if sys.platform == "win32" else 10


def digit_row_key(event: QKeyEvent) -> str:
    """Return the strand key pressed, by its position on the board; keypad digits too; else ""."""
    if event.modifiers() & _KEYPAD:
        return event.text() if event.text() in STRAND_KEYS and event.text() else ""
    if sys.platform == "darwin":
        code = event.nativeVirtualKey()
        return STRAND_KEYS[_MAC_ROW.index(code)] if code in _MAC_ROW else ""
    if scan := event.nativeScanCode():
        at = scan - _FIRST_IN_ROW
        return STRAND_KEYS[at] if 0 <= at < len(STRAND_KEYS) else ""
    return _by_character(event)


def _by_character(event: QKeyEvent) -> str:
    """Tell the key without a scan code, as synthetic events come, by a key of the US board."""
    unshifted = dict(zip("!@#$%^&*()_+", STRAND_KEYS, strict=True))
    try:
        character = chr(event.key())
    except ValueError:
        return ""
    character = unshifted.get(character, character)
    return character if character in STRAND_KEYS else ""


def read_key(event: QKeyEvent) -> Meaning | None:
    """Return what a key asks of the transcript, or None for a key that is not ours."""
    modifiers = event.modifiers() & (_CTRL | _SHIFT | _ALT | _META)
    move = _MOVES.get((event.key(), modifiers))
    if move is not None:
        return Move(move, extends=bool(modifiers & _SHIFT))
    return _scrolling(event, modifiers) or _INTENTS.get((event.key(), modifiers)) or _typing(event, modifiers)


def _scrolling(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> Scroll | None:
    if modifiers & (_CTRL | _ALT | _META):
        return None
    match event.key():
        case Key.Key_PageDown:
            return Scroll(1)
        case Key.Key_PageUp:
            return Scroll(-1)
        case Key.Key_Space:
            return Scroll(-1 if modifiers & _SHIFT else 1)
        case _:
            return None


def _typing(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> Intent | None:
    """Read strand keys, stages, directions, the question mark, and letters for the picker."""
    if modifiers & (_ALT | _META):
        return None
    key = digit_row_key(event)
    if modifiers & _CTRL:
        return said_by_digit(key, with_shift=bool(modifiers & _SHIFT))
    if event.text() == "?":
        return Intent("unsure")
    if key:
        return Intent("code", (key, bool(modifiers & _SHIFT)))
    if len(event.text()) == 1 and event.text().isalpha():
        return Intent("picker", event.text())
    return None


def said_by_digit(key: str, *, with_shift: bool) -> Intent | None:
    """Return what a key of the digit row says with Ctrl: a stage, with Shift too a direction, by number."""
    if not key.isdigit() or key == "0":
        return None
    if not with_shift:
        return Intent("stage", int(key) - 1)
    return Intent("direction", int(key) - 1) if int(key) <= len(SAID) else None


def _move_table() -> dict[tuple[int, Qt.KeyboardModifier], Callable[[Moves, Span], Span]]:
    none = Qt.KeyboardModifier.NoModifier
    return {
        (Key.Key_Down, none): lambda m, s: m.next_sentence(s),
        (Key.Key_Up, none): lambda m, s: m.previous_sentence(s),
        (Key.Key_Down, _CTRL): lambda m, s: m.next_turn(s),
        (Key.Key_Up, _CTRL): lambda m, s: m.previous_turn(s),
        (Key.Key_Down, _SHIFT): lambda m, s: m.extend_by_sentence(s, 1),
        (Key.Key_Up, _SHIFT): lambda m, s: m.extend_by_sentence(s, -1),
        (Key.Key_Down, _SHIFT | _CTRL): lambda m, s: m.extend_by_turn(s, 1),
        (Key.Key_Up, _SHIFT | _CTRL): lambda m, s: m.extend_by_turn(s, -1),
        (Key.Key_Right, none): lambda m, s: m.move_start_by_word(s, 1),
        (Key.Key_Left, none): lambda m, s: m.move_start_by_word(s, -1),
        (Key.Key_Right, _SHIFT): lambda m, s: m.move_end_by_word(s, 1),
        (Key.Key_Left, _SHIFT): lambda m, s: m.move_end_by_word(s, -1),
        (Key.Key_Right, _CTRL): lambda m, s: m.move_start_by_character(s, 1),
        (Key.Key_Left, _CTRL): lambda m, s: m.move_start_by_character(s, -1),
        (Key.Key_Right, _SHIFT | _CTRL): lambda m, s: m.move_end_by_character(s, 1),
        (Key.Key_Left, _SHIFT | _CTRL): lambda m, s: m.move_end_by_character(s, -1),
        (Key.Key_Home, _SHIFT): lambda m, s: m.to_turn_start(s),
        (Key.Key_End, _SHIFT): lambda m, s: m.to_turn_end(s),
        (Key.Key_Home, none): lambda m, s: m.first_in_turn(s),
        (Key.Key_End, none): lambda m, s: m.last_in_turn(s),
        (Key.Key_Home, _CTRL): lambda m, _s: m.first(),
        (Key.Key_End, _CTRL): lambda m, _s: m.last(),
    }


REPEATED = frozenset({"step_coding", "step_remark"})  # intents that go on as long as their key is held down

_MOVES = _move_table()
_NONE = Qt.KeyboardModifier.NoModifier
_INTENTS: dict[tuple[int, Qt.KeyboardModifier], Intent] = {
    (Key.Key_Return, _NONE): Intent("picker", ""),
    (Key.Key_Enter, _NONE): Intent("picker", ""),
    (Key.Key_Return, _CTRL): Intent("take_selection"),
    (Key.Key_Enter, _CTRL): Intent("take_selection"),
    (Key.Key_U, _CTRL): Intent("unsure"),
    (Key.Key_Delete, _NONE): Intent("take_off"),
    (Key.Key_Backspace, _NONE): Intent("take_off"),
    (Key.Key_Down, _ALT): Intent("step_coding", 1),
    (Key.Key_Up, _ALT): Intent("step_coding", -1),
    (Key.Key_PageDown, _ALT): Intent("step_remark", 1),
    (Key.Key_PageUp, _ALT): Intent("step_remark", -1),
    (Key.Key_Q, _ALT): Intent("say_question"),
    (Key.Key_Escape, _NONE): Intent("escape"),
    (Key.Key_F2, _NONE): Intent("correct"),
}
