"""Stages stacked on each other, by round and school: how many codings have none, and how many have each.

What has no stage stands first, at the foot of its stack. This is what was coded of what was said, and
no measure of a school.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coding.analysis.chart import Bar, BarLook, Bars, Chart, Layout, LegendEntry, Panel, stage_colour
from coding.analysis.charting import PLAIN, chart
from coding.analysis.columns import ColumnKind
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.measure import number_text
from coding.language import _

NO_STAGE = 0


@dataclass(frozen=True)
class _Part:
    """The numbers of one stage, or of none."""

    stage: int
    letter: str
    name: str
    colour: str
    found: Frequencies

    def cell(self, whole: Cell) -> Cell:
        """Return the part of a number that has this stage."""
        return self.found.cell(whole.group, whole.column)


def stage_chart(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return the chart of a table with each bar parted by stage; of counts and rates, which can be summed."""
    whole = chart(found, replace(look, layout=Layout.PANELS))
    parts = _parts(found)
    return replace(
        whole,
        title=_("Stages: {title}").format(title=whole.title),
        legend=tuple(_legend(found, parts)),
        panels=tuple(_stacked_panel(panel, parts) for panel in whole.panels),
        notes=(
            *whole.notes,
            _("Stages are those that codings have: what has none was spoken of without being placed."),
        ),
    )


def _parts(found: Frequencies) -> list[_Part]:
    """Return a table for what has no stage and for each stage, in their order."""
    framework = found.analysis_data.framework
    stages, stage_called = framework.stages, framework.stage_called
    letters = {NO_STAGE: "", **{stage.id: stage.letter for stage in stages}}
    return [
        _Part(id_, letter, stage_called(id_), stage_colour(at, len(stages)), _of_stage(found, id_))
        for at, (id_, letter) in enumerate(letters.items())
    ]


def _of_stage(found: Frequencies, stage: int) -> Frequencies:
    data = found.analysis_data.of_stage(stage)
    return frequencies(data, found.by, found.measure, found.unsure, found.counted_in)


def _legend(found: Frequencies, parts: Sequence[_Part]) -> Iterator[LegendEntry]:
    """Yield an entry a stage, with how many codings have it over all rounds."""
    for part in parts:
        column = part.found.columns.get(ColumnKind.CODINGS)
        n = sum(part.found.count(total, column) for total in found.totals or found.groups)
        yield LegendEntry(part.name, number_text(n, found.measure.COUNT), part.colour)


def _stacked_panel(panel: Panel, parts: Sequence[_Part]) -> Panel:
    strip = panel.strip and replace(panel.strip, bars=_stacked(panel.strip.bars, parts))
    return replace(panel, bars=_stacked(panel.bars, parts), strip=strip)


def _stacked(bars: Bars, parts: Sequence[_Part]) -> Bars:
    """Return each bar as a stack, its lowest part first; the figure of the whole stands over the last."""
    n = len(parts)

    def make(category: int, at: int) -> Bar:
        slot, which = divmod(at, n)
        whole, part = bars.of_category(category)[slot], parts[which]
        cells = [one.cell(whole.cells[0]) for one in parts[: which + 1]]
        below, cell = sum(cell.value or 0.0 for cell in cells[:-1]), cells[-1]
        return replace(
            whole,
            place=category * n * len(bars.edges) + at,
            value=cell.value,
            low=None,
            colour=part.colour,
            text=cell.text,
            figure=whole.figure if which == n - 1 else "",
            cells=(cell,),
            stretch=(below, below + (cell.value or 0.0)),
            letter=part.letter,
        )

    def of_each(places: Sequence[str]) -> list[str]:
        return [letter for place in places for letter in (place, *[""] * (n - 1))]

    return replace(
        bars,
        edges=[edge for edge in bars.edges for _part in parts],
        groups=[group for group in bars.groups for _part in parts],
        totals=[at * n + n - 1 for at in bars.totals],
        make=make,
        letters=of_each(bars.letters),
        stages=[part.stage for _edge in bars.edges for part in parts],
    )
