"""The strands of a case round by round, with what the matrix says of each."""

from collections.abc import Mapping
from typing import NamedTuple

from app.shell import theme
from app.widgets.table import TableColumn
from coding.analysis.matrix import Matrix
from coding.language import _
from coding.model.cells import CellKey
from coding.text.blocks import plain
from coding.text.names import shortened
from storage.queries.cells import CellSummary

_LONGEST = 160  # letters of a summary in a line


class StrandRow(NamedTuple):
    """A strand of a case, by its position among the columns of the matrix."""

    at: int


def strand_columns(matrix: Matrix, written: Mapping[CellKey, CellSummary]) -> list[TableColumn[StrandRow]]:
    """Return the strand’s name, how many passages each round has, and what is written of them."""
    last = len(matrix.rows) - 1
    names = [*(row.lines[0] for row in matrix.rows[:-1]), _("all")]
    counts = [_count(matrix, at, name) for at, name in enumerate(names)]
    codes = matrix.columns
    texts = [
        _summary(matrix, written, at, _in(names[at], is_all=at == last))
        for at in range(len(names))
        if any(matrix.key(at, code) in written for code in range(len(codes)))
    ]
    name: TableColumn[StrandRow] = TableColumn(
        _("Strand"),
        lambda row: _called(codes[row.at].label, codes[row.at].name),
        is_wide=True,
        colour=lambda row: theme.current().hue(codes[row.at].hue).ink,
    )
    return [name, *counts, *texts]


def _called(label: str, name: str) -> str:
    return name if label == name else f"{label}  {name}"


def _in(round_name: str, *, is_all: bool) -> str:
    return _("Summary") if is_all else _("Summary {round}").format(round=round_name)


def _count(matrix: Matrix, at: int, name: str) -> TableColumn[StrandRow]:
    def text(row: StrandRow) -> str:
        return matrix.figure(at, row.at)

    return TableColumn(name, text, is_number=True, about=_("Passages; Enter opens them"))


def _summary(
    matrix: Matrix, written: Mapping[CellKey, CellSummary], at: int, heading: str
) -> TableColumn[StrandRow]:
    def text(row: StrandRow) -> str:
        summary = written.get(matrix.key(at, row.at))
        return shortened(" ".join(plain(summary.text).split()), _LONGEST) if summary is not None else ""

    return TableColumn(heading, text, about=_("As it is written in the matrix"), is_wide=True)
