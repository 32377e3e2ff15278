"""Reading any file: what it is decides its content, not its ending."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from coding.document import Document
from coding.language import _
from storage.readers.docx import read_docx
from storage.readers.kinds import LARGEST_FILE, Kind, kind_of, unreadable
from storage.readers.odt import read_odt
from storage.readers.rtf import read_rtf
from storage.readers.subtitles import read_subtitles
from storage.readers.text import read_text


def _read_pdf(data: bytes) -> Document:
    from storage.readers.pdf import read_pdf

    return read_pdf(data)


# Who reads what. A reader gets the bytes and raises UnreadableError for what it cannot read.
READERS: Final[Mapping[Kind, Callable[[bytes], Document]]] = {
    Kind.WORD: read_docx,
    Kind.OPEN_TEXT: read_odt,
    Kind.RICH_TEXT: read_rtf,
    Kind.PDF: _read_pdf,
    Kind.SUBTITLES: read_subtitles,
    Kind.TEXT: read_text,
}


class Read(NamedTuple):
    """The content of a file and the SHA-256 of its bytes, in hexadecimal."""

    document: Document
    sha256: str


def read_file(path: Path) -> Read:
    """Read a transcript; raises UnreadableError with the reason, a whole sentence, as ``what``."""
    return read_data(file_bytes(path), path.suffix)


def read_data(data: bytes, ending: str) -> Read:
    """Read the content of a file whose name ends like this (".docx"); raises as read_file does."""
    kind = kind_of(data)
    _refuse_wrong_ending(ending.lower(), kind)
    document = READERS[kind](data)
    if not any(paragraph.strip() for paragraph in document.paragraphs):
        raise unreadable(_("There is no text in it."))
    return Read(document, hashlib.sha256(data).hexdigest())


def _refuse_wrong_ending(suffix: str, kind: Kind) -> None:
    """Refuse a file that is not what its name says: more often a mistake than a transcript."""
    if suffix == ".docx" and kind is Kind.TEXT:
        raise unreadable(
            _("It is no Word document, although its name ends in .docx."),
            _("If it is plain text, rename it to .txt; else get a fresh copy."),
        )
    if suffix == ".txt" and kind is Kind.WORD:
        raise unreadable(
            _("It is a Word document, although its name ends in .txt."), _("Rename it to .docx.")
        )


def file_bytes(path: Path) -> bytes:
    """Return the content of a file; raises UnreadableError if there is none, or too much."""
    try:
        if not path.is_file():
            raise unreadable(_("It is not there.") if not path.exists() else _("It is no file."))
        if path.stat().st_size > LARGEST_FILE:
            raise unreadable(_("It is larger than any transcript."))
        return path.read_bytes()
    except OSError as error:
        raise unreadable(
            _("It cannot be opened: {reason}.").format(reason=error.strerror or error),
            _("Check that you may read it and that no other program holds it."),
        ) from error
