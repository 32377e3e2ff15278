"""A kept view in a line: what it comes to in each round, so that whoever reads a claim sees the numbers."""

from collections.abc import Iterator
from typing import Final

from coding.analysis.columns import Column, ColumnKind
from coding.analysis.comparison import Comparison
from coding.analysis.frequencies import Cell, Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.language import _, plural

_NAMED: Final = 4  # strands, the highest first


def in_short(found: Frequencies | Comparison) -> str:
    """Return the highest numbers of each round: ``2014: 117 codings (HSC 27, JPD 22, …)``; or of a change."""
    if isinstance(found, Comparison):
        return _of_change(found)
    by = (Grouping.ROUND,)
    rounds = frequencies(found.analysis_data, by, found.measure, found.unsure, found.counted_in)
    return "; ".join(_of_rounds(rounds))


def _of_rounds(found: Frequencies) -> Iterator[str]:
    everything = found.columns.get(ColumnKind.CODINGS)
    for group in found.groups:
        if not group.interviews:
            continue
        cells = [cell for column in found.basic if (cell := found.cell(group, column)).value]
        cells.sort(key=lambda cell: -(cell.value or 0.0))
        said = _listed([(cell.column, cell.text) for cell in cells])
        whole = found.cell(group, everything)
        if found.measure is Measure.COUNT:
            n = plural("{n} coding", "{n} codings", int(whole.value or 0))
            said = f"{n} ({said})" if said else whole.text
        yield _("{round}: {numbers}").format(round=group.label, numbers=said or _why(whole))


def _why(cell: Cell) -> str:
    return cell.why or cell.text


def _of_change(compared: Comparison) -> str:
    pair = compared.together
    names = {"earlier": compared.earlier.name, "later": compared.later.name}
    if pair is None:
        return ""
    changes = [compared.change(pair, column) for column in compared.found.basic]
    changes = [change for change in changes if change.value]
    changes.sort(key=lambda change: -abs(change.value or 0.0))
    said = _listed([(change.column, change.text) for change in changes]) or compared.reason
    return _("{earlier} to {later}: {numbers}").format(**names, numbers=said)


def _listed(numbers: list[tuple[Column, str]]) -> str:
    named = [f"{column.label} {text}" for column, text in numbers[:_NAMED]]
    return ", ".join([*named, *(["…"] if len(numbers) > _NAMED else [])])
