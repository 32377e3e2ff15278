"""Memos in Word, as Markdown or as CSV; the ending says which."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection

from coding.language import _, plural
from coding.progress import Progress, silent
from coding.text.blocks import BlockKind, TextBlock, TextRun, write
from storage.queries.memos import MEMO_FIELDS, WrittenMemo, memo_record, memos
from storage.queries.people import study_details
from storage.readers.kinds import MARKDOWN, Export, ending_of
from storage.report.memo_text import memo_blocks
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv


def export_memos(
    study: Path,
    target: Path,
    memo_ids: Collection[int],
    blind_for: int | None = None,
    progress: Progress = silent,
) -> None:
    """Write these memos; of several kinds each under its heading, the last changed first.

    What others wrote on interviews that ``blind_for`` reads blind is left out. The file is replaced only when
    it is complete. Raises UserError, and whatever ``progress`` raises.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        progress(0, 1, _("Memos"))
        wanted = set(memo_ids)
        found = [each for each in memos(connection, blind_for) if each.id in wanted]
        kind = ending_of(target.name)
        if kind == Export.CSV:
            write_csv(part, MEMO_FIELDS, map(memo_record, found))
        elif kind == MARKDOWN:
            part.write_text(_markdown(connection, found), "utf-8")
        else:
            _write_word(connection, part, found)


def _markdown(connection: Connection, found: list[WrittenMemo]) -> str:
    title = _("{study}: memos").format(study=study_details(connection).name)
    heading = TextBlock(BlockKind.HEADING, (TextRun(title),), 1)
    return write((heading, *memo_blocks(connection, found))) + "\n"


def _write_word(connection: Connection, part: Path, found: list[WrittenMemo]) -> None:
    from coding.report.blocks import WordsKind, words, written_blocks
    from storage.writers.report_word import write_report_to_word
    from storage.writers.word_frame import WordFrame

    name = study_details(connection).name
    title = words(_("{study}: memos").format(study=name), WordsKind.TITLE)
    many = words(plural("{n} memo", "{n} memos", len(found)), WordsKind.SUBTITLE)
    written = written_blocks(memo_blocks(connection, found), -1)
    write_report_to_word([title, many, *written], part, WordFrame(name))
