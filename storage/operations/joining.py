"""Codings of one code that meet become one: written all at once, for there can be thousands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from coding.model.study import Coding
from coding.text.spans import joined
from storage.operations.removing import remove
from storage.study import schema
from storage.study.connection import batches
from storage.study.operation import WriteContext

_JOINED: Final = ("start", "end", "stage_id", "unsure", "direction")


def join(w: WriteContext, groups: Iterable[Sequence[Coding]]) -> dict[int, int]:
    """Let the first coding of each group take in the others; return by the id of each the one that stands.

    What it becomes is said in coding/text/spans.py. Memos of one coder are kept, one under the other.
    """
    groups = list(groups)
    standing = {each.id: group[0].id for group in groups for each in group}
    became = [(group[0], joined(group)) for group in groups]
    rows = [
        {"row": now.id, **{name: getattr(now, name) for name in _JOINED}}
        for before, now in became
        if before[:-1] != now[:-1]
    ]
    if rows:
        w.connection.execute(update(schema.coding).where(schema.coding.c.id == bindparam("row")), rows)
    _join_memos(w, standing)
    remove(w, schema.coding, [id_ for id_, first in standing.items() if id_ != first])
    return standing


def _join_memos(w: WriteContext, standing: Mapping[int, int]) -> None:
    memo = schema.memo.c
    found: list[Any] = []
    for ids in batches(standing):
        query = select(memo.id, memo.coding_id, memo.coder_id, memo.text).where(memo.coding_id.in_(ids))
        found += w.connection.execute(query).all()
    rows = sorted(found, key=lambda row: (row.coding_id, row.id))
    join_memos(w, "coding_id", [(standing[row.coding_id], row) for row in rows])


def join_memos(w: WriteContext, column: str, rows: Iterable[tuple[int, Any]]) -> None:
    """Give memos (rows with id, coder_id and text) a new thing to be about, by its id in this column.

    Those of one coder on one thing become one, in this order.
    """
    together: dict[tuple[int, int], list[Any]] = {}
    for target_id, row in rows:
        together.setdefault((target_id, row.coder_id), []).append(row)
    for (target_id, _coder), memos in together.items():
        first = schema.memo.c.id == memos[0].id
        w.connection.execute(update(schema.memo).where(first).values({column: target_id}))
        if len(memos) > 1:
            text = "\n\n".join(each.text for each in memos if each.text)
            w.connection.execute(update(schema.memo).where(first).values(text=text, modified=w.time))
    remove(w, schema.memo, [each.id for memos in together.values() for each in memos[1:]])
