"""``strandline merge``: taking in another copy of a study. Imports no Qt."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Record, as_json
from app.cli.study import PasswordFile, Study, existing, first_line, reading, writing
from coding.errors import PasswordNeededError, UserError
from coding.language import _
from coding.merging.journals import Copy
from coding.merging.plan import Choices, MergePlan, Side, in_one_line, sections


def merge_study(
    study: Study,
    other: Annotated[Path, typer.Argument(metavar="OTHER", readable=False, help=_("The other copy."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would come in, and stop."))] = False,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=SIDE",
            help=_(
                "What to do with a conflict: here or there. Its key is in the JSON. Say it again for more."
            ),
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=_("Print a JSON list of records."))] = False,
    password_file: PasswordFile = None,
    other_password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("The password of the other copy: the first line of this file.")),
    ] = None,
) -> None:
    """Merge it, or only look; print what comes in and what had to be chosen."""
    from storage.merging.other_copy import look_ahead
    from storage.operations.merging import merge_copy

    choices = _choices(choose or ())
    open_study = reading if dry_run else writing
    with open_study(study, password_file) as file:
        copy = _read(file.path, existing(other), other_password_file)
        foreseen = look_ahead(file.path, copy, choices)
        _refuse_unknown(choices, foreseen)
        if not dry_run:
            foreseen = file.perform(merge_copy(copy, other.name, choices)).result
    typer.echo(as_json(_records(foreseen, choices)) if json else _in_words(foreseen, choices))


def _read(study: Path, other: Path, password_file: Path | None) -> Copy:
    from storage.merging.other_copy import read_other

    try:
        return read_other(study, other, None if password_file is None else first_line(password_file))
    except PasswordNeededError as error:
        raise UserError(error.what, remedy=_("Name a file with --other-password-file.")) from error


def _choices(typed: Sequence[str]) -> Choices:
    found: dict[str, Side] = {}
    for each in typed:
        key, _equals, side = each.rpartition("=")
        if not key or side not in {*Side}:
            raise typer.BadParameter(_("{typed} is not KEY=here or KEY=there.").format(typed=each))
        found[key] = Side(side)
    return found


def _refuse_unknown(choices: Choices, plan: MergePlan) -> None:
    known = {conflict.key for conflict in plan.conflicts}
    for key in choices:
        if key not in known:
            raise UserError(
                _("There is nothing to choose called “{key}”.").format(key=key),
                _("Nothing was merged."),
                _("Look at the keys with --dry-run --json."),
            )


def _in_words(plan: MergePlan, choices: Choices) -> str:
    lines = [in_one_line(plan)]
    for title, rows in sections(plan):
        lines += [title, *(f"  {row}" for row in rows)]
    if plan.conflicts:
        lines.append(_("To be chosen"))
    for each in plan.conflicts:
        chosen = choices.get(each.key, each.default)
        words = {Side.HERE: each.here, Side.THERE: each.there}
        other = words[Side.THERE if chosen is Side.HERE else Side.HERE]
        said = _("{what}: {chosen} (not: {other})")
        lines.append("  " + said.format(what=each.what, chosen=words[chosen], other=other))
    return "\n".join(lines)


def _records(plan: MergePlan, choices: Choices) -> Iterator[Record]:
    """Yield a record for each thing that comes in, and for each that is to be chosen."""
    lists = {
        "interview": plan.interviews,
        "code": plan.codes,
        "person": plan.people,
        "coder": plan.coders,
        "changed": plan.changed,
        "removed": plan.removed,
        "unplaced": plan.unplaced,
        "note": plan.notes,
    }
    for kind, names in lists.items():
        yield from ({"kind": kind, "name": name} for name in names)
    yield from ({"kind": "codings", "name": name, "n": n} for name, n in plan.codings)
    if plan.memos:
        yield {"kind": "memos", "n": plan.memos}
    yield from ({"kind": "besides", "name": name, "n": n} for name, n in plan.others)
    for each in plan.conflicts:
        yield {
            "kind": "conflict",
            "key": each.key,
            "name": each.what,
            "here": each.here,
            "there": each.there,
            "chosen": choices.get(each.key, each.default).value,
        }
