"""What a code was: kept as part of every act that changes the codebook, never as one of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Final, NamedTuple

from sqlalchemy import select, update

from coding.model.code_versions import CALLED, ENTRY, MEANING, CodeVersion
from coding.model.study import CodeChange
from storage.queries.code_versions import latest_versions, present_versions
from storage.study import schema
from storage.study.operation import WriteContext

_ENDS: Final = (CodeChange.NEW, CodeChange.MERGED, CodeChange.GONE)
_LIGHTEST_FIRST: Final = (CodeChange.PLACE, CodeChange.NAME, CodeChange.MEANING)


class Became(NamedTuple):
    """A code that is not as its last version says, and that version."""

    now: CodeVersion
    before: CodeVersion | None

    @property
    def makes_a_version(self) -> bool:
        """Tell whether it means something else, is called or stands otherwise: not a note, not an order."""
        if self.before is None or self.now.what in _ENDS:
            return True
        return any(getattr(self.now, name) != getattr(self.before, name) for name in _DEFINING)


_DEFINING: Final = ("name", "parent_guid", "is_group", *MEANING)


def count_up(w: WriteContext, framework_id: int, revision: int) -> None:
    """Let a codebook be of this revision, and keep what its codes became by it: the last step of an act."""
    table = schema.framework
    w.connection.execute(update(table).where(table.c.id == framework_id).values(revision=revision))
    keep_versions(w, framework_id)


def keep_versions(w: WriteContext, framework_id: int) -> None:
    """Keep of every code that is not as its last version says what it has become.

    A code has one version a revision: what changes before the codebook is counted up again changes that.
    """
    revision = revision_of(w, framework_id)
    new: list[Mapping[str, object]] = []
    for each in changed_codes(w, framework_id):
        values = asdict(each.now) | {"what": each.now.what.value}
        if each.before is not None and each.before.revision >= revision:
            _write_again(w, framework_id, values | {"revision": each.before.revision})
        else:
            own = {"framework_id": framework_id, "coder_id": w.coder_id, "created": w.time}
            new.append(values | own | {"revision": revision})
    w.add_many(schema.code_version, new)


def revision_of(w: WriteContext, framework_id: int) -> int:
    """Return how often a codebook has changed by now."""
    table = schema.framework.c
    return w.connection.scalars(select(table.revision).where(table.id == framework_id)).one()


def changed_codes(w: WriteContext, framework_id: int) -> list[Became]:
    """Return what the codes have become that are not as their last versions say."""
    return list(_changed(w, framework_id))


def _changed(w: WriteContext, framework_id: int) -> Iterator[Became]:
    revision = revision_of(w, framework_id)
    latest = {each.code_guid: each for each in latest_versions(w.connection, framework_id)}
    for now in present_versions(w.connection, framework_id, revision):
        before = latest.pop(now.code_guid, None)
        if (what := _what_changed(before, now, revision)) is not None:
            yield Became(replace(now, what=what), before)
    taken_in = _taken_in(w, framework_id)
    for guid, before in latest.items():
        if before.is_there:
            into = taken_in.get(guid)
            what = CodeChange.GONE if into is None else CodeChange.MERGED
            yield Became(replace(before, what=what, parent_guid=into or before.parent_guid), before)


def _what_changed(before: CodeVersion | None, now: CodeVersion, revision: int) -> CodeChange | None:
    if before is None or not before.is_there:
        return CodeChange.NEW
    found = _difference(before, now)
    if found is None or before.revision < revision:
        return found
    if before.what is CodeChange.NEW:
        return CodeChange.NEW
    return max(found, before.what, key=_LIGHTEST_FIRST.index)


def _difference(before: CodeVersion, now: CodeVersion) -> CodeChange | None:
    differs = {name for name in asdict(now) if getattr(before, name) != getattr(now, name)}
    if differs & {*ENTRY, "is_group"}:
        return CodeChange.MEANING
    if differs & {*CALLED}:
        return CodeChange.NAME
    return CodeChange.PLACE if differs & {"parent_guid", "position"} else None


def _taken_in(w: WriteContext, framework_id: int) -> dict[str, str]:
    """Return which code took in which, by GUIDs."""
    code = schema.code.c
    rows = w.connection.execute(select(code.guid, code.also).where(code.framework_id == framework_id))
    return {guid: row.guid for row in rows for guid in row.also.split()}


def _write_again(w: WriteContext, framework_id: int, values: Mapping[str, object]) -> None:
    table = schema.code_version
    this = (
        (table.c.framework_id == framework_id)
        & (table.c.code_guid == values["code_guid"])
        & (table.c.revision == values["revision"])
    )
    w.connection.execute(update(table).where(this).values(values))
