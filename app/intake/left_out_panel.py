"""The last tab: what the files hold and what does not come in, line by line."""

from PySide6.QtWidgets import QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.widgets.forms import PANEL, STRETCH, column_of, hint
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.left_out import SkippedItem, left_out
from coding.intake.plan import ImportPlan
from coding.language import N_, _


class LeftOutPanel(ImportPanel):
    """A line for whatever stays outside, and why."""

    step = N_("Left out")
    can_be_done = False

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing left out."""
        super().__init__(_explanation(), parent)
        columns = [
            TableColumn[SkippedItem](_("File"), lambda row: row.name, width=300),
            TableColumn[SkippedItem](_("What stays outside, and why"), lambda row: row.reason, width=600),
        ]
        self.table = RowsTable(TableModel(columns), _("What is left out"))
        self.fill_with(self.table)

    def title(self, plan: ImportPlan) -> str:
        """Return how many things are left out."""
        count = len(left_out(plan))
        return _("Left out {n}").format(n=count) if count else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """List what stays outside."""
        self.table.show_rows(left_out(plan))

    def shown(self) -> PanelContext:
        """Return the file that the line is about."""
        row = self.table.current()
        return PanelContext(None if row is None else row.at)


def _explanation() -> QWidget:
    whole = QWidget()
    words = _(
        "Everything else in the files comes in. What cannot be read can be brought later: mend the file "
        "and drop it again; what is in the study already is left out by itself."
    )
    column_of(hint(words), STRETCH, on=whole, margins=PANEL)
    return whole
