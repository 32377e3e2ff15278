"""Which passages hold the words looked for: their own text is read, nothing else."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from coding.analysis.analysis_data import Bools
from coding.analysis.passages import Places
from coding.language import _
from coding.progress import Progress, silent
from coding.text.finding import standing_in
from storage.queries.frames import texts
from storage.study.connection import Connection, connect

_AT_A_TIME = 200  # interviews


def mentioning(connection: Connection, places: Places, words: str, progress: Progress = silent) -> Bools:
    """Tell the places, interview by interview, in which the words stand, whatever their case and accents.

    ``progress`` is told between transcripts, and may stop it.
    """
    found = np.zeros(len(places.start), dtype=np.bool_)
    starts = np.flatnonzero(np.diff(places.interview_id, prepend=-1)).tolist()
    bounds = [*starts[::_AT_A_TIME], len(found)]
    for first, last in pairwise(bounds):
        progress(first, len(found), _("Looking for “{words}”").format(words=words))
        said = _said(connection, Places(*(column[first:last] for column in places)))
        found[[first + hit for hit in standing_in(said, words)]] = True
    return found


def _said(connection: Connection, places: Places) -> list[str]:
    """Return the words of places."""
    held = texts(connection, np.unique(places.interview_id).tolist())
    columns = (column.tolist() for column in places)
    return [held.get(interview_id, "")[start:end] for interview_id, start, end in zip(*columns, strict=True)]


def mentioning_on_thread(path: Path, places: Places, words: str, progress: Progress) -> Bools:
    """Do so on a connection of its own."""
    connection = connect(path, read_only=True)
    try:
        return mentioning(connection, places, words, progress)
    finally:
        connection.close()
