"""The tab of names and headings: patterns say what their parts mean, with examples as they are written."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.intake.pattern_trial import PatternTrial
from app.widgets.forms import PAGE, STRETCH, Form, column_of, hint, wide
from coding.intake.patterns import with_pattern
from coding.intake.plan import ImportPlan, PatternOf
from coding.language import N_, _


class NamesPanel(ImportPanel):
    """A field each for the pattern of names and of headings, over what the one in hand makes of the files."""

    step = N_("Names and headings")
    is_optional = True

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without files."""
        self.form = _PatternHelp()
        super().__init__(self.form, parent)
        self.name = PatternTrial(PatternOf.NAME, _("File name"), _("Pattern of the files’ names"), self)
        self.heading = PatternTrial(PatternOf.HEADING, _("Heading"), _("Pattern of the headings"), self)
        self._trials = {PatternOf.NAME: self.name, PatternOf.HEADING: self.heading}
        self._examples = QStackedWidget()
        self._lay_out()
        for of, trial in self._trials.items():
            trial.entered.connect(partial(self._turn_to, trial))
            trial.decided.connect(partial(self._decide, of))
            trial.table.selectionModel().currentChanged.connect(self.shown_changed)

    def _lay_out(self) -> None:
        lines = QGridLayout()
        lines.setColumnStretch(1, 1)
        for row, trial in enumerate(self._trials.values()):
            for at, part in enumerate((trial.label, trial.pattern, trial.use, trial.take_back)):
                lines.addWidget(part, 2 * row, at)
            lines.addWidget(trial.said, 2 * row + 1, 1, 1, 3)
            self._examples.addWidget(trial.table)
        column_of(lines, wide(self._examples), on=self, margins=PAGE, spacing=8)

    def title(self, plan: ImportPlan) -> str:
        """Return what the tab is called."""
        return _("Names and headings") if plan.rows else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the patterns make of a plan's files; what is being written stays."""
        for trial in self._trials.values():
            trial.show_plan(plan)

    def shown(self) -> PanelContext:
        """Return the file of the line."""
        example = self._trial().table.current()
        return PanelContext(None if example is None else example.index)

    def regions(self) -> list[QWidget]:
        """Return the patterns and the examples."""
        return [self.name.pattern, self.heading.pattern, self._trial().table]

    def _trial(self) -> PatternTrial:
        """Return the one whose examples are shown."""
        return next(t for t in self._trials.values() if t.table is self._examples.currentWidget())

    def _turn_to(self, trial: PatternTrial) -> None:
        self._examples.setCurrentWidget(trial.table)
        self.shown_changed.emit()

    def _decide(self, of: PatternOf, pattern: str) -> None:
        self.say_anew(partial(with_pattern, pattern=pattern, of=of))


class _PatternHelp(Form):
    """What a pattern is made of."""

    def __init__(self) -> None:
        lines = (
            _("{round} {school} {role} {key} {person} {date} stand for what is read; {any} for the rest."),
            _("A slash stands between a folder and what is in it: {round}/{school}{role} {any}"),
            _(
                "The heading is what stands before the first speaker. There a slash leads to the next line: "
                "{school}/{role}, {date}"
            ),
            _("{key} is school and role in one, such as B2."),
            _("Where both say something, the name wins. What you have typed yourself stays."),
        )
        super().__init__(_("How a pattern is written"), *map(hint, lines), STRETCH)
