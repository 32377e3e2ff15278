"""Forms typed in from paper: stored one by one, corrected, entered a second time, the two settled."""

import json
from typing import Any

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.survey import Instrument
from coding.survey.entry import FormEntry, StoredForm, Typed
from coding.survey.table import AskedColumn
from coding.text.names import needed_name
from storage.operations.open_answers import OpenAnswer
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone
from storage.operations.surveys import AnswerStore, answers_as_kept
from storage.queries.survey_forms import stored_forms
from storage.queries.survey_instruments import survey_of
from storage.study import schema, survey_schema
from storage.study.operation import WriteContext, operation

_round, _respondent = survey_schema.survey_round, survey_schema.respondent


@operation(N_("Enter form {number} of {round}"), leave_out=("entry",))
def store_form(w: WriteContext, entry: FormEntry) -> int:
    """Store a form; return the respondent's id. Its number follows the last of its round.

    Raises UserError: the study has no survey, or the form is of no round.
    """
    round_name = needed_name(entry.round, _("A form is of a round."))
    store = AnswerStore(w, _survey(w))
    row = _row(store, entry)
    one = _respondent.c
    last = w.connection.scalar(
        select(func.max(one.number)).where(one.survey_round_id == row["survey_round_id"])
    )
    number = (last or 0) + 1
    respondent_id = w.add(_respondent, number=number, **row)
    for name, text in entry.texts.items():
        if text.strip():
            store.write_open(name, round_name, OpenAnswer(respondent_id, number, text.strip()))
    w.note(number=number, round=round_name)
    return respondent_id


@operation(N_("Correct form {number} of {round}"), leave_out=("respondent_id", "entry"))
def correct_form(w: WriteContext, respondent_id: int, entry: FormEntry) -> int:
    """Store a form otherwise; return its id.

    What was written in words is corrected as texts are; missing words are added.

    Raises UserError: it is no longer there.
    """
    number, round_name = _place(w, respondent_id)
    store = AnswerStore(w, _survey(w))
    forms = {each.id: each for each in stored_forms(w.connection, _survey(w), round_name)}
    stored = forms[respondent_id].entry
    _write(w, store, respondent_id, entry.answers)
    whose = store.whose(*_whose(entry))
    w.connection.execute(update(_respondent).where(_respondent.c.id == respondent_id).values(**whose))
    for name, text in entry.texts.items():
        if text.strip() and name not in stored.texts:
            store.write_open(name, round_name, OpenAnswer(respondent_id, number, text.strip()))
    w.note(number=number, round=round_name)
    return respondent_id


@operation(N_("Enter form {number} of {round} again"), leave_out=("respondent_id", "entry"))
def enter_again(w: WriteContext, respondent_id: int, entry: FormEntry) -> int:
    """Store a form a second time beside its first entry; it is never counted. Returns its id.

    A second entry that is there already is replaced. Raises UserError: the form is no longer there.
    """
    number, round_name = _place(w, respondent_id)
    one = _respondent.c
    there = w.connection.scalars(select(one.id).where(one.second_of_id == respondent_id)).all()
    remove(w, _respondent, there)
    row = _row(AnswerStore(w, _survey(w)), FormEntry(round_name, *_whose(entry), entry.answers))
    w.note(number=number, round=round_name)
    return w.add(_respondent, number=number, second_of_id=respondent_id, **row)


@operation(N_("Settle {name} of form {number} of {round}"), leave_out=("respondent_id", "place", "value"))
def settle_answer(w: WriteContext, respondent_id: int, place: AskedColumn, value: float | None) -> None:
    """Let both entries of a form say the same at one place, in the end.

    Raises UserError: the form, or its second entry, is no longer there.
    """
    number, round_name = _place(w, respondent_id)
    form = _with_second(w, respondent_id, round_name)
    store = AnswerStore(w, _survey(w))
    for each in filter(None, (form, form.again)):
        _write(w, store, each.id, {place: value})
    w.note(name=place.name, number=number, round=round_name)


@operation(N_("Settle whose form {number} of {round} is"), leave_out=("respondent_id", "entry"))
def settle_whose(w: WriteContext, respondent_id: int, entry: FormEntry) -> None:
    """Let both entries of a form say the same school, role and group: those of ``entry``.

    Raises UserError: the form, or its second entry, is no longer there.
    """
    number, round_name = _place(w, respondent_id)
    form = _with_second(w, respondent_id, round_name)
    whose = AnswerStore(w, _survey(w)).whose(*_whose(entry))
    ids = [each.id for each in (form, form.again) if each is not None]
    w.connection.execute(update(_respondent).where(_respondent.c.id.in_(ids)).values(**whose))
    w.note(number=number, round=round_name)


def _survey(w: WriteContext) -> Instrument:
    survey = survey_of(w.connection)
    if survey is None:
        raise UserError(
            _("This study has no survey."), _("Nothing was stored."), _("Say first what the survey asks.")
        )
    return survey


def _whose(entry: FormEntry) -> tuple[str, int | None, str]:
    return entry.school, entry.role, entry.group


def _row(store: AnswerStore, entry: FormEntry) -> dict[str, Any]:
    """Return a form as it is stored, its answers along the columns of its round."""
    survey_round_id, order = store.asked(entry.round, [*entry.answers])
    kept = answers_as_kept([*entry.answers.values()], order, max(order, default=-1) + 1)
    return {"survey_round_id": survey_round_id, **store.whose(*_whose(entry)), "answers": kept}


def _write(w: WriteContext, store: AnswerStore, respondent_id: int, answers: Typed) -> None:
    """Write these answers of a form; what else it says stays."""
    one, rounds = _respondent.c, schema.round_.c
    row = w.connection.execute(
        select(one.answers, rounds.name)
        .join_from(_respondent, _round)
        .join(schema.round_)
        .where(one.id == respondent_id)
    ).one()
    _survey_round_id, order = store.asked(row.name, [*answers])
    values: list[float | None] = json.loads(row.answers or "{}").get("values", [])
    values += [None] * (max(order, default=-1) + 1 - len(values))
    for at, value in zip(order, answers.values(), strict=True):
        values[at] = value
    numbers = [None if value is None else float(value) for value in values]
    kept = answers_as_kept(numbers, range(len(numbers)), len(numbers))
    w.connection.execute(update(_respondent).where(one.id == respondent_id).values(answers=kept))


def _place(w: WriteContext, respondent_id: int) -> tuple[int, str]:
    """Return a form's number and round. Raises UserError: it is no longer there."""
    refuse_gone(w, _respondent, respondent_id)
    rounds = schema.round_.c
    row = w.connection.execute(
        select(_respondent.c.number, rounds.name)
        .join_from(_respondent, _round)
        .join(schema.round_)
        .where(_respondent.c.id == respondent_id)
    ).one()
    return row.number, row.name


def _with_second(w: WriteContext, respondent_id: int, round_name: str) -> StoredForm:
    forms = {each.id: each for each in stored_forms(w.connection, _survey(w), round_name)}
    form = forms.get(respondent_id)
    if form is None or form.again is None:
        raise UserError(_("That form was entered once only."), _("Nothing was changed."))
    return form
