"""Memos: one of each coder’s on a coding, interview or code; free ones, and a journal with an entry a day."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Column, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind
from coding.text.blocks import title
from coding.text.mentions import mentions, with_link
from coding.text.names import clean_name, name_key
from coding.text.times import is_day
from storage.operations.ownership import whose
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo.c
_is_memo = _memo.kind == MemoKind.MEMO


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
    mine = (_memo.interview_id == interview_id) & (_memo.coder_id == w.coder_id) & _is_memo
    mine &= _memo.start.is_(None)
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
    mine = (target == target_id) & (_memo.coder_id == coder_id) & _memo.start.is_(None) & _is_memo
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


# --- what is written on the Memos page ------------------------------------------------------------

ON: Final = ("coding_id", "interview_id", "code_id", "person_id", "school_id", "question_id", "case_id")

LINKED: Final = ("interview_id", "code_id", "person_id", "school_id", "question_id", "memo_id", "kept_id")


@operation(N_("Write the memo “{name}”"), leave_out=("text",))
def add_memo(w: WriteContext, text: str, on: str = "", on_id: int = 0) -> int:
    """Write a memo on a row (``on`` is one of ON), or a free one; return its id.

    Raises UserError: there is nothing in it, or what it is on is no longer there.
    """
    target = {}
    if on:
        _refuse_if_gone(w, schema.memo.c[on], on_id)
        target = {on: on_id}
    return _add(w, text, **target)


@operation(N_("Write the journal of {day}"), leave_out=("text",), is_typed=True)
def write_journal(w: WriteContext, day: str, text: str) -> int:
    """Write or change the entry of a day (``2015-06-10``) of whoever writes; return its id.

    Raises UserError: there is nothing in it, or the day is none.
    """
    if not is_day(day):
        raise UserError(_("“{day}” is no day.").format(day=day), _("Nothing was stored."))
    mine = (_memo.kind == MemoKind.JOURNAL) & (_memo.day == day) & (_memo.coder_id == w.coder_id)
    standing = w.connection.scalar(select(_memo.id).where(mine))
    if standing is None:
        return _add(w, text, kind=MemoKind.JOURNAL.value, day=day)
    _change(w, standing, text=needed_text(text))
    return standing


def _add(w: WriteContext, text: str, **values: object) -> int:
    text = needed_text(text)
    w.note(name=title(text))
    return w.add(schema.memo, coder_id=w.coder_id, text=text, created=w.time, modified=w.time, **values)


def needed_text(text: str) -> str:
    """Return a text without blanks around it; raises UserError where nothing is left."""
    if not text.strip():
        raise UserError(_("There is nothing in it."), _("Nothing was stored."))
    return text.strip()


@operation(N_("Write the memo “{name}”"), leave_out=("text",), is_typed=True)
def write_memo(w: WriteContext, memo_id: int, text: str) -> None:
    """Change the text of a memo, wherever it stands.

    Raises UserError: it is no longer there, is somebody else’s, or there is nothing in it.
    """
    own_memo(w, memo_id)
    text = needed_text(text)
    w.note(name=title(text))
    _change(w, memo_id, text=text)


@operation(N_("Tag the memo “{name}”"))
def tag_memo(w: WriteContext, memo_id: int, tags: Sequence[str]) -> None:
    """Give a memo these tags instead of those it has; one that is there twice stands once.

    Raises UserError: it is no longer there, or is somebody else’s.
    """
    w.note(name=title(own_memo(w, memo_id)))
    kept: dict[str, str] = {}
    for tag in filter(None, map(clean_name, tags)):
        kept.setdefault(name_key(tag), tag)
    _change(w, memo_id, tags="\n".join(kept.values()))


@operation(N_("Delete the memo “{name}”"))
def remove_memo(w: WriteContext, memo_id: int) -> None:
    """Delete a memo; links to it stay as words.

    Raises UserError: it is no longer there, or is somebody else’s.
    """
    w.note(name=title(own_memo(w, memo_id)))
    remove(w, schema.memo, [memo_id])


@operation(N_("Link the memo “{name}”"))
def link_memo(
    w: WriteContext, memo_id: int, on: str, on_id: int, start: int | None = None, end: int | None = None
) -> str:
    """Let a memo point at a row (``on`` is one of LINKED), or at a passage of an interview; return the GUID.

    In the text it stands as ``[words](link:GUID)``.

    Raises UserError: one of them is no longer there, or the memo is somebody else’s.
    """
    w.note(name=title(own_memo(w, memo_id)))
    _refuse_if_gone(w, schema.link.c[on], on_id)
    values = {on: on_id, "start": start, "end": end}
    id_ = w.add(schema.link, from_memo_id=memo_id, role="", **values)
    guid: str = w.connection.execute(select(schema.link.c.guid).where(schema.link.c.id == id_)).scalar_one()
    return guid


@operation(N_("Link what the memo “{name}” mentions"))
def link_mention(w: WriteContext, memo_id: int, on: str, on_id: int, words: str) -> None:
    """Let the first mention of words in a memo point at a row (``on`` is one of LINKED).

    Raises UserError: one of them is no longer there, the memo is somebody else’s, or nothing is mentioned.
    """
    text = own_memo(w, memo_id)
    w.note(name=title(text))
    if not mentions(text, words):
        raise UserError(_("The memo does not mention that any more."), _("Nothing was linked."))
    _refuse_if_gone(w, schema.link.c[on], on_id)
    id_ = w.add(schema.link, from_memo_id=memo_id, role="", **{on: on_id})
    guid = w.connection.execute(select(schema.link.c.guid).where(schema.link.c.id == id_)).scalar_one()
    _change(w, memo_id, text=with_link(text, words, f"link:{guid}"))


def own_memo(w: WriteContext, memo_id: int) -> str:
    """Return the text of a memo of whoever writes; raises UserError where there is none."""
    row = w.connection.execute(select(_memo.coder_id, _memo.text).where(_memo.id == memo_id)).first()
    if row is None:
        raise UserError(_("The memo is no longer there."), _("Nothing was stored."))
    if row.coder_id != w.coder_id:
        raise UserError(_("The memo is somebody else’s."), _("Nothing was changed."))
    return row.text


def _change(w: WriteContext, memo_id: int, **values: str) -> None:
    """Write what is otherwise, and when."""
    this = _memo.id == memo_id
    row = w.connection.execute(select(schema.memo).where(this)).mappings().one()
    if any(row[name] != value for name, value in values.items()):
        w.connection.execute(update(schema.memo).where(this).values(**values, modified=w.time))
