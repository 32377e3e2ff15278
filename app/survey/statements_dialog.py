"""What the survey asks: typed into a table, pasted, or read from a file; reworded for later rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QPlainTextEdit, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.editing_dialog import EditingDialog
from app.widgets.forms import DIALOG, STRETCH, button, caption, column_of, hint, named, row_of, wide
from app.widgets.name_dialog import NameDialog
from app.widgets.study_table import StudyRows, StudyTable
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.language import N_, _
from coding.model.survey import Instrument, ItemDirection, SurveyItem
from coding.survey.instrument_lines import instrument_from
from storage.intake.survey_files import statement_rows
from storage.operations.survey_items import (
    add_statements,
    hide_stages,
    remove_item,
    reword_item,
    set_item_direction,
    set_item_text,
    show_stages,
)
from storage.queries.survey_instruments import survey_of
from storage.readers.kinds import ENDINGS, TABLES, FileKind, patterns
from storage.study.operation import Operation
from storage.study.tables import BANK, ITEM, STAGE, SURVEY

_SIZE: Final = (860, 600)
_DIRECTIONS: Final = {
    ItemDirection.STRENGTH: N_("strength"),
    ItemDirection.DEFICIT: N_("deficit"),
    ItemDirection.MIXED: N_("mixed"),
}


@dataclass(frozen=True)
class StatementRow:
    """A statement with its names; ``before`` are the words it had before it was reworded."""

    id: int
    name: str
    running: str
    item: SurveyItem
    before: str = ""


class StatementRows(StudyRows[StatementRow]):
    """The statements in their order; typing ``JPD B5 its words`` in the empty row adds one."""

    tables = (SURVEY, BANK, ITEM, STAGE)
    new = N_("Add a statement: JPD B5 and its words")

    def rows(self) -> Sequence[StatementRow]:
        """Return what the survey asks."""
        survey = survey_of(self.study.reader)
        if survey is None:
            return []
        return [
            StatementRow(
                item.id,
                bank.name_of(item),
                bank.running_name_of(item),
                item,
                _before(survey, item),
            )
            for bank, item in survey.places
        ]

    def columns(self) -> Sequence[TableColumn[StatementRow]]:
        """Return the names, the words, which can be corrected, and the direction."""
        return (
            TableColumn(_("Statement"), lambda row: row.name, _never, 100, can_change=lambda _row: False),
            TableColumn(_("Number"), lambda row: row.running, width=90),
            TableColumn(_("Words"), lambda row: row.item.text, _correct, is_wide=True),
            TableColumn(
                _("Direction"),
                lambda row: _(_DIRECTIONS[row.item.direction]),
                _direct,
                100,
                choices=lambda _row: [_(words) for words in _DIRECTIONS.values()],
            ),
            TableColumn(_("Reworded from"), lambda row: row.before, width=150),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Return what adds a statement of which name and words were typed."""
        return add_statements(_typed([text.split("\t")]))

    def remove(self, row: StatementRow) -> Operation[Any] | None:
        """Return what removes a statement that nobody was asked."""
        return remove_item(row.id)


def _before(survey: Instrument, item: SurveyItem) -> str:
    earlier = survey.by_id.get(item.previous_id or 0)
    return earlier[1].text if earlier is not None else ""


def _never(_row: StatementRow, _text: str) -> None:
    """Leave a name as it is: it says where the statement stands."""


def _correct(row: StatementRow, text: str) -> Operation[None]:
    return set_item_text(row.id, text)


def _direct(row: StatementRow, text: str) -> Operation[None]:
    return set_item_direction(row.id, next(each for each, words in _DIRECTIONS.items() if _(words) == text))


def _typed(rows: Sequence[Sequence[str]]) -> Instrument:
    found = instrument_from(rows, _("Survey"))
    if not found.places:
        raise UserError(
            _("There is no statement in it."),
            _("Nothing was changed."),
            _("Write JPD A1 and its words, a line each."),
        )
    return found


