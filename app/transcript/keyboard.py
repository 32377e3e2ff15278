"""What the keys do in the transcript.

Moves change the selection here; everything else becomes an intent that the page acts on:

    code (key, dimension alone)   picker (first letter)   unsure   stage (number)
    step_coding (+1 or -1)        take_off                take_selection          escape
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from coding.moves import Moves
from coding.study import Span

if TYPE_CHECKING:
    from app.transcript.view import TranscriptView

Key = Qt.Key
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_META = Qt.KeyboardModifier.MetaModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

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


class Keyboard:
    """The keys of one transcript view."""

    def __init__(self, view: "TranscriptView") -> None:
        """Act on this view."""
        self._view = view
        self._moves = _move_table()

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; tell whether it was one of ours."""
        if self._view.moves is None:
            return False
        modifiers = event.modifiers() & (_CTRL | _SHIFT | _ALT | _META)
        return (
            self._move(event, modifiers, self._view.moves)
            or self._scroll(event, modifiers)
            or self._act(event, modifiers)
            or self._type(event, modifiers)
        )

    def _move(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier, moves: Moves) -> bool:
        move = self._moves.get((event.key(), modifiers))
        if move is None:
            return False
        self._view.select(move(moves, self._view.selected))
        self._view.moved.emit("grow" if modifiers & _SHIFT else "move")
        return True

    def _scroll(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        bar = self._view.verticalScrollBar()
        if modifiers & (_CTRL | _ALT | _META):
            return False
        match event.key():
            case Key.Key_PageDown:
                bar.setValue(bar.value() + bar.pageStep())
            case Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep() * (-1 if modifiers & _SHIFT else 1))
            case _:
                return False
        return True

    def _act(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        say = self._view.intent.emit
        match event.key(), modifiers:
            case (Key.Key_Return | Key.Key_Enter, Qt.KeyboardModifier.NoModifier):
                say("picker", "")
            case (Key.Key_Return | Key.Key_Enter, Qt.KeyboardModifier.ControlModifier):
                say("take_selection", None)
            case (Key.Key_U, Qt.KeyboardModifier.ControlModifier):
                say("unsure", None)
            case (Key.Key_Delete | Key.Key_Backspace, Qt.KeyboardModifier.NoModifier):
                say("take_off", None)
            case (Key.Key_Down, Qt.KeyboardModifier.AltModifier):
                say("step_coding", 1)
            case (Key.Key_Up, Qt.KeyboardModifier.AltModifier):
                say("step_coding", -1)
            case (Key.Key_Escape, Qt.KeyboardModifier.NoModifier):
                say("escape", None)
            case _:
                return False
        return True

    def _type(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """Strand keys, stages, the question mark, and letters for the picker."""
        say = self._view.intent.emit
        if modifiers & (_ALT | _META):
            return False
        key = digit_row_key(event)
        if modifiers & _CTRL:
            if not key.isdigit() or key == "0" or modifiers & _SHIFT:
                return False
            say("stage", int(key) - 1)
        elif event.text() == "?":
            say("unsure", None)
        elif key:
            say("code", (key, bool(modifiers & _SHIFT)))
        elif len(event.text()) == 1 and event.text().isalpha():
            say("picker", event.text())
        else:
            return False
        return True


Move = Callable[[Moves, Span], Span]


def _move_table() -> dict[tuple[int, Qt.KeyboardModifier], Move]:
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
