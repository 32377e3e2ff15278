"""The sub-command info: what a study holds, round by round."""

from dataclasses import asdict

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, reading
from coding.language import _, plural
from coding.text.times import local_minute
from storage.queries.coders import coders_called
from storage.queries.overview import Holdings, Overview, overview


def show_info(
    study: Study, coder: Coders = None, password_file: PasswordFile = None, json: Json = False
) -> None:
    """Print the overview; as JSON one record, with the rounds' records in it."""
    with reading(study, password_file) as file:
        found = overview(file.reader, coders_called(file.reader, coder or ()))
        last_change = file.last_change()
    if json:
        typer.echo(as_json([_overview_record(found, last_change)]))
        return
    typer.echo(f"{found.name}\n{found.about}".strip())
    facts = (
        (_("framework"), ", ".join(found.frameworks)),
        (_("schools"), ", ".join(found.schools) or "–"),
        (_("coders"), ", ".join(found.coders)),
        (_("codings of"), ", ".join(found.counted)),
        (_("sets of their own, in no count of everybody"), ", ".join(found.sets)),
        (_("codings to look at again"), str(found.to_look_at_again or "")),
        (_("documents, notes and answers beside the interviews"), str(found.beside or "")),
        (_("last change"), local_minute(last_change)),
    )
    typer.echo("\n".join(f"  {name}: {value}" for name, value in facts if value))
    typer.echo("\n" + _holdings_table(found))
    if len(found.counted) > 1:
        said = _("A passage counts once for each coder: {passages} on {stretches}.")
        passages = plural("{n} passage", "{n} passages", found.total.passages)
        stretches = plural("{n} stretch of text", "{n} stretches of text", found.total.stretches)
        typer.echo("\n" + said.format(passages=passages, stretches=stretches))
    if len(found.by_framework) > 1:
        typer.echo("\n" + _frameworks_table(found))


def _overview_record(found: Overview, last_change: str) -> dict[str, object]:
    record: dict[str, object] = {
        "study": found.name,
        "about": found.about,
        "frameworks": list(found.frameworks),
        "coders": list(found.coders),
        "codings_of": list(found.counted),
        "sets": list(found.sets),
        "schools": list(found.schools),
        "to_look_at_again": found.to_look_at_again,
        "beside": found.beside,
        "last_change": last_change,
    }
    record |= _figures(found.total)
    record["rounds"] = [{"round": holdings.name or None, **_figures(holdings)} for holdings in found.rounds]
    record["by_framework"] = [
        {
            "framework": each.framework,
            "codings": each.total.codings,
            "passages": each.total.passages,
            "stretches": each.total.stretches,
            "rounds": [{**asdict(coded), "round": coded.round or None} for coded in each.rounds],
        }
        for each in found.by_framework
    ]
    return record


def _frameworks_table(found: Overview) -> str:
    """Return codings and passages by framework; a passage coded with two is one in all."""
    rows = [(each.framework, each.total.codings, each.total.passages) for each in found.by_framework]
    total = (_("all"), found.total.codings, found.total.passages)
    return aligned((_("framework"), _("codings"), _("passages")), [*rows, total])


def _figures(holdings: Holdings) -> dict[str, int]:
    return {name: value for name, value in asdict(holdings).items() if name != "name"}


def _holdings_table(found: Overview) -> str:
    header = (
        _("round"),
        _("interviews"),
        _("done"),
        _("people"),
        _("words"),
        _("by participants"),
        _("codings"),
        _("passages"),
    )
    named = [(holdings.name or _("no round"), holdings) for holdings in found.rounds]
    rows = [*named, (_("all"), found.total)]
    return aligned(header, ((name, *list(_figures(held).values())[:-1]) for name, held in rows))
