"""A text that is saved as one types: what is typed on extends the last operation, else undo knew every pause.

An hour of writing is then a few operations; the journal keeps of each column what it held when the operation
began.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from storage.study import history, journal, schema
from storage.study.operation import Operation, now

_LONGEST: Final = timedelta(minutes=10)


def begin(
    connection: Connection, operation: Operation[Any], coder_id: int | None, checkpointed_id: int | None
) -> int:
    """Begin an operation, or go on with the last one; rows are noted under the id that is returned."""
    going_on = _extended(connection, operation, coder_id) if operation.is_typed else None
    id_ = going_on or history.begin(connection, operation.kind, coder_id, checkpointed_id)
    journal.begin(connection, id_)
    return id_


def _extended(connection: Connection, operation: Operation[Any], coder_id: int | None) -> int | None:
    """Return the operation that this one goes on with: the last that stands, of the same text and coder."""
    table = schema.operation
    last = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).first()
    if last is None or (last.kind, last.coder_id, last.status) != (operation.kind, coder_id, "done"):
        return None
    kept: dict[str, Any] = json.loads(last.parameters or "{}")
    begun = datetime.fromisoformat(now()) - datetime.fromisoformat(last.created)
    is_same = all(kept.get(name) == value for name, value in operation.parameters.items())
    return last.id if is_same and timedelta() <= begun < _LONGEST else None


def fold(connection: Connection, operation: Operation[Any], operation_id: int) -> None:
    """Keep of each row only what it was when an operation began that is gone on with."""
    if not operation.is_typed:
        return
    change = schema.change
    notes = connection.execute(
        select(change).where(change.c.operation_id == operation_id).order_by(change.c.id)
    ).all()
    first: dict[tuple[str, int], tuple[int, dict[str, Any] | None]] = {}  # the note, its image if it has one
    for note in notes:
        place = note.table_name, note.row_id
        if place not in first or note.action != "U":
            first[place] = note.id, json.loads(note.image) if note.action == "U" else None
            continue
        kept_id, image = first[place]
        if image is not None:
            image |= {name: was for name, was in json.loads(note.image).items() if name not in image}
            kept = update(change).where(change.c.id == kept_id)
            connection.execute(kept.values(image=json.dumps(image, ensure_ascii=False)))
        connection.execute(delete(change).where(change.c.id == note.id))
