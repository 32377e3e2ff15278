"""Web pages (.html), as transcription services, Google Docs and word processors write them.

What a browser would show as text comes in, a paragraph a block. Nothing is fetched: no pictures, no
style sheets of other files. The tree is walked without recursion, however deeply it is nested.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from coding.language import plural
from coding.model.document import Document
from coding.text.names import clean_text
from coding.text.units import listed
from storage.readers.document_builder import DocumentBuilder, LeftOut, margin_notes
from storage.readers.encodings import decoded
from storage.readers.html_styles import HtmlLook, Sheet
from storage.readers.kinds import damaged, too_large
from storage.readers.numbering import number_as
from storage.readers.safe_xml import Element, text_within

_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD: Final = 4_000  # bytes in which a page names its encoding
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_BLOCKS: Final = listed(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead "
    "tr ul"
)
_NOT_SHOWN: Final = listed(
    "audio button canvas datalist head iframe noscript object script select style svg template textarea "
    "title video"
)
_PICTURE: Final = re.compile(rb"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s%]+")
_LARGEST: Final = 20_000_000  # bytes without pictures, of which a transcript has 100,000
_MOST_TAGS: Final = 1_000_000
# The background of these is how a page looks, not what somebody marked.
_LAID_OUT: Final = _BLOCKS.union({"td", "th"}) - {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
_MARKED: Final = "yellow"  # what browsers show <mark> with
_OFFICE: Final = ("libreoffice", "openoffice")


def read_html(data: bytes) -> Document:
    """Read a web page; raises UnreadableError if it is none."""
    data = _PICTURE.sub(b"data:,", data)
    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        raise too_large()
    text = clean_text(_decoded(data))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root: Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root is None:  # a page of a head, or less
        raise damaged()
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_large()  # the parser gave up: nested thousands deep
    walk = _HtmlWalk()
    facts = _facts(root)
    walk.keeps_comments = facts.get("generator", "").lower().startswith(_OFFICE)
    for sheet in root.iter("style"):
        walk.sheet.take(sheet.text or "")
    walk.read(root)
    walk.draft.notes += [*margin_notes(walk.margins), *_lost(text)]
    return walk.draft.document(facts.get("author", ""))


def _decoded(data: bytes) -> str:
    """Decode by the mark at the beginning, by what the page says itself, else as any text."""
    named = _CHARSET.search(data[:_HEAD])
    if named is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = named[1].decode("ascii", "replace").lower()
        # What is called Latin 1 or ASCII in pages is Windows-1252.
        name = "cp1252" if name in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else name
        try:
            return codecs.decode(data, name)
        except (LookupError, ValueError, TypeError):
            pass
    return decoded(data)[0]


def _facts(root: Element) -> Mapping[str, str]:
    return {meta.get("name", "").lower(): meta.get("content", "") for meta in root.iter("meta")}


def _lost(text: str) -> list[str]:
    lost = text.count("\ufffd")
    if not lost:
        return []
    return [plural("{n} character could not be read.", "{n} characters could not be read.", lost)]


class _List(NamedTuple):
    """A list that is being read: how its items are numbered (empty for a bullet), how far it has counted."""

    format_: str
    counted: int
    bare: bool


@dataclass(slots=True)
class _HtmlWalk:
    """The way through a page, and the draft that is written on it."""

    draft: DocumentBuilder = field(default_factory=DocumentBuilder)
    sheet: Sheet = field(default_factory=Sheet)
    margins: list[str] = field(default_factory=list[str])
    keeps_comments: bool = False  # the program that wrote the page kept annotations as comments
    _passed: Element | None = None
    _looks: list[HtmlLook] = field(default_factory=lambda: [HtmlLook()])
    _lists: list[_List] = field(default_factory=list[_List])
    _number: str = ""  # of the item that has begun
    _line_due: bool = False
    _blank: str | None = None  # a blank that is written if text follows, and the colour behind it
    _verbatim: int = 0  # how many <pre> are open

    def read(self, root: Element) -> None:
        """Go through a tree; the text after an element belongs to the one around it."""
        walker = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "comment":
                self._comment(element.text or "")
            elif event == "end":
                self._end(element)
            elif self._passes_over(element):
                walker.skip_subtree()
                self._passed = element
            else:
                self._begin(element)
                self._say(element.text)
            if event != "start" and element is not root:
                self._say(element.tail)

    # --- elements ---

    def _passes_over(self, element: Element) -> bool:
        """Tell what is not shown; hidden and deleted text is counted, the rest never was text."""
        tag, style = element.tag, element.get("style", "")
        if tag in _NOT_SHOWN:
            return True
        if element.get("title") in {"header", "footer"} and tag == "div":
            self.margins.append(text_within(element))
            return True
        if "mso-element:comment-list" in style:
            self.draft.say_comment("list", "", text_within(element))
            return True
        is_hidden = element.get("hidden") is not None or self._own_look(element).hidden
        if tag != "del" and not is_hidden:
            return False
        if text_within(element).strip():
            self.draft.left_out[LeftOut.HIDDEN if is_hidden else LeftOut.DELETIONS] += 1
        return True

    def _own_look(self, element: Element) -> HtmlLook:
        return self.sheet.look(element.get("class", ""), element.get("style", ""))

    def _begin(self, element: Element) -> None:
        tag, own = element.tag, self._own_look(element)
        colour = "" if tag in _LAID_OUT else own.colour or (_MARKED if tag == "mark" else "")
        self._looks.append(HtmlLook(colour or self._looks[-1].colour))
        if tag in _BLOCKS:
            self._break()
        match tag:
            case "tr":
                self._row()
            case "td" | "th":
                self._cell()
            case "ol" | "ul":
                self._lists.append(_list(element, bare=own.bare))
            case "li":
                self._item(element)
            case "pre":
                self._verbatim += 1
            case "br":
                self._new_line()
            case "img":
                self.draft.left_out[LeftOut.PICTURES] += 1
            case _:
                pass

    def _end(self, element: Element) -> None:
        tag = element.tag
        if element is self._passed:
            self._passed = None
            if tag in _BLOCKS:
                self._break()
            return
        self._looks.pop()
        if tag == "tr":
            self._break()
            self._line_due = False
            self.draft.end_row()
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "li":
            self._number = ""
        if tag in _BLOCKS:
            self._break()

    def _comment(self, text: str) -> None:
        if self.keeps_comments and text.strip() and not text.lstrip().startswith("["):
            self._reach()
            self.draft.comment_here("", text)

    # --- lines ---

    def _break(self) -> None:
        """Let what follows begin a new paragraph, or in a cell a new line."""
        self._line_due, self._blank = True, None

    def _reach(self) -> None:
        if self._line_due:
            self.draft.begin_line()
            self._line_due = False

    def _new_line(self) -> None:
        if not self._line_due:
            self._blank = None
            self.draft.write("\n")

    def _row(self) -> None:
        self._line_due = False
        self.draft.begin_row()

    def _cell(self) -> None:
        self._line_due, self._blank = False, None
        self.draft.begin_cell()

    def _item(self, element: Element) -> None:
        if not self._lists:
            return
        of = self._lists.pop()
        written = element.get("value", "")
        counted = (
            int(written) if written.isascii() and written.isdigit() and len(written) < 9 else of.counted + 1
        )
        self._lists.append(of._replace(counted=counted))
        number = f"{number_as(counted, of.format_)}." if of.format_ else "•"
        self._number = "" if of.bare else number

    # --- text ---

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim:
            self._write(text.strip("\n") if self.draft.at_line_start() else text)
            return
        colour = self._looks[-1].colour
        shown = _BLANKS.sub(" ", text)
        if shown.startswith(" ") and self._blank is None:
            self._blank = colour
        words = shown.strip(" ")
        if words:
            self._write(words)
            self._blank = colour if shown.endswith(" ") else None

    def _write(self, text: str) -> None:
        """Write text after the blank, number or line break that is due before it."""
        self._reach()
        if self._number and text.strip():
            self.draft.write_number(self._number)
            self._number, self._blank = "", None
        start = self.draft.length
        if self._blank is not None and not self.draft.at_line_start():
            self.draft.write(" ")
            self.draft.colour(start, self._blank)
            start = self.draft.length
        self._blank = None
        self.draft.write(text)
        self.draft.colour(start, self._looks[-1].colour)


def _list(element: Element, *, bare: bool) -> _List:
    """Begin a list; one that counts can say with which number and letters."""
    if element.tag == "ul":
        return _List("", 0, bare)
    format_, start = element.get("type", "1"), element.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
    return _List(format_ if format_ in {"1", "a", "A", "i", "I"} else "1", first - 1, bare)
