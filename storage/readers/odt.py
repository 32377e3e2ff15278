r"""OpenDocument texts (.odt), by walking their XML as for Word.

The libraries for this format give text or styles, but not where in the cleaned text a colour or an
annotation begins and ends, which is what coded transcripts consist of. Deleted text stands apart in
this format; what is left in the body are the words as they are now.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Final

from coding.language import _
from coding.model.document import Document
from storage.readers.document_builder import DocumentBuilder, LeftOut, margin_notes
from storage.readers.kinds import DAMAGED, damaged, protected, unreadable
from storage.readers.odt_styles import OdtLook, Styles, whole, written_number
from storage.readers.safe_xml import DAMAGED_XML, Element, parsed, text_within

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

_LINES: Final = frozenset({_TEXT + "p", _TEXT + "h"})
_SKIPPED: Final = frozenset(
    {
        _TEXT + "tracked-changes",
        _TEXT + "sequence-decls",
        _TEXT + "variable-decls",
        _TEXT + "user-field-decls",
        _TEXT + "number",  # some programs write a list's number beside; it is counted here
        _TEXT + "table-of-content-source",
        _TEXT + "ruby-text",
        _TEXT + "note-citation",
        _OFFICE + "forms",
        _OFFICE + "event-listeners",
        _TABLE + "covered-table-cell",
    }
)
_SIGNS: Final = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_HIDDEN: Final = frozenset({_TEXT + "hidden-text", _TEXT + "hidden-paragraph"})
_PICTURES: Final = frozenset({_DRAW + "image", _DRAW + "object", _DRAW + "object-ole", _DRAW + "plugin"})
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS: Final = 200


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text whose zip directory has been looked at; raises UnreadableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package)
    except (DAMAGED_XML, *DAMAGED) as error:
        raise damaged() from error


def _read(package: zipfile.ZipFile) -> Document:
    names = frozenset(package.namelist())
    _refuse_locked(package, names)
    content = parsed(package.read("content.xml"))
    text = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise unreadable(_("It is an OpenDocument file, but no text."))
    walk = _OdtWalk()
    if "styles.xml" in names:
        styles = parsed(package.read("styles.xml"))
        walk.styles.take(styles)
        walk.draft.notes += margin_notes(map(_text, _margins(styles)))
    walk.styles.take(content)
    walk.draft.left_out[LeftOut.DELETIONS] = sum(1 for _one in text.iter(_TEXT + "deletion"))
    walk.blocks(text)
    return walk.draft.document(_author(parsed(package.read("meta.xml"))) if "meta.xml" in names else "")


def _refuse_locked(package: zipfile.ZipFile, names: frozenset[str]) -> None:
    manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest or "encrypted-package" in names:
        raise protected()


def _margins(styles: Element) -> list[Element]:
    return [
        margin
        for name in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
        for margin in styles.iter(_STYLE + name)
    ]


def _author(meta: Element) -> str:
    """Return who began the document, else who saved it last."""
    first = meta.findtext(f".//{_META}initial-creator") or ""
    return first.strip() or meta.findtext(f".//{_DC}creator") or ""


def _text(element: Element) -> str:
    """Return the text of an annotation, a footnote, a header: a line a paragraph."""
    walk = _OdtWalk()
    walk.blocks(element)
    return "\n".join(walk.draft.document().paragraphs)


@dataclass(slots=True)
class _ListCounting:
    """A list that is being read: its style, the level reached, and what was counted at each level."""

    style: str
    level: int
    counted: dict[int, int]


@dataclass(slots=True)
class _OdtWalk:
    """The way through a document, and the draft that is written on it."""

    styles: Styles = field(default_factory=Styles)
    draft: DocumentBuilder = field(default_factory=DocumentBuilder)
    _lists: list[_ListCounting] = field(default_factory=list[_ListCounting])
    _finished_lists: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    _number_due: bool = False  # an item has begun and its number is not written yet
    _boxes: list[Element] = field(default_factory=list[Element])

    def blocks(self, element: Element) -> None:
        """Read the paragraphs, lists and tables in an element."""
        for child in element:
            self._block(child)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag in _LINES:
            self._line(element)
        elif tag == _TEXT + "list":
            self._list(element)
        elif tag == _TABLE + "table-row":
            self._row(element)
        elif tag in _PICTURES:
            self.draft.left_out[LeftOut.PICTURES] += 1
        elif tag == _TEXT + "section" and element.get(_TEXT + "display") == "none":
            self.draft.left_out[LeftOut.HIDDEN] += 1
        elif tag not in _SKIPPED and not self._annotation(element):
            self.blocks(element)  # sections, tables, groups of rows, frames, indexes

    def _line(self, element: Element) -> None:
        style = element.get(_TEXT + "style-name")
        self.draft.begin_line()
        if self._number_due and _holds_text(element):
            self._write_number(style)
        self._inline(element, self.styles.paragraph(style))
        self.draft.end_line()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _row(self, element: Element) -> None:
        self.draft.begin_row()
        for cell in element.iterchildren(_TABLE + "table-cell"):
            self.draft.begin_cell()
            self.blocks(cell)
        self.draft.end_row()

    # --- lists ---

    def _list(self, element: Element) -> None:
        outer = self._lists[-1] if self._lists else None
        style = element.get(_TEXT + "style-name") or (outer.style if outer else "")
        if outer is None:
            counting = _ListCounting(style, 1, self._counted_before(element, style))
        else:
            counting = _ListCounting(style, outer.level + 1, outer.counted)
        self._lists.append(counting)
        for item in element:
            if item.tag == _TEXT + "list-item":
                self._item(item, counting)
            elif item.tag == _TEXT + "list-header":
                self.blocks(item)
        self._lists.pop()
        self._number_due = False
        self._finished_lists[element.get(_XML_ID, "")] = counting.counted
        self._finished_lists[f"style {style}"] = counting.counted

    def _counted_before(self, element: Element, style: str) -> dict[int, int]:
        """Return the counts of the list that this one goes on with; none if it begins anew."""
        follows = element.get(_TEXT + "continue-list")
        if follows is not None:
            return self._finished_lists.get(follows, {})
        if element.get(_TEXT + "continue-numbering") == "true":
            return self._finished_lists.get(f"style {style}", {})
        return {}

    def _item(self, item: Element, counting: _ListCounting) -> None:
        level, counted = counting.level, counting.counted
        style = counting.style or self._style_of_first(item)
        levels = self.styles.levels(style)
        start = whole(item.get(_TEXT + "start-value"))
        first = levels[level].start if level in levels else 1
        counted[level] = counted.get(level, first - 1) + 1 if start is None else start
        for deeper in [at for at in counted if at > level]:
            del counted[deeper]
        self._number_due = True
        self.blocks(item)
        self._number_due = False

    def _style_of_first(self, item: Element) -> str:
        line = next((child for child in item if child.tag in _LINES), None)
        return "" if line is None else self.styles.list_style_of(line.get(_TEXT + "style-name"))

    def _write_number(self, style: str | None) -> None:
        self._number_due = False
        counting = self._lists[-1]
        levels = self.styles.levels(counting.style or self.styles.list_style_of(style))
        number = written_number(levels, counting.level, counting.counted)
        self.draft.write_number(number)

    # --- in a line ---

    def _inline(self, element: Element, look: OdtLook) -> None:
        self._say(element.text, look)
        for child in element:
            self._child(child, look)
            self._say(child.tail, look)

    def _child(self, child: Element, look: OdtLook) -> None:
        tag = child.tag
        if tag == _TEXT + "span":
            self._inline(child, _over(look, self.styles.span(child.get(_TEXT + "style-name"))))
        elif tag in _SIGNS:
            self._put(_SIGNS[tag], look)
        elif tag == _TEXT + "s":
            self._put(" " * min(whole(child.get(_TEXT + "c")) or 1, _MOST_BLANKS), look)
        elif tag == _TEXT + "note":
            self.draft.footnote_here(_text(child))
        elif tag in _HIDDEN:
            self.draft.left_out[LeftOut.HIDDEN] += 1
        elif tag.startswith(_DRAW):
            self._picture(child)
        elif tag not in _SKIPPED and not self._annotation(child):
            self._inline(child, look)  # links, fields, marks of changes, ruby

    def _say(self, text: str | None, look: OdtLook) -> None:
        """Write what stands in the file; blanks and line breaks there are one blank."""
        if text:
            text = _BLANKS.sub(" ", text)
            self._put(text.lstrip(" ") if self.draft.at_line_start() else text, look)

    def _put(self, text: str, look: OdtLook) -> None:
        if look.hidden:
            self.draft.left_out[LeftOut.HIDDEN] += bool(text.strip())
            return
        start = self.draft.length
        self.draft.write(text)
        self.draft.colour(start, look.background or "")
        self.draft.set_in(start, look.manner or "")

    def _picture(self, element: Element) -> None:
        """Keep the text of a frame or shape for the end of the paragraph; count what is no text."""
        if any(True for _line in element.iter(*_LINES)):
            self._boxes.append(element)
        else:
            self.draft.left_out[LeftOut.PICTURES] += 1

    def _annotation(self, element: Element) -> bool:
        """Note where an annotation begins or ends; tell whether this was such a place."""
        key = element.get(_OFFICE + "name", "")
        if element.tag == _OFFICE + "annotation-end":
            self.draft.end_comment(key)
        elif element.tag != _OFFICE + "annotation":
            return False
        else:
            author, text = element.findtext(_DC + "creator") or "", _text(element)
            if key:
                self.draft.begin_comment(key)
                self.draft.say_comment(key, author, text)
            else:
                self.draft.comment_here(author, text)
        return True


def _holds_text(element: Element) -> bool:
    return bool(text_within(element).strip())


def _over(outer: OdtLook, inner: OdtLook) -> OdtLook:
    """Return how a stretch looks inside another: what it does not say, the outer one does."""
    background = outer.background if inner.background is None else inner.background
    hidden = outer.hidden if inner.hidden is None else inner.hidden
    return OdtLook(background, hidden, manner=outer.manner if inner.manner is None else inner.manner)
