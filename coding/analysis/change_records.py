"""A change between rounds as records; see table_records."""

from collections.abc import Iterator

from coding.analysis.change_words import factor_line
from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparison import Comparison, RoundPair
from coding.analysis.measure import Measure
from coding.analysis.table_records import Record, code_of, members_of, note_records


def change_records(compared: Comparison) -> Iterator[Record]:
    """Yield a record for each change, those of all together of kind ``total``, then the notes.

    ``change`` is null where it is withheld, and ``why`` says why; ``earlier`` and ``later`` are the two
    numbers, and there are the interviews, people and words of both. ``factors`` is of counts only.
    """
    sums = [compared.found.columns.get(kind) for kind in (ColumnKind.CODINGS, ColumnKind.PASSAGES)]
    for pair in compared.pairs:
        for column in compared.found.basic:
            yield {"kind": "change" if pair.member else "total", **_change(compared, pair, column)}
        for column in sums:
            yield {"kind": "total", **_change(compared, pair, column)}
        for column in compared.found.columns.subs:
            kind = "sub-strand" if pair.member else "total"
            yield {"kind": kind, **_change(compared, pair, column), "sub_strand": column.label}
    if compared.reason:
        yield {"kind": "footnote", "text": compared.reason}
    yield from note_records(compared.found)


def _change(compared: Comparison, pair: RoundPair, column: Column) -> Record:
    found, change = compared.found, compared.change(pair, column)
    named = {
        key: value for key, value in members_of(found.analysis_data, pair.later).items() if key != "round"
    }
    record: dict[str, object] = {
        **named,
        **code_of(found.analysis_data.framework, column),
        "from": compared.earlier.name,
        "to": compared.later.name,
        "change" if pair.member else "total": change.value,
        "earlier": change.earlier.value,
        "later": change.later.value,
        "written": change.text,
        "why": change.why or None,
    }
    for name, cell in (("earlier", change.earlier), ("later", change.later)):
        group = cell.group
        record[f"{name}_interviews"] = group.done if found.measure.is_rate else group.interviews
        record[f"{name}_people"] = group.people
        record[f"{name}_words"] = None if group.is_part else group.rate_words
    if found.measure is Measure.COUNT:
        record["factors"] = factor_line(compared, pair, column) or None
    return record
