"""How far each coder has read each interview, and who reads blind."""

from functools import cache

from sqlalchemy import Select, bindparam, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import State
from storage.operations.interviews import note_interview
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext, operation

_reading = schema.reading.c


@operation(N_("Mark “{interview}” as {state}"))
def set_state(w: WriteContext, interview_id: int, state: State) -> None:
    """Say how far the coder at work has read an interview.

    Raises UserError: the interview is no longer there.
    """
    note_interview(w, interview_id)
    reading_id = _reading_of(w, interview_id, w.coder_id)
    if state is State.NOT_STARTED:
        remove(w, schema.reading, [reading_id] if reading_id is not None else [])
        return
    done_on = w.time if state is State.DONE else ""
    if reading_id is None:
        _add(w, interview_id, w.coder_id, state=state.value, done_on=done_on)
    else:
        values: dict[str, object] = {"state": state.value, "done_on": done_on}
        if state is not State.DONE:  # what is taken up again was done with others' codings in sight
            values["blind"] = False
        is_another = (_reading.id == reading_id) & (_reading.state != state)
        w.connection.execute(update(schema.reading).where(is_another).values(**values))


@operation(N_("Read “{interview}” {how}"))
def set_blind(w: WriteContext, interview_id: int, *, blind: bool) -> None:
    """Hide the codings of others until the coder at work is done with an interview, or show them again.

    From then on it is read without seeing them; that it was stays known when it is done.

    Raises UserError: the interview is no longer there, or is done already.
    """
    note_interview(w, interview_id)
    w.note(how=_("blind") if blind else _("with others’ codings shown"))
    reading_id = _reading_of(w, interview_id, w.coder_id)
    if reading_id is None:
        _add(w, interview_id, w.coder_id, blind=blind)
        return
    done = w.connection.scalar(select(_reading.state).where(_reading.id == reading_id)) == State.DONE
    if blind and done:
        raise UserError(
            _("You are done with this interview."),
            _("It cannot be read blind any more."),
            _("Code a sample again to see how steadily you code."),
        )
    values: dict[str, object] = {"blind": blind}
    if blind:
        values["started"] = w.time
    w.connection.execute(update(schema.reading).where(_reading.id == reading_id).values(**values))


def begin_reading(w: WriteContext, interview_id: int, coder_id: int | None) -> None:
    """Whoever codes an interview has begun to read it."""
    if _reading_of(w, interview_id, coder_id) is None:
        _add(w, interview_id, coder_id)


def _add(w: WriteContext, interview_id: int, coder_id: int | None, **values: object) -> None:
    w.add(schema.reading, interview_id=interview_id, coder_id=coder_id, started=w.time, **values)


def _reading_of(w: WriteContext, interview_id: int, coder_id: int | None) -> int | None:
    return w.connection.scalar(_found(), {"interview": interview_id, "coder": coder_id})


@cache
def _found() -> Select[int]:
    """Build the query once: it runs at every key."""
    mine = (_reading.interview_id == bindparam("interview")) & (_reading.coder_id == bindparam("coder"))
    return select(_reading.id).where(mine)
