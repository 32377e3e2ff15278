"""The part with what was said: for each strand a table of its passages, with who says them and where."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import accumulate
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.columns import Column as Strand
from coding.analysis.directions import directions_of
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.notes import summary, unsure_of
from coding.analysis.passage_listing import Grouped, listed
from coding.analysis.passages import Passage, Passages, find_passages
from coding.analysis.quotability import quotability
from coding.analysis.tally import first_of_each, passages
from coding.language import _, plural, plural_form
from coding.model.quoting import Quotable
from coding.progress import Progress, silent
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockLook,
    BlockRow,
    HeadingBlock,
    TableBlock,
    WordsKind,
    notes,
    words,
)
from coding.report.frequency_part import row_name
from coding.report.options import PassagesOptions, PassagesUnder
from coding.report.sources import Sources
from coding.text.context import shortened_quotation

_WHO: Final = 42.0
_CODED: Final = 24.0
_GROUPED: Final[Mapping[PassagesUnder, tuple[Grouped, ...]]] = {
    PassagesUnder.SCHOOL_ROUND: (Grouped.SCHOOL, Grouped.ROUND),
    PassagesUnder.ROUND_SCHOOL: (Grouped.ROUND, Grouped.SCHOOL),
    PassagesUnder.SCHOOL: (Grouped.SCHOOL,),
    PassagesUnder.ROUND: (Grouped.ROUND,),
    PassagesUnder.NOTHING: (),
}
_NAMED: Final = 12  # numbers of passages that stand elsewhere
_EVERY: Final = 100  # passages: so often it is said how far one is


def passage_columns() -> tuple[BlockColumn, ...]:
    """Return the columns of a table with quotations."""
    return (
        BlockColumn(_("Passage"), look=BlockLook.QUOTATION),
        BlockColumn(_("Who and where"), _WHO, BlockLook.SOURCE),
        BlockColumn(_("Coded"), _CODED, BlockLook.SOURCE),
    )


@dataclass(frozen=True)
class PassageReading:
    """What passages are read from: the texts of interviews by id, and how it is said who says them."""

    data: AnalysisData
    texts: Mapping[int, str]
    sources: Sources

    @cached_property
    def passages(self) -> Passages:
        """All passages in order; who speaks is found out for all together."""
        found = find_passages(self.data)
        next(found.records(self.texts), None)
        return found

    def codings_of(self, positions: Sequence[int]) -> list[int]:
        """Return a coding of each of these passages."""
        first = first_of_each(passages(self.data))[self.passages.numbers]
        return ints(self.data.codings, "id")[first[list(positions)]].tolist()

    def passage(self, at: int) -> Passage:
        """Return one passage in words."""
        found = self.passages
        return found.record(at, self.texts[int(found.interview_ids[at])])


def passage_blocks(
    reading: PassageReading, asked: PassagesOptions, progress: Progress = silent
) -> Iterator[Block]:
    """Yield every strand’s passages; ``progress`` hears of them as their rows are made."""
    found = frequencies(reading.data, ())
    plan = _Plan(reading, found, asked)
    yield HeadingBlock(_("Passages"))
    yield words(_how_they_stand(asked, reading.data.framework.level_name(1)))
    told = [strand for strand in found.basic if len(plan.of(strand))]
    for strand in told:
        cell = found.cell(found.groups[0], strand)
        yield HeadingBlock(row_name(found.analysis_data.framework, strand), 2)
        said = (summary(cell), unsure_of(cell), directions_of(cell))
        yield words(". ".join(filter(None, said)), WordsKind.LEAD)
        if plan.printed(strand):
            caption = _("Passages coded {strand}").format(strand=strand.label)
            rows, quoted = plan.rows(strand, progress), partial(plan.quoted, strand)
            yield TableBlock(caption, passage_columns(), rows, quoted=quoted)
        yield from notes(plan.elsewhere(strand))
    silent = [strand.name for strand in found.basic if strand not in told]
    left_out = plan.left_out()
    nothing = _("No passage is coded with: {strands}.").format(strands="; ".join(silent)) if silent else ""
    yield from notes([*left_out, nothing])


def _how_they_stand(asked: PassagesOptions, level: str) -> str:
    once = (
        _("Every passage stands once, under the first {strand} it is coded with, and names all of them.")
        if asked.once
        else _("Every passage stands under each {strand} it is coded with.")
    )
    whole = (
        plural(
            "Of longer ones the first {n} word stands.",
            "Of longer ones the first {n} words stand.",
            asked.cut,
        )
        if asked.cut
        else _("All are whole, with who said them.")
    )
    signs = _(
        "A word after a {strand} says whether the passage shows it, lacks it, is mixed or wishes for it, "
        "a letter is the stage it shows; a question mark says that the coder was unsure."
    )
    return f"{once} {whole} {signs}".format(strand=level)


@dataclass
class _Plan:
    """Which passages stand where, before any is put into words."""

    reading: PassageReading
    found: Frequencies
    asked: PassagesOptions
    _first: dict[int, int] = field(default_factory=dict[int, int])

    @cached_property
    def _strands(self) -> Mapping[Strand, Ints]:
        """The positions of the passages of each strand, those that may not be quoted left out."""
        data, found = self.reading.data, self.reading.passages
        basic = self.found.columns.basic_of_code[ints(data.codings, "code_id")]
        by_column: dict[Strand, Ints] = {}
        for strand in self.found.basic:
            chosen = basic == self.found.columns.place[strand]
            numbers = np.zeros(len(found), dtype=np.bool_)
            mine = found.of_codings(chosen)
            numbers[np.isin(found.numbers, mine.numbers)] = True
            by_column[strand] = np.flatnonzero(numbers & self._is_free)
        return by_column

    @cached_property
    def _is_free(self) -> Bools:
        """Which passages may be quoted."""
        free = quotability(self.reading.data).is_in(*(state for state in Quotable if state.is_free))
        return free[self.reading.passages.numbers]

    def of(self, strand: Strand) -> Ints:
        return self._strands[strand]

    @cached_property
    def _order(self) -> dict[Strand, list[str | int]]:
        """For each strand the headings and the positions of the passages that are printed there."""
        order: dict[Strand, list[str | int]] = {}
        printed = np.zeros(len(self.reading.passages), dtype=np.bool_)
        for strand in self.found.basic:
            mine = self.of(strand)
            new = mine[~printed[mine]] if self.asked.once else mine
            if self.asked.once:
                printed[new] = True
            order[strand] = self._listed(strand, new)
        return order

    def _listed(self, strand: Strand, positions: Ints) -> list[str | int]:
        by = _GROUPED[self.asked.under]
        if not by or not len(positions):
            return list(map(int, positions))
        data = self.reading.data
        some = self.reading.passages.in_order(positions)
        codes = self.found.columns.basic_of_code[ints(data.codings, "code_id")]
        listing = listed(some, codes == self.found.columns.place[strand], by)
        rows: list[str | int] = []
        outer = ""
        for row in map(int, listing.rows):
            if row >= 0:
                rows.append(int(positions[row]))
                continue
            heading = listing.headings[-1 - row]
            if heading.depth == 0 and len(by) > 1:
                outer = heading.label
            else:
                rows.append(", ".join(filter(None, (outer, heading.label))))
        return rows

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of each passage that is printed once; empty where they have none."""
        if not self.asked.once:
            return {}
        printed = (row for rows in self._order.values() for row in rows if isinstance(row, int))
        return {position: at for at, position in enumerate(printed, 1)}

    @cached_property
    def _before(self) -> dict[Strand, int]:
        """How many rows stand before those of each strand."""
        counts = [len(rows) for rows in self._order.values()]
        return dict(zip(self._order, accumulate(counts, initial=0), strict=False))

    @cached_property
    def _n_printed(self) -> int:
        return sum(len(rows) for rows in self._order.values())

    def printed(self, strand: Strand) -> bool:
        """Tell whether any passage is printed under a strand."""
        return bool(self._order[strand])

    def quoted(self, strand: Strand) -> list[int]:
        """Return a coding of each passage that is printed under a strand."""
        return self.reading.codings_of([row for row in self._order[strand] if isinstance(row, int)])

    def rows(self, strand: Strand, progress: Progress) -> Callable[[], Iterator[BlockRow]]:
        def made() -> Iterator[BlockRow]:
            progress(self._before[strand], self._n_printed, strand.label)
            asked = ""
            for at, row in enumerate(self._order[strand]):
                if at % _EVERY == _EVERY - 1:
                    progress(self._before[strand] + at, self._n_printed, strand.label)
                if isinstance(row, str):
                    yield BlockRow((row,), strong=True, over=True)
                    continue
                passage = self.reading.passage(row)
                if self.asked.question and passage.question and passage.question != asked:
                    yield BlockRow((passage.question,), over=True)
                    asked = passage.question
                yield self._row(passage, self._numbers.get(row, 0), strand)

        return made

    def _row(self, passage: Passage, number: int, strand: Strand) -> BlockRow:
        who, where = self.reading.sources.of(passage)
        quoted = shortened_quotation(passage.source, passage.start, passage.end, self.asked.cut)
        numbered = _("No. {n}").format(n=number) if number else ""
        source = "\n".join(filter(None, (who, where, numbered)))
        coded = _coded(passage, None if self.asked.once else self._codes_of(strand))
        return BlockRow((f"“{quoted}”", source, coded), coding_ids=passage.coding_ids)

    def _codes_of(self, strand: Strand) -> frozenset[int]:
        basic = self.found.columns.basic_of_code
        place = self.found.columns.place[strand]
        return frozenset(np.flatnonzero(basic == place).tolist())

    def elsewhere(self, strand: Strand) -> Iterator[str]:
        """Say which passages with a strand stand under another."""
        if not self.asked.once:
            return
        here = {row for row in self._order[strand] if isinstance(row, int)}
        others = sorted(self._numbers[at] for at in self.of(strand).tolist() if at not in here)
        if others:
            named = ", ".join(map(str, others[:_NAMED])) + (", …" if len(others) > _NAMED else "")
            yield plural_form(
                "{n} more passage with {strand} stands under another: no. {numbers}.",
                "{n} more passages with {strand} stand under others: nos. {numbers}.",
                len(others),
            ).format(n=len(others), strand=strand.label, numbers=named)

    def left_out(self) -> Iterator[str]:
        """Say how many passages are left out because they may not be quoted."""
        n = int((~self._is_free).sum())
        if n:
            yield plural(
                "{n} passage is left out: it is not cleared for quotation.",
                "{n} passages are left out: they are not cleared for quotation.",
                n,
            )


