"""``strandline survey``: answers come in, results go out. Imports no Qt."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.importing import DryRun
from app.cli.output import Record, aligned, as_json
from app.cli.study import Json, PasswordFile, Study, note_written, reading, writing
from coding.errors import UserError
from coding.language import _, plural
from storage.readers.kinds import SURVEY_FILES, Export, ending_of, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.survey_results import SurveyResults
    from coding.survey.plan import SurveyPlan
    from coding.survey.table import SurveyTable


class SurveyAct(StrEnum):
    """What is done with a survey."""

    IMPORT = "import"
    RESULTS = "results"
    STATEMENTS = "statements"
    FORM = "form"


_Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE...",
        help=_("Tables of answers and filled-in forms (.docx): files, folders, zip archives."),
    ),
]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=_("Where the results ({endings}) or the form to hand out (.docx) go.").format(
            endings=listing(SURVEY_FILES)
        ),
    ),
]


def keep_survey(
    study: Study,
    act: Annotated[
        SurveyAct, typer.Argument(metavar="import|results|statements|form", help=_("What to do."))
    ],
    files: _Files = None,
    round_name: Annotated[
        str, typer.Option("--round", help=_("The round of the answers, or the one to print (2015)."))
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help=_(
                "Results of groups too: group (HD, SLT, T), school, role, an attribute of schools, or a "
                "question with one choice (GEN 3)."
            ),
        ),
    ] = "",
    asked: Annotated[
        int | None, typer.Option("--asked", min=0, help=_("How many were asked in the round that comes in."))
    ] = None,
    out: _Out = None,
    dry_run: DryRun = False,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Import answers, print results, list what the survey asks, or write the form to hand out."""
    _refuse_what_does_not_fit(act, files, out)
    if act is SurveyAct.IMPORT:
        _import(study, files or [], round_name.strip(), asked, password_file, dry_run=dry_run, json=json)
        return
    with reading(study, password_file) as file:
        if out is not None and act is SurveyAct.FORM:
            _write_form(file, out, round_name.strip())
        elif out is not None:
            _write_results(file, out, round_name.strip(), by.strip())
        elif act is SurveyAct.RESULTS:
            _print_results(file, round_name.strip(), by.strip(), json=json)
        else:
            _print_statements(file, json=json)


def _refuse_what_does_not_fit(act: SurveyAct, files: list[Path] | None, out: Path | None) -> None:
    if out is None and act is SurveyAct.FORM:
        raise typer.BadParameter(_("--out says where the form goes."))
    if out is not None and act not in {SurveyAct.FORM, SurveyAct.RESULTS}:
        raise typer.BadParameter(_("--out says where results or the form go, and stands with nothing else."))
    if bool(files) != (act is SurveyAct.IMPORT):
        raise typer.BadParameter(_("Say the files to import, and none for anything else."))
    if out is not None and act is SurveyAct.RESULTS and ending_of(out.name) not in SURVEY_FILES:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(SURVEY_FILES)))


# --- import -----------------------------------------------------------------------------------


def _import(
    study: Path,
    files: Sequence[Path],
    round_name: str,
    asked: int | None,
    password_file: Path | None,
    *,
    dry_run: bool,
    json: bool,
) -> None:
    """Plan and store; a file that cannot be read is named on stderr, and the rest goes in."""
    from coding.survey.plan import with_asked
    from coding.survey.report import survey_report
    from storage.intake.survey_files import plan_survey
    from storage.operations.surveys import store_answers

    with reading(study, password_file) if dry_run else writing(study, password_file) as file:
        plan = plan_survey(files, file.reader, round_name)
        plan = plan if asked is None else with_asked(plan, asked)
        if not dry_run and (plan.included or not plan.problems):
            file.perform(store_answers(plan))
    report = survey_report(plan)
    if json:
        from app.cli.importing import dumped

        typer.echo(dumped(report))
    else:
        typer.echo("\n".join(_report_in_words(plan)))
    problems = [f"{name}: {reason}" for name, reason in plan.problems]
    if problems:
        typer.echo("\n".join(problems), err=True)
    if problems or not plan.included:
        raise typer.Exit(1)


def _report_in_words(plan: "SurveyPlan") -> Iterator[str]:
    for table in plan.tables:
        yield from _table_in_words(table)
    if plan.is_new and plan.included:
        statements = plural(
            "{n} statement or question", "{n} statements and questions", len(plan.instrument.places)
        )
        yield _("The survey that is set up: “{name}”, {statements}.").format(
            name=plan.instrument.name, statements=statements
        )
        if plan.instrument.notes:
            yield plan.instrument.notes


