"""Frameworks as tables (.csv, .xlsx): as the program writes them, and as a researcher types them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from coding.language import _
from coding.model.code_versions import ENTRY
from coding.notation.code_names import key_of
from coding.notation.filed_framework import (
    CodeLine,
    FiledFramework,
    FrameworkLines,
    StageLine,
    read_guid,
    refuse_too_long,
    refuse_too_many,
    refused,
)
from coding.text.names import clean_name
from storage.readers.tables import cells_in, is_workbook
from storage.writers.table_csv import without_guard

PATH: Final = " > "  # between the names of a path
_HEADER_WITHIN: Final = 5  # rows
_LONG_NUMBER: Final = 4  # digits of a level
_DEEPEST_NAMED: Final = 64  # what is deeper is refused as too deep


class RowKind(StrEnum):
    """What a row is about."""

    FRAMEWORK = "framework"
    SHORT_NAME = "short name"
    SOURCE = "source"
    LEVEL = "level"
    STAGE = "stage"
    GROUP = "group"
    CODE = "code"
    MORE = "continued"  # what no cell of the row above had room for


# Every column, as it is written, and how else people head it.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("type",),
    "level": ("depth",),
    "name": ("code", "code name", "title", "theme", "strand", "tag"),
    "below": ("under", "parent", "parent code", "parent name", "part of", "path"),
    "abbreviation": ("abbr", "abbrev", "short", "letter"),
    "label": ("short name", "shorter name"),
    "key": ("shortcut",),
    "hue": ("colour", "color"),
    "aliases": ("alias", "other spellings", "also", "also written", "synonyms"),
    "short_definition": ("in short", "summary", "brief definition"),
    "definition": ("description", "meaning", "full definition"),
    "when_to_use": ("use when", "use", "inclusion", "inclusion criteria"),
    "when_not_to_use": ("do not use when", "exclusion", "exclusion criteria"),
    "example": ("examples", "quotation"),
    "notes": ("note", "comment", "comments", "remarks", "memo"),
    "guid": ("id",),
}
_GROUPS: Final = frozenset({"group", "category", "dimension"})
_SPELT: Final = {heading.replace("_", " "): heading for heading in COLUMNS} | {
    other: heading for heading, others in COLUMNS.items() for other in others
}


@dataclass(slots=True)
class _Line:
    """The cells of a row by their columns; ``where`` it stands, as a person counts."""

    where: str
    cells: dict[str, str] = field(default_factory=dict[str, str])

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def kind(self) -> str:
        return " ".join(self["kind"].casefold().split())


def read_tables_of_codes(data: bytes, name: str) -> FiledFramework:
    """Read a framework; ``name`` is what it is called where it does not say. Raises UnreadableError."""
    headed = [(sheet, at) for sheet in cells_in(data, name) if (at := _heading_row(sheet)) is not None]
    if not headed:
        known = ", ".join(column.replace("_", " ") for column in COLUMNS)
        raise refused(
            _("No column is called “name”."),
            _("One must be; others that are known: {known}.").format(known=known),
        )
    is_guarded = not is_workbook(data)
    rows = [line for sheet, at in headed for line in _rows(sheet, at, is_guarded=is_guarded)]
    lines = FrameworkLines(name, lacks=_lacks(headed))
    about = [_put_by(lines, line) for line in _joined(rows)]
    codes = [line for line in about if line is not None]
    refuse_too_many(len(codes))
    for line in codes:
        for column in ("name", "below", "level", "abbreviation"):
            refuse_too_long(line.where, line[column])
    if not codes and not lines.levels:
        raise refused(_("There is no code in it: each is a row under the headings."))
    _part_paths(codes)
    above = _above(codes)
    says_groups = any(line.kind in {*_GROUPS, RowKind.CODE} for line in codes)
    tops = {at for at in above if at is not None and above[at] is None}
    for at, line in enumerate(codes):
        is_group = line.kind in _GROUPS if says_groups else at in tops
        lines.codes.append(_code(line, above[at], is_group=is_group))
    if tops and not says_groups:
        lines.notes.append(_("Codes at the top that others stand below are read as categories."))
    return lines.assembled()


# --- rows -------------------------------------------------------------------------------------


def _heading_row(sheet: Sequence[Sequence[str]]) -> int | None:
    """Return where the headings stand: in the first row that calls a column name."""
    first = enumerate(sheet[:_HEADER_WITHIN])
    return next((at for at, row in first if "name" in _headings(row).values()), None)


def _lacks(headed: Sequence[tuple[Sequence[Sequence[str]], int]]) -> frozenset[str]:
    """Return the columns that no sheet has; a level says what a code stands below, too."""
    there = {column for sheet, at in headed for column in _headings(sheet[at]).values()}
    lacks = {column for column in COLUMNS if column not in there}
    if "level" in there:
        lacks.discard("below")
    return frozenset({*lacks, *(() if "kind" in there else ("is_group",))})


def _rows(sheet: Sequence[Sequence[str]], headings: int, *, is_guarded: bool) -> Iterator[_Line]:
    """Yield the rows below the headings that say something."""
    columns = _headings(sheet[headings])
    for number, row in enumerate(sheet[headings + 1 :], headings + 2):
        cells = {
            column: _cell(row[at], is_guarded=is_guarded) for at, column in columns.items() if at < len(row)
        }
        if any(cell.strip() for cell in cells.values()):
            yield _Line(_("Row {n}").format(n=number), cells)


def _headings(row: Sequence[str]) -> dict[int, str]:
    """Return the columns by their place; of two that are headed alike the first counts."""
    found: dict[int, str] = {}
    for at, cell in enumerate(row):
        column = _SPELT.get(" ".join(cell.casefold().replace("_", " ").split()).rstrip(":"))
        if column is not None and column not in found.values():
            found[at] = column
    return found


def _cell(text: str, *, is_guarded: bool) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_guard(text) if is_guarded else text


def _joined(rows: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the rows, each with what is continued below it."""
    whole: _Line | None = None
    for line in rows:
        if line.kind == RowKind.MORE and whole is not None:
            for column, text in line.cells.items():
                if column != "kind":
                    whole.cells[column] = whole[column] + text
            continue
        if whole is not None:
            yield whole
        whole = line
    if whole is not None:
        yield whole


