"""Reading frameworks."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, select

from coding.errors import UserError
from coding.language import _
from coding.model.framework import Code, Framework, Stage
from coding.model.memos import MemoKind
from storage.study import schema
from storage.study.tables import CODE

# Operations that bring codes in as others made them.
_WITH_FRAMEWORKS: Final = (
    "set_up_study",
    "add_shipped_framework",
    "import_framework",
    "duplicate_framework",
    "merge_copy",
)


def frameworks(connection: Connection) -> tuple[Framework, ...]:
    """Return the study's frameworks in their order."""
    table = schema.framework.c
    ids = connection.scalars(select(table.id).order_by(table.position, table.id)).all()
    return tuple(framework(connection, framework_id) for framework_id in ids)


def framework(connection: Connection, framework_id: int) -> Framework:
    """Return one framework with its stages and all its codes."""
    row = connection.execute(select(schema.framework).where(schema.framework.c.id == framework_id)).one()
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


def outline_of_code(connection: Connection, code_id: int) -> Framework:
    """Return the framework that a code belongs to, its codes with their names only and no stages.

    One query, because this is asked at every key.

    Raises UserError: the code is no longer there.
    """
    rows = connection.execute(_outline(), {"code": code_id}).all()
    if not rows:
        raise UserError(_("That code is no longer in the codebook."), _("Nothing was changed."))
    first = rows[0]
    return Framework(
        id=first.framework_id,
        name=first.framework_name,
        short_name=first.short_name,
        levels=tuple(first.levels.splitlines()),
        stages=(),
        codes=_in_order(rows, _outlined),
        revision=first.revision,
    )


def _outlined(row: Any) -> Code:
    return Code(row.id, row.parent_id, row.name, row.abbreviation, is_group=row.is_group)


@cache
def _outline() -> Select[*tuple[Any, ...]]:
    code, framework = schema.code, schema.framework
    of_code = select(code.c.framework_id).where(code.c.id == bindparam("code")).scalar_subquery()
    return (
        select(
            code.c.id,
            code.c.parent_id,
            code.c.name,
            code.c.abbreviation,
            code.c.is_group,
            code.c.framework_id,
            framework.c.name.label("framework_name"),
            framework.c.short_name,
            framework.c.levels,
            framework.c.revision,
        )
        .join_from(code, framework)
        .where(code.c.framework_id == of_code)
        .order_by(code.c.position, code.c.id)
    )


def current_framework_id(connection: Connection) -> int | None:
    """Return the framework that the study opens with."""
    return connection.scalar(select(schema.study.c.framework_id))


def codes_made_by_hand(connection: Connection) -> frozenset[int]:
    """Return the codes that a researcher added, not those that came with a framework."""
    change, operation = schema.change.c, schema.operation.c
    query = (
        select(change.row_id)
        .select_from(schema.change.join(schema.operation))
        .where(change.table_name == CODE, change.action == "I", operation.kind.not_in(_WITH_FRAMEWORKS))
    )
    there = connection.scalars(select(schema.code.c.id)).all()
    return frozenset(connection.scalars(query)) & frozenset(there)


def code_memo(connection: Connection, code_id: int, coder_id: int | None) -> str:
    """Return this coder's memo on a code, or an empty string."""
    memo = schema.memo.c
    query = select(memo.text).where(
        memo.code_id == code_id, memo.coder_id == coder_id, memo.kind == MemoKind.MEMO
    )
    return connection.scalar(query) or ""


def _codes(connection: Connection, framework_id: int) -> tuple[Code, ...]:
    """Return the codes, each parent before its children, siblings by position."""
    code = schema.code
    rows = connection.execute(
        select(code).where(code.c.framework_id == framework_id).order_by(code.c.position, code.c.id)
    )
    return _in_order(rows, _code)


def _in_order(rows: Iterable[Row[*tuple[Any, ...]]], make: Callable[[Any], Code]) -> tuple[Code, ...]:
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def walk(parent_id: int | None) -> list[Code]:
        found: list[Code] = []
        for row in below.get(parent_id, ()):
            found += [make(row), *walk(row.id)]
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
        is_group=row.is_group,
        look_from=row.look_from,
    )


def meanings(connection: Connection, codebook: Framework, mark_source: str) -> dict[str, int | None]:
    """Return what marks on hand-coded documents mean ("label" or "colour"), as was said at an import.

    What means a code of another framework is left out; None is what means no code.
    """
    table = schema.meaning.c
    rows = connection.execute(select(table.written, table.code_id).where(table.manner == mark_source))
    return {row.written: row.code_id for row in rows if row.code_id is None or row.code_id in codebook.by_id}
