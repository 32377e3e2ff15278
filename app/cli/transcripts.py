"""``strandline export STUDY FOLDER --transcripts``: and ``--tables``. Imports no Qt."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import progress_bar
from app.cli.study import note_written
from coding.language import _, plural
from storage.study.history import Written
from storage.study.study_file import StudyFile
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings

AsTranscripts = Annotated[
    bool, typer.Option("--transcripts", help=_("Write coded transcripts to a folder, a file an interview."))
]
WrittenAs = Annotated[
    CodesAs,
    typer.Option("--codes", help=_("With --transcripts: codes at the end of passages, or Word comments.")),
]
Form = Annotated[TranscriptForm, typer.Option("--form", help=_("With --transcripts: which files."))]
Numbered = Annotated[bool, typer.Option("--line-numbers", help=_("With --transcripts: number the lines."))]


AsTables = Annotated[
    bool,
    typer.Option(
        "--tables", help=_("Write tables for R and SPSS to a folder, with a README of their columns.")
    ),
]


def write_tables_folder(opened: StudyFile, folder: Path, whose: WhoseCodings) -> None:
    """Write codings and cases by codes, and say what was written."""
    from storage.writers.tables_folder import export_tables

    with progress_bar() as progress:
        names = export_tables(opened.path, folder, whose, progress)
    note_written(opened, Written.EXPORT, folder)
    typer.echo(_("Exported {files} to {folder}.").format(files=", ".join(names), folder=folder))


def write_transcripts(opened: StudyFile, folder: Path, whose: WhoseCodings, look: TranscriptLook) -> None:
    """Say on stderr which codings importing the files would not give back; then write them."""
    from storage.writers.transcript_folder import export_transcripts, what_stays_behind

    with progress_bar() as progress:
        lost = what_stays_behind(opened.path, whose, look, progress)
    if lost:
        said = plural(
            "{n} coding would not come back when the files are imported:",
            "{n} codings would not come back when the files are imported:",
            len(lost),
        )
        typer.echo("\n  ".join((said, *lost)), err=True)
    with progress_bar() as progress:
        n = export_transcripts(opened.path, folder, whose, look, progress)
    note_written(opened, Written.EXPORT, folder)
    files = plural("{n} transcript", "{n} transcripts", n)
    typer.echo(_("Exported {files} to {folder}.").format(files=files, folder=folder))
