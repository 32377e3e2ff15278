"""Bringing a study of an earlier format up to date. Imported only when one is opened: Alembic is heavy.

A study's version is its ``PRAGMA user_version``; the steps are Alembic scripts whose revision is the
version they lead to (``0002``), in storage/study/migrations/versions. All steps of a study are one
transaction, after a restore point.
"""

from contextlib import closing
from pathlib import Path
from typing import Final

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from coding.errors import DamagedError, UserError
from coding.language import _
from storage.study import schema
from storage.study.connection import connect, raw, translate_errors
from storage.study.history import note_barrier
from storage.study.keeping.restore_points import keep_before_version

STEPS: Final = Path(__file__).parent / "migrations"


def migrate(path: Path, version: int, *, target: int = schema.SCHEMA_VERSION, steps: Path = STEPS) -> None:
    """Take a study from ``version`` to ``target``, all of it or nothing.

    Raises UserError if no restore point can be written first, if the disk is full, or if the study
    turns out to be damaged.
    """
    _keep(path, target)
    try:
        _take_steps(path, version, target, steps)
    except DBAPIError as error:  # it is not built as studies of that format are
        raise DamagedError(
            _("“{name}” could not be brought up to date: it is damaged, or was tampered with.").format(
                name=path.name
            ),
            _("It was left as it is."),
            _("Open an older copy from its folder of restore points."),
        ) from error


def _take_steps(path: Path, version: int, target: int, steps: Path) -> None:
    with translate_errors(path), closing(connect(path)) as connection:
        # Both have to be said before the transaction begins; tables are made anew under the same names.
        raw(connection).execute("PRAGMA foreign_keys = OFF")
        raw(connection).execute("PRAGMA legacy_alter_table = ON")
        with connection.begin():
            take_steps(connection, version, target, steps)
            _look_whether_whole(connection, path)
            note_barrier(connection, "migrate", old=version, version=target)
            raw(connection).execute(f"PRAGMA user_version = {target}")


def take_steps(
    connection: Connection, version: int, target: int = schema.SCHEMA_VERSION, steps: Path = STEPS
) -> None:
    """Take a database from ``version`` to ``target``, inside the caller's transaction or in memory."""
    for step in _between(version, target, steps):
        _take(connection, step)


def _keep(path: Path, target: int) -> None:
    try:
        keep_before_version(path, target)
    except (OSError, UserError) as error:
        raise UserError(
            _("“{name}” comes from an earlier version of Strandline.").format(name=path.name),
            _("It has to be brought up to date, and no copy of it could be kept beside it first."),
            _("Copy it to a folder of your own with enough room, and open it there."),
        ) from error


def _between(version: int, target: int, steps: Path) -> list[Script]:
    """Return the steps after one version up to another, in their order."""
    found = ScriptDirectory(steps).iterate_revisions(f"{target:04}", f"{version:04}")
    return list(found)[::-1]


def _take(connection: Connection, step: Script) -> None:
    context = MigrationContext.configure(connection, opts={"target_metadata": schema.metadata})
    with Operations.context(context):
        step.module.upgrade()


def _look_whether_whole(connection: Connection, path: Path) -> None:
    if raw(connection).execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedError(
            _("“{name}” could not be brought up to date: its parts do not fit together.").format(
                name=path.name
            ),
            _("It was left as it is."),
            _("Open an older copy from its folder of restore points."),
        )
