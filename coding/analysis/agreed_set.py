"""What becomes of two coders' codings when they settle: what both have alike, and what each decision makes.

Values only: rows to be written for the coder whose set is the agreed one.
"""

from collections.abc import Sequence

from coding.analysis.disagreements import AlikePair, Disagreement
from coding.analysis.readings import Reading
from coding.model.framework import Framework
from coding.model.settling import AgreedCoding, Basis, RuledOn, Settlement
from coding.model.study import Decision, Span


def agreed_codings(framework: Framework, same: Sequence[AlikePair]) -> tuple[AgreedCoding, ...]:
    """Return what both have alike, one coding a pair.

    Of two ends it takes the wider; of two codes of a strand what they have in common; doubt of one
    coder stays doubt.
    """
    return tuple(_of_pair(framework, pair) for pair in same)


def _of_pair(framework: Framework, pair: AlikePair) -> AgreedCoding:
    first, second = pair
    code_id = _in_common(framework, first.code_id, second.code_id)
    unsure = first.unsure or second.unsure
    return _on(first.span.union(second.span), first)._replace(code_id=code_id, unsure=unsure)


def _in_common(framework: Framework, one: int, other: int) -> int:
    """Return the lowest code that is above both, or one of them."""
    above = {code.id for code in framework.path(one)}
    return [code.id for code in framework.path(other) if code.id in above][-1]


def decided(disagreement: Disagreement, decision: Decision) -> tuple[AgreedCoding, ...]:
    """Return what a decision makes of a disagreement; nothing yet where it is to be discussed.

    The coding that one coder alone has goes if the other is right. Both of one strand stand on the
    wider span: as one coding if they differ in nothing else.
    """
    first, second = disagreement.first, disagreement.second
    match decision:
        case Decision.FIRST:
            return _as_it_stands(first)
        case Decision.SECOND:
            return _as_it_stands(second)
        case Decision.BOTH:
            return _both(first, second)
        case Decision.NEITHER | Decision.DISCUSS:
            return ()


def _as_it_stands(reading: Reading | None) -> tuple[AgreedCoding, ...]:
    return () if reading is None else (_on(reading.span, reading),)


def _both(first: Reading | None, second: Reading | None) -> tuple[AgreedCoding, ...]:
    if first is None or second is None or first.strand_id != second.strand_id:
        return (*_as_it_stands(first), *_as_it_stands(second))
    span = first.span.union(second.span)
    one, other = _on(span, first), _on(span, second)
    if one._replace(unsure=False) == other._replace(unsure=False):
        return (one._replace(unsure=one.unsure or other.unsure),)
    return one, other


def _on(span: Span, reading: Reading) -> AgreedCoding:
    said = reading.code_id, reading.stage_id, reading.unsure, reading.direction
    return AgreedCoding(reading.interview_id, *span, *said)


def settlement(each: Disagreement, coders: tuple[int, int], decision: Decision) -> Settlement:
    """Return what a decision on a disagreement of two coders writes down.

    Its code is the strand of the first, else of the second.
    """
    reading = each.first or each.second
    assert reading is not None
    first_id, second_id = coders
    return Settlement(
        each.interview_id,
        each.start,
        each.end,
        first_id,
        second_id,
        reading.strand_id,
        decision,
        basis_of(each),
        decided(each, decision),
    )


def basis_of(each: Disagreement) -> Basis:
    """Return the codings that a ruling on a disagreement stands on, as they are now."""
    return Basis(tuple(RuledOn(coding.id, start, end, *coding[1:]) for start, end, coding in each.basis))
