"""What the researcher does to codings. The rules are in coding/text/spans.py; here they are written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from coding.errors import UserError
from coding.language import N_, _
from coding.model.code_labels import direction_in_words
from coding.model.framework import Framework
from coding.model.study import Coding, Direction, Span
from coding.text.spans import (
    Added,
    AddNew,
    AlreadyInside,
    Grow,
    Rule,
    StandingCodings,
    TakeOff,
    TakePlace,
    apply_code,
    reached,
    resize,
    strand_key,
    union,
)
from storage.operations.ownership import whose
from storage.operations.reading import begin_reading
from storage.operations.removing import remove
from storage.queries.codebook import outline_of_code
from storage.queries.codings import coding_by_id, codings_touching
from storage.study import schema
from storage.study.operation import WriteContext, operation

_table = schema.coding


@dataclass(frozen=True, slots=True)
class Pick:
    """A code chosen for a passage, with what was said about it."""

    code_id: int
    stage_id: int | None = None
    unsure: bool = False
    direction: Direction = Direction.UNSAID


@dataclass(frozen=True, slots=True)
class Coded:
    """What came of one code on a passage: the rule, and the coding now current (None if taken off)."""

    code_id: int
    rule: Rule
    coding_id: int | None


@operation(N_("Code passage {codes}"))
def toggle_code(
    w: WriteContext, transcript_id: int, start: int, end: int, code_id: int, *, coder_id: int | None = None
) -> Coded:
    """Do what a strand's key does to a span: take off, leave, grow or add.

    The codings are those of whoever is at work, or of the coder named.

    Raises UserError: the code or the coder is no longer there, or the span is empty or not in the transcript.
    """
    found = _find(w, transcript_id, _inside(w, transcript_id, Span(start, end)), code_id, coder_id)
    w.note(codes=found.short)
    rule = strand_key(found.span, found.standing)
    if isinstance(rule, TakeOff):
        remove(w, _table, [coding.id for coding in rule.codings])
        return Coded(code_id, rule, None)
    return _apply(w, found, rule, Pick(code_id))


@operation(N_("Code passage {codes}"), leave_out=("picks",))
def apply_codes(
    w: WriteContext,
    transcript_id: int,
    start: int,
    end: int,
    picks: Sequence[Pick],
    *,
    coder_id: int | None = None,
) -> tuple[Coded, ...]:
    """Put codes on a span; one that stands there stays and takes stage, doubt and direction named with it.

    The codings are those of whoever is at work, or of the coder named.

    Raises UserError: a code, a stage or the coder is no longer there, or the span is empty or not in the
    transcript.
    """
    span = _inside(w, transcript_id, Span(start, end))
    applied: list[Coded] = []
    names: list[str] = []
    for pick in picks:
        found = _find(w, transcript_id, span, pick.code_id, coder_id)
        names.append(found.short)
        applied.append(_apply(w, found, apply_code(span, found.standing), pick))
    w.note(codes=", ".join(names))
    return tuple(applied)


@dataclass(frozen=True, slots=True)
class _FoundCodings:
    """A code that is to go on a span, and what the coder has there already."""

    framework: Framework
    transcript_id: int
    span: Span
    code_id: int
    coder_id: int | None
    standing: StandingCodings

    @property
    def short(self) -> str:
        return self.framework.by_id[self.code_id].short


def _find(
    w: WriteContext, transcript_id: int, span: Span, code_id: int, coder_id: int | None
) -> _FoundCodings:
    coder_id = whose(w, coder_id)
    framework = outline_of_code(w.connection, code_id)
    strands, dimension = kin(framework, code_id)
    touching = codings_touching(w.connection, transcript_id, span, {code_id, *strands, *dimension}, coder_id)
    own = [coding for coding in touching if coding.code_id == code_id]
    if any(not span.contains(coding.span) for coding in own):
        own = reached_codings(w, transcript_id, span, code_id, coder_id)
    standing = StandingCodings(
        own,
        [coding for coding in touching if coding.code_id in dimension],
        [coding for coding in touching if coding.code_id in strands],
    )
    return _FoundCodings(framework, transcript_id, span, code_id, coder_id, standing)


def kin(framework: Framework, code_id: int) -> tuple[set[int], set[int]]:
    """Return the codes below a group, and the groups above a code."""
    below = framework.below(code_id) if framework.is_group(code_id) else ()
    return {code.id for code in below} - {code_id}, {code.id for code in framework.groups_above(code_id)}


def reached_codings(
    w: WriteContext, transcript_id: int, span: Span, code_id: int, coder_id: int | None
) -> list[Coding]:
    """Read all codings of a code that a span reaches; how far that is, is said in coding/text/spans.py."""
    reach = span
    while True:
        found = codings_touching(w.connection, transcript_id, reach, [code_id], coder_id)
        further = union(span, reached(span, found))
        if further == reach:
            return found
        reach = further


def _apply(w: WriteContext, found: _FoundCodings, rule: Added, pick: Pick) -> Coded:
    match rule:
        case AlreadyInside(coding):
            coding_id = coding.id
        case Grow(coding):
            coding_id = coding.id
            grow(w, rule)
        case AddNew():
            coding_id = _add(w, found)
        case TakePlace(coding):
            coding_id = coding.id
            _write(w, coding_id, code_id=found.code_id, revision=found.framework.revision)
    if pick.stage_id is not None:
        _write_stage(w, coding_id, found.framework, pick.stage_id)
    if pick.unsure:
        _write(w, coding_id, unsure=True)
    if pick.direction:
        _write(w, coding_id, direction=pick.direction)
    return Coded(pick.code_id, rule, coding_id)


def _add(w: WriteContext, found: _FoundCodings) -> int:
    begin_reading(w, found.transcript_id, found.coder_id)
    return w.add(
        _table,
        transcript_id=found.transcript_id,
        start=found.span.start,
        end=found.span.end,
        code_id=found.code_id,
        coder_id=found.coder_id,
        created=w.time,
        revision=found.framework.revision,
    )


@operation(N_("Resize {codes}"))
def resize_coding(w: WriteContext, coding_id: int, start: int, end: int) -> None:
    """Give one coding another span; others of its code that it now overlaps are absorbed.

    Raises UserError: the coding is no longer there, or the span is empty or not in the transcript.
    """
    _resize(w, _known(w, coding_id), Span(start, end))


@operation(N_("Move the passage’s codings to the selection"))
def resize_passage(w: WriteContext, coding_ids: Sequence[int], start: int, end: int) -> None:
    """Give all codings of a passage another span.

    Raises UserError: the span is empty or not in the transcript.
    """
    for coding_id in coding_ids:
        coding = coding_by_id(w.connection, coding_id)
        if coding is not None:  # it may just have been absorbed
            whose(w, coding.coder_id)
            _resize(w, coding, Span(start, end))


def _resize(w: WriteContext, coding: Coding, span: Span) -> None:
    span = _inside(w, coding.transcript_id, span)
    own = reached_codings(w, coding.transcript_id, span, coding.code_id, coding.coder_id)
    w.note(codes=_short(w, coding.code_id))
    grow(w, resize(coding, span, own))


@operation(N_("Mark {codes} {how}"))
def set_unsure(w: WriteContext, coding_id: int, *, unsure: bool) -> None:
    """Write down doubt about a coding, or take it away.

    Raises UserError: the coding is no longer there.
    """
    w.note(codes=_short(w, _known(w, coding_id).code_id), how=_("unsure") if unsure else _("sure"))
    _write(w, coding_id, unsure=unsure)


@operation(N_("Set the stage of {codes}: {how}"))
def set_stage(w: WriteContext, coding_id: int, stage_id: int | None) -> None:
    """Say the stage a coding shows, or none.

    Raises UserError: the coding is no longer there, or its framework has no such stage any more.
    """
    code_id = _known(w, coding_id).code_id
    framework = outline_of_code(w.connection, code_id)
    letter = next((stage.letter for stage in framework.stages if stage.id == stage_id), _("no stage"))
    w.note(codes=framework.by_id[code_id].short, how=letter)
    _write_stage(w, coding_id, framework, stage_id)


def _write_stage(w: WriteContext, coding_id: int, framework: Framework, stage_id: int | None) -> None:
    stage = schema.stage.c
    its_own = (stage.id == stage_id) & (stage.framework_id == framework.id)
    if stage_id is not None and w.connection.scalar(select(stage.id).where(its_own)) is None:
        raise UserError(_("That stage is no longer in the codebook."), _("Nothing was changed."))
    _write(w, coding_id, stage_id=stage_id)


@operation(N_("Set the direction of {codes}: {how}"))
def set_direction(w: WriteContext, coding_id: int, direction: Direction) -> None:
    """Say whether the passage shows the strand, lacks it, is mixed or wishes for it, or nothing of it.

    Raises UserError: the coding is no longer there.
    """
    w.note(codes=_short(w, _known(w, coding_id).code_id), how=direction_in_words(direction))
    _write(w, coding_id, direction=direction)


@operation(N_("Remove {codes}"))
def take_off(w: WriteContext, coding_id: int) -> None:
    """Remove one coding with its memo.

    Raises UserError: the coding is no longer there.
    """
    w.note(codes=_short(w, _known(w, coding_id).code_id))
    remove(w, _table, [coding_id])


# --- how it is written ------------------------------------------------------------------------


def _inside(w: WriteContext, transcript_id: int, span: Span) -> Span:
    """Refuse a span that is empty or beyond the text."""
    transcript = schema.transcript.c
    length = w.connection.scalar(select(transcript.length).where(transcript.id == transcript_id))
    if length is None or not 0 <= span.start < span.end <= length:
        raise UserError(
            _("That passage is not in the transcript."),
            _("Nothing was coded."),
            _("Select some words first."),
        )
    return span


def _known(w: WriteContext, coding_id: int) -> Coding:
    coding = coding_by_id(w.connection, coding_id)
    if coding is None:
        raise UserError(_("That coding is no longer there."))
    whose(w, coding.coder_id)
    return coding


def _short(w: WriteContext, code_id: int) -> str:
    return outline_of_code(w.connection, code_id).by_id[code_id].short


def _write(w: WriteContext, coding_id: int, **values: object) -> None:
    w.connection.execute(update(_table).where(_table.c.id == coding_id).values(**values))


def grow(w: WriteContext, grow: Grow) -> None:
    """Give a coding its span and let it swallow others; their memos are kept, one under the other."""
    memo, coding_id = schema.memo, grow.coding.id
    _write(w, coding_id, start=grow.span.start, end=grow.span.end)
    for other in grow.absorbed:
        kept = w.connection.execute(select(memo).where(memo.c.coding_id == coding_id)).first()
        if kept is None:
            w.connection.execute(update(memo).where(memo.c.coding_id == other.id).values(coding_id=coding_id))
        elif other.memo:
            joined = f"{kept.text}\n\n{other.memo}"
            w.connection.execute(update(memo).where(memo.c.id == kept.id).values(text=joined))
        remove(w, _table, [other.id])
