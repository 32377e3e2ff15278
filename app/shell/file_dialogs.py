"""Asking for files without looking inside those that are listed.

Qt's own dialog opens every file that it lists to guess its type. A POSIX lock belongs to the process, so
closing a listed study again would drop SQLite's lock on it, and another program could then take away what
is stored in its write-ahead log. On Linux Qt's own dialog is always used, because what the desktops' dialogs
open in this process is not ours to say.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from coding.language import _
from storage.study.study_file import SUFFIX


class OutsideOnly(QFileIconProvider):
    """Tells files by their names and folders alone."""

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        """Return the icon of a folder or of a file, whatever it holds."""
        if isinstance(what, QFileInfo):
            kinds = QFileIconProvider.IconType
            return super().icon(kinds.Folder if what.isDir() else kinds.File)
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        """Return what stands in the column of kinds."""
        return _("Folder") if info.isDir() else info.suffix()


class FileDialog(QFileDialog):
    """A dialog for files that are there; its other questions are made of it."""

    def __init__(self, parent: QWidget | None, title: str, folder: str, kinds: str = "") -> None:
        """Begin in a folder; ``kinds`` is a filter as Qt writes them, empty for folders."""
        super().__init__(parent, title, folder, kinds)
        self.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform.startswith("linux"))
        self._outside_only = OutsideOnly()  # the dialog does not own it
        self.setIconProvider(self._outside_only)

    def chosen(self, mode: QFileDialog.FileMode) -> list[Path]:
        """Ask; return what was chosen, nothing if the person turned away."""
        self.setFileMode(mode)
        return [Path(name) for name in self.selectedFiles()] if self.exec() else []

    def target(self, suggestion: str) -> Path | None:
        """Ask for a file to write; before one is replaced the person is asked."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.selectFile(suggestion)
        self.filterSelected.connect(self._take_ending)
        return next(iter(self.chosen(QFileDialog.FileMode.AnyFile)), None)

    def _take_ending(self, kind: str) -> None:
        """Give the name that is typed the ending of a kind of file that is chosen."""
        ending, name = kind.rpartition("*")[2].rstrip(")"), Path(self.selectedFiles()[0]).name
        if Path(name).suffix and ending.startswith("."):
            self.selectFile(Path(name).stem + ending)


def study_filter() -> str:
    """Return the file dialogs' filter for studies."""
    return _("Strandline studies (*{suffix})").format(suffix=SUFFIX)
