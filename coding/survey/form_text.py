"""The text of a filled-in form in pieces, each with how much of it is highlighted, bold or struck out."""

import colorsys
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from coding.model.document import Document
from coding.notation.colours import hex_of

STRUCK: Final = "struck"  # how words are set that are struck out
TINTED: Final = "■"  # stands for a cell without words that is tinted
MOSTLY: Final = 0.8  # of the letters: from here on all of it is meant
HARDLY: Final = 0.05  # up to here none of it is

_LINES: Final = re.compile(r"[^\n]+")
_CHECKED: Final = "☑☒✓✔✗✘■"
_EMPTY: Final = "☐□○"
_BOX: Final = re.compile(rf"\s*(?:([{_CHECKED}])|([{_EMPTY}])|[\[(]\s*([xX✓✔]?)\s*[\])])\s*")


class FormBox(NamedTuple):
    """A box before or behind words, ticked or not."""

    is_ticked: bool


@dataclass(frozen=True, slots=True)
class FormPiece:
    """A line of a cell, or of a paragraph: shares are of its letters, from 0 to 1.

    ``row`` counts paragraphs (a row of a table is one), ``cell`` cells in it, of ``cells``.
    """

    row: int
    cell: int
    cells: int
    start: int
    text: str
    lit: float = 0.0
    colour: str = ""
    grey: float = 0.0
    bold: float = 0.0
    struck: float = 0.0

    @property
    def box(self) -> FormBox | None:
        """The box at its beginning or its end; None without one."""
        found = _BOX.match(self.text) or _BOX.fullmatch(self.text[-3:])
        if found is None or not found[0].strip():
            return None
        return FormBox(bool(found[1] or found[3]))

    @property
    def words(self) -> str:
        """What it says without boxes and bullets."""
        bare = _BOX.sub("", self.text, count=1) if _BOX.match(self.text) else self.text
        return bare.strip(f" \t•–-*·{_CHECKED}{_EMPTY}")


class FormText:
    """A document that is asked how any stretch of it looks."""

    def __init__(self, document: Document) -> None:
        """Take a document as its reader gives it."""
        self.paragraphs = document.paragraphs
        self._lit: dict[int, list[tuple[int, int, str]]] = {}
        self._set: dict[int, list[tuple[int, int, str]]] = {}
        for each in document.highlights:
            self._lit.setdefault(each.paragraph, []).append((each.start, each.end, each.colour))
        for each in document.settings:
            self._set.setdefault(each.paragraph, []).append((each.start, each.end, each.manner))

    @cached_property
    def pieces(self) -> tuple[FormPiece, ...]:
        """All lines of all cells, in order; empty ones are left out."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[FormPiece]:
        for row, text in enumerate(self.paragraphs):
            cells, at = text.split("\t"), 0
            for number, cell in enumerate(cells):
                for line in _LINES.finditer(cell):
                    if line[0].strip():
                        yield self._piece(row, number, len(cells), at + line.start(), line[0])
                at += len(cell) + 1

    def part(self, piece: FormPiece, start: int, end: int) -> FormPiece:
        """Return a part of a piece, with its own looks."""
        return self._piece(piece.row, piece.cell, piece.cells, piece.start + start, piece.text[start:end])

    def _piece(self, row: int, cell: int, cells: int, start: int, text: str) -> FormPiece:
        letters = [at for at, char in enumerate(text, start) if char.isalnum()]
        letters = letters or [at for at, char in enumerate(text, start) if not char.isspace()]
        colours = [_at(self._lit.get(row, ()), at) for at in letters] if row in self._lit else []
        vivid = [colour for colour in colours if colour and not is_grey(colour)]
        manners = [_at(self._set.get(row, ()), at, STRUCK) for at in letters] if row in self._set else []
        bold = [_at(self._set.get(row, ()), at, "bold") for at in letters] if row in self._set else []
        n = len(letters) or 1
        return FormPiece(
            *(row, cell, cells, start, text),
            len(vivid) / n,
            max(vivid, key=vivid.count, default=""),
            (sum(map(bool, colours)) - len(vivid)) / n,
            sum(map(bool, bold)) / n,
            sum(map(bool, manners)) / n,
        )


def _at(stretches: Sequence[tuple[int, int, str]], at: int, wanted: str = "") -> str:
    """Return what covers a place: of manners one that has the word wanted."""
    return next(
        (
            what
            for start, end, what in stretches
            if start <= at < end and (not wanted or wanted in what.split())
        ),
        "",
    )


def is_grey(colour: str) -> bool:
    """Tell a colour that forms are printed with rather than marked: a grey, black."""
    digits = hex_of(colour)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return colorsys.rgb_to_hsv(red, green, blue)[1] < 0.1
