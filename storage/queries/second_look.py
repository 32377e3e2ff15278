"""Codings that are to be looked at again: made before their code came to mean something else."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, func, select

from coding.model.code_versions import MEANING
from coding.model.framework import Framework
from coding.model.study import CodeChange
from storage.queries.code_versions import compared, guid_of
from storage.queries.codebook import framework as read_framework
from storage.queries.codings import codings_by_id
from storage.queries.going_through import CodePass, kept_targets
from storage.queries.tree import blind_interviews
from storage.study import schema

if TYPE_CHECKING:
    from coding.analysis.codebook_changes import FieldComparison

_code, _coding = schema.code.c, schema.coding.c
_ASKED: ColumnElement[bool] = _coding.revision < _code.look_from


def second_looks(
    connection: Connection, framework: Framework, coder_ids: Collection[int | None]
) -> dict[int, int]:
    """Return how many codings of these coders are to be looked at again, by code, in the codebook's order."""
    asked = [code.id for code in framework.codes if code.look_from]
    if not asked:
        return {}
    rows = connection.execute(
        select(_coding.code_id, func.count())
        .select_from(schema.coding.join(schema.code))
        .where(_coding.code_id.in_(asked), _coding.coder_id.in_(coder_ids), _ASKED)
        .group_by(_coding.code_id)
    )
    found = {code_id: n for code_id, n in rows}  # noqa: C416 - dict() loses the types
    return {code_id: found[code_id] for code_id in asked if code_id in found}


def meant_since(connection: Connection, code_id: int) -> int:
    """Return from which revision of its framework on a code means what it means now; 0 if nobody knows."""
    version = schema.code_version.c
    mine = (version.code_guid == _code.guid) & (version.framework_id == _code.framework_id)
    meant = version.what.in_((CodeChange.NEW.value, CodeChange.MEANING.value))
    query = select(func.max(version.revision)).where(_code.id == code_id, mine, meant)
    return connection.scalar(query) or 0


def coded_before(connection: Connection, code_id: int, revision: int, blind_for: int | None = None) -> int:
    """Return how many codings of a code, whoever's, were made under an earlier revision of its framework.

    Where ``blind_for`` reads an interview blind, others' codings of it are left out.
    """
    those = (_coding.code_id == code_id) & (_coding.revision < revision)
    if blind_for is not None:
        hidden = blind_interviews(connection, blind_for)
        those &= (_coding.coder_id == blind_for) | _coding.transcript_id.not_in(hidden)
    return connection.scalar(select(func.count()).select_from(schema.coding).where(those)) or 0


def second_look(connection: Connection, code_id: int, coder_id: int | None) -> CodePass | None:
    """Return what of a code one coder has still to look at again; None for a code that is no longer there.

    Before anything was chosen, codes below it and beside it are what passages can be changed to.

    Raises UserError: a later program wrote what is kept of going through it.
    """
    row = connection.execute(select(_code.framework_id, _code.look_from).where(_code.id == code_id)).first()
    if row is None:
        return None
    mine = (_coding.code_id == code_id) & (_coding.coder_id == coder_id)
    revisions = connection.execute(select(_coding.id, _coding.revision).where(mine)).all()
    to_do = [each.id for each in revisions if each.revision < row.look_from]
    targets = kept_targets(connection, code_id, coder_id)
    if targets is None:
        targets = _near(read_framework(connection, row.framework_id), code_id)
    found = tuple(codings_by_id(connection, to_do))
    return CodePass(code_id, targets, found, len(revisions) - len(to_do))


def _near(framework: Framework, code_id: int) -> tuple[int, ...]:
    beside = framework.children(framework.by_id[code_id].parent_id)
    return tuple(code.id for code in (*framework.children(code_id), *beside) if code.id != code_id)


def change_of_meaning(
    connection: Connection, framework: Framework, code_id: int
) -> "tuple[FieldComparison, ...]":
    """Return what a code means otherwise now than before its codings were to be looked at again."""
    look_from, guid = framework.by_id[code_id].look_from, guid_of(connection, code_id)
    found = compared(connection, framework.id, look_from - 1, framework.revision)
    mine = (field for code in found if code.guid == guid and not code.became for field in code.changed)
    return tuple(field for field in mine if field.field in MEANING)
