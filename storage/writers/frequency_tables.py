"""A table of frequencies as CSV, and beside it what every interview adds to it, and how these spread."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from coding.analysis.table_records import Record, record_fields
from storage.study.atomic_write import replacing
from storage.writers.table_csv import write_csv


def names_a_table(name: str) -> bool:
    """Tell a file name that asks for the table (``table.csv``, ``2015 table.csv``), not for all codings."""
    return Path(name).stem.casefold().endswith("table")


INTERVIEWS: Final = "interviews"  # what every interview adds
SPREAD: Final = "spread"  # what single interviews contribute


def beside(target: Path, what: str = INTERVIEWS) -> Path:
    """Return where what belongs to a table goes: ``table-interviews.csv``, ``table-spread.csv``."""
    return target.with_stem(f"{target.stem}-{what}")


def write_tables(
    target: Path,
    table: Iterable[Record],
    interviews: Iterable[Record],
    spread: Iterable[Record],
    *,
    like: Path | None = None,
) -> None:
    """Write a table, and beside it its interviews and how they spread; all or none. Raises UserError."""
    written = {target: table, beside(target): interviews, beside(target, SPREAD): spread}
    with ExitStack() as all_or_none:
        for path, records in written.items():
            part = all_or_none.enter_context(replacing(path, like=like))
            rows = list(records)
            write_csv(part, record_fields(rows), rows)
