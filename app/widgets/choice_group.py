"""A question whose answers stand below each other: one of them is on, or each is by itself."""

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from app.widgets.button_choice import ButtonChoice
from app.widgets.forms import column_of, line

T = TypeVar("T")


class ChoiceGroup(ButtonChoice[T]):
    """Offers values with their words. The first is the usual one; any other departs from it."""

    def __init__(self, label: str, values: Mapping[T, str], parent: QWidget | None = None) -> None:
        """Offer these values; the first is on."""
        super().__init__(label, parent)
        self.setAccessibleName(label)
        self._values, self._words = list(values), dict(values)
        buttons = [QRadioButton(words) for words in values.values()]
        for at, button in enumerate(buttons):
            self._add_button(at, button)
        column_of(line(label, "strong"), *buttons, on=self, spacing=5)
        buttons[0].setChecked(True)

    @property
    def words(self) -> str:
        """The words of the value that is on."""
        return self._words[self.value]

    @property
    def departs(self) -> bool:
        """Whether another value than the usual one is on."""
        return self._group.checkedId() != 0

    def take_back(self) -> None:
        """Put the usual value on, as the person wants it."""
        self._group.button(0).click()

    def enable_all(self, *, can: bool, why: str = "") -> None:
        """Let anything but the usual value be chosen or not."""
        for value in self._values[1:]:
            self.enable(value, can=can, why=why)


class _TickSignals(QWidget):
    changed = Signal()  # by the person


class TickGroup(_TickSignals, Generic[T]):
    """Offers values with their words, each on or off; ``usual`` are those that are on."""

    def __init__(
        self, label: str, values: Mapping[T, str], usual: Collection[T], parent: QWidget | None = None
    ) -> None:
        """Offer these values; the usual ones are on."""
        super().__init__(parent)
        self.label = label
        self.setAccessibleName(label)
        self.usual = frozenset(usual) & set(values)
        self.boxes: dict[T, QCheckBox] = {value: QCheckBox(words) for value, words in values.items()}
        column_of(line(label, "strong"), *self.boxes.values(), on=self, spacing=5)
        self.choose(self.usual)
        for box in self.boxes.values():
            box.clicked.connect(self._say)

    def _say(self) -> None:
        self.changed.emit()

    @property
    def value(self) -> frozenset[T]:
        """The values that are on."""
        return frozenset(value for value, box in self.boxes.items() if box.isChecked())

    def choose(self, values: Collection[T]) -> None:
        """Put just these on without saying so."""
        for value, box in self.boxes.items():
            box.setChecked(value in values)


def column_of_groups(*groups: QWidget) -> QVBoxLayout:
    """Return groups below each other, with room between them."""
    column = column_of(*groups, spacing=14)
    column.addStretch(1)
    return column
