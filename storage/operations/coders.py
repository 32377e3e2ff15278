"""Who codes: added, changed, merged, withdrawn.

A coder who was merged or withdrawn stays as a name in the history: what was done was done by them.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Coder, CoderKind, Coding, State
from coding.text.names import clean_name, name_key, needed_name
from storage.operations.codings import reached_codings
from storage.operations.joining import join
from storage.operations.removing import remove
from storage.queries.coders import coders
from storage.queries.codings import codings_by_id
from storage.queries.dependents import keys_to
from storage.study import schema
from storage.study.column_kinds import Gone, when_gone
from storage.study.operation import WriteContext, operation

_LONGEST_INITIALS = 4
# What a coder has one memo on, one entry or one summary of.
_ONE_ON = (
    *("coding_id", "interview_id", "code_id", "person_id", "school_id", "round_id", "question_id"),
    *("day", "about"),
)


@operation(N_("Add the coder {name}"))
def add_coder(w: WriteContext, name: str, initials: str = "", hue: str = "") -> int:
    """Add somebody who codes; return the id.

    Raises UserError: no name, or another coder has it; initials longer than four letters.
    """
    return w.add(schema.coder, **_said(w, None, name, initials, hue))


@operation(N_("Change the coder {name}"))
def edit_coder(w: WriteContext, coder_id: int, name: str, initials: str, hue: str) -> None:
    """Give a coder another name, other initials (empty: made from the name), another colour.

    Raises UserError: the coder is no longer there, no name, another coder has it, or initials too long.
    """
    _known(w, coder_id)
    _write(w, schema.coder, coder_id, **_said(w, coder_id, name, initials, hue))


def _said(w: WriteContext, coder_id: int | None, name: str, initials: str, hue: str) -> dict[str, str]:
    name = needed_name(name, _("Codings need the name of who makes them."))
    initials = clean_name(initials)
    others = [c for c in coders(w.connection) if c.id != coder_id and c.kind is not CoderKind.FORMER]
    if any(name_key(other.name) == name_key(name) for other in others):
        raise UserError(
            _("There is already a coder called {name}.").format(name=name),
            _("Nothing was changed."),
            _("Choose another name."),
        )
    if len(initials) > _LONGEST_INITIALS:
        raise UserError(_("Initials have four letters at most."), _("Nothing was changed."))
    return {"name": name, "initials": initials, "hue": hue}


@operation(N_("Merge the coder {name} into {into}"))
def merge_coders(w: WriteContext, coder_id: int, into_id: int) -> None:
    """Make two coders one, who were one person: all of the first becomes the other's.

    Codings of one code that meet become one, as the code's key would join them: both memos are kept, the
    stage and the direction of the older one, and a doubt only if all had it. Where both have a reading of
    an interview, it is done if either said so.

    Raises UserError: one of them is no longer there, or they are not two people who code.
    """
    coder, into = _known(w, coder_id), _known(w, into_id)
    if coder_id == into_id or {coder.kind, into.kind} != {CoderKind.PERSON}:
        raise UserError(_("Only two people who code can become one."), _("Nothing was changed."))
    w.note(name=coder.name, into=into.name)
    _merge_codings(w, coder_id, into_id)
    _merge_memos(w, coder_id, into_id)
    _merge_readings(w, coder_id, into_id)
    for table, column in _keys():
        w.connection.execute(update(table).where(column == coder_id).values({column: into_id}))
    also = "\n".join((*into.also, coder.guid, *coder.also))
    _write(w, schema.coder, into_id, also=also)
    _write(w, schema.coder, coder_id, kind=CoderKind.FORMER.value)


@operation(N_("Withdraw the coder {name}"))
def withdraw_coder(w: WriteContext, coder_id: int) -> None:
    """Remove all that a coder made: codings, memos, readings, rulings, samples; undo brings it back.

    What people said when passages were shown to them stands: it is theirs, whoever wrote it down.

    Raises UserError: the coder is no longer there, or is the only one.
    """
    coder = _known(w, coder_id)
    w.note(name=coder.name)
    people = [each.id for each in coders(w.connection) if each.kind is CoderKind.PERSON]
    if people == [coder_id]:
        raise UserError(
            _("{name} is the only coder.").format(name=coder.name),
            _("Nothing was removed."),
            _("Add another coder first."),
        )
    for again in (each.id for each in coders(w.connection) if each.of_id == coder_id):
        _take_all(w, again)
    _take_all(w, coder_id)


def _take_all(w: WriteContext, coder_id: int) -> None:
    for table, column in _keys():
        # What only says who it was stands, and so does what participants said.
        stands = table in {schema.coder, schema.clearance} or when_gone(column) is Gone.NULL
        if not stands:
            remove(w, table, w.connection.scalars(select(table.c.id).where(column == coder_id)).all())
    _write(w, schema.coder, coder_id, kind=CoderKind.FORMER.value)


# --- merging -----------------------------------------------------------------------------------


def _merge_codings(w: WriteContext, coder_id: int, into_id: int) -> None:
    coding, memo = schema.coding, schema.memo
    on_codings = update(memo).where(memo.c.coder_id == coder_id, memo.c.coding_id.is_not(None))
    w.connection.execute(on_codings.values(coder_id=into_id))
    ids = w.connection.scalars(select(coding.c.id).where(coding.c.coder_id == coder_id)).all()
    for id_ in ids:
        _write(w, coding, id_, coder_id=into_id)
    for each in codings_by_id(w.connection, ids):
        join_with_others(w, each)


def join_with_others(w: WriteContext, coding: Coding) -> None:
    """Let the oldest of the codings of one code that meet take in the others, with stage and doubt."""
    found = reached_codings(w, coding.transcript_id, coding.span, coding.code_id, coding.coder_id)
    if len(found) > 1:
        join(w, [sorted(found, key=lambda each: each.id)])


def _merge_memos(w: WriteContext, coder_id: int, into_id: int) -> None:
    """Give the other coder the memos; two on one thing become one, one text under the other."""
    memo = schema.memo
    places = [memo.c[name] for name in _ONE_ON]
    for row in w.connection.execute(select(memo).where(memo.c.coder_id == coder_id)).all():
        values = [getattr(row, place.name) for place in places]
        same = [place.is_not_distinct_from(value) for place, value in zip(places, values, strict=True)]
        same += [memo.c.kind == row.kind, memo.c.start.is_(None), memo.c.parent_id.is_(None)]
        standing = w.connection.execute(select(memo).where(memo.c.coder_id == into_id, *same)).first()
        is_free = not any(values) or row.start is not None or row.parent_id is not None
        if standing is None or is_free:
            _write(w, memo, row.id, coder_id=into_id)
        else:
            _write(w, memo, standing.id, text=f"{standing.text}\n\n{row.text}", modified=w.time)
            remove(w, memo, [row.id])


def _merge_readings(w: WriteContext, coder_id: int, into_id: int) -> None:
    reading = schema.reading
    theirs = {
        row.interview_id: row
        for row in w.connection.execute(select(reading).where(reading.c.coder_id == into_id))
    }
    for row in w.connection.execute(select(reading).where(reading.c.coder_id == coder_id)).all():
        standing = theirs.get(row.interview_id)
        if standing is None:
            _write(w, reading, row.id, coder_id=into_id)
            continue
        if row.state == State.DONE and standing.state != State.DONE:
            _write(w, reading, standing.id, state=row.state, done_on=row.done_on)
        remove(w, reading, [row.id])


# --- shared ------------------------------------------------------------------------------------


def _keys() -> Iterator[tuple[Table, Column[Any]]]:
    """Yield what says of rows whose they are; the history keeps saying who did what."""
    for gone in Gone:
        for table, column in keys_to(schema.coder, gone):
            if table in schema.JOURNALED:
                yield table, column


def _known(w: WriteContext, coder_id: int) -> Coder:
    found = next((each for each in coders(w.connection) if each.id == coder_id), None)
    if found is None or found.kind is CoderKind.FORMER:
        raise UserError(_("That coder is no longer in the study."), _("Nothing was changed."))
    return found


def _write(w: WriteContext, table: Table, row_id: int, **values: object) -> None:
    w.connection.execute(update(table).where(table.c.id == row_id).values(**values))
