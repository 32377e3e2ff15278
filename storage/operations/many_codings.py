"""What is done to many codings at once: one act, one step to undo, however many there are."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_plural, _
from coding.model.code_labels import direction_in_words
from coding.model.framework import Framework
from coding.model.study import Coding, Direction, Origin, Span, TranscriptSpan
from coding.text.spans import AddNew, AlreadyInside, Grow, apply_to_all, meeting
from storage.operations.codings import grow, kin
from storage.operations.joining import join
from storage.operations.ownership import whose
from storage.operations.reading import begin_reading
from storage.operations.removing import remove
from storage.operations.standing import refuse_beyond_text
from storage.queries.code_merges import codings_of
from storage.queries.codebook import outline_of_code
from storage.queries.codings import codings_by_id
from storage.study import schema
from storage.study.connection import batches
from storage.study.operation import WriteContext, operation

_table: Final = schema.coding
_coding: Final = schema.coding.c


class ManyCoded(NamedTuple):
    """What came of coding many places: new codings, codings that grew, and places that were coded so."""

    added: int
    grown: int
    left: int


# --- codes ---------------------------------------------------------------------------------------------


@operation(
    N_plural("Recode {n} coding as {codes}", "Recode {n} codings as {codes}"),
    leave_out=("coding_ids",),
)
def recode(w: WriteContext, coding_ids: Collection[int], code_id: int) -> int:
    """Give codings another code; return how many had another. They stay what they are otherwise.

    Where the coder has that code there already, the two become one as the strand's key joins them. A stage
    that the code's framework does not have falls away.

    Raises UserError: none of the codings, or the code, is there any more.
    """
    framework = outline_of_code(w.connection, code_id)
    going = [coding for coding in _known(w, coding_ids) if coding.code_id != code_id]
    w.note(n=len(going), codes=framework.by_id[code_id].short)
    ids = [coding.id for coding in going]
    _write(w, ids, code_id=code_id, revision=framework.revision)
    stages = _stages_of(w, framework)
    _write(w, [c.id for c in going if c.stage_id is not None and c.stage_id not in stages], stage_id=None)
    now = [coding._replace(code_id=code_id) for coding in going]
    standing = _join_with_same(w, now, code_id)
    _join_with_kin(w, framework, code_id, [c for c in now if standing.get(c.id, c.id) == c.id])
    return len(going)


def _stages_of(w: WriteContext, framework: Framework) -> set[int]:
    stage = schema.stage.c
    return set(w.connection.scalars(select(stage.id).where(stage.framework_id == framework.id)))


def _join_with_same(w: WriteContext, changed: Sequence[Coding], code_id: int) -> dict[int, int]:
    """Join codings of one code that meet, where some of these are among them."""
    ids = {coding.id for coding in changed}
    near = {(coding.transcript_id, coding.coder_id) for coding in changed}
    those = [c for c in codings_of(w.connection, [code_id]) if (c.transcript_id, c.coder_id) in near]
    return join(w, [group for group in meeting(those) if any(each.id in ids for each in group)])


def _join_with_kin(w: WriteContext, framework: Framework, code_id: int, changed: Sequence[Coding]) -> None:
    """Let a code take the place of a group above it on the very span, whichever of the two came last."""
    below, above = kin(framework, code_id)
    if not below and not above:
        return
    others: dict[tuple[int, int, Span], Coding] = {}
    for each in codings_of(w.connection, below | above):
        others.setdefault((each.transcript_id, each.coder_id, each.span), each)
    pairs = [(coding, others.get((coding.transcript_id, coding.coder_id, coding.span))) for coding in changed]
    join(
        w,
        [(other, coding) if other.code_id in below else (coding, other) for coding, other in pairs if other],
    )


@operation(N_plural("Add {codes} to {n} passage", "Add {codes} to {n} passages"), leave_out=("coding_ids",))
def add_code_to(w: WriteContext, coding_ids: Collection[int], code_id: int) -> ManyCoded:
    """Put one more code on the passages of codings, each as the coder whose they are.

    Raises UserError: none of the codings, or the code, is there any more.
    """
    by_coder: dict[int, set[TranscriptSpan]] = {}
    for coding in _known(w, coding_ids):
        by_coder.setdefault(coding.coder_id, set()).add(TranscriptSpan(coding.transcript_id, *coding.span))
    came = [_code(w, places, code_id, coder_id, Origin.BY_HAND) for coder_id, places in by_coder.items()]
    w.note(n=sum(map(len, by_coder.values())))
    return ManyCoded(*map(sum, zip(*came, strict=True)))


@operation(
    N_plural("Code {n} place found with {codes}", "Code {n} places found with {codes}"),
    leave_out=("places",),
)
def code_places(
    w: WriteContext, places: Collection[TranscriptSpan], code_id: int, *, coder_id: int | None = None
) -> ManyCoded:
    """Code the results of a search; what is coded so already is left.

    The codings are those of whoever is at work, or of the coder named.

    Raises UserError: the code or the coder is no longer there, or a place is not in its transcript.
    """
    w.note(n=len(places))
    return _code(w, places, code_id, whose(w, coder_id), Origin.SEARCH)


def _code(
    w: WriteContext, places: Collection[TranscriptSpan], code_id: int, coder_id: int | None, origin: Origin
) -> ManyCoded:
    framework = outline_of_code(w.connection, code_id)
    w.note(codes=framework.by_id[code_id].short)
    refuse_beyond_text(w, places)
    own: dict[int, list[Coding]] = {}
    for each in codings_of(w.connection, [code_id]):
        if each.coder_id == coder_id:
            own.setdefault(each.transcript_id, []).append(each)
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.transcript_id, []).append(Span(place.start, place.end))
    new: list[TranscriptSpan] = []
    grown = left = 0
    for transcript_id, some in spans.items():
        for rule in apply_to_all(some, own.get(transcript_id, ())):
            match rule:
                case AddNew(span):
                    new.append(TranscriptSpan(transcript_id, *span))
                case Grow():
                    grown += 1
                    grow(w, rule)
                case AlreadyInside():
                    left += 1
                case _:
                    raise AssertionError(rule)
    for transcript_id in sorted({place.transcript_id for place in new}):
        begin_reading(w, transcript_id, coder_id)
    _add(w, new, framework, code_id, coder_id, origin)
    return ManyCoded(len(new), grown, left)


def _add(
    w: WriteContext,
    new: Iterable[TranscriptSpan],
    framework: Framework,
    code_id: int,
    coder_id: int | None,
    origin: Origin,
) -> None:
    """Insert codings; a dimension that stands alone on the very span gives way to its strand."""
    alike = {
        "code_id": code_id,
        "coder_id": coder_id,
        "created": w.time,
        "revision": framework.revision,
        "origin": str(origin),
    }
    before = _last_id(w)
    w.add_many(_table, [{**place._asdict(), **alike} for place in sorted(new)])
    added = _made_after(w, before)
    _join_with_kin(w, framework, code_id, added)


def _last_id(w: WriteContext) -> int:
    return w.connection.scalar(select(_coding.id).order_by(_coding.id.desc()).limit(1)) or 0


def _made_after(w: WriteContext, last_id: int) -> list[Coding]:
    """Return the codings that were made after one."""
    return codings_by_id(
        w.connection, w.connection.scalars(select(_coding.id).where(_coding.id > last_id)).all()
    )


@operation(N_plural("Remove {n} coding", "Remove {n} codings"), leave_out=("coding_ids",))
def remove_codings(w: WriteContext, coding_ids: Collection[int]) -> int:
    """Remove codings with their memos; return how many.

    Raises UserError: none of them is there any more.
    """
    found = _known(w, coding_ids)
    w.note(n=len(found))
    remove(w, _table, [coding.id for coding in found])
    return len(found)


# --- what is said about codings ------------------------------------------------------------------------


@operation(N_plural("Mark {n} coding {how}", "Mark {n} codings {how}"), leave_out=("coding_ids",))
def mark_unsure(w: WriteContext, coding_ids: Collection[int], *, unsure: bool) -> int:
    """Write down doubt about codings, or take it away; return how many were otherwise.

    Raises UserError: none of them is there any more.
    """
    changed = [coding.id for coding in _known(w, coding_ids) if bool(coding.unsure) != unsure]
    w.note(n=len(changed), how=_("unsure") if unsure else _("sure"))
    _write(w, changed, unsure=unsure)
    return len(changed)


@operation(
    N_plural("Set the stage of {n} coding: {how}", "Set the stage of {n} codings: {how}"),
    leave_out=("coding_ids",),
)
def set_stages(w: WriteContext, coding_ids: Collection[int], stage_id: int | None) -> int:
    """Say the stage that codings show, or none; those of frameworks without it stay. Return how many.

    Raises UserError: none of them, or the stage, is there any more.
    """
    found, how = _known(w, coding_ids), _("no stage")
    if stage_id is not None:
        stage, code = schema.stage.c, schema.code.c
        known = w.connection.execute(
            select(stage.framework_id, stage.letter).where(stage.id == stage_id)
        ).first()
        if known is None:
            raise UserError(_("That stage is no longer in the codebook."), _("Nothing was changed."))
        codes = set(w.connection.scalars(select(code.id).where(code.framework_id == known.framework_id)))
        found, how = [coding for coding in found if coding.code_id in codes], known.letter
    w.note(n=len(found), how=how)
    _write(w, [coding.id for coding in found], stage_id=stage_id)
    return len(found)


@operation(
    N_plural("Set the direction of {n} coding: {how}", "Set the direction of {n} codings: {how}"),
    leave_out=("coding_ids",),
)
def set_directions(w: WriteContext, coding_ids: Collection[int], direction: Direction) -> int:
    """Say what codings say of their strands, or nothing; return how many said something else.

    Raises UserError: none of them is there any more.
    """
    changed = [coding.id for coding in _known(w, coding_ids) if coding.direction != direction]
    w.note(n=len(changed), how=direction_in_words(direction))
    _write(w, changed, direction=direction)
    return len(changed)


@operation(N_plural("Write a memo on {n} coding", "Write a memo on {n} codings"), leave_out=("coding_ids",))
def add_to_memos(w: WriteContext, coding_ids: Collection[int], text: str) -> int:
    """Write the same under what stands in the memos of codings, as those whose they are; return how many.

    Raises UserError: none of them is there any more.
    """
    found, text = _known(w, coding_ids), text.strip()
    w.note(n=len(found))
    if not text:
        return 0
    memo = schema.memo
    new: list[dict[str, object]] = []
    for coding in found:
        mine = (memo.c.coding_id == coding.id) & (memo.c.coder_id == coding.coder_id)
        if coding.memo:
            joined = f"{coding.memo}\n\n{text}"
            w.connection.execute(update(memo).where(mine).values(text=joined, modified=w.time))
        else:
            new.append({"coding_id": coding.id, "coder_id": coding.coder_id})
    alike = {"text": text, "created": w.time, "modified": w.time}
    w.add_many(memo, [{**row, **alike} for row in new])
    return len(found)


@operation(N_plural("Give {n} coding to {coder}", "Give {n} codings to {coder}"), leave_out=("coding_ids",))
def give_codings(w: WriteContext, coding_ids: Collection[int], coder_id: int) -> int:
    """Make codings, with their memos, another coder's; those that meet that coder's own become one.

    Raises UserError: none of them, or the coder, is there any more.
    """
    coder = schema.coder.c
    name = w.connection.scalar(select(coder.name).where(coder.id == coder_id))
    if name is None:
        raise UserError(_("That coder is no longer there."), _("Nothing was changed."))
    going = [coding for coding in _known(w, coding_ids) if coding.coder_id != coder_id]
    w.note(n=len(going), coder=name)
    for transcript_id in sorted({coding.transcript_id for coding in going}):
        begin_reading(w, transcript_id, coder_id)
    _write(w, [coding.id for coding in going], coder_id=coder_id)
    memo = schema.memo
    for some in batches([coding.id for coding in going if coding.memo]):
        w.connection.execute(update(memo).where(memo.c.coding_id.in_(some)).values(coder_id=coder_id))
    now = [coding._replace(coder_id=coder_id) for coding in going]
    for code_id in sorted({coding.code_id for coding in now}):
        _join_with_same(w, [coding for coding in now if coding.code_id == code_id], code_id)
    return len(going)


# --- how it is written ---------------------------------------------------------------------------------


def _known(w: WriteContext, coding_ids: Collection[int]) -> list[Coding]:
    """Return those that are there; somebody else's stand in the history with their name."""
    found = codings_by_id(w.connection, list(coding_ids))
    if not found:
        raise UserError(_("Those codings are no longer there."), _("Nothing was changed."))
    for coder_id in {coding.coder_id for coding in found}:
        whose(w, coder_id)
    return found


def _write(w: WriteContext, coding_ids: Sequence[int], **values: object) -> None:
    for some in batches(coding_ids):
        w.connection.execute(update(_table).where(_coding.id.in_(some)).values(**values))
