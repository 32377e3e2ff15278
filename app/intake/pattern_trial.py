"""A field for a pattern, and what the pattern makes of every file while it is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.errors import UserError
from coding.intake.patterns import PatternExample, pattern_examples, suggested
from coding.intake.plan import ImportPlan, PatternOf
from coding.language import N_, _

_VALUES = (
    ("round", N_("Round")),
    ("school", N_("School")),
    ("role", N_("Role")),
    ("person", N_("Person")),
    ("date", N_("Date")),
)


class PatternTrial(QObject):
    """One pattern: its field, the buttons beside it and the table of its examples, for a panel to lay out."""

    decided = Signal(str)  # the pattern to read by; an empty one takes it back
    entered = Signal()  # the field is about to be written in

    def __init__(self, of: PatternOf, title: str, name: str, parent: QObject) -> None:
        """Begin without files; ``title`` says what is looked at, ``name`` what a screen reader calls it."""
        super().__init__(parent)
        self._of = of
        self._plan = ImportPlan()
        self.pattern = _PatternField(name)
        self.label = QLabel(title)
        self.label.setBuddy(self.pattern)
        self.use = QPushButton(_("Apply"))
        self.use.setAccessibleName(f"{self.use.text()}: {title}")
        self.take_back = QPushButton(_("Reset"))
        self.take_back.setAccessibleName(f"{self.take_back.text()}: {title}")
        self.said = ElidedLabel("dim")
        self.table = RowsTable(TableModel(_columns(title), lambda example: example.index), name)
        self.pattern.entered.connect(self.entered)
        self.pattern.editTextChanged.connect(self.entered)
        self.pattern.editTextChanged.connect(self._try)
        self.use.clicked.connect(lambda: self.decided.emit(self.pattern.currentText()))
        self.take_back.clicked.connect(lambda: self.decided.emit(""))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what it makes of a plan's files; what is being written stays."""
        self._plan = plan
        used = next((a.patterns[self._of] for a in plan.rows if self._of in a.patterns), "")
        self.pattern.offer(suggested(plan, self._of), used)
        self.take_back.setEnabled(bool(used))
        self._try(self.pattern.currentText())

    def _try(self, pattern: str) -> None:
        """Show what a pattern makes of the files, or what is wrong with it."""
        try:
            examples = pattern_examples(self._plan, pattern, self._of)
        except UserError as error:
            self.said.setText(str(error))
            self.use.setEnabled(False)
            return
        fit = sum(example.matches for example in examples)
        self.said.setText(_("fits {fit} of {n}").format(fit=fit, n=len(examples)))
        self.use.setEnabled(fit > 0)
        self.table.show_rows(examples)


class _PatternField(QComboBox):
    """Is written in, or filled with a pattern that would fit."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(32)

    def offer(self, patterns: Sequence[str], used: str) -> None:
        """Offer other patterns; what is written stays, else the one in use stands there, or the first."""
        written = self.currentText()
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        self.addItems(patterns)
        self.setEditText(written or used or self.itemText(0))
        self.blockSignals(False)  # noqa: FBT003 - Qt's

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so: examples are shown of the pattern that is written in."""
        super().focusInEvent(event)
        self.entered.emit()


def _columns(title: str) -> list[TableColumn[PatternExample]]:
    values = [TableColumn(_(word), partial(_value, name), width=110, colour=_quiet) for name, word in _VALUES]
    return [TableColumn(title, _text, width=330, colour=_quiet), *values]


def _text(example: PatternExample) -> str:
    return example.text or _("no heading")


def _value(name: str, example: PatternExample) -> str:
    return example.values.get(name, "")


def _quiet(example: PatternExample) -> str | None:
    return None if example.matches else theme.current().quiet
