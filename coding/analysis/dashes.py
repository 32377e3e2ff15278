"""Why numbers of a table are not shown, a sentence for each reason (rules 2 and 15)."""

from collections.abc import Iterator

from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import Group
from coding.analysis.measure import DASH
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
    for column in found.basic:
        cell = found.cell(group, column)
        if cell.value is None:
            yield ("", column.label) if cell.is_unasked else (cell.why, "")


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    shown = "; ".join(names[:_NAMED])
    return shown if more <= 0 else _("{shown} and {more}").format(shown=shown, more=_more(more))


def _more(n: int) -> str:
    return plural("{n} more", "{n} more", n)


def _with_stop(line: str) -> str:
    return line if line.endswith(".") else f"{line}."
