"""What respondents wrote in answer to open questions, with its place in the texts that are coded."""

from sqlalchemy import Connection, select

from coding.analysis.open_answers import OpenAnswerRow
from coding.model.study import InterviewKind, Span
from coding.model.survey import Instrument
from storage.study import schema, survey_schema

_interview, _turn, _speaker = schema.interview.c, schema.turn.c, schema.speaker.c


def open_answers(connection: Connection, survey: Instrument) -> list[OpenAnswerRow]:
    """Return all answers, question by question, round by round, in the order in which they stand."""
    respondent = survey_schema.respondent
    rows = connection.execute(
        select(
            _speaker.respondent_id,
            respondent.c.number,
            schema.round_.c.name,
            _interview.item_id,
            _interview.id.label("interview_id"),
            _turn.start,
            _turn.end,
            schema.transcript.c.text,
        )
        .select_from(schema.turn)
        .join(schema.speaker, _speaker.id == _turn.speaker_id)
        .join(respondent, respondent.c.id == _speaker.respondent_id)
        .join(schema.transcript, schema.transcript.c.id == _turn.transcript_id)
        .join(schema.interview, _interview.id == _turn.transcript_id)
        .join(schema.round_, schema.round_.c.id == _interview.round_id)
        .where(_interview.kind == InterviewKind.ANSWERS.value)
        .order_by(_interview.id, _turn.start)
    )
    found: list[OpenAnswerRow] = []
    for row in rows:
        place = survey.by_id.get(row.item_id or 0)
        question = "" if place is None else f"{place[0].name_of(place[1])} {place[1].text}"
        span = Span(row.start, row.end)
        words = row.text[row.start : row.end]
        whose = (row.respondent_id, row.number, row.name)
        found.append(OpenAnswerRow(*whose, question, row.interview_id, span, words))
    return found
