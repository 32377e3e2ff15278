"""Memos as one text, with what they quote in the words that stand there now."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection

from coding.model.cells import CellKey
from coding.model.quoting import not_cleared
from coding.text.blocks import BlockKind, TextBlock, TextRun, linked, read, write
from coding.text.times import local_day
from storage.queries.attributions import attributed
from storage.queries.cells import CellSummary
from storage.queries.links import SCHEME, LinkedPassage, linked_passage
from storage.queries.memos import WrittenMemo, kinds_of_memos
from storage.queries.outline import quoted_passage

_MARKS = " “”\"‘’'«»„"  # of quotations
_ENOUGH = 30  # letters by which a quotation is known, however it goes on


def _grouped(found: Iterable[WrittenMemo]) -> Iterator[tuple[str, list[WrittenMemo]]]:
    """Yield the words for each kind and its memos, in the order of kinds."""
    words = kinds_of_memos()
    order = [*words]
    ordered = sorted(found, key=lambda memo: order.index(memo.about))
    for kind, members in groupby(ordered, key=lambda memo: memo.about):
        yield words[kind], [*members]


def _facts(memo: WrittenMemo) -> str:
    return " · ".join(filter(None, (memo.coder, local_day(memo.changed), ", ".join(memo.tags))))


def _passage(connection: Connection, memo: WrittenMemo) -> tuple[str, str]:
    if memo.interview_id is None or memo.span is None:
        return "", ""
    return attributed(connection, memo.interview_id, memo.span)


def _body(connection: Connection, memo: WrittenMemo) -> list[TextBlock]:
    """Return the blocks of a memo, without a first one that stands over it already."""
    blocks = [*without_places(quoted_out(connection, read(memo.text)))]
    return blocks[1:] if blocks and blocks[0].text == memo.heading else blocks


def quoted_out(connection: Connection, blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Return blocks in which passages stand in the words that they have now, with who says them.

    What may not be quoted says so, as a block and as a link in a sentence.
    """
    for block in blocks:
        if block.kind is not BlockKind.PASSAGE:
            yield block._replace(runs=tuple(_with_clearance(connection, block.runs)))
            continue
        said = linked_passage(connection, block.passage)
        words = f"{said.words} ({said.who})" if said.who else said.words or f"[{said.gone}]"
        if not _is_free(connection, said):
            words = f"{words} {not_cleared()}"
        yield TextBlock(BlockKind.QUOTE, (TextRun(words),))


def _with_clearance(connection: Connection, runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """Yield runs; after a link that quotes a passage stands that it may not be quoted, where that is so."""
    for run in runs:
        yield run
        if run.href.startswith(SCHEME):
            said = linked_passage(connection, run.href.removeprefix(SCHEME))
            if _quotes(run.text, said.words) and not _is_free(connection, said):
                yield TextRun(f" {not_cleared()}")


def _quotes(text: str, words: str) -> bool:
    """Tell a link that says the words of its passage from one that only leads there."""
    begins = " ".join(text.strip(_MARKS).split())[:_ENOUGH]
    return bool(begins) and begins in " ".join(words.split())


def _is_free(connection: Connection, said: LinkedPassage) -> bool:
    if said.target is None or said.target.span is None or not said.words:
        return True
    return quoted_passage(connection, said.target.id, said.target.span).may_be_quoted


def without_places(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Return blocks whose links within the study are words: outside they lead nowhere."""
    for block in blocks:
        runs = (run._replace(href="") if run.href.startswith("link:") else run for run in block.runs)
        yield block._replace(runs=(*runs,))


def memo_blocks(connection: Connection, found: Iterable[WrittenMemo]) -> Iterator[TextBlock]:
    """Yield memos as one text: a heading (2) for each kind, one (3) for each memo, then its words."""
    for words, members in _grouped(found):
        yield _heading(words, 2)
        for memo in members:
            said, who = _passage(connection, memo)
            yield from (_heading(memo.heading, 3), _paragraph(_facts(memo), italic=True))
            if said:
                yield TextBlock(BlockKind.QUOTE, (TextRun(f"{said} ({who})" if who else said),))
            for each in _body(connection, memo):
                is_heading = each.kind is BlockKind.HEADING
                yield each._replace(level=each.level + 3) if is_heading else each


def _heading(words: str, level: int) -> TextBlock:
    return TextBlock(BlockKind.HEADING, (TextRun(words),), level)


def _paragraph(words: str, *, italic: bool = False) -> TextBlock:
    return TextBlock(BlockKind.PARAGRAPH, (TextRun(words, italic=italic),))


def with_clearances(
    connection: Connection, written: Mapping[CellKey, CellSummary]
) -> dict[CellKey, CellSummary]:
    """Return summaries in which it is said behind the words of a passage that they may not be quoted."""
    return {
        key: each._replace(text=write([*quoted_out(connection, read(each.text))]))
        if linked(each.text)
        else each
        for key, each in written.items()
    }
