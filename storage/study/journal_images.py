"""What the journal keeps of a row, read with care: a damaged image must not get into a table.

The same rule serves undo and redo, which stop at an image that is damaged, and the check, which finds it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Connection, Integer, Table

from coding.errors import CannotUndoError
from coding.language import _, plural_form
from storage.study import schema
from storage.study.column_kinds import allowed
from storage.study.connection import raw

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in schema.JOURNALED}


class Note(NamedTuple):
    """A row of ``change``: what was inserted, updated or deleted, and what there was before."""

    id: int
    table_name: str
    row_id: int
    action: str
    image: str | None

    @property
    def values(self) -> dict[str, Any]:
        """What the image says, by column; see refuse_damaged."""
        return json.loads(self.image or "{}")


def refuse_damaged(notes: Sequence[Note], *, forwards: bool) -> None:
    """Raise CannotUndoError if one of the notes that are to be replayed cannot be what was written."""
    needed = {("U", True), ("U", False), ("D", False), ("I", True)}
    lost = any(note.image is None and (note.action, forwards) in needed for note in notes)
    if not notes or lost or not all(map(_is_sound, _unlike(notes))):
        raise record_is_damaged()


def _unlike(notes: Sequence[Note]) -> Iterable[Note]:
    """Return one of those whose images say the same and name no row: thousands do after codes were merged."""
    # An image of another kind than text is a damaged one, and looked at by itself.
    named = [not isinstance(note.image, str) or '"id"' in note.image for note in notes]
    whose = [note.id if is_named else 0 for note, is_named in zip(notes, named, strict=True)]
    seen = zip(notes, whose, strict=True)
    return {(whole, note.table_name, note.action, note.image): note for note, whole in seen}.values()


def record_is_damaged() -> CannotUndoError:
    """Return the error for an operation whose rows are not as the journal has them."""
    return CannotUndoError(
        _("This change cannot be undone or done again: the record of it is damaged."),
        _("Nothing was changed, and all that stands in the study is still there."),
        _("Go on from here; what was done before it stays as it is, too."),
    )


def damaged_images(connection: Connection) -> Iterator[str]:
    """Say how many records of changes undo could not use; those before a change of format it never asks."""
    rows = raw(connection).execute(
        "SELECT change.id, table_name, row_id, action, image"
        " FROM change JOIN operation ON operation.id = operation_id"
        " WHERE operation_id > (SELECT coalesce(max(id), 0) FROM operation WHERE kind = 'migrate')"
        " AND (image IS NOT NULL OR table_name NOT IN (SELECT value FROM json_each(?))"
        " OR action = 'U' OR action = 'D' AND status = 'done' OR action = 'I' AND status = 'undone')",
        (json.dumps([*TABLES]),),
    )
    if n := sum(row[-1] is None or not _is_sound(Note._make(row)) for row in rows):
        words = plural_form(
            "{n} row of “{table}” cannot be read.", "{n} rows of “{table}” cannot be read.", n
        )
        yield words.format(n=n, table=schema.change.name)


def _is_sound(note: Note) -> bool:
    table = TABLES.get(note.table_name)
    if table is None or note.action not in allowed(schema.change.c.action):
        return False
    if note.image is None:
        return True
    try:
        values = note.values
    except (ValueError, TypeError, RecursionError):
        return False
    if not isinstance(values, dict) or values.get("id", note.row_id) != note.row_id:  # pyright: ignore[reportUnnecessaryIsInstance] - as it should be
        return False
    whole = note.action == "U" or _required(table) <= values.keys()
    return whole and all(_fits(table, name, value) for name, value in values.items())


@cache
def _required(table: Table) -> frozenset[str]:
    """Return the columns without which there is no row; one that came with a later format has a default."""
    return frozenset(c.name for c in table.columns if not c.nullable and c.server_default is None)


def _fits(table: Table, name: str, value: object) -> bool:
    column = table.c.get(name)
    if column is None:
        return False
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Integer | Boolean):
        return isinstance(value, int) and abs(value) <= schema.HIGHEST
    return isinstance(value, str)
