"""Correcting a transcript turn by turn: what was said, and who said it. Codings move with their words.

``who`` speaks is, everywhere, the id of a speaker of the transcript, a label (a new speaker, unless
one has it), or None where nobody knows.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Span
from coding.text.names import clean_name, clean_text
from coding.text.stamps import MarkKind, marked_stretches
from coding.text.text_change import Replacement, TextChange
from storage.operations.removing import remove
from storage.operations.rewriting import count_words, rewrite
from storage.queries.tree import interview_row
from storage.study import schema
from storage.study.operation import WriteContext, operation

Who = int | str | None

_turn = schema.turn.c


class _Turn(NamedTuple):
    id: int
    transcript_id: int
    start: int
    end: int
    speaker_id: int | None
    time: int | None
    question_id: int | None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def as_said(text: str) -> str:
    r"""Return typed words as a turn holds them: clean, "\n" between its paragraphs, none of them blank."""
    lines = (line.strip() for line in clean_text(text).replace("\t", " ").split("\n"))
    return "\n".join(line for line in lines if line)


@operation(N_("Correct a turn of “{interview}”"), leave_out=("text",))
def correct_turn(w: WriteContext, turn_id: int, text: str, who: Who) -> int:
    """Let a turn read as typed and be this speaker's; without any words it goes. Return its id.

    What is typed at the edges of a turn belongs to the passages that reach them. A coding of which
    nothing is left goes; ``[unintelligible]`` and the like become marks.

    Raises UserError: the turn or the speaker is no longer there, or a new speaker has no label.
    """
    turn = _known(w, turn_id)
    _set_speaker(w, turn, who)
    _rewrite_turn(w, turn, as_said(text))
    _note(w, turn)
    return turn_id


@operation(N_("Split a turn of “{interview}”"), leave_out=("first", "second"))
def split_turn(w: WriteContext, turn_id: int, first: str, second: str, who: Who) -> int:
    """Make two turns of one, which read like this; the second is this speaker's. Return its id.

    Raises UserError: the turn or the speaker is no longer there, one part has no words, or a new speaker has
    no label.
    """
    turn = _known(w, turn_id)
    first, second = as_said(first), as_said(second)
    if not first or not second:
        raise UserError(
            _("A turn is split between two of its words."),
            _("Nothing was changed."),
            _("Put the cursor where the second turn begins."),
        )
    _rewrite_turn(w, turn, f"{first}\n{second}")
    middle = turn.start + len(first)
    _change_turn(w, turn.id, end=middle)
    added = w.add(
        schema.turn,
        transcript_id=turn.transcript_id,
        start=middle + 1,
        end=middle + 1 + len(second),
        speaker_id=_speaker(w, turn.transcript_id, who),
    )
    count_words(w, turn.transcript_id)
    _note(w, _known(w, added))
    return added


@operation(N_("Join two turns of “{interview}”"))
def join_turns(w: WriteContext, turn_id: int) -> int:
    """Let a turn go on from the one before, whose speaker says it all; return that one's id.

    The two go on with a blank between them, as one sentence may.

    Raises UserError: the turn is no longer there, or none stands before it.
    """
    turn = _known(w, turn_id)
    earlier = (_turn.transcript_id == turn.transcript_id) & (_turn.start < turn.start)
    found = w.connection.scalar(select(_turn.id).where(earlier).order_by(_turn.start.desc(), _turn.id.desc()))
    if found is None:
        raise UserError(_("There is no turn before this one."), _("Nothing was changed."))
    before = _known(w, found)
    remove(w, schema.turn, [turn.id])
    _change_turn(w, before.id, end=turn.end, question_id=before.question_id or turn.question_id)
    rewrite(w, turn.transcript_id, TextChange.of([Replacement(before.end, turn.start, " ")]))
    _note(w, before)
    return before.id


# --- how it is written ------------------------------------------------------------------------


def _known(w: WriteContext, turn_id: int) -> _Turn:
    columns = [schema.turn.c[name] for name in _Turn._fields]
    row = w.connection.execute(select(*columns).where(_turn.id == turn_id)).first()
    if row is None:
        raise UserError(_("That turn is no longer there."), _("Nothing was changed."))
    return _Turn._make(row)


def _change_turn(w: WriteContext, turn_id: int, **values: object) -> None:
    w.connection.execute(update(schema.turn).where(_turn.id == turn_id).values(**values))


def _note(w: WriteContext, turn: _Turn) -> None:
    """Keep for the history what the interview is called, and where in it something was changed."""
    row = interview_row(w.connection, turn.transcript_id, ())
    w.note(interview=row.heading if row else "", place=[turn.transcript_id, turn.start, turn.end])


def _set_speaker(w: WriteContext, turn: _Turn, who: Who) -> None:
    speaker_id = _speaker(w, turn.transcript_id, who)
    if speaker_id != turn.speaker_id:
        _change_turn(w, turn.id, speaker_id=speaker_id)
        count_words(w, turn.transcript_id)


def _speaker(w: WriteContext, transcript_id: int, who: Who) -> int | None:
    """Return the id of who speaks; a label that no speaker of the transcript has is a new one's."""
    from coding.text.label_spelling import label_key

    if who is None:
        return None
    speaker = schema.speaker.c
    rows = w.connection.execute(
        select(speaker.id, speaker.label).where(speaker.transcript_id == transcript_id)
    )
    known = {row.id: label_key(row.label) for row in rows}
    if isinstance(who, str):
        label = clean_name(who)
        found = next((id_ for id_, key in known.items() if key == label_key(label)), None)
        return _add_speaker(w, transcript_id, label) if found is None else found
    if who not in known:
        raise UserError(_("That speaker is no longer there."), _("Nothing was changed."))
    return who


