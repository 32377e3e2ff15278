"""Frameworks of one's own: made with level names of one's own, copied, imported, renamed and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, Table, func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.notation.filed_framework import FiledFramework
from coding.progress import Progress, silent
from coding.text.names import clean_name, name_key, needed_name
from storage.operations.code_versions import keep_versions
from storage.operations.codebook import known_framework
from storage.operations.frameworks import write_framework
from storage.operations.removing import remove
from storage.queries.frameworks import held_already
from storage.study import schema
from storage.study.operation import WriteContext, operation

_table = schema.framework.c


@operation(N_("Start the framework “{name}”"))
def new_framework(w: WriteContext, name: str, levels: Sequence[str]) -> int:
    """Add a framework without codes; return its id.

    ``levels`` are what it calls its codes, from the top; of several the first is what it calls its groups.

    Raises UserError: no name, another framework has it, or no level has a name.
    """
    name = _free_name(w, name)
    w.note(name=name)
    return w.add(schema.framework, name=name, levels=_level_lines(levels), position=_last(w))


@operation(N_("Copy the framework “{name}”"))
def duplicate_framework(w: WriteContext, framework_id: int) -> int:
    """Copy a framework with its codes and stages, without codings; return the copy's id.

    The copy's codes are codes of their own: merging studies never takes them for those of the first.

    Raises UserError: the framework is no longer there.
    """
    old = known_framework(w, framework_id)
    w.note(name=old.name)
    row = w.connection.execute(select(schema.framework).where(_table.id == framework_id)).mappings().one()
    own = {"name": _name_of_copy(w, old.name), "position": _last(w), "revision": 1}
    copy_id = w.add(schema.framework, **_without(row, "short_name") | own)
    for each in _rows_of(w, schema.stage, framework_id):
        w.add(schema.stage, **_without(each) | {"framework_id": copy_id})
    by_id = {each["id"]: each for each in _rows_of(w, schema.code, framework_id)}
    copied: dict[int | None, int | None] = {None: None}
    for each in old.codes:  # parents before their children
        own = {"framework_id": copy_id, "parent_id": copied[each.parent_id], "revision": 1}
        copied[each.id] = w.add(schema.code, **_without(by_id[each.id], "also", "look_from") | own)
    keep_versions(w, copy_id)
    return copy_id


@operation(N_("Import the framework “{name}”"), leave_out=("filed",))
def import_framework(w: WriteContext, filed: FiledFramework) -> int:
    """Add a framework that was read from a file; return its id. Where its name is taken it gets another.

    Raises UserError: the study has it, or codes of it, already; ``as_another`` makes it one of its own.
    """
    there = held_already(w.connection, filed)
    if there:
        raise UserError(
            _("The study has this framework already, as “{name}”.").format(name=there),
            _("Nothing was imported."),
            _("Import it as a copy with codes of its own."),
        )
    name = (
        _name_of_copy(w, filed.framework.name) if _is_taken(w, filed.framework.name) else filed.framework.name
    )
    w.note(name=name)
    named = replace(filed, framework=replace(filed.framework, name=name))
    return write_framework(w, named, _last(w))


@operation(N_("Rename the framework {old} to {name}"))
def edit_framework(
    w: WriteContext, framework_id: int, name: str, short_name: str, levels: Sequence[str]
) -> None:
    """Give a framework another name, a shorter one for narrow places, and other names of its levels.

    Raises UserError: the framework is no longer there, no name, another has it, or no level has a name.
    """
    old = known_framework(w, framework_id)
    name = _free_name(w, name, but=framework_id)
    w.note(old=old.name, name=name)
    values = {"name": name, "short_name": clean_name(short_name), "levels": _level_lines(levels)}
    if values != {"name": old.name, "short_name": old.short_name, "levels": "\n".join(old.levels)}:
        row = update(schema.framework).where(_table.id == framework_id)
        w.connection.execute(row.values(**values, revision=old.revision + 1))


@operation(N_("Remove the framework “{name}”"), leave_out=("progress",))
def remove_framework(w: WriteContext, framework_id: int, progress: Progress = silent) -> None:
    """Remove a framework with its codes, all codings with them, and what was written on either.

    ``progress`` hears how many rows are gone, and may raise CancelledError: then all of it stays.
    Raises UserError: the framework is no longer there, or is the only one.
    """
    old = known_framework(w, framework_id)
    w.note(name=old.name)
    others = select(_table.id).where(_table.id != framework_id).order_by(_table.position, _table.id)
    other_id = w.connection.scalar(others.limit(1))
    if other_id is None:
        raise UserError(
            _("“{name}” is the only framework of the study.").format(name=old.name),
            _("Nothing was removed."),
            _("Start or add another one first."),
        )
    opens_with = schema.study.c.framework_id == framework_id
    w.connection.execute(update(schema.study).where(opens_with).values(framework_id=other_id))
    remove(w, schema.framework, [framework_id], progress)


# --- how it is written ------------------------------------------------------------------------


def _is_taken(w: WriteContext, name: str) -> bool:
    return name_key(name) in {name_key(each) for each in w.connection.scalars(select(_table.name))}


def _free_name(w: WriteContext, name: str, but: int | None = None) -> str:
    name = needed_name(name, _("A framework needs a name."))
    for row in w.connection.execute(select(_table.id, _table.name)):
        if row.id != but and name_key(row.name) == name_key(name):
            raise UserError(
                _("There is a framework “{name}” already.").format(name=row.name),
                _("Nothing was changed."),
                _("Choose another name."),
            )
    return name


def _name_of_copy(w: WriteContext, name: str) -> str:
    taken = {name_key(each) for each in w.connection.scalars(select(_table.name))}
    wanted, n = _("{name} (copy)").format(name=name), 2
    while name_key(wanted) in taken:
        wanted, n = _("{name} (copy {n})").format(name=name, n=n), n + 1
    return wanted


def _level_lines(levels: Sequence[str]) -> str:
    """Return the names of levels as they are stored; refuse none at all."""
    names = [each for each in map(clean_name, levels) if each]
    if not names:
        raise UserError(
            _("A framework needs a name for its codes, such as “code”."), _("Nothing was changed.")
        )
    return "\n".join(names)


def _last(w: WriteContext) -> int:
    return 1 + (w.connection.scalar(select(func.max(_table.position))) or 0)


def _rows_of(w: WriteContext, table: Table, framework_id: int) -> Sequence[RowMapping]:
    query = select(table).where(table.c.framework_id == framework_id)
    return w.connection.execute(query).mappings().all()


def _without(row: Mapping[Any, Any], *more: str) -> dict[str, Any]:
    """Return a row without what is of its own, to be copied."""
    return {name: value for name, value in row.items() if name not in {"id", "guid", *more}}
