"""A table of frequencies as CSV, and beside it what every interview adds to it."""

from collections.abc import Iterable
from pathlib import Path

from coding.analysis.table_records import Record, record_fields
from storage.study.atomic_write import replacing
from storage.writers.table_csv import write_csv


def names_a_table(name: str) -> bool:
    """Tell a file name that asks for the table (``table.csv``, ``2015 table.csv``), not for all codings."""
    return Path(name).stem.casefold().endswith("table")


def beside(target: Path) -> Path:
    """Return where the interviews of a table go: ``table-interviews.csv``."""
    return target.with_stem(f"{target.stem}-interviews")


def write_tables(
    target: Path, table: Iterable[Record], interviews: Iterable[Record], *, like: Path | None = None
) -> None:
    """Write a table, and its interviews beside it; both or neither. Raises UserError."""
    with replacing(target, like=like) as part, replacing(beside(target), like=like) as other:
        for path, records in ((part, list(table)), (other, list(interviews))):
            write_csv(path, record_fields(records), records)
