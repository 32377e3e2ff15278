"""Answers to open questions of a survey: a text a question and round, a turn a respondent."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select, update

from coding.language import _
from coding.model.study import InterviewKind, Span, SpeakerKind
from coding.model.survey import Bank, SurveyItem
from coding.privacy.withdrawal import without_turns
from coding.text.names import shortened
from storage.operations.removing import remove
from storage.operations.rewriting import count_words, rewrite, stored_text
from storage.study import schema
from storage.study.operation import WriteContext


class OpenAnswer(NamedTuple):
    """What a respondent wrote; ``number`` is what the respondent is called by."""

    respondent_id: int
    number: int
    text: str


def write_open_answers(
    w: WriteContext, bank: Bank, item: SurveyItem, round_id: int, answers: Sequence[OpenAnswer]
) -> int:
    """Write answers to an open question of a round below those that are there; return the text's id.

    Raises no UserError.
    """
    transcript_id = _text_of(w, bank, item, round_id)
    text = stored_text(w, transcript_id)
    turns: list[dict[str, object]] = []
    for answer in answers:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{answer.text}" if text else answer.text
        speaker_id = w.add(
            schema.speaker,
            transcript_id=transcript_id,
            label=_("No. {number}").format(number=answer.number),
            kind=SpeakerKind.PARTICIPANT.value,
            respondent_id=answer.respondent_id,
        )
        turns.append(
            {"transcript_id": transcript_id, "start": start, "end": len(text), "speaker_id": speaker_id}
        )
    transcript = schema.transcript
    w.connection.execute(update(transcript).where(transcript.c.id == transcript_id).values(text=text))
    w.add_many(schema.turn, turns)
    count_words(w, transcript_id)
    return transcript_id


def _text_of(w: WriteContext, bank: Bank, item: SurveyItem, round_id: int) -> int:
    interview = schema.interview.c
    here = (interview.item_id == item.id) & (interview.round_id == round_id)
    there = w.connection.scalar(select(interview.id).where(here))
    if there is not None:
        return there
    title = f"{bank.name_of(item)} · {shortened(item.text)}"
    interview_id = w.add(
        schema.interview,
        title=title,
        round_id=round_id,
        item_id=item.id,
        kind=InterviewKind.ANSWERS.value,
        words=0,
        participant_words=0,
    )
    w.add(schema.transcript, id=interview_id, text="")
    return interview_id


def remove_open_answers(w: WriteContext, respondent_ids: Collection[int]) -> None:
    """Cut what respondents wrote out of the texts, with the codings on it.

    Raises no UserError.
    """
    turn, speaker = schema.turn.c, schema.speaker.c
    rows = w.connection.execute(
        select(turn.id, turn.transcript_id, turn.start, turn.end)
        .select_from(schema.turn.join(schema.speaker))
        .where(speaker.respondent_id.in_(respondent_ids))
    ).all()
    for transcript_id in {row.transcript_id for row in rows}:
        here = [row for row in rows if row.transcript_id == transcript_id]
        text = stored_text(w, transcript_id)
        rewrite(w, transcript_id, without_turns(text, [Span(row.start, row.end) for row in here]))
        remove(w, schema.turn, [row.id for row in here])


def remove_open_texts(w: WriteContext, item_ids: Collection[int], round_id: int) -> None:
    """Remove the texts of a round's answers to these questions.

    Raises no UserError.
    """
    interview = schema.interview.c
    here = interview.item_id.in_(item_ids) & (interview.round_id == round_id)
    remove(w, schema.interview, w.connection.scalars(select(interview.id).where(here)).all())
