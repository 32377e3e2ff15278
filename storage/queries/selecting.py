"""Asking a study: what a query needs beside the material that is counted from."""

from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.coding_fields import Noted
from coding.analysis.known_names import KnownNames
from coding.analysis.selection import Asked
from storage.queries.frames import texts
from storage.queries.people import people
from storage.study import schema


def asked_of(connection: Connection, analysis_data: AnalysisData) -> Asked:
    """Return what queries are asked of; texts, memos and dates are read when a query needs them."""

    @cache
    def read_noted() -> pd.DataFrame:
        return noted(connection)

    return Asked(
        analysis_data,
        KnownNames(analysis_data, people(connection)),
        lambda ids: texts(connection, ids),
        Noted(read_noted),
    )


def noted(connection: Connection) -> pd.DataFrame:
    """Return id, created, origin and the coder's own memo of every coding, by id."""
    coding, memo = schema.coding, schema.memo
    mine = (memo.c.coding_id == coding.c.id) & (memo.c.coder_id == coding.c.coder_id)
    query = (
        select(coding.c.id, coding.c.created, coding.c.origin, memo.c.text)
        .select_from(coding.outerjoin(memo, mine))
        .order_by(coding.c.id)
    )
    rows: Any = connection.execute(query).all()
    frame = pd.DataFrame([tuple(row) for row in rows], columns=["id", "created", "origin", "memo"])
    return frame.fillna({"memo": ""}).drop_duplicates("id").astype({"id": "int64"})
