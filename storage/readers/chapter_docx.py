"""A chapter in Word, paragraph by paragraph: what each is by its style, indent and place, and its runs.

The words are as they stand in the file, offset for offset, so that comments can be put at their places
(storage/writers/commented_copy.py). Tracked insertions are read, deletions and hidden words are not.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from coding.chapter.chapter import CellPlace, Chapter, ChapterParagraph, ParagraphKind
from storage.readers.kinds import DAMAGED, damaged
from storage.readers.safe_xml import Element, parsed

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GONE: Final = frozenset(
    _W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr")
)
_SIGNS: Final = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_NOTES: Final = frozenset({_W + "footnoteReference", _W + "endnoteReference"})
NOTE_PARTS: Final = ("footnotes", "endnotes")
_APART: Final = 280  # twentieths of a point that a quotation is set in from the text

_QUOTES: Final = re.compile(r"quot|block ?text|extract|zitat|citation|verbatim|blockcit", re.IGNORECASE)
_LISTINGS: Final = re.compile(
    r"^(?:toc|table of figures|contents|index|bibliograph|references)\b", re.IGNORECASE
)


class RunPiece(NamedTuple):
    """A stretch of a paragraph's text: the run it is in, and where it begins."""

    run: Element
    start: int
    text: str


@dataclass(slots=True)
class ChapterLine:
    """One paragraph with the pieces of its text. ``indent`` is in twentieths of a point, None in lists."""

    pieces: list[RunPiece] = field(default_factory=list[RunPiece])
    kind: ParagraphKind = ParagraphKind.BODY
    cell: CellPlace | None = None
    indent: int | None = 0
    length: int = 0

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(piece.text for piece in self.pieces)


class _Style(NamedTuple):
    name: str
    based_on: str
    indent: int | None


def read_chapter_docx(data: bytes) -> Chapter:
    """Read a Word document whose zip directory has been looked at; raises UnreadableError if damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = _main_part(package)
            body = _parsed(package, main)
            folder = posixpath.dirname(main)
            lines = lines_of(body, _part(package, f"{folder}/styles.xml"))
            kinds = (f"{folder}/{kind}.xml" for kind in NOTE_PARTS)
            notes = [line for kind in kinds for _id, line in note_lines(_part(package, kind))]
    except (etree.XMLSyntaxError, *DAMAGED) as error:
        raise damaged() from error
    return Chapter(tuple(ChapterParagraph(line.text, line.kind, line.cell) for line in (*lines, *notes)))


def lines_of(document: Element, styles: Element | None) -> list[ChapterLine]:
    """Return the paragraphs of a document's main part, those of text boxes behind those that hold them."""
    walk = _Walk(_styles(styles))
    walk.blocks(document)
    _set_apart(walk.lines)
    return walk.lines


def _set_apart(lines: list[ChapterLine]) -> None:
    """Take paragraphs that are set in from where most text begins for quotations."""
    indents = Counter(line.indent for line in lines if line.kind is ParagraphKind.BODY and line.length)
    usual = indents.most_common(1)[0][0] if indents else 0
    for line in lines:
        if (
            line.kind is ParagraphKind.BODY
            and line.indent is not None
            and line.indent >= (usual or 0) + _APART
        ):
            line.kind = ParagraphKind.BLOCK


def note_lines(part: Element | None) -> Iterator[tuple[str, ChapterLine]]:
    """Yield the paragraphs of footnotes or endnotes, each with the id of its note."""
    for note in part if part is not None else ():
        if note.get(_W + "type") is None:
            walk = _Walk({})
            walk.blocks(note)
            for line in walk.lines:
                line.kind, line.cell = ParagraphKind.NOTE, None
                yield note.get(_W + "id", ""), line


def _main_part(package: zipfile.ZipFile) -> str:
    names = frozenset(package.namelist())
    if "word/document.xml" in names:
        return "word/document.xml"
    for relation in parsed(package.read("_rels/.rels")):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise damaged()


def _part(package: zipfile.ZipFile, name: str) -> Element | None:
    return _parsed(package, name) if name in package.namelist() else None


def _parsed(package: zipfile.ZipFile, name: str) -> Element:
    return parsed(package.read(name).replace(_STRICT, _USUAL, 50))


def _styles(part: Element | None) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in part.iter(_W + "style") if part is not None else ():
        name, base = style.find(_W + "name"), style.find(_W + "basedOn")
        properties = style.find(_W + "pPr")
        found[style.get(_W + "styleId", "")] = _Style(
            "" if name is None else name.get(_W + "val", ""),
            "" if base is None else base.get(_W + "val", ""),
            None if properties is None else _indent(properties),
        )
    return found


