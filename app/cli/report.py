"""Writing a report that is kept in a study, or the usual one, to Word."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from app.cli.frameworks import named
from app.cli.output import progress_bar
from app.cli.study import note_written, reading
from coding.language import _
from storage.queries.coders import coders_called
from storage.readers.kinds import EVIDENCE, PDF, REPORTS, ending_of, listing
from storage.study.history import Written

ReportName = Annotated[
    str, typer.Option("--report", metavar="NAME", help=_("The report that is kept under this name, in Word."))
]
TemplateFile = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help=_("A Word document or template whose styles and page are used.")
    ),
]


class ReportAsked(NamedTuple):
    """Which report is to be written, with whose template, of whose codings with which framework."""

    name: str
    template: Path | None
    coders: tuple[str, ...]
    framework: str


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
        plan = report_called(opened.reader, asked.name).plan if asked.name else None
        plan = plan or usual_report()
        if asked.coders:
            plan = replace(plan, coders=())
        if asked.framework:
            plan = replace(plan, framework="")
        coder_ids = tuple(coders_called(opened.reader, asked.coders))
        shown = ShownCodings(coder_ids, named(opened, asked.framework) or 0)
        extras, missing = WordExtras(asked.template), ""
        if ending == EVIDENCE:
            export_evidence(opened.path, file, plan, shown, progress)
        elif ending == PDF:
            export_report_as_pdf(opened.path, file, plan, shown, extras, progress)
        else:
            missing = ", ".join(export_report(opened.path, file, plan, shown, extras, progress).missing)
        note_written(opened, Written.EXPORT, file)
    if missing:
        lacks = _("The template lacks these styles, which were added: {names}.")
        typer.echo(lacks.format(names=missing), err=True)
    typer.echo(_("Exported {path}.").format(path=file))
