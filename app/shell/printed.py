"""What a page gives to be printed: words, tables, pictures and transcripts, without saying how they look."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from coding.model.study import Span
from coding.text.blocks import BlockKind, TextBlock, in_one_line
from storage.study.connection import Connection


class PrintStyle(Enum):
    """What a paragraph is."""

    TITLE = auto()
    HEADING = auto()
    SUBHEADING = auto()
    QUOTATION = auto()
    BODY = auto()
    SMALL = auto()


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """A paragraph; ``indent`` in steps, ``keeps`` it on the page of what follows."""

    text: str
    style: PrintStyle = PrintStyle.BODY
    indent: int = 0
    keeps: bool = False
    hues: tuple[str, ...] = ()  # of a strip beside it


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table; what is too wide for the paper goes on below, under the first column again."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    strong: frozenset[int] = frozenset()  # rows in bold


@dataclass(frozen=True, slots=True)
class PrintedImage:
    """A picture, made when it is printed; ``words`` say what it shows."""

    make: Callable[[], bytes]
    words: str


@dataclass(frozen=True, slots=True)
class PrintedTurn:
    """What one speaker says: a stretch of the transcript's text."""

    span: Span
    speaker: str
    time: str
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class PrintedCoding:
    """A bracket in the margin of a transcript."""

    span: Span
    label: str
    hue: str
    unsure: bool
    is_faint: bool


@dataclass(frozen=True, slots=True)
class PrintedTranscript:
    """A transcript with its codings."""

    text: str
    turns: tuple[PrintedTurn, ...]
    codings: tuple[PrintedCoding, ...]


PrintedPart = PrintedWords | PrintedTable | PrintedImage | PrintedTranscript


@dataclass(frozen=True, slots=True)
class PrintOut:
    """What is printed of a page: its title, for every sheet, and its parts.

    The parts are read on a thread of their own, with a connection that sees the study as it is now.
    """

    title: str
    parts: Callable[[Connection], Iterable[PrintedPart]]


def printed_blocks(blocks: Iterable[TextBlock], above: int = 0) -> Iterator[PrintedWords]:
    """Yield what a researcher wrote; its headings stand below ``above`` levels of others."""
    for block in blocks:
        match block.kind:
            case BlockKind.HEADING:
                style = PrintStyle.SUBHEADING if block.level + above > 1 else PrintStyle.HEADING
                yield PrintedWords(block.text, style, keeps=True)
            case BlockKind.QUOTE:
                yield PrintedWords(block.text, PrintStyle.QUOTATION, indent=1)
            case _:
                yield PrintedWords(in_one_line(block), indent=block.level + 1 if block.level else 0)
