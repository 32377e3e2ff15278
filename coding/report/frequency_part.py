"""The part with frequencies: a table a round, charts beside them, then the rounds side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, BarLook, Chart, Totals
from coding.analysis.chart_words import described, under_totals
from coding.analysis.charting import chart_of_one
from coding.analysis.columns import Column as Strand
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.comparability import warnings
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import By, Group, Grouping, name_of
from coding.analysis.measure import Measure, Unsure
from coding.analysis.notes import caution, coded_in_words, round_line, unsure_of
from coding.analysis.print_style import in_greys
from coding.language import N_, _, plural
from coding.model.framework import Framework
from coding.report.blocks import (
    Behind,
    Block,
    BlockColumn,
    BlockRow,
    FigureBlock,
    HeadingBlock,
    TableBlock,
    WordRun,
    WordsBlock,
    WordsKind,
    figures,
    notes,
    table,
    words,
)
from coding.report.captions import referring
from coding.report.crossing_part import crossing_blocks
from coding.report.options import ChartsAs, ChartStyle, CountedBy, FrequenciesOptions

_ACROSS: Final = 8  # schools in one table; more go into another
_ROUNDS: Final = 3  # rounds in one table of rates
_TOTAL: Final = 16.0  # mm
_SIDE_BY_SIDE: Final = (17.0, 19.0, 16.0)  # mm, of what is told of a round
_WIDEST: Final = 20.0
_NAMES: Final = 58.0
_UPRIGHT: Final = 162.0  # mm: the text of an upright page
_UNFINISHED: Final = N_(
    "* Counts interviews that are not all done; a dash stands where nothing can be said yet."
)
_BY: Final = {
    CountedBy.SCHOOL: Grouping.SCHOOL,
    CountedBy.ROLE: Grouping.ROLE,
    CountedBy.INTERVIEW: Grouping.INTERVIEW,
    CountedBy.QUESTION: Grouping.QUESTION,
    CountedBy.PROMPTED: Grouping.PROMPTED,
    CountedBy.CODER: Grouping.CODER,
}


def frequency_blocks(data: AnalysisData, asked: FrequenciesOptions) -> Iterator[Block]:
    """Yield the counts of each round with totals, its charts, then counts and rates by round."""
    by = _BY.get(asked.by)
    yield HeadingBlock(_("Frequencies"))
    if not len(data.interviews):
        yield words(_("There are no interviews yet."))
        return
    found = frequencies(data, (Grouping.ROUND,) if by is None else (Grouping.ROUND, by))
    shown = [*_shown(found, asked)]
    yield from _where(data, shown)
    yield from (words(warning, WordsKind.WARNING) for warning in warnings(data))
    yield from shown


def _shown(found: Frequencies, asked: FrequenciesOptions) -> Iterator[Block]:
    data = found.analysis_data
    if asked.tables:
        for at, (total, _groups) in enumerate(under_totals(found)):
            if total.interviews:
                yield from _keyed(round_blocks(found, total), f"counts {at}")
        yield from notes([*footnotes(found), *dash_reasons(found), caution(data)])
    yield from chart_blocks(found, asked.charts, asked.style)
    if asked.rates:
        yield from _keyed(rate_blocks(data), "rates")
    if asked.crossed:
        yield from _keyed(crossing_blocks(data), "crossed")


def _keyed(blocks: Iterable[Block], key: str) -> Iterator[Block]:
    """Yield blocks with a key for each table, by which sentences refer to it."""
    for at, block in enumerate(blocks):
        yield replace(block, key=f"{key} {at}") if isinstance(block, TableBlock) else block


def _where(data: AnalysisData, shown: Sequence[Block]) -> Iterator[Block]:
    """Say in which tables and figures what stands."""
    keys = [block.key for block in shown if isinstance(block, TableBlock | FigureBlock)]
    level = data.framework.level_name(1)
    sentences = {
        "counts": _("The codings of each {strand} in each round are in {there}."),
        "drawn": _("They are drawn in {there}."),
        "rates": _("The rounds stand side by side, with rates, in {there}."),
        "crossed": _("Role groups within schools are in {there}."),
    }
    runs: list[WordRun] = []
    for key, sentence in sentences.items():
        if any(each.startswith(key) for each in keys):
            runs += [WordRun(" ")] if runs else []
            runs += referring(shown, sentence.replace("{strand}", level), there=key).runs
    if runs:
        yield WordsBlock(tuple(runs))


def round_blocks(found: Frequencies, total: Group) -> Iterator[Block]:
    """Yield the table of a round: strands down, the groups of the round across."""
    groups = [group for group in found.groups if group is not total and found.total_of(group) is total]
    groups = [group for group in groups if group.interviews]
    everything = found.cell(total, found.columns.get(ColumnKind.CODINGS))
    name, level = _name(total), found.analysis_data.framework.level_name(1)
    yield HeadingBlock(name, 2)
    yield words(round_line(everything), WordsKind.LEAD)
    for some in _batches(groups, _ACROSS) if groups else [[]]:
        width = min((_UPRIGHT - _NAMES - _TOTAL) / max(len(some), 5), _WIDEST)
        columns = [
            BlockColumn(level[:1].upper() + level[1:]),
            *(figures(f"{group.members[-1].label}\n{_done(group)}", width, _key(group)) for group in some),
            figures(f"{_('All')}\n{_done(total)}", _TOTAL, _key(total)),
        ]
        shown = [*some, total]
        behind = _behind([found], shown)
        yield table(_caption(found, name), columns, [*_rows(found, shown)], behind=behind)
    yield from notes(_about(everything))


def _name(group: Group) -> str:
    """Return the round of a group, and what else stands above it."""
    above = group.members[:-1] or group.members
    return ", ".join(member.label for member in above)


def _caption(found: Frequencies, round_name: str) -> str:
    level = found.analysis_data.framework.level_name(1)
    if found.by == (Grouping.ROUND,):
        return _("Codings by {strand}, {round}").format(strand=level, round=round_name)
    of_schools = found.by[-1] is Grouping.SCHOOL
    caption = (
        _("Codings by {strand} and school, {round}; under each school, its interviews done")
        if of_schools
        else _("Codings by {strand} and {by}, {round}; under each name, its interviews done")
    )
    return caption.format(strand=level, by=name_of(found.by[-1]), round=round_name)


def _key(group: Group) -> str:
    return ",".join(f"{_by(member.by)}{member.id}" for member in group.members)


def _by(by: By) -> str:
    return str(by)


def _done(group: Group) -> str:
    return _("{done} of {n}").format(done=group.done, n=group.interviews)


def _about(everything: Cell) -> Iterator[str]:
    """Yield what has to be said of one round's counts."""
    if everything.unsure:
        yield _("Unsure codings are counted: {unsure}.").format(unsure=unsure_of(everything))
    if everything.hatched:
        yield _(_UNFINISHED)


