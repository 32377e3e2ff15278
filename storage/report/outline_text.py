"""The outline as one text: questions, claims, lettered sentences, and what speaks for each.

Quotations stand with who says them. What may not be quoted, or has gone, is left out and counted.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from coding.language import _, plural
from coding.model.memos import ClaimSource
from coding.text.blocks import BlockKind, TextBlock, TextRun, read
from storage.queries.figures import figure
from storage.queries.history import interview_headings
from storage.queries.kept_views import ViewReader, ViewRow, kept_views
from storage.queries.outline import Explanation, Hung, OutlineEntry, outline, quoted_passage

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData


def roles_in_words() -> dict[str, str]:
    """Return what passages do for what they hang on, in their order."""
    return {"for": _("For"), "qualifies": _("Qualifies"), "against": _("Against")}


def outline_blocks(connection: Connection) -> Iterator[TextBlock]:
    """Yield the outline as one text, what is left out said at its end."""
    return _Writing(connection).blocks(outline(connection))


class _Writing:
    """The way through the outline; counts what is left out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._documents = interview_headings(connection)
        self._views = {row.id: row for row in kept_views(connection)}
        self._not_quoted = self._gone = 0

    def blocks(self, entries: list[OutlineEntry]) -> Iterator[TextBlock]:
        for entry in entries:
            yield from self._entry(entry)
        if self._not_quoted:
            yield _paragraph(
                plural(
                    "{n} passage is left out: it may not be quoted, or its words are gone.",
                    "{n} passages are left out: they may not be quoted, or their words are gone.",
                    self._not_quoted,
                )
            )
        if self._gone:
            yield _paragraph(
                plural(
                    "{n} document or figure is left out: it is no longer there.",
                    "{n} documents or figures are left out: they are no longer there.",
                    self._gone,
                )
            )

    def _entry(self, entry: OutlineEntry) -> Iterator[TextBlock]:
        if entry.is_heading:
            words = f"{entry.letter} {entry.words}" if entry.is_question else entry.words
            yield TextBlock(BlockKind.HEADING, (TextRun(words),), min(entry.depth + 1, 3))
        else:
            runs = next((block.runs for block in read(entry.text)), ())
            letter = (TextRun(f"{entry.letter} "),) if entry.letter else ()
            source = entry.source is ClaimSource.LITERATURE
            more = (TextRun(" " + _("(from literature)"), italic=True),) if source else ()
            yield TextBlock(BlockKind.PARAGRAPH, (*letter, *runs, *more))
        for role, words in roles_in_words().items():
            shown = [block for each in entry.hung if each.role == role for block in self._hung(each)]
            if shown:
                yield _paragraph(words)
                yield from shown
        yield from _looked(entry)
        yield from self._explanations(entry.explanations)

    def _hung(self, hung: Hung) -> Iterator[TextBlock]:
        if hung.interview_id is not None and hung.span is not None:
            quoted = quoted_passage(self._connection, hung.interview_id, hung.span)
            if not quoted.words or not quoted.may_be_quoted:
                self._not_quoted += 1
                return
            said = f"{quoted.words} ({quoted.who})" if quoted.who else quoted.words
            yield TextBlock(BlockKind.QUOTE, (TextRun(said),))
            for why in hung.why:
                yield TextBlock(BlockKind.PARAGRAPH, (TextRun(f"{why.coder}: {why.text}"),))
            return
        document = self._documents.get(hung.interview_id or 0)
        view = self._views.get(hung.kept_id or 0)
        if document is not None:
            yield TextBlock(BlockKind.BULLET, (TextRun(_("Document: {name}").format(name=document)),))
        elif view is not None:
            yield TextBlock(BlockKind.BULLET, (TextRun(self._figure(view)),))
        else:
            self._gone += 1

    def _figure(self, row: ViewRow) -> str:
        """Return a kept view with its numbers of now, and what has changed since it was exported."""

        def read(framework_id: int, coder_ids: Collection[int]) -> "AnalysisData":
            from storage.queries.study_data import analysis_data

            return analysis_data(self._connection, framework_id, coder_ids)

        shown = figure(ViewReader(self._connection, read), row)
        said = _("Figure: {name}. {numbers}").format(name=shown.name, numbers=shown.numbers)
        talk = _("(how often it was spoken of; talk, not growth)") if shown.is_talk else ""
        return " ".join(filter(None, (said, talk, shown.since)))

    def _explanations(self, said: tuple[Explanation, ...]) -> Iterator[TextBlock]:
        for each in said:
            opening = _("Another explanation, {who}: ").format(who=each.coder)
            yield TextBlock(BlockKind.PARAGRAPH, (TextRun(opening, bold=True), *_runs(each)))
            for answer in each.answers:
                opening = _("Answer, {who}: ").format(who=answer.coder)
                yield TextBlock(BlockKind.PARAGRAPH, (TextRun(opening, bold=True), *_runs(answer)))


def _runs(said: Explanation) -> tuple[TextRun, ...]:
    return next((block.runs for block in read(said.text)), ())


def _looked(entry: OutlineEntry) -> Iterator[TextBlock]:
    """Say when and how it was looked for what speaks against a claim, or that nobody did."""
    for each in entry.looked:
        yield _paragraph(looked_in_words(each.day, f"{each.how} ({each.coder})"))
    if entry.lacks_look:
        yield _paragraph(_("Nobody has looked for what speaks against it."))


def hung_by_in_words(hung: Hung) -> str:
    """Say who hung something on, and when; nothing where nobody knows."""
    return _("hung on by {who}, {day}").format(who=hung.coder, day=hung.day) if hung.coder else ""


def looked_in_words(day: str, how: str) -> str:
    """Say when and how it was looked for what speaks against a claim."""
    return _("Looked for what speaks against it, {day}: {how}").format(day=day, how=how)


def _paragraph(words: str) -> TextBlock:
    return TextBlock(BlockKind.PARAGRAPH, (TextRun(words, italic=True),))
