"""The study's facts in one dialog with tabs; everything typed is stored at once and can be undone."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabWidget, QWidget

from app.details.attribute_sources import AttributeDetails
from app.details.case_sources import CaseDetails
from app.details.interview_dialog import InterviewDetailsDialog
from app.details.interview_source import DocumentsDetails, InterviewsDetails
from app.details.sources import CoderDetails, PeopleDetails, RoleDetails, RoundDetails, SchoolDetails
from app.shell.open_study import OpenStudy
from app.widgets.editing_dialog import EditingDialog
from app.widgets.forms import DIALOG, caption, column_of, hint, row_of, wide
from app.widgets.study_table import StudyRows, StudyTable
from coding.language import _, plural
from coding.model.document import Table
from coding.text.names import clean_name
from storage.intake.attribute_import import AttributeFill, fill_from
from storage.operations.studies import rename_study
from storage.queries.people import study_details
from storage.readers.kinds import TABLES, listing, patterns
from storage.readers.tables import read_tables
from storage.study.journal import Changes
from storage.study.tables import STUDY

_NAMED = 3  # rows that fit nobody; of more there is only the number


class StudyDetailsDialog(EditingDialog):
    """Schools, rounds, roles, people, interviews, attributes, cases and coders, a tab for each."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show the facts of the open study."""
        super().__init__(open_study, parent)
        self.setWindowTitle(_("Study details"))
        self.name = QLineEdit()
        self.tabs = QTabWidget()
        self.schools = self._tab(
            SchoolDetails(open_study), _("Schools"), _("A school’s letter begins the keys of its people.")
        )
        self.rounds = self._tab(
            RoundDetails(open_study), _("Rounds"), _("Each round of interviews is compared with the others.")
        )
        self.roles = self._tab(
            RoleDetails(open_study), _("Roles"), _("A role’s number ends the keys; charts show the groups.")
        )
        self.people = self._tab(
            PeopleDetails(open_study),
            _("People"),
            _("A person’s post may change from round to round: type its key, such as B2, under the round."),
        )
        self.interviews = self._tab(
            InterviewsDetails(open_study),
            _("Interviews"),
            _("Interviews come with their transcripts; one that is still to come can be added here."),
        )
        self.documents = self._tab(
            DocumentsDetails(open_study),
            _("Documents"),
            _("Documents and notes are coded as interviews are, and never counted among them."),
        )
        self.attributes = self._tab(
            AttributeDetails(open_study),
            _("Attributes"),
            _("What else is said of them, and of cases; each becomes a column, a filter and a grouping."),
        )
        self.cases = self._tab(
            CaseDetails(open_study),
            _("Cases"),
            _("What you look at as one, beside the schools: its schools, interviews and people."),
        )
        self.coders = self._tab(
            CoderDetails(open_study),
            _("Coders"),
            _("Who codes. To remove a coder takes all their codings and memos out; undo brings them back."),
        )
        self.interviews.view.opened.connect(self._open_current)
        self._add_people_button()
        self._add_table_button()
        self._lay_out()
        self._show_name()
        self.name.editingFinished.connect(self._rename)
        open_study.study_changed.connect(self._on_study_changed)

    def _tab(self, source: StudyRows[Any], title: str, hint: str) -> StudyTable:
        table = StudyTable(source, title, hint)
        self.tabs.addTab(table, title)
        return table

    def _add_people_button(self) -> None:
        button = QPushButton(_("People and speakers…"))
        button.clicked.connect(self._open_current)
        self.interviews.buttons.insertWidget(1, button)

    def _add_table_button(self) -> None:
        button = QPushButton(_("From a table…"))
        button.setToolTip(
            _("A table of people or interviews ({endings}): its further columns").format(
                endings=listing(TABLES)
            )
        )
        button.setEnabled(self.open_study.can_write)
        button.clicked.connect(AttributeImport(self.open_study, self).choose)
        self.attributes.buttons.insertWidget(1, button)

    def _lay_out(self) -> None:
        label = caption(_("Name of the study"), self.name)
        self.about = hint(study_details(self.open_study.reader).about, "")
        self.about.setVisible(bool(self.about.text()))
        self.name.setAccessibleName(label.text())
        self.name.setEnabled(self.open_study.can_write)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        column_of(
            row_of(label, wide(self.name)),
            self.about,
            wide(self.tabs),
            self.bottom(),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(980, 620)

    def _show_name(self) -> None:
        self.name.setText(study_details(self.open_study.reader).name)

    def _rename(self) -> None:
        name = clean_name(self.name.text())
        if name and name != study_details(self.open_study.reader).name:
            self.open_study.perform(rename_study(name))
        self._show_name()

    def _on_study_changed(self, changes: Changes) -> None:
        if changes.touches(STUDY):
            self._show_name()

    def _open_current(self) -> None:
        row = self.interviews.model.row_at(self.interviews.view.currentIndex())
        if row is not None:
            self.open_interview(row.id)

    def open_interview(self, interview_id: int) -> None:
        """Show who takes part in an interview, and who speaks."""
        InterviewDetailsDialog(self.open_study, interview_id, self).open()


class AttributeImport(QObject):
    """Asks for a table, reads it, and writes what it says of people and interviews."""

    def __init__(self, open_study: OpenStudy, parent: QObject) -> None:
        """Fill in this study."""
        super().__init__(parent)
        self._study = open_study

    def choose(self) -> None:
        """Ask for the file and read it on a thread."""
        path = self._study.notices.ask_file(
            _("Attributes from a table"), _("Tables ({endings})").format(endings=patterns(TABLES))
        )
        if path is not None:
            self._study.jobs.start(
                _("Reading {file}").format(file=path.name),
                lambda _progress: read_tables(Path(path)),
                done=self._fill_in,
                failed=self._study.report,
            )

    def _fill_in(self, tables: tuple[Table, ...]) -> None:
        """Write each table as one step, and say what of it was taken."""
        said: list[str] = []
        for table in tables:
            fill = fill_from(self._study.reader, table)
            if fill.taken:
                self._study.perform(fill.operation)
            said.append(_in_words(table, fill))
        self._study.notices.say(" ".join(said))


def _in_words(table: Table, fill: AttributeFill) -> str:
    """Return how many rows were taken, and which fit nothing."""
    taken = _("{table}: {rows} taken.").format(
        table=table.name, rows=plural("{n} row", "{n} rows", fill.taken)
    )
    if not fill.lost:
        return taken
    first = [next(filter(None, table.rows[at]), "") for at in fill.lost[:_NAMED]]
    more = ["…"] if len(fill.lost) > _NAMED else []
    lost = plural("{n} row fits nobody", "{n} rows fit nobody", len(fill.lost))
    return f"{taken} {lost}: {', '.join([*first, *more])}."
