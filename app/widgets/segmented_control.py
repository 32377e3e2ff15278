"""A question with few answers: a row of buttons of which one is on."""

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.widgets.button_choice import ButtonChoice
from app.widgets.forms import line, with_role

T = TypeVar("T")


class SegmentedControl(ButtonChoice[T]):
    """Shows a label and a button for each value."""

    def __init__(
        self, label: str, values: Mapping[T, str], parent: QWidget | None = None, *, caption: bool = True
    ) -> None:
        """Offer these values with their words; the first is on. The label is said, and shown as a caption."""
        super().__init__(label, parent)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        name = line(label)
        name.setContentsMargins(0, 0, 7, 0)
        row.addWidget(name)
        name.setVisible(caption)
        row.addStretch()
        self.offer(values)

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
            self._row.insertWidget(self._row.count() - 1, self._segment(at, words))
        self._group.button(self._values.index(on) if on in self._values else 0).setChecked(True)

    def _segment(self, at: int, words: str) -> QToolButton:
        button = with_role(QToolButton(), "segment")
        button.setText(words)
        button.setCheckable(True)
        button.setProperty("place", {0: "first", len(self._values) - 1: "last"}.get(at, "middle"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add_button(at, button)
        return button
