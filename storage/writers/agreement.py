"""What agreement two coders reached, for a report: a section in Word, or a table as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from coding.analysis.agreement import Part
from coding.analysis.pair_agreement import Across, AgreementRow
from coding.language import _
from coding.model.agreement import CoefficientName
from coding.progress import Progress, silent
from coding.report.blocks import WordsKind, words
from coding.text.times import local_day
from storage.queries.agreement_pairs import ComparedPair, compared_pair, pair_of, who_compare
from storage.queries.people import study_details
from storage.queries.study_data import analysis_data
from storage.readers.kinds import Export, ending_of
from storage.report.agreement_part import pair_blocks
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.report_word import add_to_word
from storage.writers.table_csv import write_csv
from storage.writers.word_parts import WordFile

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
        title = words(_("Agreement between coders"), WordsKind.TITLE)
        add_to_word(word, [title, *pair_blocks(shown)])
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
