"""What was understood of tables of answers, put right before anything is stored."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QScrollArea, QWidget

from app.shell.open_study import OpenStudy
from app.widgets.forms import STRETCH, button, caption, column_of, hint, named, row_of, show_in, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.language import N_, _, plural
from coding.survey.headings import AnswerUse
from coding.survey.plan import SurveyPlan, with_column, with_survey_round
from coding.survey.table import ReadColumn, SurveyTable
from storage.operations.surveys import store_answers

_SIZE = (860, 600)
_NOTES = 110  # pixels
_CHOICES = (
    *(AnswerUse.LEFT_OUT, AnswerUse.SCHOOL, AnswerUse.ROLE, AnswerUse.GROUP, AnswerUse.KEY),
    *(AnswerUse.ROUND, AnswerUse.RESPONDENT),
)


class SurveyImportDialog(QDialog):
    """Shows each table's columns with what they were taken for, and who answered; stores on a press."""

    def __init__(self, open_study: OpenStudy, plan: SurveyPlan, parent: QWidget | None = None) -> None:
        """Show a plan."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import answers to a survey"))
        self.resize(*_SIZE)
        self._study, self.plan = open_study, plan
        self.tables = named(QComboBox(), _("Table"))
        self.round = named(QLineEdit(), _("Round of these answers"))
        self.round.setMaximumWidth(120)
        self.columns: TableModel[ReadColumn] = TableModel(self._columns(), lambda column: column.at)
        self.view: RowsTable[ReadColumn] = RowsTable(self.columns, _("Columns"))
        self.meaning = named(QComboBox(), _("The chosen column is"))
        self.summary, self.survey = hint(role="strong"), hint()
        self.notes = named(QScrollArea(), _("Notes on the answers"))
        self.notes.setFixedHeight(_NOTES)
        self.notes.setWidgetResizable(True)
        self.store = button(_("Store the answers"), self._store, "primary")
        self._lay_out()
        for table in plan.tables:
            self.tables.addItem(table.sheet.called)
        self.tables.currentIndexChanged.connect(self._show_table)
        self.round.editingFinished.connect(self._say_round)
        self.view.selectionModel().currentRowChanged.connect(self._follow)
        self.meaning.activated.connect(self._say_meaning)
        open_study.closing.connect(self.reject)
        first = next((at for at, table in enumerate(plan.tables) if table.is_included), 0)
        self.tables.setCurrentIndex(first)
        self._show_table()

    def _lay_out(self) -> None:
        about = _(
            "Nothing is stored yet. Choose a column to say what it is, if it was taken for something else."
        )
        head = row_of(
            caption(_("Table"), self.tables), wide(self.tables), caption(_("Round"), self.round), self.round
        )
        which = row_of(caption(_("This column is"), self.meaning), wide(self.meaning), STRETCH)
        foot = row_of(STRETCH, button(_("Close"), self.reject), self.store)
        parts = (hint(about), head, self.summary, self.survey, wide(self.view), which, self.notes, foot)
        column_of(*parts, on=self, margins=(16, 14, 16, 14), spacing=8)

    @staticmethod
    def _columns() -> Sequence[TableColumn[ReadColumn]]:
        return (
            TableColumn(_("Column"), lambda row: row.heading or str(row.at + 1), is_wide=True),
            TableColumn(_("Taken for"), lambda row: _(row.use), width=170),
            TableColumn(_("Name"), lambda row: row.name, width=90),
            TableColumn(_("Certainty"), _certainty, width=90),
            TableColumn(_("First answer"), lambda row: row.sample, width=150),
        )

    # --- what is shown -----------------------------------------------------------------------

    @property
    def _at(self) -> int:
        return max(self.tables.currentIndex(), 0)

    def _table(self) -> SurveyTable | None:
        return self.plan.tables[self._at] if self.plan.tables else None

    def _show_table(self) -> None:
        table = self._table()
        if table is not None:
            self.view.show_rows(table.columns)
            self.round.setText(", ".join(table.rounds))
            self.summary.setText(table.problem or _who_in_words(table))
            rows = [
                _("Row {row} is left out, {reason}: {text}").format(row=row, text=text, reason=reason)
                for row, text, reason in table.left_out
            ]
            notes = QLabel("\n".join((*table.notes, *rows)) or _("Nothing is left out."))
            notes.setWordWrap(True)
            notes.setMargin(6)
            show_in(self.notes, notes)
        self.survey.setText(self._survey_in_words())
        self.store.setEnabled(
            bool(self.plan.included) and not self.plan.lacks_round and self._study.can_write
        )
        self._follow()

    def _survey_in_words(self) -> str:
        asked = plural("{n} statement or question", "{n} statements and questions", self._count)
        if not self.plan.is_new:
            return _("Survey: {name}, {asked}.").format(name=self.plan.instrument.name, asked=asked)
        said = _("The survey that is set up: {name}, {asked}.")
        words = said.format(name=self.plan.instrument.name, asked=asked)
        lacks = _("Say of which round the answers are.") if self.plan.lacks_round else ""
        return " ".join(filter(None, (words, self.plan.instrument.notes, lacks)))

    @property
    def _count(self) -> int:
        return len(self.plan.instrument.places)

    def _follow(self) -> None:
        """Offer what the chosen column can be."""
        row = self.view.current()
        self.meaning.clear()
        self.meaning.setEnabled(row is not None)
        if row is None:
            return
        for use in _CHOICES:
            self.meaning.addItem(_(use), (use, ""))
        for name, (_bank, item) in self.plan.instrument.by_name.items():
            self.meaning.addItem(f"{name} · {item.text}", (AnswerUse.STATEMENT, name))
        for bank in self.plan.instrument.banks:
            words = _("ticks of {bank}").format(bank=bank.called)
            self.meaning.addItem(words, (AnswerUse.TICKS, bank.called))
        wanted = (row.use, row.name if row.use in {AnswerUse.STATEMENT, AnswerUse.TICKS} else "")
        places = [self.meaning.itemData(at) for at in range(self.meaning.count())]
        self.meaning.setCurrentIndex(places.index(wanted) if wanted in places else 0)

    # --- what is said ------------------------------------------------------------------------

    def _say_meaning(self) -> None:
        row = self.view.current()
        if row is not None:
            use, name = self.meaning.currentData()
            self.plan = with_column(self.plan, self._at, row.at, use, name)
            self._show_table()

    def _say_round(self) -> None:
        table, said = self._table(), self.round.text().strip()
        if table is not None and said and said != ", ".join(table.rounds):
            self.plan = with_survey_round(self.plan, [self._at], said)
            self._show_table()

    def _store(self) -> None:
        if self._study.perform(store_answers(self.plan)) is not None:
            self.accept()


def _certainty(column: ReadColumn) -> str:
    if column.use not in {AnswerUse.STATEMENT, AnswerUse.QUESTION}:
        return ""
    return _("{n} %, {by}").format(n=column.certainty, by=_(_BY.get(column.by, column.by)))


_BY = {
    "number": N_("name"),
    "words": N_("words"),
    "likeness": N_("likeness"),
    "content": N_("answers"),
    "said": N_("said"),
}


def _who_in_words(table: SurveyTable) -> str:
    count = plural("{n} respondent", "{n} respondents", len(table.respondents))
    groups: dict[str, int] = {}
    for each in table.respondents:
        groups[each.group or _("not known")] = groups.get(each.group or _("not known"), 0) + 1
    parts = ", ".join(f"{name} {n}" for name, n in sorted(groups.items()))
    return f"{count}: {parts}"