def _table_in_words(table: "SurveyTable") -> Iterator[str]:
    if table.problem:
        yield f"{table.sheet.called}: {table.problem}"
        return
    count = plural("{n} respondent", "{n} respondents", len(table.respondents))
    yield f"{table.sheet.called}: {count}, {', '.join(table.rounds)}"
    rows = ((column.heading, _(column.use), column.name, column.certainty) for column in table.columns)
    yield aligned((_("column"), _("taken for"), _("name"), _("certainty")), rows)
    yield from (
        _("Left out: row {row}: {text} ({reason})").format(row=row, text=text, reason=reason)
        for row, text, reason in table.left_out
    )
    if table.unclear:
        yield _("Unclear, and stored as not answered:")
        yield from (
            f"  {table.sheet.rows[each.row][0]}: {each.name} · {each.words} ({each.reason})"
            for each in table.unclear
        )
    yield from table.notes


def _write_form(file: StudyFile, out: Path, round_name: str) -> None:
    from storage.writers.survey_form import write_blank_form

    if ending_of(out.name) != Export.WORD:
        raise typer.BadParameter(_("The ending must be {ending}.").format(ending=Export.WORD))
    write_blank_form(file.path, out, round_name)
    typer.echo(_("Exported {path}.").format(path=out))


# --- results ----------------------------------------------------------------------------------


def _print_results(file: StudyFile, round_name: str, by: str, *, json: bool) -> None:
    from coding.analysis.survey_groups import GroupedBy
    from coding.analysis.survey_records import statement_records
    from storage.queries.survey_instruments import survey_of
    from storage.queries.surveys import grouping_called, survey_results

    survey = survey_of(file.reader)
    grouping = grouping_called(file.reader, survey, by) if survey and by else GroupedBy.GROUP
    results = survey_results(file.reader, grouping, survey)
    if results is None:
        raise UserError(
            _("This study has no survey."),
            remedy=_("Import its answers: strandline survey STUDY import FILE."),
        )
    results = results.of_round(round_name) if round_name else results
    records = list(statement_records(results, by_group=bool(by)))
    typer.echo(as_json(records) if json else _results_in_words(results, records))


def _write_results(file: StudyFile, out: Path, round_name: str, by: str) -> None:
    from coding.analysis.survey_groups import GroupedBy
    from storage.queries.survey_instruments import survey_of
    from storage.queries.surveys import grouping_called
    from storage.writers.survey import export_survey

    survey = survey_of(file.reader)
    grouping = grouping_called(file.reader, survey, by) if survey and by else GroupedBy.GROUP
    export_survey(file.path, out, by=grouping, round_name=round_name)
    note_written(file, Written.EXPORT, out)
    typer.echo(_("Exported {path}.").format(path=out))


def _results_in_words(results: "SurveyResults", records: Sequence[Record]) -> str:
    from coding.analysis.survey_results import SurveyShare

    lines = [
        f"{each.round}: {each.response_text()} {each.response_percent()}".rstrip() for each in results.rounds
    ]
    rows: list[tuple[Any, ...]] = []
    for record in records:
        if "mean" in record:
            said = _("mean {mean}, SD {spread}, n {n}")
            figure = said.format(mean=record["mean"], spread=record["sd"], n=record["n"])
            rows.append((record["round"], record["statement"], record["group"], figure, ""))
            continue
        share = SurveyShare(int(str(record["marked"])), int(str(record["n"])))
        name = " · ".join(str(record[key]) for key in ("statement", "answer") if key in record)
        rows.append((record["round"], name, record["group"], share.text, share.percent))
    table = aligned((_("round"), _("statement"), _("group"), _("marked"), _("per cent")), rows)
    return "\n".join((*lines, "", table))


def _print_statements(file: StudyFile, *, json: bool) -> None:
    from coding.survey.report import statement_list
    from storage.queries.survey_instruments import survey_of

    survey = survey_of(file.reader)
    records = [] if survey is None else list(statement_list(survey))
    if json:
        typer.echo(as_json(records))
        return
    header = (_("name"), _("number"), _("kind"), _("direction"), _("words"))
    typer.echo(aligned(header, (tuple(record.values())[:5] for record in records)))
