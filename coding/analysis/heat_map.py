"""A heat map: strands across, a row for each school in each round, the darker the higher its number."""

from collections.abc import Sequence
from dataclasses import replace

from coding.analysis.chart import TILE, TOTAL, Bar, BarLook, Bars, Chart, ChartMark, Layout, Panel, Totals
from coding.analysis.chart_words import under_totals
from coding.analysis.charting import PLAIN, chart
from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import Group
from coding.analysis.scale import Axis
from coding.analysis.series import Series, highest
from coding.language import _

_EDGES = (0.03, 0.97)  # of a tile within its strand


def heat_map(found: Frequencies, look: BarLook = PLAIN) -> Chart:
    """Return the heat map of a table by round and whatever rows are; totals are figures above them."""
    whole = chart(found, replace(look, layout=Layout.PAIRED, totals=Totals.NONE))
    rows = _rows(found)
    return replace(
        whole,
        panels=tuple(_tiled(found, panel, rows, look) for panel in whole.panels),
        axis_title="",
        legend=(),
        legend_note="",
        scale_note=_("one scale of darkness for all rows, up to {most}").format(most=_most_text(found, rows)),
    )


def _rows(found: Frequencies) -> list[Group]:
    """Return the rows from the top: a school after another, each in the order of the rounds."""
    groups = [group for total, under in under_totals(found) for group in under or [total]]
    members = list(dict.fromkeys(group.members[-1] for group in groups))
    return sorted(groups, key=lambda group: members.index(group.members[-1]))


def _most_text(found: Frequencies, rows: Sequence[Group]) -> str:
    cells = [cell for cell in highest(found, [Series(row, "") for row in rows]) if cell.value is not None]
    return max(cells, key=lambda cell: cell.value or 0.0).figure if cells else "0"


def _tiled(found: Frequencies, panel: Panel, rows: Sequence[Group], look: BarLook) -> Panel:
    """Return the panel with tiles; totals have rows of their own, and no darkness: schools are compared."""
    has_totals = found.by[1:] and look.totals is not Totals.NONE
    totals = [total for total, _groups in under_totals(found)] if has_totals else []
    n = len(totals) + len(rows)
    return replace(panel, bars=_tiles(found, totals, rows), axis=Axis(0.0, float(n), (), 0.0, float(n)))


def _tiles(found: Frequencies, totals: Sequence[Group], rows: Sequence[Group]) -> Bars:
    cells = highest(found, [Series(row, "") for row in rows])
    most = max((cell.value or 0.0 for cell in cells), default=0.0) or 1.0
    shown, (left, right) = [*totals, *rows], _EDGES
    n = len(shown)

    def make(category: int, at: int) -> Bar:
        cell, is_total = found.cell(shown[at], found.listed[category]), at < len(totals)
        return Bar(
            place=category * n + at,
            category=category,
            left=category + left,
            width=right - left,
            value=cell.value,
            low=None,
            colour=TOTAL if is_total else TILE,
            pale=False,
            hatched=cell.hatched,
            text=cell.text,
            figure=cell.figure,
            cells=(cell,),
            stretch=(float(n - 1 - at), float(n - at)),
            shade=0.0 if is_total else (cell.value or 0.0) / most,
        )

    return Bars(
        n_categories=len(found.listed),
        edges=[_EDGES] * n,
        groups=[(row,) for row in shown],
        totals=(),
        make=make,
        mark=ChartMark.TILE,
        rows=[_called(row) for row in reversed(shown)],
    )


def _called(row: Group) -> str:
    """Name a row: ``School B 2014``."""
    return " ".join(member.label for member in reversed(row.members))