def _put_by(lines: FrameworkLines, line: _Line) -> _Line | None:
    """Take what a row says of the framework as a whole; return a row that is about a code."""
    match line.kind:
        case RowKind.FRAMEWORK:
            lines.name, lines.guid = line["name"] or lines.name, line["guid"]
        case RowKind.SHORT_NAME:
            lines.short_name = line["name"]
        case RowKind.SOURCE:
            lines.source = line["name"]
        case RowKind.LEVEL:
            lines.levels = (*lines.levels, line["name"])
        case RowKind.STAGE:
            stage = StageLine(line.where, line["abbreviation"], line["name"], line["definition"])
            lines.stages.append(stage)
        case _:
            return line
    return None


def _code(line: _Line, above: int | None, *, is_group: bool) -> CodeLine:
    return CodeLine(
        line.where,
        line["name"],
        above,
        is_group,
        line["abbreviation"],
        line["label"],
        line["key"].strip(),
        line["hue"],
        line["aliases"].split("\n" if "\n" in line["aliases"] else ";"),
        {named: line[named] for named in ENTRY},
        line["guid"],
    )


# --- what stands below what --------------------------------------------------------------------


def _part_paths(codes: Sequence[_Line]) -> None:
    """Take a name apart that is a whole path, as MAXQDA (``A > B``) and NVivo (with a backslash) write it.

    What the path leads through must have a row of its own: else the name is only one with a sign in it.
    """
    if any("below" in line.cells or line["level"].strip() for line in codes):
        return
    written = [line["name"].replace("\\", PATH) for line in codes]
    known = {_path_key(name) for name in written}
    for line, name in zip(codes, written, strict=True):
        above, sign, last = name.rpartition(PATH.strip())
        if sign and _path_key(above) in known:
            line.cells |= {"name": last.strip(), "below": above.strip()}


