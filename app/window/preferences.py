"""Preferences: what is set once for all studies on this computer. Every choice holds at once."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QDialog, QSpinBox, QWidget

from app.shell import settings
from app.transcript.page import LARGEST_TEXT, SMALLEST_TEXT, USUAL_TEXT_SIZE, CodePage
from app.widgets.forms import DIALOG, STRETCH, Part, button, caption, column_of, hint, named, row_of
from app.widgets.segmented_control import SegmentedControl
from app.window.key_hints import KeyHints
from app.window.menus import HAS_ITS_OWN
from coding.language import _
from storage.study.keeping.restore_folders import restore_folder


class PreferencesDialog(QDialog):
    """Appearance, size of text, menu bar, suggested keys; and where restore points of this study are kept."""

    def __init__(self, made: Mapping[str, QAction], page: CodePage, hints: KeyHints, parent: QWidget) -> None:
        """Show what is chosen now; choices go through the actions that the menus have for them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Preferences"))
        self._made, self._page, self._hints = made, page, hints
        self.appearance = self._appearance()
        self.text_size = self._text_size()
        self.menu_bar = QCheckBox(_("Show the menus in a row of their own"))
        self.menu_bar.setChecked(made["menu_bar"].isChecked())
        self.menu_bar.setVisible(not HAS_ITS_OWN)
        self.menu_bar.toggled.connect(made["menu_bar"].trigger)
        self._lay_out()

    def _appearance(self) -> SegmentedControl[str]:
        words = {
            "system": _("As the system"),
            "light": _("Light"),
            "dark": _("Dark"),
            "contrast": _("High contrast"),
        }
        control = SegmentedControl(_("Appearance"), words)
        control.choose_text(settings.text("appearance"))
        control.changed.connect(self._choose_appearance)
        return control

    def _choose_appearance(self) -> None:
        self._made[f"appearance_{self.appearance.value}"].trigger()

    def _text_size(self) -> QSpinBox:
        size = named(QSpinBox(), _("Size of transcripts"))
        size.setRange(SMALLEST_TEXT, LARGEST_TEXT)
        size.setSuffix(_(" pixels"))
        size.setValue(settings.number("text_size", USUAL_TEXT_SIZE))
        size.valueChanged.connect(self._page.set_text_size)
        return size

    def _lay_out(self) -> None:
        again = button(_("Suggest all keys again"), self._hints.begin_again)
        sized = row_of(caption(_("Size of transcripts"), self.text_size), self.text_size, STRETCH)
        column_of(
            row_of(self.appearance, STRETCH),
            sized,
            self.menu_bar,
            row_of(hint(_("Keys suggested in the status line leave once they were used.")), again),
            *self._restore_points(),
            STRETCH,
            row_of(STRETCH, button(_("Close"), self.close)),
            on=self,
            margins=DIALOG,
            spacing=14,
        )

    def _restore_points(self) -> list[Part]:
        """Say where the restore points of the open study are, with the way to another folder."""
        study = self._page.open_study
        if not study.is_open or study.file.is_to_be_read:
            return []
        where = _("Restore points of this study are kept in “{folder}”.")
        words = hint(where.format(folder=restore_folder(study.file.path)))
        choose = button(_("Choose another folder…"), self._made["restore_points"].trigger)
        return [words, row_of(choose, STRETCH)]
