"""A list of names and pseudonyms with a password: encrypted as a study is, in a file of its own."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from coding.errors import UserError
from coding.language import _
from storage.study.connection import connect, raw, translate_errors
from storage.study.keys import new_key, unlocked

_MOST: Final = 100_000  # rows that are read


def read_rows(path: Path, columns: Sequence[str], password: str | None) -> list[list[str]]:
    """Return the rows as they were written with these columns.

    Raises UserError: something else, damaged; PasswordNeededError, WrongPasswordError.
    """
    with translate_errors(path):
        key = unlocked(path, password)
        if key is None:
            return []
        with closing(connect(path, read_only=True, key=key)) as connection:
            run = raw(connection).execute
            if run("SELECT sql FROM sqlite_schema").fetchall() != [(_table(columns),)]:
                return []  # another kind of file with a password, or one with something to execute
            return [[str(cell) for cell in row] for row in run("SELECT * FROM list").fetchmany(_MOST)]


def _table(columns: Sequence[str]) -> str:
    return f"CREATE TABLE list ({', '.join(columns)})"


def write_rows(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], password: str | None
) -> None:
    """Write an empty file full; the password makes another key each time."""
    if password is None:
        raise UserError(
            _("A list of this kind has a password."),
            _("“{name}” was not written.").format(name=path.name),
            _("Type one, or choose another kind of file."),
        )
    with translate_errors(path), closing(connect(path, key=new_key(password))) as connection:
        run = raw(connection)
        run.execute(_table(columns))
        marks = ", ".join("?" * len(columns))
        run.executemany(f"INSERT INTO list VALUES ({marks})", rows)  # noqa: S608 - marks alone
