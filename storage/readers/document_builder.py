"""A document while it is read: every reader of formatted text writes into one of these.

It knows what they have in common: where a colour or a comment lies once the text is cleaned, and how
to say what was found and left out.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from coding.language import _, plural
from coding.model.document import NUMBER, Comment, Document, Highlight, Setting
from coding.notation.colours import colour_of
from coding.text.names import clean_text, shortened

Place = tuple[int, int]  # the paragraph's number and the offset in it
_SHOWN: Final = 60
_PAGE_NUMBER: Final = re.compile(r"page\s\d*(?:\s?(?:of|/)\s?\d*)?", re.IGNORECASE)


class LeftOut(StrEnum):
    """What a document can hold that is no part of what was said."""

    DELETIONS = "deletions"
    HIDDEN = "hidden"
    PICTURES = "pictures"
    INSERTED = "inserted files"


class _Remark(NamedTuple):
    author: str
    text: str


@dataclass(slots=True)
class DocumentBuilder:
    """Finished paragraphs, the one that is being written, and what hangs on them."""

    paragraphs: list[str] = field(default_factory=list[str])
    left_out: Counter[LeftOut] = field(default_factory=Counter[LeftOut])
    footnotes: int = 0
    length: int = 0  # of the paragraph that is being written
    notes: list[str] = field(default_factory=list[str])
    # Of each row that is being read, the innermost last: where its last cell began, how many there are.
    _cells: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    _written: list[str] = field(default_factory=list[str])
    _coloured: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    _set: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    _settings: list[Setting] = field(default_factory=list[Setting])
    _highlights: list[Highlight] = field(default_factory=list[Highlight])
    _remarks: dict[str, _Remark] = field(default_factory=dict[str, _Remark])
    _starts: dict[str, Place] = field(default_factory=dict[str, Place])
    _ends: dict[str, Place] = field(default_factory=dict[str, Place])
    _placed_here: list[tuple[dict[str, Place], str]] = field(
        default_factory=list[tuple[dict[str, Place], str]]
    )

    def write(self, text: str) -> None:
        """Go on in the open paragraph."""
        if text:
            self._written.append(text)
            self.length += len(text)

    def colour(self, start: int, written: str) -> None:
        """Colour what was written since start; it grows a stretch of the same colour before it."""
        colour = colour_of(written)
        if not colour or self.length <= start:
            return
        if self._coloured and self._coloured[-1][1:] == (start, colour):
            start = self._coloured.pop()[0]
        self._coloured.append((start, self.length, colour))

    def set_in(self, start: int, manner: str) -> None:
        """Say how what was written since start is set; it grows a stretch of the same before it."""
        if manner and self.length > start:
            if self._set and self._set[-1][1:] == (start, manner):
                start = self._set.pop()[0]
            self._set.append((start, self.length, manner))

    def write_number(self, number: str) -> None:
        """Write the number that a list gives its item: nobody wrote it, and it is no word."""
        if number:
            start = self.length
            self.write(f"{number} ")
            self._set.append((start, self.length, NUMBER))

    def begin_comment(self, key: str) -> None:
        """Let the comment of this key begin here, unless it has begun before."""
        if key not in self._starts:
            self._put(self._starts, key)

    def end_comment(self, key: str) -> None:
        """Let the comment of this key end here."""
        self._put(self._ends, key)

    def say_comment(self, key: str, author: str, text: str) -> None:
        """Give the words of a comment; one that has no place in the text is left out."""
        self._remarks[key] = _Remark(clean_text(author).strip(), clean_text(text).strip())

    def comment_here(self, author: str, text: str) -> None:
        """Put a comment on the place that is reached."""
        key = f"here {len(self._remarks)}"
        self.begin_comment(key)
        self.say_comment(key, author, text)

    def footnote_here(self, text: str) -> None:
        """Keep a footnote as a remark on its place: it was not said."""
        if text.strip():
            self.footnotes += 1
            self.comment_here("", text)

    def _put(self, places: dict[str, Place], key: str) -> None:
        places[key] = (len(self.paragraphs), self.length)
        self._placed_here.append((places, key))

    def begin_line(self) -> None:
        """Begin a paragraph; inside a cell that is another line of it."""
        if not self._cells:
            self.finish_if_begun()
        elif self.length > self._cells[-1][0]:
            self.write("\n")

    def end_line(self) -> None:
        """End a paragraph; inside a row only the row's end does so."""
        if not self._cells:
            self.finish()

    def begin_row(self) -> None:
        """Begin a row of a table, which is one paragraph; in a cell, a line of it."""
        self.begin_line()
        self._cells.append((self.length, 0))

    def begin_cell(self) -> None:
        """Begin the next cell of the row, apart from the one before by a tab."""
        if not self._cells:
            return
        number = self._cells[-1][1]
        self.write("\t" if number else "")
        self._cells[-1] = (self.length, number + 1)

    def end_row(self) -> None:
        """End the row."""
        if self._cells:
            self._cells.pop()
            self.end_line()

    def at_line_start(self) -> bool:
        """Tell whether nothing stands yet in this paragraph, cell or line."""
        return not self._written or self._written[-1][-1] in "\n\t"

    def finish(self) -> None:
        """End the paragraph; places in it move with what cleaning takes away."""
        raw, at = "".join(self._written), len(self.paragraphs)
        text = clean_text(raw)
        self.paragraphs.append(text)
        if self._coloured or self._placed_here or self._set:
            stretches = (*self._coloured, *self._set)
            ends = [offset for start, end, _look in stretches for offset in (start, end)]
            here = [(places, key, places[key]) for places, key in self._placed_here]
            moved = _moved(raw, text, [*ends, *(offset for _places, _key, (_at, offset) in here)])
            self._highlights += [
                Highlight(at, moved[start], moved[end], colour)
                for start, end, colour in self._coloured
                if moved[start] < moved[end]
            ]
            self._settings += [
                Setting(at, moved[start], moved[end], manner)
                for start, end, manner in self._set
                if moved[start] < moved[end]
            ]
            for places, key, (_at, offset) in here:
                places[key] = (at, moved[offset])
        self._written, self._coloured, self._placed_here, self._set, self.length = [], [], [], [], 0

    def finish_if_begun(self) -> None:
        """End the paragraph if anything stands in it."""
        if self._written:
            self.finish()

    def document(self, author: str = "") -> Document:
        """Return what was read; a footnote's author is the document's."""
        if self._written or self._placed_here:
            self.finish()
        author = clean_text(author).strip()
        comments = tuple(
            Comment(remark.author or author, remark.text, *self._range(key))
            for key, remark in self._remarks.items()
            if key in self._starts
        )
        notes = (*self.notes, *_left_out(self), *_without_place(len(self._remarks) - len(comments)))
        in_order = sorted(comments, key=lambda comment: comment.start)
        return Document(
            tuple(self.paragraphs),
            tuple(self._highlights),
            tuple(in_order),
            author,
            notes,
            settings=tuple(self._settings),
        )

    def _range(self, key: str) -> tuple[Place, Place]:
        start = self._starts[key]
        return start, max(start, self._ends.get(key, start))


