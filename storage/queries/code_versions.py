"""Reading a codebook as it was."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, true

from coding.model.code_versions import (
    CALLED,
    ENTRY,
    ChangedCode,
    CodeVersion,
    Revision,
    in_codebook_order,
)
from coding.model.study import CodeChange
from storage.study import schema

if TYPE_CHECKING:
    from coding.analysis.codebook_changes import CodeComparison

_version, _code = schema.code_version.c, schema.code.c
KEPT: Final = ("position", *CALLED, "is_group", *ENTRY)  # the columns that a code and its versions share


def codebook_at(connection: Connection, framework_id: int, revision: int) -> tuple[CodeVersion, ...]:
    """Return the codes as they were at a revision, in the codebook's order."""
    latest = latest_versions(connection, framework_id, _version.revision <= revision)
    return in_codebook_order(each for each in latest if each.is_there)


def latest_versions(
    connection: Connection, framework_id: int, within: ColumnElement[bool] | None = None
) -> list[CodeVersion]:
    """Return the last version of every code that ever was, of those asked for."""
    found: dict[str, CodeVersion] = {}
    for row in connection.execute(_latest(framework_id, true() if within is None else within)):
        found[row.code_guid] = _version_of(row)
    return list(found.values())


def _latest(framework_id: int, within: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    mine = (_version.framework_id == framework_id) & within
    last = (
        select(_version.code_guid, func.max(_version.revision).label("revision"))
        .where(mine)
        .group_by(_version.code_guid)
        .subquery()
    )
    same = (last.c.code_guid == _version.code_guid) & (last.c.revision == _version.revision)
    return (
        select(schema.code_version)
        .select_from(schema.code_version.join(last, same))
        .where(mine)
        .order_by(_version.id)
    )


def present_versions(connection: Connection, framework_id: int, revision: int) -> list[CodeVersion]:
    """Return the codes as they stand, as versions of a revision."""
    above = schema.code.alias()
    rows = connection.execute(
        select(_code.guid, func.coalesce(above.c.guid, "").label("above"), *(_code[name] for name in KEPT))
        .select_from(schema.code.outerjoin(above, above.c.id == _code.parent_id))
        .where(_code.framework_id == framework_id)
    )
    return [
        CodeVersion(
            row.guid, row.above, revision, CodeChange.NEW, **{name: getattr(row, name) for name in KEPT}
        )
        for row in rows
    ]


def _version_of(row: Row[*tuple[Any, ...]]) -> CodeVersion:
    values = {name: getattr(row, name) for name in KEPT}
    return CodeVersion(row.code_guid, row.parent_guid, row.revision, CodeChange(row.what), **values)


def guid_of(connection: Connection, code_id: int) -> str:
    """Return what a code is known by in its versions."""
    return connection.scalar(select(_code.guid).where(_code.id == code_id)) or ""


def revisions(connection: Connection, framework_id: int) -> tuple[Revision, ...]:
    """Return the versions of a codebook, the newest first."""
    rows = connection.execute(
        select(
            _version.revision,
            _version.what,
            _version.code_guid,
            _version.name,
            _version.abbreviation,
            _version.created,
            schema.coder.c.name.label("coder"),
        )
        .select_from(schema.code_version.outerjoin(schema.coder))
        .where(_version.framework_id == framework_id)
        .order_by(_version.revision.desc(), _version.position, _version.id)
    )
    by_number: dict[int, list[Any]] = {}
    for row in rows:
        by_number.setdefault(row.revision, []).append(row)
    return tuple(_revision(number, rows) for number, rows in by_number.items())


def _revision(number: int, rows: Iterable[Any]) -> Revision:
    rows = list(rows)
    last = max(rows, key=lambda row: row.created)
    changes = tuple(
        ChangedCode(CodeChange(row.what), row.abbreviation or row.name, row.code_guid) for row in rows
    )
    return Revision(number, last.created, last.coder or "", changes)


def compared(
    connection: Connection, framework_id: int, earlier: int, later: int
) -> "tuple[CodeComparison, ...]":
    """Compare a codebook as it was at two revisions."""
    from coding.analysis.codebook_changes import compare  # what compares texts is not loaded at start-up

    latest = latest_versions(connection, framework_id, _version.revision <= later)
    ended = [each for each in latest if not each.is_there]
    return compare(
        codebook_at(connection, framework_id, earlier), codebook_at(connection, framework_id, later), ended
    )
