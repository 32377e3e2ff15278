"""Figures of schools out of a table: a row a figure, or a column a year or a school."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from coding.language import _
from coding.model.outcomes import NOT_APPLICABLE
from coding.model.study import School
from coding.text.names import clean_name, name_key
from coding.text.units import listed

Rows = Sequence[Sequence[str]]

# What columns are called, in small letters without signs.
_HEADS: Final[Mapping[str, frozenset[str]]] = {
    "measure": listed("measure indicator figure subject test outcome aspect kpi"),
    "school": listed("school schools name letter"),
    "year": listed("year academicyear date when schoolyear"),
    "value": listed("value percent percentage result score figure level rating grade judgement judgment"),
    "pupils": listed("pupils n cohort number eligible entries roll"),
    "label": listed("label line reference meeting judgedby by"),
    "unit": listed("unit units"),
    "note": listed("note notes comment source remark remarks"),
}
_PERCENT: Final = listed("percent percentage")
_NOTHING: Final = listed("missing supp suppressed na nodata notavailable unknown none x")
_NOT_APPLICABLE: Final = ("n/a", "not applicable", "does not apply", "ne", "no pupils")
_REFERENCE: Final = re.compile(
    r"national|england|wales|scotland|ireland|country|county|borough|floor|standard|average|mean|benchmark|"
    r"target|local authority|\bla\b|\ball schools\b|similar",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,9}(?:[.,]\d{1,6})?|[.,]\d{1,6})\s?%?")
_SIGNS: Final = re.compile(r"\W")
_LOOKED_AT: Final = 10  # rows, for the headings


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure as it was read; ``school_id`` is None for a line of reference, which ``label`` names."""

    measure: str
    school_id: int | None
    label: str
    year: str
    value: str
    unit: str = ""
    pupils: int | None = None
    note: str = ""

    @property
    def is_number(self) -> bool:
        """Tell a number from a level."""
        return _NUMBER.fullmatch(self.value) is not None


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """What was read of a table: figures, and what could not be taken for one, in words."""

    figures: tuple[ReadFigure, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    schools: Sequence[School]
    table: str  # what it is called: the measure where no column says one
    figures: list[ReadFigure] = field(default_factory=list[ReadFigure])
    left_out: list[str] = field(default_factory=list[str])

    def school(self, written: str) -> int | None:
        key = name_key(re.sub(r"^school\s+(?=\S)", "", written, flags=re.IGNORECASE))
        return next(
            (one.id for one in self.schools if key and key in {name_key(one.letter), name_key(one.name)}),
            next((one.id for one in self.schools if name_key(one.name) == name_key(written)), None),
        )

    def take(self, measure: str, where: str, year: str, value: str, more: Mapping[str, str]) -> None:
        """Take one figure, or say why it is none."""
        said = clean_name(value)
        if _is_missing(said):
            return
        school_id = self.school(where)
        label = more.get("label", "")
        if school_id is None:
            label = label or where
            if not _REFERENCE.search(label):
                words = _("{measure}, {year}: no school “{school}”.")
                self.left_out.append(words.format(measure=measure, year=year, school=where))
                return
        pupils = _digits(more.get("pupils", ""))
        unit = "%" if said.endswith("%") else more.get("unit", "")
        self.figures.append(
            ReadFigure(measure, school_id, label, year, _value(said), unit, pupils, more.get("note", ""))
        )


def read_figures(rows: Rows, table: str, schools: Sequence[School]) -> ReadFigures:
    """Read the figures of a table; ``table`` is what it is called.

    A heading says what a column holds; where columns are years, or schools, their cells are the figures.
    Blank cells are missing: nothing is stored for them.
    """
    reader = _Reader(schools, table)
    start, heads = _headings(rows, reader)
    if not heads:
        return ReadFigures(left_out=(_("No column says what is a school, a year and a figure."),))
    for row in rows[start + 1 :]:
        cells = {name: clean_name(row[at]) for name, at in heads.items() if at < len(row)}
        for year, where, value in _cells(row, rows[start], heads, reader):
            if not (year and where):
                continue
            is_percent = "value" in heads and _is_percent(rows[start][heads["value"]])
            is_percent = is_percent or "%" in cells.get("measure", "")
            more = {"unit": cells.get("unit") or "%" * is_percent}
            more |= {name: cells.get(name, "") for name in ("pupils", "label", "note")}
            reader.take(cells.get("measure") or table, where, year, value, more)
    return ReadFigures(tuple(reader.figures), tuple(dict.fromkeys(reader.left_out)))


def _headings(rows: Rows, reader: _Reader) -> tuple[int, dict[str, int]]:
    """Return which row has the headings, and the column of each thing they name; nothing if none has."""
    for at, row in enumerate(rows[:_LOOKED_AT]):
        heads: dict[str, int] = {}
        for column, head in enumerate(row):
            free = (name for name in _HEADS if name not in heads)
            name = next((name for name in free if _key(head) in _HEADS[name]), None)
            if name is not None:
                heads[name] = column
        wide = {"value"} if "value" in heads else _across(row, reader)
        known = heads.keys() | wide
        if {"year", "school", "value"} <= known:
            return at, heads
    return 0, {}


def _across(row: Sequence[str], reader: _Reader) -> set[str]:
    """Return what columns that are years, or schools, say together with their cells."""
    if sum(_YEAR.fullmatch(cell.strip()) is not None for cell in row) >= 1:
        return {"year", "value"}
    if sum(reader.school(cell) is not None for cell in row) >= 1:
        return {"school", "value"}
    return set()


def _cells(
    row: Sequence[str], header: Sequence[str], heads: Mapping[str, int], reader: _Reader
) -> Iterator[tuple[str, str, str]]:
    """Yield the year, the school and the figure of each cell that can be one."""
    year = _year(row[heads["year"]]) if "year" in heads and heads["year"] < len(row) else ""
    where = clean_name(row[heads["school"]]) if "school" in heads and heads["school"] < len(row) else ""
    if "value" in heads:
        yield year, where, row[heads["value"]] if heads["value"] < len(row) else ""
        return
    named = set(heads.values())
    for at, (head, cell) in enumerate(zip(header, row, strict=False)):
        if at in named:
            continue
        if "year" not in heads and _YEAR.fullmatch(head.strip()):
            yield _year(head), where, cell
        elif "school" not in heads and (reader.school(head) is not None or _REFERENCE.search(head)):
            yield year, clean_name(head), cell


def _key(head: str) -> str:
    return _SIGNS.sub("", head.casefold()) or ("percent" if "%" in head else "")


def _is_percent(head: str) -> bool:
    return "%" in head or _key(head) in _PERCENT


def _year(written: str) -> str:
    found = _YEAR.search(written)
    return re.sub(r"\s?[–-]\s?|\s?/\s?", "/", found[0]) if found else ""


def _is_missing(said: str) -> bool:
    return said.casefold() not in _NOT_APPLICABLE and _SIGNS.sub("", said.casefold()) in {"", *_NOTHING}


def _digits(written: str) -> int | None:
    plain = written.removesuffix(".0").strip()
    return int(plain) if plain.isdecimal() and len(plain) < 9 else None


def _value(said: str) -> str:
    """Return a figure as it is stored: a number plainly, what does not apply as such, else the level."""
    if said.casefold() in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    if _NUMBER.fullmatch(said) is None:
        return said
    plain = format(Decimal(said.rstrip("% ").replace(",", ".")), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
