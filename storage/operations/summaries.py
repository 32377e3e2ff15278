"""What a researcher writes to sum up: one text for a question in a round, of each coder."""

from typing import Final

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.memos import MemoKind
from coding.model.query import Exactly, Field, Query
from coding.query.json_form import as_text
from coding.text.names import shortened
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_memo: Final = schema.memo.c


@operation(N_("Sum up “{question}” in {round}"), leave_out=("text",), is_typed=True)
def sum_up_answers(w: WriteContext, question_id: int, round_id: int, text: str) -> None:
    """Write, change or (with an empty text) remove what sums up the answers to a question in a round.

    Raises UserError: the question or the round is no longer there.
    """
    question, round_ = schema.question.c, schema.round_.c
    row = w.connection.execute(
        select(question.text, question.position).where(question.id == question_id)
    ).first()
    name = w.connection.scalar(select(round_.name).where(round_.id == round_id))
    if row is None or name is None:
        raise UserError(_("That question is no longer in the study."), _("The summary was not stored."))
    w.note(question=shortened(row.text), round=name)
    here = (_memo.kind == MemoKind.SUMMARY) & (_memo.question_id == question_id) & _memo.code_id.is_(None)
    mine = here & (_memo.round_id == round_id) & (_memo.coder_id == w.coder_id)
    standing = w.connection.execute(select(_memo.id, _memo.text).where(mine)).first()
    text = text.strip()
    if standing is None and text:
        w.add(
            schema.memo,
            kind=MemoKind.SUMMARY.value,
            coder_id=w.coder_id,
            text=text,
            created=w.time,
            modified=w.time,
            question_id=question_id,
            round_id=round_id,
            about=as_text(_about(row.position, name)),
        )
    elif standing is not None and not text:
        remove(w, schema.memo, [standing.id])
    elif standing is not None and standing.text != text:
        changed = update(schema.memo).where(_memo.id == standing.id).values(text=text, modified=w.time)
        w.connection.execute(changed)


def _about(position: int, round_name: str) -> Query:
    """Return what is summed up as a query: ``question:3 in:2015``."""
    return Query(
        fields=(
            Field("question", (Exactly(str(position + 1)),)),
            Field("in", (Exactly(round_name),)),
        )
    )
