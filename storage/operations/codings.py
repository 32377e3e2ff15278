"""What the researcher does to codings. The rules are in coding/spans.py; here they are written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from coding.errors import UserError
from coding.framework import Framework
from coding.language import N_, _
from coding.spans import AddNew, AlreadyInside, Grow, Rule, TakeOff, strand_key
from coding.study import Coding, Span
from storage import schema
from storage.operation import Writing, operation
from storage.queries.codebook import framework_of_code
from storage.queries.codings import codings_of_code, coding_by_id

_table = schema.coding


@dataclass(frozen=True, slots=True)
class Pick:
    """A code chosen for a passage, with what was said about it."""

    code_id: int
    stage_id: int | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Coded:
    """What came of one code on a passage: the rule that held and the coding now current (None if taken off)."""

    code_id: int
    rule: Rule
    coding_id: int | None


@operation(N_("Code passage {codes}"))
def toggle_code(w: Writing, transcript_id: int, start: int, end: int, code_id: int) -> Coded:
    """Do what a strand's key does to a span: take off, leave, grow or add."""
    span = _inside(w, transcript_id, Span(start, end))
    framework = framework_of_code(w.connection, code_id)
    w.note(codes=framework.by_id[code_id].short)
    rule = _rule(w, framework, transcript_id, span, code_id)
    if isinstance(rule, TakeOff):
        _remove(w, [coding.id for coding in rule.codings])
        return Coded(code_id, rule, None)
    return _apply(w, framework, transcript_id, rule, Pick(code_id))


@operation(N_("Code passage {codes}"), leave_out=("picks",))
def apply_codes(
    w: Writing, transcript_id: int, start: int, end: int, picks: Sequence[Pick]
) -> tuple[Coded, ...]:
    """Put codes on a span; one that stands there stays and takes the stage and doubt named with it."""
    span = _inside(w, transcript_id, Span(start, end))
    applied: list[Coded] = []
    names: list[str] = []
    for pick in picks:
        framework = framework_of_code(w.connection, pick.code_id)
        names.append(framework.by_id[pick.code_id].short)
        rule = _rule(w, framework, transcript_id, span, pick.code_id)
        if isinstance(rule, TakeOff):
            rule = AlreadyInside(rule.codings[0])
        applied.append(_apply(w, framework, transcript_id, rule, pick))
    w.note(codes=", ".join(names))
    return tuple(applied)


def _rule(w: Writing, framework: Framework, transcript_id: int, span: Span, code_id: int) -> Rule:
    standing = codings_of_code(w.connection, transcript_id, code_id, w.coder_id)
    rule = strand_key(span, standing)
    if isinstance(rule, AddNew) and framework.is_dimension(code_id):
        strand = _strand_on(w, framework, transcript_id, span, code_id)
        if strand is not None:
            return AlreadyInside(strand)  # the strand already says the dimension
    return rule


def _apply(w: Writing, framework: Framework, transcript_id: int, rule: Rule, pick: Pick) -> Coded:
    match rule:
        case AlreadyInside(coding):
            coding_id = coding.id
        case Grow(coding, span, absorbed):
            coding_id = coding.id
            _write_span(w, coding_id, span)
            _absorb(w, coding_id, absorbed)
        case AddNew(span):
            coding_id = _add(w, framework, transcript_id, span, pick)
        case TakeOff():
            raise AssertionError("a code that is taken off is not applied")
    if pick.stage_id is not None:
        _write(w, coding_id, stage_id=pick.stage_id)
    if pick.unsure:
        _write(w, coding_id, unsure=True)
    return Coded(pick.code_id, rule, coding_id)


def _add(w: Writing, framework: Framework, transcript_id: int, span: Span, pick: Pick) -> int:
    """Add a coding, or let a strand take the place of its dimension alone on the same span."""
    for above in framework.path(pick.code_id)[:-1]:
        if not framework.is_dimension(above.id):
            continue
        standing = codings_of_code(w.connection, transcript_id, above.id, w.coder_id)
        alone = next((coding for coding in standing if coding.span == span), None)
        if alone is not None:
            _write(w, alone.id, code_id=pick.code_id, revision=framework.revision)
            return alone.id
    return w.add(
        _table,
        transcript_id=transcript_id,
        start=span.start,
        end=span.end,
        code_id=pick.code_id,
        coder_id=w.coder_id,
        created=w.time,
        revision=framework.revision,
    )


def _strand_on(
    w: Writing, framework: Framework, transcript_id: int, span: Span, dimension_id: int
) -> Coding | None:
    for code in framework.below(dimension_id):
        for coding in codings_of_code(w.connection, transcript_id, code.id, w.coder_id):
            if coding.span == span:
                return coding
    return None


