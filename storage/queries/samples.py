"""What a sample can be drawn from, drawing it, and reading it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from coding.analysis.recoding import draw
from coding.model.sample import Sample, SampledPlace, SampleUnit
from coding.model.study import Coder, KeptKind, Span, merged
from storage.queries.agreement import done_by
from storage.study import schema


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample and its places in the order in which they were drawn."""

    sample: Sample
    places: tuple[SampledPlace, ...]

    @property
    def passages(self) -> pd.DataFrame | None:
        """The passages (interview_id, start, end), those that overlap as one; None for whole interviews."""
        if self.sample.unit is SampleUnit.INTERVIEWS:
            return None
        found: dict[int, list[Span]] = {}
        for interview_id, start, end in sorted(self.places):
            found.setdefault(interview_id, []).append(Span(start or 0, end or 0))
        rows = [(id_, *span) for id_, spans in found.items() for span in merged(spans)]
        return pd.DataFrame(rows, columns=["interview_id", "start", "end"], dtype="int64")

    def after(self, here: SampledPlace | None) -> tuple[int, SampledPlace]:
        """Return the first place after another, from 1 on the how-manieth in order of reading.

        After the last comes the first, as for None. There has to be one.
        """
        in_order = sorted(self.places, key=_in_reading)
        following = (n for n, place in enumerate(in_order) if here and _in_reading(place) > _in_reading(here))
        at = next(following, 0)
        return at + 1, in_order[at]


def _in_reading(place: SampledPlace) -> tuple[int, int, int]:
    return place.interview_id, place.start or 0, place.end or 0


def candidates(
    connection: Connection, coder_id: int, unit: SampleUnit, framework_id: int, round_id: int | None = None
) -> dict[str, SampledPlace]:
    """Return what can be drawn by its GUID: interviews that a coder is done with, or passages in them.

    A passage goes by the GUID of its first coding; two codings on the same words are one passage.
    """
    interview, coding, code = schema.interview.c, schema.coding.c, schema.code.c
    done = done_by(connection).get(coder_id, set[int]())
    query = select(interview.id, interview.guid).order_by(interview.id)
    if round_id is not None:
        query = query.where(interview.round_id == round_id)
    guids: Mapping[int, str] = {row.id: row.guid for row in connection.execute(query) if row.id in done}
    if unit is SampleUnit.INTERVIEWS:
        return {guid: SampledPlace(id_) for id_, guid in guids.items()}
    codings = (
        select(coding.guid, coding.transcript_id, coding.start, coding.end)
        .select_from(schema.coding.join(schema.code, code.id == coding.code_id))
        .where(coding.coder_id == coder_id, code.framework_id == framework_id)
        .order_by(coding.id)
    )
    first: dict[SampledPlace, str] = {}
    for row in connection.execute(codings):
        if row.transcript_id in guids:
            first.setdefault(SampledPlace(row.transcript_id, row.start, row.end), row.guid)
    return {guid: place for place, guid in first.items()}


def drawn(found: Mapping[str, SampledPlace], n: int, seed: str) -> Sequence[SampledPlace]:
    """Draw n places with a seed: the same for everybody, on any computer."""
    return [found[name] for name in draw(found, n, seed)]


def sample_of(connection: Connection, again: Coder) -> DrawnSample | None:
    """Return what a coder of kind again was to code; passages whose words are gone are left out."""
    kept, link = schema.kept.c, schema.link.c
    rows = connection.execute(select(kept.id, kept.value).where(kept.kind == KeptKind.SAMPLE)).all()
    for row in rows:
        sample = Sample.from_json(row.value)
        if sample.again == again.guid:
            places = connection.execute(
                select(link.interview_id, link.start, link.end)
                .where(link.from_kept_id == row.id, link.interview_id.is_not(None))
                .order_by(link.position)
            )
            found = (SampledPlace(*place) for place in places)
            return DrawnSample(sample, tuple(p for p in found if p.start is None or p.start < (p.end or 0)))
    return None
