"""The numbers of a report's tables and figures, and sentences that refer to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from coding.language import N_, _
from coding.report.blocks import Block, DrawnBlock, FigureBlock, ListOf, TableBlock, WordRun, WordsBlock

LABELS: Final = {ListOf.TABLES: N_("Table"), ListOf.FIGURES: N_("Figure")}


@dataclass
class Captions:
    """Numbers by the place of a table or figure among ``blocks``; ``before`` stands before them: ``4.``."""

    blocks: Sequence[Block]
    before: str = ""
    of: dict[int, ListOf] = field(default_factory=dict[int, ListOf])
    labels: dict[int, str] = field(default_factory=dict[int, str])  # ``Table 4.2``
    keys: dict[int, str] = field(default_factory=dict[int, str])  # each once

    def __post_init__(self) -> None:
        """Give each its number."""
        counted: dict[ListOf, int] = {}
        for at, block in enumerate(self.blocks):
            if isinstance(block, TableBlock | FigureBlock | DrawnBlock):
                of = ListOf.TABLES if isinstance(block, TableBlock) else ListOf.FIGURES
                counted[of] = counted.get(of, 0) + 1
                self.of[at], self.labels[at] = of, f"{_(LABELS[of])} {self.before}{counted[of]}"
                self.keys[at] = f"{of}{counted[of]}"

    def resolved(self, at: int, block: WordsBlock) -> list[tuple[WordRun, int | None]]:
        """Return the runs of a paragraph at a place, each with the place of what it refers to.

        Parts may stand in a report twice: what is meant is the next with the key, else the last before.
        """
        return [(run, self._place(at, run.to) if run.to else None) for run in block.runs]

    def _place(self, at: int, key: str) -> int | None:
        there = [place for place in self.keys if _key(self.blocks[place]) == key]
        return next((place for place in there if place > at), there[-1] if there else None)

    def text(self, at: int, block: WordsBlock) -> str:
        """Return the words of a paragraph with the numbers of what it refers to."""
        return "".join(
            run.text if place is None else self.labels[place] for run, place in self.resolved(at, block)
        )


def _key(block: Block) -> str:
    return block.key if isinstance(block, TableBlock | FigureBlock | DrawnBlock) else ""


def referring(blocks: Iterable[Block], words: str, **groups: str) -> WordsBlock:
    """Return a sentence with the tables and figures whose keys begin so in place of ``{name}``.

    ``words`` has a field for each of ``groups``; two are named both, more as from the first to the last.
    """
    keys = [key for block in blocks if (key := _key(block))]
    runs: list[WordRun] = []
    rest = words
    while rest:
        before, brace, rest = rest.partition("{")
        name, _end, rest = rest.partition("}") if brace else ("", "", "")
        runs += [WordRun(before)] if before else []
        runs += _named([key for key in keys if key.startswith(groups[name])]) if name else []
    return WordsBlock(tuple(runs))


def _named(keys: Sequence[str]) -> list[WordRun]:
    if len(keys) < 2:
        return [WordRun("", to=key) for key in keys]
    between = _(" and ") if len(keys) == 2 else _(" to ")
    return [WordRun("", to=keys[0]), WordRun(between), WordRun("", to=keys[-1])]
