"""The key: who stands behind which pseudonym, in a file of its own that lies outside the study.

A .csv or .xlsx with the columns name, pseudonym, kind and brackets, written here or by hand in a
spreadsheet; or encrypted, with a password. Nothing of it is ever put into a study file.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from coding.errors import UserError
from coding.language import _
from coding.model.document import Table
from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms
from storage.privacy.locked_list import read_rows, write_rows
from storage.readers.kinds import KEYS, LOCKED_KEY, ending_of, listing
from storage.readers.tables import read_tables
from storage.study.atomic_write import replacing
from storage.writers.table_csv import harmless, write_csv

COLUMNS: Final = ("name", "pseudonym", "kind", "brackets")
# How people head the columns of a list that they make by hand.
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset(
        {"name", "names", "real name", "original", "original name", "realname", "person", "who", "klarname"}
    ),
    "pseudonym": frozenset(
        {
            "pseudonym",
            "pseudonyms",
            "alias",
            "mask",
            "masked",
            "masked name",
            "new name",
            "replacement",
            "replaced by",
            "code name",
            "decknamen",
        }
    ),
    "kind": frozenset({"kind", "type", "what", "category", "art"}),
    "brackets": frozenset({"brackets", "bracket", "in brackets", "marked", "klammern"}),
}
_KINDS: Final[Mapping[str, NameKind]] = {
    **dict.fromkeys(("school", "schools", "schule"), NameKind.SCHOOL),
    **dict.fromkeys(("place", "places", "town", "city", "village", "area", "ort"), NameKind.PLACE),
}
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "[]"})


def read_key(path: Path, password: str | None = None) -> Pseudonyms:
    """Read a key; raises UserError: unreadable, no such columns, a list that cannot be used."""
    return Pseudonyms(read_entries(path, password))


def read_entries(path: Path, password: str | None = None) -> tuple[Pseudonym, ...]:
    """Read the rows of a key as they stand, also those that are not finished.

    Raises UserError for a file that cannot be read or has no two columns; PasswordNeededError,
    WrongPasswordError.
    """
    entries: list[Pseudonym] = []
    for table in _tables(path, password):
        columns, rows = _columns(table)
        entries += filter(None, (_entry(row, columns) for row in rows))
    if not entries:
        raise UserError(
            _("“{name}” holds no names and pseudonyms.").format(name=path.name),
            _("Nothing was masked."),
            _("It needs a column “name” and a column “pseudonym”."),
        )
    return tuple(entries)


def _tables(path: Path, password: str | None) -> Sequence[Table]:
    if ending_of(path.name) != LOCKED_KEY:
        return read_tables(path)
    return [Table(path.stem, COLUMNS, tuple(map(tuple, read_rows(path, COLUMNS, password))))]


def _columns(table: Table) -> tuple[Mapping[str, int], Sequence[Sequence[str]]]:
    """Find the columns; a table without any known heading begins with its first name."""
    found: dict[str, int] = {}
    for at, heading in enumerate(table.header):
        written = " ".join(heading.casefold().replace("_", " ").split()).rstrip(":")
        for column, spellings in _HEADINGS.items():
            if written in spellings:
                found.setdefault(column, at)
    if {"name", "pseudonym"} <= found.keys():
        return found, table.rows
    if not found and len(table.header) >= 2:
        return dict(zip(COLUMNS, range(len(table.header)), strict=False)), (table.header, *table.rows)
    return {}, ()


def _entry(row: Sequence[str], columns: Mapping[str, int]) -> Pseudonym | None:
    def cell(column: str) -> str:
        at = columns.get(column, len(row))
        return _unharmed(row[at]) if at < len(row) else ""

    name, pseudonym = cell("name"), cell("pseudonym")
    if not name and not pseudonym:
        return None
    marked = pseudonym.startswith("[") and pseudonym.endswith("]")
    return Pseudonym(
        name,
        pseudonym[1:-1].strip() if marked else pseudonym,
        _KINDS.get(cell("kind").casefold(), NameKind.PERSON),
        marked or cell("brackets").casefold() in {*_YES, _("yes").casefold()},
    )


def _unharmed(text: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from reading a name as a formula."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def write_key(path: Path, pseudonyms: Iterable[Pseudonym], password: str | None = None) -> None:
    """Write a key as its ending says, replacing the file only once it is complete.

    Raises UserError: another ending, the folder may not be written, the disk is full.
    """
    if ending_of(path.name) not in KEYS:
        raise UserError(
            _("A key is kept as a table."),
            _("“{name}” was not written.").format(name=path.name),
            _("Choose a name with one of these endings: {known}.").format(known=listing(KEYS)),
        )
    entries = tuple(pseudonyms)
    with replacing(path) as part:
        if ending_of(path.name) == KEYS[0]:
            write_csv(part, COLUMNS, map(_record, entries))
        elif ending_of(path.name) == LOCKED_KEY:
            write_rows(part, COLUMNS, map(_cells, entries), password)
        else:
            _write_workbook(part, entries)


def _record(entry: Pseudonym) -> dict[str, object]:
    return {
        "name": entry.name,
        "pseudonym": entry.pseudonym,
        "kind": entry.kind.value,
        "brackets": entry.brackets,
    }


def _cells(entry: Pseudonym) -> list[str]:
    return [entry.name, entry.pseudonym, entry.kind.value, "yes" if entry.brackets else "no"]


def _write_workbook(path: Path, entries: Sequence[Pseudonym]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for entry in entries:
        sheet.append([harmless(cell) for cell in _cells(entry)])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (28, 28, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    with path.open("wb") as file:
        book.save(file)


def lies_beside(key: Path, study: Path) -> bool:
    """Tell whether a key lies in the study's own folder, where whoever gets the folder gets both."""
    return study.resolve().parent in key.resolve().parents
