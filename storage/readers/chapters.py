"""Reading a chapter that is checked: Word and OpenDocument."""

from pathlib import Path
from typing import Final

from coding.chapter.chapter import Chapter
from coding.language import _
from storage.readers.chapter_docx import read_chapter_docx
from storage.readers.chapter_odt import read_chapter_odt
from storage.readers.files import file_bytes
from storage.readers.kinds import FileKind, kind_of, too_long, unreadable

CHAPTERS: Final = (".docx", ".odt")
_LONGEST: Final = 5_000_000  # characters; a long thesis has one million
_MOST_PARAGRAPHS: Final = 100_000


def read_chapter(path: Path) -> Chapter:
    """Read a chapter; raises UnreadableError with the reason for what is none."""
    return chapter_of(file_bytes(path))


def chapter_of(data: bytes) -> Chapter:
    """Read the content of a file; raises UnreadableError."""
    kind = kind_of(data)
    if kind is FileKind.WORD:
        chapter = read_chapter_docx(data)
    elif kind is FileKind.OPEN_TEXT:
        chapter = read_chapter_odt(data)
    else:
        raise unreadable(
            _("A chapter is checked as .docx or .odt; this is: {kind}.").format(kind=_(kind)),
            _("Save it as .docx first."),
        )
    length = sum(len(each.text) for each in chapter.paragraphs)
    if length > _LONGEST or len(chapter.paragraphs) > _MOST_PARAGRAPHS:
        raise too_long(_("{n} characters").format(n=length))
    if not any(each.text.strip() for each in chapter.paragraphs):
        raise unreadable(_("There is no text in it."))
    return chapter
