"""The page without a study: what to do first, and what was open last."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.forms import STRETCH, column_of, row_of, stretch
from app.window import recent
from coding.language import _

_SHOWN = 6


class WelcomePage(QWidget):
    """Three buttons and the recent studies."""

    study_chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without buttons."""
        super().__init__(parent)
        self._buttons = QHBoxLayout()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = column_of(
            _label("Strandline", "title"),
            _label(_("Read interviews, code passages, compare rounds."), "dim"),
            spacing=10,
        )
        column.addSpacing(12)
        column.addLayout(self._buttons)
        column.addWidget(
            _label(_("You can also drop transcripts, a folder of them or a study on this window."), "dim")
        )
        column.addSpacing(18)
        column.addLayout(self._recent)
        column_of(stretch(2), row_of(STRETCH, column, STRETCH), stretch(3), on=self, margins=None)

    def show_actions(self, actions: Mapping[str, QAction]) -> None:
        """Offer the actions that begin something, the first of them to the keyboard."""
        for name, text, role in (
            ("new_study", _("New study…"), "primary"),
            ("open_study", _("Open a study…"), ""),
            ("open_sample", _("Look at the sample study"), ""),
        ):
            button = QPushButton(text)
            button.clicked.connect(actions[name].trigger)
            button.setProperty("role", role)
            self._buttons.addWidget(button)
            if role:
                self.setFocusProxy(button)

    def refresh(self) -> None:
        """List the recent studies that are still there."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        studies = recent.studies()[:_SHOWN]
        if studies:
            self._recent.addWidget(_label(_("RECENT STUDIES"), "section"))
        for path in studies:
            button = QPushButton(on_a_button(f"{path.stem} — {path.parent}"))
            button.setProperty("role", "flat")
            button.setStyleSheet("text-align: left")
            button.setAccessibleName(_("Open {study}").format(study=path.stem))
            button.setToolTip(str(path))
            button.clicked.connect(lambda _on=False, path=path: self.study_chosen.emit(path))
            self._recent.addWidget(button)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
