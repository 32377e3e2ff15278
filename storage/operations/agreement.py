"""How agreement is measured, and settling what two coders differ on.

Nobody's codings change: a ruling writes codings of the coder whose set is the agreed one.
"""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.agreement import AgreementRule, Fixed, Measuring, rule_in, with_rule
from coding.model.settling import AgreedCoding, Basis, EntryLine, KeptFigures, Settlement
from coding.model.study import CoderKind, Decision, KeptKind, Origin, State
from coding.text.names import clean_text
from storage.operations.codebook import add_line
from storage.operations.removing import remove
from storage.operations.second_look import look_again
from storage.queries.agreement import kept_figures, rulings
from storage.queries.codebook import outline_of_code
from storage.queries.coders import coders
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Fix how agreement is measured: {how}"), leave_out=("measuring",))
def fix_agreement(w: WriteContext, measuring: Measuring, *, after_figures: bool = False) -> None:
    """Say how agreement is measured, with the date; what was fixed before stays written down.

    ``after_figures``: figures could be seen before; it is said of a change only.

    Raises UserError: a later program wrote the study's settings in a way that is not known here.
    """
    w.note(how=measuring.words)
    settings = w.connection.scalar(select(schema.study.c.settings)) or ""
    rule = rule_in(settings)
    if rule is None:
        rule = AgreementRule((Fixed(measuring, w.time),))
    elif rule.measuring == measuring:
        return
    else:
        rule = rule.changed(measuring, w.time, after_figures=after_figures)
    w.connection.execute(update(schema.study).values(settings=with_rule(settings, rule)))


@operation(N_("Settle {code}: {how}"), leave_out=("settlement", "alike", "figures", "entry"))
def settle(
    w: WriteContext,
    settlement: Settlement,
    alike: Sequence[AgreedCoding],
    *,
    reason: str = "",
    entry: EntryLine | None = None,
    is_last: bool = False,
    figures: KeptFigures | None = None,
) -> int:
    """Settle one disagreement; return the id of its ruling, which takes the place of an earlier one.

    ``alike`` is what both coders have alike in the interview: it becomes the agreed set's at once.
    ``entry`` is put to the code's entry in the codebook. ``is_last``: nothing else in the interview is open.
    ``figures`` are those before settling; they are kept with the first ruling.

    Raises UserError: the code is no longer there.
    """
    w.note(code=_short(w, settlement.code_id), how=_in_words(w, settlement))
    if figures is not None:
        _keep(w, figures)
    agreed_id = _agreed_coder(w)
    _forget_earlier(w, settlement)
    _take_alike(w, agreed_id, [settlement.interview_id], alike)
    made = [_add(w, agreed_id, each) for each in settlement.codings]
    _read(w, settlement.interview_id, agreed_id, State.DONE if is_last else State.BEING_READ)
    if entry is not None and (line := clean_text(entry.text).strip()):
        add_line(w, settlement.code_id, entry.field, line)
        if entry.look_again:
            look_again(w, settlement.code_id)
    return _write_ruling(w, settlement, made, reason)


@operation(N_("Take what {first} and {second} have alike into the agreed set"), leave_out=("alike",))
def settle_alike(
    w: WriteContext,
    interview_ids: Collection[int],
    first_id: int,
    second_id: int,
    alike: Sequence[AgreedCoding],
    *,
    done: Collection[int] = (),
) -> None:
    """Let the agreed set of these interviews hold what both have alike; ``done`` are those with nothing open.

    Raises UserError: one of the coders is no longer there.
    """
    by_id = {coder.id: coder for coder in coders(w.connection)}
    if not {first_id, second_id} <= by_id.keys():
        raise UserError(_("That coder is no longer in the study."), _("Nothing was changed."))
    w.note(first=by_id[first_id].name, second=by_id[second_id].name)
    agreed_id = _agreed_coder(w)
    _take_alike(w, agreed_id, interview_ids, alike)
    for interview_id in interview_ids:
        _read(w, interview_id, agreed_id, State.DONE if interview_id in done else State.BEING_READ)


# --- how it is written -------------------------------------------------------------------------


def _short(w: WriteContext, code_id: int) -> str:
    code = schema.code.c
    if w.connection.scalar(select(code.id).where(code.id == code_id)) is None:
        raise UserError(_("That code is no longer there."), _("Nothing was settled."))
    return outline_of_code(w.connection, code_id).by_id[code_id].short


