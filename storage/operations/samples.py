"""A sample of what somebody has coded, to be coded again without seeing the first codes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from sqlalchemy import select

from coding.errors import UserError
from coding.language import N_, _
from coding.model.sample import Sample, SampledPlace
from coding.model.study import Coder, CoderKind, KeptKind
from coding.text.names import name_key
from storage.queries.coders import coders
from storage.study import schema
from storage.study.operation import WriteContext, operation


@operation(N_("Draw a sample to be coded again: {what}"), leave_out=("sample", "places"))
def draw_sample(w: WriteContext, sample: Sample, places: Sequence[SampledPlace]) -> int:
    """Keep a sample with its places, and begin a blind reading of them by a coder of kind again.

    ``sample.whose`` says whose second reading it is; the coder of it is made here. Returns their id.

    Raises UserError: nothing was drawn, or that coder is no longer in the study.
    """
    known = coders(w.connection)
    whose = next((coder for coder in known if coder.guid == sample.whose), None)
    if whose is None or whose.kind is CoderKind.FORMER:
        raise UserError(_("That coder is no longer in the study."), _("Nothing was drawn."))
    if not places:
        raise UserError(
            _("There is nothing to draw from."),
            _("Nothing was drawn."),
            _("Mark interviews as done first."),
        )
    w.note(what=sample.words)
    again_id = _add_again(w, whose, known)
    guid = w.connection.scalar(select(schema.coder.c.guid).where(schema.coder.c.id == again_id))
    kept_id = w.add(
        schema.kept,
        kind=KeptKind.SAMPLE.value,
        name=sample.words,
        coder_id=w.coder_id,
        value=replace(sample, again=guid or "").to_json(),
        made_at=w.time,
    )
    for position, place in enumerate(places):
        w.add(schema.link, from_kept_id=kept_id, role="sample", position=position, **place._asdict())
    for interview_id in dict.fromkeys(place.interview_id for place in places):
        w.add(schema.reading, interview_id=interview_id, coder_id=again_id, blind=True, started=w.time)
    return again_id


def _add_again(w: WriteContext, whose: Coder, known: Sequence[Coder]) -> int:
    """Make the coder of a second reading, or a third."""
    taken = {name_key(coder.name) for coder in known}
    names = (_("{name}, reading {n}").format(name=whose.name, n=n) for n in count(2))
    name = next(name for name in names if name_key(name) not in taken)
    number = name.rsplit(" ", 1)[-1]
    return w.add(
        schema.coder,
        name=name,
        initials=f"{whose.short[:3]}{number}"[:4],
        hue=whose.hue,
        kind=CoderKind.AGAIN.value,
        of_id=whose.id,
    )