def _indent(properties: Element) -> int | None:
    """Return how far a paragraph is set in; None where nothing says so."""
    indent = properties.find(_W + "ind")
    if indent is None:
        return None
    value = indent.get(_W + "left") or indent.get(_W + "start") or ""
    return int(float(value)) if re.fullmatch(r"-?\d{1,6}(?:\.\d+)?", value) else None


@dataclass(slots=True)
class _Walk:
    """The way through a document."""

    styles: dict[str, _Style]
    lines: list[ChapterLine] = field(default_factory=list[ChapterLine])
    tables: int = 0

    def blocks(self, element: Element, cell: CellPlace | None = None) -> None:
        """Read what holds paragraphs and tables."""
        for child in element:
            if child.tag == _W + "p":
                self._paragraph(child, cell)
            elif child.tag == _W + "tbl":
                self._table(child, cell)
            elif child.tag not in _GONE:
                self.blocks(child, cell)

    def _table(self, table: Element, outer: CellPlace | None) -> None:
        """Read a table; one inside a cell belongs to that cell."""
        if outer is not None:
            for row in _inside(table, _W + "tr"):
                for held in _inside(row, _W + "tc"):
                    self.blocks(held, outer)
            return
        number, self.tables = self.tables, self.tables + 1
        for at, row in enumerate(_inside(table, _W + "tr")):
            column = 0
            for held in _inside(row, _W + "tc"):
                self.blocks(held, CellPlace(number, at, column))
                column += _width(held)

    def _paragraph(self, element: Element, cell: CellPlace | None) -> None:
        line = ChapterLine(cell=cell)
        properties = element.find(_W + "pPr")
        line.kind, line.indent = self._look(properties)
        if cell is not None and line.kind is not ParagraphKind.CAPTION:
            line.kind = ParagraphKind.CELL
        self.lines.append(line)
        self._inline(element, line)

    def _look(self, properties: Element | None) -> tuple[ParagraphKind, int | None]:
        style = None if properties is None else properties.find(_W + "pStyle")
        chain = list(self._chain("" if style is None else style.get(_W + "val", "")))
        names = [each.name for each in chain]
        indent = None if properties is None else _indent(properties)
        if indent is None:
            indent = next((each.indent for each in chain if each.indent is not None), 0)
        if properties is not None and properties.find(_W + "numPr") is not None:
            indent = None
        return kind_by_style(names), indent

    def _chain(self, style_id: str) -> Iterator[_Style]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            style_id = self.styles[style_id].based_on

    def _inline(self, element: Element, line: ChapterLine) -> None:
        for child in element:
            tag = child.tag
            if tag == _W + "r":
                self._run(child, line)
            elif tag == _MC + "AlternateContent":
                self._inline(next(iter(child), child), line)
            elif tag not in _GONE:
                self._inline(child, line)

    def _run(self, run: Element, line: ChapterLine) -> None:
        properties = run.find(_W + "rPr")
        hidden = None if properties is None else properties.find(_W + "vanish")
        if hidden is not None and hidden.get(_W + "val", "1") not in {"0", "false", "off"}:
            return
        for child in run:
            text = (child.text or "") if child.tag == _W + "t" else _SIGNS.get(child.tag, "")
            if text:
                line.pieces.append(RunPiece(run, line.length, text))
                line.length += len(text)
            elif child.tag not in _NOTES and len(child):
                for box in child.iter(_W + "txbxContent"):
                    self.blocks(box)
                    break  # what follows says the same for older programs


def kind_by_style(names: list[str]) -> ParagraphKind:
    """Return what a paragraph is by the names of its style and of those that is based on."""
    for name in names:
        if _LISTINGS.search(name):
            return ParagraphKind.LISTING
        if _QUOTES.search(name):
            return ParagraphKind.BLOCK
        if "caption" in name.lower():
            return ParagraphKind.CAPTION
        if re.match(r"heading|title|subtitle", name, re.IGNORECASE):
            return ParagraphKind.HEADING
    return ParagraphKind.BODY


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Find rows of a table or cells of a row, in content controls too."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in _GONE and child.tag != _W + "tbl":
            yield from _inside(child, wanted)


def _width(cell: Element) -> int:
    """Return how many columns a cell takes."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = "1" if span is None else span.get(_W + "val", "1")
    return int(value) if re.fullmatch(r"[1-9]\d?", value) else 1
