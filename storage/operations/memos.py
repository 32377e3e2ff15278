"""Memos on codings, interviews and codes: one of each coder’s on each thing."""

from sqlalchemy import Column, select, update

from coding.errors import UserError
from coding.language import N_, _
from storage.operations.ownership import whose
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo.c


@operation(N_("Write a memo on a coding"))
def write_coding_memo(w: WriteContext, coding_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove the memo of a coding, as the coder whose coding it is.

    Raises UserError: the coding is no longer there.
    """
    coding = schema.coding.c
    coder_id = w.connection.scalar(select(coding.coder_id).where(coding.id == coding_id))
    _write(w, _memo.coding_id, coding_id, text, whose(w, coder_id))


@operation(N_("Write a memo on an interview"))
def write_interview_memo(w: WriteContext, interview_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove the memo of an interview.

    Raises UserError: the interview is no longer there.
    """
    _write(w, _memo.interview_id, interview_id, text, w.coder_id)


def append_to_interview_memo(w: WriteContext, interview_id: int, text: str) -> None:
    """Write something under what stands in the memo of an interview, for operations that leave a note.

    Raises UserError: the interview is no longer there.
    """
    mine = (_memo.interview_id == interview_id) & (_memo.coder_id == w.coder_id) & _memo.start.is_(None)
    standing = w.connection.scalar(select(_memo.text).where(mine)) or ""
    joined = "\n\n".join(filter(None, (standing, text)))
    _write(w, _memo.interview_id, interview_id, joined, w.coder_id)


@operation(N_("Write a memo on a code"))
def write_code_memo(w: WriteContext, code_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove the memo of a code.

    Raises UserError: the code is no longer there.
    """
    _write(w, _memo.code_id, code_id, text, w.coder_id)


def _write(w: WriteContext, target: Column[int], target_id: int, text: str, coder_id: int | None) -> None:
    mine = (target == target_id) & (_memo.coder_id == coder_id) & _memo.start.is_(None)
    found = w.connection.execute(select(_memo.id, _memo.text).where(mine)).first()
    text = text.strip()
    if found is None and text:
        _refuse_if_gone(w, target, target_id)
        w.add(
            schema.memo,
            coder_id=coder_id,
            text=text,
            created=w.time,
            modified=w.time,
            **{target.name: target_id},
        )
    elif found is not None and not text:
        remove(w, schema.memo, [found.id])
    elif found is not None and found.text != text:
        w.connection.execute(
            update(schema.memo).where(_memo.id == found.id).values(text=text, modified=w.time)
        )


def _refuse_if_gone(w: WriteContext, target: Column[int], target_id: int) -> None:
    (key,) = target.foreign_keys
    if w.connection.scalar(select(key.column).where(key.column == target_id)) is None:
        raise UserError(_("What the memo belongs to is no longer there."), _("The memo was not stored."))
