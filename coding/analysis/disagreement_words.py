"""How two coders differ, in words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from coding.analysis.disagreements import Disagreement, DisagreementKind
from coding.analysis.readings import Reading, label_of
from coding.language import N_, _, plural
from coding.model.framework import Framework
from coding.model.study import Decision

_NAMES: Mapping[DisagreementKind, str] = {
    DisagreementKind.ONLY_FIRST: N_("Only {first}"),
    DisagreementKind.ONLY_SECOND: N_("Only {second}"),
    DisagreementKind.STRAND: N_("Different strand"),
    DisagreementKind.STAGE: N_("Different stage"),
    DisagreementKind.DIRECTION: N_("Different direction"),
    DisagreementKind.END: N_("Different end"),
}


def kind_in_words(kind: DisagreementKind, initials: tuple[str, str]) -> str:
    """Return how they differ: ``Only SR``, ``Different end``."""
    return _(_NAMES[kind]).format(first=initials[0], second=initials[1])


def in_words(framework: Framework, each: Disagreement, initials: tuple[str, str]) -> str:
    """Return both sides in one line: ``SR: HSC; JN: HSC, E&C, 12 words longer``."""
    sides = (
        [_labels(framework, each.by_first), *_how_placed(-each.longer, 0)],
        [_labels(framework, each.by_second), *_how_placed(each.longer, each.later)],
    )
    return _("{first}: {by_first}; {second}: {by_second}").format(
        first=initials[0], by_first=", ".join(sides[0]), second=initials[1], by_second=", ".join(sides[1])
    )


def _labels(framework: Framework, here: Sequence[Reading]) -> str:
    order = {code.id: at for at, code in enumerate(framework.codes)}
    in_order = sorted(here, key=lambda reading: (order[reading.strand_id], *reading.span))
    return ", ".join(dict.fromkeys(label_of(framework, reading) for reading in in_order)) or "–"


def _how_placed(longer: int, later: int) -> list[str]:
    if longer > 0:
        return [plural("{n} word longer", "{n} words longer", longer)]
    if longer < 0 or later == 0:
        return []
    if later > 0:
        return [plural("begins {n} word later", "begins {n} words later", later)]
    return [plural("begins {n} word earlier", "begins {n} words earlier", -later)]


def settled_in_words(decisions: Collection[Decision], n: int, initials: tuple[str, str]) -> str:
    """Return how far n disagreements are settled: ``5 of 23 settled: 3 as SR, 2 as JN``.

    What is still to be discussed is not settled; both and neither are "otherwise".
    """
    counts = Counter(decision for decision in decisions if decision is not Decision.DISCUSS)
    first, second, settled = counts[Decision.FIRST], counts[Decision.SECOND], counts.total()
    parts = [
        (_("{n} as {coder}").format(n=first, coder=initials[0]), first),
        (_("{n} as {coder}").format(n=second, coder=initials[1]), second),
        (_("{n} otherwise").format(n=settled - first - second), settled - first - second),
    ]
    head = _("{n} settled").format(n=n)
    if settled < n:
        head = _("{settled} of {n} settled").format(settled=settled, n=n)
    how = ", ".join(words for words, many in parts if many)
    return f"{head}: {how}" if how else head
