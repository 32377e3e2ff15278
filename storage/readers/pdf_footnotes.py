"""Footnotes of a printed page: small lines at its foot whose number stands in the text above.

Nobody said them: they become comments on their places, and the number leaves the word that it was glued to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Final, NamedTuple

from storage.readers.page_rows import Piece
from storage.readers.page_text import Marking, PageText, PdfStretch

_SMALL: Final = 0.92  # of the height of most letters
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,3}|[*†‡§])\)?\s*(?P<words>\S.*)", re.DOTALL)
_FEW: Final = 3  # pieces of a page, below which nothing is told


class PdfFootnote(NamedTuple):
    """A footnote, and where its number stood: a piece of the page and an offset in it."""

    piece: int
    offset: int
    text: str


class _Note(NamedTuple):
    number: str
    words: str
    pieces: tuple[int, ...]
    top: float


def footnotes_apart(page: PageText) -> tuple[PageText, list[PdfFootnote]]:
    """Return a page without its footnotes, whose pieces are empty then, and the footnotes."""
    if len(page.pieces) < _FEW:
        return page, []
    usual = median(piece.height for piece in page.pieces for _part in range(len(piece.text) // 10 + 1))
    small = [at for at, piece in enumerate(page.pieces) if piece.height < _SMALL * usual]
    pieces, found = list(page.pieces), list[PdfFootnote]()
    markings = list(page.markings)
    after = (0, 0)  # numbers stand in the order of their notes
    for note in _notes(page.pieces, small):
        place = _place_of(note, pieces, frozenset(small), after)
        if place is None:
            continue
        at, offset = place
        text = pieces[at].text
        pieces[at] = pieces[at]._replace(text=text[:offset] + text[offset + len(note.number) :])
        markings = [_moved(marking, at, offset, len(note.number)) for marking in markings]
        for own in note.pieces:
            pieces[own] = pieces[own]._replace(text="")
        found.append(PdfFootnote(at, offset, note.words))
        after = (at, offset) if note.number.isdecimal() else after
    return (replace(page, pieces=pieces, markings=markings), found) if found else (page, [])


def _notes(pieces: Sequence[Piece], small: Sequence[int]) -> Iterator[_Note]:
    """Yield the small lines that begin with a number, with those below that go on with them."""
    open_note: _Note | None = None
    for line in _lines(pieces, small):
        text = " ".join(pieces[at].text for at in line)
        begun = _NUMBERED.fullmatch(text)
        if begun is not None:
            if open_note is not None:
                yield open_note
            open_note = _Note(begun["number"], begun["words"], line, pieces[line[0]].top)
        elif open_note is not None:
            open_note = open_note._replace(
                words=f"{open_note.words} {text}", pieces=(*open_note.pieces, *line)
            )
    if open_note is not None:
        yield open_note


def _lines(pieces: Sequence[Piece], small: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Put small pieces on one line together, from top to bottom."""
    line: list[int] = []
    for at in sorted(small, key=lambda at: (-round(pieces[at].middle), pieces[at].left)):
        if line and pieces[line[0]].middle - pieces[at].middle > 0.5 * pieces[at].height:
            yield tuple(line)
            line = []
        line.append(at)
    if line:
        yield tuple(line)


def _place_of(
    note: _Note, pieces: Sequence[Piece], small: frozenset[int], after: tuple[int, int]
) -> tuple[int, int] | None:
    """Return where the number of a note stands, glued to a word above it; None for nowhere."""
    glued = re.compile(rf"(?<=[^\W\d_])[.,;:!?”\"’')]*(?P<number>{re.escape(note.number)})(?![\w.])")
    for at in range(after[0], len(pieces)):
        if at in small or pieces[at].bottom < note.top - pieces[at].height:
            continue
        for found in glued.finditer(pieces[at].text):
            if (at, found.start("number")) >= after:
                return at, found.start("number")
    return None


def _moved(marking: Marking, piece: int, offset: int, length: int) -> Marking:
    """Return what a mark covers once a number has left a piece."""

    def moved(place: int) -> int:
        return place if place <= offset else max(offset, place - length)

    stretches = tuple(
        PdfStretch(s.piece, moved(s.start), moved(s.end)) if s.piece == piece else s
        for s in marking.stretches
    )
    return marking._replace(stretches=stretches)
