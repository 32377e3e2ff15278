"""Claims under research questions: where each comes from, what was looked for, what others make of it.

A question and a claim are parts of the outline; what is said about a claim are memos below it.
"""

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import ClaimSource, MemoKind, OutlineState
from coding.text.blocks import title
from storage.operations.memos import needed_text
from storage.operations.outlining import needed_entry, put_entry
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo.c
_link = schema.link.c


@operation(N_("Ask “{name}”"), leave_out=("text",))
def add_question(w: WriteContext, text: str, parent_id: int | None, position: int) -> int:
    """Put a research question into the outline; return its id.

    Raises UserError: there is nothing in it, or what it is to stand below is no longer there.
    """
    return put_entry(w, text, parent_id, position, OutlineState.QUESTION)


@operation(N_("Say where “{name}” comes from"))
def set_source(w: WriteContext, memo_id: int, source: ClaimSource) -> None:
    """Say whether a claim comes from the data or from literature.

    Raises UserError: it is no longer there.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    state = OutlineState.LITERATURE if source is ClaimSource.LITERATURE else OutlineState.PLAIN
    wrong = (_memo.id == memo_id) & (_memo.state != state.value)
    w.connection.execute(update(schema.memo).where(wrong).values(state=state.value, modified=w.time))


@operation(N_("Look for what speaks against “{name}”"), leave_out=("how",))
def note_look(w: WriteContext, memo_id: int, day: str, how: str) -> None:
    """Note when (``2015-07-12``) and how whoever writes looked for what speaks against a claim.

    It stands in place of what the same coder noted before. Raises UserError: the claim is no longer there, or
    nothing says how.
    """
    w.note(name=title(needed_entry(w, memo_id)))
    how = needed_text(how)
    mine = (_memo.parent_id == memo_id) & (_memo.state == OutlineState.LOOKED.value)
    standing = w.connection.scalar(select(_memo.id).where(mine, _memo.coder_id == w.coder_id))
    if standing is None:
        _say_below(w, memo_id, how, state=OutlineState.LOOKED.value, day=day)
        return
    change = update(schema.memo).where(_memo.id == standing, (_memo.text != how) | (_memo.day != day))
    w.connection.execute(change.values(text=how, day=day, modified=w.time))


@operation(N_("Explain “{name}” otherwise"), leave_out=("text",))
def explain_otherwise(w: WriteContext, memo_id: int, text: str) -> int:
    """Put another explanation below a claim, or an answer below an explanation; return its id.

    Raises UserError: what it is said of is no longer there, or there is nothing in it.
    """
    said = w.connection.scalar(select(_memo.text).where(_memo.id == memo_id))
    if said is None:
        raise UserError(_("What this is said of is no longer there."), _("Nothing was stored."))
    w.note(name=title(said))
    return _say_below(w, memo_id, needed_text(text))


@operation(N_("Say why a passage hangs on “{name}”"), leave_out=("text",))
def say_why(w: WriteContext, link_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove the line that says why a passage hangs on a claim.

    Raises UserError: it hangs there no longer.
    """
    row = w.connection.execute(select(schema.link).where(_link.id == link_id)).first()
    if row is None or row.start is None:
        raise UserError(_("The passage hangs there no longer."), _("Nothing was changed."))
    w.note(name=title(needed_entry(w, row.from_memo_id)))
    text = text.strip()
    here = (_memo.parent_id == row.from_memo_id) & (_memo.interview_id == row.interview_id)
    mine = here & (_memo.start == row.start) & (_memo.end == row.end) & (_memo.coder_id == w.coder_id)
    standing = w.connection.execute(select(_memo.id, _memo.text).where(mine)).first()
    if standing is None and text:
        place = {"interview_id": row.interview_id, "start": row.start, "end": row.end}
        _say_below(w, row.from_memo_id, text, **place)
    elif standing is not None and not text:
        remove(w, schema.memo, [standing.id])
    elif standing is not None and standing.text != text:
        changed = update(schema.memo).where(_memo.id == standing.id)
        w.connection.execute(changed.values(text=text, modified=w.time))


def _say_below(w: WriteContext, memo_id: int, text: str, **values: object) -> int:
    return w.add(
        schema.memo,
        kind=MemoKind.MEMO.value,
        coder_id=w.coder_id,
        text=text,
        created=w.time,
        modified=w.time,
        parent_id=memo_id,
        **values,
    )
