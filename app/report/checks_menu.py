"""What is to be looked at before a report is handed on: names that show, who could be singled out."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from coding.language import _
from storage.report.checks import ReportChecks


class ChecksMenu(QObject):
    """Holds the button, which is there where anything is; ``coarsen`` lets the report single nobody out."""

    def __init__(self, coarsen: Callable[[], object], parent: QWidget) -> None:
        """Begin with nothing found."""
        super().__init__(parent)
        self._coarsen = coarsen
        self.button = menu_button(_("Check of names and of single persons"))
        self.show(ReportChecks())

    def show(self, found: ReportChecks) -> None:
        """Say what was found."""
        self.button.setVisible(bool(found.words))
        n = len(found.names) + len(found.singled)
        self.button.setText(_("{n} to look at").format(n=n) + " ▾")
        self.button.setToolTip(on_a_button(found.words))
        menu = QMenu(self.button)
        for words in found.lines:
            menu.addAction(on_a_button(words)).setEnabled(False)
        if found.singled:
            menu.addSeparator()
            menu.addAction(_("Single nobody out: say less exactly who speaks"), self._coarsen)
        give_menu(self.button, menu)
