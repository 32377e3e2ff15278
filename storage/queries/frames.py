"""What an analysis reads, as DataFrames.

Columns of whole numbers are put together by the database into one text each and parsed by numpy:
fetching 66,000 rows into Python one by one takes four times as long.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Integer, String, cast, func, select, true

from coding.analysis.material import Ints, Material
from coding.framework import Framework
from coding.study import State
from storage import schema
from storage.queries.codebook import framework
from storage.queries.people import posts, roles, rounds, schools

_MANY = 900
_ROOM = 1 << 20  # more than there are codes, stages or revisions


def material(connection: Connection, framework_id: int, coder_id: int | None) -> Material:
    """Return what is counted from: one coder's codings (everybody's for None) with one framework.

    The frequencies of a study::

        found = frequencies(material(study.reader, framework_id, study.coder_id))
    """
    codebook = framework(connection, framework_id)
    return Material(
        framework=codebook,
        rounds=tuple(rounds(connection)),
        schools=tuple(schools(connection)),
        roles=tuple(roles(connection)),
        posts=tuple(posts(connection)),
        interviews=_interviews(connection),
        participants=_participants(connection),
        speakers=_speakers(connection),
        codings=_codings(connection, codebook, coder_id),
        read_turns=lambda interview_ids: _turns(connection, interview_ids),
    )


def texts(connection: Connection, interview_ids: Sequence[int]) -> dict[int, str]:
    """Return the transcripts' texts by interview id."""
    table = schema.transcript.c
    found: dict[int, str] = {}
    for at in range(0, len(interview_ids), _MANY):
        some = interview_ids[at : at + _MANY]
        rows = connection.execute(select(table.id, table.text).where(table.id.in_(some)))
        found.update((row.id, row.text) for row in rows)
    return found


def _interviews(connection: Connection) -> pd.DataFrame:
    table = schema.interview.c
    columns = (
        table.id,
        table.title,
        table.round_id,
        table.school_id,
        table.state,
        table.partial,
        table.words,
    )
    rows = connection.execute(select(*columns).order_by(table.id)).all()
    ids, titles, in_round, at_school, states, partial, words = _by_column(rows, len(columns))
    return pd.DataFrame(
        {
            "id": _whole(ids),
            "title": titles,
            "round_id": _whole(in_round),
            "school_id": _whole(at_school),
            "done": np.array([state == State.DONE for state in states], dtype=np.bool_),
            "partial": np.array(partial, dtype=np.bool_),
            "words": _whole(words),
        }
    )


def _participants(connection: Connection) -> pd.DataFrame:
    table = schema.participation.c
    return _numbers(connection, {"interview_id": table.interview_id, "person_id": table.person_id})


def _speakers(connection: Connection) -> pd.DataFrame:
    table = schema.speaker.c
    columns = (table.id, table.transcript_id, table.label, table.kind, table.person_id, table.words)
    rows = connection.execute(select(*columns).order_by(table.id)).all()
    ids, interview_ids, labels, kinds, person_ids, words = _by_column(rows, len(columns))
    return pd.DataFrame(
        {
            "id": _whole(ids),
            "interview_id": _whole(interview_ids),
            "label": labels,
            "kind": kinds,
            "person_id": _whole(person_ids),
            "words": _whole(words),
        }
    )


def _codings(connection: Connection, codebook: Framework, coder_id: int | None) -> pd.DataFrame:
    """Read the codings; what is small and seldom asked for is packed into one number."""
    table = schema.coding.c
    columns = {
        "id": table.id,
        "interview_id": table.transcript_id,
        "start": table.start,
        "end": table.end,
        "packed": ((table.code_id * _ROOM + func.coalesce(table.stage_id, 0)) * _ROOM + table.revision) * 2
        + cast(table.unsure, Integer),
    }
    if coder_id is None:
        columns["coder_id"] = table.coder_id
    found = _numbers(connection, columns, true() if coder_id is None else table.coder_id == coder_id)
    rest, unsure = np.divmod(found.pop("packed").to_numpy(np.int64), 2)
    rest, revision = np.divmod(rest, _ROOM)
    code_id, stage_id = np.divmod(rest, _ROOM)
    found = found.assign(
        code_id=code_id,
        stage_id=stage_id,
        revision=revision,
        unsure=unsure == 1,
        coder_id=found.get("coder_id", coder_id),
    )
    known = np.isin(code_id, [code.id for code in codebook.codes])
    return found if known.all() else found[known].reset_index(drop=True)


def _turns(connection: Connection, interview_ids: Ints) -> pd.DataFrame:
    """Return the turns of these interviews; of all, filtered, where there are many."""
    table = schema.turn.c
    columns = {
        "interview_id": table.transcript_id,
        "start": table.start,
        "end": table.end,
        "speaker_id": func.coalesce(table.speaker_id, 0),
    }
    few = len(interview_ids) <= _MANY
    found = _numbers(connection, columns, table.transcript_id.in_(interview_ids.tolist()) if few else true())
    if not few:
        found = found[np.isin(found["interview_id"].to_numpy(np.int64), interview_ids)]
    return found.sort_values(["interview_id", "start"], ignore_index=True)


def _numbers(
    connection: Connection,
    columns: Mapping[str, ColumnElement[int] | ColumnElement[bool]],
    condition: ColumnElement[bool] | None = None,
) -> pd.DataFrame:
    """Read whole numbers, none of them NULL, column by column."""
    joined = [func.aggregate_strings(cast(column, String), ",") for column in columns.values()]
    row = connection.execute(select(*joined).where(true() if condition is None else condition)).one()
    return pd.DataFrame(
        {
            name: np.fromstring(values or "", dtype=np.int64, sep=",")
            for name, values in zip(columns, row, strict=True)
        }
    )


def _by_column(rows: Sequence[Sequence[object]], width: int) -> list[tuple[object, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _whole(values: Sequence[object]) -> Ints:
    return np.array([value or 0 for value in values], dtype=np.int64)
