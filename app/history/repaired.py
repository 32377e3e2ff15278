"""What came of a repair: what could not be saved, to be read and copied."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, named, row_of, wide, with_role
from coding.language import _, plural
from storage.study.repair.repairing import Repaired


class RepairedDialog(QDialog):
    """Lists what is lost; the repaired study is open behind it."""

    def __init__(self, path: Path, repaired: Repaired, parent: QWidget | None = None) -> None:
        """Say what came of it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The repaired study"))
        self._losses = repaired.losses.sentences
        self.said = hint(_in_words(path, repaired), "")
        self.losses = named(with_role(QListWidget(), "field"), _("What could not be saved"))
        self.losses.addItems(self._losses)
        self.losses.setWordWrap(True)
        self.losses.setVisible(bool(self._losses))
        copy = button(_("Copy the list"), self._copy)
        copy.setVisible(bool(self._losses))
        column_of(
            self.said,
            wide(self.losses),
            row_of(copy, STRETCH, button(_("Close"), self.accept, "primary")),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(680, 460 if self._losses else 160)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._losses))


def _in_words(path: Path, repaired: Repaired) -> str:
    saved = _("“{name}” is open now, with {interviews} and {codings}.").format(
        name=path.name,
        interviews=plural("{n} interview", "{n} interviews", repaired.saved["interview"]),
        codings=plural("{n} coding", "{n} codings", repaired.saved["coding"]),
    )
    lost = (
        _("What could not be saved, or not as it was, stands below.")
        if repaired.losses.sentences
        else _("Nothing is lost.")
    )
    rest = _("The damaged file is as it was. What was done before the repair cannot be undone.")
    return f"{saved} {lost} {rest}"
