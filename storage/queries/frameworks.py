"""The frameworks of a study with what they hold, for the list of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

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
