"""What merging two codes would do, before it is done."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, literal, select

from coding.model.study import Coding
from coding.notation.code_merge import CodeMerge, plan_merge
from coding.text.spans import meeting
from storage.queries.codebook import outline_of_code
from storage.study import schema
from storage.study.connection import connect, fetched

_coding = schema.coding.c


@dataclass(frozen=True, slots=True)
class MergeEffect:
    """What comes of a merge, sub-codes of one name counted in.

    ``codings`` of so many ``coders`` go along. On ``both`` of their passages the code that stays was given by
    the same coder, too; ``overlapping`` times passages of the two overlap and become one. ``remaining`` are
    the codings afterwards.
    """

    merge: CodeMerge
    codings: int
    coders: int
    both: int
    overlapping: int
    remaining: int
    memos: int


def codings_of(connection: Connection, code_ids: Collection[int]) -> list[Coding]:
    """Return everybody's codings of codes, without their memos, in no order."""
    columns = [schema.coding.c[name] for name in Coding._fields[:-1]]
    query = select(*columns, literal("")).where(_coding.code_id.in_(code_ids))
    found = map(Coding._make, fetched(connection.execute(query)))
    return [each._replace(unsure=bool(each.unsure)) if each.unsure else each for each in found]


def meeting_of_two(codings: Sequence[Coding], goes_id: int) -> list[tuple[Coding, ...]]:
    """Return the codings of two codes that become one where the first goes; each is still of its own code.

    What overlaps of the code that stays alone is left as it stands.
    """
    return [group for group in meeting(codings) if any(each.code_id == goes_id for each in group)]


def merge_effect(connection: Connection, code_id: int, into_id: int) -> MergeEffect:
    """Return what merging a code into another would do.

    Raises UserError: as plan_merge does, or the code is no longer there.
    """
    merge = plan_merge(outline_of_code(connection, code_id), code_id, into_id)
    counted = [_counted(connection, goes.id, stays.id) for goes, stays in merge.pairs]
    codings, both, overlapping, remaining = (sum(each) for each in zip(*counted, strict=True))
    gone = [goes.id for goes, _stays in merge.pairs]
    coders = select(func.count(_coding.coder_id.distinct())).where(_coding.code_id.in_(gone))
    memos = select(func.count()).where(schema.memo.c.code_id.in_(gone))
    return MergeEffect(
        merge,
        codings,
        connection.scalar(coders) or 0,
        both,
        overlapping,
        remaining,
        connection.scalar(memos) or 0,
    )


def look_ahead(study: Path, code_id: int, into_id: int) -> MergeEffect:
    """Return what merging a code into another would do, read on a connection of its own, for a job.

    Raises UserError: as merge_effect does.
    """
    with closing(connect(study, read_only=True)) as connection:
        return merge_effect(connection, code_id, into_id)


def _counted(connection: Connection, goes_id: int, stays_id: int) -> tuple[int, int, int, int]:
    codings = codings_of(connection, (goes_id, stays_id))
    groups = meeting_of_two(codings, goes_id)
    places: list[set[tuple[int, ...]]] = [
        {(c.transcript_id, c.coder_id, c.start, c.end) for c in codings if c.code_id == id_}
        for id_ in (goes_id, stays_id)
    ]
    overlapping = sum(len({each.span for each in group}) > 1 for group in groups)
    lost = sum(len(group) - 1 for group in groups)
    going = sum(each.code_id == goes_id for each in codings)
    return going, len(places[0] & places[1]), overlapping, len(codings) - lost
