"""The tab of file names: a pattern says what their parts mean, with examples as it is written."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.elided_label import ElidedLabel
from app.importing.forms import Form, beside, hint
from app.importing.panel import ImportPanel, Shown
from app.importing.rows import Field, RowsModel, RowsTable
from coding.arrivals import ImportPlan
from coding.errors import UserError
from coding.language import N_, _, plural
from coding.patterns import PatternExample, parse, pattern_examples, suggested, with_pattern

_COLUMNS = (
    ("round", N_("Round")),
    ("school", N_("School")),
    ("role", N_("Role")),
    ("person", N_("Person")),
    ("date", N_("Date")),
)


class NamesPanel(ImportPanel):
    """A field for the pattern over what it makes of every file."""

    tab_id = "names"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without files."""
        self.form = _PatternHelp()
        super().__init__(self.form, parent)
        self._plan = ImportPlan()
        self.pattern = QComboBox()
        self.pattern.setEditable(True)
        self.pattern.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.pattern.setAccessibleName(_("Pattern of the files’ names"))
        self.pattern.setMinimumContentsLength(24)
        self.use = QPushButton(_("Read names so"))
        self.take_back = QPushButton(_("As guessed"))
        self.said = ElidedLabel("dim")
        self.model = RowsModel[PatternExample](_fields(), lambda example: example.index, self)
        self.table = RowsTable[PatternExample](self.model, _("What the pattern makes of the names"))
        self._lay_out()
        self.pattern.editTextChanged.connect(self._try)
        self.use.clicked.connect(self._apply)
        self.take_back.clicked.connect(self._take_back)
        self.table.selectionModel().currentChanged.connect(self.shown_changed)

    def _lay_out(self) -> None:
        label = QLabel(_("Pattern"))
        label.setBuddy(self.pattern)
        line = beside(label, self.pattern, self.use, self.take_back, self.said, wide=self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def title(self, plan: ImportPlan) -> str:
        """Return what the tab is called."""
        return _("File names") if plan.arrivals else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the names of a plan's files; what is being written stays."""
        self._plan = plan
        used = next((arrival.pattern for arrival in plan.arrivals if arrival.pattern), "")
        written = self.pattern.currentText()
        self.pattern.blockSignals(True)  # noqa: FBT003 - Qt's
        self.pattern.clear()
        self.pattern.addItems(list(suggested(plan)))
        self.pattern.setEditText(written or used or self.pattern.itemText(0))
        self.pattern.blockSignals(False)  # noqa: FBT003 - Qt's
        self.take_back.setEnabled(bool(used))
        self._try(self.pattern.currentText())

    def shown(self) -> Shown:
        """Return the file of the line."""
        example = self.table.current()
        return Shown(None if example is None else example.index)

    def regions(self) -> list[QWidget]:
        """Return the pattern and its examples."""
        return [self.pattern, self.table]

    def _try(self, pattern: str) -> None:
        """Show what a pattern makes of the names, or what is wrong with it."""
        try:
            if pattern.strip():
                parse(pattern)
            examples = pattern_examples(self._plan, pattern if pattern.strip() else "{any}")
        except UserError as error:
            self.said.setText(str(error))
            self.use.setEnabled(False)
            return
        fit = sum(example.matches for example in examples)
        names = plural("{n} name", "{n} names", len(examples))
        self.said.setText(_("fits {fit} of {names}").format(fit=fit, names=names))
        self.use.setEnabled(bool(pattern.strip()) and fit > 0)
        self.table.show_rows(examples)

    def _apply(self) -> None:
        self.say(partial(_with_pattern, pattern=self.pattern.currentText()))

    def _take_back(self) -> None:
        self.say(partial(_with_pattern, pattern=""))


def _with_pattern(plan: ImportPlan, pattern: str) -> ImportPlan:
    return with_pattern(plan, pattern)


def _fields() -> list[Field[PatternExample]]:
    values = [Field[PatternExample](_(title), 110, partial(_value, name), _quiet) for name, title in _COLUMNS]
    return [Field[PatternExample](_("Name"), 330, lambda example: example.name, _quiet), *values]


def _value(name: str, example: PatternExample) -> str:
    return example.values.get(name, "")


def _quiet(example: PatternExample) -> str | None:
    return None if example.matches else theme.current().quiet


class _PatternHelp(Form):
    """What a pattern is made of."""

    def __init__(self) -> None:
        super().__init__(_("How a pattern is written"))
        lines = (
            _("{round} {school} {role} {key} {person} {date} stand for what is read; {any} for the rest."),
            _("A slash stands between a folder and what is in it: {round}/{school}{role} {any}"),
            _("{key} is school and role in one, such as B2. What you have typed yourself stays."),
        )
        for line in lines:
            self.column.addWidget(hint(line))
        self.column.addStretch(1)
