"""The frameworks of a study with what they hold, for the list of them and for files."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from coding.errors import UserError
from coding.language import _
from coding.notation.filed_framework import FiledFramework, numbered
from coding.text.names import name_key
from storage.queries.codebook import framework, frameworks
from storage.study import schema


@dataclass(frozen=True, slots=True)
class HeldFramework:
    """A framework, and how many codes, codings (everybody's) and memos on either go with it."""

    id: int
    name: str
    short_name: str
    levels: tuple[str, ...]
    codes: int
    codings: int
    memos: int


def held_frameworks(connection: Connection) -> tuple[HeldFramework, ...]:
    """Return the frameworks in their order."""
    framework, code, coding, memo = schema.framework.c, schema.code.c, schema.coding.c, schema.memo.c
    of_code = select(code.framework_id, func.count()).group_by(code.framework_id)
    of_coding = (
        select(code.framework_id, func.count())
        .select_from(schema.coding.join(schema.code, code.id == coding.code_id))
        .group_by(code.framework_id)
    )
    on_codes = select(memo.id, code.framework_id.label("on")).join(schema.code, code.id == memo.code_id)
    on_codings = (
        select(memo.id, code.framework_id)
        .select_from(schema.memo.join(schema.coding, coding.id == memo.coding_id))
        .join(schema.code, code.id == coding.code_id)
    )
    memos = on_codes.union_all(on_codings).subquery()
    of_memo = select(memos.c.on, func.count()).group_by(memos.c.on)
    counted = [{row[0]: row[1] for row in connection.execute(q)} for q in (of_code, of_coding, of_memo)]
    rows = connection.execute(select(schema.framework).order_by(framework.position, framework.id))
    return tuple(
        HeldFramework(
            row.id,
            row.name,
            row.short_name,
            tuple(row.levels.splitlines()),
            *(n.get(row.id, 0) for n in counted),
        )
        for row in rows
    )


def filed_framework(connection: Connection, framework_id: int) -> FiledFramework:
    """Return a framework as a file holds it, with its GUIDs."""
    found, code = framework(connection, framework_id), schema.code.c
    guid = connection.scalar(select(schema.framework.c.guid).where(schema.framework.c.id == framework_id))
    query = select(code.id, code.guid).where(code.framework_id == framework_id)
    guids = {row.id: row.guid for row in connection.execute(query)}
    own = {number: guids[each.id] for number, each in enumerate(found.codes, 1)}
    return FiledFramework(numbered(found), guid or "", own)


def framework_called(connection: Connection, name: str) -> int:
    """Return the framework of this name or shorter name.

    Raises UserError: there is none.
    """
    there = frameworks(connection)
    wanted = name_key(name)
    for each in there:
        if wanted in {name_key(each.name), name_key(each.short_name)}:
            return each.id
    known = ", ".join(each.name for each in there)
    raise UserError(
        _("There is no framework called “{name}”.").format(name=name),
        remedy=_("The study has these: {known}.").format(known=known),
    )


def framework_meant(connection: Connection, filed: FiledFramework) -> int | None:
    """Return the framework that a file may be an edited one of: it, one with codes of it, or of its name."""
    names = {each.name: each.id for each in frameworks(connection)}
    there = held_already(connection, filed)
    keys = {name_key(name): id_ for name, id_ in names.items()}
    return names[there] if there else keys.get(name_key(filed.framework.name))


def held_already(connection: Connection, filed: FiledFramework) -> str:
    """Return the name of the framework that is one from a file, or has codes of it; else nothing."""
    table, code = schema.framework.c, schema.code.c
    name = connection.scalar(select(table.name).where(table.guid == filed.guid)) if filed.guid else None
    if name is not None:
        return name
    wanted = set(filed.guids.values())
    query = select(code.guid, code.also, table.name).join_from(schema.code, schema.framework)
    rows = connection.execute(query) if wanted else ()
    return next((row.name for row in rows if wanted & {row.guid, *row.also.split()}), "")
