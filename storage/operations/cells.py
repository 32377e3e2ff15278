"""What a researcher writes in the cells of the matrix: one summary a cell, whoever writes on it."""

import json
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.cells import ID_COLUMNS, CellKey, RowPlace, Seen
from coding.model.kept_json import read_object
from coding.model.memos import MemoKind
from coding.privacy.masking import Pseudonyms
from storage.operations.standing import refuse_gone, value_of
from storage.study import schema
from storage.study.operation import Operation, WriteContext, operation

_memo = schema.memo


def write_summary(key: CellKey, text: str, seen: Collection[int]) -> Operation[int | None]:
    """Return what writes, or changes, the summary of a cell; ``seen`` are the codings that are in it now.

    Its result is the memo's id, None where there is nothing in it. Raises UserError: what the cell is about
    is no longer there.
    """
    return store_summary(plain_cell(key), key.code_id, text, sorted(seen))


@operation(N_("Write the summary of {name}"), leave_out=("text", "seen"), is_typed=True)
def store_summary(
    w: WriteContext, cell: dict[str, Any], code_id: int, text: str, seen: Collection[int]
) -> int | None:
    """Write the summary of a cell; see write_summary.

    Raises UserError: what the cell is about is no longer there.
    """
    key = _known(w, cell, code_id)
    standing = w.connection.execute(select(_memo.c.id, _memo.c.text).where(*_of(key))).all()
    text = text.strip()
    if not standing:
        return _add(w, key, text, seen) if text else None
    # A cell that two wrote on apart is one again.
    for row in standing[1:]:
        w.connection.execute(update(_memo).where(_memo.c.id == row.id).values(text=""))
    if standing[0].text != text:
        values = {"text": text, "modified": w.time, "coder_id": w.coder_id, "seen": _seen(seen)}
        w.connection.execute(update(_memo).where(_memo.c.id == standing[0].id).values(**values))
    return standing[0].id


def note_seen(key: CellKey, seen: Collection[int]) -> Operation[None]:
    """Return what notes that these codings of a cell were looked at.

    Raises UserError: what the cell is about is no longer there.
    """
    return store_seen(plain_cell(key), key.code_id, sorted(seen))


@operation(N_("Look at the passages of {name}"), leave_out=("seen",))
def store_seen(w: WriteContext, cell: dict[str, Any], code_id: int, seen: Collection[int]) -> None:
    """Note that what came to a cell, and went, was seen.

    Raises UserError: what the cell is about is no longer there.
    """
    key = _known(w, cell, code_id)
    for id_ in w.connection.scalars(select(_memo.c.id).where(*_of(key))).all():
        w.connection.execute(update(_memo).where(_memo.c.id == id_).values(seen=_seen(seen)))


def quote_in_summary(
    key: CellKey, seen: Collection[int], interview_id: int, start: int, end: int
) -> Operation[str]:
    """Return what lets a summary point at a passage; the result is the link's GUID.

    Raises UserError: what the cell is about, or the interview, is no longer there.
    """
    return link_summary(plain_cell(key), key.code_id, sorted(seen), interview_id, start, end)


@operation(N_("Quote in the summary of {name}"), leave_out=("seen",))
def link_summary(
    w: WriteContext,
    cell: dict[str, Any],
    code_id: int,
    seen: Collection[int],
    interview_id: int,
    start: int,
    end: int,
) -> str:
    """Let the summary of a cell point at a passage; see quote_in_summary.

    Raises UserError: what the cell is about, or the interview, is no longer there.
    """
    key = _known(w, cell, code_id)
    refuse_gone(w, schema.interview, interview_id)
    memo_id = w.connection.scalar(select(_memo.c.id).where(*_of(key))) or _add(w, key, "", seen)
    link = schema.link
    id_ = w.add(link, from_memo_id=memo_id, role="", interview_id=interview_id, start=start, end=end)
    return value_of(w, link.c.guid, id_)


def rename_in_summaries(w: WriteContext, name: str, old: str, new: str) -> None:
    """Let summaries be about a role group or attribute (``name`` says which) that is called otherwise now.

    Raises no UserError.
    """

    def renamed(key: str, words: str) -> str:
        return new if (key, words) == (name, old) else words

    _rewrite(w, renamed)


def mask_summaries(w: WriteContext, pseudonyms: Pseudonyms) -> None:
    """Mask names in what summaries are about, where that has no row of its own.

    Raises no UserError.
    """

    def masked(_key: str, words: str) -> str:
        change = pseudonyms.masking(words).change
        return change.applied(words) if change else words

    _rewrite(w, masked)


def _rewrite(w: WriteContext, otherwise: Callable[[str, str], str]) -> None:
    rows = w.connection.execute(select(_memo.c.id, _memo.c.about).where(_memo.c.about != "")).all()
    for row in rows:
        held = read_object(row.about)
        named = {key: otherwise(key, words) for key, words in held.get("text", {}).items()}
        if named != held.get("text", {}):
            about = json.dumps({**held, "text": named}, ensure_ascii=False)
            w.connection.execute(update(_memo).where(_memo.c.id == row.id).values(about=about))


def plain_cell(key: CellKey) -> dict[str, Any]:
    """Return a cell as it is kept with the operation."""
    about = key.place.about
    return {**key.place.ids, **({"about": about} if about else {})}


def _known(w: WriteContext, cell: dict[str, Any], code_id: int) -> CellKey:
    """Return a cell whose row and column are there; note what it is called."""
    place = RowPlace.of({name: cell.get(name) for name in ID_COLUMNS}, cell.get("about", ""))
    if not any(place):
        raise UserError(_("That is about nothing."), _("Nothing was changed."))
    code = w.connection.execute(select(schema.code).where(schema.code.c.id == code_id)).first()
    if code is None:
        raise UserError(_("That code is no longer in the codebook."), _("Nothing was changed."))
    said = [called_in_study(w, name, id_) for name, id_ in place.ids.items()]
    said += [words for words in (place.role, place.attribute, place.value) if words]
    w.note(name=f"{code.abbreviation or code.name} · {', '.join(said)}")
    return CellKey(place, code_id)


def called_in_study(w: WriteContext, column: str, id_: int) -> str:
    """Return what a thing is called that a memo points at with a column."""
    (key,) = _memo.c[column].foreign_keys
    table = key.column.table
    named = next(name for name in ("name", "title", "text") if name in table.c)
    words: str = value_of(w, table.c[named], id_)
    return words or _("School {letter}").format(letter=value_of(w, schema.school.c.letter, id_))


def _of(key: CellKey) -> tuple[ColumnElement[bool], ...]:
    ids = key.place._asdict()
    return (
        _memo.c.kind == MemoKind.SUMMARY,
        _memo.c.code_id == key.code_id,
        _memo.c.about == key.place.about,
        *(_memo.c[name].is_not_distinct_from(ids[name]) for name in ID_COLUMNS),
    )


def _add(w: WriteContext, key: CellKey, text: str, seen: Collection[int]) -> int:
    return w.add(
        _memo,
        kind=MemoKind.SUMMARY.value,
        coder_id=w.coder_id,
        text=text,
        created=w.time,
        modified=w.time,
        code_id=key.code_id,
        about=key.place.about,
        seen=_seen(seen),
        **key.place.ids,
    )


def _seen(ids: Collection[int]) -> str:
    return Seen(frozenset(ids)).to_json()
