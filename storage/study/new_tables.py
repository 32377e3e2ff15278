"""The empty tables of a new study."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from storage.study import full_text, schema
from storage.study.connection import connect, raw


def create_tables(path: Path) -> None:
    """Make an empty study file at path, which does not exist."""
    with closing(connect(path)) as connection:
        make_tables(connection)
        connection.commit()


def make_tables(connection: Connection) -> None:
    """Make an empty database a study file of the present format."""
    raw(connection).execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw(connection).execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    schema.metadata.create_all(connection)
    full_text.create(connection)
