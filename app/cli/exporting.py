"""The sub-command export: a file, or a folder of them, that the ending or an option names."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.frameworks import FrameworkName, named, say_exported
from app.cli.output import progress_bar
from app.cli.past import AsOf, AsOfVersion, day_or_version
from app.cli.report import ReportAsked, ReportName, TemplateFile, WithEvidence, make_report
from app.cli.study import Coders, PasswordFile, Study, note_written, reading
from app.cli.transcripts import (
    AsTables,
    AsTranscripts,
    Form,
    Numbered,
    WrittenAs,
    write_tables_folder,
    write_transcripts,
)
from coding.language import _
from storage.queries.coders import coders_called
from storage.readers.kinds import EVIDENCE, PDF, REPORTS, Export, ending_of, listing
from storage.study.history import Written
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings


def export_study(
    study: Study,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("What to write: {endings}.").format(endings=listing(Export))),
    ],
    coder: Coders = None,
    framework: FrameworkName = "",
    report: ReportName = "",
    template: TemplateFile = None,
    evidence: WithEvidence = False,
    as_of: AsOf = "",
    as_of_version: AsOfVersion = "",
    tables: AsTables = False,
    transcripts: AsTranscripts = False,
    codes: WrittenAs = CodesAs.LETTERS,
    form: Form = TranscriptForm.WORD,
    line_numbers: Numbered = False,
    password_file: PasswordFile = None,
) -> None:
    """Export, with a progress bar on a terminal."""
    from storage.writers.export import export

    if transcripts or tables:
        with reading(study, password_file) as opened:
            whose = WhoseCodings(coders_called(opened.reader, coder or ()), named(opened, framework))
            if tables:
                write_tables_folder(opened, file, whose)
            else:
                write_transcripts(opened, file, whose, TranscriptLook(form, codes, line_numbers))
        return
    ending = ending_of(file.name)
    if ending not in {*Export, *REPORTS}:
        known = listing(dict.fromkeys((*Export, *REPORTS)))
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=known))
    _refuse_framework_of_all(file, framework)
    then = day_or_version(as_of, as_of_version)
    if report or template is not None or evidence or then or ending in {EVIDENCE, PDF}:
        asked = ReportAsked(report, template, tuple(coder or ()), framework, evidence, then)
        make_report(study, file, asked, password_file)
        return
    with reading(study, password_file) as opened, progress_bar() as progress:
        coder_ids, framework_id = coders_called(opened.reader, coder or ()), named(opened, framework)
        lacks = export(opened.path, file, coder_ids, framework_id, progress=progress)
        note_written(opened, Written.EXPORT, file)
    say_exported(file, lacks)


def _refuse_framework_of_all(file: Path, framework: str) -> None:
    from storage.writers.export import holds_all_frameworks

    if framework and holds_all_frameworks(file.name):
        raise typer.BadParameter(_("All codings are those with all frameworks."))
