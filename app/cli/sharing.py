"""The sub-command that writes a masked copy of a study."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import progress_bar
from app.cli.study import Study, reading
from coding.language import _, plural
from storage.study.study_file import SUFFIX


def hand_on_copy(
    study: Study,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help=_("The study to write."))],
    key: Annotated[
        Path | None, typer.Option(help=_("The key: a table of names and pseudonyms (.csv, .xlsx)."))
    ] = None,
    without_memos: Annotated[  # noqa: FBT002 - how Typer makes a switch
        bool, typer.Option("--without-memos", help=_("Leave all memos out."))
    ] = False,
) -> None:
    """Write the copy; on stderr say what looks like a name and stays."""
    from coding.privacy.masking import Pseudonyms
    from storage.privacy.masked_export import share_copy
    from storage.privacy.pseudonym_list import read_key

    pseudonyms = read_key(key) if key is not None else Pseudonyms()
    path = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
    with reading(study) as opened, progress_bar() as progress:
        done = share_copy(opened.path, path, pseudonyms, memos=not without_memos, progress=progress)
    typer.echo(plural("{n} place is masked.", "{n} places are masked.", done.places.total()))
    for each in done.remaining:
        stays = _("“{word}” stays ({name} is on the list): {times}")
        typer.echo(stays.format(word=each.word, name=each.name, times=each.times), err=True)
    typer.echo(_("Made {path}.").format(path=path))
