"""What would be stored of tables of answers: one value, shown on the page and by the command line alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coding.intake.known_study import KnownStudy
from coding.language import _
from coding.model.survey import AskedNumbers, Instrument
from coding.survey.asked_tables import asked_in
from coding.survey.drafting import drafted
from coding.survey.headings import AnswerUse
from coding.survey.joining import joined
from coding.survey.reading import read_sheet
from coding.survey.sheets import AnswerSheet
from coding.survey.table import Correction, Corrections, SurveyTable


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """Tables as they were read, and the instrument that they answer; ``is_new``: the study has none yet.

    ``asked`` is how many were asked, by round, where a table says so.
    """

    instrument: Instrument
    known: KnownStudy
    is_new: bool
    tables: tuple[SurveyTable, ...] = ()
    asked: Mapping[str, AskedNumbers] | None = None
    problems: tuple[tuple[str, str], ...] = ()  # files that cannot be read, and why

    @property
    def included(self) -> tuple[SurveyTable, ...]:
        """The tables of which something is stored."""
        return tuple(table for table in self.tables if table.is_included)

    @property
    def lacks_round(self) -> bool:
        """Tell whether it is not known of which round some answers are."""
        return any("" in table.rounds for table in self.included)


def survey_plan(
    sheets: Sequence[AnswerSheet],
    known: KnownStudy,
    own: Instrument | None,
    shipped: Instrument,
    corrections: Sequence[Corrections] = (),
) -> SurveyPlan:
    """Return what is understood of sheets; without an instrument of the study's own one is drafted."""
    instrument = own if own is not None else drafted(sheets, shipped, _name_of(sheets))
    said = [*corrections, *[Corrections()] * (len(sheets) - len(corrections))]
    tables = tuple(
        read_sheet(sheet, instrument, known, each) for sheet, each in zip(sheets, said, strict=True)
    )
    tables = joined(_only_answers(tables))
    return SurveyPlan(instrument, known, own is None, tables, asked_in(sheets, tables, known))


def _only_answers(tables: tuple[SurveyTable, ...]) -> tuple[SurveyTable, ...]:
    """Pass over sheets of questions alone beside sheets of statements: they are notes, as a rule."""
    best = max((_weight(table) for table in tables), default=0)
    return tuple(
        replace(table, problem=_("It is no table of answers."))
        if table.is_included and not table.corrections.columns and _weight(table) * 10 < best
        else table
        for table in tables
    )


def _weight(table: SurveyTable) -> int:
    uses = {AnswerUse.STATEMENT: 1, AnswerUse.TICKS: 10, AnswerUse.NAME: 10}
    return sum(uses.get(column.use, 0) for column in table.columns) if table.is_included else 0


def _name_of(sheets: Sequence[AnswerSheet]) -> str:
    stem = sheets[0].file.rpartition(".")[0] if sheets else ""
    return stem or _("Survey")


def with_corrections(plan: SurveyPlan, at: int, corrections: Corrections) -> SurveyPlan:
    """Return the plan with a table read anew by what a person says of it."""
    table = read_sheet(plan.tables[at].sheet, plan.instrument, plan.known, corrections)
    return replace(plan, tables=(*plan.tables[:at], table, *plan.tables[at + 1 :]))


def with_column(plan: SurveyPlan, at: int, column: int, use: AnswerUse, name: str = "") -> SurveyPlan:
    """Return the plan with a column taken for what a person says."""
    said = plan.tables[at].corrections
    columns = {**said.columns, column: Correction(use, name)}
    return with_corrections(plan, at, replace(said, columns=columns))


def with_cell(plan: SurveyPlan, at: int, place: tuple[int, int], cell: str) -> SurveyPlan:
    """Return the plan with a cell, by row and column of its sheet, as a person says it is."""
    said = plan.tables[at].corrections
    return with_corrections(plan, at, replace(said, cells={**said.cells, place: cell}))


def with_survey_round(plan: SurveyPlan, tables: Iterable[int], name: str) -> SurveyPlan:
    """Return the plan with tables of a round that a person says."""
    for at in tables:
        plan = with_corrections(plan, at, replace(plan.tables[at].corrections, round=name))
    return plan


def with_asked(plan: SurveyPlan, number: int) -> SurveyPlan:
    """Return the plan with how many were asked in each round of it."""
    rounds = {name for table in plan.included for name in table.rounds}
    asked = {name: replace((plan.asked or {}).get(name, AskedNumbers()), all=number) for name in rounds}
    return replace(plan, asked={**(plan.asked or {}), **asked})
