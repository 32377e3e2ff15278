"""The stages of a framework as a row of buttons of which at most one is on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.widgets.forms import with_role
from coding.language import _
from coding.model.framework import Stage


class StageButtons(QWidget):
    """Says ``chosen`` with a stage's id, or None where the stage that was on is clicked again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without stages."""
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._stage_id: int | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.buttons: list[QToolButton] = []

    def show_stages(self, stages: Sequence[Stage], stage_id: int | None) -> None:
        """Show these stages, one of them on or none."""
        if tuple(stages) != self._stages:
            self._make_buttons(tuple(stages))
        self._stage_id = stage_id
        for stage, button in zip(self._stages, self.buttons, strict=True):
            button.setChecked(stage.id == stage_id)
        self.setVisible(bool(stages))

    def _make_buttons(self, stages: tuple[Stage, ...]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._stages = stages
        self.buttons = [self._button(number, stage) for number, stage in enumerate(stages, 1)]
        for button in self.buttons:
            self._row.addWidget(button)

    def _button(self, number: int, stage: Stage) -> QToolButton:
        button = with_role(QToolButton(), "segment")
        button.setText(stage.letter)
        button.setCheckable(True)
        button.setProperty("place", {1: "first", len(self._stages): "last"}.get(number, "middle"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(_("Stage {letter}, {name}").format(letter=stage.letter, name=stage.name))
        keys = f" (Ctrl+{number})" if number < 10 else ""
        button.setToolTip(f"{stage.name}{keys}\n{stage.definition}".strip())
        button.clicked.connect(lambda _checked=False, stage=stage: self._choose(stage))
        return button

    def _choose(self, stage: Stage) -> None:
        self.chosen.emit(None if stage.id == self._stage_id else stage.id)
