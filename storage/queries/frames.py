"""What an analysis reads, as DataFrames.

The database puts each column together into one list, which numpy parses: fetching 66,000 rows into
Python one by one takes four times as long.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Integer, Text, cast, func, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.model.framework import Framework
from coding.model.study import Post, State, Transcript
from coding.text.units import exchanges, words
from storage.queries.attributes import attribute_values, attributes
from storage.queries.codebook import framework
from storage.queries.people import roles, rounds, schools
from storage.queries.questions import questions
from storage.queries.texts import transcript
from storage.study import schema

_MANY = 900
_BITS = 20  # there are fewer codes, stages and revisions than 2 to the power of this
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


def analysis_data(connection: Connection, framework_id: int, coder_id: int | None) -> AnalysisData:
    """Return what is counted from: one coder's codings (everybody's for None) with one framework.

    The frequencies of a study::

        found = frequencies(material(study.reader, framework_id, study.coder_id))
    """
    codebook = framework(connection, framework_id)
    return AnalysisData(
        framework=codebook,
        rounds=tuple(rounds(connection)),
        schools=tuple(schools(connection)),
        roles=tuple(roles(connection)),
        posts=_posts(connection),
        interviews=_interviews(connection),
        participants=_participants(connection),
        speakers=_speakers(connection),
        codings=_codings(connection, codebook, coder_id),
        read_turns=lambda interview_ids: _turns(connection, interview_ids),
        questions=questions(connection),
        attributes=attributes(connection),
        attribute_values=attribute_values(connection),
        read_asked=lambda: _asked(connection),
        read_answers=lambda interview_ids: _answers(connection, interview_ids),
        count_words=lambda codings: _words(connection, codings),
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


def _posts(connection: Connection) -> tuple[Post, ...]:
    table = schema.post.c
    numbers = (table.id, table.person_id, table.round_id, table.school_id, table.role_id)
    *found, titles = _lists(connection, (*numbers, table.title))
    return tuple(map(Post, *(_parsed(values).tolist() for values in found), json.loads(titles)))


def _interviews(connection: Connection) -> pd.DataFrame:
    table = schema.interview.c
    columns = {
        "id": table.id,
        "round_id": func.coalesce(table.round_id, 0),
        "school_id": func.coalesce(table.school_id, 0),
        "words": table.words,
        "done": cast(table.state == State.DONE, Integer),
        "partial": cast(table.partial, Integer),
    }
    *numbers, titles = _lists(connection, (*columns.values(), table.title))
    found = pd.DataFrame(dict(zip(columns, map(_parsed, numbers), strict=True)))
    found["title"] = json.loads(titles)
    return found.astype({"done": np.bool_, "partial": np.bool_}).sort_values("id", ignore_index=True)


def _participants(connection: Connection) -> pd.DataFrame:
    table = schema.participation.c
    columns = {"id": table.id, "interview_id": table.interview_id, "person_id": table.person_id}
    return _numbers(connection, columns).sort_values("id", ignore_index=True)


def _speakers(connection: Connection) -> pd.DataFrame:
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


def _codings(connection: Connection, codebook: Framework, coder_id: int | None) -> pd.DataFrame:
    """Read the codings; what is small is packed into one number, for each column costs as much again."""
    table = schema.coding.c
    room = 1 << _BITS
    codes = (table.code_id * room + func.coalesce(table.stage_id, 0)) * room + table.revision
    columns = {
        "id": table.id,
        "interview_id": table.transcript_id,
        "start": table.start,
        "end": table.end,
        "packed": codes * 2 + cast(table.unsure, Integer),
    }
    if coder_id is None:
        columns["coder_id"] = table.coder_id
    mine = true() if coder_id is None else table.coder_id == coder_id
    found = dict(zip(columns, map(_parsed, _lists(connection, columns.values(), mine)), strict=True))
    packed = found.pop("packed")
    found["code_id"] = packed >> (2 * _BITS + 1)
    found["stage_id"] = (packed >> (_BITS + 1)) & _LOW
    found["revision"] = (packed >> 1) & _LOW
    found.setdefault("coder_id", np.full(len(packed), coder_id or 0))
    frame = pd.DataFrame({**found, "unsure": (packed & 1) == 1})
    known = np.isin(found["code_id"], [code.id for code in codebook.codes])
    return frame if known.all() else frame[known].reset_index(drop=True)


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


def _asked(connection: Connection) -> pd.DataFrame:
    """Return the turns that ask a question of a round's list."""
    table = schema.turn.c
    columns = {"interview_id": table.transcript_id, "start": table.start, "question_id": table.question_id}
    return _numbers(connection, columns, table.question_id.is_not(None))


def _answers(connection: Connection, interview_ids: Ints) -> pd.DataFrame:
    """Return where answers begin in these interviews by who speaks, each with the question before it."""
    begins: list[tuple[int, int]] = []
    for interview_id in interview_ids.tolist():
        held = transcript(connection, interview_id)
        if held is not None:
            begins += [(interview_id, start) for start in exchanges(held)]
    return pd.DataFrame(begins, columns=["interview_id", "start"], dtype=np.int64)


def _words(connection: Connection, codings: pd.DataFrame) -> Ints:
    """Count the words of passages (interview_id, start, end), marks left out."""
    places = list(zip(*(codings[name].tolist() for name in ("interview_id", "start", "end")), strict=True))
    counted: dict[tuple[int, int, int], int] = {}
    held: Transcript | None = None
    for place in sorted(set(places)):
        interview_id, start, end = place
        if held is None or held.id != interview_id:
            held = transcript(connection, interview_id)
        if held is not None:
            counted[place] = words(held.text, start, end, held.marks)
    return np.array([counted.get(place, 0) for place in places], dtype=np.int64)


def _numbers(
    connection: Connection,
    columns: Mapping[str, ColumnElement[int]],
    condition: ColumnElement[bool] | None = None,
) -> pd.DataFrame:
    """Read whole numbers, none of them NULL, column by column."""
    lists = _lists(connection, columns.values(), condition)
    return pd.DataFrame(dict(zip(columns, map(_parsed, lists), strict=True)))


def _lists(
    connection: Connection,
    columns: Iterable[ColumnElement[Any]],
    condition: ColumnElement[bool] | None = None,
) -> Sequence[str]:
    """Return each column as a JSON list; all are in the same order, whatever it is."""
    query = select(*map(_Listed, columns)).where(true() if condition is None else condition)
    return [values or "[]" for values in connection.execute(query).one()]


def _parsed(numbers: str) -> Ints:
    """Return a JSON list of whole numbers as an array."""
    return np.fromstring(numbers[1:-1], dtype=np.int64, sep=",")
