"""The frequency tables of a report: a table a round, schools across, then the rounds side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart_words import under_totals
from coding.analysis.charting import chart_of_one
from coding.analysis.columns import Column as Strand
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.comparability import warnings
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import Group, Grouping
from coding.analysis.measure import Measure, Unsure
from coding.analysis.notes import caution, round_line, unsure_of
from coding.language import N_, _
from coding.model.framework import Framework
from storage.writers.word_crossing import write_crossing
from storage.writers.word_parts import WIDTH, Picture, WordFile
from storage.writers.word_stream import WordColumn, WordRow, figures

_NAMES = 58.0  # width of the column with the strands' names, in mm
_TOTAL = 16.0
_ACROSS = 8  # schools in one table; more go into another
_ROUNDS = 3  # rounds in one table of rates
_UNFINISHED = N_("* Counts interviews that are not all done; a dash stands where nothing can be said yet.")


def write_frequencies(word: WordFile, analysis_data: AnalysisData) -> None:
    """Write the counts of each round by school with totals, then counts and rates by round."""
    found = frequencies(analysis_data, (Grouping.ROUND, Grouping.SCHOOL))
    for warning in warnings(analysis_data):
        word.paragraph(warning, "Warning")
    for total in found.totals:
        if total.interviews:
            _write_round(word, found, total)
    _notes(word, [*footnotes(found), *dash_reasons(found), caution(analysis_data)])
    _write_charts(word, found)
    _write_rates(word, analysis_data)
    write_crossing(word, analysis_data)


def _write_round(word: WordFile, found: Frequencies, total: Group) -> None:
    schools = [group for group in found.groups if found.total_of(group) is total and group.interviews]
    everything = found.cell(total, found.columns.get(ColumnKind.CODINGS))
    name, level = total.members[0].label, found.analysis_data.framework.level_name(1)
    word.heading(name, 2)
    word.paragraph(round_line(everything), "Lead")
    for some in _batches(schools, _ACROSS):
        width = min((WIDTH - _NAMES - _TOTAL) / max(len(some), 5), 22)
        columns = [
            WordColumn(level[:1].upper() + level[1:], WIDTH - width * len(some) - _TOTAL),
            *(figures(f"{group.members[1].label}\n{_done(group)}", width) for group in some),
            figures(f"{_('All')}\n{_done(total)}", _TOTAL),
        ]
        word.table(
            _("Codings by strand and school, {round}; under each school, its interviews done").format(
                round=name
            ),
            columns,
            _rows(found, [*some, total]),
        )
    _notes(word, _about(everything))


def _done(group: Group) -> str:
    return _("{done} of {n}").format(done=group.done, n=group.interviews)


def _about(everything: Cell) -> Iterator[str]:
    """Yield what has to be said of one round's counts."""
    if everything.unsure:
        yield _("Unsure codings are counted: {unsure}.").format(unsure=unsure_of(everything))
    if everything.hatched:
        yield _(_UNFINISHED)


def _rows(found: Frequencies, groups: Sequence[Group]) -> Iterator[WordRow]:
    """Yield a strong row for each dimension with its strands under it, then the sums."""
    framework = found.analysis_data.framework
    dimension = 0
    for strand in found.basic:
        top = framework.top(strand.code_id).id
        if top != dimension and framework.is_group(top):
            yield _row(found, found.columns.get(ColumnKind.DIMENSION_CODINGS, top), groups, strong=True)
        dimension = top
        yield _row(found, strand, groups)
    yield _row(found, found.columns.get(ColumnKind.CODINGS), groups, strong=True)
    yield _row(found, found.columns.get(ColumnKind.PASSAGES), groups, strong=True)


def _row(found: Frequencies, strand: Strand, groups: Sequence[Group], *, strong: bool = False) -> WordRow:
    cells = (found.cell(group, strand) for group in groups)
    return WordRow(
        (
            row_name(found.analysis_data.framework, strand),
            *(cell.text + "*" * cell.hatched for cell in cells),
        ),
        strong,
    )


