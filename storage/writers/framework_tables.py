"""A framework as a table: a row a code, and rows for what is said of the framework as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from coding.model.code_versions import ENTRY
from coding.model.framework import Code, Framework
from coding.notation.code_names import key_of
from coding.notation.filed_framework import FiledFramework
from storage.readers.framework_tables import COLUMNS, PATH, RowKind
from storage.writers.table_csv import guarded, write_csv

_MOST_IN_A_CELL: Final = 16_000  # a workbook's cells hold 32,767 units; some signs are two
_WIDTHS: Final = {"name": 32, "below": 28, "definition": 60, "short_definition": 40, "guid": 38}
_USUAL_WIDTH: Final = 18


def write_framework_csv(filed: FiledFramework, target: Path) -> None:
    """Write a framework as one table."""
    rows = (*_about(filed), *_codes(filed))
    write_csv(target, tuple(COLUMNS), ({name: guarded(text) for name, text in row.items()} for row in rows))


def write_workbook(filed: FiledFramework, target: Path) -> None:
    """Write a framework as a workbook: its codes on a sheet, what it is called and its stages on another."""
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

    options = {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    book: Any = Workbook(str(target), options)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True})
    for title, rows in (("Codes", _codes(filed)), ("Framework", _about(filed))):
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, _WIDTHS.get(column, _USUAL_WIDTH))
            sheet.write_string(0, at, column, bold)
        for number, row in enumerate(_in_pieces(rows), 1):
            for at, column in enumerate(COLUMNS):
                if text := row.get(column):
                    sheet.write_string(number, at, text, wrapped)
    book.close()


def _about(filed: FiledFramework) -> Iterator[dict[str, str]]:
    framework = filed.framework
    yield {"kind": RowKind.FRAMEWORK, "name": framework.name, "guid": filed.guid}
    yield {"kind": RowKind.SHORT_NAME, "name": framework.short_name}
    yield {"kind": RowKind.SOURCE, "name": framework.source}
    for level in framework.levels:
        yield {"kind": RowKind.LEVEL, "name": level}
    for stage in framework.stages:
        row = {"abbreviation": stage.letter, "name": stage.name, "definition": stage.definition}
        yield {"kind": RowKind.STAGE, **row}


def _codes(filed: FiledFramework) -> Iterator[dict[str, str]]:
    framework = filed.framework
    places = _places(filed)
    for code in framework.codes:
        yield {
            "kind": RowKind.GROUP if code.is_group else RowKind.CODE,
            "level": framework.level_of(code.id),
            "name": code.name,
            "below": "" if code.parent_id is None else places[code.parent_id],
            "abbreviation": code.abbreviation,
            "label": code.label,
            "key": code.key,
            "hue": code.hue,
            "aliases": _one_a_line(code),
            "guid": filed.guids.get(code.id, ""),
            **{field: getattr(code, field) for field in ENTRY},
        }


def _one_a_line(code: Code) -> str:
    """Return other spellings, a line each; a semicolon parts them where there is no second line."""
    return "\n".join(code.aliases) + ("\n" if len(code.aliases) == 1 and ";" in code.aliases[0] else "")


def _places(filed: FiledFramework) -> Mapping[int, str]:
    """Return what those below a code call it: its name, its path if others have that, else its GUID."""
    framework = filed.framework
    names = Counter(key_of(code.name) for code in framework.codes)
    have_paths = not any(PATH.strip() in code.name for code in framework.codes)
    return {code.id: _place(filed, framework, code, names, have_paths) for code in framework.codes}


def _place(
    filed: FiledFramework,
    framework: Framework,
    code: Code,
    names: Counter[str],
    have_paths: bool,  # noqa: FBT001
) -> str:
    if names[key_of(code.name)] == 1 and key_of(code.name):
        return code.name
    path = framework.path(code.id)
    if have_paths and all(key_of(each.name) for each in path):
        return PATH.join(each.name for each in path)
    return filed.guids.get(code.id, code.name)


def _in_pieces(rows: Iterator[dict[str, str]]) -> Iterator[Mapping[str, str]]:
    """Yield the rows, and below each what its cells have no room for."""
    for row in rows:
        longest = max(map(len, row.values()))
        for begin in range(0, longest, _MOST_IN_A_CELL):
            piece = {name: text[begin : begin + _MOST_IN_A_CELL] for name, text in row.items()}
            yield piece if begin == 0 else piece | {"kind": RowKind.MORE}
