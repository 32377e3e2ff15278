"""What a researcher says of survey and interviews together: a sentence a row of the joint display."""

from typing import Any

from sqlalchemy import ColumnElement, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.cells import ID_COLUMNS, CellKey, RowPlace
from coding.model.joint import JointState
from coding.model.memos import MemoKind
from storage.operations.cells import called_in_study, plain_cell
from storage.study import schema
from storage.study.operation import Operation, WriteContext, operation

_memo = schema.memo


def write_joint(key: CellKey, text: str, state: JointState) -> Operation[int | None]:
    """Return what writes, or changes, the sentence of a row and how the two sides stand to each other.

    The key's place is empty for the row of everybody. The result is the memo's id, None where nothing is
    said. Raises UserError: the code, or the school, is no longer there.
    """
    return store_joint(plain_cell(key), key.code_id, text, state.value)


@operation(N_("Write on both kinds of evidence: {name}"), leave_out=("text",), is_typed=True)
def store_joint(w: WriteContext, cell: dict[str, Any], code_id: int, text: str, state: str) -> int | None:
    """Write the sentence of a row; see write_joint.

    Raises UserError: the code, or the school, is no longer there.
    """
    key, said = _known(w, cell, code_id), JointState(state)
    standing = w.connection.execute(select(_memo.c.id, _memo.c.text, _memo.c.state).where(*_of(key))).all()
    text = text.strip()
    if not standing:
        return _add(w, key, text, said) if text or said else None
    # A row that two wrote on apart is one again.
    for row in standing[1:]:
        w.connection.execute(update(_memo).where(_memo.c.id == row.id).values(text="", state=""))
    first = standing[0]
    if (first.text, first.state) != (text, said.value):
        values = {"text": text, "state": said.value, "modified": w.time, "coder_id": w.coder_id}
        w.connection.execute(update(_memo).where(_memo.c.id == first.id).values(**values))
    return first.id


def _known(w: WriteContext, cell: dict[str, Any], code_id: int) -> CellKey:
    """Return a row whose code and school are there; note what it is called."""
    place = RowPlace.of({name: cell.get(name) for name in ID_COLUMNS}, cell.get("about", ""))
    code = w.connection.execute(select(schema.code).where(schema.code.c.id == code_id)).first()
    if code is None:
        raise UserError(_("That code is no longer in the codebook."), _("Nothing was changed."))
    said = [code.abbreviation or code.name, *(called_in_study(w, *each) for each in place.ids.items())]
    w.note(name=" · ".join((*said, *filter(None, [place.role]))))
    return CellKey(place, code_id)


def _of(key: CellKey) -> tuple[ColumnElement[bool], ...]:
    ids = key.place._asdict()
    return (
        _memo.c.kind == MemoKind.JOINT,
        _memo.c.code_id == key.code_id,
        _memo.c.about == key.place.about,
        *(_memo.c[name].is_not_distinct_from(ids[name]) for name in ID_COLUMNS),
    )


def _add(w: WriteContext, key: CellKey, text: str, state: JointState) -> int:
    return w.add(
        _memo,
        kind=MemoKind.JOINT.value,
        coder_id=w.coder_id,
        text=text,
        state=state.value,
        created=w.time,
        modified=w.time,
        code_id=key.code_id,
        about=key.place.about,
        **key.place.ids,
    )
