"""The tab of a table that says who is who: what each column means, and what did not go together."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from app.intake.panel import ImportPanel
from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, Form, caption, hint, named, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.left_out import assumed_dates, rows_left_out
from coding.intake.plan import ImportPlan
from coding.intake.tables import with_table, without_table
from coding.intake.taken_tables import ColumnUse, TakenTable
from coding.language import N_, _, plural

_EXAMPLES = 4


class _Column(NamedTuple):
    """A column of a table and what it is used for."""

    at: int
    header: str
    use: ColumnUse
    examples: str


class TablesPanel(ImportPanel):
    """A line for each column; its use is chosen in place."""

    step = N_("Tables")
    is_optional = True

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without tables."""
        self._doubts = hint()
        self.form = Form(_("How the table met the files"), self._doubts, STRETCH)
        super().__init__(self.form, parent)
        self._plan = ImportPlan()
        self.which = named(QComboBox(), _("Table"))
        self.leave_out = QPushButton(_("Do not use this table"))
        self.met = ElidedLabel("dim")
        columns: list[TableColumn[_Column]] = [
            TableColumn(_("Column"), lambda column: column.header, width=200),
            TableColumn(_("Says"), _use, self._correct, 220, choices=_uses, colour=_colour),
            TableColumn(_("For example"), lambda column: column.examples, width=400),
        ]
        model = TableModel(columns, lambda column: (column.at, column.header))
        self.table = RowsTable(model, _("Columns of the table"))
        self.fill_with(
            self.table, row_of(caption(_("Table"), self.which), self.which, self.leave_out, wide(self.met))
        )
        self.which.activated.connect(self._show_table)
        self.leave_out.clicked.connect(self._leave_out)

    def title(self, plan: ImportPlan) -> str:
        """Return how many tables there are."""
        return _("Tables {n}").format(n=len(plan.tables)) if plan.tables else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the tables of a plan."""
        self._plan = plan
        chosen = self.which.currentText()
        self.which.clear()
        self.which.addItems([taken.table.name for taken in plan.tables])
        self.which.setCurrentIndex(max(self.which.findText(chosen), 0))
        self._show_table()

    def regions(self) -> list[QWidget]:
        """Return the choice of a table and its columns."""
        return [self.which, self.table]

    def _taken(self) -> TakenTable | None:
        at = self.which.currentIndex()
        return self._plan.tables[at] if 0 <= at < len(self._plan.tables) else None

    def _show_table(self) -> None:
        taken = self._taken()
        if taken is None:
            self.table.show_rows([])
            return
        self.met.setText(matched_in_words(taken))
        found = list(doubts(taken, self._plan))
        self._doubts.setText("\n".join(found) or _("Every row matched a file, and every file a row."))
        self.table.show_rows([_column(taken, at) for at in range(len(taken.table.header))])

    def _correct(self, row: _Column, text: str) -> None:
        taken = self._taken()
        if taken is not None:
            chosen = {column.at for column in self.table.meant(row)}
            use = next(use for use, words in USES.items() if _(words) == text)
            uses = [use if at in chosen else was for at, was in enumerate(taken.uses)]
            self.say_anew(partial(with_table, table=taken.table, uses=uses))

    def _leave_out(self) -> None:
        taken = self._taken()
        if taken is not None:
            self.say_anew(partial(without_table, name=taken.table.name))


def _column(taken: TakenTable, at: int) -> _Column:
    cells = dict.fromkeys(row[at] for row in taken.table.rows if row[at])
    return _Column(at, taken.table.header[at], taken.uses[at], " · ".join(list(cells)[:_EXAMPLES]))


def _use(column: _Column) -> str:
    return _(USES[column.use])


def _uses(_column: _Column) -> list[str]:
    return [_(words) for words in USES.values()]


def _colour(column: _Column) -> str | None:
    return theme.current().quiet if column.use is ColumnUse.LEAVE_OUT else None


USES = {
    ColumnUse.FILE: N_("the file"),
    ColumnUse.KEY: N_("the key"),
    ColumnUse.SCHOOL: N_("the school"),
    ColumnUse.ROUND: N_("the round"),
    ColumnUse.PERSON: N_("the person"),
    ColumnUse.ROLE: N_("the role"),
    ColumnUse.DATE: N_("the date"),
    ColumnUse.GROUP: N_("the group"),
    ColumnUse.OF_INTERVIEW: N_("more about the interview"),
    ColumnUse.OF_PERSON: N_("more about the person"),
    ColumnUse.LEAVE_OUT: N_("left out"),
}


def matched_in_words(taken: TakenTable) -> str:
    """Return how many rows met a file."""
    rows = plural("{n} row", "{n} rows", len(taken.table.rows))
    return _("{met} of {rows} matched").format(met=taken.match.matched, rows=rows)


def doubts(taken: TakenTable, plan: ImportPlan) -> Iterator[str]:
    """Yield what did not go together, a sentence each."""
    yield from rows_left_out(taken)
    match = taken.match
    for found in match.contradictions:
        name = plan.rows[found.index].file.name
        yield _("{file}: the table says {taken}, elsewhere it is {named}; the table’s was taken.").format(
            file=name, taken=found.taken, named=found.named
        )
    yield from assumed_dates(taken)
    if match.without_row:
        names = ", ".join(plan.rows[at].file.name for at in match.without_row)
        yield _("No row for {names}.").format(names=names)
