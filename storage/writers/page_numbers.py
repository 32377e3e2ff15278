"""The pages of headings and captions, as LibreOffice sets them: what a list of contents is filled with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from coding.errors import UserError
from storage.office import converted, office_program
from storage.readers.page_text import PageText, PdfPages
from storage.readers.pdf_process import pdf_process, read_pages
from storage.writers.word_parts import ListedPlace

_KNOWN_BY: Final = 44  # letters of a heading by which it is known: it may go on in the next line


def pages_of(word: bytes, listed: Iterable[Sequence[ListedPlace]]) -> Mapping[str, int]:
    """Return the page (from 1) of each bookmark; none of them where LibreOffice or its PDF fails.

    ``listed`` are headings, tables and figures, each in the order in which they stand.
    """
    if office_program() is None:
        return {}
    pdf = converted(word, "docx", "pdf")
    if pdf is None:
        return {}
    try:
        with pdf_process():
            read = read_pages(pdf)
    except UserError:
        return {}
    if not isinstance(read, PdfPages):
        return {}
    lines = [_lines(page) for page in read.pages]
    found: dict[str, int] = {}
    for places in listed:
        found |= dict(_found(places, lines))
    return found


def _lines(page: PageText) -> list[str]:
    """Return the lines of a page, pieces on one height together."""
    by_height: dict[int, list[str]] = {}
    for piece in page.pieces:
        by_height.setdefault(round(piece.bottom), []).append(piece.text)
    return [_plain(" ".join(pieces)) for pieces in by_height.values()]


def _found(places: Sequence[ListedPlace], pages: Sequence[Sequence[str]]) -> Iterator[tuple[str, int]]:
    """Yield where each place stands: they stand in their order."""
    begins = [_plain(place.text)[:_KNOWN_BY] for place in places]
    at = 0
    for place, begin in zip(places, begins, strict=True):
        page = next((n for n in range(at, len(pages)) if _stands(begin, pages[n])), None)
        if page is not None:
            at = page
            yield place.bookmark, page + 1


def _stands(begin: str, lines: Sequence[str]) -> bool:
    """Tell whether a line of a page is this, or begins so where it is long; contents have dots."""
    if len(begin) < _KNOWN_BY:
        return begin in lines
    following = (*lines[1:], "")
    return any(
        line.startswith(begin) and ".." not in line + after
        for line, after in zip(lines, following, strict=False)
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
