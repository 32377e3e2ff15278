"""A question whose answers stand in a menu: one of them is on."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from coding.language import _

T = TypeVar("T")


class _ChoiceSignals(QMenu):
    changed = Signal()  # by the person
    shown_anew = Signal()  # whoever chose: what is on, or its words


class ChoiceMenu(_ChoiceSignals, Generic[T]):
    """Offers values with their words. The first is the usual one; any other departs from it."""

    def __init__(self, label: str, values: Mapping[T, str], parent: QWidget | None = None) -> None:
        """Offer these values; the first is on."""
        super().__init__(on_a_button(label), parent)
        self.label = label
        self.setToolTipsVisible(True)
        self._actions: dict[T, QAction] = {}
        self._words: dict[T, str] = {}
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._say)
        self.offer(values)

    def offer(self, values: Mapping[T, str]) -> None:
        """Offer these values; the one that is on stays on if it is among them, else the first is."""
        if values == self._words and list(values) == list(self._words):
            return
        on = next((value for value, action in self._actions.items() if action.isChecked()), None)
        for action in self._actions.values():
            self.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        self._words = dict(values)
        self._actions = {value: self._action(words) for value, words in values.items()}
        self._actions[on if on in self._actions else next(iter(values))].setChecked(True)
        self.shown_anew.emit()

    def _action(self, words: str) -> QAction:
        action = self.addAction(on_a_button(words))
        action.setCheckable(True)
        self._group.addAction(action)
        return action

    def changeEvent(self, event: QEvent) -> None:
        """Let the button be pressed only while there is something to choose."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.shown_anew.emit()

    def _say(self, _action: QAction) -> None:
        self.shown_anew.emit()
        self.changed.emit()

    def values(self) -> list[T]:
        """Return what is offered, in its order."""
        return list(self._actions)

    @property
    def value(self) -> T:
        """The value that is on."""
        return next(value for value, action in self._actions.items() if action.isChecked())

    @property
    def words(self) -> str:
        """The words of the value that is on."""
        return self._words[self.value].strip()

    @property
    def departs(self) -> bool:
        """Whether another value than the usual one is on."""
        return self.value != self.usual

    @property
    def usual(self) -> T:
        """The value that is on unless somebody chooses another."""
        return next(iter(self._actions))

    def choose(self, value: T) -> None:
        """Put a value on without saying so; one that is not offered changes nothing."""
        if value in self._actions:
            self._actions[value].setChecked(True)
            self.shown_anew.emit()

    def choose_text(self, text: str) -> None:
        """Put on the value that is written so; any other text changes nothing."""
        for value in self._actions:
            if str(value) == text:
                self.choose(value)

    def take_back(self) -> None:
        """Put the usual value on, as the person wants it."""
        self.action(self.usual).trigger()

    def action(self, value: T) -> QAction:
        """Return the entry of a value."""
        return self._actions[value]

    def rename(self, value: T, words: str) -> None:
        """Say a value in other words."""
        self._words[value] = words
        self._actions[value].setText(on_a_button(words))
        self.shown_anew.emit()

    def enable(self, value: T, *, can: bool, why: str = "") -> None:
        """Let a value be chosen or not; ``why`` not is its tooltip."""
        self.action(value).setEnabled(can)
        self.action(value).setToolTip("" if can else why)


def word_button(menu: ChoiceMenu[T]) -> QToolButton:
    """Return a button that says what is on in bold words, and opens the menu."""
    button = menu_button(menu.label, "word")
    give_menu(button, menu)
    menu.setParent(button, menu.windowFlags())

    def follow() -> None:
        button.setEnabled(menu.isEnabled())  # a menu that is not enabled would open and not go on Escape
        button.setText(f"{on_a_button(menu.words)} ▾")
        button.setAccessibleName(_("{label}: {value}").format(label=menu.label, value=menu.words))

    menu.shown_anew.connect(follow)
    follow()
    return button
