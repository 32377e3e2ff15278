"""The last tab: what the files hold and what does not come in, line by line."""

from PySide6.QtWidgets import QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.widgets.forms import PANEL, STRETCH, column_of, hint
from app.widgets.rows_table import RowsField, RowsModel, RowsTable
from coding.intake.left_out import SkippedItem, left_out
from coding.intake.plan import ImportPlan
from coding.language import _


class LeftOutPanel(ImportPanel):
    """A line for whatever stays outside, and why."""

    tab_id = "left out"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing left out."""
        super().__init__(_explanation(), parent)
        fields = [
            RowsField[SkippedItem](_("File"), 300, lambda row: row.name),
            RowsField[SkippedItem](_("What stays outside, and why"), 600, lambda row: row.reason),
        ]
        self.model = RowsModel[SkippedItem](fields, lambda row: row, self)
        self.table = RowsTable[SkippedItem](self.model, _("What is left out"))
        column_of(self.table, on=self)
        self.table.selectionModel().currentChanged.connect(self.shown_changed)

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
