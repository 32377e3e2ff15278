"""Tables as CSV that Excel, R and pandas open alike: UTF-8 with a byte order mark, commas, quotes."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TextIO
from unicodedata import category, normalize

_FORMULA: Final = frozenset("=+-@")  # with what a spreadsheet takes for one of them: wide, small, raised
_PARTS_CELLS: Final = ("\t", "\r")
# What is not seen: controls, format characters (zero width, marks of direction, soft hyphens), blanks,
# marks that stand on nothing; and letters and signs that are blank.
_UNSEEN: Final = frozenset("CZM")
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def write_csv(target: Path, columns: Sequence[str], records: Iterable[Mapping[str, object]]) -> None:
    """Write one row a record under a heading row; what a record lacks, and None, stays empty."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        write_rows(file, columns, records)


def write_rows(file: TextIO, columns: Sequence[str], records: Iterable[Mapping[str, object]]) -> None:
    """Write the same to a file that is open, or to what a command prints."""
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
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before =, +, - and @.

    What is not seen does not count: a spreadsheet may drop it and read what comes after.
    """
    if text[:1].isalnum() and text[0] not in _BLANK:
        return text
    first = next((sign for sign in text if category(sign)[0] not in _UNSEEN and sign not in _BLANK), "")
    is_formula = normalize("NFKC", first) in _FORMULA or text.startswith(_PARTS_CELLS)
    return f"'{text}" if is_formula else text


def guarded(text: str) -> str:
    """Return a text behind an apostrophe as ``harmless`` does, so that ``without_guard`` gives it back."""
    return f"'{text}" if _needs_guard(text) else text


def without_guard(cell: str) -> str:
    """Return the text of a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell) else cell


def _needs_guard(text: str) -> bool:
    """Tell what looks like a formula, and what would look like one that is guarded already."""
    inside = text.lstrip("'")
    return harmless(inside) != inside
