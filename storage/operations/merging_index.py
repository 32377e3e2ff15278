"""The rows of a table here, to be found again by what they are called in the other copy."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Table

from coding.merging.journals import Row
from coding.merging.matching import Key, keys_of
from storage.operations.merging_state import Merging
from storage.queries.copies import rows_of
from storage.study import schema, tables


class RowIndex:
    """The rows of a table here, by GUID and by what else they are known by."""

    def __init__(self, m: Merging, table: Table) -> None:
        """Read them as they are by now."""
        self.table = table
        self.rows = rows_of(m.w.connection, table)
        self._texts = rows_of(m.w.connection, schema.transcript) if table is schema.interview else {}
        self._alike: dict[tuple[str, ...], dict[tuple[object, ...], list[Row]]] = {}
        self._by_guid = dict(self._guids())
        self._by_key: dict[Key, int] = {}
        theirs = {row.get("guid") for row in m.there.rows[table.name].values()}
        for id_, row in sorted(self.rows.items(), reverse=True):
            if "guid" not in row or row["guid"] not in theirs:
                self._by_key.update(dict.fromkeys(self._keys(row, self._texts), id_))

    def _guids(self) -> Iterator[tuple[str, int]]:
        for id_, row in self.rows.items():
            yield from ((guid, id_) for guid in str(row.get("also", "")).split())
            if "guid" in row:
                yield row["guid"], id_

    def _keys(self, row: Row, texts: Mapping[int, Row]) -> Iterator[Key]:
        yield from keys_of(self.table.name, row)
        if text := texts.get(row["id"], {}).get("text"):
            yield "text", text

    def alike(self, columns: tuple[str, ...], row: Row) -> list[Row]:
        """Return the rows here that say the same in these columns."""
        if columns not in self._alike:
            found = self._alike[columns] = {}
            for each in self.rows.values():
                found.setdefault(tuple(each[name] for name in columns), []).append(each)
        return self._alike[columns].get(tuple(row[name] for name in columns), [])

    def by_guid(self, row: Row) -> int | None:
        """Return the row here that has this GUID, or took in the one that had it."""
        guids = [row.get("guid", ""), *str(row.get("also", "")).split()]
        return next((self._by_guid[guid] for guid in guids if guid in self._by_guid), None)

    def by_key(self, m: Merging, row: Row) -> int | None:
        """Return the row here that is known by the same; ``row`` is one of there, in the terms of here."""
        texts = m.there.rows[tables.TRANSCRIPT] if self.table is schema.interview else dict[int, Row]()
        return next((self._by_key[key] for key in self._keys(row, texts) if key in self._by_key), None)
