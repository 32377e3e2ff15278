"""Replacing a transcript by a corrected file: text, turns, speakers, marks; codings go with their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import SpeakerKind
from coding.text.moved_codings import Moved
from coding.text.revised_transcript import Meant, RevisedTranscript, kind_by_label
from storage.operations.memos import append_to_interview_memo
from storage.operations.removing import remove
from storage.operations.rewriting import count_words, rewrite
from storage.queries.codebook import outline_of_code
from storage.queries.tree import interview_row
from storage.study import schema
from storage.study.operation import WriteContext, operation


@dataclass(frozen=True, slots=True)
class CorrectedFile:
    """Where a corrected transcript comes from: the file's name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@operation(N_("Replace “{interview}” by “{file}”"), leave_out=("version", "source", "meant"))
def replace_transcript(
    w: WriteContext, version: RevisedTranscript, source: CorrectedFile, meant: Mapping[str, Meant]
) -> None:
    """Let a transcript read as a corrected file.

    A speaker whose label is in both keeps kind and person; ``meant`` says who the new labels are. The
    codings that cannot be placed go; what they said is written into the interview's memo.

    Raises UserError: the transcript has changed since it was compared with the file.
    """
    interview_id = version.stored.id
    refuse_another_text(w, version)
    _note_unplaced(w, interview_id, version.unplaced, source)
    rewrite(w, interview_id, version.change, {each.coding.id: each.span for each in version.moved})
    write_turns(w, version, speakers_of(w, version, meant))
    _write_marks(w, version)
    _write_facts(w, version, source)
    count_words(w, interview_id)
    row = interview_row(w.connection, interview_id, ())
    first = next(iter(version.change.replacements), None)
    at = first.start if first is not None else 0
    w.note(interview=row.heading if row else "", file=source.name, place=[interview_id, at, at + 1])


def refuse_another_text(w: WriteContext, version: RevisedTranscript) -> None:
    """Raise a UserError where the text is another one than was compared."""
    transcript = schema.transcript.c
    text = w.connection.scalar(select(transcript.text).where(transcript.id == version.stored.id))
    if text != version.stored.text:
        raise UserError(
            _("The transcript has changed since it was compared with the file."),
            _("Nothing was replaced."),
            _("Compare them again."),
        )


def _note_unplaced(
    w: WriteContext, interview_id: int, unplaced: Iterable[Moved], source: CorrectedFile
) -> None:
    """Write what is lost into the interview's memo: codes, their passages, their memos."""
    lines = [_in_words(w, each) for each in unplaced]
    if lines:
        head = _("Codings that could not be placed when the transcript was replaced by “{file}” on {day}:")
        text = "\n".join([head.format(file=source.name, day=w.time[:10]), *lines])
        append_to_interview_memo(w, interview_id, text)


def _in_words(w: WriteContext, lost: Moved) -> str:
    code = outline_of_code(w.connection, lost.coding.code_id).by_id[lost.coding.code_id]
    memos = w.connection.scalars(select(schema.memo.c.text).where(schema.memo.c.coding_id == lost.coding.id))
    parts = [f"{code.short}: “{lost.before}”", *(f"({text})" for text in memos if text)]
    return " ".join(parts)


def speakers_of(
    w: WriteContext, version: RevisedTranscript, meant: Mapping[str, Meant]
) -> dict[int | None, int | None]:
    """Return the ids of the file's speakers by position; new ones are added."""
    found: dict[int | None, int | None] = {None: None}
    for speaker in version.original.transcript.speakers:
        same = version.same_speakers.get(speaker.id)
        who = meant.get(speaker.label, kind_by_label(speaker.label))
        if same is not None:
            found[speaker.id] = same.id
        elif isinstance(who, SpeakerKind):
            values = {"label": speaker.label, "kind": who.value}
            found[speaker.id] = w.add(schema.speaker, transcript_id=version.stored.id, **values)
        else:
            found[speaker.id] = who
    return found


def write_turns(
    w: WriteContext, version: RevisedTranscript, speakers: Mapping[int | None, int | None]
) -> None:
    """Let the turns be the file's; one that was there stays the same turn, with the question it asks."""
    table, kept = schema.turn, set[int]()
    new: list[dict[str, object]] = []
    for turn, stored in zip(version.original.transcript.turns, version.same_turns, strict=True):
        values: dict[str, object] = {
            "start": turn.start,
            "end": turn.end,
            "speaker_id": speakers[turn.speaker_id],
        }
        if stored is None:
            new.append(values | {"transcript_id": version.stored.id, "ms": turn.ms})
        else:
            kept.add(stored.id)
            ms = turn.ms if turn.ms is not None else stored.ms
            w.connection.execute(update(table).where(table.c.id == stored.id).values(**values, ms=ms))
    gone = [turn.id for turn in version.stored.turns if turn.id not in kept]
    remove(w, table, gone)
    if new:
        w.connection.execute(insert(table), new)


def _write_marks(w: WriteContext, version: RevisedTranscript) -> None:
    table = schema.mark
    standing = select(table.c.id).where(table.c.transcript_id == version.stored.id)
    remove(w, table, w.connection.scalars(standing))
    rows = [
        {name: value for name, value in mark._asdict().items() if name != "id"}
        | {"transcript_id": version.stored.id}
        for mark in version.original.transcript.marks
    ]
    if rows:
        w.connection.execute(insert(table), rows)


def _write_facts(w: WriteContext, version: RevisedTranscript, source: CorrectedFile) -> None:
    """Say where the transcript comes from now, and how long the recording is if the file says so."""
    values: dict[str, object] = {"source_name": source.name, "source_sha256": source.sha256}
    if version.original.duration_ms is not None:
        values["duration_ms"] = version.original.duration_ms
    table = schema.interview
    w.connection.execute(update(table).where(table.c.id == version.stored.id).values(**values))
