"""A Word document that came back: what somebody changed in it and said in its margin, in order."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from coding.language import _
from storage.readers.docx import read_docx
from storage.readers.files import file_bytes
from storage.readers.kinds import DAMAGED, FileKind, damaged, kind_of, unreadable
from storage.readers.safe_xml import Element, parsed

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN: Final = "word/document.xml"
_CHANGES: Final = {
    _W + "ins": "added",
    _W + "moveTo": "added",
    _W + "del": "removed",
    _W + "moveFrom": "removed",
}
_WORDS: Final = (_W + "t", _W + "delText")
_SPACES: Final = {_W + "tab": "\t", _W + "br": "\n"}


class Wish(NamedTuple):
    """One change or comment: ``kind`` is added, removed or comment; ``on`` are the words it hangs on."""

    kind: str
    who: str
    day: str
    words: str
    on: str = ""


class Returned(NamedTuple):
    """What came back: the wishes, the text with all marked changes, and its paragraphs without any."""

    wishes: tuple[Wish, ...]
    text: str
    before: tuple[str, ...] = ()

    def compared_with(self, sent: Sequence[str]) -> "Returned":
        """Return the same with what was changed without a mark, where these paragraphs were sent."""
        return self._replace(wishes=(*self.wishes, *_not_marked(sent, self.before)))


def read_returned(data: bytes) -> Returned:
    """Read a returned Word document whose zip directory was looked at; raises UnreadableError if damaged."""
    document = read_docx(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = parsed(package.read(_MAIN)) if _MAIN in package.namelist() else None
    except (etree.XMLSyntaxError, *DAMAGED) as error:
        raise damaged() from error
    changes = [*_changes(main)] if main is not None else []
    comments = [
        Wish("comment", each.author, "", each.text, _on(document.paragraphs, each.start, each.end))
        for each in document.comments
    ]
    before = (*_before(main),) if main is not None else ()
    return Returned((*changes, *comments), "\n\n".join(filter(str.strip, document.paragraphs)), before)


def _before(main: Element) -> Iterator[str]:
    """Yield the paragraphs as they were before all marked changes; those that were put in are left out."""
    for paragraph in main.iter(_W + "p"):
        words: list[str] = []
        for part in paragraph.iter(*_WORDS, *_SPACES):
            kinds = {_CHANGES.get(str(each.tag)) for each in part.iterancestors()}
            if "added" not in kinds:
                words.append(_SPACES.get(str(part.tag), part.text or ""))
        if "".join(words).strip():
            yield "".join(words)


def _not_marked(sent: Sequence[str], came: Sequence[str]) -> Iterator[Wish]:
    """Yield what stands in a text and was not sent, and what was sent and is gone, word by word."""
    old, new = ([words for line in lines if (words := _words(line))] for lines in (sent, came))
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            before = [word for line in old[i:i_end] for word in line]
            now = [word for line in new[j:j_end] for word in line]
            yield from _words_not_marked(before, now)


def _words_not_marked(old: Sequence[str], new: Sequence[str]) -> Iterator[Wish]:
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for change, words in (("removed", old[i:i_end]), ("added", new[j:j_end])):
            if kind != "equal" and words:
                yield Wish(change, _("not marked"), "", " ".join(words))


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.strip("☐☑ ").split())


def _changes(main: Element) -> Iterator[Wish]:
    """Yield what was put in and taken out; runs of one author that follow each other are one."""
    for paragraph in main.iter(_W + "p"):
        before: Wish | None = None
        for part in paragraph:
            kind = _CHANGES.get(str(part.tag))
            words = "".join(each.text or "" for each in part.iter(*_WORDS)) if kind else ""
            if not kind or not words:
                if before is not None and kind is None:
                    yield before
                    before = None
                continue
            wish = Wish(kind, part.get(_W + "author", ""), part.get(_W + "date", "")[:10], words)
            if before is not None and before[:3] == wish[:3]:
                before = before._replace(words=before.words + words)
                continue
            if before is not None:
                yield before
            before = wish
        if before is not None:
            yield before


def _on(paragraphs: tuple[str, ...], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the words that a comment hangs on."""
    if start[0] == end[0] and start[0] < len(paragraphs):
        return paragraphs[start[0]][start[1] : end[1]]
    return paragraphs[start[0]][start[1] :] if start[0] < len(paragraphs) else ""


def in_words(returned: Returned) -> str:
    """Return the wishes as a list, each with whose it is; a sentence where nothing was changed."""
    if not returned.wishes:
        return _("It came back without changes and comments.")
    return "\n".join(f"- {_wish(each)}" for each in returned.wishes)


def _wish(wish: Wish) -> str:
    words = " ".join(wish.words.split())
    said = {
        "added": _("put in: “{words}”"),
        "removed": _("taken out: “{words}”"),
        "comment": _("on “{on}”: {words}") if wish.on else "{words}",
    }[wish.kind].format(words=words, on=" ".join(wish.on.split()))
    return ", ".join(filter(None, (wish.who, wish.day))) + (": " if wish.who or wish.day else "") + said


def returned_from(path: Path) -> Returned:
    """Read a Word document that came back.

    Raises UserError: it cannot be read, or is no Word document.
    """
    data = file_bytes(path)
    if kind_of(data) is not FileKind.WORD:
        raise unreadable(_("It is no Word document."), _("Choose the .docx that came back."))
    return read_returned(data)
