"""Charts that Word, LibreOffice and Excel draw themselves: bars, stacks and lines, with their data inside.

A chart of another form has none; it stays a picture.
"""

import math
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from coding.analysis.chart import Bars, Chart, ChartMark, Panel
from coding.analysis.print_style import PRINT
from coding.analysis.scale import Axis
from coding.language import _
from storage.writers.chart_marks import look_of
from storage.writers.word_stream import printable

_SCHEMAS: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TEXT: Final = "800"  # hundredths of a point
_FACE: Final = '<a:latin typeface="Arial"/>'
_INK, _FAINT = "1D2130", "D9DCE3"
# Patterns that stand apart in grey, by the hatch that a picture has.
_PATTERNS: Final = {
    "/": "wdUpDiag",
    "\\": "wdDnDiag",
    "x": "openDmnd",
    ".": "pct50",
    "-": "dkHorz",
    "|": "dkVert",
    "+": "smGrid",
    "o": "sphere",
}


@dataclass(frozen=True, slots=True)
class LiveSeries:
    """A series: its name, a value for each category (None for a dash), how it is filled."""

    name: str
    values: tuple[float | None, ...]
    fill: str  # six hexadecimal digits
    hatch: str = ""
    has_figures: bool = False
    is_joined: bool = False  # of a line: its ends are


@dataclass(frozen=True, slots=True)
class LiveChart:
    """What a chart that is drawn by others is made of."""

    title: str
    axis_title: str
    categories: tuple[str, ...]
    series: tuple[LiveSeries, ...]
    lowest: float
    highest: float
    step: float
    is_stacked: bool = False
    is_line: bool = False


def live_charts(chart: Chart) -> list[LiveChart]:
    """Return a chart for each panel; none where a panel has a form that others do not draw."""
    if not chart.panels or not all(_can(panel.bars) for panel in chart.panels):
        return []
    return [_live(chart, panel) for panel in chart.panels]


def _can(bars: Bars) -> bool:
    if bars.mark is ChartMark.END:
        return True
    if bars.stages and len({bars.groups[at][-1].position for at in range(len(bars.edges))}) > 1:
        return False  # stacks side by side: others would put them on one another
    return bars.mark is ChartMark.BAR and not bars.rows and not bars.joined and not _floats(bars)


def _floats(bars: Bars) -> bool:
    """Tell bars that do not stand on the axis, other than those of a stack."""
    return not bars.stages and any(bar.stretch is not None for bar in bars)


def _live(chart: Chart, panel: Panel) -> LiveChart:
    bars = panel.bars
    if bars.mark is ChartMark.END:
        return _lines(chart, panel)
    n = len(bars.edges)
    series = tuple(_series(chart, bars, at) for at in range(n)) if n else ()
    title = panel.title if len(chart.panels) > 1 else ""
    return LiveChart(
        title,
        panel.axis_title or chart.axis_title,
        tuple(category.label for category in chart.categories),
        series,
        *_scale(panel.axis),
        is_stacked=bool(bars.stages),
    )


def _lines(chart: Chart, panel: Panel) -> LiveChart:
    """Return lines from an earlier round to a later: two places a strand, a gap, a series for each pair."""
    bars, joined = panel.bars, {first for first, _last in panel.bars.joined}
    pairs = range(0, len(bars.edges), 2)
    rounds = [group.members[0].label for pair in bars.groups[:2] for group in pair]
    names = [(f"{strand.label} {rounds[0]}", rounds[1], "") for strand in chart.categories]
    return LiveChart(
        panel.title if len(chart.panels) > 1 else "",
        panel.axis_title or chart.axis_title,
        tuple(name for three in names for name in three),
        tuple(replace(_line(chart, bars, at), is_joined=at in joined) for at in pairs),
        *_scale(panel.axis),
        is_line=True,
    )


def _line(chart: Chart, bars: Bars, at: int) -> LiveSeries:
    n = len(bars.edges)
    ends = [[bars[category * n + at + end].value for end in (0, 1)] for category in range(bars.n_categories)]
    series = _series(chart, bars, at)
    named = len(bars.groups[at][-1].members) > 1
    name = series.name if named else _("all")
    return replace(series, name=name, values=tuple(value for two in ends for value in (*two, None)))


def _scale(axis: Axis) -> tuple[float, float, float]:
    """Return the lowest and the highest tick that hold all bars, and how far ticks are apart."""
    ticks = axis.ticks or (0.0, 1.0)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else max(axis.high, 1.0)
    return step * math.floor(axis.low / step), step * math.ceil(axis.high / step), step


def _series(chart: Chart, bars: Bars, at: int) -> LiveSeries:
    n = len(bars.edges)
    found = [bars[category * n + at] for category in range(bars.n_categories)]
    entry = next((e for e in chart.legend if e.colour == found[0].colour and e.pale == found[0].pale), None)
    group = bars.groups[at][-1]
    name = entry.name if bars.stages and entry else ", ".join(member.label for member in group.members[-1:])
    if bars.paired and group.members:
        name = ", ".join(dict.fromkeys(member.label for member in reversed(group.members)))
    look = look_of(found[0].colour, pale=False)
    fill = str(look["facecolor"]).removeprefix("#").upper()
    hatch = str(look.get("hatch") or "")[:1] if found[0].colour.startswith(PRINT) else ""
    has_figures = at in bars.totals and not bars.stages
    values = tuple(_value(bar.value, bar.ends) for bar in found)
    return LiveSeries(name, values, fill if len(fill) == 6 else _INK, hatch, has_figures)


