"""Memos and the outline on paper: the same text as in their exports."""

from collections.abc import Iterator, Sequence

from app.shell.printed import PrintedPart, PrintedWords, PrintStyle, printed_blocks
from coding.language import _
from storage.queries.memos import memos
from storage.report.memo_text import memo_blocks
from storage.report.outline_text import outline_blocks
from storage.study.connection import Connection


def parts_of_memos(
    connection: Connection, memo_ids: Sequence[int], blind_for: int | None
) -> Iterator[PrintedPart]:
    """Yield the memos that are listed, in the order of their kinds."""
    wanted = set(memo_ids)
    yield PrintedWords(_("Memos"), PrintStyle.TITLE, keeps=True)
    found = (each for each in memos(connection, blind_for) if each.id in wanted)
    yield from printed_blocks(memo_blocks(connection, found), above=-1)


def parts_of_outline(connection: Connection) -> Iterator[PrintedPart]:
    """Yield the outline with what hangs on it and may be quoted."""
    yield PrintedWords(_("Outline"), PrintStyle.TITLE, keeps=True)
    yield from printed_blocks(outline_blocks(connection))
