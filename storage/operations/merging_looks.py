"""Second looks of two merged copies: a coding has been looked at only where what was changed was known.

Each copy counts the changes of its codebook for itself. A coding made in one copy under its ninth version has
not seen what the seventh of the other copy changed, although nine is more than seven.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select, update

from coding.language import plural
from coding.merging.journals import Beginning, ChangesSince, Copy, Row
from storage.operations.merging_state import Merging
from storage.study import schema, tables


class _LookAsked(NamedTuple):
    """A copy that asks for a second look at a code: the revisions of its codings of it, by their ids here."""

    look_from: int
    revisions: dict[int, int]

    def is_seen(self, coding_id: int) -> bool:
        """Tell whether a coding was made there, or let stand, since it is asked."""
        return self.revisions.get(coding_id, -1) >= self.look_from


def look_again_at_what_was_made_apart(m: Merging) -> None:
    """Let codings be looked at again that were made without what the other copy changed of their code.

    A coding stands where every copy that has asked since both were one has it, and made it or let it stand
    since it asked.
    """
    lowered = 0
    for code_id, asked in _codes(m):
        code, coding = schema.code.c, schema.coding.c
        look_from = m.w.connection.scalar(select(code.look_from).where(code.id == code_id)) or 0
        standing = select(coding.id).where(coding.code_id == code_id, coding.revision >= look_from)
        for id_ in m.w.connection.scalars(standing).all() if look_from else ():
            if not all(each.is_seen(id_) for each in asked):
                this = schema.coding.c.id == id_
                m.w.connection.execute(update(schema.coding).where(this).values(revision=look_from - 1))
                lowered += 1
    if lowered:
        words = plural(
            "{n} coding is to be looked at again: the other copy did not know what its code means now.",
            "{n} codings are to be looked at again: the other copy did not know what their codes mean now.",
            lowered,
        )
        m.report.add("notes", words)


def _codes(m: Merging) -> Iterator[tuple[int, list[_LookAsked]]]:
    """Yield the codes that either copy asked a second look for since they were one, by their ids here."""
    for there_id, here_id in m.ids[tables.CODE].items():
        here, there = m.here.rows[tables.CODE].get(here_id or 0), m.there.rows[tables.CODE][there_id]
        if here_id is None or here is None:
            continue
        was_here = _was(m, m.since_here, here_id, there)
        was_there = _was(m, m.since_there, there_id, here)
        is_one = here["look_from"] == there["look_from"] and None in {was_here, was_there}
        if is_one:  # what the one asks came from the other
            continue
        asked = [
            _LookAsked(row["look_from"], dict(_revisions(m, copy, row["id"], there=copy is m.there)))
            for copy, row, was in ((m.here, here, was_here), (m.there, there, was_there))
            if was is not None and row["look_from"] > was
        ]
        if asked:
            yield here_id, asked


def _was(m: Merging, since: ChangesSince, code_id: int, other: Row) -> int | None:
    """Return from where a second look was asked before; None where it is as it was.

    Where nobody knows, what the other copy does not ask was asked here.
    """
    was = since.before.get((tables.CODE, code_id), {}).get("look_from")
    if was is None and (m.base.beginning is Beginning.NONE or not since.is_whole):
        return int(other["look_from"])
    return was


def _revisions(m: Merging, copy: Copy, code_id: int, *, there: bool) -> Iterator[tuple[int, int]]:
    for id_, row in copy.rows[tables.CODING].items():
        known = m.here_of(tables.CODING, id_) if there else id_
        if row["code_id"] == code_id and known is not None:
            yield known, row["revision"]
