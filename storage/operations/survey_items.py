"""What a survey asks, changed: statements added, reworded, directed otherwise, removed."""

from sqlalchemy import func, select, update

from coding.errors import UserError
from coding.language import N_, N_plural, _
from coding.model.survey import Bank, Instrument, ItemDirection
from coding.text.names import clean_name, needed_name, shortened
from storage.operations.questions import add_question
from storage.operations.removing import remove
from storage.operations.standing import refuse_gone, value_of
from storage.operations.surveys import code_of_bank, item_guid, item_row, stages_of, write_survey
from storage.queries.survey_instruments import RAISED, columns_from, survey_of
from storage.study import schema, survey_schema
from storage.study.operation import WriteContext, operation

_survey, _bank, _item, _round = (
    survey_schema.survey,
    survey_schema.bank,
    survey_schema.item,
    survey_schema.survey_round,
)


@operation(N_("Say of “{words}” what a mark means"), leave_out=("direction",))
def set_item_direction(w: WriteContext, item_id: int, direction: ItemDirection) -> None:
    """Say whether a mark at a statement is a strength, a deficit, or mixed.

    Raises UserError: it is no longer there.
    """
    w.note(words=shortened(value_of(w, _item.c.text, item_id)))
    w.connection.execute(update(_item).where(_item.c.id == item_id).values(direction=direction.value))


@operation(N_("Leave the stages out of the form of {name}"))
def hide_stages(w: WriteContext, survey_id: int) -> None:
    """Leave names and letters of stages out of the form, so as not to lead.

    Raises UserError: the survey is no longer there.
    """
    _set_hidden(w, survey_id, 1)


@operation(N_("Show the stages on the form of {name}"))
def show_stages(w: WriteContext, survey_id: int) -> None:
    """Show names and letters of stages on the form.

    Raises UserError: the survey is no longer there.
    """
    _set_hidden(w, survey_id, 0)


def _set_hidden(w: WriteContext, survey_id: int, hides_stages: int) -> None:
    w.note(name=value_of(w, _survey.c.name, survey_id))
    w.connection.execute(update(_survey).where(_survey.c.id == survey_id).values(hides_stages=hides_stages))


@operation(N_("Correct “{words}” in the survey"), leave_out=("text",))
def set_item_text(w: WriteContext, item_id: int, text: str) -> None:
    """Give a statement other words, because they were written down wrongly.

    Raises UserError: it is no longer there, or there are no words.
    """
    w.note(words=shortened(value_of(w, _item.c.text, item_id)))
    words = needed_name(text, _("A statement has words."))
    w.connection.execute(update(_item).where(_item.c.id == item_id).values(text=words))


@operation(N_("Reword “{words}” for later rounds"), leave_out=("text",))
def reword_item(w: WriteContext, item_id: int, text: str) -> int:
    """Ask in other words from now on: what was answered stays with the words it was asked in.

    The new statement stands in the place of the one before, and is linked to it. Returns its id.

    Raises UserError: it is no longer there, there are no words, or it was reworded already.
    """
    refuse_gone(w, _item, item_id)
    row = w.connection.execute(select(_item).where(_item.c.id == item_id)).mappings().one()
    words = needed_name(text, _("A statement has words."))
    if w.connection.scalar(select(_item.c.id).where(_item.c.previous_id == item_id)) is not None:
        raise UserError(_("That statement was reworded already."), _("Nothing was changed."))
    w.note(words=shortened(row["text"]))
    kept = ("bank_id", "kind", "direction", "stage_id", "number", "position", "options")
    same = {name: row[name] for name in kept}
    return w.add(_item, **same, text=words, previous_id=item_id)


@operation(N_plural("Add {n} statement", "Add {n} statements"), leave_out=("asked",))
def add_statements(w: WriteContext, asked: Instrument) -> int:
    """Add statements to the study's survey, or begin one with them; return how many.

    A bank that is there already takes them up behind its own.

    Raises UserError: there are none, or one of the same name is there already.
    """
    count = len(asked.places)
    if not count:
        raise UserError(_("There are no statements in it."), _("Nothing was changed."))
    w.note(n=count)
    survey = survey_of(w.connection)
    if survey is None:
        write_survey(w, asked)
        return count
    twice = next((name for name in asked.by_name if name in survey.by_name), None)
    if twice is not None:
        raise UserError(
            _("There is a statement {name} already.").format(name=twice), _("Nothing was changed.")
        )
    known = {bank.called: bank for bank in survey.banks}
    for bank in asked.banks:
        _add_to(w, survey, known.get(bank.called), bank)
    return count


def _add_to(w: WriteContext, survey: Instrument, there: Bank | None, bank: Bank) -> None:
    if there is None:
        bank_id = w.add(
            _bank,
            survey_id=survey.id,
            name=clean_name(bank.name),
            short=clean_name(bank.short),
            code_id=code_of_bank(w, survey, bank),
            position=w.connection.scalar(select(func.count()).where(_bank.c.survey_id == survey.id)),
        )
        after = 0
    else:
        bank_id, after = there.id, len(there.items)
    stages = stages_of(w, survey)
    taken = frozenset(w.connection.scalars(select(_item.c.guid)))
    for at, item in enumerate(bank.items, after):
        guid = item_guid(survey.name, bank, item, taken)
        w.add(_item, bank_id=bank_id, guid=guid, **{**item_row(item, stages), "position": at})


@operation(N_("Remove “{words}” from the survey"))
def remove_item(w: WriteContext, item_id: int) -> None:
    """Remove a statement that nobody was asked yet.

    Raises UserError: it is no longer there, or a round answered it.
    """
    w.note(words=shortened(value_of(w, _item.c.text, item_id)))
    guid = value_of(w, _item.c.guid, item_id)
    for columns in w.connection.scalars(select(_round.c.columns)):
        if guid in {column[0] for column in columns_from(columns)}:
            raise UserError(
                _("That statement was answered."),
                _("Nothing was removed."),
                _("Remove the answers of the round first, or reword it for later rounds."),
            )
    remove(w, _item, [item_id])


@operation(N_("Ask about {statement} in {round}"), leave_out=("words",))
def ask_about(w: WriteContext, item_id: int, round_id: int, words: str) -> int:
    """Put a question that a statement raised at the end of a round's questions; return the question's id.

    It asks about the strand of the statement's bank, and a link says which statement raised it.

    Raises UserError: the statement or the round is no longer there, there are no words, or the round asks it.
    """
    refuse_gone(w, _item, item_id)
    round_name = value_of(w, schema.round_.c.name, round_id)
    bank_id = value_of(w, _item.c.bank_id, item_id)
    survey = survey_of(w.connection)
    place = survey.by_id.get(item_id) if survey is not None else None
    w.note(statement=place[0].name_of(place[1]) if place else _("a statement"), round=round_name)
    code_id = value_of(w, _bank.c.code_id, bank_id)
    question_id = add_question(w, round_id, words, [code_id] if code_id else [])
    w.add(schema.link, from_question_id=question_id, role=RAISED, item_id=item_id, created=w.time)
    return question_id
