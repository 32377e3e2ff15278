"""Importing a framework from a file: read on a thread, and what the study has already asked about."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from coding.language import _, plural
from coding.notation.filed_framework import FiledFramework
from coding.progress import Progress
from storage.operations.own_frameworks import import_framework
from storage.queries.frameworks import held_already
from storage.readers.kinds import FRAMEWORKS, patterns
from storage.study.operation import Operation


class FrameworkImport(QObject):
    """Puts frameworks of files into the open study; each is one step to undo."""

    imported = Signal(int)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Import into this study."""
        super().__init__(parent)
        self._study = open_study

    def choose(self) -> None:
        """Ask for a file and import it."""
        kinds = _("Frameworks and codebooks ({endings})").format(endings=patterns(FRAMEWORKS))
        path = self._study.notices.ask_file(_("Import a framework"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file on a thread and import it; what is wrong becomes a notice."""
        if not self._study.can_write:
            return

        def read(_progress: Progress) -> FiledFramework:
            from storage.readers.frameworks import read_framework

            return read_framework(path)

        title = _("Reading {file}").format(file=path.name)
        self._study.jobs.start(title, read, done=self._store, failed=self._study.report)

    def _store(self, filed: FiledFramework) -> None:
        there = held_already(self._study.reader, filed)
        if there and not self._may_copy(filed, there):
            return
        wanted = filed.as_another() if there else filed
        title = _("Importing “{name}”").format(name=filed.framework.name)
        self._study.perform_in_background(title, partial(_importing, wanted), done=partial(self._say, wanted))

    def _may_copy(self, filed: FiledFramework, there: str) -> bool:
        """Ask whether what the study has already is to stand beside it."""
        text = _("The study has “{name}” already, as “{there}”. It stays as it is.").format(
            name=filed.framework.name, there=there
        )
        choice = _("Import a copy with codes of its own")
        return self._study.notices.ask(Prompt(_("Import a framework"), text, (choice,))) is not None

    def _say(self, filed: FiledFramework, framework_id: int) -> None:
        """Say what came in and what did not, and offer to code with it."""
        name = next(each.name for each in self._study.frameworks if each.id == framework_id)
        n = plural("{n} code", "{n} codes", len(filed.framework.codes))
        said = " ".join([_("Imported “{name}” with {codes}.").format(name=name, codes=n), *filed.notes])
        use = partial(self._study.use_framework, framework_id)
        self._study.notices.offer(said, _("Code with this one"), use)
        self.imported.emit(framework_id)


def _importing(filed: FiledFramework, _progress: Progress) -> Operation[int]:
    return import_framework(filed)