def _counted(found: Frequencies) -> Iterator[Strand]:
    """Yield what is counted in a row each: a dimension with its strands under it, then the sums."""
    framework = found.analysis_data.framework
    dimension = 0
    for strand in found.basic:
        top = framework.top(strand.code_id).id
        if top != dimension and framework.is_group(top):
            yield found.columns.get(ColumnKind.DIMENSION_CODINGS, top)
        dimension = top
        yield strand
    yield found.columns.get(ColumnKind.CODINGS)
    yield found.columns.get(ColumnKind.PASSAGES)


def _rows(found: Frequencies, groups: Sequence[Group]) -> Iterator[BlockRow]:
    for counted in _counted(found):
        cells = (found.cell(group, counted) for group in groups)
        name = row_name(found.analysis_data.framework, counted)
        yield BlockRow(
            (name, *(cell.text + "*" * cell.hatched for cell in cells)),
            strong=not counted.is_basic,
            key=f"{counted.kind.value}{counted.code_id}",
        )


def _behind(tables: Sequence[Frequencies], groups: Sequence[Group]) -> Behind:
    """Return what is behind the numbers of tables with the same rows, the columns of a group together."""
    rows = [[*_counted(found)] for found in tables]

    def behind(row: int, column: int) -> Sequence[int]:
        of_group, of_table = divmod(column - 1, len(tables))
        return tables[of_table].cell(groups[of_group], rows[of_table][row]).coding_ids

    return behind


def row_name(framework: Framework, strand: Strand, *, in_full: bool = False) -> str:
    """Return what a row is called: ``High social capital (HSC)``, or what it sums up.

    ``in_full``: its dimension does not stand above it.
    """
    if strand.kind is ColumnKind.ALONE:
        alone = _("No strand named")
        return f"{framework.by_id[strand.code_id].name}: {alone}" if in_full else alone
    if strand.kind is not ColumnKind.STRAND:
        return strand.name[:1].upper() + strand.name[1:]
    code = framework.by_id[strand.code_id]
    name = code.name[:1].upper() + code.name[1:]
    return f"{name} ({code.abbreviation})" if code.abbreviation else name


# --- charts --------------------------------------------------------------------------------------


def chart_blocks(found: Frequencies, as_: ChartsAs, style: ChartStyle) -> Iterator[Block]:
    """Yield a chart for each round, all on one scale; a caption belongs to one round only."""
    shown = under_totals(found)
    if as_ is ChartsAs.NONE or not shown:
        return
    level = found.analysis_data.framework.level_name(1)
    yield HeadingBlock(_("Charts"), 2)
    look = BarLook(
        totals=Totals.BESIDE if as_ is ChartsAs.NATIVE else Totals.STRIP,
        total=TOTAL_AS_IN_THE_STUDY if style is ChartStyle.STUDY else TOTAL,
    )
    for at, (total, groups) in enumerate(shown, 1):
        alone = chart_of_one(found, total, look)
        name = _name(total)
        caption = (
            _("Codings by {strand} and {by}, {round}").format(
                strand=level, by=name_of(found.by[-1]), round=name
            )
            if groups
            else _("Codings by {strand}, {round}").format(strand=level, round=name)
        )
        block = figure_block(alone, with_n(caption, total, found), as_, style, with_next=at < len(shown))
        yield replace(block, key=f"drawn {at}")
    if len(shown) > 1:
        yield from notes([_("One scale for all figures.")])


