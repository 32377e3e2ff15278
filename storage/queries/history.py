"""The history of a study: what was done and where, filtered; so that undo and redo can go to the place."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from coding.language import _
from coding.model.study import State
from coding.text.times import local_minute
from storage.queries.coders import coders
from storage.queries.history_groups import OTHERS, group_in_words, groups, kinds_in, known_kinds
from storage.queries.tree import blind_interviews, interview_tree
from storage.study import schema
from storage.study.connection import batches
from storage.study.history import BARRIERS, HistoryEntry, newest

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of the history is asked for; where nothing is said, all of it.

    ``group`` is one of ``history_groups.groups()``. Days are ISO 8601 and this computer's, both of them
    within. ``words`` stand in what was done, however they are written. Where ``blind_for`` reads an
    interview blind, what others did there is left out.
    """

    group: str = ""
    coder_id: int | None = None
    interview_id: int | None = None
    since: str = ""
    until: str = ""
    words: str = ""
    blind_for: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the history with its interview's heading, and when what was taken back.

    ``taken_back`` is when it was taken back itself, empty where it stands or nobody knows; ``by_step`` tells
    that a later step of the history did so. ``takes_back`` is when the step was done that it takes back.
    """

    entry: HistoryEntry
    interview: str = ""
    taken_back: str = ""
    by_step: bool = False
    takes_back: str = ""

    @property
    def group(self) -> str:
        """What kind of step it is, in words."""
        return group_in_words(self.entry.kind)

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether it stands; whether something later stands on it is seen when it is tried."""
        return self.entry.status == "done" and not self.taken_back and self.entry.kind not in BARRIERS

    @property
    def status(self) -> str:
        """What became of it, in words; nothing for what simply stands."""
        when = local_minute(self.taken_back)
        if self.by_step:
            return _("taken back on {when} by a later step").format(when=when)
        if self.takes_back and self.entry.status == "done":
            return _("takes back the step of {when}").format(when=local_minute(self.takes_back))
        known = {
            ("undone", True): _("taken back on {when}"),
            ("undone", False): _("taken back"),
            ("dropped", True): _("taken back on {when}, for good"),
            ("dropped", False): _("taken back for good"),
        }
        return known.get((self.entry.status, bool(when)), "").format(when=when)


def history_page(
    connection: Connection,
    wanted: HistoryFilter,
    headings: Mapping[int, str],
    limit: int,
    before: int | None = None,
) -> list[HistoryLine]:
    """Return so many lines of the history, the newest first, from before an operation on."""
    return list(islice(history_lines(connection, wanted, headings, before), limit))


def history_lines(
    connection: Connection,
    wanted: HistoryFilter,
    headings: Mapping[int, str],
    before: int | None = None,
) -> Iterator[HistoryLine]:
    """Yield the history, the newest first, from before an operation on; it is read bit by bit."""
    table = schema.operation.c
    conditions, words = _conditions(wanted), wanted.words.casefold()
    while True:
        below = [table.id < before] if before is not None else []
        entries = newest(connection, _AT_ONCE, *conditions, *below)
        yield from _with_what_became(
            connection, [each for each in entries if words in each.words.casefold()], headings
        )
        if len(entries) < _AT_ONCE:
            return
        before = entries[-1].id


def count_history(connection: Connection, wanted: HistoryFilter) -> int:
    """Count the lines of the history, whatever ``words`` are asked for."""
    query = select(func.count()).select_from(schema.operation).where(*_conditions(wanted))
    return connection.scalar(query) or 0


def interview_headings(connection: Connection) -> dict[int, str]:
    """Return what stands over the transcripts of all interviews, by their ids."""
    return {row.id: row.heading for branch in interview_tree(connection, ()) for row in branch.interviews}


def in_words(connection: Connection, wanted: HistoryFilter, headings: Mapping[int, str]) -> str:
    """Say what is asked for; nothing where that is everything."""
    names = {coder.id: coder.name for coder in coders(connection)}
    parts = (
        groups().get(wanted.group, ""),
        names.get(wanted.coder_id or 0, ""),
        headings.get(wanted.interview_id or 0, ""),
        _("from {day}").format(day=wanted.since) if wanted.since else "",
        _("until {day}").format(day=wanted.until) if wanted.until else "",
        _("with “{words}”").format(words=wanted.words) if wanted.words else "",
        _("without what others did in interviews that are read blind")
        if wanted.blind_for is not None and blind_interviews(connection, wanted.blind_for)
        else "",
    )
    return " · ".join(filter(None, parts))


def steps_after(
    connection: Connection, operation_id: int, limit: int, blind_for: int | None = None
) -> list[HistoryEntry]:
    """Return what was done after an operation and stands, the newest first.

    Where ``blind_for`` reads an interview blind, what others did there is left out.
    """
    table = schema.operation.c
    return newest(
        connection, limit, table.id > operation_id, table.status == "done", *_not_hidden_from(blind_for)
    )


