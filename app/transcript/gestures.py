"""What the mouse does in the transcript: click a sentence, drag by words, Alt+drag by characters."""

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from coding.model.study import Span
from coding.text.moves import Moves


class Selectable(Protocol):
    """What a text has to offer for the mouse to select in it; spans and positions in code points."""

    moves: Moves | None

    @property
    def selected(self) -> Span:
        """What is selected."""
        ...

    def select(self, span: Span) -> None:
        """Select a span."""
        ...

    def position_at(self, point: QPointF) -> int:
        """Return the position under a point."""
        ...


class MouseSelecting:
    """Turns the mouse's moves over a transcript view into selections."""

    def __init__(self, view: Selectable) -> None:
        """Select in this text."""
        self._view = view
        self._pressed_at: int | None = None
        self._pressed_point = None
        self._dragging = False
        self._since_double = QElapsedTimer()

    def press(self, event: QMouseEvent) -> None:
        """Select the sentence under the pointer; with Shift, extend to it; a third click takes the turn."""
        moves = self._view.moves
        if moves is None or event.button() != Qt.MouseButton.LeftButton:
            return
        position = self._view.position_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select(moves, self._view.selected.union(moves.sentence_at(position)))
            return
        if self._third_click():
            self._select(moves, moves.turn_span(position))
            return
        self._pressed_at, self._pressed_point, self._dragging = position, event.position(), False

    def _third_click(self) -> bool:
        interval = QApplication.doubleClickInterval()
        return self._since_double.isValid() and self._since_double.elapsed() < interval

    def move(self, event: QMouseEvent) -> None:
        """Extend the selection while the button is down."""
        moves = self._view.moves
        if moves is None or self._pressed_at is None or self._pressed_point is None:
            return
        distance = (event.position() - self._pressed_point).manhattanLength()
        if not self._dragging and distance < QApplication.startDragDistance():
            return
        self._dragging = True
        position = self._view.position_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            low, high = sorted((self._pressed_at, position))
            if low < high:
                self._select(moves, Span(low, high))
        else:
            self._select(moves, moves.words_between(self._pressed_at, position))

    def _select(self, moves: Moves, span: Span) -> None:
        """Select what is left without blanks and line breaks at the ends, whatever was reached."""
        self._view.select(moves.letters_of(span))

    def release(self, _event: QMouseEvent) -> None:
        """End a drag; a click without one selects the sentence."""
        moves = self._view.moves
        if moves is not None and self._pressed_at is not None and not self._dragging:
            self._view.select(moves.sentence_at(self._pressed_at))
        self._pressed_at, self._dragging = None, False

    def double(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        moves = self._view.moves
        if moves is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._select(moves, moves.word_at(self._view.position_at(event.position())))
        self._since_double.start()


def take_only(event: QDragEnterEvent | QDragMoveEvent, kind: str) -> None:
    """Take what is dragged if it is of this kind."""
    if event.mimeData().hasFormat(kind):
        event.acceptProposedAction()
    else:
        event.ignore()
