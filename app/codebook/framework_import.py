"""Importing a framework from a file: read on a thread, and what the study has already asked about."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from coding.errors import UserError
from coding.language import _, plural
from coding.notation.filed_framework import FiledFramework
from coding.progress import Progress
from storage.operations.framework_changes import look_at_change
from storage.operations.own_frameworks import import_framework
from storage.queries.frameworks import framework_meant, held_already
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
        meant = framework_meant(self._study.reader, filed)
        there = next((each.name for each in self._study.frameworks if each.id == meant), "")
        change, another = _("Look at what would change…"), _("Import as a new one")
        if meant is not None:
            text = _("The study has “{name}” already, as “{there}”. Is the file an edited one of it?")
            said = text.format(name=filed.framework.name, there=there)
            prompt = Prompt(_("Import a framework"), said, (change, another))
            chosen = self._study.notices.ask(prompt)
            if chosen == change:
                self._look_at_change(meant, filed)
            if chosen != another:
                return
        wanted = filed.as_another() if held_already(self._study.reader, filed) else filed
        title = _("Importing “{name}”").format(name=filed.framework.name)
        self._study.perform_in_background(title, partial(_importing, wanted), done=partial(self._say, wanted))

    def _look_at_change(self, framework_id: int, filed: FiledFramework) -> None:
        """Show what of a framework would be otherwise by a file; what is wrong becomes a notice."""
        from app.codebook.change_framework_dialog import ChangeFrameworkDialog

        try:
            change = look_at_change(self._study.reader, framework_id, filed)
        except UserError as error:
            self._study.report(error)
            return
        if not change.lines:
            self._study.notices.say(_("The file says nothing new of it."))
            return
        parent = self.parent()
        dialog = ChangeFrameworkDialog(
            self._study, framework_id, filed, change, parent if isinstance(parent, QWidget) else None
        )
        dialog.open()

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