def _above(codes: Sequence[_Line]) -> list[int | None]:
    """Return which row each row stands below: as it is named, else by how deep it stands."""
    if any("below" in line.cells for line in codes):
        return _named_above(codes)
    return _by_depth(codes) if any(line["level"].strip() for line in codes) else [None] * len(codes)


def _by_depth(codes: Sequence[_Line]) -> list[int | None]:
    """Read levels as numbers, or as words: the first is the highest, the next that comes up stands below."""
    words = list(dict.fromkeys(key_of(line["level"]) for line in codes))
    numbers = sorted({int(word) for word in words if word.isdecimal() and len(word) < _LONG_NUMBER})
    are_numbers = len(numbers) == len(words)
    found: list[int | None] = []
    last: list[int] = []  # the row that is open at each depth
    for at, line in enumerate(codes):
        word = key_of(line["level"])
        depth = int(word) - numbers[0] if are_numbers else words.index(word)
        if depth > len(last):
            said = _("{where}: “{name}” is on level “{level}”, but no row above it is on the level before.")
            raise refused(said.format(where=line.where, name=line["name"], level=line["level"]))
        del last[depth:]
        found.append(last[-1] if last else None)
        last.append(at)
    return found


class _Places:
    """Rows by what another row may call them: GUID, name, path or abbreviation."""

    def __init__(self, codes: Sequence[_Line]) -> None:
        self._by_guid = {
            read_guid(line["guid"]): at for at, line in enumerate(codes) if read_guid(line["guid"])
        }
        self._by_name = _by_key(codes, "name")
        self._by_abbreviation = _by_key(codes, "abbreviation")
        self.by_path: dict[str, int] = {}

    def of(self, line: _Line) -> int | None:
        """Return the row that a row says it stands below, or None where it is not known (yet)."""
        written = line["below"].strip()
        key = key_of(written)
        named = self._by_name.get(key, ())
        found = self._by_guid.get(read_guid(written)) if read_guid(written) else None
        if found is None and len(named) == 1:
            return named[0]
        if found is None:
            found = self.by_path.get(_path_key(written))
        shorter = self._by_abbreviation.get(key, ())
        return shorter[0] if found is None and not named and len(shorter) == 1 else found

    def refusal(self, line: _Line) -> Exception:
        """Return why the row cannot be placed."""
        several = len(self._by_name.get(key_of(line["below"]), ())) > 1
        said = (
            _("{where}: two codes are called “{below}”; write the path, such as “{path}”.")
            if several
            else _("{where}: “{name}” stands below “{below}”, which is no code of this file.")
        )
        path = PATH.join((_("category"), clean_name(line["below"])))
        return refused(
            said.format(where=line.where, name=line["name"], below=clean_name(line["below"]), path=path)
        )


def _by_key(codes: Sequence[_Line], column: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, line in enumerate(codes):
        if key := key_of(line[column]):
            found.setdefault(key, []).append(at)
    return found


def _path_key(written: str) -> str:
    return PATH.join(key_of(part) for part in written.split(PATH.strip()))


def _named_above(codes: Sequence[_Line]) -> list[int | None]:
    """Return which row each row says it stands below; paths are known once what they lead through is."""
    places = _Places(codes)
    above: list[int | None] = [None] * len(codes)
    paths: dict[int, str] = {}
    waiting = list(range(len(codes)))
    for _depth in range(_DEEPEST_NAMED):
        waiting = [at for at in waiting if not _place(places, codes, above, paths, at)]
    for at in waiting:
        if above[at] is None:
            raise places.refusal(codes[at])
    return above


def _place(
    places: _Places, codes: Sequence[_Line], above: list[int | None], paths: dict[int, str], at: int
) -> bool:
    """Place a row if what it stands below is known with its whole path; tell whether it is."""
    line = codes[at]
    if line["below"].strip():
        above[at] = places.of(line)
        if above[at] not in paths:
            return False
    parent = above[at]
    own = key_of(line["name"])
    paths[at] = own if parent is None else paths[parent] + PATH + own
    places.by_path.setdefault(paths[at], at)
    return True
