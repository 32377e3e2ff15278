"""The frameworks that come with the program, and putting one into a study."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from coding.errors import UserError
from coding.language import _
from storage.operations.code_versions import keep_versions
from storage.resources import resource
from storage.study import schema
from storage.study.operation import WriteContext

DEFAULT = "maturity_model"
_FIELDS = (
    "name",
    "abbreviation",
    "label",
    "key",
    "hue",
    "short_definition",
    "definition",
    "when_to_use",
    "when_not_to_use",
    "example",
    "notes",
)


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
    data = _load(path)
    framework_id = w.add(
        schema.framework,
        guid=_guid(identifier),
        name=data["name"],
        short_name=data.get("short_name", data["name"]),
        levels="\n".join(data["levels"]),
        source=data.get("source", ""),
    )
    for position, stage in enumerate(data.get("stages", ())):
        w.add(schema.stage, framework_id=framework_id, position=position, **stage)
    _add_codes(w, framework_id, data.get("codes", ()), None, identifier, are_groups=len(data["levels"]) > 1)
    keep_versions(w, framework_id)
    return framework_id


def _add_codes(
    w: WriteContext,
    framework_id: int,
    codes: list[Mapping[str, Any]],
    parent_id: int | None,
    place: str,
    *,
    are_groups: bool = False,
) -> None:
    """Write codes with all below them; ``are_groups`` where they do not say ``group`` themselves."""
    for position, code in enumerate(codes):
        here = f"{place}/{code['name']}"
        code_id = w.add(
            schema.code,
            guid=_guid(here),
            framework_id=framework_id,
            parent_id=parent_id,
            position=position,
            aliases="\n".join(code.get("aliases", ())),
            is_group=code.get("group", are_groups),
            **{field: code.get(field, "") for field in _FIELDS},
        )
        _add_codes(w, framework_id, code.get("codes", ()), code_id, here)


def _guid(place: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"strandline:framework:{place}"))
