"""Asking a study: what a query needs beside the material that is counted from."""

from collections.abc import Iterator
from functools import cache

import pandas as pd
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.coding_fields import Noted
from coding.analysis.known_names import KnownNames
from coding.analysis.selection import Asked
from coding.model.study import Person
from storage.queries.frames import noted, texts
from storage.queries.people import people


def asked_of(connection: Connection, analysis_data: AnalysisData) -> Asked:
    """Return what queries are asked of; people, texts, memos and dates are read when a query needs them."""

    @cache
    def read_noted() -> pd.DataFrame:
        return noted(connection)

    return Asked(
        analysis_data,
        KnownNames(analysis_data, _people(connection)),
        lambda ids: texts(connection, ids),
        Noted(read_noted),
    )


def _people(connection: Connection) -> Iterator[Person]:
    yield from people(connection)
