"""Figures of schools in a report: of each measure small multiples beside the strand, a table, the notes."""

from collections.abc import Iterator, Sequence

from coding.analysis.measure import DASH
from coding.analysis.outcome_panels import OutcomePanels, SchoolPanel, cautions
from coding.language import _
from coding.model.outcomes import NOT_APPLICABLE, Outcome
from coding.report.blocks import Block, BlockColumn, BlockRow, DrawnBlock, HeadingBlock, figures, notes, table

_NAME, _YEAR, _SPOKEN = 38.0, 22.0, 18.0  # mm


def outcome_blocks(measures: Sequence[OutcomePanels]) -> Iterator[Block]:
    """Yield what stands of each measure; levels of a rating are words, and have no picture."""
    for shown in measures:
        yield HeadingBlock(shown.measure.name, 2)
        if not shown.measure.levels and any(each.number is not None for each in _all(shown)):
            caption = _("{measure} by school").format(measure=shown.measure.name)
            yield DrawnBlock(shown, caption, shown.in_words())
        yield _table(shown)
        said = cautions(shown)
        if any(each.pupils is not None for each in _all(shown)):
            said.insert(0, _("In brackets: pupils behind a percentage."))
        yield from notes(said)


def _all(shown: OutcomePanels) -> list[Outcome]:
    return [*(each for panel in shown.panels for each in panel.figures), *sum(shown.lines.values(), ())]


def _table(shown: OutcomePanels) -> Block:
    measure = shown.measure
    unit = f" ({measure.unit})" if measure.unit else ""
    rounds = list(dict.fromkeys(round_ for panel in shown.panels for round_, _n in panel.spoken))
    spoken = (figures(f"{shown.strand}\n{round_}", _SPOKEN, f"spoken {round_}") for round_ in rounds)
    columns = (
        BlockColumn(_("School"), _NAME),
        *(figures(year, _YEAR, f"figure {year}") for year in shown.years),
        *spoken,
    )
    rows = [row for panel in shown.panels for row in _of_school(shown, panel, rounds)]
    rows += [
        BlockRow((label, *(_said(line, year) for year in shown.years), *("" for _round in rounds)))
        for label, line in shown.lines.items()
    ]
    beside = _(", and how often {strand} is spoken of").format(strand=shown.strand) if rounds else ""
    return table(f"{measure.name}{unit}{beside}", columns, rows)


def _of_school(shown: OutcomePanels, panel: SchoolPanel, rounds: Sequence[str]) -> Iterator[BlockRow]:
    """Yield a row a school, of a rating one for each who judged."""
    counted = dict(panel.spoken)
    for at, label in enumerate(dict.fromkeys(each.label for each in panel.figures) or [""]):
        its = [each for each in panel.figures if each.label == label]
        name = ", ".join(filter(None, (panel.name, label)))
        beside = (str(counted[round_]) if at == 0 and round_ in counted else "" for round_ in rounds)
        yield BlockRow((name, *(_said(its, year) for year in shown.years), *beside))


def _said(some: Sequence[Outcome], year: str) -> str:
    """Return a figure as it stands in a table: missing is a dash, apart from what does not apply."""
    figure = next((each for each in some if each.year == year), None)
    if figure is None:
        return DASH
    value = _("not applicable") if figure.value == NOT_APPLICABLE else figure.value
    return value if figure.pupils is None else f"{value} ({figure.pupils})"
