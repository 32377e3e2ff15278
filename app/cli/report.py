"""Writing a report that is kept in a study, or the usual one, to Word."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from app.cli.frameworks import named
from app.cli.output import progress_bar
from app.cli.study import note_written, reading, writing
from coding.errors import LockedError
from coding.language import _
from storage.queries.coders import coders_called
from storage.readers.kinds import EVIDENCE, PDF, REPORTS, ending_of, listing
from storage.study.history import Written

if TYPE_CHECKING:
    from coding.report.plan import MadeReport, ReportPlan
    from storage.queries.kept_reports import ReportRow
    from storage.report.reading import ShownCodings
    from storage.study.study_file import StudyFile

ReportName = Annotated[
    str, typer.Option("--report", metavar="NAME", help=_("The report that is kept under this name, in Word."))
]
TemplateFile = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help=_("A Word document or template whose styles and page are used.")
    ),
]
WithEvidence = Annotated[
    bool,
    typer.Option(
        "--evidence",
        help=_("Beside the report a web page with the passages behind its numbers and quotations, linked."),
    ),
]


class ReportAsked(NamedTuple):
    """Which report is to be written, with whose template, of whose codings with which framework."""

    name: str
    template: Path | None
    coders: tuple[str, ...]
    framework: str
    evidence: bool = False
    as_of: str = ""


def make_report(study: Path, file: Path, asked: ReportAsked, password_file: Path | None) -> None:
    """Write a report to Word; say which styles the template lacks."""
    from dataclasses import replace

    from coding.report.plan import usual_report
    from storage.queries.kept_reports import report_called
    from storage.report.reading import ShownCodings
    from storage.writers.evidence_html import export_evidence
    from storage.writers.report_files import WordExtras, export_report
    from storage.writers.report_pdf import export_report_as_pdf

    ending = ending_of(file.name)
    if ending not in REPORTS:
        raise typer.BadParameter(
            _("A report has one of these endings: {known}.").format(known=listing(REPORTS))
        )
    with reading(study, password_file) as opened, progress_bar() as progress:
        row = report_called(opened.reader, asked.name) if asked.name else None
        plan = (row and row.plan) or usual_report()
        if asked.coders:
            plan = replace(plan, coders=())
        if asked.framework:
            plan = replace(plan, framework="")
        if asked.evidence:
            plan = replace(plan, evidence=True)
        if asked.as_of:
            plan = replace(plan, as_of=asked.as_of)
        coder_ids = tuple(coders_called(opened.reader, asked.coders))
        shown = ShownCodings(coder_ids, named(opened, asked.framework) or 0)
        extras, missing, made = WordExtras(asked.template, page_numbers=True), "", None
        if ending == EVIDENCE:
            export_evidence(opened.path, file, plan, shown, progress)
        elif ending == PDF:
            export_report_as_pdf(opened.path, file, plan, shown, extras, progress)
        else:
            done = export_report(opened.path, file, plan, shown, extras, progress)
            missing, made = ", ".join(done.missing), done.made
        note_written(opened, Written.EXPORT, file)
        _say_checks(opened, plan, shown)
    if row is not None and made is not None:
        _note_made(study, row, made, password_file)
    if missing:
        lacks = _("The template lacks these styles, which were added: {names}.")
        typer.echo(lacks.format(names=missing), err=True)
    typer.echo(_("Exported {path}.").format(path=file))


def _note_made(study: Path, row: "ReportRow", made: "MadeReport", password_file: Path | None) -> None:
    """Keep what a report holds now, unless a window has the study; say what has changed since the last."""
    from coding.report.made import changes_since, in_words_since
    from coding.text.times import local_day
    from storage.operations.reports import note_report_made

    if row.made is not None:
        said = in_words_since(changes_since(row.made, made), local_day(row.made_at))
        typer.echo(f"{row.name}: {said}")
    with suppress(LockedError), writing(study, password_file) as opened:
        opened.restore_point = None  # nothing in it changes
        opened.perform(note_report_made(row.id, made))


def _say_checks(opened: "StudyFile", plan: "ReportPlan", shown: "ShownCodings") -> None:
    """Say on stderr which names show and who could be singled out; nothing was held back for it."""
    from storage.report.checks import checks_of
    from storage.report.reading import data_of_plan

    found = checks_of(opened.reader, data_of_plan(opened.reader, plan, shown), plan)
    for words in (found.words, *found.lines):
        if words:
            typer.echo(words, err=True)
