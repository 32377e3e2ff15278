"""Changing the text of a transcript, for the operations that do: everything on it moves along.

Masking a name, correcting a typo, taking in a corrected file and taking somebody out all come here;
where things go is said by coding/text/text_change.py.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import Table, select, update

from coding.model.study import Span, SpeakerKind, Transcript
from coding.text.text_change import TextChange
from coding.text.words import words_by_speaker
from storage.operations.removing import remove
from storage.queries import texts
from storage.study import schema
from storage.study.connection import raw
from storage.study.operation import WriteContext

if TYPE_CHECKING:
    from coding.model.settling import RuledOn


def rewrite(
    w: WriteContext, transcript_id: int, change: TextChange, placed: Mapping[int, Span | None] | None = None
) -> None:
    """Change a transcript's text; all that stands on it moves along: turns, marks, codings, remarks, rulings.

    A coding or a mark of which nothing is left is removed; an emptied turn stays for the caller to
    deal with. ``placed`` says of codings where they go, or None for nowhere, in place of what the change
    says. The words of everybody are counted anew.

    Raises no UserError.
    """
    transcript = schema.transcript
    this = transcript.c.id == transcript_id
    text = change.applied(stored_text(w, transcript_id))
    w.connection.execute(update(transcript).where(this).values(text=text))
    _move_turns(w, transcript_id, change, text)
    _move_marks(w, transcript_id, change)
    _move_codings(w, transcript_id, change, text, placed or {})
    for table in BESIDE:
        _move_beside(w, table, transcript_id, change, text)
    count_words(w, transcript_id)


def stored_text(w: WriteContext, transcript_id: int) -> str:
    """Return the text of a transcript as it stands; empty where there is none."""
    transcript = schema.transcript.c
    return w.connection.scalar(select(transcript.text).where(transcript.id == transcript_id)) or ""


def _places(w: WriteContext, table: Table, transcript_id: int) -> list[tuple[int, Span]]:
    query = select(table.c.id, table.c.start, table.c.end).where(table.c.transcript_id == transcript_id)
    return [(id_, Span(start, end)) for id_, start, end in w.connection.execute(query).all()]


def _put(
    w: WriteContext, table: Table, before: Iterable[tuple[int, Span]], after: Mapping[int, Span]
) -> None:
    """Write the places that are others now."""
    moved = [(*after[id_], id_) for id_, span in before if id_ in after and after[id_] != span]
    # Straight to the driver: thousands of rows move, and the journal's triggers see them all the same.
    raw(w.connection).executemany(f'UPDATE "{table.name}" SET start = ?, "end" = ? WHERE id = ?', moved)  # noqa: S608


def _move_turns(w: WriteContext, transcript_id: int, change: TextChange, text: str) -> None:
    before = sorted(_places(w, schema.turn, transcript_id), key=lambda place: (place[1], place[0]))
    after = change.turns((span for _id, span in before), text)
    _put(w, schema.turn, before, {id_: span for (id_, _span), span in zip(before, after, strict=True)})


def _move_marks(w: WriteContext, transcript_id: int, change: TextChange) -> None:
    """Move marks; one beside the text stays beside it, a stretch of which nothing is left goes."""
    before = _places(w, schema.mark, transcript_id)
    after = {id_: mark_moved(span, change) for id_, span in before}
    _put(w, schema.mark, before, {id_: span for id_, span in after.items() if span is not None})
    gone = [id_ for id_, span in after.items() if span is None]
    remove(w, schema.mark, gone)


def mark_moved(span: Span, change: TextChange) -> Span | None:
    """Return where a mark goes; None where nothing of its stretch is left."""
    if span.length:
        return change.moved(span)
    return Span(change.place(span.start), change.place(span.start))


def _move_codings(
    w: WriteContext, transcript_id: int, change: TextChange, text: str, placed: Mapping[int, Span | None]
) -> None:
    before = _places(w, schema.coding, transcript_id)
    after = {id_: placed[id_] if id_ in placed else change.passage(span, text) for id_, span in before}
    _put(w, schema.coding, before, {id_: span for id_, span in after.items() if span is not None})
    _move_bases(w, transcript_id, dict(before), after)
    remove(w, schema.coding, [id_ for id_, span in after.items() if span is None])


def _move_bases(
    w: WriteContext, transcript_id: int, before: Mapping[int, Span], after: Mapping[int, Span | None]
) -> None:
    """Let rulings stand where the codings they were made on stood as they were: these only moved."""
    from coding.model.settling import Basis  # of no use at start-up

    ruling = schema.ruling
    here = select(ruling.c.id, ruling.c.basis).where(ruling.c.interview_id == transcript_id)
    for row in w.connection.execute(here).all():
        basis = Basis.from_json(row.basis)
        ruled_on = tuple(_moved(each, before, after) for each in basis.ruled_on)
        if ruled_on != basis.ruled_on:
            moved = Basis(ruled_on, basis.agreed).to_json()
            w.connection.execute(update(ruling).where(ruling.c.id == row.id).values(basis=moved))


def _moved(each: "RuledOn", before: Mapping[int, Span], after: Mapping[int, Span | None]) -> "RuledOn":
    span = after.get(each.id)
    if span is None or before[each.id] != Span(each.start, each.end):
        return each
    return each._replace(start=span.start, end=span.end)


# What stands on a passage beside its codings; whose words are gone stays in its place: somebody wrote it.
BESIDE: Final = (schema.memo, schema.ruling, schema.link, schema.clearance)


def _move_beside(w: WriteContext, table: Table, transcript_id: int, change: TextChange, text: str) -> None:
    query = select(table.c.id, table.c.start, table.c.end).where(
        table.c.interview_id == transcript_id, table.c.start.is_not(None)
    )
    before = [(row.id, Span(row.start, row.end)) for row in w.connection.execute(query)]
    after = {id_: change.passage(span, text) or change.grown(span) for id_, span in before}
    _put(w, table, before, after)


def count_words(w: WriteContext, transcript_id: int) -> None:
    """Count the words of every speaker, of participants and of the interview anew.

    Raises no UserError.
    """
    stored = texts.transcript(w.connection, transcript_id) or Transcript(transcript_id, "", (), (), ())
    said = words_by_speaker(stored)
    speaker, interview = schema.speaker, schema.interview
    rows = w.connection.execute(
        select(speaker.c.id, speaker.c.kind, speaker.c.words).where(speaker.c.transcript_id == transcript_id)
    ).all()
    for row in rows:
        if said.get(row.id, 0) != row.words:
            w.connection.execute(
                update(speaker).where(speaker.c.id == row.id).values(words=said.get(row.id, 0))
            )
    theirs = sum(said.get(row.id, 0) for row in rows if row.kind == SpeakerKind.PARTICIPANT)
    w.connection.execute(
        update(interview)
        .where(interview.c.id == transcript_id)
        .values(words=sum(said.values()), participant_words=theirs)
    )
