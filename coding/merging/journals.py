"""What was done in two copies of a study since they were one, told from their journals."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, NamedTuple

Row = Mapping[str, Any]
Place = tuple[str, int]  # a table and the id of one of its rows

MERGED: Final = "merged"  # under which a merge notes how far the journal of the other copy went
_MERGE: Final = "merge_copy"
_WITHOUT_NOTES: Final = frozenset(("migrate", "go_back"))  # change the file, and no row that is journaled
# What follows from something else, or is of no weight: nothing has been changed by somebody if only this was.
QUIET: Final = frozenset(
    (
        *("position", "key", "hue", "initials", "revision", "look_from", "origin", "also"),
        *("source_name", "source_sha256", "created", "modified", "made_at", "ms", "duration_ms"),
        *("words", "participant_words", "length", "state", "started", "done_on", "blind", "basis"),
    )
)


class DoneOperation(NamedTuple):
    """An operation: what it was, when, whether it stands, and what was kept with it (JSON)."""

    id: int
    kind: str
    created: str
    stands: bool
    parameters: str


class NotedRow(NamedTuple):
    """A row that an operation inserted (I), updated (U: the values before) or deleted (D: all values)."""

    operation_id: int
    table: str
    row_id: int
    action: str
    image: Row


@dataclass(frozen=True, slots=True)
class Copy:
    """One of two copies: which study it is, its rows by table and id, and its journal.

    ``came_from`` is the GUID of the study that it was made from without its history, ``created`` when.
    """

    guid: str
    came_from: str
    created: str
    rows: Mapping[str, Mapping[int, Row]]
    done: Sequence[DoneOperation]
    notes: Sequence[NotedRow]


class Beginning(Enum):
    """How it is known up to where two copies were one."""

    NONE = auto()  # it is not: they are two studies
    COMMON = auto()  # their journals begin alike, or one was made from the other
    MERGED = auto()  # the one has taken in the other before


class Base(NamedTuple):
    """The last operation of each copy that is in both, 0 for none."""

    here: int
    there: int
    beginning: Beginning


def base_of(here: Copy, there: Copy) -> Base:
    """Return up to where two copies were one."""
    merged = _last_merge(here, there)
    if merged is not None:
        return merged
    common = _common_beginning(here.done, there.done)
    if common:
        return Base(common, common, Beginning.COMMON)
    if there.came_from and there.came_from == here.guid:
        return Base(_last_before(here.done, there.created), 0, Beginning.COMMON)
    if here.came_from and here.came_from == there.guid:
        return Base(0, _last_before(there.done, here.created), Beginning.COMMON)
    return Base(0, 0, Beginning.NONE)


def last_of(copy: Copy) -> list[object]:
    """Return what tells how far a copy's journal goes, to be kept with the merge that takes it in."""
    last = copy.done[-1] if copy.done else None
    return [copy.guid, last.id if last else 0, last.created if last else ""]


def _last_merge(here: Copy, there: Copy) -> Base | None:
    known = {(each.id, each.created) for each in there.done if each.stands} | {(0, "")}
    for each in reversed(here.done):
        if each.kind == _MERGE and each.stands:
            guid, last, created = json.loads(each.parameters or "{}").get(MERGED, ("", -1, ""))
            if guid == there.guid and (last, created) in known:
                return Base(each.id, last, Beginning.MERGED)
    return None


def _common_beginning(here: Sequence[DoneOperation], there: Sequence[DoneOperation]) -> int:
    """Return the last operation up to which both journals are the same, what was undone included."""
    common = 0
    for one, other in zip(here, there, strict=False):
        if one[:4] != other[:4]:
            break
        common = one.id
    return common


def _last_before(done: Sequence[DoneOperation], moment: str) -> int:
    return max((each.id for each in done if each.created <= moment), default=0)


# --- what was done since ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What was inserted, changed (its values before) and deleted (its last values) since then.

    ``stood`` says where something was before it moved with the text, as far as it did.

    Not ``is_whole`` where something was done of which no row is known any more: a withdrawal.
    """

    inserted: frozenset[Place]
    before: Mapping[Place, Row]
    deleted: Mapping[str, Sequence[Row]]
    is_whole: bool
    stood: Mapping[Place, Row] = field(default_factory=dict[Place, Row])


def since(copy: Copy, after: int) -> ChangesSince:
    """Return what was done in a copy after an operation; what was taken back again is not."""
    standing = {each.id for each in copy.done if each.id > after and each.stands}
    notes = [note for note in copy.notes if note.operation_id in standing]
    moving = {note.operation_id for note in notes if note.table == "transcript"}
    inserted = frozenset((note.table, note.row_id) for note in notes if note.action == "I")
    before: dict[Place, dict[str, Any]] = {}
    stood: dict[Place, dict[str, Any]] = {}
    deleted: dict[str, list[Row]] = {}
    for note in notes:
        place = note.table, note.row_id
        if note.action == "U":
            values = note.image
            if note.operation_id in moving:
                values, moved = _parted(values)
                stood[place] = {**moved, **stood.get(place, {})}
            before[place] = {**values, **before.get(place, {})}
        elif note.action == "D" and place not in inserted:
            deleted.setdefault(note.table, []).append(note.image)
    told = {note.operation_id for note in notes}
    silent = (each for each in copy.done if each.id in standing - told)
    whole = all(each.kind in _WITHOUT_NOTES for each in silent)
    return ChangesSince(inserted, before, deleted, whole, stood)


def _parted(image: Row) -> tuple[Row, Row]:
    """Tell what was changed of something from where it was: it moved because the text was changed."""
    moved = {name: image[name] for name in ("start", "end") if name in image}
    return {name: value for name, value in image.items() if name not in moved}, moved


class Reference(NamedTuple):
    """What a column points at, and whether its row goes when that goes."""

    target: str
    goes: bool


References = Mapping[str, Mapping[str, Reference]]  # by table and column


def touched(copy: Copy, done: ChangesSince, references: References) -> frozenset[Place]:
    """Return the rows that were changed since, or that something hangs on that was added or changed."""
    changed = (place for place, values in done.before.items() if values.keys() - QUIET)
    wanted = [*done.inserted, *changed]
    found: set[Place] = set()
    while wanted:
        place = wanted.pop()
        if place in found:
            continue
        found.add(place)
        wanted += _goes_with(copy, place, references, found)
    return frozenset(found)


def _goes_with(copy: Copy, place: Place, references: References, found: set[Place]) -> Iterable[Place]:
    """Yield what a row goes with; what it only points at is touched, and nothing above that."""
    table, id_ = place
    row = copy.rows.get(table, {}).get(id_, {})
    for column, (target, goes) in references.get(table, {}).items():
        at = row.get(column)
        if at is None:
            continue
        if goes:
            yield target, at
        else:
            found.add((target, at))
