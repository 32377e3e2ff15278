"""A question whose answers stand below each other: one of them is on, or each is by itself."""

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from app.widgets.forms import column_of, line
from coding.language import _

T = TypeVar("T")


class _GroupSignals(QWidget):
    changed = Signal()  # by the person


class ChoiceGroup(_GroupSignals, Generic[T]):
    """Offers values with their words. The first is the usual one; any other departs from it."""

    def __init__(self, label: str, values: Mapping[T, str], parent: QWidget | None = None) -> None:
        """Offer these values; the first is on."""
        super().__init__(parent)
        self.label = label
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._values, self._words = list(values), dict(values)
        buttons: list[QWidget] = []
        for at, words in enumerate(values.values()):
            button = QRadioButton(words)
            button.setAccessibleName(_("{label}: {value}").format(label=label, value=words))
            self._group.addButton(button, at)
            buttons.append(button)
        column_of(line(label, "strong"), *buttons, on=self, spacing=5)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._say)

    def _say(self, _at: int) -> None:
        self.changed.emit()

    @property
    def value(self) -> T:
        """The value that is on."""
        return self._values[self._group.checkedId()]

    @property
    def words(self) -> str:
        """The words of the value that is on."""
        return self._words[self.value]

    @property
    def departs(self) -> bool:
        """Whether another value than the usual one is on."""
        return self._group.checkedId() != 0

    def choose(self, value: T) -> None:
        """Put a value on without saying so; one that is not offered changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def choose_text(self, text: str) -> None:
        """Put on the value that is written so; any other text changes nothing."""
        for value in self._values:
            if str(value) == text:
                self.choose(value)

    def take_back(self) -> None:
        """Put the usual value on, as the person wants it."""
        self._group.button(0).click()

    def button(self, value: T) -> QRadioButton:
        """Return the button of a value."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QRadioButton)
        return found

    def enable(self, value: T, *, can: bool, why: str = "") -> None:
        """Let a value be chosen or not; ``why`` not is its tooltip."""
        self.button(value).setEnabled(can)
        self.button(value).setToolTip("" if can else why)

    def enable_all(self, *, can: bool, why: str = "") -> None:
        """Let anything but the usual value be chosen or not."""
        for value in self._values[1:]:
            self.enable(value, can=can, why=why)


class TickGroup(_GroupSignals, Generic[T]):
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
