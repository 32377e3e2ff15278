"""Finding the passages asked for: at once in ordinary studies, on a thread in very large ones."""

from dataclasses import dataclass, replace
from pathlib import Path

from coding.analysis.answers import find_answers
from coding.analysis.passages import Filter, Passages, find_passages
from coding.language import _
from coding.progress import Progress, silent
from storage.queries.frames import analysis_data, texts
from storage.study.connection import Connection, connect

_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class PassageRequest:
    """What is looked for: ``words`` in the passages, or none; ``answers`` are wanted whole, coded or not."""

    framework_id: int
    coder_id: int | None
    wanted: Filter
    words: str = ""
    answers: bool = False


def look_up(connection: Connection, question: PassageRequest, progress: Progress = silent) -> Passages:
    """Return the passages; ``progress`` is told between transcripts, and may stop it."""
    held = analysis_data(connection, question.framework_id, question.coder_id)
    if question.answers and question.wanted.question_id:
        wanted = replace(question.wanted, question_id=None, prompted=None)
        found = find_answers(held, question.wanted.question_id).where(wanted)
    else:
        found = find_passages(held).where(question.wanted)
    return _mentioning(connection, found, question.words, progress) if question.words else found


def _mentioning(connection: Connection, found: Passages, words: str, progress: Progress) -> Passages:
    ids = sorted(set(found.interview_ids.tolist()))
    held: dict[int, str] = {}
    for at in range(0, len(ids), _AT_A_TIME):
        progress(at, len(ids), _("Looking for “{words}”").format(words=words))
        held.update(texts(connection, ids[at : at + _AT_A_TIME]))
    return found.mentioning(words, held)


def look_up_on_thread(path: Path, question: PassageRequest, progress: Progress) -> Passages:
    """Return the passages, read on a connection of its own; who speaks in them is found out too."""
    connection = connect(path, read_only=True)
    try:
        found = look_up(connection, question, progress)
        found.find_speakers()
        return found
    finally:
        connection.close()
