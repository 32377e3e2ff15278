"""What the whole report is asked for: its language, the chapter that it is, nobody singled out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.choice_menu import ChoiceMenu
from app.widgets.menus import give_menu, menu_button
from app.widgets.moment_fields import MomentDialog
from coding.language import _
from coding.report.plan import ReportPlan

LANGUAGES: Final[Mapping[str, str]] = {
    "en-GB": "English (UK)",
    "en-US": "English (US)",
    "de-DE": "Deutsch",
    "fr-FR": "Français",
    "es-ES": "Español",
    "nl-NL": "Nederlands",
    "cy-GB": "Cymraeg",
}
_MOST: Final = 99


class ReportOptionsMenu(QObject):
    """Holds the button of the menu."""

    changed = Signal()

    def __init__(self, open_study: OpenStudy, parent: QWidget) -> None:
        """Begin with what is usual."""
        super().__init__(parent)
        self._study, self._parent, self._chapter, self._as_of = open_study, parent, 0, ""
        self.moment_dialog: MomentDialog | None = None
        self.button = menu_button(_("Options of the report"))
        self.button.setText(_("Options") + " ▾")
        menu = QMenu(self.button)
        self.language: ChoiceMenu[str] = ChoiceMenu(_("Language of the document"), LANGUAGES, menu)
        self.language.changed.connect(self.changed)
        self.coarse = QAction(_("Single nobody out: say less exactly who speaks"), menu, checkable=True)
        self.coarse.triggered.connect(self.changed)
        self.evidence = QAction(_("Evidence beside it, with links"), menu, checkable=True)
        self.evidence.setToolTip(
            _("A web page beside the file: each number and quotation leads to its passages.")
        )
        self.evidence.triggered.connect(self.changed)
        self.numbered = menu.addAction("", self._ask_chapter)
        menu.addMenu(self.language)
        menu.addActions([self.coarse, self.evidence])
        self.then = menu.addAction("", self._ask_moment)
        give_menu(self.button, menu)
        self.dialog: QInputDialog | None = None
        self._follow()

    def show(self, plan: ReportPlan) -> None:
        """Show what a report is asked for."""
        self.language.choose(plan.language)
        self.coarse.setChecked(plan.coarse)
        self.evidence.setChecked(plan.evidence)
        self._chapter, self._as_of = plan.chapter, plan.as_of
        self._follow()

    def of(self, plan: ReportPlan) -> ReportPlan:
        """Return a report with what is chosen here."""
        chosen = replace(plan, language=self.language.value, chapter=self._chapter, as_of=self._as_of)
        return replace(chosen, coarse=self.coarse.isChecked(), evidence=self.evidence.isChecked())

    def _follow(self) -> None:
        none = _("Number of the chapter: none…")
        words = _("Number of the chapter: {n}…").format(n=self._chapter) if self._chapter else none
        self.numbered.setText(words)
        then = _("Of the study as it was on {moment}: today again").format(moment=self._as_of)
        self.then.setText(then if self._as_of else _("Of the study as it was…"))

    def _ask_moment(self) -> None:
        """Ask for a day or version; of a report of then, go back to today."""
        if self._as_of:
            self._take_moment("")
            return
        self.moment_dialog = dialog = MomentDialog(self._study, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._take_moment)
        dialog.open()

    def _take_moment(self, moment: str) -> None:
        self._as_of = moment
        self.changed.emit()

    def _ask_chapter(self) -> None:
        self.dialog = dialog = QInputDialog(self._parent)
        dialog.setWindowTitle(_("Number of the chapter"))
        dialog.setLabelText(_("Captions are numbered 4.1, 4.2 …; 0 is none."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(0, _MOST)
        dialog.setIntValue(self._chapter)
        dialog.intValueSelected.connect(partial(self._take_chapter))
        dialog.open()

    def _take_chapter(self, number: int) -> None:
        self._chapter = number
        self.changed.emit()
