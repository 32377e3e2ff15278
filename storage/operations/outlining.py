"""The outline of what is found: headings and sentences in a tree."""

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind, OutlineState
from coding.text.blocks import title
from storage.operations.memos import needed_text, own_memo
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo.c


@operation(N_("Write “{name}” in the outline"), leave_out=("text",))
def add_entry(w: WriteContext, text: str, parent_id: int | None, position: int) -> int:
    """Put a heading or sentence into the outline, at a place among what stands below the same; return its id.

    Raises UserError: there is nothing in it, or what it is to stand below is no longer there.
    """
    return put_entry(w, text, parent_id, position, OutlineState.PLAIN)


def put_entry(w: WriteContext, text: str, parent_id: int | None, position: int, state: OutlineState) -> int:
    """Put a part into the outline, for operations that say what it is; return its id.

    Raises UserError: there is nothing in it, or what it is to stand below is no longer there.
    """
    text = needed_text(text)
    w.note(name=title(text))
    if parent_id is not None:
        needed_entry(w, parent_id)
    id_ = w.add(
        schema.memo,
        kind=MemoKind.OUTLINE.value,
        coder_id=w.coder_id,
        text=text,
        created=w.time,
        modified=w.time,
        parent_id=parent_id,
        state=state.value,
    )
    _number(w, parent_id, id_, position)
    return id_


@operation(N_("Move “{name}” in the outline"))
def move_entry(w: WriteContext, memo_id: int, parent_id: int | None, position: int) -> None:
    """Let a heading or sentence, with all below it, stand elsewhere.

    Raises UserError: it is no longer there, or would stand below itself.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    above = parent_id
    while above is not None:
        if above == memo_id:
            raise UserError(_("Nothing can stand below itself."), _("Nothing was moved."))
        needed_entry(w, above)
        above = w.connection.scalar(select(_memo.parent_id).where(_memo.id == above))
    this = _memo.id == memo_id
    w.connection.execute(update(schema.memo).where(this).values(parent_id=parent_id))
    _number(w, parent_id, memo_id, position)


def needed_entry(w: WriteContext, memo_id: int) -> str:
    """Return the text of a part of the outline; raises UserError where it is no longer there."""
    this = (_memo.id == memo_id) & (_memo.kind == MemoKind.OUTLINE.value)
    text = w.connection.scalar(select(_memo.text).where(this))
    if text is None:
        raise UserError(_("That part of the outline is no longer there."), _("Nothing was changed."))
    return text


def _number(w: WriteContext, parent_id: int | None, memo_id: int, position: int) -> None:
    """Give what stands below the same its places anew, with one of them at this place."""
    below = (_memo.kind == MemoKind.OUTLINE.value) & _memo.parent_id.is_not_distinct_from(parent_id)
    query = select(_memo.id).where(below, _memo.id != memo_id).order_by(_memo.position, _memo.id)
    ids = [*w.connection.scalars(query)]
    ids.insert(max(0, min(position, len(ids))), memo_id)
    for at, id_ in enumerate(ids):
        wrong = (_memo.id == id_) & (_memo.position != at)
        w.connection.execute(update(schema.memo).where(wrong).values(position=at))


@operation(N_("Delete “{name}” from the outline"))
def remove_entry(w: WriteContext, memo_id: int) -> None:
    """Delete a heading or sentence with all below it.

    Raises UserError: it is no longer there, or is somebody else’s.
    """
    w.note(name=title(own_memo(w, memo_id)))
    remove(w, schema.memo, [memo_id])
