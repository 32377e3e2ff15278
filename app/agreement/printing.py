"""Two readings on paper: how far they agree, then what differs, each with the words in question."""

from collections.abc import Iterator

from app.agreement.disagreement_list import InterviewHeading, Listing, Row
from app.shell.printed import PrintedPart, PrintedTable, PrintedWords, PrintStyle
from coding.analysis.disagreement_words import in_words, kind_in_words
from coding.language import _
from coding.text.context import quotation
from storage.queries.agreement_pairs import ComparedPair
from storage.queries.frames import texts
from storage.report.agreement_part import agreement_table, notes, same_in_words
from storage.study.connection import Connection


def parts_of_agreement(
    connection: Connection, shown: ComparedPair, listing: Listing, rule: str
) -> Iterator[PrintedPart]:
    """Yield the figures as they were fixed, and the disagreements as they are listed."""
    yield PrintedWords(title_of(shown), PrintStyle.TITLE, keeps=True)
    yield PrintedWords(same_in_words(shown))
    yield PrintedWords(rule, PrintStyle.SMALL)
    head, *rows = agreement_table(shown)
    yield PrintedTable(head, rows, frozenset({len(rows) - 1}))
    for note in notes(shown):
        yield PrintedWords(note, PrintStyle.SMALL)
    yield PrintedWords(_("Disagreements"), PrintStyle.HEADING, keeps=True)
    sources = texts(connection, shown.found.interview_ids)
    for row in listing.rows:
        if isinstance(row, InterviewHeading):
            words = " ".join(filter(None, (row.key, row.title)))
            yield PrintedWords(f"{words} · {row.n}", PrintStyle.SUBHEADING, keeps=True)
        else:
            yield from _disagreement(listing, row, sources.get(row.item.disagreement.interview_id, ""))


def title_of(shown: ComparedPair) -> str:
    """Return whose readings are compared."""
    return _("Agreement: {first} and {second}").format(
        first=shown.pair.first.name, second=shown.pair.second.name
    )


def _disagreement(listing: Listing, row: Row, source: str) -> Iterator[PrintedPart]:
    each = row.item.disagreement
    words = " ".join(quotation(source, each.start, each.end).split())
    yield PrintedWords(words, PrintStyle.QUOTATION, keeps=True)
    reason = row.item.ruling.reason if row.item.ruling is not None else ""
    facts = (
        row.place,
        kind_in_words(each.kind, listing.initials),
        in_words(listing.framework, each, listing.initials),
        listing.how(row.item) or _("open"),
        reason,
    )
    yield PrintedWords(" · ".join(filter(None, facts)), PrintStyle.SMALL)
