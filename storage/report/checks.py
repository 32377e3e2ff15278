"""What is to be looked at before a report is handed on: names that show, and who could be singled out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.quotability import quotability
from coding.language import _, plural
from coding.model.quoting import Quotable
from coding.privacy.masking import Pseudonyms
from coding.privacy.name_candidates import NameCandidate, name_candidates
from coding.report.blocks import HeadingBlock, QuotationBlock, TableBlock, WrittenBlock
from coding.report.options import PassagesOptions
from coding.report.plan import PartKind, ReportPlan
from storage.report.passages import passage_reading
from storage.report.sections import ReportReading

_SHOWN = 12  # of each kind
_WRITTEN = frozenset(
    {
        *(PartKind.TEXT, PartKind.MEMOS, PartKind.OUTLINE, PartKind.CASES),
        *(PartKind.MATRIX, PartKind.QUESTIONS),
    }
)


@dataclass(frozen=True, slots=True)
class SingledOut:
    """Somebody whom an attribution stands for, how many quotations it has, and a coarser wording."""

    who: str
    quotations: int
    offer: str


@dataclass(frozen=True, slots=True)
class ReportChecks:
    """What was found; ``not_cleared`` passages are left out of the report."""

    names: tuple[NameCandidate, ...] = ()
    singled: tuple[SingledOut, ...] = ()
    not_cleared: int = 0

    @property
    def words(self) -> str:
        """Say how much there is to look at: ``2 names, 4 persons to look at``; nothing where nothing is."""
        names, people = len(self.names), len(self.singled)
        said = [
            plural("{n} name", "{n} names", names) if names else "",
            plural("{n} person", "{n} persons", people) if people else "",
        ]
        return _("{what} to look at").format(what=", ".join(filter(None, said))) if names or people else ""

    @property
    def lines(self) -> Iterator[str]:
        """Say each, the names first; of many the first."""
        for each in self.names[:_SHOWN]:
            times = plural("{n} time", "{n} times", each.times)
            yield _("Name? {name}, {times}: {example}").format(
                name=each.name, times=times, example=each.example
            )
        for each in self.singled[:_SHOWN]:
            quotations = plural("{n} quotation", "{n} quotations", each.quotations)
            yield _("One person: {who}, {quotations}; coarser: {offer}").format(
                who=each.who, quotations=quotations, offer=each.offer
            )
        if self.not_cleared:
            yield plural(
                "{n} passage is not cleared for quotation and left out.",
                "{n} passages are not cleared for quotation and left out.",
                self.not_cleared,
            )


def checks_of(connection: Connection, data: AnalysisData, plan: ReportPlan) -> ReportChecks:
    """Return what is to be looked at in a report: in its quotations and in what researchers wrote."""
    asked = [part.options for _place, part in plan.included]
    own = [*_written(connection, data, plan)]
    printed = next((each for each in asked if isinstance(each, PassagesOptions)), None)
    if printed is None:
        return ReportChecks(name_candidates(own, Pseudonyms(), _terms(data), least=1))
    reading = passage_reading(connection, data, printed.source)
    free = quotability(data).is_in(*(state for state in Quotable if state.is_free))
    is_free = free[reading.passages.numbers]
    singled: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[int, int, int], str] = {}
    for at in np.flatnonzero(is_free).tolist():
        passage = reading.passage(at)
        said[passage.interview_id, passage.start, passage.end] = passage.text
        if not plan.coarse and reading.sources.points_at_one(passage):
            singled[passage.attribution, reading.sources.coarser(passage)] += 1
    names = name_candidates([*own, *said.values()], Pseudonyms(), _terms(data), least=1)
    found = tuple(SingledOut(who, n, offer) for (who, offer), n in sorted(singled.items()))
    return ReportChecks(names, found, int((~is_free).sum()))


def _written(connection: Connection, data: AnalysisData, plan: ReportPlan) -> Iterator[str]:
    """Yield what researchers wrote: texts, memos, outline, accounts, summaries, with its quotations."""
    reading = ReportReading(connection, data, plan)
    for _place, part in plan.included:
        for block in reading.blocks(part) if part.kind in _WRITTEN else ():
            if isinstance(block, HeadingBlock) and " · " not in block.text:  # the first line of a memo
                yield block.text
            elif isinstance(block, WrittenBlock):
                yield block.written.text
            elif isinstance(block, QuotationBlock):
                yield block.words
            elif isinstance(block, TableBlock) and part.kind is PartKind.MATRIX:
                yield from (cell for row in block.rows() for cell in row.cells[1:])


def _terms(data: AnalysisData) -> set[str]:
    """Return what is written with a capital and names nobody: codes, schools as they are called."""
    terms = {school.name for school in data.schools}
    for code in data.framework.codes:
        terms |= {code.name, code.abbreviation, *code.aliases}
    return {term for term in terms if term}
