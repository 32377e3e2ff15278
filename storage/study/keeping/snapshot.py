"""A study as it is at one moment, whatever is done to it meanwhile."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from storage.study.connection import connect, raw, translate_errors


@contextmanager
def snapshot(study: Path) -> Generator[Connection]:
    """Give a connection that sees the study as it is now, until it is let go."""
    with translate_errors(study):
        connection = connect(study, read_only=True)
        try:
            raw(connection).execute("BEGIN")
            yield connection
        finally:
            connection.close()
