"""A question with several answers at a time, in a menu of check boxes: at least one is on."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from coding.language import _
from coding.model.role_codes import in_words
from coding.text.names import shortened

T = TypeVar("T")
_NAMED, _LONGEST = 3, 32  # values that a button names, and letters of them


class _TickSignals(QMenu):
    changed = Signal()  # by the person
    shown_anew = Signal()  # whoever chose


class TickMenu(_TickSignals, Generic[T]):
    """Offers values with their words; all are on unless somebody takes one out."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Begin with nothing to offer."""
        super().__init__(on_a_button(label), parent)
        self.label = label
        self._actions: dict[T, QAction] = {}
        self._words: dict[T, str] = {}

    def offer(self, values: Mapping[T, str]) -> None:
        """Offer these values; those that were taken out stay out."""
        if values == self._words and list(values) == list(self._words):
            return
        out = {value for value, action in self._actions.items() if not action.isChecked()}
        for action in self._actions.values():
            self.removeAction(action)
            action.deleteLater()
        self._words = dict(values)
        self._actions = {value: self._action(value, words) for value, words in values.items()}
        self.choose([value for value in values if value not in out])

    def _action(self, value: T, words: str) -> QAction:
        action = self.addAction(on_a_button(words))
        action.setCheckable(True)
        action.setChecked(True)
        action.triggered.connect(partial(self._say, value))
        return action

    def _say(self, value: T) -> None:
        """Say that another choice was made; the last one that is on cannot be taken out."""
        if not any(action.isChecked() for action in self._actions.values()):
            self._actions[value].setChecked(True)
            return
        self.shown_anew.emit()
        self.changed.emit()

    @property
    def values(self) -> tuple[T, ...]:
        """The values that are on, in their order; none where all are."""
        on = tuple(value for value, action in self._actions.items() if action.isChecked())
        return () if len(on) == len(self._actions) else on

    @property
    def on(self) -> list[str]:
        """The words of what is on."""
        return [self._words[value] for value, action in self._actions.items() if action.isChecked()]

    @property
    def words(self) -> str:
        """What is on, in words: the names of one or two, else how many of how many."""
        if len(self.on) <= _NAMED:
            return shortened(in_words(self.on), _LONGEST)
        return _("{n} of {all}").format(n=len(self.on), all=len(self._actions))

    def choose(self, values: Collection[T]) -> None:
        """Put just these on without saying so; all where none of them is offered."""
        known = set(values) & set(self._actions) or set(self._actions)
        for value, action in self._actions.items():
            action.setChecked(value in known)
        self.shown_anew.emit()

    def action(self, value: T) -> QAction:
        """Return the entry of a value."""
        return self._actions[value]


def tick_button(menu: TickMenu[T]) -> QToolButton:
    """Return a button that says in bold words what is on, and opens the menu."""
    button = menu_button(menu.label, "word")
    give_menu(button, menu)
    menu.setParent(button, menu.windowFlags())

    def follow() -> None:
        words = menu.words
        button.setText(f"{on_a_button(words)} ▾")
        button.setAccessibleName(_("{label}: {value}").format(label=menu.label, value=words))

    menu.shown_anew.connect(follow)
    follow()
    return button
