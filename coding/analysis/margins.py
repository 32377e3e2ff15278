"""Two groupings crossed within rounds: what the inner one comes to over all of the outer.

A passage of two schools counts once there, so that it is counted anew and is no sum.
"""

from collections.abc import Iterator
from typing import Final

from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.table_records import Record, table_records


def margins_of(found: Frequencies) -> Frequencies | None:
    """Return the table of the inner grouping alone; None where there are not two within rounds."""
    if len(found.by) != 3 or found.by[0] is not Grouping.ROUND:
        return None
    by = (found.by[0], found.by[-1])
    return frequencies(found.analysis_data, by, found.measure, found.unsure, found.counted_in)


_COUNTED: Final = ("codings", "of_strand", "total")  # what a record says how many there are under


def all_records(found: Frequencies) -> Iterator[Record]:
    """Yield a table as records, with those of its margins among the totals."""
    records = list(table_records(found))
    margins = margins_of(found)
    notes = next((at for at, record in enumerate(records) if "text" in record), len(records))
    yield from records[:notes]
    for record in table_records(margins) if margins is not None else ():
        if "text" not in record:
            counted = next(record[name] for name in _COUNTED if name in record)
            kept = {name: value for name, value in record.items() if name not in _COUNTED}
            yield {**kept, "kind": "total", "total": counted}
    yield from records[notes:]
