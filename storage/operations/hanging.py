"""Hanging on a claim, or any part of the outline, what speaks for it, qualifies it, speaks against it."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Row, select

from coding.errors import UserError
from coding.language import N_, _
from coding.text.blocks import title
from storage.operations.outlining import needed_entry
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

ROLES: Final = ("for", "qualifies", "against")
_memo = schema.memo.c
_link = schema.link.c


@operation(N_("Hang a passage on “{name}”"))
def hang_passage(w: WriteContext, memo_id: int, interview_id: int, start: int, end: int, role: str) -> int:
    """Hang a passage on a part of the outline, as one of ROLES; it may hang there as several.

    Raises UserError: the part or the interview is no longer there.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    length = schema.transcript.c.length
    if (w.connection.scalar(select(length).where(schema.transcript.c.id == interview_id)) or 0) < end:
        raise UserError(_("The passage is no longer there."), _("Nothing was hung on."))
    return _hang(w, memo_id, role, interview_id=interview_id, start=start, end=end)


@operation(N_("Hang a document on “{name}”"))
def hang_document(w: WriteContext, memo_id: int, interview_id: int, role: str) -> int:
    """Hang a whole interview or document on a part of the outline.

    Raises UserError: the part or the document is no longer there.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    interview = schema.interview.c.id
    if w.connection.scalar(select(interview).where(interview == interview_id)) is None:
        raise UserError(_("The document is no longer there."), _("Nothing was hung on."))
    return _hang(w, memo_id, role, interview_id=interview_id, start=None, end=None)


@operation(N_("Hang a figure on “{name}”"))
def hang_figure(w: WriteContext, memo_id: int, kept_id: int, role: str) -> int:
    """Hang a kept view on a part of the outline.

    Raises UserError: the part or the view is no longer there.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    kept = schema.kept.c.id
    if w.connection.scalar(select(kept).where(kept == kept_id)) is None:
        raise UserError(_("The kept view is no longer there."), _("Nothing was hung on."))
    return _hang(w, memo_id, role, kept_id=kept_id)


def _hang(w: WriteContext, memo_id: int, role: str, **target: int | None) -> int:
    """Hang something on; what hangs there as the same already stays as it is."""
    here: ColumnElement[bool] = (_link.from_memo_id == memo_id) & (_link.role == role)
    for name, value in target.items():
        here &= schema.link.c[name].is_not_distinct_from(value)
    standing = w.connection.scalar(select(_link.id).where(here))
    if standing is not None:
        return standing
    who = {"coder_id": w.coder_id, "created": w.time}
    return w.add(schema.link, from_memo_id=memo_id, role=role, **target, **who)


@operation(N_("Take something off “{name}”"))
def take_off_claim(w: WriteContext, link_id: int) -> None:
    """Take off what hangs on a part of the outline, with the line that says why it hangs there.

    Raises UserError: it hangs there no longer.
    """
    row = _needed_link(w, link_id)
    remove(w, schema.link, [link_id])
    here = (_link.from_memo_id == row.from_memo_id) & (_link.interview_id == row.interview_id)
    elsewhere = select(_link.id).where(here, _link.start == row.start, _link.end == row.end)
    if row.start is not None and w.connection.scalar(elsewhere) is None:
        below = (_memo.parent_id == row.from_memo_id) & (_memo.interview_id == row.interview_id)
        why = select(_memo.id).where(below, _memo.start == row.start, _memo.end == row.end)
        remove(w, schema.memo, [*w.connection.scalars(why)])


def _needed_link(w: WriteContext, link_id: int) -> Row[*tuple[Any, ...]]:
    row = w.connection.execute(select(schema.link).where(_link.id == link_id)).first()
    if row is None or row.from_memo_id is None:
        raise UserError(_("It hangs there no longer."), _("Nothing was changed."))
    w.note(name=title(needed_entry(w, row.from_memo_id)))
    return row
