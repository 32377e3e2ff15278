"""Which passages were quoted: those that an export of quotations took, as the history keeps it."""

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, select

from storage.study import schema
from storage.study.connection import batches
from storage.study.history import Written


def guids_of_codings(connection: Connection, coding_ids: Sequence[int]) -> list[str]:
    """Return what these codings are called in the history, in their order."""
    coding = schema.coding.c
    return [
        guid
        for some in batches(coding_ids)
        for guid in connection.scalars(select(coding.guid).where(coding.id.in_(some)).order_by(coding.id))
    ]


def quoted_codings(connection: Connection) -> frozenset[int]:
    """Return the ids of the codings, of those that are there, that were exported as quotations."""
    operation, coding = schema.operation.c, schema.coding.c
    exports = select(operation.parameters).where(operation.kind == Written.EXPORT)
    kept: list[dict[str, Any]] = [json.loads(each or "{}") for each in connection.scalars(exports)]
    quoted = (each.get("quoted") for each in kept)
    listed = (cast("list[Any]", some) for some in quoted if isinstance(some, list))
    guids = {guid for some in listed for guid in some if isinstance(guid, str)}
    return frozenset(
        id_
        for some in batches(guids)
        for id_ in connection.scalars(select(coding.id).where(coding.guid.in_(some)))
    )
