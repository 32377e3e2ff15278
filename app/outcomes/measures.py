"""What is measured of schools, as a table of the study."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.language import N_, _
from coding.model.outcomes import MeasureSettings, OutcomeMeasure
from coding.model.survey import Better, MeasureKind
from storage.operations.outcomes import add_measure, change_measure, remove_measure
from storage.queries.outcomes import outcome_measures
from storage.study.operation import Operation
from storage.study.tables import CODE, FRAMEWORK, MEASURE

_NONE: Final = "–"
_NAME: Final = 190  # pixels
_KINDS: Final = {MeasureKind.NUMBER: N_("figure"), MeasureKind.RATING: N_("rating")}
_BETTER: Final = {Better.HIGHER: N_("higher"), Better.LOWER: N_("lower"), Better.NEITHER: N_("neither")}


class MeasureRows(StudyRows[OutcomeMeasure]):
    """Measures in their order; typing a name adds one."""

    tables = (MEASURE, CODE, FRAMEWORK)
    new = N_("Add a measure: type its name")

    def rows(self) -> Sequence[OutcomeMeasure]:
        """Return the measures."""
        return outcome_measures(self.study.reader)

    def columns(self) -> Sequence[TableColumn[OutcomeMeasure]]:
        """Return name, kind, unit, which way is good, strand, levels, breaks, floor and source."""
        strands = {code.id: code.label or code.name for code in self.study.framework.codes}
        return (
            TableColumn(_("Measure"), lambda row: row.name, _named, _NAME),
            TableColumn(
                _("Kind"),
                lambda row: _(_KINDS[row.kind]),
                lambda row, text: change_measure(replace(row, kind=_key_of(_KINDS, text))),
                choices=lambda _row: list(map(_, _KINDS.values())),
            ),
            TableColumn(_("Unit"), lambda row: row.unit, lambda row, t: change_measure(replace(row, unit=t))),
            TableColumn(
                _("Better"),
                lambda row: _(_BETTER[row.better]),
                lambda row, text: change_measure(replace(row, better=_key_of(_BETTER, text))),
                choices=lambda _row: list(map(_, _BETTER.values())),
                about=_("Whether a higher figure is the better one"),
            ),
            TableColumn(
                _("Strand"),
                lambda row: strands.get(row.code_id or 0, _NONE),
                lambda row, text: change_measure(replace(row, code_id=_id_of(strands, text))),
                choices=lambda _row: [_NONE, *strands.values()],
                about=_("The strand whose codings stand beside it"),
            ),
            TableColumn(
                _("Levels"),
                lambda row: ", ".join(row.levels),
                lambda row, text: change_measure(replace(row, levels=_parts(text))),
                about=_("Of a rating, from the lowest: red, amber, green"),
            ),
            TableColumn(
                _("New test in"),
                lambda row: ", ".join(row.settings.breaks),
                lambda row, text: _with(row, breaks=_parts(text)),
                about=_("Years whose figures are not to be compared with those before"),
            ),
            TableColumn(
                _("Floor, as a rule"),
                lambda row: row.settings.floor,
                lambda row, text: _with(row, floor=text.strip()),
                about=_("A standard that asks for several things at once is a rule and no line"),
            ),
            TableColumn(_("Source"), lambda row: row.source, _sourced, is_wide=True),
        )

    def add(self, column: int, text: str) -> Operation[int]:
        """Return what adds a measure of this name."""
        return add_measure(text if column == 0 else "")

    def remove(self, row: OutcomeMeasure) -> Operation[Any]:
        """Return what removes a measure with its figures."""
        return remove_measure(row.id)


def _named(row: OutcomeMeasure, text: str) -> Operation[Any]:
    return change_measure(replace(row, name=text))


def _sourced(row: OutcomeMeasure, text: str) -> Operation[Any]:
    return change_measure(replace(row, source=text))


def _with(row: OutcomeMeasure, **settings: Any) -> Operation[Any]:
    changed: MeasureSettings = replace(row.settings, **settings)
    return change_measure(replace(row, settings=changed))


def _key_of(words: dict[Any, str], text: str) -> Any:
    return next(key for key, said in words.items() if _(said) == text)


def _id_of(strands: dict[int, str], text: str) -> int | None:
    return next((id_ for id_, name in strands.items() if name == text), None)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.replace(";", ",").split(","))))
