"""Reading frameworks."""

from sqlalchemy import Connection, Row, select

from coding.framework import Code, Framework, Stage
from storage import schema


def frameworks(connection: Connection) -> tuple[Framework, ...]:
    """Return the study's frameworks in their order."""
    table = schema.framework.c
    ids = connection.scalars(select(table.id).order_by(table.position, table.id)).all()
    return tuple(framework(connection, framework_id) for framework_id in ids)


def framework(connection: Connection, framework_id: int) -> Framework:
    """Return one framework with its stages and all its codes."""
    row = connection.execute(
        select(schema.framework).where(schema.framework.c.id == framework_id)
    ).one()
    stage = schema.stage
    stages = connection.execute(
        select(stage).where(stage.c.framework_id == framework_id).order_by(stage.c.position)
    )
    return Framework(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        levels=tuple(row.levels.splitlines()),
        stages=tuple(Stage(s.id, s.letter, s.name, s.definition) for s in stages),
        codes=_codes(connection, framework_id),
        source=row.source,
        revision=row.revision,
    )


def framework_of_code(connection: Connection, code_id: int) -> Framework:
    """Return the framework that a code belongs to."""
    code = schema.code.c
    framework_id = connection.scalars(select(code.framework_id).where(code.id == code_id)).one()
    return framework(connection, framework_id)


def current_framework_id(connection: Connection) -> int | None:
    """Return the framework that the study opens with."""
    return connection.scalar(select(schema.study.c.framework_id))


def code_memo(connection: Connection, code_id: int, coder_id: int | None) -> str:
    """Return this coder's memo on a code, or an empty string."""
    memo = schema.memo.c
    query = select(memo.text).where(memo.code_id == code_id, memo.coder_id == coder_id)
    return connection.scalar(query) or ""


def _codes(connection: Connection, framework_id: int) -> tuple[Code, ...]:
    """Return the codes, each parent before its children, siblings by position."""
    code = schema.code
    rows = connection.execute(
        select(code).where(code.c.framework_id == framework_id).order_by(code.c.position, code.c.id)
    ).all()
    below: dict[int | None, list[Row[*tuple[object, ...]]]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def walk(parent_id: int | None) -> list[Code]:
        found: list[Code] = []
        for row in below.get(parent_id, ()):
            found += [_code(row), *walk(row.id)]
        return found

    return tuple(walk(None))


def _code(row: Row[*tuple[object, ...]]) -> Code:
    return Code(
        id=row.id,
        parent_id=row.parent_id,
        name=row.name,
        abbreviation=row.abbreviation,
        label=row.label,
        key=row.key,
        hue=row.hue,
        aliases=tuple(row.aliases.splitlines()),
        short_definition=row.short_definition,
        definition=row.definition,
        when_to_use=row.when_to_use,
        when_not_to_use=row.when_not_to_use,
        example=row.example,
        notes=row.notes,
        revision=row.revision,
    )
