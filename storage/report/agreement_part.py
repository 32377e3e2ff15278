"""The part on agreement between coders: pair by pair, what is the same and what the coefficient says."""

from collections.abc import Iterator, Sequence
from functools import partial

from sqlalchemy import Connection

from coding.analysis.agreement import Part
from coding.analysis.disagreement_words import settled_in_words
from coding.analysis.pair_agreement import Across, AgreementRow
from coding.language import _, plural
from coding.model.agreement import CoefficientName
from coding.report.blocks import Block, BlockColumn, BlockRow, HeadingBlock, WordsKind, figures, table, words
from coding.report.blocks import notes as small_print
from coding.text.times import local_day
from storage.queries.agreement import agreement_rule
from storage.queries.agreement_pairs import ComparedPair, compared_pair, pairs_with_something
from storage.queries.study_data import analysis_data


def agreement_blocks(connection: Connection, framework_id: int) -> Iterator[Block]:
    """Yield what agreement was reached, pair by pair; nothing where it was never fixed how it is measured."""
    if agreement_rule(connection) is None:
        return
    pairs = pairs_with_something(connection)
    if not pairs:
        return
    yield HeadingBlock(_("Agreement between coders"))
    for pair in pairs:
        read = partial(analysis_data, connection, framework_id)
        yield from pair_blocks(compared_pair(connection, read, pair, pair.both))


def pair_blocks(shown: ComparedPair) -> Iterator[Block]:
    """Yield what is shown of two coders."""
    pair = shown.pair
    yield HeadingBlock(_("{first} and {second}").format(first=pair.first.name, second=pair.second.name), 2)
    yield words(same_in_words(shown), WordsKind.LEAD)
    yield words(
        _("Unit: {how}; {dated}.").format(how=shown.rule.measuring.words, dated=shown.rule.dated(local_day))
    )
    yield table(_caption(shown), _columns(shown), [_row(shown, row) for row in _rows(shown)])
    yield from small_print(notes(shown))


def same_in_words(shown: ComparedPair) -> str:
    """Say how many codings are the same, of how many."""
    compared, initials = shown.found.compared, shown.pair.initials
    words = _(
        "{same} of {n} codings are the same ({first} {of_first}, {second} {of_second}), by strand, stage, "
        "direction and {share} % of the words."
    )
    return words.format(
        same=len(compared.same),
        n=compared.by_either,
        first=initials[0],
        of_first=len(compared.first),
        second=initials[1],
        of_second=len(compared.second),
        share=shown.rule.measuring.share,
    )


def _rows(shown: ComparedPair) -> list[AgreementRow]:
    return [*shown.found.rows(Across.STRAND), shown.found.total]


def agreement_table(shown: ComparedPair) -> Iterator[tuple[str, ...]]:
    """Yield the table of the report as text: its headings, a row for each strand, all together last."""
    yield tuple(column.title for column in _columns(shown))
    for row in _rows(shown):
        yield _row(shown, row).cells


def _caption(shown: ComparedPair) -> str:
    caption = _("Agreement by strand over {units}")
    return caption.format(units=shown.found.units_in_words())


def _columns(shown: ComparedPair) -> list[BlockColumn]:
    first, second = shown.pair.initials
    only = _("only {coder}")
    titles = [_("both"), only.format(coder=first), only.format(coder=second), _("neither")]
    if not shown.is_settled:
        titles.append(shown.rule.measuring.coefficient.short)
    return [BlockColumn(_("Strand")), *(figures(title, 22) for title in titles)]


def _row(shown: ComparedPair, row: AgreementRow) -> BlockRow:
    counts = (row.count(part) for part in Part)
    cells = ["–" if count is None else f"{count:,}" for count in counts]
    if not shown.is_settled:
        cells.append(row.figures.of(shown.rule.measuring.coefficient).text)
    return BlockRow((row.name or row.label, *cells), row.label == shown.found.total.label)


def notes(shown: ComparedPair) -> list[str]:
    """Return what stands under the table: the reason of each dash, what was settled and left out."""
    found = [*(f"{line}." for line in shown.unseeing_in_words(local_day)), *shown.recoded]
    if shown.sample is not None:
        found.append(_("Sample: {what}.").format(what=shown.sample.words))
    if shown.is_settled:
        decisions = [item.decision for item in shown.items if item.decision is not None]
        found.append(settled_in_words(decisions, len(shown.items), shown.pair.initials) + ".")
    else:
        name = shown.rule.measuring.coefficient
        found += _dashes(_rows(shown), name)
        found.append(f"{name.label}: {name.hides}")
    if n := len(shown.found.outside):
        found.append(
            plural(
                "{n} coding lies in the interviewer’s words and is on no unit.",
                "{n} codings lie in the interviewer’s words and are on no unit.",
                n,
            )
        )
    return [*found, *filter(None, [shown.of_all_in_words, shown.pair.left_out_in_words])]


def _dashes(rows: Sequence[AgreementRow], name: CoefficientName) -> list[str]:
    """Return the reasons of the dashes, each with the rows it is of."""
    labels: dict[str, list[str]] = {}
    for row in rows:
        if why := row.figures.of(name).why_not:
            labels.setdefault(why, []).append(row.label)
    return [f"{', '.join(of)}: {why}" for why, of in labels.items()]
