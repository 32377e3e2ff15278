r"""Word documents, by walking their XML.

That is quick, and sees what ready-made readers lose: text in tables and text boxes, tracked
insertions (deletions are left out), soft line breaks, comments with the passage they hang on,
highlighting and shading. A table's row becomes one paragraph, its cells apart by "\t".
"""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from coding.document import Comment, Document, Highlight
from coding.language import plural
from storage.readers.clean import clean
from storage.readers.kinds import DAMAGED, damaged

Element = etree._Element  # noqa: SLF001 - the public name of this type is only in the stubs  # pyright: ignore[reportPrivateUsage]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
# Documents saved as "strict" use other names for the same things.
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_MATH: Final = b"http://purl.oclc.org/ooxml/officeDocument/math"
_USUAL_MATH: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/math"

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = (_W + name for name in ("p", "tbl", "tr", "tc", "r"))
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
_NOTED: Final = {
    _W + "footnoteReference": "footnotes",
    _W + "endnoteReference": "footnotes",
    _W + "drawing": "pictures",
    _W + "pict": "pictures",
    _W + "object": "pictures",
}
_WHITE: Final = frozenset({"auto", "none", "white", "ffffff", ""})

Place = tuple[int, int]


def read_docx(data: bytes) -> Document:
    """Read a Word document whose zip directory has been looked at; raises UnreadableError if damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package)
    except (etree.XMLSyntaxError, *DAMAGED) as error:
        raise damaged() from error


def _read(package: zipfile.ZipFile) -> Document:
    main = _target(package, "", "officeDocument") or "word/document.xml"
    walk = _Walk()
    for block in _parsed(package, main):
        walk.block(block)
    remarks = dict(_comments(package, main))
    comments = tuple(
        Comment(*remarks[key], start, walk.comment_ends.get(key, start))
        for key, start in walk.comment_starts.items()
        if key in remarks
    )
    walk.left_out["comments"] = len(remarks)
    walk.left_out["highlights"] = len(walk.highlights)
    return Document(
        tuple(walk.paragraphs),
        tuple(walk.highlights),
        comments,
        _author(package),
        tuple(_notes(walk.left_out)),
    )


def _parsed(package: zipfile.ZipFile, part: str) -> Element:
    xml = package.read(part).replace(_STRICT, _USUAL, 50).replace(_STRICT_MATH, _USUAL_MATH, 50)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(xml, parser)
    if (
        root.getroottree().docinfo.internalDTD is not None
    ):  # no Word document has one; it could define entities
        raise damaged()
    return root


def _target(package: zipfile.ZipFile, part: str, kind: str) -> str:
    """Follow a relation of this kind from a part (the package itself: ""); empty if there is none."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.namelist():
        return ""
    for relation in _parsed(package, relations):
        if relation.get("Type", "").endswith(f"/{kind}"):
            return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    return ""


def _comments(package: zipfile.ZipFile, main: str) -> Iterator[tuple[str, tuple[str, str]]]:
    part = _target(package, main, "comments")
    if part not in package.namelist():
        return
    for comment in _parsed(package, part):
        walk = _Walk()
        for block in comment:
            walk.block(block)
        yield comment.get(_W + "id", ""), (clean(comment.get(_W + "author", "")), "\n".join(walk.paragraphs))


def _author(package: zipfile.ZipFile) -> str:
    part = _target(package, "", "core-properties")
    if part not in package.namelist():
        return ""
    return clean(_parsed(package, part).findtext(_CREATOR) or "").strip()


def _notes(left_out: Counter[str]) -> Iterator[str]:
    """Say what is in the document and does not come into the transcript."""
    n = left_out
    if n["comments"]:
        yield plural("{n} comment is left out.", "{n} comments are left out.", n["comments"])
    if n["highlights"]:
        yield plural(
            "{n} highlighted stretch comes without its colour.",
            "{n} highlighted stretches come without their colour.",
            n["highlights"],
        )
    if n["deletions"]:
        yield plural(
            "{n} tracked deletion is left out.", "{n} tracked deletions are left out.", n["deletions"]
        )
    if n["hidden"]:
        yield plural("{n} hidden stretch is left out.", "{n} hidden stretches are left out.", n["hidden"])
    if n["footnotes"]:
        yield plural("{n} footnote is left out.", "{n} footnotes are left out.", n["footnotes"])
    if n["pictures"]:
        yield plural("{n} picture is left out.", "{n} pictures are left out.", n["pictures"])


