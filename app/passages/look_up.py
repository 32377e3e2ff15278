"""Finding the passages asked for: at once in ordinary studies, on a thread in very large ones."""

from dataclasses import dataclass
from pathlib import Path

from coding.analysis.passages import Filter, Passages, find_passages
from coding.language import _
from coding.progress import Progress, silent
from storage.connection import Connection, connect
from storage.queries.frames import material, texts

_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: ``words`` in the passages, or none."""

    framework_id: int
    coder_id: int | None
    wanted: Filter
    words: str = ""


def look_up(connection: Connection, question: Question, progress: Progress = silent) -> Passages:
    """Return the passages; ``progress`` is told between transcripts, and may stop it."""
    found = find_passages(material(connection, question.framework_id, question.coder_id)).where(
        question.wanted
    )
    return _mentioning(connection, found, question.words, progress) if question.words else found


def _mentioning(connection: Connection, found: Passages, words: str, progress: Progress) -> Passages:
    ids = sorted(set(found.interview_ids.tolist()))
    held: dict[int, str] = {}
    for at in range(0, len(ids), _AT_A_TIME):
        progress(at, len(ids), _("Looking for “{words}”").format(words=words))
        held.update(texts(connection, ids[at : at + _AT_A_TIME]))
    return found.mentioning(words, held)


def look_up_on_thread(path: Path, question: Question, progress: Progress) -> Passages:
    """Return the passages, read on a connection of its own; who speaks in them is found out too."""
    connection = connect(path, read_only=True)
    try:
        found = look_up(connection, question, progress)
        found.find_speakers()
        return found
    finally:
        connection.close()
