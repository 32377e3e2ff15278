"""The empty tables of a new study."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from storage.study import full_text, schema
from storage.study.connection import connect, raw
from storage.study.keys import Key


def create_tables(path: Path, key: Key | None = None) -> None:
    """Make an empty study file at path, which does not exist; with a key it is encrypted."""
    with closing(connect(path, key=key)) as connection:
        make_tables(connection)
        connection.commit()


def make_tables(connection: Connection) -> None:
    """Make an empty database a study file of the present format."""
    raw(connection).execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw(connection).execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    schema.metadata.create_all(connection)
    full_text.create(connection)
