r"""Word documents, by walking their XML.

That is quick, and sees what ready-made readers lose: text in tables and text boxes, tracked
insertions (deletions are left out), soft line breaks, comments with the passage they hang on,
highlighting and shading, the numbers of automatic lists. A table's row becomes one paragraph, its
cells apart by "\t"; a footnote becomes a comment on its place.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from lxml import etree

from coding.model.document import Document
from storage.readers.document_builder import DocumentBuilder, LeftOut, margin_notes
from storage.readers.docx_lists import Lists, only_styles
from storage.readers.docx_shades import CharacterStyles, colour_behind
from storage.readers.kinds import DAMAGED, damaged
from storage.readers.safe_xml import Element, parsed

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
# Documents saved as "strict" use other names for the same things.
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_MATH: Final = b"http://purl.oclc.org/ooxml/officeDocument/math"
_USUAL_MATH: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/math"

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _TEXT = (_W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
_OF_PARAGRAPH, _OF_RUN, _HIDDEN = (_W + name for name in ("pPr", "rPr", "vanish"))
_SET: Final = (("bold", _W + "b"), ("italic", _W + "i"))
_GOES_ON: Final = f"{_OF_RUN}/{_W}del"  # the end of a paragraph that is deleted
_HELD_BLOCKS: Final = frozenset(
    _W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "body")
)
_GONE: Final = frozenset(_W + name for name in ("del", "moveFrom"))
_SKIPPED: Final = frozenset(
    _W + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr", "rt", "rubyPr")
)
_SIGNS: Final = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
# What Word makes of --> and :-) while one types; its symbol fonts have places of their own.
_SYMBOLS: Final = {
    "F04A": "☺",
    "F04B": "😐",
    "F04C": "☹",
    "F0DF": "←",
    "F0E0": "→",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0FE": "☑",
    "F0FD": "☒",
    "F0A8": "☐",
    "F06F": "☐",
}
_PICTURES: Final = frozenset(_W + name for name in ("drawing", "pict", "object"))
_FOOTNOTES: Final = {_W + "footnoteReference": "footnotes", _W + "endnoteReference": "endnotes"}
_NOT_SHOWN: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class _Relation(NamedTuple):
    kind: str
    part: str


def read_docx(data: bytes, way: "type[DocxWalk] | None" = None) -> Document:
    """Read a Word document whose zip directory has been looked at; raises UnreadableError if damaged.

    ``way`` is how it is gone through, where more of its looks is wanted than of a transcript's.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package, way or DocxWalk)
    except (etree.XMLSyntaxError, *DAMAGED) as error:
        raise damaged() from error


def _read(package: zipfile.ZipFile, way: "type[DocxWalk]") -> Document:
    of_package = _relations(package, "")
    main = _part(of_package, "officeDocument") or "word/document.xml"
    relations = _relations(package, main)
    footnotes: dict[str, str] = {}
    for kind in _FOOTNOTES.values():
        if part := _part(relations, kind):
            footnotes |= {f"{kind} {key}": text for key, text in _footnotes(_parsed(package, part))}
    walk = way(_lists(package, relations), _shades(package, relations), footnotes)
    for block in _parsed(package, main):
        walk.block(block)
    if part := _part(relations, "comments"):
        for comment in _parsed(package, part):
            walk.draft.say_comment(comment.get(_W + "id", ""), comment.get(_W + "author", ""), _text(comment))
    margins = [one.part for one in relations if one.kind in {"header", "footer"}]
    walk.draft.notes += margin_notes(map(_text, map(partial(_parsed, package), margins)))
    properties = _part(of_package, "core-properties")
    return walk.draft.document(_parsed(package, properties).findtext(_CREATOR) or "" if properties else "")


def _parsed(package: zipfile.ZipFile, part: str, only: Callable[[bytes], bytes] = bytes) -> Element:
    return parsed(
        only(package.read(part)).replace(_STRICT, _USUAL, 50).replace(_STRICT_MATH, _USUAL_MATH, 50)
    )


