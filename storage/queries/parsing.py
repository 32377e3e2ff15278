"""What can only be told from the texts: where answers begin, and how many words passages have.

A thousand transcripts take a third of a second; ``study_data`` keeps what came of it until a text changes.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from coding.analysis.analysis_data import Ints
from coding.language import _
from coding.model.study import Span, Speaker, SpeakerKind, Transcript, Turn
from coding.progress import Progress, silent
from coding.text.units import exchanges, words
from storage.queries.frames import texts
from storage.queries.texts import marks_in_texts
from storage.study import schema

_AT_A_TIME = 50


def answer_starts(
    connection: Connection, interview_ids: Sequence[int], progress: Progress = silent
) -> dict[int, Ints]:
    """Return where answers begin by who speaks, each with the question before it, by interview.

    ``progress`` is told between transcripts, and may stop it.
    """
    found = dict.fromkeys(interview_ids, np.empty(0, dtype=np.int64))
    for at in range(0, len(interview_ids), _AT_A_TIME):
        progress(at, len(interview_ids), _("Finding where answers begin"))
        some = interview_ids[at : at + _AT_A_TIME]
        for held in _transcripts(connection, some):
            found[held.id] = np.array(exchanges(held), dtype=np.int64)
    return found


def words_of(connection: Connection, places: Mapping[int, Collection[Span]]) -> dict[int, dict[Span, int]]:
    """Return how many words stretches of interviews have, marks left out."""
    ids = list(places)
    found: dict[int, dict[Span, int]] = {}
    for at in range(0, len(ids), _AT_A_TIME):
        some = ids[at : at + _AT_A_TIME]
        marks = marks_in_texts(connection, some)
        for id_, text in texts(connection, some).items():
            found[id_] = {span: words(text, *span, marks.get(id_, ())) for span in places[id_]}
    return found


def _transcripts(connection: Connection, interview_ids: Sequence[int]) -> list[Transcript]:
    """Return transcripts as far as it takes to tell who asks and who answers."""
    turn, speaker = schema.turn.c, schema.speaker.c
    turns = _by_interview(
        connection.execute(
            select(turn.transcript_id, turn.id, turn.start, turn.end, turn.speaker_id, turn.time)
            .where(turn.transcript_id.in_(interview_ids))
            .order_by(turn.transcript_id, turn.start, turn.id)
        )
    )
    asking = _by_interview(
        connection.execute(
            select(speaker.transcript_id, speaker.id, speaker.label)
            .where(speaker.transcript_id.in_(interview_ids), speaker.kind == SpeakerKind.INTERVIEWER)
            .order_by(speaker.transcript_id)
        )
    )
    marks = marks_in_texts(connection, interview_ids)
    return [
        Transcript(
            id_,
            text,
            tuple(map(Turn._make, turns.get(id_, ()))),
            tuple(Speaker(s, label, SpeakerKind.INTERVIEWER, None) for s, label in asking.get(id_, ())),
            tuple(marks.get(id_, ())),
        )
        for id_, text in texts(connection, interview_ids).items()
    ]


def _by_interview(result: Any) -> dict[int, list[tuple[Any, ...]]]:
    """Fetch rows that begin with an interview's id, in the order of it, straight from the driver."""
    rows = groupby(result.cursor.fetchall(), key=itemgetter(0))
    return {id_: [row[1:] for row in its] for id_, its in rows}
