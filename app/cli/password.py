"""``strandline password``: setting, changing and removing the password of a study. Imports no Qt."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import progress_bar
from app.cli.study import PasswordFile, Study, existing, first_line, password
from coding.language import _, plural

NewPasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--new-password-file",
        metavar="FILE",
        help=_("The new password: the first line of this file. Whoever loses it loses the study."),
    ),
]
Remove = Annotated[bool, typer.Option("--remove", help=_("Take the password off."))]
WithoutPoints = Annotated[
    bool,
    typer.Option("--delete-restore-points", help=_("Delete the restore points; else they follow the study.")),
]


def change_password(
    study: Study,
    *,
    new_password_file: NewPasswordFile = None,
    remove: Remove = False,
    delete_restore_points: WithoutPoints = False,
    password_file: PasswordFile = None,
) -> None:
    """Do it; name the restore points that could not follow, and end with 1 if there are any."""
    from storage.study.passwords import RestorePoints, set_password

    if remove == (new_password_file is not None):
        raise typer.BadParameter(_("Say either --new-password-file FILE or --remove."))
    new = None if new_password_file is None else first_line(new_password_file)
    points = RestorePoints.GO if delete_restore_points else RestorePoints.FOLLOW
    path = existing(study)
    with progress_bar() as progress:
        left = set_password(path, password(password_file), new, points, progress)
    done = _("{name} has no password any more.") if remove else _("{name} has its new password.")
    typer.echo(done.format(name=path.name))
    if left:
        said = plural("{n} restore point is as it was:", "{n} restore points are as they were:", len(left))
        typer.echo("\n  ".join((said, *map(str, left))), err=True)
        raise typer.Exit(1)