def _relations(package: zipfile.ZipFile, part: str) -> list[_Relation]:
    """Return where a part (the package itself: "") points to; parts that are not there are left out."""
    folder, name = posixpath.split(part)
    relations, there = posixpath.join(folder, "_rels", f"{name}.rels"), frozenset(package.namelist())
    if relations not in there:
        return []
    found = [
        _Relation(
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in _parsed(package, relations)
    ]
    return [relation for relation in found if relation.part in there]


def _part(relations: list[_Relation], kind: str) -> str:
    return next((relation.part for relation in relations if relation.kind == kind), "")


def _lists(package: zipfile.ZipFile, relations: list[_Relation]) -> Lists:
    numbering, styles = _part(relations, "numbering"), _part(relations, "styles")
    if not numbering:
        return Lists()
    of_paragraphs = partial(only_styles, "paragraph")
    return Lists(
        lambda: (_parsed(package, numbering), _parsed(package, styles, of_paragraphs) if styles else None)
    )


def _shades(package: zipfile.ZipFile, relations: list[_Relation]) -> CharacterStyles:
    styles = _part(relations, "styles")
    return CharacterStyles(
        partial(_parsed, package, styles, partial(only_styles, "character")) if styles else None
    )


def _footnotes(notes: Element) -> Iterator[tuple[str, str]]:
    for note in notes:
        if note.get(_W + "type") not in _NOT_SHOWN:
            yield note.get(_W + "id", ""), _text(note).strip()


def _text(part: Element) -> str:
    """Return the text of a comment, a footnote, a header: a line a paragraph."""
    walk = DocxWalk()
    for block in part:
        walk.block(block)
    return "\n".join(walk.draft.paragraphs)


@dataclass(slots=True)
class DocxWalk:
    """The way through a document, and the draft that is written on it."""

    lists: Lists = field(default_factory=Lists)
    shades: CharacterStyles = field(default_factory=CharacterStyles)
    footnotes: dict[str, str] = field(default_factory=dict[str, str])
    draft: DocumentBuilder = field(default_factory=DocumentBuilder)
    _shade: str = ""  # of the whole paragraph
    _boxes: list[Element] = field(default_factory=list[Element])

    def block(self, element: Element) -> None:
        """Read a paragraph, a table, or what holds them."""
        tag = element.tag
        if tag == _PARAGRAPH:
            properties = element.find(_OF_PARAGRAPH)
            self._paragraph(element, properties)
            if properties is None or properties.find(_GOES_ON) is None:
                self._finish()
        elif tag == _TABLE:
            for row in self._inside(element, _ROW):
                self._row(row)
                self._finish()
        elif tag in _HELD_BLOCKS:
            for child in element:
                self.block(child)
        elif tag in _GONE:
            self.draft.left_out[LeftOut.DELETIONS] += 1
        elif tag == _W + "altChunk":
            self.draft.left_out[LeftOut.INSERTED] += 1
        elif tag not in _SKIPPED:
            self._comment_place(element)

    def _paragraph(self, element: Element, properties: Element | None) -> None:
        if properties is not None:
            number = self.lists.before(properties)
            if number and element.find(f".//{_TEXT}") is not None:
                self.draft.write_number(number)
        self._shade = "" if properties is None else colour_behind(properties)
        self._inline(element)

    def _inside(self, element: Element, wanted: str) -> Iterator[Element]:
        """Find rows of a table or cells of a row, in content controls and insertions too."""
        for child in element:
            if child.tag == wanted:
                if child.find(f"{_W}trPr/{_W}del") is None:
                    yield child
                else:
                    self.draft.left_out[LeftOut.DELETIONS] += 1
            elif child.tag in _HELD_BLOCKS:
                yield from self._inside(child, wanted)

    def _row(self, row: Element) -> None:
        for number, cell in enumerate(self._inside(row, _CELL)):
            self.draft.write("\t" if number else "")
            self.cell(cell, self.draft.length)

    def cell(self, element: Element, start: int) -> None:
        """Write what a cell that began at start holds into the open paragraph, a line a paragraph."""
        for child in element:
            if child.tag in _HELD_BLOCKS:
                self.cell(child, start)
            for line in (child, *self._inside(child, _ROW)) if child.tag in {_PARAGRAPH, _TABLE} else ():
                self.draft.write("\n" if self.draft.length > start else "")
                if line.tag == _PARAGRAPH:
                    self._paragraph(line, line.find(_OF_PARAGRAPH))
                elif line.tag == _ROW:
                    self._row(line)

    def _inline(self, element: Element) -> None:
        """Write what a paragraph, a link, an insertion and the like hold."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self.run(child)
            elif tag in _GONE:
                self.draft.left_out[LeftOut.DELETIONS] += 1
            elif tag == _MC + "AlternateContent":
                self._inline(next(iter(child), child))  # the others say the same for older programs
            elif tag.startswith(_MATH):
                self.draft.write("".join(part.text or "" for part in child.iter(_MATH + "t")))
            elif tag not in _SKIPPED and not self._comment_place(child):
                self._inline(child)

    def run(self, run: Element) -> None:
        """Write a run, with its colour and manner."""
        properties = run.find(_OF_RUN)
        manner = ""
        if properties is None or not len(properties):  # as most are
            colour = self._shade
        elif _is_on(properties.find(_HIDDEN)):
            self.draft.left_out[LeftOut.HIDDEN] += 1
            return
        else:
            colour = self.shades.colour(properties) or self._shade
            manner = _manner(properties)
        start = self.draft.length
        self._content(run)
        if manner:
            self.draft.set_in(start, manner)
        if colour:
            self.draft.colour(start, colour)

    def _content(self, element: Element) -> None:
        """Write text and signs of a run."""
        for child in element:
            tag = child.tag
            if tag == _TEXT:
                self.draft.write(child.text or "")
            elif tag in _SIGNS:
                self.draft.write(_SIGNS[tag])
            elif tag == _MC + "AlternateContent":
                self._content(next(iter(child), child))
            elif tag == _W + "sym":
                self.draft.write(_SYMBOLS.get(child.get(_W + "char", "").upper(), "□"))
            elif tag in _PICTURES:
                self._picture(child)
            elif tag in _FOOTNOTES:
                key = f"{_FOOTNOTES[tag]} {child.get(_W + 'id', '')}"
                self.draft.footnote_here(self.footnotes.get(key, ""))
            elif tag == _W + "ruby":
                self._inline(child)
            elif tag not in _SKIPPED:
                self._comment_place(child)

    def _picture(self, element: Element) -> None:
        """Keep text boxes for the end of the paragraph; count what is no text."""
        boxes = list(element.iter(_W + "txbxContent"))
        self._boxes += boxes
        self.draft.left_out[LeftOut.PICTURES] += not boxes

    def _comment_place(self, element: Element) -> bool:
        """Note where a comment begins or ends; tell whether this was such a place."""
        key = element.get(_W + "id", "")
        match element.tag.rpartition("}")[2]:
            case "commentRangeStart" | "commentReference":
                self.draft.begin_comment(key)
            case "commentRangeEnd":
                self.draft.end_comment(key)
            case _:
                return False
        return True

    def _finish(self) -> None:
        """End the paragraph; the text boxes that hang on it follow."""
        self.draft.finish()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for block in box:
                self.block(block)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_W + "val", "1") not in {"0", "false", "off"}


def _manner(properties: Element) -> str:
    """Return how the letters of a run are set: bold, italic or in a colour; empty for like any other."""
    manners = [name for name, tag in _SET if _is_on(properties.find(tag))]
    colour = properties.find(_W + "color")
    value = "" if colour is None else colour.get(_W + "val", "").lower()
    return " ".join([*manners, *([value] if value not in {"", "auto", "000000"} else [])])
