"""The sub-commands for a study that went wrong: going back to a restore point, and repairing it."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Record, aligned, as_json, progress_bar
from app.cli.study import PasswordFile, Study, existing, password
from coding.errors import UserError
from coding.language import _
from storage.queries.restore_points import RestorePointDetails, look_into
from storage.study.connection import translate_errors
from storage.study.keeping.restore_points import RestorePoint, restore_points
from storage.study.keeping.restoring import go_back
from storage.study.keys import unlocked
from storage.study.open_checks import resolved
from storage.study.study_file import SUFFIX


def restore_study(
    study: Study,
    point: Annotated[
        str, typer.Argument(metavar="POINT", help=_("The number, time or file of a restore point."))
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help=_("List the restore points only."))] = False,
    password_file: PasswordFile = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print a JSON list of records."))] = False,
) -> None:
    """List the restore points, the newest first, or go back to one."""
    path = resolved(existing(study))
    with translate_errors(path):
        _key = unlocked(path, password(password_file))  # held for the restore points, which open with it
    points = restore_points(path)[::-1]
    if not point or listed:
        found = look_into(path, points).points
        typer.echo(as_json(map(_record, found)) if json else _in_words(path, found))
        return
    wanted = _chosen(points, point)
    kept = go_back(path, wanted)
    typer.echo(_("{name} is what it was on {when}.").format(name=path.name, when=wanted.when))
    if kept is not None:
        typer.echo(_("What was there before is kept as {path}.").format(path=kept))


def repair_study(
    study: Study,
    new: Annotated[Path, typer.Argument(metavar="NEW", help=_("The study to write."))],
    password_file: PasswordFile = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print a JSON list of records."))] = False,
) -> None:
    """Write what can be saved to a new study, with the same password; print what could not, a line each."""
    from storage.study.repair.decrypting import key_of_damaged
    from storage.study.repair.repairing import repair

    old, path = existing(study), new if new.suffix == SUFFIX else new.with_name(new.name + SUFFIX)
    key = key_of_damaged(old, password(password_file))
    with progress_bar() as progress:
        losses = repair(old, path, key, progress).losses.sentences
    if json:
        typer.echo(as_json({"lost": sentence} for sentence in losses))
        return
    typer.echo(_("Made {path}.").format(path=path))
    typer.echo("\n".join(losses) or _("Nothing is lost."))


def _chosen(points: list[RestorePoint], typed: str) -> RestorePoint:
    """Return the one restore point that is meant by its number in the list, its time or its file."""
    if typed.isdecimal() and 1 <= int(typed) <= len(points):
        return points[int(typed) - 1]
    meant = [
        each for each in points if typed in {each.path.name, str(each.path)} or each.when.startswith(typed)
    ]
    if len(meant) != 1:
        raise UserError(
            _("“{typed}” is none of the restore points.").format(typed=typed)
            if not meant
            else _("“{typed}” could be several restore points.").format(typed=typed),
            _("Nothing was changed."),
            _("Say the number that --list gives it."),
        )
    return meant[0]


def _in_words(path: Path, found: list[RestorePointDetails]) -> str:
    if not found:
        return _("{name} has no restore points yet.").format(name=path.name)
    header = ("", _("when"), _("why"), _("interviews"), _("codings"), _("memos"), _("codes"), _("since then"))
    return aligned(header, ((at, *_cells(each)) for at, each in enumerate(found, 1)))


def _cells(each: RestorePointDetails) -> list[object]:
    held = each.contents
    figures = (held.interviews, sum(held.codings.values()), held.memos, held.codes) if held else (None,) * 4
    since = ", ".join(each.since.in_words) if each.since is not None else each.problem
    return [each.point.when, each.point.why, *figures, since]


def _record(each: RestorePointDetails) -> Record:
    held = each.contents
    return {
        "file": str(each.point.path),
        "made": each.point.made.isoformat(),
        "occasion": each.point.occasion,
        "bytes": each.size,
        "interviews": held and held.interviews,
        "codings": held and held.codings,
        "memos": held and held.memos,
        "codes": held and held.codes,
        "since": each.since and each.since.in_words,
        "problem": each.problem,
    }
