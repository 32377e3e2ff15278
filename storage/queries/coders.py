"""Reading who codes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from coding.errors import UserError
from coding.language import _
from coding.model.study import Coder, CoderKind
from coding.text.names import name_key
from storage.study import schema


def coders(connection: Connection) -> list[Coder]:
    """Return all coders in the order they joined, former ones and sets of their own too."""
    table = schema.coder.c
    names = ("id", "name", "guid", "initials", "hue", "kind", "of_id", "also")
    rows: Any = connection.execute(select(*(table[name] for name in names)).order_by(table.id))
    return [
        Coder(id_, name, guid, initials, hue, CoderKind(kind), of_id, tuple(also.split()))
        for id_, name, guid, initials, hue, kind, of_id, also in rows
    ]


def coders_called(connection: Connection, typed: Iterable[str]) -> tuple[int, ...]:
    """Return the coders who are called so, by name or initials; everybody for nothing or ``all``.

    Raises UserError, naming who there is.
    """
    wanted = [each for each in typed if name_key(each) != "all"]
    if not wanted:
        return everybody(connection)
    known = [coder for coder in coders(connection) if coder.kind is not CoderKind.FORMER]
    found: list[int] = []
    for each in wanted:
        ids = [coder.id for coder in known if name_key(each) in {name_key(coder.name), name_key(coder.short)}]
        if len(ids) != 1:
            raise UserError(
                _("There is no one coder “{typed}”.").format(typed=each),
                remedy=_("These are there: {known}.").format(known=", ".join(coder.name for coder in known)),
            )
        found += ids
    return tuple(dict.fromkeys(found))


def codings_of_coders(connection: Connection) -> dict[int, int]:
    """Return how many codings each coder has, who has any."""
    coding = schema.coding.c
    rows = connection.execute(select(coding.coder_id, func.count()).group_by(coding.coder_id))
    return {coder_id: n for coder_id, n in rows}  # noqa: C416 - dict() loses the types


def everybody(connection: Connection) -> tuple[int, ...]:
    """Return the coders whose codings are everybody's.

    What was agreed and what somebody coded again are readings of their own: they would count it all twice.
    """
    return tuple(coder.id for coder in coders(connection) if coder.kind is CoderKind.PERSON)
