"""The studies that were open last, the newest first."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.shell import settings
from coding.language import _

_KEPT = 12
_KEY = "recent_studies"


def studies() -> list[Path]:
    """Return the recent studies that are still there."""
    return [path for path in map(Path, settings.texts(_KEY)[:_KEPT]) if settings.is_file(path)]


def remember(path: Path) -> None:
    """Put a study first; the oldest beyond a dozen are forgotten."""
    kept = [str(path.absolute()), *settings.texts(_KEY)]
    settings.remember(_KEY, list(dict.fromkeys(kept))[:_KEPT])


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
        for path in studies():
            # A name may hold an ampersand, which a menu would take for a mnemonic.
            action = self.addAction(path.stem.replace("&", "&&"), partial(self.study_chosen.emit, path))
            action.setToolTip(str(path))
        if self.isEmpty():
            self.addAction(_("No study was open yet")).setEnabled(False)