def _in_words(w: WriteContext, settlement: Settlement) -> str:
    names = {coder.id: coder.short for coder in coders(w.connection)}
    return {
        Decision.FIRST: _("as {coder}").format(coder=names.get(settlement.first_id, "")),
        Decision.SECOND: _("as {coder}").format(coder=names.get(settlement.second_id, "")),
        Decision.BOTH: _("both"),
        Decision.NEITHER: _("neither"),
        Decision.DISCUSS: _("to be discussed"),
    }[settlement.decision]


def _agreed_coder(w: WriteContext) -> int:
    """Return whose codings the agreed set is, made if there is none."""
    known = coders(w.connection)
    found = next((coder.id for coder in known if coder.kind is CoderKind.AGREED), None)
    if found is not None:
        return found
    return w.add(schema.coder, name=_("Agreed"), kind=CoderKind.AGREED.value)


def _forget_earlier(w: WriteContext, settlement: Settlement) -> None:
    """Remove rulings of the two on any of the same codings; what they made goes with what is not alike."""
    for each in rulings(w.connection, settlement.first_id, settlement.second_id):
        if each.basis.coding_ids & settlement.basis.coding_ids:
            remove(w, schema.ruling, [each.id])


def _take_alike(
    w: WriteContext, agreed_id: int, interview_ids: Collection[int], alike: Sequence[AgreedCoding]
) -> None:
    """Let the agreed set hold exactly this beside what rulings made and what was coded by hand."""
    coding, ruling = schema.coding.c, schema.ruling.c
    ruled = w.connection.scalars(select(ruling.basis).where(ruling.interview_id.in_(interview_ids)))
    by_rulings = {id_ for basis in ruled for id_ in Basis.from_json(basis).agreed}
    rows = w.connection.execute(
        select(coding.id, coding.origin, *(coding[name] for name in _SAME)).where(
            coding.coder_id == agreed_id, coding.transcript_id.in_(interview_ids)
        )
    ).all()
    stands = {_same(row): row.id for row in rows if row.id not in by_rulings}
    wanted = {(*each[:4], each.stage_id, each.unsure, each.direction): each for each in alike}
    by_hand = {row.id for row in rows if row.origin != Origin.RULING}
    remove(w, schema.coding, [id_ for key, id_ in stands.items() if key not in wanted and id_ not in by_hand])
    for key, each in wanted.items():
        if key not in stands:
            _add(w, agreed_id, each)


_SAME = ("transcript_id", "start", "end", "code_id", "stage_id", "unsure", "direction")


def _same(row: "object") -> tuple[object, ...]:
    values = [getattr(row, name) for name in _SAME]
    return (*values[:4], values[4] or 0, bool(values[5]), values[6])


def _add(w: WriteContext, agreed_id: int, each: AgreedCoding) -> int:
    return w.add(
        schema.coding,
        transcript_id=each.interview_id,
        start=each.start,
        end=each.end,
        code_id=each.code_id,
        coder_id=agreed_id,
        stage_id=each.stage_id or None,
        unsure=each.unsure,
        direction=each.direction,
        created=w.time,
        revision=outline_of_code(w.connection, each.code_id).revision,
        origin=Origin.RULING.value,
    )


def _read(w: WriteContext, interview_id: int, agreed_id: int, state: State) -> None:
    """Say how far an interview is settled."""
    reading = schema.reading
    mine = (reading.c.interview_id == interview_id) & (reading.c.coder_id == agreed_id)
    values = {"state": state.value, "done_on": w.time if state is State.DONE else ""}
    found = w.connection.scalar(select(reading.c.id).where(mine))
    if found is None:
        w.add(reading, interview_id=interview_id, coder_id=agreed_id, started=w.time, **values)
    else:
        w.connection.execute(update(reading).where(mine, reading.c.state != state).values(**values))


def _write_ruling(w: WriteContext, settlement: Settlement, made: Sequence[int], reason: str) -> int:
    return w.add(
        schema.ruling,
        interview_id=settlement.interview_id,
        start=settlement.start,
        end=settlement.end,
        first_id=settlement.first_id,
        second_id=settlement.second_id,
        code_id=settlement.code_id,
        decision=settlement.decision.value,
        reason=reason.strip(),
        basis=Basis(settlement.basis.ruled_on, tuple(made)).to_json(),
        coder_id=w.coder_id,
        created=w.time,
    )


def _keep(w: WriteContext, figures: KeptFigures) -> None:
    """Keep figures, unless those of the two on all these interviews are kept already."""
    held = kept_figures(w.connection, figures.first, figures.second)
    if any(set(figures.interviews) <= set(each.interviews) for each in held):
        return
    w.add(
        schema.kept,
        kind=KeptKind.FIGURES.value,
        name="",
        position=len(held),
        coder_id=w.coder_id,
        value=figures.to_json(),
        made=json.dumps({"v": 1}),
        made_at=w.time,
    )
