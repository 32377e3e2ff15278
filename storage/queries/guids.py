"""What rows are called wherever they go: GUIDs by id and back, for what is kept as JSON."""

from functools import cache

from sqlalchemy import Connection, select

from storage.study import schema


class StudyGuids:
    """The GUIDs of one study's tables, each read when it is first asked for."""

    def __init__(self, connection: Connection) -> None:
        """Read nothing yet."""

        @cache
        def by_id(table: str) -> dict[int, str]:
            columns = schema.metadata.tables[table].c
            return {row.id: row.guid for row in connection.execute(select(columns.id, columns.guid))}

        @cache
        def by_guid(table: str) -> dict[str, int]:
            return {guid: id_ for id_, guid in by_id(table).items()}

        self._by_id, self._by_guid = by_id, by_guid

    def guid(self, table: str, id_: int) -> str:
        """Return the GUID of a row; an empty text for none."""
        return self._by_id(table).get(id_, "")

    def id(self, table: str, guid: str) -> int | None:
        """Return the id of a row; None where it is gone."""
        return self._by_guid(table).get(guid)
