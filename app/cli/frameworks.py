"""``strandline framework``: the frameworks of a study, and files of them. Imports no Qt."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Json, PasswordFile, Study, note_written, reading, writing
from coding.errors import UserError
from coding.language import _, plural
from coding.notation.filed_framework import FiledFramework
from storage.queries.codebook import current_framework_id
from storage.queries.frameworks import (
    HeldFramework,
    framework_called,
    framework_meant,
    held_frameworks,
)
from storage.readers.kinds import FRAMEWORKS, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile

FrameworkName = Annotated[
    str,
    typer.Option(
        "--framework", metavar="NAME", help=_("Which framework; else the one that the study opens with.")
    ),
]


class Act(StrEnum):
    """What is done with frameworks."""

    LIST = "list"
    IMPORT = "import"
    EXPORT = "export"


def keep_frameworks(
    study: Study,
    act: Annotated[Act, typer.Argument(metavar="list|import|export", help=_("What to do."))],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help=_("What is read or written: {endings}.").format(endings=listing(FRAMEWORKS)),
        ),
    ] = None,
    framework: FrameworkName = "",
    as_copy: Annotated[
        bool,
        typer.Option("--copy", help=_("Import codes that the study has already as codes of their own.")),
    ] = False,
    change: Annotated[
        bool,
        typer.Option(
            "--change", help=_("Change the framework that the file was written from, or --framework.")
        ),
    ] = False,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """List, import or export."""
    if (file is None) != (act is Act.LIST):
        raise typer.BadParameter(_("Say a file to import or export, and none to list."))
    if file is None:
        with reading(study, password_file) as opened:
            _list(held_frameworks(opened.reader), json=json)
    elif act is Act.IMPORT and change:
        _change(study, file, framework, password_file)
    elif act is Act.IMPORT:
        _import(study, file, password_file, as_copy=as_copy)
    else:
        _export(study, file, framework, password_file)


def _list(held: tuple[HeldFramework, ...], *, json: bool) -> None:
    records = [
        {
            "framework": each.name,
            "short_name": each.short_name,
            "levels": list(each.levels),
            "codes": each.codes,
            "codings": each.codings,
            "memos": each.memos,
        }
        for each in held
    ]
    rows = [(each.name, ", ".join(each.levels), each.codes, each.codings) for each in held]
    header = (_("framework"), _("levels"), _("codes"), _("codings"))
    typer.echo(as_json(records) if json else aligned(header, rows))


def _import(study: Path, file: Path, password_file: Path | None, *, as_copy: bool) -> None:
    from storage.operations.own_frameworks import import_framework
    from storage.readers.frameworks import read_framework

    filed = read_framework(file)
    with writing(study, password_file) as opened:
        made = opened.perform(import_framework(filed.as_another() if as_copy else filed)).result
        name = next(each.name for each in held_frameworks(opened.reader) if each.id == made)
    for note in filed.notes:
        typer.echo(note, err=True)
    typer.echo(_said(filed, name))


def _change(study: Path, file: Path, framework: str, password_file: Path | None) -> None:
    from storage.operations.framework_changes import change_framework
    from storage.readers.frameworks import read_framework

    filed = read_framework(file)
    with writing(study, password_file) as opened:
        meant = named(opened, framework) or framework_meant(opened.reader, filed)
        if meant is None:
            remedy = _("Import it as a new one, or name one with --framework.")
            raise UserError(_("The study has no framework of this file."), _("Nothing was changed."), remedy)
        change = opened.perform(change_framework(meant, filed)).result
    for note in filed.notes:
        typer.echo(note, err=True)
    for line in change.lines:
        typer.echo(line.in_words)
    for name in change.staying:
        typer.echo(_("{code}: not in the file, and stays").format(code=name))


def _said(filed: FiledFramework, name: str) -> str:
    n = plural("{n} code", "{n} codes", len(filed.framework.codes))
    return _("Imported “{name}” with {codes}.").format(name=name, codes=n)


def _export(study: Path, file: Path, framework: str, password_file: Path | None) -> None:
    from storage.writers.framework_files import export_framework

    with reading(study, password_file) as opened:
        framework_id = named(opened, framework) or current_framework_id(opened.reader) or 0
        lacks = export_framework(opened.path, file, framework_id)
        note_written(opened, Written.EXPORT, file)
    say_exported(file, lacks)


def named(opened: StudyFile, framework: str) -> int | None:
    """Return the framework of this name, or None where none is named. Raises UserError."""
    return framework_called(opened.reader, framework) if framework else None


def say_exported(file: Path, lacks: str) -> None:
    """Say what was written, and on stderr what of it the kind of file has no place for."""
    if lacks:
        typer.echo(lacks, err=True)
    typer.echo(_("Exported {path}.").format(path=file))
