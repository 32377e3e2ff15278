"""Changing a framework to what an edited file of it says: its codings stay, and nothing is taken away."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.code_versions import ENTRY, MEANING
from coding.model.framework import Code
from coding.notation.filed_framework import FiledFramework
from coding.notation.framework_change import FrameworkChange, changed_by
from storage.operations.code_versions import changed_codes, count_up
from storage.operations.codebook import known_framework, write_code
from storage.queries.frameworks import filed_framework
from storage.study import schema
from storage.study.operation import WriteContext, operation

_FIELDS = ("name", "abbreviation", "label", "key", "hue", "is_group", *ENTRY)
_VERSION = frozenset(("name", "parent_id", *MEANING))


def look_at_change(connection: Connection, framework_id: int, filed: FiledFramework) -> FrameworkChange:
    """Return what a framework would become by a file, and what of it would be otherwise.

    Raises UserError: what both have together is no codebook.
    """
    code = schema.code.c
    rows = connection.execute(select(code.guid, code.also).where(code.framework_id == framework_id))
    also = {each: row.guid for row in rows for each in row.also.split()}
    return changed_by(filed_framework(connection, framework_id), filed, also)


@operation(N_("Change the framework “{name}” to what a file says"), leave_out=("filed",))
def change_framework(w: WriteContext, framework_id: int, filed: FiledFramework) -> FrameworkChange:
    """Write what a file says of a framework over it; return what was changed. Codes keep their codings.

    Raises UserError: the framework is no longer there, what both have together is no codebook, a code that
    has codings would become a group, or another framework has the name.
    """
    stands = known_framework(w, framework_id)
    w.note(name=stands.name)
    change = look_at_change(w.connection, framework_id, filed)
    after = change.after.framework
    _refuse_name(w, framework_id, after.name)
    values = {"name": after.name, "short_name": after.short_name, "source": after.source}
    table = schema.framework
    here = update(table).where(table.c.id == framework_id)
    w.connection.execute(here.values(**values, levels="\n".join(after.levels)))
    _write_stages(w, framework_id, change)
    _write_codes(w, framework_id, change.after)
    more = int(any(each.makes_a_version for each in changed_codes(w, framework_id)))
    count_up(w, framework_id, stands.revision + more)
    return change


def _refuse_name(w: WriteContext, framework_id: int, name: str) -> None:
    table = schema.framework.c
    if w.connection.scalar(select(table.id).where(table.name == name, table.id != framework_id)) is not None:
        raise UserError(
            _("Another framework is called “{name}”.").format(name=name), _("Nothing was changed.")
        )


def _write_stages(w: WriteContext, framework_id: int, change: FrameworkChange) -> None:
    table = schema.stage
    rows = w.connection.execute(
        select(table.c.letter, table.c.id).where(table.c.framework_id == framework_id)
    )
    ids = {row.letter: row.id for row in rows}
    for at, stage in enumerate(change.after.framework.stages):
        values = {"name": stage.name, "definition": stage.definition, "position": at}
        if stage.letter in ids:
            w.connection.execute(update(table).where(table.c.id == ids[stage.letter]).values(**values))
        else:
            w.add(table, framework_id=framework_id, letter=stage.letter, **values)


def _write_codes(w: WriteContext, framework_id: int, after: FiledFramework) -> None:
    code = schema.code.c
    rows = w.connection.execute(select(schema.code).where(code.framework_id == framework_id)).mappings()
    standing = {row["guid"]: row for row in rows}
    taken = {*w.connection.scalars(select(code.guid))}
    ids: dict[int | None, int | None] = {None: None}
    beside = Counter[int | None]()
    for each in after.framework.codes:  # parents before their children
        guid = after.guids.get(each.id, "")
        values = {**_values(each), "parent_id": ids[each.parent_id], "position": beside[each.parent_id]}
        beside[each.parent_id] += 1
        row = standing.get(guid)
        if row is None:
            own = {"guid": guid} if guid and guid not in taken else {}
            ids[each.id] = w.add(schema.code, framework_id=framework_id, **values, **own)
            continue
        ids[each.id] = row["id"]
        differing = {name: value for name, value in values.items() if row[name] != value}
        if differing.get("is_group"):
            _refuse_coded(w, each, row["id"])
        if _VERSION & differing.keys():
            differing["revision"] = row["revision"] + 1
        if differing:
            write_code(w, row["id"], **differing)


def _values(code: Code) -> Mapping[str, object]:
    return {name: getattr(code, name) for name in _FIELDS} | {"aliases": "\n".join(code.aliases)}


def _refuse_coded(w: WriteContext, code: Code, code_id: int) -> None:
    coding = schema.coding.c
    if w.connection.scalar(select(func.count()).where(coding.code_id == code_id)):
        raise UserError(
            _("“{name}” has codings, and would become a group.").format(name=code.name),
            _("Nothing was changed."),
            _("Let it stay a code in the file, or recode its passages first."),
        )
