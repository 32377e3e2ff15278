"""Why numbers of a table are not shown, a sentence for each reason (rules 2 and 15)."""

from collections.abc import Iterator, Sequence

import numpy as np

from coding.analysis.columns import Column
from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import Group, Grouping
from coding.analysis.measure import DASH, Measure
from coding.language import _, plural

_NAMED = 10  # groups or strands with one reason


def dash_reasons(found: Frequencies) -> list[str]:
    """Return the reason of each dash, and what was not asked about, with the groups that it holds for."""
    by_why: dict[str, list[str]] = {}
    unasked: list[str] = []
    for group in (*found.groups, *found.totals):
        strands: list[str] = []
        for why, strand in _unshown(found, group):
            if why:
                by_why.setdefault(why, []).append(group.label)
            else:
                strands.append(strand)
        if strands:
            unasked.append(
                _("Not asked, {group}: {strands}.").format(group=group.label, strands=_some(strands))
            )
    dashes = [
        _("{dash} {groups}: {why}").format(dash=DASH, groups=_some(list(dict.fromkeys(labels))), why=why)
        for why, labels in by_why.items()
    ]
    return [_with_stop(line) for line in dashes] + unasked


def _unshown(found: Frequencies, group: Group) -> Iterator[tuple[str, str]]:
    """Yield the reason of each number that is not shown, or the strand that was not asked about."""
    for column in _asked_about(found, group):
        cell = found.cell(group, column)
        if cell.value is None:
            yield ("", column.label) if cell.is_unasked else (cell.why, "")


def _asked_about(found: Frequencies, group: Group) -> Sequence[Column]:
    """Return the columns that tell all reasons: one, where a number hangs on its group or on being none."""
    if Grouping.PROMPTED in found.by or found.measure.is_share or group.interviews == 0:
        return found.basic
    if found.measure is not Measure.COUNT:
        return found.basic[:1]
    if group.finished:
        return ()
    none = np.flatnonzero(found.all_counts[group.position, found.columns.basic_places] == 0)
    return [found.basic[int(none[0])]] if len(none) else ()


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    shown = "; ".join(names[:_NAMED])
    return shown if more <= 0 else _("{shown} and {more}").format(shown=shown, more=_more(more))


def _more(n: int) -> str:
    return plural("{n} more", "{n} more", n)


def _with_stop(line: str) -> str:
    return line if line.endswith(".") else f"{line}."
