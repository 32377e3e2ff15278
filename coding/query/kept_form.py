"""A query as it is kept in a study: what has a GUID stands by it, everything else by its words.

So a school or a code that is renamed is still asked for; one that is gone is called deleted.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol, cast

from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.query import Query
from coding.query.json_form import from_json, to_json

# The tables of what is named after these keys; stages, role groups and values have no GUID.
_TABLES: Final = {
    "in": "round",
    "school": "school",
    "person": "person",
    "interview": "interview",
    "question": "question",
    "coder": "coder",
    "answered": "item",
}
Json = Mapping[str, Any]


class Guids(Protocol):
    """What a study's rows are called wherever they go, by the table that they stand in."""

    def guid(self, table: str, id_: int) -> str:
        """Return the GUID of a row; an empty text for none."""
        ...

    def id(self, table: str, guid: str) -> int | None:
        """Return the id of a row; None where it is gone."""
        ...


def gone() -> str:
    """Return what anything is called that is gone."""
    return _("deleted")


def kept_query(query: Query, names: KnownNames, guids: Guids) -> dict[str, Any]:
    """Return a query as plain lists and dictionaries, with GUIDs."""
    return _changed(to_json(query), _Keeping(names, guids))


def query_from(record: Json, names: KnownNames, guids: Guids) -> Query:
    """Return the query that ``kept_query`` has written. Raises UserError for one of a later version."""
    return from_json(_changed(record, _Recalling(names, guids)))


class _Keeping:
    """From names to GUIDs."""

    def __init__(self, names: KnownNames, guids: Guids) -> None:
        self._names, self._guids = names, guids

    def code(self, name: str) -> str:
        id_ = self._names.code_by_text.get(name)
        return name if id_ is None else self._guids.guid("code", id_)

    def key(self, key: str) -> str:
        (id_,) = self._names.ids("@", key[1:]) or {0}
        return f"@{self._guids.guid('attribute', id_)}" if id_ else key

    def values(self, table: str, key: str, value: Json) -> Iterator[Json]:
        if "statement" in value:
            (id_,) = self._names.ids(key, value["statement"]) or {0}
            yield {**value, "guid": self._guids.guid(table, id_)} if id_ else value
            return
        ids = sorted(self._names.ids(key, value["text"])) if "text" in value else []
        yield {"guids": [self._guids.guid(table, id_) for id_ in ids]} if ids else value


class _Recalling:
    """From GUIDs to the names that the study has now."""

    def __init__(self, names: KnownNames, guids: Guids) -> None:
        self._names, self._guids = names, guids

    def code(self, guid: str) -> str:
        return self._names.text_of_code.get(self._guids.id("code", guid) or 0, gone())

    def key(self, key: str) -> str:
        id_ = self._guids.id("attribute", key[1:])
        called = {each.id: each.name for each in self._names.analysis_data.attributes}
        return f"@{called.get(id_ or 0, gone())}"

    def values(self, table: str, key: str, value: Json) -> Iterator[Json]:
        if "guid" in value:
            id_ = self._guids.id(table, value["guid"])
            yield {**value, "statement": (self._names.written(key, {id_}) if id_ else None) or gone()}
            return
        if "guids" not in value:
            yield value
            return
        ids = [self._guids.id(table, guid) for guid in value["guids"]]
        known = frozenset(id_ for id_ in ids if id_)
        together = self._names.written(key, known) if known else None
        texts = [together] if together else [self._names.written(key, {id_}) for id_ in sorted(known)]
        yield from ({"text": text or gone()} for text in (*texts, *((gone(),) if None in ids else ())))


def _changed(record: Any, how: _Keeping | _Recalling) -> Any:
    """Return a query's record with what it points at said otherwise."""
    match record:
        case {"key": str(key), "values": values, "not": negated}:
            table = _TABLES.get(key)
            if table is not None:
                values = _once(each for value in values for each in how.values(table, key, value))
            return {"key": how.key(key) if key.startswith("@") else key, "values": values, "not": negated}
        case {"code": str(name), "fields": fields}:
            return {"code": how.code(name), "fields": [_changed(field, how) for field in fields]}
        case dict():
            held = cast("dict[str, Any]", record)
            return {name: _changed(value, how) for name, value in held.items()}
        case list():
            return [_changed(each, how) for each in cast("list[Any]", record)]
        case _:
            return record


def _once(values: Iterator[Json]) -> list[Json]:
    found: list[Json] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
