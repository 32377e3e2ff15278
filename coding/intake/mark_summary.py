"""What the hand-written codes of a batch come to: codings by strand, colours, what is still open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coding.intake.plan import ImportPlan, ImportRow
from coding.notation.hand_marks import HandCoding, HandMark, MarkState, Remark, codings_of, remarks_of

_EXAMPLE = 90


@dataclass(frozen=True, slots=True)
class MarksSummary:
    """Totals over the included files: exactly what storing adds.

    ``by_code`` counts codings by code id, ``by_coder`` by whose they become (empty: whoever is at the
    keyboard); the last four count marks.
    """

    codings: int
    passages: int
    by_code: Mapping[int, int]
    by_coder: Mapping[str, int]
    remarks: int
    understood: int
    guessed: int
    not_understood: int
    no_code: int


class ColourUse(NamedTuple):
    """A colour found in the files: how often, an example, and the code it means, if ``said``."""

    colour: str
    times: int
    example: str
    code_id: int | None
    said: bool


def marks_summary(plan: ImportPlan) -> MarksSummary:
    """Total up the marks of all included files."""
    codings = [(at, coding) for at, a in enumerate(plan.included) for coding in codings_in(plan, a)]
    states = Counter(mark.state for row in plan.included for mark in row.marks)
    return MarksSummary(
        len(codings),
        len({(at, coding.span) for at, coding in codings}),
        Counter(coding.code_id for _at, coding in codings),
        Counter(coding.coder for _at, coding in codings),
        sum(len(remarks_in(row)) for row in plan.included),
        states[MarkState.UNDERSTOOD],
        states[MarkState.GUESSED],
        states[MarkState.NOT_UNDERSTOOD],
        states[MarkState.NO_CODE],
    )


def codings_in(plan: ImportPlan, row: ImportRow) -> tuple[HandCoding, ...]:
    """Return the codings that storing a file of the plan makes."""
    return codings_of(row.marks, plan.rules.coded_by, row.file.document.author)


def remarks_in(row: ImportRow) -> tuple[Remark, ...]:
    """Return the remarks that storing a file makes."""
    return remarks_of(row.marks, row.file.document.author)


def colours_of(plan: ImportPlan) -> tuple[ColourUse, ...]:
    """Return every colour in the included files, those not yet said first, then the most frequent first."""
    said = plan.rules.knowing(plan.known.labels, plan.known.colours).colours
    times: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for row in plan.included:
        for mark in _coloured(row.marks):
            times[mark.colour] += 1
            if not examples.get(mark.colour):
                examples[mark.colour] = _example(row, mark)
    uses = [
        ColourUse(colour, n, examples[colour], said.get(colour), colour in said)
        for colour, n in times.items()
    ]
    return tuple(sorted(uses, key=lambda use: (-use.times, use.colour)))


def _coloured(marks: Iterable[HandMark]) -> Iterable[HandMark]:
    return (mark for mark in marks if mark.colour)


def _example(row: ImportRow, mark: HandMark) -> str:
    """Return the coloured words in one line; a longer passage is cut and says so."""
    assert row.segmented is not None
    text = row.segmented.transcript.text[mark.span.start : mark.span.end] or mark.written
    words = " ".join(text.split())
    return words if len(words) <= _EXAMPLE else words[:_EXAMPLE].rsplit(" ", 1)[0] + " …"
