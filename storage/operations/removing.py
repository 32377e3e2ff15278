"""Removing rows with all that hangs on them, as the schema says it: nothing else deletes in a study."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, Table, delete, select, update

from coding.errors import UserError
from coding.language import _, plural, plural_form
from coding.progress import Progress, silent
from storage.queries.dependents import Rows, going_with, left_pointing
from storage.study import schema
from storage.study.column_kinds import Gone, interview_of
from storage.study.connection import batches
from storage.study.operation import WriteContext


def remove(w: WriteContext, table: Table, ids: Iterable[int], progress: Progress = silent) -> None:
    """Remove rows; of what points at them some goes along, and some stays and points at nothing.

    ``progress`` hears how many rows are gone. Raises UserError where something that stays cannot do without
    them.
    """
    going = going_with(w.connection, table, ids)
    needed = _needed(w.connection, going)
    if needed:
        raise UserError(
            _("That is still needed by {leaning}.").format(leaning=needed), _("Nothing was removed.")
        )
    for key, left in left_pointing(w.connection, going, Gone.NULL):
        for some in batches(left):
            free = update(key.table).where(key.table.c.id.in_(some)).values({key.column: None})
            w.connection.execute(free)
    done, total = 0, sum(map(len, going.values()))
    for each in reversed(schema.JOURNALED):  # what points at others before what it points at
        for level in _levels(w.connection, each, going.get(each, ())):
            for some in batches(level):
                progress(done, total, "")
                w.connection.execute(delete(each).where(each.c.id.in_(some)))
                done += len(some)


def needed_by(connection: Connection, table: Table, row_id: int) -> str:
    """Return in words what cannot do without a row: ``2 interviews and 1 person’s post``, or nothing."""
    return _needed(connection, going_with(connection, table, [row_id]))


def _needed(connection: Connection, going: Rows) -> str:
    interviews: set[int] = set()
    others: Counter[Table] = Counter()
    for key, ids in left_pointing(connection, going, Gone.REFUSE):
        whose = key.table.c.id if key.table is schema.interview else interview_of(key.table)
        if whose is None or whose.nullable:
            others[key.table] += len(ids)
        else:
            for some in batches(ids):
                interviews.update(connection.scalars(select(whose).where(key.table.c.id.in_(some))))
    words = [plural("{n} interview", "{n} interviews", len(interviews))] if interviews else []
    words += [_counted(table, n) for table, n in others.items()]
    return _(" and ").join(words)


def _counted(table: Table, n: int) -> str:
    if table is schema.post:
        return plural("{n} person’s post", "{n} people’s posts", n)
    return plural_form("{n} row of “{table}”", "{n} rows of “{table}”", n).format(n=n, table=table.name)


def _levels(connection: Connection, table: Table, ids: Collection[int]) -> Iterator[Collection[int]]:
    """Yield rows of a table such that those that point at others of it come first."""
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    if not own or not ids:
        yield ids
        return
    points_at: dict[int, set[int]] = {}
    for some in batches(ids):
        rows = connection.execute(select(table.c.id, *own).where(table.c.id.in_(some)))
        points_at |= {id_: {target for target in targets if target is not None} for id_, *targets in rows}
    while points_at:
        pointed_at = set[int]().union(*points_at.values())
        free = [id_ for id_ in points_at if id_ not in pointed_at] or list(points_at)
        yield free
        for id_ in free:
            del points_at[id_]
