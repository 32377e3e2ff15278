"""Who may be quoted, and which passages were shown to whoever says them."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import update

from coding.errors import UserError
from coding.language import N_, N_plural, _
from coding.model.quoting import Clearance
from coding.model.study import Clearing, Quoting, TranscriptSpan
from coding.text.times import is_day
from storage.operations.removing import remove
from storage.operations.standing import refuse_beyond_text, value_of
from storage.queries.quoting import clearances
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("{person}: {how}"))
def set_quoting(w: WriteContext, person_id: int, quoting: Quoting) -> None:
    """Say whether a person may be quoted.

    Raises UserError: the person is no longer there.
    """
    person = schema.person
    w.note(person=value_of(w, person.c.name, person_id), how=quoting_in_words(quoting))
    w.connection.execute(update(person).where(person.c.id == person_id).values(quoting=quoting.value))


def quoting_in_words(quoting: Quoting) -> str:
    """Return what a person asks for."""
    return {
        Quoting.FREE: _("may be quoted"),
        Quoting.ASK: _("only after showing"),
        Quoting.NO: _("not to be quoted"),
    }[quoting]


@operation(
    N_plural(
        "{n} passage shown to whoever says it: {how}", "{n} passages shown to those who say them: {how}"
    ),
    leave_out=("places", "note"),
)
def note_shown(
    w: WriteContext, places: Collection[TranscriptSpan], state: Clearing, day: str, note: str = ""
) -> int:
    """Note that passages were shown on a day (ISO 8601), and what came of it; return how many.

    What is noted already of the same words, day and answer gets the new note.

    Raises UserError: the day is none, or a passage is not in its transcript.
    """
    if not is_day(day):
        raise UserError(_("“{day}” is no day.").format(day=day), _("Nothing was noted."))
    refuse_beyond_text(w, places)
    w.note(n=len(places), how=clearing_in_words(state))
    standing = {_key(each): each.id for each in clearances(w.connection)}
    new: list[Mapping[str, object]] = []
    for place in sorted(places):
        known = standing.get((place.transcript_id, place.start, place.end, state, day))
        if known is None:
            new.append(_row(place, state, day, note, w.coder_id))
        else:
            this = schema.clearance.c.id == known
            w.connection.execute(update(schema.clearance).where(this).values(note=note))
    w.add_many(schema.clearance, new)
    return len(places)


def clearing_in_words(state: Clearing) -> str:
    """Return what came of showing a passage."""
    return {
        Clearing.ASKED: _("not answered yet"),
        Clearing.CLEARED: _("cleared"),
        Clearing.REFUSED: _("refused"),
    }[state]


def _key(each: Clearance) -> tuple[int, int, int, Clearing, str]:
    return (each.interview_id, each.start, each.end, each.state, each.day)


def _row(
    place: TranscriptSpan, state: Clearing, day: str, note: str, coder_id: int | None
) -> Mapping[str, object]:
    where = {"interview_id": place.transcript_id, "start": place.start, "end": place.end}
    return where | {"state": state.value, "note": note, "created": day, "coder_id": coder_id}


@operation(
    N_plural(
        "Take back what was noted of showing {n} passage", "Take back what was noted of showing {n} passages"
    ),
    leave_out=("places",),
)
def forget_shown(w: WriteContext, places: Collection[TranscriptSpan]) -> int:
    """Take back whatever was noted on these passages, or on words within them; return on how many it was.

    Raises UserError: nothing was noted on them; what was noted on a longer passage stands there.
    """
    noted: dict[int, list[Clearance]] = {}
    for each in clearances(w.connection):
        noted.setdefault(each.interview_id, []).append(each)
    gone = {place: list(_within(place, noted.get(place.transcript_id, ()))) for place in places}
    ids = {id_ for some in gone.values() for id_ in some}
    if not ids:
        raise UserError(
            _("Nothing was noted of showing these passages."),
            remedy=_("What was noted on a longer passage is taken back there."),
        )
    w.note(n=sum(map(bool, gone.values())))
    remove(w, schema.clearance, sorted(ids))
    return sum(map(bool, gone.values()))


def _within(place: TranscriptSpan, noted: Iterable[Clearance]) -> Iterable[int]:
    return (each.id for each in noted if place.start <= each.start and each.end <= place.end)
