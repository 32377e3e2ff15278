"""What sums up the answers to a question in a round: one text, whoever writes on it, as in the matrix."""

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind
from coding.text.names import shortened
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo = schema.memo


@operation(N_("Sum up “{question}” in {round}"), leave_out=("text",), is_typed=True)
def sum_up_answers(w: WriteContext, question_id: int, round_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove what sums up the answers to a question in a round.

    Raises UserError: the question or the round is no longer there.
    """
    question, round_ = schema.question.c, schema.round_.c
    asked = w.connection.scalar(select(question.text).where(question.id == question_id))
    name = w.connection.scalar(select(round_.name).where(round_.id == round_id))
    if asked is None or name is None:
        raise UserError(_("That question is no longer in the study."), _("The summary was not stored."))
    w.note(question=shortened(asked), round=name)
    here = (_memo.c.kind == MemoKind.SUMMARY) & _memo.c.code_id.is_(None)
    cell = here & (_memo.c.question_id == question_id) & (_memo.c.round_id == round_id)
    rows = w.connection.execute(select(_memo.c.id, _memo.c.text).where(cell).order_by(_memo.c.id)).all()
    text = text.strip()
    # A cell that two wrote on apart is one again.
    remove(w, _memo, [row.id for row in (rows[1:] if text else rows)])
    values = {"text": text, "modified": w.time, "coder_id": w.coder_id}
    if text and not rows:
        place = {"question_id": question_id, "round_id": round_id}
        w.add(_memo, kind=MemoKind.SUMMARY.value, created=w.time, **values, **place)
    elif text and rows[0].text != text:
        w.connection.execute(update(_memo).where(_memo.c.id == rows[0].id).values(**values))