@dataclass(slots=True)
class _Walk:
    """The document as it is read: finished paragraphs, and the one that is being written."""

    paragraphs: list[str] = field(default_factory=list[str])
    highlights: list[Highlight] = field(default_factory=list[Highlight])
    comment_starts: dict[str, Place] = field(default_factory=dict[str, Place])
    comment_ends: dict[str, Place] = field(default_factory=dict[str, Place])
    left_out: Counter[str] = field(default_factory=Counter[str])
    _written: list[str] = field(default_factory=list[str])
    _length: int = 0
    _coloured: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    _boxes: list[Element] = field(default_factory=list[Element])

    def block(self, element: Element) -> None:
        """Read a paragraph, a table, or what holds them."""
        tag = element.tag
        if tag == _PARAGRAPH:
            self._inline(element)
            if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:  # else it runs on into the next
                self._finish()
        elif tag == _TABLE:
            for row in self._inside(element, _ROW):
                self._row(row)
                self._finish()
        elif tag in _HELD_BLOCKS:
            for child in element:
                self.block(child)
        elif tag in _GONE:
            self.left_out["deletions"] += 1
        elif tag not in _SKIPPED:
            self._comment_place(element)

    def _inside(self, element: Element, wanted: str) -> Iterator[Element]:
        """Find rows of a table or cells of a row, in content controls and insertions too."""
        for child in element:
            if child.tag == wanted:
                if child.find(f"{_W}trPr/{_W}del") is None:
                    yield child
                else:
                    self.left_out["deletions"] += 1
            elif child.tag in _HELD_BLOCKS:
                yield from self._inside(child, wanted)

    def _row(self, row: Element) -> None:
        for number, cell in enumerate(self._inside(row, _CELL)):
            self._write("\t" if number else "")
            self._cell(cell, self._length)

    def _cell(self, element: Element, start: int) -> None:
        """Write what a cell that began at start holds into the open paragraph, a line a paragraph."""
        for child in element:
            if child.tag in _HELD_BLOCKS:
                self._cell(child, start)
            for line in (child, *self._inside(child, _ROW)) if child.tag in {_PARAGRAPH, _TABLE} else ():
                self._write("\n" if self._length > start else "")
                if line.tag == _PARAGRAPH:
                    self._inline(line)
                elif line.tag == _ROW:
                    self._row(line)

    def _inline(self, element: Element) -> None:
        """Write what a paragraph, a link, an insertion and the like hold."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _GONE:
                self.left_out["deletions"] += 1
            elif tag == _MC + "AlternateContent":
                self._inline(next(iter(child), child))  # the others say the same for older programs
            elif tag.startswith(_MATH):
                self._write("".join(part.text or "" for part in child.iter(_MATH + "t")))
            elif not self._comment_place(child) and tag not in _SKIPPED:
                self._inline(child)

    def _run(self, run: Element) -> None:
        properties = run.find(_W + "rPr")
        if properties is not None and _is_on(properties.find(_W + "vanish")):
            self.left_out["hidden"] += 1
            return
        start = self._length
        self._content(run)
        if properties is not None and self._length > start:
            self._colour(start, _colour_of(properties))

    def _content(self, element: Element) -> None:
        """Write text and signs of a run."""
        for child in element:
            tag = child.tag
            if tag == _W + "t":
                self._write(child.text or "")
            elif tag in _SIGNS:
                self._write(_SIGNS[tag])
            elif tag == _MC + "AlternateContent":
                self._content(next(iter(child), child))
            elif tag in _NOTED:
                self._beside(child, _NOTED[tag])
            elif tag == _W + "ruby":
                self._inline(child)
            else:
                self._comment_place(child)

    def _beside(self, element: Element, what: str) -> None:
        """Keep text boxes for the end of the paragraph; count whatever else is no text."""
        boxes = list(element.iter(_W + "txbxContent"))
        self._boxes += boxes
        self.left_out[what] += not boxes

    def _comment_place(self, element: Element) -> bool:
        """Note where a comment begins or ends; tell whether this was such a place."""
        place = (len(self.paragraphs), self._length)
        key = element.get(_W + "id", "")
        match element.tag.rpartition("}")[2]:
            case "commentRangeStart":
                self.comment_starts[key] = place
            case "commentRangeEnd":
                self.comment_ends[key] = place
            case "commentReference":
                self.comment_starts.setdefault(key, place)
            case _:
                return False
        return True

    def _write(self, text: str) -> None:
        if text:
            self._written.append(text)
            self._length += len(text)

    def _colour(self, start: int, colour: str) -> None:
        """Colour what was written since start; it grows a stretch of the same colour before it."""
        if not colour:
            return
        if self._coloured and self._coloured[-1][1:] == (start, colour):
            start = self._coloured.pop()[0]
        self._coloured.append((start, self._length, colour))

    def _finish(self) -> None:
        """End the paragraph; places in it move with what cleaning takes away."""
        raw, at = "".join(self._written), len(self.paragraphs)
        text = clean(raw)

        def moved(offset: int) -> int:
            return offset if text == raw else min(len(clean(raw[:offset])), len(text))

        self.highlights += [Highlight(at, moved(start), moved(end), c) for start, end, c in self._coloured]
        for places in (self.comment_starts, self.comment_ends):
            here = [key for key, place in places.items() if place[0] == at and text != raw]
            places.update({key: (at, moved(places[key][1])) for key in here})
        self.paragraphs.append(text)
        self._written, self._length, self._coloured = [], 0, []
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            for block in box:
                self.block(block)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_W + "val", "1") not in {"0", "false", "off"}


def _colour_of(properties: Element) -> str:
    """Return the colour behind a run, by highlighting or else by shading; empty for none."""
    for name, attribute in (("highlight", "val"), ("shd", "fill")):
        found = properties.find(_W + name)
        colour = "" if found is None else found.get(_W + attribute, "")
        if colour.lower() not in _WHITE:
            return colour
    return ""