def _moved(raw: str, text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Return where offsets of a raw text lie in the cleaned one."""
    if text == raw:
        return {offset: offset for offset in offsets}
    moved: dict[int, int] = {}
    done = length = 0
    for offset in sorted(set(offsets)):
        # A letter and its accents, or a line end of two signs, are cleaned as one.
        cut = offset
        while cut < len(raw) and (unicodedata.combining(raw[cut]) or raw[cut - 1 : cut + 1] == "\r\n"):
            cut += 1
        if cut > done:
            length += len(clean_text(raw[done:cut]))
            done = cut
        moved[offset] = min(length, len(text))
    return moved


def _left_out(draft: DocumentBuilder) -> Iterator[str]:
    """Say what is in the document and does not come into the transcript."""
    n = draft.left_out
    if n[LeftOut.DELETIONS]:
        yield plural(
            "{n} tracked deletion is left out.", "{n} tracked deletions are left out.", n[LeftOut.DELETIONS]
        )
    if n[LeftOut.HIDDEN]:
        yield plural(
            "{n} hidden stretch is left out.", "{n} hidden stretches are left out.", n[LeftOut.HIDDEN]
        )
    if draft.footnotes:
        yield plural(
            "{n} footnote is kept as a comment.", "{n} footnotes are kept as comments.", draft.footnotes
        )
    if n[LeftOut.PICTURES]:
        yield plural("{n} picture is left out.", "{n} pictures are left out.", n[LeftOut.PICTURES])
    if n[LeftOut.INSERTED]:
        yield plural(
            "{n} part that was inserted from another file is left out: save the document anew in Word.",
            "{n} parts that were inserted from other files are left out: save the document anew in Word.",
            n[LeftOut.INSERTED],
        )


def _without_place(n: int) -> Iterator[str]:
    if n:
        yield plural(
            "{n} comment hangs on no place of the text and is left out.",
            "{n} comments hang on no place of the text and are left out.",
            n,
        )


def margin_notes(texts: Iterable[str]) -> Iterator[str]:
    """Say what stands in headers and footers and is left out, each text once; page numbers are nothing."""
    for text in dict.fromkeys(" ".join(clean_text(text).split()) for text in texts):
        if any(char.isalpha() for char in text) and not _PAGE_NUMBER.fullmatch(text):
            yield _("“{text}” stands in a header or footer and is left out.").format(
                text=shortened(text, _SHOWN)
            )
