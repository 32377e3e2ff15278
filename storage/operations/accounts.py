"""The account that goes back to the people of a school or case: its draft, their wishes, what was agreed."""

from typing import Any, Final

from sqlalchemy import Column, Table, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind
from storage.operations.memos import needed_text
from storage.operations.standing import value_of
from storage.queries.accounts import AGREED, accounts
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo
_ON: Final[dict[str, Table]] = {"school_id": schema.school, "case_id": schema.case_}


@operation(N_("Write the account of {name}"), leave_out=("text",), is_typed=True)
def write_account(w: WriteContext, on: str, on_id: int, text: str) -> int:
    """Write or change the draft for a school or case (``on``: ``school_id``, ``case_id``); return its id.

    Raises UserError: it is no longer there, or there is nothing in the text.
    """
    _note(w, on, on_id)
    text = needed_text(text)
    standing = accounts(w.connection, on, on_id).draft
    if standing is None:
        return _add(w, on, on_id, text, kind=MemoKind.ACCOUNT.value)
    if standing.text != text:
        values = {"text": text, "modified": w.time, "coder_id": w.coder_id}
        w.connection.execute(update(_memo).where(_memo.c.id == standing.id).values(**values))
    return standing.id


@operation(N_("Keep what came back on the account of {name}"), leave_out=("text",))
def keep_reply(w: WriteContext, on: str, on_id: int, text: str, day: str) -> int:
    """Keep the wishes that came back on a draft on a day (2015-06-10); return the memo's id.

    Raises UserError: there is no draft, or nothing came back.
    """
    draft_id = _draft(w, on, on_id).id
    kept = needed_text(text)
    return _add(w, on, on_id, kept, kind=MemoKind.REPLY.value, parent_id=draft_id, day=day)


@operation(N_("Agree on the account of {name}"))
def agree_on_account(w: WriteContext, on: str, on_id: int, day: str) -> int:
    """Keep the text of the draft as what was agreed on a day; the draft can be changed all the same.

    Raises UserError: there is no draft.
    """
    draft = _draft(w, on, on_id)
    values = {"kind": MemoKind.ACCOUNT.value, "parent_id": draft.id, "day": day, "state": AGREED}
    return _add(w, on, on_id, draft.text, **values)


def _draft(w: WriteContext, on: str, on_id: int) -> Any:
    _note(w, on, on_id)
    draft = accounts(w.connection, on, on_id).draft
    if draft is None:
        raise UserError(_("There is no account yet."), _("Nothing was kept."), _("Write it first."))
    return draft


def _note(w: WriteContext, on: str, on_id: int) -> None:
    name: Column[str] = _ON[on].c.name
    w.note(name=value_of(w, name, on_id))


def _add(w: WriteContext, on: str, on_id: int, text: str, **values: object) -> int:
    made = {"coder_id": w.coder_id, "created": w.time, "modified": w.time}
    return w.add(_memo, text=text, **made, **{on: on_id}, **values)
