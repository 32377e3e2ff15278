"""What runs in the process that reads PDFs: pdfium, and nothing that could be lost with it.

It is asked through its standard input and answers through its standard output, each time with eight
bytes that say how much follows. It ends when nobody can ask any more.
"""

import os
import sys
from contextlib import closing, suppress
from time import process_time
from typing import BinaryIO, Final

import pypdfium2.raw
from pypdfium2 import PdfDocument, PdfiumError

from coding.text.names import clean_text
from storage.readers.kinds import LONGEST_TEXT
from storage.readers.page_text import PageText, PdfPages, PdfRefusal, to_json
from storage.readers.pdf_page import page_text

_MOST_PAGES: Final = 1_000
_MEMORY: Final = 2_000_000_000  # bytes of address space; a PDF of 200 megabytes takes half of it
_PROCESSOR: Final = 150  # seconds for a file, should nobody be left to stop this


def serve() -> int:
    """Answer until the other side is gone; return the exit code."""
    _keep_within_bounds()
    # What the library may print is no answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with os.fdopen(0, "rb", closefd=False) as requests, answers:
        while (data := _asked(requests)) is not None:
            _give_time()
            answer = to_json(read_pages(data))
            answers.write(len(answer).to_bytes(8, "big"))
            answers.write(answer)
            answers.flush()
    return 0


def _asked(requests: BinaryIO) -> bytes | None:
    size = requests.read(8)
    return requests.read(int.from_bytes(size, "big")) if len(size) == 8 else None


def _keep_within_bounds() -> None:
    """Bound memory and time, write no file and, should it crash, no image of the memory."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x8003)  # no box that says that it crashed
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # the system knows no such bound, or has a narrower one
            resource.setrlimit(what, (most, most))


def _give_time() -> None:
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + _PROCESSOR, hard))


def read_pages(data: bytes) -> PdfPages | PdfRefusal:
    """Read a PDF, or say why it cannot be read."""
    try:
        opened = PdfDocument(data)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        return PdfRefusal("password" if locked else "damaged")
    with closing(opened) as pdf:
        return PdfRefusal("pages", len(pdf)) if len(pdf) > _MOST_PAGES else _pages_of(pdf)


def _pages_of(pdf: PdfDocument) -> PdfPages | PdfRefusal:
    author = clean_text(str(pdf.get_metadata_value("Author"))).strip()  # pyright: ignore[reportUnknownMemberType]
    found = PdfPages(author=author)
    length = 0
    for number in range(len(pdf)):
        page = PageText()
        try:
            with closing(pdf[number]) as opened:
                page = page_text(opened)
        except PdfiumError:
            found.unread.append(number)
        found.pages.append(page)
        length += sum(len(piece.text) for piece in page.pieces)
        if length > LONGEST_TEXT:
            return PdfRefusal("characters", length)
    return found
