"""A school or case on paper: its facts, its strands by round, its interviews, and what is written of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.shell.printed import PrintedPart, PrintedTable, PrintedWords, PrintStyle, printed_blocks
from coding.language import _
from coding.text.blocks import read
from storage.report.memo_text import quoted_out
from storage.study.connection import Connection

PrintedRows = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]  # the head, and what stands below it


@dataclass(frozen=True, slots=True)
class ShownCase:
    """What the page shows of a school or case."""

    name: str
    facts: tuple[str, ...]  # its attributes and people, in words
    tables: tuple[PrintedRows, ...]  # its strands by round, its outcomes, its interviews
    written: tuple[tuple[str, str], ...]  # memo and account, each with its heading


def parts_of_case(connection: Connection, shown: ShownCase) -> Iterator[PrintedPart]:
    """Yield the case; a text that nobody wrote and a table without rows are left out."""
    yield PrintedWords(shown.name, PrintStyle.TITLE, keeps=True)
    for fact in filter(None, shown.facts):
        yield PrintedWords(fact)
    headings = (_("Strands by round"), _("Outcomes"), _("Interviews"))
    for (head, rows), heading in zip(shown.tables, headings, strict=True):
        if rows:
            yield PrintedWords(heading, PrintStyle.HEADING, keeps=True)
            yield PrintedTable(head, rows)
    for heading, text in shown.written:
        if text:
            yield PrintedWords(heading, PrintStyle.HEADING, keeps=True)
            yield from printed_blocks(quoted_out(connection, read(text)), above=1)