def row_name(framework: Framework, strand: Strand) -> str:
    """Return what a row is called: ``High social capital (HSC)``, or what it sums up."""
    if strand.kind is ColumnKind.ALONE:
        return _("No strand named")
    if strand.kind is not ColumnKind.STRAND:
        return strand.name[:1].upper() + strand.name[1:]
    code = framework.by_id[strand.code_id]
    name = code.name[:1].upper() + code.name[1:]
    return f"{name} ({code.abbreviation})" if code.abbreviation else name


def _write_charts(word: WordFile, found: Frequencies) -> None:
    """Write a chart for each round, all on one scale; a caption belongs to one round only."""
    from storage.writers.chart_pictures import described, png

    level = found.analysis_data.framework.level_name(1)
    pictures: list[Picture] = []
    for total, _groups in under_totals(found):
        name = total.members[0].label
        alone = replace(chart_of_one(found, total), title="", notes=(), caution="")
        caption = _("Codings by {strand} and school, {round}").format(strand=level, round=name)
        pictures.append(Picture(png(alone), caption, described(replace(alone, title=caption))))
    if pictures:
        word.heading(_("Charts"), 2)
        word.pictures(pictures)


def _write_rates(word: WordFile, analysis_data: AnalysisData) -> None:
    """Write the rounds side by side: counts and rates, then what does not depend on how finely one cuts."""
    rates = _by_round(analysis_data, Measure.COUNT, Measure.PER_INTERVIEW, Measure.PER_1000_WORDS)
    rounds = [group for group in rates[0].groups if group.interviews]
    if not rounds:
        return
    per_words = _("per 1,000 characters") if analysis_data.counts_characters else _("per 1,000 words")
    word.heading(_("The rounds side by side"), 2)
    titles = (_("codings"), _("per interview"), per_words)
    _side_by_side(word, _("Codings and rates by round"), titles, rates, rounds)
    once = frequencies(analysis_data, (Grouping.ROUND,), counted_in=Counted.ANSWERS)
    others = [once, *_by_round(analysis_data, Measure.INTERVIEWS, Measure.WORDS)]
    titles = (_("once per answer"), _("interviews with one"), _("of the words"))
    caption = _(
        "Once per answer, interviews with at least one, and the share of participants’ words, by round"
    )
    _side_by_side(word, caption, titles, others, rounds)
    _notes(word, [_rate_note(group) for group in rounds])
    if not all(group.finished for group in rounds):
        word.paragraph(_(_UNFINISHED), "Note")
    notes = [note for table in (*rates[1:], *others) for note in (*footnotes(table), *dash_reasons(table))]
    _notes(word, dict.fromkeys((*notes, caution(analysis_data))))


def _by_round(analysis_data: AnalysisData, *measures: Measure) -> list[Frequencies]:
    return [frequencies(analysis_data, (Grouping.ROUND,), measure, Unsure.WITH) for measure in measures]


def _side_by_side(
    word: WordFile,
    caption: str,
    titles: Sequence[str],
    tables: Sequence[Frequencies],
    rounds: Sequence[Group],
) -> None:
    """Write tables of the same rows as one, the columns of a round together."""
    level = tables[0].analysis_data.framework.level_name(1)
    for some in _batches(rounds, _ROUNDS):
        columns = [WordColumn(level[:1].upper() + level[1:], WIDTH - 17.0 * len(titles) * len(some))]
        for group in some:
            name = group.members[0].label
            columns += [figures(f"{name}\n{title}", 17) for title in titles]
        word.table(caption, columns, _rate_rows(tables, some))


def _rate_rows(tables: Sequence[Frequencies], rounds: Sequence[Group]) -> Iterator[WordRow]:
    of_each = [list(_rows(table, rounds)) for table in tables]
    for same in zip(*of_each, strict=True):
        by_round = zip(*(row.cells[1:] for row in same), strict=True)
        yield WordRow((same[0].cells[0], *(cell for cells in by_round for cell in cells)), same[0].strong)


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


def _notes(word: WordFile, notes: Iterator[str] | Sequence[str] | dict[str, None]) -> None:
    for note in notes:
        word.paragraph(note, "Note")


def _batches(groups: Sequence[Group], size: int) -> Iterator[list[Group]]:
    rest = iter(groups)
    while some := list(islice(rest, size)):
        yield some
