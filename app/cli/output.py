"""How the sub-commands write: JSON records, aligned tables, wrapped quotations."""

import json
import sys
import textwrap
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

import typer

from coding.analysis.rounding import rate_text
from coding.progress import Progress, silent

Record = Mapping[str, object]


def as_json(records: Iterable[Record]) -> str:
    """Return the records as a JSON list, one record a line."""
    lines = ",\n".join(f"  {json.dumps(dict(record), ensure_ascii=False)}" for record in records)
    return f"[\n{lines}\n]" if lines else "[]"


def aligned(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table for a terminal; columns that hold only figures are set to the right."""
    cells = [list(header), *([shown(value) for value in row] for row in rows)]
    columns = list(zip_longest(*cells, fillvalue=""))
    widths = [max(map(len, column)) for column in columns]
    right = [all(map(_is_figure, column[1:])) for column in columns]
    lines = (
        "  ".join(
            cell.rjust(width) if figures else cell.ljust(width)
            for cell, width, figures in zip(row, widths, right, strict=True)
        )
        for row in zip(*columns, strict=True)
    )
    return "\n".join(line.rstrip() for line in lines)


def shown(value: object) -> str:
    """Return a value as a table shows it: a dash for what is not known, a rate rounded."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return rate_text(value)
    return str(value)


@contextmanager
def progress_bar() -> Generator[Progress]:
    """Give a function that says how far something is: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield silent
        return
    made: Any = typer.progressbar(length=1, file=sys.stderr, show_eta=False)
    with made as bar:

        def show(done: int, total: int, label: str) -> None:
            bar.length, bar.label = max(total, 1), label
            bar.update(done - bar.pos)

        yield show
        bar.label = ""
        bar.update(bar.length - bar.pos)


def quoted(text: str, source: str) -> str:
    """Return a passage with its source beneath it, wrapped and indented; a blank line follows."""
    paragraphs = (
        textwrap.fill(paragraph, 90, initial_indent="  ", subsequent_indent="  ")
        for paragraph in f"“{text}”".split("\n")
    )
    return "\n".join((source, *paragraphs, ""))


def _is_figure(cell: str) -> bool:
    return not cell.strip("0123456789.,–-*<")