class StatementsDialog(EditingDialog):
    """The table, with what brings statements in and what rewords one."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show what the survey asks."""
        super().__init__(open_study, parent)
        self.setWindowTitle(_("What the survey asks"))
        self.resize(*_SIZE)
        words = _(
            "Words are corrected where they stand. To ask in other words from now on, reword a statement: "
            "earlier answers stay with the words they were given to."
        )
        self.table = StudyTable(StatementRows(open_study), _("Statements"), words)
        self.reword = button(_("Reword for later rounds…"), self._reword)
        self.paste = button(_("Paste statements…"), self._paste)
        self.file = button(_("From a file…"), self._from_file)
        self.hides = QCheckBox(_("Leave the stages out of the form"))
        self.hides.setToolTip(_("So as not to lead: statements are then called by their running number."))
        survey = survey_of(open_study.reader)
        self.hides.setChecked(survey is not None and survey.hides_stages)
        self.hides.clicked.connect(self._hide)
        for each in (self.reword, self.paste, self.file, self.hides):
            each.setEnabled(open_study.can_write)
        buttons = row_of(self.paste, self.file, self.reword, STRETCH, self.hides)
        column_of(wide(self.table), buttons, self.bottom(), on=self, margins=DIALOG, spacing=8)

    def _reword(self) -> None:
        row = self.table.model.row_at(self.table.view.currentIndex())
        if row is None:
            self.open_study.notices.say(_("Choose a statement first."))
            return
        dialog = NameDialog(
            _("Reword {name}").format(name=row.name),
            _("Its words from now on"),
            row.item.text,
            _("Reword"),
            self,
        )
        dialog.given.connect(partial(self._ask_otherwise, row.id))
        dialog.open()

    def _ask_otherwise(self, item_id: int, text: str) -> None:
        self.open_study.perform(reword_item(item_id, text))

    def _hide(self) -> None:
        survey = survey_of(self.open_study.reader)
        if survey is None:
            self.hides.setChecked(False)
        else:
            self.open_study.perform((hide_stages if self.hides.isChecked() else show_stages)(survey.id))

    def _paste(self) -> None:
        PasteStatementsDialog(self.open_study, self).open()

    def _from_file(self) -> None:
        kinds = _("Tables and Word documents ({endings})").format(
            endings=patterns((*TABLES, *ENDINGS[FileKind.WORD]))
        )
        path = self.open_study.notices.ask_file(_("Statements of the survey"), kinds)
        if path is None:
            return
        try:
            self.open_study.perform(add_statements(_typed(statement_rows(path))))
        except UserError as error:
            self.open_study.notices.warn(error)


class PasteStatementsDialog(QDialog):
    """A field to paste into: a line a statement, or cells from a spreadsheet."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste statements"))
        self.resize(640, 460)
        self._study = open_study
        self.text = named(QPlainTextEdit(tabChangesFocus=True), _("Statements"))
        self.found = hint()
        self.add = button(_("Add"), self._add, "primary")
        about = _(
            "A line a statement: JPD A1 and its words; or a bank on a line of its own (JPD Joint practice "
            "development), its stages (A Beginning), and the statements below. “- ” before a statement, or "
            "(deficit) behind it, says that it is one; “~ ” that it is mixed."
        )
        foot = row_of(wide(self.found), button(_("Close"), self.reject), self.add)
        parts = (hint(about), caption(_("Statements"), self.text), wide(self.text), foot)
        column_of(*parts, on=self, margins=DIALOG, spacing=8)
        self.text.textChanged.connect(self._look)
        open_study.closing.connect(self.reject)
        self._look()

    def _rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.text.toPlainText().splitlines()]

    def _look(self) -> None:
        found = instrument_from(self._rows(), _("Survey"))
        banks = ", ".join(f"{bank.called} {len(bank.items)}" for bank in found.banks)
        self.found.setText(banks or _("Nothing yet."))
        self.add.setEnabled(bool(found.places))

    def _add(self) -> None:
        if self._study.perform(add_statements(_typed(self._rows()))) is not None:
            self.accept()
