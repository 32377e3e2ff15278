"""In which order the codes of the codebook page are looked at: a way to see them, nothing that is stored."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.codebook.model import SortKey
from coding.language import N_, _
from coding.model.framework import Code, Framework
from coding.notation.code_names import key_of


class CodeOrder(StrEnum):
    """By what codes that stand side by side are sorted."""

    CODEBOOK = "codebook"
    NAME = "name"
    COUNT = "count"
    FIRST = "first"
    LAST = "last"


_WORDS = {
    CodeOrder.CODEBOOK: N_("in the codebook’s order"),
    CodeOrder.NAME: N_("by name"),
    CodeOrder.COUNT: N_("most used first"),
    CodeOrder.FIRST: N_("by first use"),
    CodeOrder.LAST: N_("last used first"),
}


def orders() -> dict[CodeOrder, str]:
    """Return the orders with their words; the first is the usual one."""
    return {order: _(words) for order, words in _WORDS.items()}


def sort_key(
    order: CodeOrder, framework: Framework, counts: Mapping[int, int], used: Mapping[int, tuple[str, str]]
) -> Callable[[Code], SortKey] | None:
    """Return what codes are sorted by, None for the codebook's order.

    ``counts`` and ``used`` (the times of the first and the last coding) are by code id. A group is as
    often and as lately used as what stands in it; what was never used comes last.
    """

    def count(code: Code) -> SortKey:
        if not framework.is_group(code.id):
            return (-counts.get(code.id, 0),)
        codes = (each for each in framework.below(code.id) if framework.counts_as(each.id) == each.id)
        return (-sum(counts.get(each.id, 0) for each in codes),)

    def first(code: Code) -> SortKey:
        times = [used[each.id][0] for each in framework.below(code.id) if each.id in used]
        return (not times, min(times, default=""))

    def last(code: Code) -> SortKey:
        times = [used[each.id][1] for each in framework.below(code.id) if each.id in used]
        return tuple(-ord(letter) for letter in max(times, default="")) or (0,)

    keys: dict[CodeOrder, Callable[[Code], SortKey]] = {
        CodeOrder.NAME: lambda code: (key_of(code.name),),
        CodeOrder.COUNT: count,
        CodeOrder.FIRST: first,
        CodeOrder.LAST: last,
    }
    return keys.get(order)
