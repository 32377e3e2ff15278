"""The first tab: a table of the files, and the speakers of the selected one."""

from PySide6.QtWidgets import QWidget

from app.intake.file_speakers import SpeakersPanel
from app.intake.model import ImportModel
from app.intake.panel import ImportPanel, PanelContext
from app.intake.table import ImportTable
from app.widgets.forms import column_of
from coding.intake.corrections import with_include, with_speaker, with_speaker_person, without_label
from coding.intake.plan import ImportPlan, ImportRow
from coding.language import _
from coding.model.study import SpeakerKind


class FilesPanel(ImportPanel):
    """A row a file, corrected in place; below, who speaks in it."""

    tab_id = "files"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no files yet."""
        self.speakers = SpeakersPanel()
        super().__init__(self.speakers, parent)
        self.model = ImportModel(self)
        self.table = ImportTable(self.model)
        column_of(self.table, on=self)
        self.model.typed.connect(self._correct)
        self.model.ticked.connect(self._tick)
        self.table.tick_wanted.connect(self._tick_selected)
        self.table.rows_shown.connect(self._show_current)
        self.speakers.kind_chosen.connect(self._correct_kind)
        self.speakers.person_chosen.connect(self._correct_person)

    def title(self, plan: ImportPlan) -> str:
        """Return how many files there are."""
        return _("Files {n}").format(n=len(plan.rows))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the files of a plan."""
        self.model.show_plan(plan)
        self._show_current()

    def shown(self) -> PanelContext:
        """Return the file that the cursor is in."""
        row = self.table.current_row()
        return PanelContext(row if row is not None and row < self.model.rowCount() else None)

    def regions(self) -> list[QWidget]:
        """Return the table and the speakers."""
        return [self.table, self.speakers]

    def select_last(self, count: int) -> None:
        """Go to the first of the last so many files that has something to show."""
        new = range(self.model.rowCount() - max(count, 1), self.model.rowCount())
        self.table.selectRow(next((row for row in new if self.model.import_row(row).readable), new.start))
        self.table.setFocus()

    def _current(self) -> ImportRow | None:
        row = self.shown().row
        return None if row is None else self.model.import_row(row)

    def _show_current(self) -> None:
        self.speakers.show_arrival(self._current())
        self.shown_changed.emit()

    def _correct(self, row: int, column: int, text: str) -> None:
        field, rows = self.model.columns[column], self.table.rows_meant(row)
        correct = field.correct
        if correct is not None:
            say = self.say_anew if field.reads_anew else self.say
            say(lambda plan: correct(plan, rows, text))

    def _tick(self, row: int, include: bool) -> None:  # noqa: FBT001 - a signal's value
        rows = self.table.rows_meant(row)
        self.say(lambda plan: with_include(plan, rows, include=include))

    def _tick_selected(self) -> None:
        """Take the selected rows in, or leave them out if all of them are in."""
        rows = [row for row in self.table.selected_rows() if self.model.import_row(row).readable]
        all_in = all(self.model.import_row(row).include for row in rows)
        self.say(lambda plan: with_include(plan, rows, include=not all_in))

    def _correct_kind(self, label: str, kind: SpeakerKind | None) -> None:
        rows = self._rows()
        if kind is None:
            self.say_anew(lambda plan: without_label(plan, rows, label))
        else:
            self.say(lambda plan: with_speaker(plan, rows, label, kind))

    def _correct_person(self, label: str, participant: int | None) -> None:
        row = self.table.current_row()
        if row is not None:
            self.say(lambda plan: with_speaker_person(plan, row, label, participant))

    def _rows(self) -> list[int]:
        row = self.table.current_row()
        return [] if row is None else self.table.rows_meant(row)