@operation(N_("Resize {codes}"))
def resize_coding(w: Writing, coding_id: int, start: int, end: int) -> None:
    """Give one coding another span; others of its code that it now overlaps are absorbed."""
    _resize(w, _known(w, coding_id), Span(start, end))


@operation(N_("Move the passage’s codings to the selection"))
def resize_passage(w: Writing, coding_ids: Sequence[int], start: int, end: int) -> None:
    """Give all codings of a passage another span."""
    for coding_id in coding_ids:
        coding = coding_by_id(w.connection, coding_id)
        if coding is not None:  # it may just have been absorbed
            _resize(w, coding, Span(start, end))


def _resize(w: Writing, coding: Coding, span: Span) -> None:
    span = _inside(w, coding.transcript_id, span)
    standing = codings_of_code(w.connection, coding.transcript_id, coding.code_id, coding.coder_id)
    others = [other for other in standing if other.id != coding.id]
    absorbed: list[Coding] = []
    while touching := [other for other in others if other.span.overlaps(span)]:
        for other in touching:
            span = span.union(other.span)
            others.remove(other)
        absorbed += touching
    w.note(codes=_short(w, coding.code_id))
    _write_span(w, coding.id, span)
    _absorb(w, coding.id, absorbed)


@operation(N_("Mark {codes} unsure or sure"))
def set_unsure(w: Writing, coding_id: int, *, unsure: bool) -> None:
    """Write down doubt about a coding, or take it away."""
    w.note(codes=_short(w, _known(w, coding_id).code_id))
    _write(w, coding_id, unsure=unsure)


@operation(N_("Set the stage of {codes}"))
def set_stage(w: Writing, coding_id: int, stage_id: int | None) -> None:
    """Say the stage a coding shows, or none."""
    w.note(codes=_short(w, _known(w, coding_id).code_id))
    _write(w, coding_id, stage_id=stage_id)


@operation(N_("Take off {codes}"))
def take_off(w: Writing, coding_id: int) -> None:
    """Remove one coding with its memo."""
    w.note(codes=_short(w, _known(w, coding_id).code_id))
    _remove(w, [coding_id])


def remove_codings(w: Writing, coding_ids: Iterable[int]) -> None:
    """Remove codings with their memos, for operations that remove what they hang on."""
    _remove(w, list(coding_ids))


# --- how it is written ------------------------------------------------------------------------


def _inside(w: Writing, transcript_id: int, span: Span) -> Span:
    """Refuse a span that is empty or beyond the text."""
    length = w.connection.scalar(
        select(func.length(schema.transcript.c.text)).where(schema.transcript.c.id == transcript_id)
    )
    if length is None or not 0 <= span.start < span.end <= length:
        raise UserError(
            _("That passage is not in the transcript."),
            _("Nothing was coded."),
            _("Select some words first."),
        )
    return span


def _known(w: Writing, coding_id: int) -> Coding:
    coding = coding_by_id(w.connection, coding_id)
    if coding is None:
        raise UserError(_("That coding is no longer there."))
    return coding


def _short(w: Writing, code_id: int) -> str:
    return framework_of_code(w.connection, code_id).by_id[code_id].short


def _write(w: Writing, coding_id: int, **values: object) -> None:
    w.connection.execute(update(_table).where(_table.c.id == coding_id).values(**values))


def _write_span(w: Writing, coding_id: int, span: Span) -> None:
    _write(w, coding_id, start=span.start, end=span.end)


def _absorb(w: Writing, coding_id: int, absorbed: Iterable[Coding]) -> None:
    """Let a coding swallow others; their memos are kept, one under the other."""
    memo = schema.memo
    for other in absorbed:
        kept = w.connection.execute(select(memo).where(memo.c.coding_id == coding_id)).first()
        if kept is None:
            w.connection.execute(
                update(memo).where(memo.c.coding_id == other.id).values(coding_id=coding_id)
            )
        elif other.memo:
            joined = f"{kept.text}\n\n{other.memo}"
            w.connection.execute(update(memo).where(memo.c.id == kept.id).values(text=joined))
        _remove(w, [other.id])


def _remove(w: Writing, coding_ids: Sequence[int]) -> None:
    for at in range(0, len(coding_ids), 900):
        some = coding_ids[at : at + 900]
        w.connection.execute(delete(schema.memo).where(schema.memo.c.coding_id.in_(some)))
        w.connection.execute(delete(_table).where(_table.c.id.in_(some)))
