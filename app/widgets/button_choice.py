"""Values of which one is on, each with a button of its own: what the rows and the columns of them share."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from coding.language import _

T = TypeVar("T")


class _ChoiceSignals(QWidget):
    changed = Signal()  # by the person


class ButtonChoice(_ChoiceSignals, Generic[T]):
    """Holds the buttons of the values, in order; says ``changed`` when the person puts another on."""

    def __init__(self, label: str, parent: QWidget | None) -> None:
        """Hold no value yet; the label is said before each of them."""
        super().__init__(parent)
        self.label = label
        self._values: list[T] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._say)

    def _say(self, _at: int) -> None:
        self.changed.emit()

    def _add_button(self, at: int, button: QAbstractButton) -> None:
        button.setAccessibleName(_("{label}: {value}").format(label=self.label, value=button.text()))
        self._group.addButton(button, at)

    @property
    def value(self) -> T:
        """The value that is on."""
        return self._values[self._group.checkedId()]

    def choose(self, value: T) -> None:
        """Put a value on without saying so; one that is not offered changes nothing."""
        if value in self._values:
            self.button(value).setChecked(True)

    def choose_text(self, text: str) -> None:
        """Put on the value that is written so; any other text changes nothing."""
        for value in self._values:
            if str(value) == text:
                self.choose(value)

    def button(self, value: T) -> QAbstractButton:
        """Return the button of a value."""
        return self._group.button(self._values.index(value))

    def enable(self, value: T, *, can: bool, why: str = "") -> None:
        """Let a value be chosen or not; ``why`` not is its tooltip."""
        self.button(value).setEnabled(can)
        self.button(value).setToolTip("" if can else why)
