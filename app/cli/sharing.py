"""The sub-command share: a masked copy, to be given to somebody else."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import progress_bar
from app.cli.study import KeyPasswordFile, PasswordFile, Study, first_line, names_of, note_written, reading
from coding.language import _, plural
from storage.readers.kinds import KEYS, listing
from storage.study.history import Written
from storage.study.study_file import SUFFIX


def share_masked_copy(
    study: Study,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help=_("The study to write."))],
    key: Annotated[
        Path | None,
        typer.Option(
            help=_("The key: a table of names and pseudonyms ({endings}).").format(endings=listing(KEYS))
        ),
    ] = None,
    without_memos: Annotated[bool, typer.Option("--without-memos", help=_("Leave all memos out."))] = False,
    second_coder: Annotated[
        bool, typer.Option("--second-coder", help=_("For somebody who codes it too and sends it back."))
    ] = False,
    without_codings: Annotated[
        bool, typer.Option("--without-codings", help=_("Leave all codings out."))
    ] = False,
    key_password_file: KeyPasswordFile = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the copy; on stderr say what looks like a name and stays."""
    from coding.privacy.masking import Pseudonyms
    from storage.privacy.masked_export import Parts, share_copy

    key_password = None if key_password_file is None else first_line(key_password_file)
    pseudonyms = names_of(key, key_password) if key is not None else Pseudonyms()
    path = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
    with reading(study, password_file) as opened, progress_bar() as progress:
        parts = Parts(memos=not without_memos, codings=not without_codings, for_coder=second_coder)
        done = share_copy(opened.path, path, pseudonyms, parts, progress)
        note_written(opened, Written.SHARED, path)
    typer.echo(plural("{n} place is masked.", "{n} places are masked.", done.places.total()))
    for each in done.remaining:
        stays = _("“{word}” stays ({name} is on the list): {times}")
        typer.echo(stays.format(word=each.word, name=each.name, times=each.times), err=True)
    typer.echo(_("Made {path}.").format(path=path))
