"""Whose styles and page a report takes: a Word document or template of one’s university, on this computer."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.shell import settings
from app.shell.notices import Notices
from app.shell.plain_text import on_a_button
from app.widgets.menus import give_menu, menu_button
from coding.language import _
from coding.text.names import shortened
from storage.readers.kinds import TEMPLATES, patterns

_KEY: Final = "report/template"
_LONGEST: Final = 18


class TemplateMenu(QObject):
    """Holds the button; the file is remembered on this computer, not in the study."""

    def __init__(self, notices: Notices, parent: QWidget) -> None:
        """Take the template that was used last."""
        super().__init__(parent)
        self._notices = notices
        self.button = menu_button(_("Template"))
        menu = QMenu(self.button)
        menu.addAction(_("Choose a template…"), self.ask)
        menu.addAction(_("Without a template"), lambda: self.use(None))
        give_menu(self.button, menu)
        self._follow()

    @property
    def path(self) -> Path | None:
        """The file, if it is still there."""
        kept = settings.text(_KEY)
        path = Path(kept) if kept else None
        return path if path is not None and settings.is_file(path) else None

    def use(self, path: Path | None) -> None:
        """Use a file from now on, or none."""
        settings.remember(_KEY, "" if path is None else str(path))
        self._follow()

    def ask(self) -> None:
        """Let the person choose a file."""
        kinds = _("Word document or template ({patterns})").format(patterns=patterns(TEMPLATES))
        path = self._notices.ask_file(_("Choose a template"), kinds)
        if path is not None:
            self.use(path)

    def _follow(self) -> None:
        path = self.path
        name = _("none") if path is None else shortened(path.name, _LONGEST)
        self.button.setText(_("Template: {name}").format(name=on_a_button(name)) + " ▾")
        self.button.setToolTip("" if path is None else on_a_button(path.name))
