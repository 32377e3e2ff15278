"""Codings that begin or end with a blank or a line break: no damage, but not what anybody meant."""

from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from coding.language import plural
from coding.model.study import Span
from coding.text.spans import letters_of
from storage.study import schema
from storage.study.connection import connect, fetched
from storage.study.keys import unlocked


@dataclass(frozen=True, slots=True)
class BlankEdges:
    """A coding (its id) and its letters in code points; None where it stands on blanks alone."""

    coding_id: int
    letters: Span | None


def blank_edges(connection: Connection) -> list[BlankEdges]:
    """Return the codings that begin or end with a blank; a transcript is read at a time."""
    coding, transcript = schema.coding.c, schema.transcript.c
    spans: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    rows = select(coding.id, coding.transcript_id, coding.start, coding.end).order_by(coding.id)
    for id_, transcript_id, start, end in fetched(connection.execute(rows)):
        spans[transcript_id].append((id_, Span(start, end)))
    found: list[BlankEdges] = []
    for transcript_id, codings in spans.items():
        text = connection.scalar(select(transcript.text).where(transcript.id == transcript_id)) or ""
        for id_, span in codings:
            letters = letters_of(text, span)
            if letters != span:
                found.append(BlankEdges(id_, letters))
    return found


def blank_edges_in(study: Path, password: str | None = None) -> str:
    """Return how many such codings a study has, as a sentence; nothing for none. Reads it by itself.

    Without a password it is one that has none, or is open.
    """
    _key = unlocked(study, password) if password is not None else None  # held as long as it is read
    with closing(connect(study, read_only=True)) as connection:
        n = len(blank_edges(connection))
    return _in_words(n) if n else ""


def _in_words(n: int) -> str:
    return plural(
        "{n} coding begins or ends with a blank or a line break.",
        "{n} codings begin or end with a blank or a line break.",
        n,
    )
