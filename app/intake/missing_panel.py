"""The tab of what nobody has said yet: asked once for many files."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.intake.panel import ImportPanel, PanelContext
from app.shell import theme
from app.widgets.forms import STRETCH, Form, hint
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.corrections import with_date, with_role, with_round, with_school, with_speaker
from coding.intake.missing import Missing, MissingField, missing
from coding.intake.plan import ImportPlan
from coding.language import N_, _, plural
from coding.model.study import SpeakerKind
from coding.text.sorting import natural_key

_WORDS = {
    MissingField.ROUND: N_("the round"),
    MissingField.SCHOOL: N_("the school"),
    MissingField.ROLE: N_("the role"),
    MissingField.DATE: N_("the date"),
    MissingField.INTERVIEWER: N_("who asks the questions"),
    MissingField.TWO_ROLES: N_("which role: a label says another"),
}


class MissingPanel(ImportPanel):
    """A line for each thing that several files lack; the answer is given in place."""

    step = N_("Missing")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing missing."""
        words = _("Choose or type the answer in the line: it goes to all its files.")
        self.form = Form(_("What is missing"), hint(words), STRETCH)
        super().__init__(self.form, parent)
        self._plan = ImportPlan()
        answer = TableColumn[Missing](
            _("Answer"),
            lambda _row: "?",
            self._answer,
            240,
            choices=self._choices,
            is_free=True,
            colour=_warning,
        )
        columns = [
            TableColumn[Missing](_("Missing"), lambda row: _(_WORDS[row.field]), width=190),
            answer,
            TableColumn[Missing](_("Files"), lambda row: str(len(row.indices)), width=60, is_number=True),
            TableColumn[Missing](_("In"), _where, width=460),
        ]
        model = TableModel(columns, lambda row: (row.field, row.folder))
        self.table = RowsTable(model, _("What is missing"))
        self.fill_with(self.table)

    def title(self, plan: ImportPlan) -> str:
        """Return how many things are missing."""
        count = len(missing(plan))
        return _("Missing {n}").format(n=count) if count else ""

    def to_review(self, plan: ImportPlan) -> int:
        """Return how many things are missing."""
        return len(missing(plan))

    def show_plan(self, plan: ImportPlan) -> None:
        """List what is missing."""
        self._plan = plan
        self.table.show_rows(missing(plan))

    def shown(self) -> PanelContext:
        """Return the first file that lacks it."""
        row = self.table.current()
        return PanelContext() if row is None or not row.indices else PanelContext(row.indices[0])

    def _choices(self, row: Missing) -> list[str]:
        known = self._plan.known
        match row.field:
            case MissingField.ROUND:
                here = [import_row.round.value for import_row in self._plan.rows]
                return _offered([*here, *(round_.name for round_ in known.rounds)])
            case MissingField.SCHOOL:
                here = [import_row.school.value for import_row in self._plan.rows]
                return _offered([*here, *(school.letter for school in known.schools)])
            case MissingField.ROLE | MissingField.TWO_ROLES:
                return [f"{role.number} {role.name}" for role in known.roles]
            case MissingField.INTERVIEWER:
                rows = [self._plan.rows[at] for at in row.indices]
                return list(
                    dict.fromkeys(label.label for import_row in rows for label in import_row.speaker_labels)
                )
            case MissingField.DATE:
                return []

    def _answer(self, row: Missing, text: str) -> None:
        for each in self.table.meant(row):
            if text and each.field is row.field:
                self.say(partial(_answered, missing_one=each, text=text))


def _answered(plan: ImportPlan, missing_one: Missing, text: str) -> ImportPlan:
    rows = missing_one.indices
    match missing_one.field:
        case MissingField.ROUND:
            return with_round(plan, rows, text)
        case MissingField.SCHOOL:
            return with_school(plan, rows, text)
        case MissingField.DATE:
            return with_date(plan, rows, text)
        case MissingField.INTERVIEWER:
            return with_speaker(plan, rows, text, SpeakerKind.INTERVIEWER)
        case MissingField.ROLE | MissingField.TWO_ROLES:
            number = text.partition(" ")[0]
            return with_role(plan, rows, int(number)) if number.isdigit() else plan


def _offered(names: Iterable[str]) -> list[str]:
    return sorted(set(filter(None, names)), key=natural_key)


def _warning(_row: Missing) -> str | None:
    return theme.current().warning


def _where(row: Missing) -> str:
    """Return the folder, or the first files."""
    if row.folder:
        return _("folder {name}").format(name=row.folder)
    more = len(row.indices) - len(row.examples)
    rest = [plural("and {n} more", "and {n} more", more)] if more > 0 else []
    return ", ".join((*row.examples, *rest))
