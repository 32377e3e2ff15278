"""Tables beside the page: which strand stands against which, and the figures before settling."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QWidget

from app.widgets.forms import DIALOG, column_of, hint, line, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import TableView
from coding.analysis.disagreements import confusions
from coding.language import _
from coding.model.settling import KeptFigures, KeptRow
from storage.queries.agreement_pairs import ComparedPair


class _Confusion(NamedTuple):
    first: str
    second: str
    n: int


class ConfusionsDialog(QDialog):
    """How often a strand of the first coder stands against another of the second."""

    def __init__(self, shown: ComparedPair, parent: QWidget) -> None:
        """Count."""
        super().__init__(parent)
        self.setWindowTitle(_("Confusions"))
        self.resize(420, 420)
        framework = shown.found.analysis_data.framework
        counted = confusions(shown.found.compared.disagreements).most_common()
        rows = [
            _Confusion(framework.by_id[one].short, framework.by_id[other].short, n)
            for (one, other), n in counted
        ]
        first, second = shown.pair.initials
        model: TableModel[_Confusion] = TableModel(
            (
                TableColumn(first, lambda row: row.first, is_wide=True),
                TableColumn(second, lambda row: row.second, is_wide=True),
                TableColumn(_("Passages"), lambda row: str(row.n), is_number=True),
            )
        )
        model.show_rows(rows)
        about = _("Where one gave a strand, the other gave another on at least the share of the words.")
        self.table = TableView(model, _("Confusions"))
        column_of(hint(about), wide(self.table), on=self, margins=DIALOG, spacing=10)


class BeforeDialog(QDialog):
    """The figures as they were before anything was settled."""

    def __init__(self, kept: Sequence[KeptFigures], parent: QWidget) -> None:
        """Show the last that were kept."""
        super().__init__(parent)
        self.setWindowTitle(_("Figures before settling"))
        self.resize(520, 480)
        if not kept:
            column_of(hint(_("No figures were kept.")), on=self, margins=DIALOG)
            return
        last = kept[-1]
        model: TableModel[KeptRow] = TableModel(_kept_columns(last), key=lambda row: row.label)
        model.show_rows(last.rows)
        self.table = TableView(model, _("Figures before settling"))
        words = _("{same} of {n} codings the same").format(same=last.same, n=last.by_either)
        unit = _("Unit: {how}").format(how=last.measuring.words)
        column_of(line(words, "heading"), hint(unit), wide(self.table), on=self, margins=DIALOG, spacing=8)


def _kept_columns(kept: KeptFigures) -> tuple[TableColumn[KeptRow], ...]:
    return (
        TableColumn(_("Strand"), lambda row: row.label, is_wide=True),
        TableColumn(_("both"), lambda row: str(row.both), is_number=True),
        TableColumn(_("only the first"), lambda row: str(row.first_only), is_number=True),
        TableColumn(_("only the second"), lambda row: str(row.second_only), is_number=True),
        TableColumn(
            kept.measuring.coefficient.short,
            _rounded,
            is_number=True,
            tool_tip=lambda row: row.coefficient,
        ),
    )


def _rounded(row: KeptRow) -> str:
    try:
        return f"{float(row.coefficient):.2f}"
    except ValueError:
        return "–"
