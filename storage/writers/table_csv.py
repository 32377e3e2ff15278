"""Tables as CSV that Excel, R and pandas open alike: UTF-8 with a byte order mark, commas, quotes."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

# What a spreadsheet takes for the beginning of a formula, wide forms included.
_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")


def write_csv(target: Path, columns: Sequence[str], records: Iterable[Mapping[str, object]]) -> None:
    """Write one row a record under a heading row; what a record lacks, and None, stays empty."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for record in records:
            writer.writerow([_cell(record.get(column)) for column in columns])


def _cell(value: object) -> object:
    """Return a value as a cell; yes and no in words, text that looks like a formula behind an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return harmless(value)
        case _:
            return value


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before =, +, - and @."""
    return f"'{text}" if text.startswith(_FORMULA) else text