def quotation_blocks(
    reading: PassageReading, coding_ids: Collection[int], progress: Progress
) -> Iterator[Block]:
    """Yield the passages of some codings as quotations, each once, in the study’s order.

    What is not cleared stands there too, and says so beside its words.
    """
    found = reading.passages
    chosen = np.flatnonzero(np.isin(found.numbers, found.with_codings(coding_ids).numbers)).tolist()
    not_cleared = sum(not reading.passage(at).may_quote.state.is_free for at in chosen)
    counted = plural("{n} passage", "{n} passages", len(chosen))

    def rows() -> Iterator[BlockRow]:
        for number, at in enumerate(chosen):
            progress(number, len(chosen), _("Quotations"))
            passage = reading.passage(at)
            who, where = reading.sources.of(passage)
            source = "\n".join(filter(None, (who, where, passage.question, passage.may_quote.line)))
            coded = "\n".join(strand.label for strand in passage.strands)
            yield BlockRow((f"“{passage.quoted}”", source, coded), coding_ids=passage.coding_ids)

    yield HeadingBlock(_("Quotations"))
    caption = _("{n}, with who said them and where").format(n=counted)
    yield TableBlock(caption, passage_columns(), rows, quoted=lambda: reading.codings_of(chosen))
    if not_cleared:
        said = _("Not cleared for quotation: {n} of {all}. It is said beside the words.")
        yield from notes([said.format(n=not_cleared, all=counted)])


def _coded(passage: Passage, mine: frozenset[int] | None) -> str:
    """Say how a passage is coded: all its strands, or what is said of one, then its others."""
    if mine is None:
        lines = [strand.label for strand in passage.strands]
        others: Sequence[str] = ()
    else:
        lines = [strand.label for strand in passage.strands if strand.code_id in mine]
        others = [strand.label for strand in passage.strands if strand.code_id not in mine]
    if passage.coder:
        lines[:1] = [_("{codes} by {coder}").format(codes=lines[0], coder=passage.coder)]
    return "\n".join([*lines, _("with {codes}").format(codes=", ".join(others))] if others else lines)
