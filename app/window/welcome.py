"""The page without a study: what to do first, what was open last, and where one's work is kept."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import (
    STRETCH,
    button,
    column_of,
    hint,
    line,
    named,
    row_of,
    show_in,
    stretch,
    wide,
    with_role,
)
from app.window import recent
from app.window.first_steps import FirstSteps
from coding.language import _

_SHOWN = 6
_WIDTH = 720  # pixels of the column


class WelcomePage(QWidget):
    """Buttons that begin something, the first study's three steps, the recent studies."""

    study_chosen = Signal(Path)
    files_wanted = Signal()
    privacy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without buttons."""
        super().__init__(parent)
        buttons = QWidget()
        self._buttons = FlowLayout(buttons)
        self.steps = FirstSteps()
        self.steps.files_wanted.connect(self.files_wanted)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        inner = QWidget()
        column = column_of(
            line("Strandline", "title"),
            hint(_("Read interviews, code passages, compare rounds.")),
            buttons,
            self.steps,
            self._recent,
            self._where(),
            spacing=14,
        )
        column_of(stretch(2), row_of(STRETCH, wide(_of_width(column), 8), STRETCH), stretch(3), on=inner)
        room = with_role(QScrollArea(), "plain")
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_in(room, inner)
        column_of(room, on=self)

    def _where(self) -> QWidget:
        """Say where one's work is, and that nothing of it leaves."""
        told = _(
            "A study is one file, where you put it; every change is in it before the next key. "
            "Restore points, whole copies of it, lie in a folder beside it. Nothing leaves this "
            "computer: Strandline has no account and opens no connection."
        )
        where = QWidget()
        more = button(_("What is kept where"), self.privacy_wanted.emit)
        column_of(
            line(_("WHERE YOUR WORK IS"), "section"), hint(told), row_of(more, STRETCH), on=where, spacing=4
        )
        return where

    def show_actions(self, actions: Mapping[str, QAction]) -> None:
        """Offer the actions that begin something, the first of them to the keyboard."""
        for name, text, role in (
            ("new_study", _("New study…"), "primary"),
            ("open_study", _("Open a study…"), ""),
            ("open_sample", _("Look at the sample study"), ""),
            ("tour", _("Take the tour"), ""),
        ):
            made = button(text, actions[name].trigger, role)
            self._buttons.addWidget(made)
            if role:
                self.setFocusProxy(made)

    def refresh(self) -> None:
        """List the recent studies that are still there, and how far the first study is."""
        self.steps.refresh()
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        studies = recent.studies()[:_SHOWN]
        if studies:
            self._recent.addWidget(line(_("RECENT STUDIES"), "section"))
        for path in studies:
            self._recent.addWidget(self._study(path))

    def _study(self, path: Path) -> QPushButton:
        made = button(
            on_a_button(f"{path.stem} — {path.parent}"), lambda: self.study_chosen.emit(path), "flat"
        )
        made.setStyleSheet("text-align: left")
        made.setToolTip(str(path))
        return named(made, _("Open {study}").format(study=path.stem))


def _of_width(column: QVBoxLayout) -> QWidget:
    held = QWidget()
    held.setLayout(column)
    held.setMaximumWidth(_WIDTH)
    return held
