"""What a restore point holds, and what was done to the study since."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coding.errors import UserError
from coding.language import plural
from coding.progress import Progress, silent
from storage.queries.history_groups import counted
from storage.study.connection import connect, raw, translate_errors
from storage.study.history import WITHDRAWALS
from storage.study.keeping.restore_points import RestorePoint


@dataclass(frozen=True, slots=True)
class Contents:
    """What a study holds, in figures; codings of all coders, by the framework of their code."""

    interviews: int
    codings: Mapping[str, int]
    memos: int
    codes: int


@dataclass(frozen=True, slots=True)
class Since:
    """What tells a study from a restore point of it: the kinds of what was done since and stands.

    ``shared`` is the last operation of both histories. ``reversed`` counts what had been done by then and was
    taken back since, or the other way round; ``only_there`` what the restore point alone has, because the
    study went back further meanwhile.
    """

    shared: int = 0
    kinds: tuple[str, ...] = ()
    reversed: int = 0
    only_there: int = 0

    @property
    def has_withdrawal(self) -> bool:
        """Tell whether somebody has withdrawn since, whose words the restore point still has."""
        return not {*WITHDRAWALS}.isdisjoint(self.kinds)

    @property
    def in_words(self) -> list[str]:
        """What happened, each kind counted; nothing where the two are the same."""
        taken_back = plural(
            "{n} earlier change taken back or done again",
            "{n} earlier changes taken back or done again",
            self.reversed,
        )
        only_there = plural("{n} change that only it has", "{n} changes that only it has", self.only_there)
        found = counted(self.kinds)
        return [*found, *([taken_back] if self.reversed else []), *([only_there] if self.only_there else [])]


@dataclass(frozen=True, slots=True)
class RestorePointDetails:
    """A restore point with its size in bytes and, where it can be read, what it holds.

    ``since`` is None where it or the study cannot be read.
    """

    point: RestorePoint
    size: int
    contents: Contents | None = None
    since: Since | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a study holds, None where it cannot be read, and its restore points as they were given."""

    now: Contents | None
    points: list[RestorePointDetails]


def contents(connection: Connection) -> Contents:
    """Return what a study of any format holds."""
    run = raw(connection).execute
    by_framework = (
        "SELECT framework.name, count(coding.id) FROM framework"
        " LEFT JOIN code ON code.framework_id = framework.id LEFT JOIN coding ON coding.code_id = code.id"
        " GROUP BY framework.id ORDER BY framework.position, framework.id"
    )
    counts: list[int] = [
        run(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        for table in ("interview", "memo", "code")
    ]
    return Contents(counts[0], dict(run(by_framework)), counts[1], counts[2])


def look_into(path: Path, points: Sequence[RestorePoint], progress: Progress = silent) -> Holding:
    """Look into a study and its restore points; one that cannot be read says why."""
    here = now = None
    with (
        suppress(UserError),
        translate_errors(path),
        closing(connect(path, read_only=True)) as study,
    ):
        here, now = _steps(study), contents(study)
    found: list[RestorePointDetails] = []
    for at, point in enumerate(points):
        progress(at, len(points), point.when)
        found.append(_details(here, point))
    return Holding(now, found)


def _details(here: "_Steps | None", point: RestorePoint) -> RestorePointDetails:
    size = 0
    try:
        size = point.path.stat().st_size
        with closing(connect(point.path, read_only=True)) as copy, translate_errors(point.path):
            return RestorePointDetails(point, size, contents(copy), _since(here, _steps(copy)))
    except OSError as error:
        return RestorePointDetails(point, size, problem=error.strerror or str(error))
    except UserError as error:
        return RestorePointDetails(point, size, problem=error.what)


_Steps = Mapping[int, tuple[str, str, bool]]


def _steps(connection: Connection) -> _Steps:
    """Return the kind of every operation, when it was done, and whether it stands, by its id."""
    rows: Iterable[Any] = raw(connection).execute(
        "SELECT id, kind, created, status FROM operation ORDER BY id"
    )
    return {id_: (kind, created, status == "done") for id_, kind, created, status in rows}


def _since(here: _Steps | None, there: _Steps) -> Since | None:
    if here is None:
        return None
    shared = _shared(here, there)
    changed = sum(here[id_][2] != there[id_][2] for id_ in there if id_ <= shared)
    only_there = sum(step[2] for id_, step in there.items() if id_ > shared)
    kinds = tuple(kind for id_, (kind, _created, stands) in here.items() if id_ > shared and stands)
    return Since(shared, kinds, changed, only_there)


def _shared(here: _Steps, there: _Steps) -> int:
    """Return the last operation that two histories share; 0 where they share none.

    After a study went back, ids are given anew: they alone tell nothing.
    """
    same = 0
    for id_, step in there.items():
        if id_ not in here or here[id_][:2] != step[:2]:
            break
        same = id_
    return same
