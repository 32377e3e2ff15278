"""The frameworks of the study: started, copied, renamed, removed, and files of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.codebook.framework_import import FrameworkImport
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.widgets.editing_dialog import EditingDialog
from app.widgets.forms import DIALOG, button, column_of, wide
from app.widgets.study_table import StudyRows, StudyTable
from app.widgets.table import TableColumn
from coding.language import N_, _, plural
from coding.progress import Progress
from storage.operations.own_frameworks import (
    duplicate_framework,
    edit_framework,
    new_framework,
    remove_framework,
)
from storage.queries.frameworks import HeldFramework, held_frameworks
from storage.study.operation import Operation
from storage.study.tables import CODE, CODING, FRAMEWORK, MEMO


class FrameworkRows(StudyRows[HeldFramework]):
    """All frameworks in their order, with what they hold."""

    tables = (FRAMEWORK, CODE, CODING, MEMO)
    new = N_("Start a framework: type its name")

    def rows(self) -> Sequence[HeldFramework]:
        """Return the frameworks."""
        return held_frameworks(self.study.reader)

    def columns(self) -> Sequence[TableColumn[HeldFramework]]:
        """Return name, short name, levels, and how much each holds."""
        return (
            TableColumn(
                _("Name"),
                lambda row: row.name,
                lambda row, text: edit_framework(row.id, text, row.short_name, row.levels),
                is_wide=True,
            ),
            TableColumn(
                _("Short name"),
                lambda row: row.short_name,
                lambda row, text: edit_framework(row.id, row.name, text, row.levels),
                about=_("It stands over the codes, where there is little room"),
            ),
            TableColumn(
                _("Levels"),
                lambda row: ", ".join(row.levels),
                lambda row, text: edit_framework(row.id, row.name, row.short_name, text.split(",")),
                about=_("What its codes are called, from the top; the first of several is its groups"),
                width=200,
            ),
            TableColumn(_("Codes"), lambda row: f"{row.codes:,}", is_number=True),
            TableColumn(_("Codings"), lambda row: f"{row.codings:,}", is_number=True),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Start a framework by its name."""
        return new_framework(text, (_("category"), _("code")))


class FrameworkTable(StudyTable):
    """Removes on a thread: a framework may take a hundred thousand codings along."""

    def remove_selected(self) -> None:
        """Remove the framework in hand; what went is said, and undo brings it back."""
        for row in self.view.selected()[:1]:
            self.source.study.perform_in_background(
                _("Removing “{name}”").format(name=row.name),
                partial(_removal, row.id),
                done=lambda _nothing, row=row: self.source.study.notices.say(_removed(row)),
            )


class FrameworksDialog(EditingDialog):
    """One list; the one in hand can be copied, exported or coded with, a file dropped on it comes in."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show the frameworks of the open study."""
        super().__init__(open_study, parent)
        self.setWindowTitle(_("Frameworks"))
        self._files, self._exports = FrameworkImport(open_study, self), Exports(open_study, self)
        words = _(
            "Several frameworks lie on the same text; F8 changes between them. To remove one takes its codes "
            "and all codings with them out; undo brings them back."
        )
        self.table = FrameworkTable(FrameworkRows(open_study), _("Frameworks"), words)
        self.duplicate = button(_("Duplicate"), self._duplicate)
        self.use = button(_("Code with this one"), self._use)
        self.take_in = button(_("Import…"), self._files.choose)
        self.export = button(_("Export…"), self._export)
        for at, each in enumerate((self.duplicate, self.use, self.take_in, self.export), 1):
            self.table.buttons.insertWidget(at, each)
        self._files.imported.connect(self._show)
        self.setAcceptDrops(True)
        self._allow()
        open_study.busy_changed.connect(self._allow)
        column_of(wide(self.table), self.bottom(), on=self, margins=DIALOG, spacing=12)
        self.resize(820, 420)

    def _allow(self) -> None:
        for each in (self.duplicate, self.take_in, self.table.remove):
            each.setEnabled(self.open_study.can_write)

    def _duplicate(self) -> None:
        for row in self.table.view.selected()[:1]:
            self.open_study.perform(duplicate_framework(row.id))

    def _export(self) -> None:
        for row in self.table.view.selected()[:1]:
            self._exports.framework(row.id)

    def _show(self, framework_id: int) -> None:
        """Put the framework that came in in hand."""
        at = [row.id for row in held_frameworks(self.open_study.reader)].index(framework_id)
        self.table.view.setCurrentIndex(self.table.model.index(at, 0))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and self.open_study.can_write:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped, one file at a time."""
        event.acceptProposedAction()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in files[:1]:
            self._files.take(path)

    def _use(self) -> None:
        for row in self.table.view.selected()[:1]:
            self.open_study.use_framework(row.id)
            self.open_study.notices.say(_("You code with “{name}” now.").format(name=row.name))


def _removal(framework_id: int, progress: Progress) -> Operation[None]:
    return remove_framework(framework_id, progress)


def _removed(row: HeldFramework) -> str:
    """Return what went with a framework: ``Removed Power with 12 codes, 340 codings and 3 memos…``."""
    return _("Removed “{name}” with {codes}, {codings} and {memos}; undo brings it back.").format(
        name=row.name,
        codes=plural("{n} code", "{n} codes", row.codes),
        codings=plural("{n} coding", "{n} codings", row.codings),
        memos=plural("{n} memo", "{n} memos", row.memos),
    )