def _value(value: float | None, ends: tuple[float, float]) -> float | None:
    return None if value is None else ends[1] - ends[0]


def workbook_of(chart: LiveChart) -> bytes:
    """Return the data of a chart as an Excel workbook: categories down, a column for each series."""
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet: Any = book.add_worksheet("Sheet1")  # pyright: ignore[reportUnknownMemberType]
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, category)
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return made.getvalue()


def chart_xml(chart: LiveChart, workbook_relation: str, language: str) -> bytes:
    """Return the part that draws a chart; its data are in the workbook of this relation."""
    title = f'<c:title>{_rich(chart.title, bold=True)}<c:overlay val="0"/></c:title>' if chart.title else ""
    whole = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SCHEMAS}>'
        f'<c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/><c:chart>{title}'
        f'<c:autoTitleDeleted val="{0 if title else 1}"/><c:plotArea><c:layout/>'
        f"{_plot(chart)}{_axes(chart)}</c:plotArea>"
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_letters()}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{_TEXT}"/></a:pPr><a:endParaRPr lang="{language}"/>'
        f'</a:p></c:txPr><c:externalData r:id="{workbook_relation}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )
    return whole.encode()


def _plot(chart: LiveChart) -> str:
    if chart.is_line:
        lines = "".join(_series_xml(chart, at, each) for at, each in enumerate(chart.series))
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}<c:marker val="1"/>'
            '<c:axId val="111"/><c:axId val="112"/></c:lineChart>'
        )
    grouping = "stacked" if chart.is_stacked else "clustered"
    overlap = 100 if chart.is_stacked else 0
    series = "".join(_series_xml(chart, at, each) for at, each in enumerate(chart.series))
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/><c:overlap val="{overlap}"/><c:axId val="111"/><c:axId val="112"/>'
        "</c:barChart>"
    )


def _series_xml(chart: LiveChart, at: int, series: LiveSeries) -> str:
    column, last = _column(at + 1), len(chart.categories) + 1
    names = "".join(
        f'<c:pt idx="{n}"><c:v>{_xml(category)}</c:v></c:pt>' for n, category in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>'
        for n, value in enumerate(series.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_xml(series.name)}</c:v></c:pt></c:strCache>'
        f"</c:strRef></c:tx>{_drawn(chart, series)}"
        f"{_figures(series)}<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
        + ('<c:smooth val="0"/>' if chart.is_line else "")
        + "</c:ser>"
    )


def _drawn(chart: LiveChart, series: LiveSeries) -> str:
    """Return how a series looks: filled bars, or a line with its ends, which only what bears one has."""
    if not chart.is_line:
        return f'<c:spPr>{_fill(series)}</c:spPr><c:invertIfNegative val="0"/>'
    colour = f'<a:solidFill><a:srgbClr val="{series.fill}"/></a:solidFill>'
    line = colour if series.is_joined else "<a:noFill/>"
    return (
        f'<c:spPr><a:ln w="22225">{line}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/>'
        f"<c:spPr>{colour}</c:spPr></c:marker>"
    )


def _fill(series: LiveSeries) -> str:
    edge = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'
    pattern = _PATTERNS.get(series.hatch)
    colour = f'<a:srgbClr val="{series.fill}"/>'
    if pattern is None:
        return f"<a:solidFill>{colour}</a:solidFill>{edge}"
    return (
        f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{_INK}"/></a:fgClr>'
        f"<a:bgClr>{colour}</a:bgClr></a:pattFill>{edge}"
    )


def _figures(series: LiveSeries) -> str:
    shown = int(series.has_figures)
    off = "".join(f'<c:{each} val="0"/>' for each in ("showCatName", "showSerName", "showPercent"))
    return (
        f"<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(bold=True)}"
        f'<c:showLegendKey val="0"/><c:showVal val="{shown}"/>{off}<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axes(chart: LiveChart) -> str:
    line = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_FAINT}"/></a:solidFill></a:ln></c:spPr>'
    return (
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{_letters(bold=True, upright=not chart.is_line)}<c:crossAx val="112"/></c:catAx>'
        '<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{chart.highest}"/><c:min val="{chart.lowest}"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/>'
        f"<c:majorGridlines>{line}</c:majorGridlines>"
        f'<c:title>{_rich(chart.axis_title)}<c:overlay val="0"/></c:title>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_letters()}<c:crossAx val="111"/>'
        f'<c:majorUnit val="{chart.step}"/></c:valAx>'
    )


def _rich(text: str, *, bold: bool = False) -> str:
    look = f'sz="{_TEXT}" b="{int(bold)}"'
    return (
        f"<c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr {look}>{_FACE}</a:defRPr></a:pPr>"
        f"<a:r><a:rPr {look}>{_FACE}</a:rPr><a:t>{_xml(text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _letters(*, bold: bool = False, upright: bool = True) -> str:
    look = f'sz="{_TEXT}" b="{int(bold)}"'
    turned = 0 if upright else -5_400_000  # sixtieth thousandths of a degree
    face = f"<a:defRPr {look}>{_FACE}</a:defRPr>"
    return (
        f'<c:txPr><a:bodyPr rot="{turned}" vert="horz"/><a:p><a:pPr>{face}</a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _xml(text: str) -> str:
    return escape(printable(text).replace("\n", " "))


def _column(at: int) -> str:
    """Return the letters of a column of a sheet, from 0: A, B … Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
