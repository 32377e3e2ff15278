"""The passages of a report: for each strand a table of what was said, by whom and where."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.columns import Column as Strand
from coding.analysis.columns import Columns
from coding.analysis.directions import directions_of
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import interview_labels
from coding.analysis.notes import summary, unsure_of
from coding.analysis.passages import Passage, find_passages
from coding.language import _, plural
from coding.progress import Progress
from storage.queries.frames import texts
from storage.queries.people import study_details
from storage.queries.places import PassagePlaces
from storage.writers.word_frequencies import row_name
from storage.writers.word_parts import WIDTH, WordFile
from storage.writers.word_stream import WordColumn, WordRow

_WHO = 42.0
_CODED = 24.0


def write_passages(
    word: WordFile, connection: Connection, analysis_data: AnalysisData, progress: Progress
) -> None:
    """Write every strand's passages; one with two strands stands under both."""
    found = frequencies(analysis_data, ())
    rows = _PassageRows(connection, analysis_data, found.columns)
    told = [strand for strand in found.basic if rows.count(strand)]
    word.heading(_("Passages"), 1)
    word.paragraph(
        _(
            "Every passage stands under each {strand} it is coded with, whole, with who said it and where. "
            "A word after a {strand} says whether the passage shows it, lacks it, is mixed or wishes for it, "
            "a letter is the stage it shows; a question mark says that the coder was unsure."
        ).format(strand=analysis_data.framework.level_name(1))
    )
    for at, strand in enumerate(told):
        _write_heading(word, found, strand)
        word.table(
            _("Passages coded {strand}").format(strand=strand.label),
            _columns(),
            rows.of(strand, partial(progress, at, len(told), strand.label)),
        )
    rows.say_what_is_not_cleared(word)
    silent = [strand.name for strand in found.basic if strand not in told]
    if silent:
        word.paragraph(_("No passage is coded with: {strands}.").format(strands="; ".join(silent)), "Note")


def _write_heading(word: WordFile, found: Frequencies, strand: Strand) -> None:
    cell = found.cell(found.groups[0], strand)
    word.heading(row_name(found.analysis_data.framework, strand), 2)
    said = (summary(cell), unsure_of(cell), directions_of(cell))
    word.paragraph(". ".join(filter(None, said)), "Lead")


def _columns() -> tuple[WordColumn, ...]:
    return (
        WordColumn(_("Passage"), WIDTH - _WHO - _CODED, "Quotation"),
        WordColumn(_("Who and where"), _WHO, "Attribution", "QuotationPlace"),
        WordColumn(_("Coded"), _CODED, "Attribution", "QuotationPlace"),
    )


def write_quotations(
    connection: Connection,
    analysis_data: AnalysisData,
    coding_ids: Collection[int],
    target: Path,
    progress: Progress,
) -> None:
    """Write the passages of some codings to a document of their own, each once, in the study's order."""
    word = WordFile(study_details(connection).name)
    rows = _PassageRows(connection, analysis_data, frequencies(analysis_data, ()).columns, coding_ids)
    word.heading(_("Quotations"), 1)
    counted = plural("{n} passage", "{n} passages", len(rows.passages))
    word.table(_("{n}, with who said them and where").format(n=counted), _columns(), rows.all(progress))
    rows.say_what_is_not_cleared(word)
    word.save(target)


class _PassageRows:
    """Passages as rows, by the column they count for; a row is made when it is written."""

    def __init__(
        self,
        connection: Connection,
        analysis_data: AnalysisData,
        columns: Columns,
        coding_ids: Collection[int] | None = None,
    ) -> None:
        self._columns = columns
        self._texts = texts(connection, ints(analysis_data.interviews, "id").tolist())
        self._places = PassagePlaces(connection)
        self._labels = interview_labels(analysis_data)
        self._framework = analysis_data.framework
        every = find_passages(analysis_data)
        self.passages = every if coding_ids is None else every.with_codings(coding_ids)
        self._behind: list[list[int]] = [[] for _column in columns.columns]
        self._not_cleared = 0
        for number, passage in enumerate(self.passages.records(self._texts)):
            self._not_cleared += not passage.may_quote.state.is_free
            for at in {self._column(strand.code_id) for strand in passage.strands}:
                self._behind[at].append(number)

    def _column(self, code_id: int) -> int:
        return int(self._columns.basic_of_code[code_id])

    def count(self, strand: Strand) -> int:
        """Return how many passages a column counts."""
        return len(self._behind[self._columns.place[strand]])

    def of(self, strand: Strand, begin: Callable[[], None]) -> Iterator[WordRow]:
        """Yield a column's passages as rows; ``begin`` is called before the first."""
        begin()
        at = self._columns.place[strand]
        for number in self._behind[at]:
            yield self._row(number, lambda passage: self._coded(passage, at))

    def all(self, progress: Progress) -> Iterator[WordRow]:
        """Yield all passages as rows, each once."""
        for number in range(len(self.passages)):
            progress(number, len(self.passages), _("Quotations"))
            yield self._row(number, lambda passage: "\n".join(strand.label for strand in passage.strands))

    def _row(self, number: int, coded: Callable[[Passage], str]) -> WordRow:
        text = self._texts[int(self.passages.interview_ids[number])]
        passage = self.passages.record(number, text)
        return WordRow((f"“{passage.quoted}”", self._who(passage), coded(passage)))

    def say_what_is_not_cleared(self, word: WordFile) -> None:
        """Say how many of the passages may not be quoted."""
        if self._not_cleared:
            every = plural("{n} passage", "{n} passages", len(self.passages))
            said = _("Not cleared for quotation: {n} of {all}. It is said beside the words.")
            word.paragraph(said.format(n=self._not_cleared, all=every), "Note")

    def _who(self, passage: Passage) -> str:
        spot = self._places.spot(passage.interview_id, passage.start, self._texts)
        where = f"{self._labels[passage.interview_id]}, {spot.words}"
        said = (passage.attribution, where, passage.question, passage.may_quote.line)
        return "\n".join(filter(None, said))

    def _coded(self, passage: Passage, column: int) -> str:
        """Say how a passage is coded: what is said of it, then its other strands."""
        here = [strand for strand in passage.strands if self._column(strand.code_id) == column]
        others = [strand.label for strand in passage.strands if strand not in here]
        lines = [strand.label for strand in here]
        if passage.coder:
            lines[:1] = [_("{codes} by {coder}").format(codes=lines[0], coder=passage.coder)]
        return "\n".join([*lines, _("with {codes}").format(codes=", ".join(others))] if others else lines)
