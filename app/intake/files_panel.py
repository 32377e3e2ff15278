"""The first tab: a table of the files, and the speakers of the selected one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.intake.columns import FileRow, ImportColumn, columns
from app.intake.file_speakers import SpeakersPanel
from app.intake.panel import ImportPanel, PanelContext
from app.widgets.speakers_dialog import SpeakersDialog
from app.widgets.table import Index, TableModel
from app.widgets.table_delegate import TableDelegate
from app.widgets.table_view import RowsTable
from coding.intake.corrections import with_include, with_speaker, with_speaker_person, without_label
from coding.intake.plan import ImportPlan
from coding.intake.several import with_taken_apart
from coding.intake.told_speakers import heard_as, offers_of, with_exchanged, with_told
from coding.language import N_, _, plural_form
from coding.model.study import SpeakerKind
from coding.text.told_labels import NOTHING_TOLD, Told


class FilesPanel(ImportPanel):
    """A row a file, corrected in place; below, who speaks in it."""

    step = N_("Files")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no files yet."""
        self.speakers = SpeakersPanel()
        self._picked: Callable[[], Told] = lambda: NOTHING_TOLD
        super().__init__(self.speakers, parent)
        first, *others = (column.as_written_by(self._correct) for column in columns())
        first = replace(first, ticked=_is_ticked, tick=self._tick)
        self.model = TableModel([first, *others], lambda row: row.at)
        self.table = RowsTable(self.model, _("Files to import"))
        self.table.setItemDelegateForColumn(0, _NameDelegate(self.table))
        self.fill_with(self.table)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.speakers.kind_chosen.connect(self._correct_kind)
        self.speakers.person_chosen.connect(self._correct_person)
        self.speakers.speakers_wanted.connect(self._ask_for_speakers)
        self.speakers.exchange_wanted.connect(self._exchange)
        self.speakers.taking_apart_wanted.connect(self._take_apart)

    def follow_picks(self, picked: Callable[[], Told]) -> None:
        """Ask for the beginning that is selected in the text where speakers are told."""
        self._picked = picked

    def title(self, plan: ImportPlan) -> str:
        """Return how many files there are."""
        return _("Files {n}").format(n=len(plan.rows))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the files of a plan."""
        self.table.show_rows([FileRow(at, row, plan) for at, row in enumerate(plan.rows)])
        self._show_current()

    def shown(self) -> PanelContext:
        """Return the file that the cursor is in."""
        row = self.table.current()
        return PanelContext(None if row is None else row.at)

    def regions(self) -> list[QWidget]:
        """Return the table and the speakers."""
        return [self.table, self.speakers]

    def select_last(self, count: int) -> None:
        """Go to the first of the last so many files that has something to show."""
        new = [row for row in self.model.rows if row.at >= len(self.model.rows) - max(count, 1)]
        shown = next((row for row in new if row.import_row.readable), new[0])
        self.table.selectRow(self.model.keys.index(shown.at))
        self.table.setFocus()

    def _show_current(self) -> None:
        row = self.table.current()
        self.speakers.show_arrival(None if row is None else row.import_row)

    def _correct(self, column: ImportColumn, row: FileRow, text: str) -> None:
        correct, rows = column.correct, self._meant(row)
        if correct is not None:
            say = self.say_anew if column.reads_anew else self.say
            say(lambda plan: correct(plan, rows, text))

    def _meant(self, row: FileRow) -> list[int]:
        return [each.at for each in self.table.meant(row)]

    def _tick(self, row: FileRow, include: bool) -> None:  # noqa: FBT001 - what was ticked
        rows = [each.at for each in self.table.meant(row) if each.import_row.readable]
        self.say(lambda plan: with_include(plan, rows, include=include))

    def _correct_kind(self, label: str, kind: SpeakerKind | None) -> None:
        row = self.table.current()
        rows = [] if row is None else self._meant(row)
        if kind is None:
            self.say_anew(lambda plan: without_label(plan, rows, label))
        else:
            self.say(lambda plan: with_speaker(plan, rows, label, kind))

    def _correct_person(self, label: str, participant: int | None) -> None:
        row = self.table.current()
        if row is not None:
            self.say(lambda plan: with_speaker_person(plan, row.at, label, participant))

    def _ask_for_speakers(self) -> None:
        """Ask who speaks in the selected files; what comes of it is shown of the current one."""
        row = self.table.current()
        if row is None or not row.import_row.readable:
            return
        rows, plan = self._meant(row), row.plan
        name = row.import_row.file.name
        others = len(rows) - 1
        words = plural_form("{name} and {n} more file", "{name} and {n} more files", others)
        about = words.format(name=name, n=others) if others else name
        dialog = SpeakersDialog(
            about,
            offers_of(row.import_row.file.document),
            self._picked() if row.import_row.told == NOTHING_TOLD else row.import_row.told,
            partial(heard_as, plan, row.at),
            self,
        )
        dialog.told.connect(partial(self._tell, rows))
        dialog.open()

    def _tell(self, rows: list[int], told: Told) -> None:
        self.say_anew(lambda plan: with_told(plan, rows, told))

    def _take_apart(self) -> None:
        row = self.table.current()
        if row is not None:
            rows = self._meant(row)
            self.say_anew(lambda plan: with_taken_apart(plan, rows))

    def _exchange(self) -> None:
        row = self.table.current()
        if row is not None:
            rows = self._meant(row)
            self.say(lambda plan: with_exchanged(plan, rows))


class _NameDelegate(TableDelegate):
    """Cuts names of files in the middle: what tells them apart stands at both ends."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


def _is_ticked(row: FileRow) -> bool | None:
    return row.import_row.include if row.import_row.readable else None
