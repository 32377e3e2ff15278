"""The frameworks that come with the program, and putting one into a study."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, select

from coding.errors import UserError
from coding.language import _
from coding.model.code_versions import ENTRY
from coding.model.framework import Code, Framework
from coding.notation.filed_framework import FiledFramework
from storage.operations.code_versions import keep_versions
from storage.readers.framework_toml import read_toml
from storage.resources import resource
from storage.study import schema
from storage.study.operation import WriteContext

DEFAULT = "maturity_model"
_FIELDS = ("name", "abbreviation", "label", "key", "hue", "is_group", *ENTRY)


def shipped() -> dict[str, str]:
    """Return the names of the shipped frameworks by their identifiers (the file names)."""
    return {path.stem: str(_load(path)["name"]) for path in sorted(resource("frameworks").glob("*.toml"))}


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def add_framework(w: WriteContext, identifier: str) -> int:
    """Write a shipped framework with its stages and codes; return the new framework's id.

    Codes get the same GUID in every study, so that studies of one framework can be merged.
    Raises UserError for an identifier that no shipped framework has.
    """
    path = resource("frameworks", f"{identifier}.toml")
    if identifier not in shipped():
        known = ", ".join(shipped())
        raise UserError(
            _("There is no framework called “{name}”.").format(name=identifier),
            remedy=_("These come with the program: {known}.").format(known=known),
        )
    filed = read_toml(path.read_bytes(), identifier)
    guids = {code.id: _guid(identifier, filed.framework, code) for code in filed.framework.codes}
    return write_framework(w, replace(filed, guid=_guid(identifier), guids=guids))


def key_strands(connection: Connection, framework_id: int) -> frozenset[int]:
    """Return the codes that the framework's authors hold to matter most; none for a researcher's own."""
    wanted = {guid for identifier in shipped() for guid in _key_guids(identifier)}
    code = schema.code.c
    rows = connection.execute(select(code.id, code.guid).where(code.framework_id == framework_id))
    return frozenset(row.id for row in rows if row.guid in wanted)


@cache
def _key_guids(identifier: str) -> tuple[str, ...]:
    """Return the GUIDs of the codes of a shipped framework that its file calls key strands."""

    def walk(codes: list[dict[str, Any]], above: tuple[str, ...]) -> Iterator[str]:
        for code in codes:
            path = (*above, code["name"])
            if code.get("key_strand"):
                yield _guid_of(identifier, path)
            yield from walk(code.get("codes", []), path)

    return (*walk(_load(resource("frameworks", f"{identifier}.toml")).get("codes", []), ()),)


def write_framework(w: WriteContext, filed: FiledFramework, position: int = 0) -> int:
    """Write a framework with its stages and codes as part of another act; return its id."""
    framework = filed.framework
    framework_id = w.add(
        schema.framework,
        name=framework.name,
        short_name=framework.short_name,
        levels="\n".join(framework.levels),
        source=framework.source,
        position=position,
        **_known(filed.guid),
    )
    for at, stage in enumerate(framework.stages):
        row = {"letter": stage.letter, "name": stage.name, "definition": stage.definition}
        w.add(schema.stage, framework_id=framework_id, position=at, **row)
    written: dict[int | None, int | None] = {None: None}
    beside = Counter[int | None]()
    for code in framework.codes:  # parents before their children
        written[code.id] = w.add(
            schema.code,
            framework_id=framework_id,
            parent_id=written[code.parent_id],
            position=beside[code.parent_id],
            aliases="\n".join(code.aliases),
            **{field: getattr(code, field) for field in _FIELDS},
            **_known(filed.guids.get(code.id, "")),
        )
        beside[code.parent_id] += 1
    keep_versions(w, framework_id)
    return framework_id


def _known(guid: str) -> dict[str, str]:
    """Return a GUID to be written; without one a row gets one of its own."""
    return {"guid": guid} if guid else {}


def _guid(identifier: str, framework: Framework | None = None, code: Code | None = None) -> str:
    """Return the GUID of a shipped framework, or of one of its codes."""
    names = [each.name for each in framework.path(code.id)] if framework and code else []
    return _guid_of(identifier, names)


def _guid_of(identifier: str, names: Iterable[str]) -> str:
    return str(uuid5(NAMESPACE_URL, "strandline:framework:" + "/".join((identifier, *names))))
