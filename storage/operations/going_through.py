"""Sorting the passages of a code into others, one after another; how far one has come is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.going_through import GoingThrough
from coding.model.study import Coding, KeptKind
from coding.text.spans import meeting
from storage.operations.codebook import insert_code, known_code, new_version
from storage.operations.joining import join
from storage.operations.ownership import whose
from storage.operations.standing import value_of
from storage.queries.codings import coding_by_id, codings_touching
from storage.queries.going_through import code_pass, kept_pass
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Choose what to sort {code} into"), leave_out=("target_ids",))
def set_targets(
    w: WriteContext, code_id: int, target_ids: Sequence[int], *, coder_id: int | None = None
) -> None:
    """Say which codes the passages of a code are sorted into, in the order of their keys.

    It is kept for whoever is at work, or for the coder named.

    Raises UserError: a code is no longer there, or not one of another that is in the same codebook.
    """
    coder_id = whose(w, coder_id)
    framework, code = known_code(w, code_id)
    if not framework.by_id.keys() - {code_id} >= set(target_ids):
        raise UserError(
            _("Passages of “{name}” go to other codes of its codebook.").format(name=code.name),
            _("Nothing was changed."),
        )
    w.note(code=code.short)
    _keep_targets(w, code_id, coder_id, target_ids)


@operation(N_("Add {name} to sort {code} into"))
def add_target(w: WriteContext, code_id: int, name: str, *, coder_id: int | None = None) -> int:
    """Add a code beside another, as one more that its passages are sorted into; return its id.

    Raises UserError: the code is no longer there, no name, or a code there has it.
    """
    coder_id = whose(w, coder_id)
    framework, code = known_code(w, code_id)
    w.note(code=code.short)
    found = code_pass(w.connection, code_id, coder_id)
    assert found is not None
    target_id = insert_code(w, framework, code.parent_id, name)
    new_version(w, framework)
    _keep_targets(w, code_id, coder_id, (*found.target_ids, target_id))
    return target_id


@operation(N_("Sort a passage of {code} into {codes}"))
def sort_passage(w: WriteContext, code_id: int, coding_id: int, target_ids: Sequence[int]) -> None:
    """Give a coding one code instead of another, or several: each has what was said and written of it.

    Where the coder has the new code already, the codings join as the strand's key joins them.

    Raises UserError: the coding is no longer there with this code, or a code is not in its codebook.
    """
    framework, code = known_code(w, code_id)
    coding = _known_coding(w, code_id, coding_id)
    target_ids = list(dict.fromkeys(target_ids))
    if not target_ids or not framework.by_id.keys() - {code_id} >= set(target_ids):
        raise UserError(_("That code is no longer in the codebook."), _("Nothing was changed."))
    w.note(code=code.short, codes=", ".join(framework.by_id[id_].short for id_ in target_ids))
    copies = [_copy(w, coding_id) for _target in target_ids[1:]]
    for target_id, each_id in zip(target_ids, (coding_id, *copies), strict=True):
        row = schema.coding.c.id == each_id
        values = {"code_id": target_id, "revision": framework.revision}
        w.connection.execute(update(schema.coding).where(row).values(values))
        _join_with_own(w, coding._replace(id=each_id, code_id=target_id))


@operation(N_("Leave a passage of {code} as it is"))
def leave_passage(w: WriteContext, code_id: int, coding_id: int) -> None:
    """Note that a coding was looked at, and stays.

    Raises UserError: the coding is no longer there with this code.
    """
    _framework, code = known_code(w, code_id)
    coding = _known_coding(w, code_id, coding_id)
    w.note(code=code.short)
    guid = value_of(w, schema.coding.c.guid, coding_id)
    kept_id, held = _kept(w, code_id, coding.coder_id)
    _write(w, kept_id, replace(held, left=(*held.left, guid)))


@operation(N_("Look again at all passages of {code}"))
def forget_left(w: WriteContext, code_id: int, *, coder_id: int | None = None) -> None:
    """Let those passages that were left as they are be looked at again.

    Raises UserError: the code is no longer there.
    """
    _framework, code = known_code(w, code_id)
    w.note(code=code.short)
    kept_id, held = _kept(w, code_id, whose(w, coder_id))
    _write(w, kept_id, replace(held, left=()))


# --- how it is written ------------------------------------------------------------------------


def _known_coding(w: WriteContext, code_id: int, coding_id: int) -> Coding:
    coding = coding_by_id(w.connection, coding_id)
    if coding is None or coding.code_id != code_id:
        raise UserError(_("That coding is no longer there."), _("Nothing was changed."))
    whose(w, coding.coder_id)
    return coding


def _kept(w: WriteContext, code_id: int, coder_id: int | None) -> tuple[int, GoingThrough]:
    """Return what is kept of going through a code, begun now if it was not yet."""
    kept = kept_pass(w.connection, code_id, coder_id)
    if kept is not None:
        return kept
    found = code_pass(w.connection, code_id, coder_id)
    assert found is not None
    held = GoingThrough(value_of(w, schema.code.c.guid, code_id), _guids(w, found.target_ids))
    values = {"value": held.to_json(), "made_at": w.time, "coder_id": coder_id}
    return w.add(schema.kept, kind=KeptKind.GOING_THROUGH.value, **values), held


def _keep_targets(w: WriteContext, code_id: int, coder_id: int | None, target_ids: Collection[int]) -> None:
    kept_id, held = _kept(w, code_id, coder_id)
    _write(w, kept_id, replace(held, targets=_guids(w, target_ids)))


def _guids(w: WriteContext, code_ids: Collection[int]) -> tuple[str, ...]:
    return tuple(value_of(w, schema.code.c.guid, id_) for id_ in dict.fromkeys(code_ids))


def _write(w: WriteContext, kept_id: int, held: GoingThrough) -> None:
    row = schema.kept.c.id == kept_id
    w.connection.execute(update(schema.kept).where(row).values(value=held.to_json()))


def _copy(w: WriteContext, coding_id: int) -> int:
    """Copy a coding with what was written on it; return the copy's id."""
    coding, memo = schema.coding, schema.memo
    row = w.connection.execute(select(coding).where(coding.c.id == coding_id)).mappings().one()
    copy_id = w.add(coding, **_without_identity(row))
    for memo_row in w.connection.execute(select(memo).where(memo.c.coding_id == coding_id)).mappings().all():
        w.add(memo, **_without_identity(memo_row) | {"coding_id": copy_id})
    return copy_id


def _without_identity(row: Mapping[Any, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in {"id", "guid"}}


def _join_with_own(w: WriteContext, coding: Coding) -> None:
    """Let a coding and those of its code that it overlaps become one; others of the code stay as they are."""
    there = codings_touching(
        w.connection, coding.transcript_id, coding.span, [coding.code_id], coding.coder_id
    )
    groups = meeting([coding, *(each for each in there if each.id != coding.id)])
    join(w, (group for group in groups if coding.id in {each.id for each in group}))
