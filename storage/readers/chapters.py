"""Reading a chapter that is checked: Word and OpenDocument."""

import re
from pathlib import Path
from typing import Final

from coding.chapter.chapter import Chapter, ParagraphKind
from coding.chapter.quotations import quotations
from coding.errors import UnreadableError
from coding.language import _
from storage.readers.chapter_docx import read_chapter_docx
from storage.readers.chapter_odt import read_chapter_odt
from storage.readers.files import file_bytes
from storage.readers.kinds import CHAPTERS, FileKind, ending_of, kind_of, listing, too_long, unreadable

_WRITTEN: Final = frozenset(
    {ParagraphKind.HEADING, ParagraphKind.CAPTION, ParagraphKind.BLOCK, ParagraphKind.LISTING}
)
_LEAST_QUOTATIONS: Final = 3
_LABEL: Final = re.compile(r"\s*[A-Z][\w .]{0,28}:")
_LONGEST: Final = 5_000_000  # characters; a long thesis has one million
_MOST_PARAGRAPHS: Final = 100_000


def read_chapter(path: Path) -> Chapter:
    """Read a chapter; raises UnreadableError with the reason for what is none."""
    return chapter_of(file_bytes(path))


def may_be_chapter(path: Path) -> bool:
    """Tell a file that looks as if somebody had written on a study: headings, and quotations in its text.

    A transcript has hardly any of these. What cannot be read is none.
    """
    if ending_of(path.name) not in CHAPTERS:
        return False
    try:
        chapter = read_chapter(path)
    except UnreadableError:
        return False
    kinds = {each.kind for each in chapter.paragraphs if each.text.strip()}
    speaking = sum(_LABEL.match(each.text) is not None for each in chapter.paragraphs)
    n = len(quotations(chapter))
    return bool(kinds & _WRITTEN) and n >= _LEAST_QUOTATIONS and speaking < n


def chapter_of(data: bytes) -> Chapter:
    """Read the content of a file; raises UnreadableError."""
    kind = kind_of(data)
    if kind is FileKind.WORD:
        chapter = read_chapter_docx(data)
    elif kind is FileKind.OPEN_TEXT:
        chapter = read_chapter_odt(data)
    else:
        raise unreadable(
            _("A chapter is checked as {endings}; this is: {kind}.").format(
                endings=listing(CHAPTERS), kind=_(kind)
            ),
            _("Save it as {ending} first.").format(ending=CHAPTERS[0]),
        )
    length = sum(len(each.text) for each in chapter.paragraphs)
    if length > _LONGEST or len(chapter.paragraphs) > _MOST_PARAGRAPHS:
        raise too_long(_("{n} characters").format(n=length))
    if not any(each.text.strip() for each in chapter.paragraphs):
        raise unreadable(_("There is no text in it."))
    return chapter
