"""Parts that are counted: the stages of strands, and which codes meet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.chart import BarLook
from coding.analysis.chart_words import under_totals
from coding.analysis.codes_together import CodesTogether, codes_together
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.notes import caution
from coding.analysis.stage_chart import stage_chart
from coding.analysis.together_records import places_in_words
from coding.language import _
from coding.model.query import Within
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockRow,
    FigureBlock,
    HeadingBlock,
    figures,
    notes,
    table,
    words,
)
from coding.report.captions import referring
from coding.report.frequency_part import figure_block, row_name, with_n
from coding.report.options import ChartsAs, StagesOptions, TogetherIn, TogetherOptions

_WITHIN: Final = {
    TogetherIn.PASSAGE: Within.PASSAGE,
    TogetherIn.TURN: Within.TURN,
    TogetherIn.ANSWER: Within.ANSWER,
}
_CELL: Final = 12.0  # mm: a number of two or three figures


def stage_blocks(data: AnalysisData, asked: StagesOptions) -> Iterator[Block]:
    """Yield how many codings of each strand have which stage, round by round."""
    yield HeadingBlock(_("Stages"))
    if not ints(data.codings, "stage_id").any():
        yield words(_("No coding has a stage yet."))
        return
    said = _("Stages are those that codings have: what has none was spoken of without being placed.")
    shown = [*_stage_tables(data), *notes([said]), *_stage_charts(data, asked)]
    sentence = _("The codings of each {strand} by stage are in {tables}.")
    if any(isinstance(block, FigureBlock) for block in shown):
        sentence = _("The codings of each {strand} by stage are in {tables}, and drawn in {figures}.")
    level = data.framework.level_name(1)
    sentence = sentence.replace("{strand}", level)
    yield referring(shown, sentence, tables="staged", figures="stages drawn")
    yield from shown
    yield from notes([caution(data)])


def _stage_tables(data: AnalysisData) -> Iterator[Block]:
    framework = data.framework
    whole = frequencies(data, (Grouping.ROUND,))
    parts = {id_: frequencies(data.of_stage(id_), (Grouping.ROUND,)) for id_ in (0, *_stage_ids(data))}
    titles = (_("no stage"), *(f"{stage.letter}\n{stage.name}" for stage in framework.stages))
    for at, group in enumerate(whole.groups):
        if not group.interviews:
            continue
        columns = (
            BlockColumn(framework.level_name(1).capitalize()),
            *(figures(title, 20.5, f"stage{id_}") for title, id_ in zip(titles, parts, strict=True)),
            figures(_("All"), 13, "all"),
        )
        rows: list[BlockRow] = []
        for strand in whole.basic:
            counts = [str(each.cell(each.groups[at], strand).count) for each in parts.values()]
            cells = (row_name(framework, strand, in_full=True), *counts, str(whole.cell(group, strand).count))
            rows.append(BlockRow(cells, key=f"{strand.kind.value}{strand.code_id}"))
        caption = _("Codings by strand and stage, {round}").format(round=group.members[0].label)
        yield table(
            caption, columns, rows, f"staged {at}", behind=partial(_of_stage, [*parts.values(), whole], at)
        )


def _of_stage(tables: Sequence[Frequencies], at: int, row: int, column: int) -> Sequence[int]:
    found = tables[column - 1]
    return found.cell(found.groups[at], found.basic[row]).coding_ids


def _stage_ids(data: AnalysisData) -> list[int]:
    return [stage.id for stage in data.framework.stages]


def _stage_charts(data: AnalysisData, asked: StagesOptions) -> Iterator[Block]:
    """Yield a stack for each strand, a chart a round, on one scale."""
    if asked.charts is ChartsAs.NONE:
        return
    found = frequencies(data, (Grouping.ROUND,))
    drawn = stage_chart(found, BarLook())
    for panel, (total, _groups) in zip(drawn.panels, under_totals(found), strict=True):
        name = total.members[0].label
        caption = _("Codings by strand, parted by stage, {round}").format(round=name)
        block = figure_block(
            replace(drawn, panels=(panel,)), with_n(caption, total, found), asked.charts, asked.style
        )
        yield replace(block, key=f"stages drawn {name}")


def together_blocks(data: AnalysisData, asked: TogetherOptions) -> Iterator[Block]:
    """Yield which codes meet and how often, round by round."""
    yield HeadingBlock(_("Codes that meet"))
    if not len(data.codings):
        yield words(_("Nothing is coded yet."))
        return
    within = _WITHIN[asked.within]
    for round_ in data.rounds:
        ids = data.interviews_of(round_)
        found = codes_together(data, within, None, ids)
        if not found.places:
            continue
        yield from _meetings(found, round_.name)
    diagonal = _("On the diagonal: places with the code at all.")
    no_order = _("That two codes meet says nothing of which came first.")
    yield from notes([f"{diagonal} {no_order}", caution(data)])


def _meetings(found: CodesTogether, round_name: str) -> Iterator[Block]:
    used = [at for at in range(len(found.columns)) if found.both[at, at]]
    columns = (
        BlockColumn(_("Code")),
        *(figures(found.columns[at].label, _CELL, f"code{found.columns[at].code_id}") for at in used),
    )
    rows = [
        BlockRow(
            (found.columns[i].label, *(str(int(found.both[i, j])) if j <= i else "" for j in used)),
            key=f"code{found.columns[i].code_id}",
        )
        for i in used
    ]
    caption = _("{what}, {round}").format(what=places_in_words(found), round=round_name)

    def behind(row: int, column: int) -> list[int]:
        return found.coding_ids(used[row], used[column - 1]) if column - 1 <= row else []

    yield table(caption, columns, rows, behind=behind)