def _add_speaker(w: WriteContext, transcript_id: int, label: str) -> int:
    if not label:
        raise UserError(_("A speaker needs a label."), _("Nothing was changed."))
    from coding.text.revised_transcript import kind_by_label

    kind = kind_by_label(label).value
    return w.add(schema.speaker, transcript_id=transcript_id, label=label, kind=kind)


def _rewrite_turn(w: WriteContext, turn: _Turn, new: str) -> None:
    """Let a turn read otherwise; one without words goes."""
    from coding.text.text_diff import correction

    transcript = schema.transcript.c
    text = w.connection.scalar(select(transcript.text).where(transcript.id == turn.transcript_id)) or ""
    change = correction(text, turn.span, new)
    if not new:
        _remove_stamps(w, turn)
    if change:
        covered = {row.id: text[row.start : row.end] for row in _stretches(w, turn.transcript_id, turn.span)}
        rewrite(w, turn.transcript_id, change)
        after = Span(turn.start, turn.start + len(new))
        _mark_anew(w, turn.transcript_id, after, new, covered)
    if not new:
        remove(w, schema.turn, [turn.id])


def _remove_stamps(w: WriteContext, turn: _Turn) -> None:
    """Remove the time and the number that stand beside a turn that goes; headings stay."""
    mark = schema.mark.c
    beside = (
        (mark.transcript_id == turn.transcript_id) & (mark.start == turn.start) & (mark.end == turn.start)
    )
    its_own = beside & mark.kind.in_([MarkKind.TIME, MarkKind.NUMBER])
    remove(w, schema.mark, w.connection.scalars(select(mark.id).where(its_own)))


def _stretches(w: WriteContext, transcript_id: int, span: Span) -> Iterable[Any]:
    """Return the marks inside a turn: those that are stretches of its text."""
    mark = schema.mark.c
    inside = (mark.transcript_id == transcript_id) & (mark.start >= span.start) & (mark.end <= span.end)
    return w.connection.execute(
        select(mark.id, mark.start, mark.end).where(inside, mark.start < mark.end)
    ).all()


def _mark_anew(
    w: WriteContext, transcript_id: int, turn: Span, said: str, covered: Mapping[int, str]
) -> None:
    """Find the marks in a turn that reads otherwise: those that were changed go, new ones come.

    ``covered`` is what each mark stood on before.
    """
    kept: list[Span] = []
    gone: list[int] = []
    for row in _stretches(w, transcript_id, turn):
        unchanged = covered.get(row.id) == said[row.start - turn.start : row.end - turn.start]
        if unchanged:
            kept.append(Span(row.start, row.end))
        else:
            gone.append(row.id)
    remove(w, schema.mark, gone)
    come = [
        (Span(turn.start + found.start, turn.start + found.end), found) for found in marked_stretches(said)
    ]
    new = [(span, found) for span, found in come if not any(span.overlaps(other) for other in kept)]
    for (start, end), found in new:
        text = said[found.start : found.end]
        values = {"start": start, "end": end, "kind": found.kind.value, "text": text, "ms": found.ms}
        w.add(schema.mark, transcript_id=transcript_id, **values)
    if gone or new:
        count_words(w, transcript_id)
