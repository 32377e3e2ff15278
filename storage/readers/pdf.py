"""PDF files: the text of their pages, rebuilt to paragraphs, with the marks that readers made on them.

Highlights are highlights, remarks are comments; a coloured box behind words, as a word processor
prints its highlighting, is a highlight too. What is no part of what was said is noted. The pages are
read in a process of its own (pdf_process.py); here is only what comes of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coding.errors import UnreadableError
from coding.language import _, plural
from coding.model.document import Comment, Document, Highlight
from coding.notation.colours import colour_of
from coding.text.names import shortened
from storage.readers.kinds import damaged, protected, too_long, unreadable
from storage.readers.page_paragraphs import LinePlace, Rebuilt, paragraphs_of
from storage.readers.page_rows import Rows, rows_of
from storage.readers.page_text import Marking, PageText, PdfPages, PdfRefusal
from storage.readers.pdf_footnotes import PdfFootnote, footnotes_apart
from storage.readers.pdf_process import read_pages
from storage.readers.pdf_streams import refuse_swelling


def read_pdf(data: bytes) -> Document:
    """Read a PDF; raises UnreadableError for one that is damaged, locked, a scan, or too long."""
    refuse_swelling(data)
    read = read_pages(data)
    if isinstance(read, PdfRefusal):
        raise _refused(read)
    return _document(read)


def _refused(why: PdfRefusal) -> UnreadableError:
    match why.reason:
        case "password":
            return protected()
        case "pages":
            return unreadable(
                _("It has {n} pages, more than any transcript.").format(n=why.n),
                _("Save the pages that you need as a PDF of their own."),
            )
        case "characters":
            return too_long(plural("{n} character", "{n} characters", why.n))
        case _:
            return damaged()


def _document(read: PdfPages) -> Document:
    """Put all pages together."""
    pages = read.pages
    scans = [number for number, page in enumerate(pages) if page.objects and not page.pieces]
    if not any(page.pieces for page in pages):
        raise _without_text(read.unread, scans)
    apart = [footnotes_apart(page) for page in pages]
    pages = [page for page, _footnotes in apart]
    rows = rows_of([page.pieces for page in pages])
    rebuilt = paragraphs_of(rows.pages)
    notes = [*_page_notes(read.unread, scans), *_notes(rows, rebuilt), *_left_out(pages, scans)]
    marks = _Marks(rebuilt, read.author)
    first = 0
    for page, footnotes in apart:
        for marking in page.markings:
            marks.add(marking, first)
        for footnote in footnotes:
            marks.add_footnote(footnote, first)
        first += len(page.pieces)
    notes += _of_footnotes(sum(len(footnotes) for _page, footnotes in apart))
    notes += marks.notes()
    return Document(
        tuple(rebuilt.paragraphs),
        tuple(marks.highlights),
        tuple(sorted(marks.comments, key=lambda comment: comment.start)),
        read.author,
        tuple(notes),
    )


@dataclass(slots=True)
class _Marks:
    """Highlights and comments, by where their words came to stand."""

    rebuilt: Rebuilt
    author: str
    highlights: list[Highlight] = field(default_factory=list[Highlight])
    comments: list[Comment] = field(default_factory=list[Comment])
    homeless: list[str] = field(default_factory=list[str])

    def add(self, marking: Marking, first: int) -> None:
        """Add a mark of a page whose first piece has this number among all."""
        covered = [
            (LinePlace(place.paragraph, place.offset + start), LinePlace(place.paragraph, place.offset + end))
            for piece, start, end in marking.stretches
            if (place := self.rebuilt.places.get(first + piece)) is not None
        ]
        if marking.colour:
            self._highlight(covered, colour_of(marking.colour))
        if marking.remark and covered:
            start, end = min(covered)[0], max(covered)[1]
            author = marking.author or self.author
            self.comments.append(Comment(author, marking.remark, start, max(start, end)))
        elif marking.remark:
            self.homeless.append(marking.remark)

    def add_footnote(self, footnote: PdfFootnote, first: int) -> None:
        """Put a footnote on its place."""
        place = self.rebuilt.places.get(first + footnote.piece)
        if place is not None:
            at = LinePlace(place.paragraph, place.offset + footnote.offset)
            self.comments.append(Comment(self.author, footnote.text, at, at))

    def _highlight(self, covered: Sequence[tuple[LinePlace, LinePlace]], colour: str) -> None:
        """Colour what a mark covers; lines of one paragraph become one stretch."""
        for start, end in sorted(covered) if colour else ():
            last = self.highlights[-1] if self.highlights else None
            if last is not None and _is_next(last, start, colour):
                self.highlights[-1] = Highlight(last.paragraph, last.start, max(last.end, end.offset), colour)
            elif start.offset < end.offset:
                self.highlights.append(Highlight(start.paragraph, start.offset, end.offset, colour))

    def notes(self) -> Iterator[str]:
        """Say which remarks have no place in the text."""
        for remark in self.homeless:
            yield _("A remark on a page without text is left out: “{text}”.").format(text=shortened(remark))


def _is_next(last: Highlight, start: LinePlace, colour: str) -> bool:
    """Tell a stretch that goes on where the last ended, but for a blank."""
    beside = last.start <= start.offset <= last.end + 1
    return last.paragraph == start.paragraph and last.colour == colour and beside


# --- what is said of it ---


def _without_text(unread: Sequence[int], scans: Sequence[int]) -> UnreadableError:
    if scans:
        return unreadable(
            _("It is a scan: its pages hold pictures only, no text."),
            _("Let a program for text recognition (OCR) read it, and import what that makes."),
        )
    return damaged() if unread else unreadable(_("There is no text in it."))


def _page_notes(unread: Sequence[int], scans: Sequence[int]) -> Iterator[str]:
    if scans:
        one = _("Page {which} holds pictures only: no text could be read.")
        more = _("Pages {which} hold pictures only: no text could be read.")
        yield (one if len(scans) == 1 else more).format(which=_numbers(scans))
    if unread:
        yield _("Damaged pages could not be read: {which}.").format(which=_numbers(unread))


def _notes(rows: Rows, rebuilt: Rebuilt) -> Iterator[str]:
    """Say what was left out of the pages and what was joined."""
    for head, often in rows.heads.most_common():
        pages = plural("{n} page", "{n} pages", often)
        yield _("The running head “{head}” is left out ({pages}).").format(head=shortened(head), pages=pages)
    if rows.page_numbers:
        yield plural("{n} page number is left out.", "{n} page numbers are left out.", rows.page_numbers)
    if rows.line_numbers:
        yield plural("{n} line number is left out.", "{n} line numbers are left out.", rows.line_numbers)
    if rebuilt.healed:
        words = plural("{n} word", "{n} words", len(rebuilt.healed))
        yield _("Joined again where a line end had cut them: {words} ({example}).").format(
            words=words, example=shortened(rebuilt.healed[0])
        )


def _of_footnotes(n: int) -> Iterator[str]:
    if n:
        yield plural("{n} footnote is kept as a comment.", "{n} footnotes are kept as comments.", n)


def _left_out(pages: Iterable[PageText], scans: Sequence[int]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for number, page in enumerate(pages):
        counts["pictures"] += page.pictures if number not in scans else 0
        counts["drawn"] += page.drawn
        counts["fields"] += page.fields
    if counts["pictures"]:
        yield plural("{n} picture is left out.", "{n} pictures are left out.", counts["pictures"])
    if counts["drawn"]:
        yield plural(
            "{n} line or shape that a reader drew is left out.",
            "{n} lines or shapes that readers drew are left out.",
            counts["drawn"],
        )
    if counts["fields"]:
        yield plural(
            "{n} field of a form is left out.", "{n} fields of a form are left out.", counts["fields"]
        )


def _numbers(pages: Sequence[int]) -> str:
    """Write the numbers of pages, from 1: "3, 5–9"."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and runs[-1][1] == page:
            runs[-1] = (runs[-1][0], page + 1)
        else:
            runs.append((page + 1, page + 1))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
