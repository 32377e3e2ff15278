"""A view that is kept, as a part of a report: table and chart of Compare, or passages as quotations."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.change_words import change_line
from coding.analysis.chart_words import axis_title
from coding.analysis.comparison import Comparison
from coding.analysis.cross_table import change_table, cross_table
from coding.analysis.dashes import dash_reasons
from coding.analysis.drawing import change_drawn_as, drawn_as, look_of
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Frequencies
from coding.analysis.margins import margins_of
from coding.analysis.notes import caution
from coding.analysis.selection import select
from coding.errors import UserError
from coding.language import _
from coding.model.kept_view import ViewPage
from coding.progress import Progress
from coding.query.kept_numbers import counted_as_asked
from coding.report.blocks import Block, HeadingBlock, WordsKind, notes, words
from coding.report.crossing_part import cross_table_blocks
from coding.report.frequency_part import figure_block
from coding.report.options import ChartsAs, ViewOptions
from coding.report.passage_part import quotation_blocks
from storage.queries.kept_views import ViewReader, ViewRow, kept_views
from storage.queries.study_data import analysis_data
from storage.report.passages import passage_reading


def view_blocks(
    connection: Connection, asked: ViewOptions, blind_for: int | None, progress: Progress
) -> Iterator[Block]:
    """Yield a view as it is now; one that is gone, or that a later program kept, is said to be."""
    row = next((each for each in kept_views(connection) if each.guid == asked.view), None)
    if row is None or row.view is None:
        gone = _("A kept view stood here, which is no longer in the study.")
        yield words(gone, WordsKind.WARNING)
        return
    yield HeadingBlock(row.name)

    def read(framework_id: int, coder_ids: Collection[int]) -> AnalysisData:
        return analysis_data(connection, framework_id, coder_ids, blind_for)

    views = ViewReader(connection, read)
    try:
        if row.view.page is ViewPage.PASSAGES:
            yield from _passages(connection, views, row, progress)
        else:
            yield from _comparison(views, row, asked)
    except UserError as error:
        yield words(str(error), WordsKind.WARNING)


def _comparison(views: ViewReader, row: ViewRow, asked: ViewOptions) -> Iterator[Block]:
    assert row.view is not None
    of = views.asked(row.view)
    settings = views.settings(row.view, of)
    found = counted_as_asked(of, settings)
    table = found.found if isinstance(found, Comparison) else found
    yield words(_said(found), WordsKind.LEAD)
    if asked.charts is not ChartsAs.NONE:
        drawn = (
            change_drawn_as(settings.form, found, look_of(settings))
            if isinstance(found, Comparison)
            else drawn_as(settings.form, found, look_of(settings))
        )
        if drawn.panels:
            yield figure_block(drawn, f"{row.name}: {drawn.title}", asked.charts, asked.style)
    if asked.table:
        yield from _table(row.name, found)
    yield from notes([*footnotes(table), *dash_reasons(table), caution(table.analysis_data)])


def _said(found: Frequencies | Comparison) -> str:
    return change_line(found) if isinstance(found, Comparison) else axis_title(found)


def _table(name: str, found: Frequencies | Comparison) -> Iterator[Block]:
    if isinstance(found, Comparison):
        crossed = change_table(axis_title(found.found), found)
    else:
        crossed = cross_table(axis_title(found), found, margins_of(found), None)
    yield from cross_table_blocks(crossed, name)


def _passages(connection: Connection, views: ViewReader, row: ViewRow, progress: Progress) -> Iterator[Block]:
    assert row.view is not None
    asked = views.asked(row.view)
    chosen = select(asked, views.query(row.view, asked)).codings
    ids = ints(asked.analysis_data.codings, "id")[chosen].tolist()
    quoted = quotation_blocks(passage_reading(connection, asked.analysis_data), ids, progress)
    yield from (block for block in quoted if not isinstance(block, HeadingBlock))
