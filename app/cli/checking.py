"""The sub-command check: whether a study file is sound."""

import typer

from app.cli.output import as_json
from app.cli.study import Json, PasswordFile, Study, existing, password
from coding.language import _
from storage.queries.blank_edges import blank_edges_in
from storage.study.open_checks import problems_of


def check_study(study: Study, password_file: PasswordFile = None, json: Json = False) -> None:
    """Print what is wrong and end with 1 if anything is."""
    path = existing(study)
    known = password(password_file)
    problems = problems_of(path, known)
    if json:
        typer.echo(as_json({"problem": problem} for problem in problems))
    elif problems:
        typer.echo("\n".join(problems), err=True)
    else:
        sound = _("{name} is sound.").format(name=path.name)
        typer.echo(f"{sound} {blank_edges_in(path, known)}".strip())
    if problems:
        raise typer.Exit(1)