def _not_hidden_from(coder_id: int | None) -> list[ColumnElement[bool]]:
    """Leave out what others did in interviews that a coder reads blind."""
    if coder_id is None:
        return []
    table, reading = schema.operation.c, schema.reading.c
    going_on = reading.blind & (reading.state != State.DONE) & (reading.coder_id == coder_id)
    blind = select(reading.interview_id).where(going_on)
    return [or_(table.interview_id.is_(None), table.coder_id == coder_id, table.interview_id.not_in(blind))]


def _conditions(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    table = schema.operation.c
    found = _not_hidden_from(wanted.blind_for)
    if wanted.group == OTHERS:
        found.append(table.kind.not_in(known_kinds()))
    elif wanted.group:
        found.append(table.kind.in_(kinds_in(wanted.group)))
    if wanted.coder_id is not None:
        found.append(table.coder_id == wanted.coder_id)
    if wanted.interview_id is not None:
        found.append(table.interview_id == wanted.interview_id)
    if wanted.since:
        found.append(table.created >= _midnight(wanted.since, 0))
    if wanted.until:
        found.append(table.created < _midnight(wanted.until, 1))
    return found


def _midnight(day: str, after: int) -> str:
    """Return when a day of this computer's begins, or the day after it, as times are stored."""
    begins = datetime.fromisoformat(day) + timedelta(days=after)
    return begins.astimezone().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _with_what_became(
    connection: Connection, entries: list[HistoryEntry], headings: Mapping[int, str]
) -> Iterator[HistoryLine]:
    ids = [entry.id for entry in entries]
    table = schema.operation.c
    later = _times(connection, table.reverses_id, ids, table.status == "done")
    earlier = _times(connection, table.id, [entry.reverses_id for entry in entries if entry.reverses_id])
    for entry in entries:
        by_step = later.get(entry.id, "") if entry.status == "done" else ""
        yield HistoryLine(
            entry,
            headings.get(entry.interview_id or 0, ""),
            by_step or entry.undone,
            bool(by_step),
            earlier.get(entry.reverses_id or 0, ""),
        )


def _times(
    connection: Connection, column: ColumnElement[Any], ids: Iterable[int], *where: ColumnElement[bool]
) -> dict[int, str]:
    """Return when operations were done by what stands in one of their columns."""
    created = schema.operation.c.created
    return {
        id_: time
        for some in batches(ids)
        for id_, time in connection.execute(select(column, created).where(column.in_(some), *where))
    }


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """An interview and, if the change was to codings, a passage and a coding that stands there now."""

    interview_id: int
    start: int | None = None
    end: int | None = None
    coding_id: int | None = None


def place_of(connection: Connection, operation_id: int) -> HistoryPlace | None:
    """Return where an operation changed something, or None for what has no place in an interview."""
    noted = _noted_place(connection, operation_id)
    if noted is not None:
        return noted
    rows = connection.execute(_changes(), {"operation": operation_id}).all()
    for table_name, row_id, image in rows:
        if table_name == "coding" and (place := _of_coding(connection, row_id, image)) is not None:
            return place
    for table_name, row_id, _image in rows:
        if table_name == "memo" and (place := _of_memo(connection, row_id)) is not None:
            return place
        if table_name in {"interview", "transcript"}:
            return HistoryPlace(row_id)
    return None


def _noted_place(connection: Connection, operation_id: int) -> HistoryPlace | None:
    """Return where an operation says it was: one that changes a text moves codings far from its place."""
    kept = connection.scalar(_parameters(), {"operation": operation_id})
    match json.loads(kept or "{}").get("place"):
        case [int(), *rest] as place if len(rest) <= 3 and all(isinstance(at, int | None) for at in rest):
            return HistoryPlace(*place)
        case _:
            return None


def _of_coding(connection: Connection, coding_id: int, image: str | None) -> HistoryPlace | None:
    row = connection.execute(_coding(), {"coding": coding_id}).first()
    if row is not None:
        return HistoryPlace(row.transcript_id, row.start, row.end, coding_id)
    kept = json.loads(image or "{}")
    if {"transcript_id", "start", "end"} <= kept.keys():
        return HistoryPlace(kept["transcript_id"], kept["start"], kept["end"])
    return None


def _of_memo(connection: Connection, memo_id: int) -> HistoryPlace | None:
    memo = schema.memo.c
    row = connection.execute(
        select(memo.coding_id, memo.interview_id, memo.start, memo.end).where(memo.id == memo_id)
    ).first()
    if row is None:
        return None
    if row.coding_id is not None:
        return _of_coding(connection, row.coding_id, None)
    return None if row.interview_id is None else HistoryPlace(row.interview_id, row.start, row.end)


# Asked at every undo, so each is built only once.


@cache
def _changes() -> Select[*tuple[Any, ...]]:
    change = schema.change.c
    columns = select(change.table_name, change.row_id, change.image)
    return columns.where(change.operation_id == bindparam("operation")).order_by(change.id).limit(200)


@cache
def _parameters() -> Select[str]:
    operation = schema.operation.c
    return select(operation.parameters).where(operation.id == bindparam("operation"))


@cache
def _coding() -> Select[*tuple[Any, ...]]:
    coding = schema.coding.c
    return select(coding.transcript_id, coding.start, coding.end).where(coding.id == bindparam("coding"))
