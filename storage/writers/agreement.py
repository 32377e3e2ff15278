"""What agreement two coders reached, for a report: a section in Word, or a table as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.analysis.agreement import Part
from coding.analysis.disagreement_words import settled_in_words
from coding.analysis.pair_agreement import Across, AgreementRow
from coding.language import _, plural
from coding.model.agreement import CoefficientName
from coding.progress import Progress, silent
from coding.text.times import local_day
from storage.queries.agreement import agreement_rule
from storage.queries.agreement_pairs import (
    ComparedPair,
    compared_pair,
    pair_of,
    pairs_with_something,
    who_compare,
)
from storage.queries.people import study_details
from storage.queries.study_data import analysis_data
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv
from storage.writers.word_parts import WIDTH, WordFile
from storage.writers.word_stream import WordColumn, WordRow, figures

# The keys of a record, in order.
FIELDS: Final = (
    "first_coder", "second_coder", "unit", "share", "passages", "coefficient", "fixed",
    "read_blind", "interviews", "units", "across", "label",
    "both", "only_first", "only_second", "neither", "agreed", "alpha", "kappa", "ac1", "bp", "f1", "why_not",
)  # fmt: skip


def export_agreement(
    study: Path,
    target: Path,
    coders: tuple[int, int],
    interview_ids: Sequence[int],
    framework_id: int,
    progress: Progress = silent,
) -> None:
    """Write what is shown of two coders on these interviews; the ending says whether to Word or as CSV.

    Raises UserError where no figure may be shown, and whatever ``progress`` raises to stop it.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        progress(0, 1, _("Agreement"))
        by_id = {coder.id: coder for coder in who_compare(connection)}
        pair = pair_of(connection, by_id[coders[0]], by_id[coders[1]])
        read = partial(analysis_data, connection, framework_id)
        shown = compared_pair(connection, read, pair, interview_ids)
        if ending_of(target.name) == Export.CSV:
            records = (record for across in Across for record in agreement_records(shown, across))
            write_csv(part, FIELDS, records)
            return
        word = WordFile(study_details(connection).name)
        word.paragraph(_("Agreement between coders"), "Title")
        _write_pair(word, shown)
        word.save(part)


def agreement_records(shown: ComparedPair, across: Across) -> Iterator[Mapping[str, object]]:
    """Yield a record for each row of a table, and one for all together; coefficients are not rounded.

    ``why_not`` says why the coefficient that was fixed is not there. Once all is settled there is none.
    """
    measuring, found = shown.rule.measuring, shown.found
    head = {
        "first_coder": shown.pair.first.name,
        "second_coder": shown.pair.second.name,
        "unit": measuring.unit.value,
        "share": measuring.share / 100,
        "passages": measuring.passages.value,
        "coefficient": measuring.coefficient.value,
        "fixed": shown.rule.dated(local_day),
        "read_blind": "; ".join(shown.unseeing_in_words(local_day)),
        "interviews": len(found.interview_ids),
        "units": found.by_strand.n_units,
        "across": across.value,
    }
    for row in (*found.rows(across), found.total):
        counts = {name: row.count(part) for name, part in zip(_COUNTS, Part, strict=True)}
        table = row.figures.table
        yield {**head, "label": row.label, **counts, "agreed": table and table.agreed, **_values(shown, row)}


_COUNTS: Final = ("both", "only_first", "only_second", "neither")


def _values(shown: ComparedPair, row: AgreementRow) -> Mapping[str, object]:
    if shown.is_settled:
        return {**dict.fromkeys(CoefficientName), "why_not": _("The disagreements are settled.")}
    values = {name.value: row.figures.of(name).value for name in CoefficientName}
    return {**values, "why_not": row.figures.of(shown.rule.measuring.coefficient).why_not}


def write_agreement(word: WordFile, connection: Connection, framework_id: int) -> None:
    """Write what agreement was reached, pair by pair; nothing where it was never fixed how it is measured."""
    if agreement_rule(connection) is None:
        return
    pairs = pairs_with_something(connection)
    if not pairs:
        return
    word.heading(_("Agreement between coders"), 1)
    for pair in pairs:
        read = partial(analysis_data, connection, framework_id)
        _write_pair(word, compared_pair(connection, read, pair, pair.both))


def _write_pair(word: WordFile, shown: ComparedPair) -> None:
    pair = shown.pair
    word.heading(_("{first} and {second}").format(first=pair.first.name, second=pair.second.name), 2)
    word.paragraph(same_in_words(shown), "Lead")
    word.paragraph(
        _("Unit: {how}; {dated}.").format(how=shown.rule.measuring.words, dated=shown.rule.dated(local_day))
    )
    word.table(_caption(shown), _columns(shown), [_row(shown, row) for row in _rows(shown)])
    for note in notes(shown):
        word.paragraph(note, "Note")


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


def _columns(shown: ComparedPair) -> list[WordColumn]:
    first, second = shown.pair.initials
    only = _("only {coder}")
    titles = [_("both"), only.format(coder=first), only.format(coder=second), _("neither")]
    if not shown.is_settled:
        titles.append(shown.rule.measuring.coefficient.short)
    return [WordColumn(_("Strand"), WIDTH - 22 * len(titles)), *(figures(title, 22) for title in titles)]


def _row(shown: ComparedPair, row: AgreementRow) -> WordRow:
    counts = (row.count(part) for part in Part)
    cells = ["–" if count is None else f"{count:,}" for count in counts]
    if not shown.is_settled:
        cells.append(row.figures.of(shown.rule.measuring.coefficient).text)
    return WordRow((row.name or row.label, *cells), row.label == shown.found.total.label)


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
