"""What a round asks, and which turns ask it.

Recognising fills in what nobody has said: a turn that asks a question keeps it, a question that was
found in an interview is not looked for there again, and a turn that was put right by hand, also to
ask nothing, stays so. That it was, the journal knows.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Question, TranscriptSpan
from coding.text.names import clean_name, needed_name, same_name, shortened
from storage.operations.removing import remove
from storage.operations.standing import refuse_beyond_text
from storage.queries.questions import ABOUT, asked_in, questions
from storage.queries.texts import transcript
from storage.queries.tree import interview_row
from storage.study import schema
from storage.study.operation import WriteContext, operation

if TYPE_CHECKING:
    from coding.notation.questions import ListedQuestion

_question = schema.question
_turn = schema.turn


@operation(N_("Change the questions of {round}"), leave_out=("listed",))
def set_questions(w: WriteContext, round_id: int, listed: "Sequence[ListedQuestion]") -> list[int]:
    """Say what a round asks, in order, and which strands each asks about; return the ids.

    A question that stays, reworded a little or not, keeps its id and the turns that ask it.

    Raises UserError: the round, or a code that a question asks about, is no longer there.
    """
    name = w.connection.scalar(select(schema.round_.c.name).where(schema.round_.c.id == round_id))
    if name is None:
        raise UserError(_("That round is no longer in the study."), _("Nothing was changed."))
    w.note(round=name)
    return write_questions(w, round_id, listed)


@operation(N_("Ask “{question}” in {round}"), leave_out=("place",))
def ask_as_question(w: WriteContext, round_id: int, words: str, place: TranscriptSpan | None = None) -> int:
    """Put what was said at the end of a round's list of questions; return the question's id.

    The question is linked to the ``place`` where it was said, which is found from both.

    Raises UserError: the round or the place is no longer there, the words are nothing to be seen, or it is
    asked already.
    """
    if place is not None:
        refuse_beyond_text(w, [place])
    question_id = add_question(w, round_id, words)
    name = w.connection.scalar(select(schema.round_.c.name).where(schema.round_.c.id == round_id))
    w.note(question=shortened(needed_name(words, "")), round=name)
    if place is not None:
        where = {"interview_id": place.transcript_id, "start": place.start, "end": place.end}
        w.add(schema.link, from_question_id=question_id, role=ABOUT, **where)
    return question_id


def add_question(w: WriteContext, round_id: int, words: str, code_ids: Sequence[int] = ()) -> int:
    """Put a question at the end of a round's list, about these codes; return its id.

    Raises UserError: the round is no longer there, the words are nothing to be seen, or it is asked already.
    """
    name = w.connection.scalar(select(schema.round_.c.name).where(schema.round_.c.id == round_id))
    if name is None:
        raise UserError(_("That round is no longer in the study."), _("Nothing was changed."))
    text = needed_name(words, _("A question has words."))
    listed = [question for question in questions(w.connection) if question.round_id == round_id]
    if any(same_name(question.text, text) for question in listed):
        raise UserError(_("{round} asks that already.").format(round=name), _("Nothing was changed."))
    question_id = w.add(_question, round_id=round_id, position=len(listed), text=text)
    for code_id in code_ids:
        w.add(schema.question_code, question_id=question_id, code_id=code_id)
    return question_id


@operation(N_("Put “{question}” under “{heading}”"))
def set_heading(w: WriteContext, question_ids: Sequence[int], heading: str) -> None:
    """Let questions stand under a heading, with all that stand there; under their own words without one.

    Raises UserError: one of them is no longer there, or the heading is a number, as questions have.
    """
    heading = clean_name(heading)
    known = {question.id: question for question in questions(w.connection)}
    if not question_ids or not known.keys() >= set(question_ids):
        raise UserError(_("That question is no longer in the study."), _("Nothing was changed."))
    if heading.isdecimal():
        raise UserError(
            _("A heading is more than a number: questions have numbers."), _("Nothing was changed.")
        )
    w.note(question=shortened(known[question_ids[0]].text), heading=heading or _("its own words"))
    here = _question.c.id.in_(question_ids) & (_question.c.heading != heading)
    w.connection.execute(update(_question).where(here).values(heading=heading))


def write_questions(w: WriteContext, round_id: int, listed: "Sequence[ListedQuestion]") -> list[int]:
    """Write the list of a round over the one that stands; return the ids. What stays is not touched.

    Raises UserError: a code that a question asks about is no longer there.
    """
    from coding.notation.questions import kept

    listed = [replace(question, text=clean_name(question.text)) for question in listed]
    _refuse_unknown_codes(w, {code_id for question in listed for code_id in question.code_ids})
    standing = [question for question in questions(w.connection) if question.round_id == round_id]
    same = kept([question.text for question in standing], [question.text for question in listed])
    remove(w, _question, [question.id for at, question in enumerate(standing) if at not in same])
    return [
        _put(w, round_id, position, question, None if was is None else standing[was])
        for position, (question, was) in enumerate(zip(listed, same, strict=True))
    ]


def _refuse_unknown_codes(w: WriteContext, code_ids: set[int]) -> None:
    code = schema.code.c
    if code_ids - set(w.connection.scalars(select(code.id).where(code.id.in_(code_ids)))):
        raise UserError(
            _("A code that a question asks about is no longer in the codebook."),
            _("Nothing was changed."),
            _("Open the list of questions again."),
        )


def _put(
    w: WriteContext, round_id: int, position: int, listed: "ListedQuestion", was: Question | None
) -> int:
    """Write a question in its place, over the one that it was; return its id."""
    if was is None:
        question_id = w.add(_question, round_id=round_id, position=position, text=listed.text)
    else:
        question_id = was.id
        if (was.position, was.text) != (position, listed.text):
            w.connection.execute(
                update(_question)
                .where(_question.c.id == question_id)
                .values(position=position, text=listed.text)
            )
    if was is None or was.code_ids != listed.code_ids:
        table = schema.question_code
        remove(w, table, w.connection.scalars(select(table.c.id).where(table.c.question_id == question_id)))
        for code_id in dict.fromkeys(listed.code_ids):
            w.add(table, question_id=question_id, code_id=code_id)
    return question_id


@operation(N_("Find the questions of {round} in its interviews"))
def recognise_questions(w: WriteContext, round_id: int) -> int:
    """Look in a round's interviews for its questions that were not found there.

    Returns how many turns were found to ask one. What stands, and what was put right by hand, stays.

    Raises no UserError.
    """
    name = w.connection.scalar(select(schema.round_.c.name).where(schema.round_.c.id == round_id))
    w.note(round=name or "")
    asked = [question for question in questions(w.connection) if question.round_id == round_id]
    interview = schema.interview.c
    ids = w.connection.scalars(select(interview.id).where(interview.round_id == round_id)).all()
    by_hand = _put_right(w)
    return sum(_recognise_in(w, interview_id, asked, by_hand) for interview_id in ids)


def _recognise_in(
    w: WriteContext, interview_id: int, asked: Sequence[Question], by_hand: frozenset[int]
) -> int:
    from coding.notation.questions import recognise

    held = transcript(w.connection, interview_id)
    if held is None:
        return 0
    standing = asked_in(w.connection, interview_id)
    found = recognise(held, [question.text for question in asked])
    new = {
        held.turns[at].id: asked[best.question].id
        for at, best in found.items()
        if asked[best.question].id not in standing.values()
    }
    new = {turn_id: id_ for turn_id, id_ in new.items() if turn_id not in standing and turn_id not in by_hand}
    for turn_id, question_id in new.items():
        _write(w, turn_id, question_id)
    return len(new)


def _put_right(w: WriteContext) -> frozenset[int]:
    """Return the turns of which somebody has said what they ask."""
    table = schema.operation.c
    said = w.connection.scalars(
        select(table.parameters).where(table.kind == "say_question", table.status == "done")
    )
    return frozenset(json.loads(parameters)["turn_id"] for parameters in said)


@operation(N_("Say what is asked in “{interview}”"))
def say_question(w: WriteContext, turn_id: int, question_id: int | None) -> None:
    """Say which question of the round's list a turn asks, or that it asks none of them.

    Raises UserError: the turn or the question is no longer there.
    """
    interview_id = w.connection.scalar(select(_turn.c.transcript_id).where(_turn.c.id == turn_id))
    interview = interview_row(w.connection, interview_id or 0, ())
    known = {question.id for question in questions(w.connection)}
    if interview is None or question_id not in {None, *known}:
        raise UserError(_("That is no longer in the study."), _("Nothing was changed."))
    w.note(interview=interview.heading)
    _write(w, turn_id, question_id)


def forget_questions(w: WriteContext, interview_id: int) -> None:
    """Let an interview's turns ask nothing: it belongs to another round now.

    Raises no UserError.
    """
    mine = (_turn.c.transcript_id == interview_id) & _turn.c.question_id.is_not(None)
    w.connection.execute(update(_turn).where(mine).values(question_id=None))


def _write(w: WriteContext, turn_id: int, question_id: int | None) -> None:
    w.connection.execute(update(_turn).where(_turn.c.id == turn_id).values(question_id=question_id))
