"""A report's blocks, written to a Word document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coding.language import _
from coding.progress import Progress, silent
from coding.report.blocks import (
    Block,
    BreakBlock,
    ContentsBlock,
    FieldBlock,
    FigureBlock,
    HeadingBlock,
    JointBlock,
    ListOf,
    QuotationBlock,
    TableBlock,
    WordsBlock,
    WordsKind,
    WrittenBlock,
    pages_on_their_side,
    words,
    written_blocks,
)
from coding.text.blocks import BlockKind, TextBlock
from storage.writers.live_charts import live_charts
from storage.writers.word_frame import WordFrame
from storage.writers.word_parts import LABELS, ListedPlace, Picture, WordFile, bookmark_of

_STYLES: Final = {
    WordsKind.BODY: "Normal",
    WordsKind.TITLE: "Title",
    WordsKind.SUBTITLE: "Subtitle",
    WordsKind.LEAD: "Lead",
    WordsKind.NOTE: "Note",
    WordsKind.WARNING: "Warning",
}


def write_report_to_word(
    blocks: Sequence[Block],
    target: Path,
    frame: WordFrame,
    progress: Progress = silent,
    pages: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Write blocks to a Word document; return the styles that its template lacks.

    ``pages`` are the pages of bookmarks, where they are known. Rows are made while they are written. Raises
    UserError for a template that is none, and whatever ``progress`` or the rows raise.
    """
    word = WordFile(frame.title, frame=frame)
    writing = _Writing(word, blocks, pages or {})
    for at, block in enumerate(blocks):
        progress(at, len(blocks), _("Report"))
        writing.write(block)
    word.save(target)
    return word.framed.missing


def write_text_to_word(name: str, title: str, written: Iterable[TextBlock], target: Path) -> None:
    """Write what a researcher wrote to a document under a title; ``name`` stands over its pages."""
    blocks = (words(title, WordsKind.TITLE), *written_blocks(written))
    write_report_to_word(blocks, target, WordFrame(name))


def add_to_word(word: WordFile, blocks: Iterable[Block]) -> None:
    """Write blocks at the end of a document under way."""
    there = tuple(blocks)
    writing = _Writing(word, there, {})
    for block in there:
        writing.write(block)


def heading_bookmark(number: int) -> str:
    """Return the bookmark of the heading with this number, from 1."""
    return f"_Toc{number:06}"


def listed_places(blocks: Sequence[Block], frame: WordFrame) -> list[list[ListedPlace]]:
    """Return headings, tables and figures as contents list them, in the order in which they stand."""
    return [*_Writing(WordFile(frame.title, frame=frame), blocks, {}).listed.values()]


@dataclass
class _Writing:
    """The way through the blocks."""

    word: WordFile
    blocks: Sequence[Block]
    pages: Mapping[str, int]
    _headings: int = 0
    listed: dict[ListOf, list[ListedPlace]] = field(default_factory=dict[ListOf, list[ListedPlace]])
    _keys: dict[int, str] = field(default_factory=dict[int, str])
    _numbers: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        """Give numbers to what can be referred to, before anything refers to it."""
        counted: dict[ListOf, int] = {}
        self.listed = {of: [] for of in ListOf}
        for at, block in enumerate(self.blocks):
            match block:
                case HeadingBlock(text, level):
                    found = self.listed[ListOf.HEADINGS]
                    found.append(ListedPlace(text, level, heading_bookmark(len(found) + 1)))
                case TableBlock() | FigureBlock() | JointBlock():
                    of = ListOf.TABLES if isinstance(block, TableBlock) else ListOf.FIGURES
                    counted[of] = counted.get(of, 0) + 1
                    number = f"{_(LABELS[of])} {self.word.chapter}{counted[of]}"
                    key = self._keys[at] = block.key or f"{of}{counted[of]}"
                    self._numbers[key] = number
                    self.listed[of].append(ListedPlace(f"{number}. {block.caption}", 1, bookmark_of(key)))
                case _:
                    pass
        self._places = iter(range(len(self.blocks)))
        self._wide = pages_on_their_side(self.blocks, self.word.framed.room(is_wide=False))

    def write(self, block: Block) -> None:
        at = next(self._places)
        word = self.word
        word.turn(is_wide=word.frame.landscape or self._wide[at])
        match block:
            case TableBlock():
                word.table(block.caption, block.columns, block.rows(), self._keys[at], stays=block.stays)
            case FigureBlock():
                self._figure(block, self._keys[at])
            case JointBlock():
                self._joint(block, self._keys[at])
            case ContentsBlock(of, title):
                if self.listed[of]:
                    word.paragraph(title, "TOCHeading")
                    word.contents(of, self.listed[of], self.pages)
            case BreakBlock():
                word.break_page()
            case _:
                self._write_words(block)

    def _write_words(
        self, block: HeadingBlock | WordsBlock | FieldBlock | WrittenBlock | QuotationBlock
    ) -> None:
        word = self.word
        match block:
            case HeadingBlock(text, level):
                self._headings += 1
                word.heading(text, level, heading_bookmark(self._headings))
            case WordsBlock(runs, kind):
                word.words(runs, _STYLES[kind], self._numbers)
            case FieldBlock(label, text):
                word.labelled(label, text, "CodebookEntry")
            case WrittenBlock(written):
                style = "Quotation" if written.kind is BlockKind.QUOTE else "Normal"
                word.formatted(style, written.runs, item=word.lists.item(written))
            case QuotationBlock(words, source):
                word.paragraph(words, "Quotation")
                word.paragraph(source, "Attribution")

    def _figure(self, block: FigureBlock, key: str) -> None:
        from storage.writers.chart_pictures import png

        charts = live_charts(block.chart) if block.is_live else []
        if charts:
            self.word.live_charts(charts, block.caption, block.alternative, key, with_next=block.with_next)
            return
        picture = Picture(png(block.chart), block.caption, block.alternative)
        self.word.picture(picture, key, with_next=block.with_next)

    def _joint(self, block: JointBlock, key: str) -> None:
        from storage.writers.joint_pictures import joint_png

        picture = Picture(
            joint_png(block.display, block.rows, block.sentences), block.caption, block.alternative
        )
        self.word.picture(picture, key)
