"""The outline of what is found: headings and sentences in a tree, with passages hung on them."""

from typing import Final

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind
from coding.text.blocks import title
from storage.operations.memos import needed_text, own_memo
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

ROLES: Final = ("for", "qualifies", "against")
_memo = schema.memo.c
_link = schema.link.c


@operation(N_("Write “{name}” in the outline"), leave_out=("text",))
def add_entry(w: WriteContext, text: str, parent_id: int | None, position: int) -> int:
    """Put a heading or sentence into the outline, at a place among what stands below the same; return its id.

    Raises UserError: there is nothing in it, or what it is to stand below is no longer there.
    """
    text = needed_text(text)
    w.note(name=title(text))
    if parent_id is not None:
        _entry(w, parent_id)
    id_ = w.add(
        schema.memo,
        kind=MemoKind.OUTLINE.value,
        coder_id=w.coder_id,
        text=text,
        created=w.time,
        modified=w.time,
        parent_id=parent_id,
    )
    _number(w, parent_id, id_, position)
    return id_


@operation(N_("Move “{name}” in the outline"))
def move_entry(w: WriteContext, memo_id: int, parent_id: int | None, position: int) -> None:
    """Let a heading or sentence, with all below it, stand elsewhere.

    Raises UserError: it is no longer there, or would stand below itself.
    """
    w.note(name=title(_entry(w, memo_id)))
    above = parent_id
    while above is not None:
        if above == memo_id:
            raise UserError(_("Nothing can stand below itself."), _("Nothing was moved."))
        _entry(w, above)
        above = w.connection.scalar(select(_memo.parent_id).where(_memo.id == above))
    this = _memo.id == memo_id
    w.connection.execute(update(schema.memo).where(this).values(parent_id=parent_id))
    _number(w, parent_id, memo_id, position)


def _entry(w: WriteContext, memo_id: int) -> str:
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


@operation(N_("Hang a passage on “{name}”"))
def hang_passage(w: WriteContext, memo_id: int, interview_id: int, start: int, end: int, role: str) -> int:
    """Hang a passage on a part of the outline, as one of ROLES; one that hangs there changes its role.

    Raises UserError: the part or the interview is no longer there.
    """
    w.note(name=title(_entry(w, memo_id)))
    length = schema.transcript.c.length
    if (w.connection.scalar(select(length).where(schema.transcript.c.id == interview_id)) or 0) < end:
        raise UserError(_("The passage is no longer there."), _("Nothing was hung on."))
    place = (_link.interview_id == interview_id) & (_link.start == start) & (_link.end == end)
    here = place & (_link.from_memo_id == memo_id)
    standing = w.connection.scalar(select(_link.id).where(here))
    if standing is not None:
        w.connection.execute(update(schema.link).where(_link.id == standing).values(role=role))
        return standing
    values = {"interview_id": interview_id, "start": start, "end": end}
    return w.add(schema.link, from_memo_id=memo_id, role=role, **values)


@operation(N_("Take a passage off “{name}”"))
def take_off_passage(w: WriteContext, link_id: int) -> None:
    """Take a passage off a part of the outline.

    Raises UserError: it hangs there no longer.
    """
    memo_id = w.connection.scalar(select(_link.from_memo_id).where(_link.id == link_id))
    if memo_id is None:
        raise UserError(_("The passage hangs there no longer."), _("Nothing was changed."))
    w.note(name=title(_entry(w, memo_id)))
    remove(w, schema.link, [link_id])


@operation(N_("Delete “{name}” from the outline"))
def remove_entry(w: WriteContext, memo_id: int) -> None:
    """Delete a heading or sentence with all below it.

    Raises UserError: it is no longer there, or is somebody else’s.
    """
    w.note(name=title(own_memo(w, memo_id)))
    remove(w, schema.memo, [memo_id])
