"""Taking a person out of the study at their wish, so that nothing of theirs is left in the file.

StudyFile.perform_irreversibly performs it: it cannot be undone, and neither can what was done before.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ScalarSelect, Table, func, select, update

from coding.errors import UserError
from coding.language import N_, _, plural
from coding.model.study import Span, SpeakerKind
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.privacy.withdrawal import Quotations, without_turns
from coding.text.names import clean_name
from coding.text.stamps import MarkKind
from coding.text.text_change import TextChange
from storage.operations.masking import mask_texts
from storage.operations.masking_views import forget_made
from storage.operations.open_answers import remove_open_answers
from storage.operations.removing import remove
from storage.operations.rewriting import rewrite, stored_text
from storage.operations.standing import refuse_gone
from storage.queries.named_texts import texts_of_study
from storage.queries.survey_forms import words_of_respondent
from storage.queries.withdrawing import interviews_with, is_sole, turns_of
from storage.study import schema, survey_schema
from storage.study.column_kinds import Holds, holds
from storage.study.operation import WriteContext, operation, to_json, words_in

# A name of few letters is one that other words could hold.
_SHORT: Final = 5


@operation(N_("Withdraw a participant: {what}"), leave_out=("person_id", "also_called", "stand_in"))
def withdraw_person(
    w: WriteContext, person_id: int, also_called: Sequence[str] = (), stand_in: str = ""
) -> None:
    """Remove a person: interviews of theirs alone, their turns in others, posts, attributes, history.

    ``also_called`` are other names of theirs; with a ``stand_in`` all names that are left are masked by
    it. What they said and others quote (six words or more) is cut out of memos and codebook.

    Raises UserError: the person is no longer there, or the stand-in cannot mask their names.
    """
    person = schema.person.c
    name = w.connection.scalar(select(person.name).where(person.id == person_id))
    if name is None:
        raise UserError(_("That person is no longer in the study."), _("Nothing was changed."))
    interview_ids = interviews_with(w.connection, person_id)
    passages = _count_passages(w)
    said = Quotations(tuple(text for id_ in interview_ids for text in _take_out(w, id_, person_id)))
    gone = passages - _count_passages(w)
    links = update(schema.link).where(schema.link.c.person_id == person_id)
    w.connection.execute(links.values(gone="withdrawn"))
    remove(w, schema.person, [person_id])
    _cut_quotations(w, said)
    forget_made(w)
    names = tuple({each: None for each in (name, *map(clean_name, also_called)) if each})
    if stand_in := clean_name(stand_in):
        _mask(w, names, stand_in)
    _forget_in_history(w, names, said)
    _note_withdrawn(w)
    interviews = plural("{n} interview", "{n} interviews", len(interview_ids))
    w.note(what=", ".join((interviews, plural("{n} passage", "{n} passages", gone))))


@operation(N_("Withdraw a respondent of the survey"), leave_out=("respondent_id",))
def withdraw_respondent(w: WriteContext, respondent_id: int) -> None:
    """Remove a respondent: answers, a second entry, words written at open questions, the history of them.

    What they wrote and others quote (six words or more) is cut out of memos and codebook.

    Raises UserError: the respondent is no longer there.
    """
    refuse_gone(w, survey_schema.respondent, respondent_id)
    said = Quotations(tuple(words_of_respondent(w.connection, respondent_id)))
    remove_open_answers(w, [respondent_id])
    remove(w, survey_schema.respondent, [respondent_id])
    _cut_quotations(w, said)
    forget_made(w)
    _forget_in_history(w, (), said)
    _note_withdrawn(w)


def _count_passages(w: WriteContext) -> int:
    coding = schema.coding.c
    passages = select(coding.transcript_id, coding.start, coding.end, coding.coder_id).distinct().subquery()
    return w.connection.scalar(select(func.count()).select_from(passages)) or 0


# --- interviews -------------------------------------------------------------------------------


def _take_out(w: WriteContext, interview_id: int, person_id: int) -> list[str]:
    """Take a person out of an interview; return what they said."""
    text = stored_text(w, interview_id)
    if is_sole(w.connection, interview_id, person_id):
        said = [text[start:end] for start, end in _answers(w, interview_id)]
        remove(w, schema.interview, [interview_id])
        return said
    turns = turns_of(w.connection, interview_id, person_id)
    _cut_turns(w, interview_id, text, turns)
    speaker, part = schema.speaker, schema.participation
    theirs = (speaker.c.transcript_id == interview_id) & (speaker.c.person_id == person_id)
    remove(w, speaker, w.connection.scalars(select(speaker.c.id).where(theirs)))
    taking_part = (part.c.interview_id == interview_id) & (part.c.person_id == person_id)
    remove(w, part, w.connection.scalars(select(part.c.id).where(taking_part)))
    return [text[start:end] for _id, (start, end) in turns]


def _answers(w: WriteContext, interview_id: int) -> list[Span]:
    """Return the turns of an interview that no interviewer speaks."""
    turn, speaker = schema.turn.c, schema.speaker.c
    rows = w.connection.execute(
        select(turn.start, turn.end)
        .select_from(schema.turn.outerjoin(schema.speaker))
        .where(
            turn.transcript_id == interview_id, speaker.kind.is_distinct_from(SpeakerKind.INTERVIEWER.value)
        )
    )
    return [Span(row.start, row.end) for row in rows]


def _cut_turns(w: WriteContext, interview_id: int, text: str, turns: Sequence[tuple[int, Span]]) -> None:
    spans = [span for _id, span in turns]
    change = without_turns(text, spans)
    codings = _codings(w, interview_id)
    touched = [id_ for id_, place in codings.items() if any(place.overlaps(span) for span in spans)]
    _remove_beside(w, interview_id, spans)
    _remove_remarks(w, interview_id, change)
    rewrite(w, interview_id, change)
    remove(w, schema.turn, [id_ for id_, _span in turns])
    _tidy(w, interview_id, touched)


def _codings(w: WriteContext, interview_id: int) -> dict[int, Span]:
    coding = schema.coding.c
    query = select(coding.id, coding.start, coding.end).where(coding.transcript_id == interview_id)
    return {row.id: Span(row.start, row.end) for row in w.connection.execute(query)}


def _remove_beside(w: WriteContext, interview_id: int, turns: Sequence[Span]) -> None:
    """Remove the times and numbers that stand beside these turns."""
    mark = schema.mark.c
    of_turns = mark.kind.in_((MarkKind.TIME.value, MarkKind.NUMBER.value))
    rows = w.connection.execute(
        select(mark.id, mark.start).where(mark.transcript_id == interview_id, of_turns)
    )
    gone = [row.id for row in rows if any(turn.start <= row.start < turn.end for turn in turns)]
    remove(w, schema.mark, gone)


def _remove_remarks(w: WriteContext, interview_id: int, change: TextChange) -> None:
    """Remove memos on passages of which nothing is left, and what was noted of showing them."""
    for table in (schema.memo, schema.clearance):
        place = table.c
        here = (place.interview_id == interview_id) & place.start.is_not(None)
        rows = w.connection.execute(select(place.id, place.start, place.end).where(here))
        remove(w, table, [row.id for row in rows if change.moved(Span(row.start, row.end)) is None])


def _tidy(w: WriteContext, interview_id: int, coding_ids: Iterable[int]) -> None:
    """Let shortened codings end with a word, and remove those in which only questions are left."""
    text, answers = stored_text(w, interview_id), _answers(w, interview_id)
    codings, coding = _codings(w, interview_id), schema.coding
    for coding_id in coding_ids:
        span = codings.get(coding_id)
        if span is None:
            continue
        kept = _trimmed(text, span)
        if not any(kept.overlaps(answer) for answer in answers):
            remove(w, schema.coding, [coding_id])
        elif kept != span:
            this = coding.c.id == coding_id
            w.connection.execute(update(coding).where(this).values(start=kept.start, end=kept.end))


def _trimmed(text: str, span: Span) -> Span:
    left = text[span.start : span.end]
    start = span.start + len(left) - len(left.lstrip())
    return Span(start, max(start, span.start + len(left.rstrip())))


# --- all around -------------------------------------------------------------------------------


def _cut_quotations(w: WriteContext, said: Quotations) -> None:
    """Cut what the person said out of memos, codebook and whatever else quotes it."""
    for table, column, id_, text, _is_running in list(texts_of_study(w.connection)):
        cut = said.cut(text)
        if cut != text:
            w.connection.execute(update(table).where(table.c.id == id_).values({column: cut}))


def _mask(w: WriteContext, names: Sequence[str], stand_in: str) -> None:
    interview_ids = list(w.connection.scalars(select(schema.interview.c.id)))
    mask_texts(
        w, interview_ids, Pseudonyms(tuple(Pseudonym(name, stand_in, brackets=True) for name in names))
    )


# --- the history ------------------------------------------------------------------------------


def _forget_in_history(w: WriteContext, names: Sequence[str], said: Quotations) -> None:
    """Take out of all earlier operations what names or quotes the person, and all that is not shown."""
    called = set(_called_in_journal(w))
    secret = {name.casefold() for name in names} | {
        text.casefold() for table, text in called if "guid" in table.c and len(text) > _SHORT
    }
    # A number alone (an age, a year of joining) names nobody, and others have it too.
    exactly = {text for _table, text in called if len(text) > _SHORT or not text.isdecimal()}
    table = schema.operation
    for row in w.connection.execute(select(table.c.id, table.c.kind, table.c.parameters)).all():
        parameters: dict[str, Any] = json.loads(row.parameters or "{}")
        shown = {key: value for key, value in parameters.items() if key in words_in(row.kind)}
        for key, value in shown.items():
            if isinstance(value, str) and (value in exactly or _tells(value, secret, said)):
                shown[key] = "…"
        if shown != parameters:
            kept = to_json(shown)
            w.connection.execute(update(table).where(table.c.id == row.id).values(parameters=kept))


def _note_withdrawn(w: WriteContext) -> None:
    """Keep the GUIDs of what this operation removed: no names, and a copy merged later brings none back."""
    change = schema.change.c
    images = select(change.image).where(change.operation_id == _this_operation(), change.action == "D")
    gone: list[dict[str, Any]] = [json.loads(image) for image in w.connection.scalars(images)]
    rows = [{"guid": image["guid"], "created": w.time} for image in gone if "guid" in image]
    w.add_many(schema.withdrawn, rows)


def _this_operation() -> ScalarSelect[int]:
    return select(func.max(schema.change.c.operation_id)).scalar_subquery()


def _called_in_journal(w: WriteContext) -> Iterable[tuple[Table, str]]:
    """Yield what the rows that this operation removed are called, now and in earlier days.

    What has a GUID is called so itself; else it is a part of something: a label, a title, a value.
    """
    change = schema.change.c
    this = _this_operation()
    for table in schema.JOURNALED:
        if table is survey_schema.respondent:
            continue  # the group that it names is that of many
        names = [column.name for column in table.columns if holds(column) is Holds.NAME]
        of_table = change.table_name == table.name
        removed = select(change.row_id).where(change.operation_id == this, change.action == "D", of_table)
        images = select(change.image).where(of_table, change.row_id.in_(removed), change.image.is_not(None))
        for image in w.connection.scalars(images) if names else ():
            values: dict[str, Any] = json.loads(image or "{}")
            yield from ((table, str(values[name])) for name in names if values.get(name))


def _tells(value: str, secret: Iterable[str], said: Quotations) -> bool:
    small = value.casefold()
    return any(each in small for each in secret) or bool(said.quotations(value))
