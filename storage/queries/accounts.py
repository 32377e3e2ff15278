"""What went back to the people of a school or case, what they wished, and what was agreed."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from coding.model.memos import MemoKind
from storage.study import schema

AGREED = "agreed"


class WrittenAccount(NamedTuple):
    """A text with its day, as 2015-06-10 or a time."""

    id: int
    text: str
    day: str


class Accounts(NamedTuple):
    """The draft of a school or case, the wishes that came back, and what was agreed, the last first."""

    draft: WrittenAccount | None = None
    replies: tuple[WrittenAccount, ...] = ()
    agreed: tuple[WrittenAccount, ...] = ()


def accounts(connection: Connection, on: str, on_id: int) -> Accounts:
    """Return the account of a school or case (``on`` is ``school_id`` or ``case_id``)."""
    memo = schema.memo.c
    mine = (memo[on] == on_id) & memo.kind.in_((MemoKind.ACCOUNT.value, MemoKind.REPLY.value))
    rows = connection.execute(select(schema.memo).where(mine).order_by(memo.id)).all()
    drafts = [WrittenAccount(r.id, r.text, r.modified) for r in rows if _is_draft(r.kind, r.state)]
    later = [*reversed(rows)]
    return Accounts(
        drafts[0] if drafts else None,
        tuple(WrittenAccount(r.id, r.text, r.day) for r in later if r.kind == MemoKind.REPLY),
        tuple(WrittenAccount(r.id, r.text, r.day) for r in later if r.state == AGREED),
    )


def _is_draft(kind: str, state: str) -> bool:
    return kind == MemoKind.ACCOUNT and state != AGREED
