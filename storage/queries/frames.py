"""What an analysis reads, table by table, as DataFrames; ``study_data`` puts it together and keeps it.

The database puts each column together into one list, which numpy parses: fetching 66,000 rows into
Python one by one takes four times as long.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Integer, Text, case, cast, func, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from coding.analysis.analysis_data import Ints
from coding.errors import DamagedError
from coding.language import _
from coding.model.code_labels import DIRECTIONS
from coding.model.study import KINDS, Post, State
from storage.queries.quoted import quoted_codings
from storage.study import schema

Column = NDArray[Any]  # of numbers, or of yes and no

_MANY = 900
_BITS = 19  # there are fewer codes, stages and revisions than 2 to the power of this
_SMALL = 4  # bits of what is packed below them: doubt, and the direction
_LOW = (1 << _BITS) - 1


class _Listed(FunctionElement[str]):
    """All values of a column as one JSON list."""

    type = Text()
    inherit_cache = True


@compiles(_Listed, "sqlite")
def _listed_by_sqlite(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(_Listed)
def _listed_by_others(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(json_agg({compiler.process(element.clauses, **options)}) AS TEXT)"


def texts(connection: Connection, interview_ids: Sequence[int]) -> dict[int, str]:
    """Return the transcripts' texts by interview id."""
    table = schema.transcript.c
    found: dict[int, str] = {}
    for at in range(0, len(interview_ids), _MANY):
        some = interview_ids[at : at + _MANY]
        rows = connection.execute(select(table.id, table.text).where(table.id.in_(some)))
        found.update((row.id, row.text) for row in rows)
    return found


def word_starts(connection: Connection, interview_ids: Sequence[int]) -> dict[int, Ints]:
    """Return where each word of these interviews begins, marks left out."""
    return _indexed(connection, interview_ids, schema.text_index.c.words)


def answer_starts(connection: Connection, interview_ids: Sequence[int]) -> dict[int, Ints]:
    """Return where answers begin by who speaks, each with the question before it, by interview."""
    return _indexed(connection, interview_ids, schema.text_index.c.answers)


def _indexed(
    connection: Connection, interview_ids: Sequence[int], column: ColumnElement[bytes]
) -> dict[int, Ints]:
    """Read places that are held as distances, a byte each, of which 255 goes on into the next."""
    found = dict.fromkeys(interview_ids, np.empty(0, dtype=np.int64))
    id_ = schema.text_index.c.transcript_id
    for at in range(0, len(interview_ids), _MANY):
        for row in connection.execute(select(id_, column).where(id_.in_(interview_ids[at : at + _MANY]))):
            far = np.frombuffer(row[1], dtype=np.uint8)
            found[row[0]] = np.cumsum(far, dtype=np.int64)[far != 255]
    return found


def posts(connection: Connection) -> tuple[Post, ...]:
    """Read who holds which post in which round."""
    table = schema.post.c
    numbers = (table.id, table.person_id, table.round_id, table.school_id, table.role_id)
    *found, titles = _lists(connection, (*numbers, table.title))
    return tuple(map(Post, *(_parsed(values).tolist() for values in found), json.loads(titles)))


def interviews(connection: Connection) -> pd.DataFrame:
    """Read the interviews by id."""
    table = schema.interview.c
    columns = {
        "id": table.id,
        "round_id": func.coalesce(table.round_id, 0),
        "school_id": func.coalesce(table.school_id, 0),
        "words": table.words,
        "partial": cast(table.partial, Integer),
        "kind": case({kind: place for place, kind in enumerate(KINDS)}, value=table.kind),
    }
    *numbers, titles = _lists(connection, (*columns.values(), table.title))
    found = pd.DataFrame(dict(zip(columns, map(_parsed, numbers), strict=True)))
    found["title"] = json.loads(titles)
    return found.astype({"partial": np.bool_}).sort_values("id", ignore_index=True)


def readings(connection: Connection) -> pd.DataFrame:
    """Read who has begun to read which interview, and is done."""
    table = schema.reading.c
    columns = {
        "interview_id": table.interview_id,
        "coder_id": table.coder_id,
        "done": cast(table.state == State.DONE, Integer),
        "blind": cast(table.blind, Integer),
    }
    return _numbers(connection, columns).astype({"done": np.bool_, "blind": np.bool_})


def participants(connection: Connection) -> pd.DataFrame:
    """Read who takes part, in the order in which the study names them."""
    table = schema.participation.c
    columns = {"id": table.id, "interview_id": table.interview_id, "person_id": table.person_id}
    return _numbers(connection, columns).sort_values("id", ignore_index=True)


