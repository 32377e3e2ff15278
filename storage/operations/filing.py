"""Words filed by hand under another question than the one they were said in answer to."""

from collections.abc import Sequence

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Filing, Span
from coding.text.names import shortened
from storage.operations.removing import remove
from storage.queries.questions import FILED, filings
from storage.study import schema
from storage.study.operation import WriteContext, operation

_link = schema.link


@operation(N_("File words under “{question}”"))
def file_under(
    w: WriteContext, question_id: int, interview_id: int, places: Sequence[tuple[int, int]]
) -> list[int]:
    """File passages of an interview under a question; return the ids of the filings.

    Words that are filed already are filed here from now on; the rest of what they were filed with stays.

    Raises UserError: the question or the passage is no longer there.
    """
    question = schema.question.c
    text = w.connection.scalar(select(question.text).where(question.id == question_id))
    transcript = schema.transcript.c
    length = w.connection.scalar(select(transcript.length).where(transcript.id == interview_id)) or 0
    spans = [Span(start, end) for start, end in places if start < end]
    if text is None or not spans or max(span.end for span in spans) > length:
        raise UserError(_("The question or the passage is no longer in the study."), _("Nothing was filed."))
    w.note(question=shortened(text))
    return [_file(w, question_id, interview_id, span) for span in spans]


def _file(w: WriteContext, question_id: int, interview_id: int, span: Span) -> int:
    for standing in filings(w.connection):
        if standing.interview_id == interview_id and span.overlaps(Span(standing.start, standing.end)):
            _cut_out(w, standing, span)
    return _add(w, question_id, interview_id, span)


def _add(w: WriteContext, question_id: int, interview_id: int, span: Span) -> int:
    values = {"interview_id": interview_id, "start": span.start, "end": span.end}
    return w.add(_link, from_question_id=question_id, role=FILED, **values)


def _cut_out(w: WriteContext, standing: Filing, span: Span) -> None:
    """Leave of words that are filed what does not lie in a span."""
    around = (Span(standing.start, span.start), Span(span.end, standing.end))
    left = [part for part in around if part.start < part.end]
    if not left:
        remove(w, _link, [standing.id])
        return
    this = _link.c.id == standing.id
    w.connection.execute(update(_link).where(this).values(start=left[0].start, end=left[0].end))
    for part in left[1:]:
        _add(w, standing.question_id, standing.interview_id, part)


@operation(N_("Take words back that were filed under “{question}”"))
def take_back_filings(w: WriteContext, link_ids: Sequence[int]) -> None:
    """Let words that were filed under a question count again under the one that was asked before them.

    Raises UserError: some of them are filed no longer.
    """
    filed = [each for each in filings(w.connection) if each.id in link_ids]
    if not filed or len(filed) < len(set(link_ids)):
        raise UserError(_("These words are filed no longer."), _("Nothing was changed."))
    question = schema.question.c
    under = select(question.text).where(question.id == filed[0].question_id)
    w.note(question=shortened(w.connection.execute(under).scalar_one()))
    remove(w, _link, [each.id for each in filed])
