"""What every tab of the import page is: a list above, what is said of the selected line below."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.widgets.forms import NONE, PAGE, Part, column_of, wide
from app.widgets.table_view import RowsTable
from coding.intake.plan import ImportPlan
from coding.model.study import Span

Correction = Callable[[ImportPlan], ImportPlan]


def in_turn(corrections: Iterable[Correction]) -> Correction:
    """Return what makes all these corrections, one after the other."""
    kept = tuple(corrections)
    return lambda plan: reduce(lambda corrected, correct: correct(corrected), kept, plan)


class PanelContext(NamedTuple):
    """What the preview shows: a row of the plan, and a passage of its text."""

    row: int | None = None
    span: Span | None = None


class ImportPanel(QWidget):
    """One step. Subclasses say what it is called, and write title() and show_plan().

    ``is_optional`` is a step that an import can do without; one that ``can_be_done`` is ticked where nothing
    is to be reviewed.
    """

    step = ""
    is_optional = False
    can_be_done = True
    corrected = Signal(object)  # a Correction that is quick
    read_anew = Signal(object)  # a Correction that all files may have to be read anew for
    shown_changed = Signal()

    def __init__(self, detail: QWidget, parent: QWidget | None = None) -> None:
        """Show this below, beside the text, while the tab is on view."""
        super().__init__(parent)
        self.detail = detail

    def fill_with(self, table: RowsTable[Any], *above: Part) -> None:
        """Show this table, parts in rows above it; the preview follows its current row."""
        column_of(*above, wide(table), on=self, margins=PAGE if above else NONE, spacing=8)
        table.selectionModel().currentChanged.connect(self.shown_changed)

    def say(self, correction: Correction) -> None:
        """Ask for a correction that is quick."""
        self.corrected.emit(correction)

    def say_anew(self, correction: Correction) -> None:
        """Ask for a correction that all files may have to be read anew for."""
        self.read_anew.emit(correction)

    def title(self, plan: ImportPlan) -> str:
        """Return what the tab is called, with its counts; empty where there is nothing to show."""
        raise NotImplementedError

    def to_review(self, _plan: ImportPlan) -> int:
        """Return how many things are to be reviewed."""
        return 0

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan, or the same one corrected: what is selected stays selected."""
        raise NotImplementedError

    def shown(self) -> PanelContext | None:
        """Return what the preview is to show; None where that is the file selected in the first tab."""
        return None

    def regions(self) -> list[QWidget]:
        """Return the widgets that F6 goes round."""
        return [self, self.detail]
