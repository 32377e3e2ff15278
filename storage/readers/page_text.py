"""What is on the pages of a PDF, plainly: what the process that reads them hands over, as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage.readers.page_rows import Piece


class PdfStretch(NamedTuple):
    """Some text of a piece: the number of the piece on its page, and offsets in its text."""

    piece: int
    start: int
    end: int


class Marking(NamedTuple):
    """A mark on a page: what it covers, its colour if it has one, and the remark that hangs on it."""

    stretches: tuple[PdfStretch, ...]
    colour: str
    author: str
    remark: str


@dataclass(slots=True)
class PageText:
    """What is on one page; ``objects`` counts all that is printed, ``drawn`` what readers drew on it."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    markings: list[Marking] = field(default_factory=list[Marking])
    objects: int = 0
    pictures: int = 0
    drawn: int = 0
    fields: int = 0


@dataclass(slots=True)
class PdfPages:
    """All pages, the numbers (from 0) of those that are damaged, and who wrote them."""

    pages: list[PageText] = field(default_factory=list[PageText])
    unread: list[int] = field(default_factory=list[int])
    author: str = ""


class PdfRefusal(NamedTuple):
    """Why there are no pages: ``password``, ``damaged``, ``pages`` or ``characters`` (of which ``n``)."""

    reason: str
    n: int = 0


def to_json(read: PdfPages | PdfRefusal) -> bytes:
    """Write down what was read, or why nothing was."""
    if isinstance(read, PdfRefusal):
        return json.dumps({"refused": read}).encode()
    pages = [
        (page.pieces, page.markings, page.objects, page.pictures, page.drawn, page.fields)
        for page in read.pages
    ]
    return json.dumps({"pages": pages, "unread": read.unread, "author": read.author}).encode()


def from_json(written: bytes) -> PdfPages | PdfRefusal:
    """Read what to_json wrote; raises ValueError, TypeError or LookupError for anything else."""
    found = json.loads(written)
    if "refused" in found:
        return PdfRefusal(*found["refused"])
    return PdfPages([_page(*page) for page in found["pages"]], found["unread"], found["author"])


def _page(pieces: Sequence[Any], markings: Sequence[Any], *counts: int) -> PageText:
    return PageText([Piece(*piece) for piece in pieces], [_marking(*each) for each in markings], *counts)


def _marking(stretches: Sequence[Any], colour: str, author: str, remark: str) -> Marking:
    return Marking(tuple(PdfStretch(*stretch) for stretch in stretches), colour, author, remark)
