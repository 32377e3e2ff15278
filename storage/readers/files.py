"""Reading any file: what it is decides its content, not its ending."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from coding.language import _, plural
from coding.model.document import LONGEST_LINE, Document
from storage.readers.annotations import read_chat, read_elan, read_exmaralda
from storage.readers.docx import read_docx
from storage.readers.html import read_html
from storage.readers.kinds import (
    ENDINGS,
    LARGEST_FILE,
    LONGEST_TEXT,
    REFUSED,
    TRANSCRIPTS,
    FileKind,
    ending_of,
    kind_of,
    too_large,
    too_long,
    unreadable,
)
from storage.readers.markdown import read_markdown
from storage.readers.odt import read_odt
from storage.readers.old_word import read_old_word
from storage.readers.rtf import read_rtf
from storage.readers.spoken import with_tables_read
from storage.readers.spoken_json import read_json
from storage.readers.subtitles import read_subtitles
from storage.readers.text import read_text

_MOST_LINES: Final = 300_000


def _read_pdf(data: bytes) -> Document:
    from storage.readers.pdf import read_pdf

    return read_pdf(data)


# Who reads what. A reader gets the bytes and raises UnreadableError for what it cannot read.
READERS: Final[Mapping[FileKind, Callable[[bytes], Document]]] = {
    FileKind.WORD: read_docx,
    FileKind.OPEN_TEXT: read_odt,
    FileKind.RICH_TEXT: read_rtf,
    FileKind.WEB_PAGE: read_html,
    FileKind.MARKDOWN: read_markdown,
    FileKind.PDF: _read_pdf,
    FileKind.SUBTITLES: read_subtitles,
    FileKind.TEXT: read_text,
    FileKind.JSON: read_json,
    FileKind.ELAN: read_elan,
    FileKind.EXMARALDA: read_exmaralda,
    FileKind.CHAT: read_chat,
    FileKind.OLD_WORD: read_old_word,
}


_TAG: Final = re.compile(rb"</?[a-zA-Z][^<>]*>")


class Read(NamedTuple):
    """The content of a file and the SHA-256 of its bytes, in hexadecimal."""

    document: Document
    sha256: str


def read_file(path: Path) -> Read:
    """Read a transcript; raises UnreadableError with the reason, a whole sentence, as ``what``."""
    return read_data(file_bytes(path), ending_of(path.name))


def read_data(data: bytes, ending: str) -> Read:
    """Read the content of a file whose name ends like this (".docx"); raises as read_file does."""
    kind = _told_by_ending(kind_of(data), data, ending)
    note = _wrong_ending(ending, kind)
    document = with_tables_read(READERS[kind](data))
    if not any(paragraph.strip() for paragraph in document.paragraphs):
        raise unreadable(_("There is no text in it."))
    _refuse_beyond_measure(document)
    if note:
        document = replace(document, notes=(note, *document.notes))
    return Read(document, hashlib.sha256(data).hexdigest())


def _told_by_ending(kind: FileKind, data: bytes, ending: str) -> FileKind:
    """Tell apart by the ending what is text by its content: Markdown, and pages without a beginning."""
    if kind is FileKind.TEXT and ending in ENDINGS[FileKind.MARKDOWN]:
        return FileKind.MARKDOWN
    if (
        kind is FileKind.TEXT
        and ending in ENDINGS[FileKind.WEB_PAGE]
        and _TAG.search(data.replace(b"\x00", b""))
    ):
        return FileKind.WEB_PAGE
    return kind


def _wrong_ending(ending: str, kind: FileKind) -> str:
    """Say that a file is not what its name says; refuse where that is more often a mistake."""
    called = next((named for named, endings in ENDINGS.items() if ending in endings), None)
    if kind is FileKind.TEXT and (called is FileKind.WORD or called is FileKind.OPEN_TEXT):
        raise unreadable(
            _("It is no {kind}, although its name ends in {ending}.").format(kind=_(called), ending=ending),
            _("If it is plain text, rename it to .txt; else get a fresh copy."),
        )
    if kind is FileKind.WORD and called is FileKind.TEXT:
        raise unreadable(
            _("It is a Word document, although its name ends in {ending}.").format(ending=ending),
            _("Rename it to .docx."),
        )
    subtitles_in_a_text = kind is FileKind.SUBTITLES and called is FileKind.TEXT
    if kind in {FileKind.TEXT, called} or subtitles_in_a_text or ending not in (*TRANSCRIPTS, *REFUSED):
        return ""
    return _("Its name ends in {ending}; it was read as: {kind}.").format(kind=_(kind), ending=ending)


def _refuse_beyond_measure(document: Document) -> None:
    """Refuse what would keep the program busy for minutes: more than three million words, say."""
    length = sum(map(len, document.paragraphs))
    lines = len(document.paragraphs) + sum(paragraph.count("\n") for paragraph in document.paragraphs)
    if length > LONGEST_TEXT:
        raise too_long(plural("{n} character", "{n} characters", length))
    if lines > _MOST_LINES:
        raise too_long(plural("{n} line", "{n} lines", lines))
    longest = max((len(line) for text in document.paragraphs for line in text.split("\n")), default=0)
    if longest > LONGEST_LINE:
        raise too_long(_("{n} characters without a break").format(n=longest))


def file_bytes(path: Path) -> bytes:
    """Return the content of a file; raises UnreadableError if there is none, or too much."""
    try:
        if not path.is_file():
            raise unreadable(_("It is not there.") if not path.exists() else _("It is no file."))
        if path.stat().st_size > LARGEST_FILE:
            raise too_large()
        return path.read_bytes()
    except OSError as error:
        raise unreadable(
            _("It cannot be opened: {reason}.").format(reason=error.strerror or error),
            _("Check that you may read it and that no other program holds it."),
        ) from error