def with_n(caption: str, total: Group, found: Frequencies) -> str:
    """Return the caption of a figure with what it rests on: the interviews and the codings of its round."""
    everything = found.cell(total, found.columns.get(ColumnKind.CODINGS))
    interviews = plural("{n} interview", "{n} interviews", total.done)
    n = ", ".join(filter(None, (interviews, *coded_in_words(everything))))
    return _("{caption} (n = {n})").format(caption=caption, n=n)


def figure_block(
    chart: Chart, caption: str, as_: ChartsAs, style: ChartStyle, *, with_next: bool = False
) -> FigureBlock:
    """Return a figure, said in words too; what stands around a chart is left to caption and notes."""
    said = described(replace(chart, title=caption))
    drawn = in_greys(chart) if style is ChartStyle.PRINT else chart
    alone = replace(drawn, title="", notes=(), caution="")
    return FigureBlock(alone, caption, said, is_live=as_ is ChartsAs.NATIVE, with_next=with_next)


# --- rounds side by side --------------------------------------------------------------------------


def rate_blocks(data: AnalysisData) -> Iterator[Block]:
    """Yield the rounds side by side: counts and rates, then what does not depend on how finely one cuts."""
    rates = _by_round(data, Measure.COUNT, Measure.PER_INTERVIEW, Measure.PER_1000_WORDS)
    rounds = [group for group in rates[0].groups if group.interviews]
    if not rounds:
        return
    per_words = _("per 1,000 characters") if data.counts_characters else _("per 1,000 words")
    yield HeadingBlock(_("The rounds side by side"), 2)
    titles = (_("codings"), _("per interview"), per_words)
    yield from _side_by_side(_("Codings and rates by round"), titles, rates, rounds)
    once = frequencies(data, (Grouping.ROUND,), counted_in=Counted.ANSWERS)
    others = [once, *_by_round(data, Measure.INTERVIEWS, Measure.WORDS)]
    titles = (_("once per answer"), _("interviews with one"), _("of the words"))
    caption = _(
        "Once per answer, interviews with at least one, and the share of participants’ words, by round"
    )
    yield from _side_by_side(caption, titles, others, rounds)
    said = [_rate_note(group) for group in rounds]
    if not all(group.finished for group in rounds):
        said.append(_(_UNFINISHED))
    said += [note for each in (*rates[1:], *others) for note in (*footnotes(each), *dash_reasons(each))]
    yield from notes([*said, caution(data)])


def _by_round(data: AnalysisData, *measures: Measure) -> list[Frequencies]:
    return [frequencies(data, (Grouping.ROUND,), measure, Unsure.WITH) for measure in measures]


def _side_by_side(
    caption: str, titles: Sequence[str], tables: Sequence[Frequencies], rounds: Sequence[Group]
) -> Iterator[Block]:
    """Yield tables of the same rows as one, the columns of a round together."""
    level = tables[0].analysis_data.framework.level_name(1)
    for some in _batches(rounds, _ROUNDS):
        columns = [BlockColumn(level[:1].upper() + level[1:])]
        for group in some:
            name = group.members[0].label
            for title, width in zip(titles, _SIDE_BY_SIDE, strict=True):
                columns.append(figures(f"{name}\n{title}", width, f"{_key(group)} {title}"))
        yield table(caption, columns, [*_rate_rows(tables, some)], behind=_behind(tables, some))


def _rate_rows(tables: Sequence[Frequencies], rounds: Sequence[Group]) -> Iterator[BlockRow]:
    of_each = [list(_rows(each, rounds)) for each in tables]
    for same in zip(*of_each, strict=True):
        by_round = zip(*(row.cells[1:] for row in same), strict=True)
        cells = (same[0].cells[0], *(cell for cells in by_round for cell in cells))
        yield BlockRow(cells, same[0].strong, key=same[0].key)


def _rate_note(group: Group) -> str:
    return _(
        "{round}: {done} of {n} interviews done, {people} people, {words} words that rates are taken of."
    ).format(
        round=group.members[0].label,
        done=group.done,
        n=group.interviews,
        people=group.people,
        words=f"{group.rate_words:,}",
    )


def _batches(groups: Iterable[Group], size: int) -> Iterator[list[Group]]:
    rest = iter(groups)
    while some := list(islice(rest, size)):
        yield some