def speakers(connection: Connection) -> pd.DataFrame:
    """Read the speakers of all transcripts by id."""
    table = schema.speaker.c
    columns = {
        "id": table.id,
        "interview_id": table.transcript_id,
        "person_id": func.coalesce(table.person_id, 0),
        "words": table.words,
    }
    *numbers, labels, kinds = _lists(connection, (*columns.values(), table.label, table.kind))
    found = pd.DataFrame(dict(zip(columns, map(_parsed, numbers), strict=True)))
    found["label"], found["kind"] = json.loads(labels), json.loads(kinds)
    return found.sort_values("id", ignore_index=True)


def codings(connection: Connection, ids: Sequence[int] | None = None) -> dict[str, Column]:
    """Read the codings with these ids, or all, of all coders and with all frameworks.

    What is small is packed into one number, for each column costs as much again.
    """
    table = schema.coding.c
    room = 1 << _BITS
    codes = (table.code_id * room + func.coalesce(table.stage_id, 0)) * room + table.revision
    columns = {
        "id": table.id,
        "interview_id": table.transcript_id,
        "start": table.start,
        "end": table.end,
        "coder_id": table.coder_id,
        "packed": (codes * 8 + _direction()) * 2 + cast(table.unsure, Integer),
    }
    found = _columns(connection, columns, None if ids is None else table.id.in_(ids))
    packed = found.pop("packed")
    return {
        **found,
        "code_id": packed >> (2 * _BITS + _SMALL),
        "stage_id": (packed >> (_BITS + _SMALL)) & _LOW,
        "revision": (packed >> _SMALL) & _LOW,
        "direction": (packed >> 1) & 7,
        "unsure": (packed & 1) == 1,
    }


def _direction() -> ColumnElement[int]:
    """Select the place of a coding's direction among all."""
    places = {str(direction): place for place, direction in enumerate(DIRECTIONS)}
    return case(places, value=schema.coding.c.direction, else_=0)


def noted(connection: Connection) -> pd.DataFrame:
    """Read what else stands with every coding, by id: created, origin, the coder's memo, whether quoted."""
    coding, memo = schema.coding.c, schema.memo.c
    ids, *words = _lists(connection, (coding.id, coding.created, coding.origin))
    mine = (memo.coding_id == coding.id) & (memo.coder_id == coding.coder_id)
    memos = {id_: written for id_, written in connection.execute(select(coding.id, memo.text).where(mine))}  # noqa: C416 - dict() loses the types
    found = pd.DataFrame({"id": _parsed(ids)})
    found["created"], found["origin"] = map(json.loads, words)
    found["memo"] = found["id"].map(memos).fillna("") if memos else ""
    found["quoted"] = found["id"].isin(quoted_codings(connection))
    return found.sort_values("id", ignore_index=True)


def turns(connection: Connection, interview_ids: Sequence[int] | None = None) -> dict[str, Column]:
    """Read the turns of these interviews, or of all."""
    table = schema.turn.c
    columns = {
        "interview_id": table.transcript_id,
        "start": table.start,
        "end": table.end,
        "speaker_id": func.coalesce(table.speaker_id, 0),
    }
    here = None if interview_ids is None else table.transcript_id.in_(interview_ids)
    return _columns(connection, columns, here)


def asked(connection: Connection) -> pd.DataFrame:
    """Return the turns that ask a question of a round's list."""
    table = schema.turn.c
    columns = {"interview_id": table.transcript_id, "start": table.start, "question_id": table.question_id}
    return _numbers(connection, columns, table.question_id.is_not(None))


def _numbers(
    connection: Connection,
    columns: Mapping[str, ColumnElement[int]],
    condition: ColumnElement[bool] | None = None,
) -> pd.DataFrame:
    """Read whole numbers, none of them NULL."""
    return pd.DataFrame(_columns(connection, columns, condition))


def _columns(
    connection: Connection,
    columns: Mapping[str, ColumnElement[int]],
    condition: ColumnElement[bool] | None,
) -> dict[str, Column]:
    """Read whole numbers column by column."""
    lists = _lists(connection, columns.values(), condition)
    return dict(zip(columns, map(_parsed, lists), strict=True))


def _lists(
    connection: Connection,
    columns: Iterable[ColumnElement[Any]],
    condition: ColumnElement[bool] | None = None,
) -> Sequence[str]:
    """Return each column as a JSON list; all are in the same order, whatever it is."""
    query = select(*map(_Listed, columns)).where(true() if condition is None else condition)
    return [values or "[]" for values in connection.execute(query).one()]


def _parsed(numbers: str) -> Ints:
    """Return a JSON list of whole numbers as an array. Raises DamagedError."""
    try:
        return np.fromstring(numbers[1:-1], dtype=np.int64, sep=",")
    except ValueError as error:
        raise DamagedError(
            _("The study is damaged: it has words where numbers belong."),
            _("What stands on them cannot be counted."),
            _("Open the newest copy from its folder of restore points."),
        ) from error
