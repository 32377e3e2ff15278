"""A report's blocks, written to a Word document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from coding.language import _
from coding.progress import Progress, silent
from coding.report.blocks import (
    Block,
    BlockLinks,
    BreakBlock,
    ContentsBlock,
    DrawnBlock,
    FieldBlock,
    FigureBlock,
    HeadingBlock,
    ListOf,
    QuotationBlock,
    TableBlock,
    WordRun,
    WordsBlock,
    WordsKind,
    WrittenBlock,
    is_break,
    is_note,
    pages_on_their_side,
    words,
    written_blocks,
)
from coding.report.captions import Captions
from coding.text.blocks import BlockKind, TextBlock
from storage.writers.live_charts import live_charts
from storage.writers.word_frame import WordFrame
from storage.writers.word_parts import ListedPlace, Picture, WordFile, bookmark_of

_STYLES: Final = {
    WordsKind.BODY: "Normal",
    WordsKind.TITLE: "Title",
    WordsKind.SUBTITLE: "Subtitle",
    WordsKind.LEAD: "Lead",
    WordsKind.NOTE: "Note",
    WordsKind.WARNING: "Warning",
}
_FIELDS_KEPT: Final = 2  # under a heading, with what follows


def write_report_to_word(
    blocks: Sequence[Block],
    target: Path,
    frame: WordFrame,
    progress: Progress = silent,
    pages: Mapping[str, int] | None = None,
    links: BlockLinks | None = None,
) -> tuple[str, ...]:
    """Write blocks to a Word document; return the styles that its template lacks.

    ``pages`` are the pages of bookmarks, where they are known, ``links`` what numbers and quotations lead to.
    Rows are made while they are written. Raises UserError for a template that is none, and whatever
    ``progress`` or the rows raise.
    """
    word = WordFile(frame.title, frame=frame)
    writing = _Writing(word, blocks, pages or {}, links)
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
    links: BlockLinks | None = None
    _headings: int = 0
    listed: dict[ListOf, list[ListedPlace]] = field(default_factory=dict[ListOf, list[ListedPlace]])

    def __post_init__(self) -> None:
        """Give numbers to what can be referred to, before anything refers to it."""
        self._captions = captions = Captions(self.blocks, self.word.chapter)
        self._keys = captions.keys
        self.listed = {of: [] for of in ListOf}
        for at, block in enumerate(self.blocks):
            match block:
                case HeadingBlock(text, level):
                    found = self.listed[ListOf.HEADINGS]
                    found.append(ListedPlace(text, level, heading_bookmark(len(found) + 1)))
                case TableBlock() | FigureBlock() | DrawnBlock():
                    words = f"{captions.labels[at]}. {block.caption}"
                    place = ListedPlace(words, 1, bookmark_of(captions.keys[at]))
                    self.listed[captions.of[at]].append(place)
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
                link = partial(self.links.of, block) if self.links is not None else None
                looks = {"stays": block.stays, "with_next": self._is_note(at + 1)}
                word.table(block.caption, block.columns, block.rows(), self._keys[at], **looks, link=link)
            case FigureBlock():
                self._figure(block, self._keys[at])
            case DrawnBlock():
                self._drawn(block, self._keys[at])
            case ContentsBlock(of, title):
                if self.listed[of]:
                    word.paragraph(title, "TOCHeading")
                    word.contents(of, self.listed[of], self.pages)
            case BreakBlock():
                if is_break(self.blocks, self._wide, at):
                    word.break_page()
            case _:
                self._write_words(block, at)

    def _is_note(self, at: int) -> bool:
        return at < len(self.blocks) and is_note(self.blocks[at])

    def _leads_on(self, at: int) -> bool:
        """Tell a short field under the heading of an entry, which does not stay behind when the rest goes."""
        above = self.blocks[max(at - _FIELDS_KEPT, 0) : at]
        return any(isinstance(block, HeadingBlock) for block in above) and isinstance(
            self.blocks[min(at + 1, len(self.blocks) - 1)], FieldBlock
        )

    def _write_words(
        self, block: HeadingBlock | WordsBlock | FieldBlock | WrittenBlock | QuotationBlock, at: int
    ) -> None:
        word = self.word
        match block:
            case HeadingBlock(text, level):
                self._headings += 1
                word.heading(text, level, heading_bookmark(self._headings))
            case WordsBlock(_runs, kind):
                with_next = is_note(block) and self._is_note(at + 1)
                captions = self._captions
                runs = [
                    run if place is None else WordRun(captions.labels[place], captions.keys[place])
                    for run, place in captions.resolved(at, block)
                ]
                word.words(runs, _STYLES[kind], with_next=with_next)
            case FieldBlock(label, text):
                word.labelled(label, text, "CodebookEntry", with_next=self._leads_on(at))
            case WrittenBlock(written):
                style = "Quotation" if written.kind is BlockKind.QUOTE else "Normal"
                word.formatted(style, written.runs, item=word.lists.item(written))
            case QuotationBlock(words, source, ids):
                link = self.links.of_codings(ids) if self.links is not None else ""
                word.paragraph(words, "Quotation", link)
                word.paragraph(source, "Attribution")

    def _figure(self, block: FigureBlock, key: str) -> None:
        from storage.writers.chart_pictures import png

        charts = live_charts(block.chart) if block.is_live else []
        if charts:
            self.word.live_charts(charts, block.caption, block.alternative, key, with_next=block.with_next)
            return
        picture = Picture(png(block.chart), block.caption, block.alternative)
        self.word.picture(picture, key, with_next=block.with_next)

    def _drawn(self, block: DrawnBlock, key: str) -> None:
        from storage.writers.drawn_pictures import drawn_png

        self.word.picture(Picture(drawn_png(block.what), block.caption, block.alternative), key)
