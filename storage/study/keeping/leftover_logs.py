"""A log that a program which died has left beside a study: its last changes, or those of another file.

SQLite takes whatever lies there for the study's own. Where the study was restored or replaced meanwhile, that
damages it; so both are copied first, and the study is looked at once it has taken its log in.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfile, move
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, true

from coding.errors import DamagedError, UserError
from coding.language import _
from storage.study import schema
from storage.study.checks.soundness import what_is_wrong
from storage.study.connection import connect, raw
from storage.study.history import WITHDRAWALS
from storage.study.keeping.copying import LOGS, beside, forget_logs
from storage.study.keeping.restore_points import AS_FOUND, name_for
from storage.study.open_checks import recover

_Operation = Row[*tuple[Any, ...]]


class LeftoverLogError(DamagedError):
    """A study and the log beside it do not fit together; ``set_log_aside`` opens the way to the study."""


def has_leftover_log(path: Path) -> bool:
    """Tell whether a log with anything in it lies beside a study that nobody has open."""
    return any(_has_something(beside(path, end)) for end in ("-wal", "-journal"))


def take_in_log(path: Path) -> None:
    """Let a study take in the log that was left beside it, keeping copies of both; its lock must be held.

    Raises LeftoverLogError where the two do not fit: then everything is as it was found. Raises UserError
    where no copies can be kept.
    """
    kept = _keep_copies(path)
    together, alone = _is_sound(path), _is_sound(kept)
    fit = not alone or (together and _belong_together(kept, path))
    withdrawn = _withdrawals(path) - _withdrawals(kept)
    forget_logs(kept)  # empty ones, which SQLite makes for whoever reads it
    if not fit:
        _put_back(kept, path)
        raise LeftoverLogError(
            _("“{name}” and the unfinished log beside it do not fit together.").format(name=path.name),
            _("One of them may come from another day or another computer. Nothing was changed."),
            _("Open the study without the log, or open a restore point. Of both a copy is kept there."),
        )
    if withdrawn > 0:  # the copies have what is to be nowhere any more
        for file in (kept, *(_log_of(kept, end) for end in LOGS)):
            file.unlink(missing_ok=True)


def _withdrawals(path: Path) -> int:
    """Return how many people were taken out of a study; none where it cannot be read."""
    table = schema.operation
    query = select(func.count()).select_from(table).where(table.c.kind.in_(WITHDRAWALS))
    try:
        with closing(connect(path, read_only=True)) as connection:
            return connection.scalar(query) or 0
    except UserError:
        return 0


def _is_sound(path: Path) -> bool:
    try:
        recover(path)
        with closing(connect(path, read_only=True)) as connection:
            return not what_is_wrong(connection)
    except UserError:
        return False


def _belong_together(alone: Path, together: Path) -> bool:
    """Tell whether the log goes on from where the study's file ends.

    The newest operation says which was the newest in the file without its log; in studies of formats 1 and 2
    it does not, and what is sound is taken. While a log is brought into the file, the file can have some of
    what came later, too.
    """
    last = _newest(alone)
    newest = _newest(together)
    if last is None or newest is None or newest.checkpointed_id is None:
        return True
    with closing(connect(together, read_only=True)) as connection:
        same = _operations(connection, schema.operation.c.id == last.id)
    return newest.checkpointed_id <= last.id and [(last.kind, last.created)] == [
        (row.kind, row.created) for row in same
    ]


def _newest(path: Path) -> _Operation | None:
    with closing(connect(path, read_only=True)) as connection:
        columns = raw(connection).execute("SELECT name FROM pragma_table_info('operation')").fetchall()
        if (schema.operation.c.checkpointed_id.name,) not in columns:
            return None
        return next(iter(_operations(connection, true())), None)


def _operations(connection: Connection, where: ColumnElement[bool]) -> Sequence[_Operation]:
    table = schema.operation.c
    query = select(table.id, table.kind, table.created, table.checkpointed_id).where(where)
    return connection.execute(query.order_by(table.id.desc()).limit(1)).all()


def _keep_copies(path: Path) -> Path:
    """Copy study and log; the log's copy is named so that the study's can be looked at without it."""
    try:
        kept = name_for(path, AS_FOUND)
        copyfile(path, kept)
        for end in _there(path):
            copyfile(beside(path, end), _log_of(kept, end))
    except OSError as error:
        raise UserError(
            _("“{name}” was not closed properly, and no copy of it can be kept.").format(name=path.name),
            _("Nothing was changed."),
            _("Make room on the disk, or copy the study's folder to another place and open it there."),
        ) from error
    return kept


def _put_back(kept: Path, path: Path) -> None:
    forget_logs(path)
    copyfile(kept, path)
    for end in LOGS:
        if _log_of(kept, end).exists():
            copyfile(_log_of(kept, end), beside(path, end))


def set_log_aside(path: Path) -> None:
    """Move the log beside a study to its restore points, so that it opens without; raises OSError."""
    aside = name_for(path, AS_FOUND)
    for end in _there(path):
        move(beside(path, end), _log_of(aside, end))


def _has_something(log: Path) -> bool:
    return log.exists() and log.stat().st_size > 0


def _there(path: Path) -> list[str]:
    return [end for end in LOGS if beside(path, end).exists()]


def _log_of(kept: Path, end: str) -> Path:
    return beside(kept, f".log{end}")
