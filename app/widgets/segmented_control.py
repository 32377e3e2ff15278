"""A question with few answers: a row of buttons of which one is on."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.widgets.forms import line, with_role
from coding.language import _

T = TypeVar("T")


class _ChoiceSignals(QWidget):
    changed = Signal()


class SegmentedControl(_ChoiceSignals, Generic[T]):
    """Shows a label and a button for each value; says ``changed`` when another is on."""

    def __init__(
        self, label: str, values: Mapping[T, str], parent: QWidget | None = None, *, caption: bool = True
    ) -> None:
        """Offer these values with their words; the first is on. The label is said, and shown as a caption."""
        super().__init__(parent)
        self._label = label
        self._values: list[T] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        name = line(label)
        name.setContentsMargins(0, 0, 7, 0)
        row.addWidget(name)
        name.setVisible(caption)
        row.addStretch()
        self.offer(values)
        self._group.idClicked.connect(self._say)

    def offer(self, values: Mapping[T, str]) -> None:
        """Offer these values; the one that is on stays on if it is among them, else the first is."""
        if list(values) == self._values:
            return
        on = self.value if self._values else None
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._values = list(values)
        for at, words in enumerate(values.values()):
            self._row.insertWidget(self._row.count() - 1, self._button(at, self._label, words))
        self._group.button(self._values.index(on) if on in self._values else 0).setChecked(True)

    def _say(self, _at: int) -> None:
        self.changed.emit()

    def _button(self, at: int, label: str, words: str) -> QToolButton:
        button = with_role(QToolButton(), "segment")
        button.setText(words)
        button.setCheckable(True)
        button.setProperty("place", {0: "first", len(self._values) - 1: "last"}.get(at, "middle"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(_("{label}: {value}").format(label=label, value=words))
        self._group.addButton(button, at)
        return button

    @property
    def value(self) -> T:
        """The value that is on."""
        return self._values[self._group.checkedId()]

    def choose(self, value: T) -> None:
        """Put a value on without saying so; one that is not offered changes nothing."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def choose_text(self, text: str) -> None:
        """Put on the value that is written so; any other text changes nothing."""
        for value in self._values:
            if str(value) == text:
                self.choose(value)

    def button(self, value: T) -> QToolButton:
        """Return the button of a value."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QToolButton)
        return button

    def enable(self, value: T, *, can: bool, why: str = "") -> None:
        """Let a value be chosen or not; ``why`` not is its tooltip."""
        self.button(value).setEnabled(can)
        self.button(value).setToolTip("" if can else why)
