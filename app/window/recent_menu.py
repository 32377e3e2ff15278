"""The menu of recent studies: filled each time it opens."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.shell import recent
from coding.language import _


class RecentMenu(QMenu):
    """Lists the studies that were open last, the newest first."""

    study_chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(_("Open &recent"), parent)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what there is now."""
        self.clear()
        for path in recent.studies():
            # A name may hold an ampersand, which a menu would take for a mnemonic.
            action = self.addAction(path.stem.replace("&", "&&"), partial(self.study_chosen.emit, path))
            action.setToolTip(str(path))
        if self.isEmpty():
            self.addAction(_("No study was open yet")).setEnabled(False)
