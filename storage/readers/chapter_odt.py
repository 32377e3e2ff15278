"""A chapter in OpenDocument, paragraph by paragraph: what each is by its style, margin and place."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from coding.chapter.chapter import CellPlace, Chapter, ChapterParagraph, ParagraphKind
from coding.language import _
from storage.readers.chapter_docx import kind_by_style
from storage.readers.kinds import DAMAGED, damaged, protected, unreadable
from storage.readers.safe_xml import DAMAGED_XML, Element, parsed

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LINES: Final = frozenset({_TEXT + "p", _TEXT + "h"})
_LISTINGS: Final = frozenset(
    {_TEXT + "table-of-content", _TEXT + "illustration-index", _TEXT + "table-index", _TEXT + "bibliography"}
)
_SKIPPED: Final = frozenset(
    {
        _TEXT + "tracked-changes",
        _TEXT + "note",
        _OFFICE + "annotation",
        _TEXT + "sequence-decls",
        _TEXT + "number",
    }
)
_SIGNS: Final = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_UNITS: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6}
_APART: Final = 0.5  # centimetres that a quotation is set in from the text
_MOST: Final = 200  # columns and rows that are said to be alike, blanks


class _Style(NamedTuple):
    name: str
    parent: str
    margin: float | None


@dataclass(slots=True)
class _Line:
    text: str
    kind: ParagraphKind
    cell: CellPlace | None
    margin: float | None


def read_chapter_odt(data: bytes) -> Chapter:
    """Read an OpenDocument text whose zip directory has been looked at; raises UnreadableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = frozenset(package.namelist())
            if "META-INF/manifest.xml" in names and b"encryption-data" in package.read(
                "META-INF/manifest.xml"
            ):
                raise protected()
            content = parsed(package.read("content.xml"))
            styles = parsed(package.read("styles.xml")) if "styles.xml" in names else None
    except (DAMAGED_XML, *DAMAGED) as error:
        raise damaged() from error
    text = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise unreadable(_("It is an OpenDocument file, but no text."))
    walk = _Walk(dict(each for part in (styles, content) if part is not None for each in _styles(part)))
    walk.blocks(text)
    walk.notes(text)
    _set_apart(walk.lines)
    return Chapter(tuple(ChapterParagraph(line.text, line.kind, line.cell) for line in walk.lines))


def _set_apart(lines: list[_Line]) -> None:
    margins = Counter(line.margin for line in lines if line.kind is ParagraphKind.BODY and line.text.strip())
    usual = margins.most_common(1)[0][0] if margins else 0
    for line in lines:
        if (
            line.kind is ParagraphKind.BODY
            and line.margin is not None
            and line.margin >= (usual or 0) + _APART
        ):
            line.kind = ParagraphKind.BLOCK


def _styles(part: Element) -> Iterator[tuple[str, _Style]]:
    for style in part.iter(_STYLE + "style"):
        properties = style.find(_STYLE + "paragraph-properties")
        name = style.get(_STYLE + "name", "")
        yield (
            name,
            _Style(
                style.get(_STYLE + "display-name") or name.replace("_20_", " "),
                style.get(_STYLE + "parent-style-name", ""),
                None if properties is None else _length(properties.get(_FO + "margin-left", "")),
            ),
        )


def _length(written: str) -> float | None:
    match = re.fullmatch(r"(-?\d{1,5}(?:\.\d+)?)(cm|mm|in|pt|pc)", written)
    return float(match[1]) * _UNITS[match[2]] if match else None


@dataclass(slots=True)
class _Walk:
    """The way through a document."""

    styles: dict[str, _Style]
    lines: list[_Line] = field(default_factory=list[_Line])
    tables: int = 0

    def blocks(self, element: Element, cell: CellPlace | None = None, *, in_list: bool = False) -> None:
        """Read what holds paragraphs and tables."""
        for child in element:
            tag = child.tag
            if tag in _LINES:
                self._line(child, cell, in_list=in_list)
            elif tag == _TABLE + "table":
                self._table(child, cell)
            elif tag in _LISTINGS:
                at = len(self.lines)
                self.blocks(child, cell)
                for line in self.lines[at:]:
                    line.kind = ParagraphKind.LISTING
            elif tag not in _SKIPPED:
                self.blocks(child, cell, in_list=in_list or tag == _TEXT + "list")

    def notes(self, text: Element) -> None:
        """Read footnotes and endnotes, behind all else."""
        for body in text.iter(_TEXT + "note-body"):
            at = len(self.lines)
            self.blocks(body)
            for line in self.lines[at:]:
                line.kind = ParagraphKind.NOTE

    def _table(self, table: Element, outer: CellPlace | None) -> None:
        if outer is not None:
            self.blocks(table, outer)
            return
        number, self.tables = self.tables, self.tables + 1
        for at, row in enumerate(table.iter(_TABLE + "table-row")):
            column = 0
            for held in row:
                if held.tag == _TABLE + "table-cell":
                    self.blocks(held, CellPlace(number, at, column))
                if held.tag in {_TABLE + "table-cell", _TABLE + "covered-table-cell"}:
                    column += _count(held.get(_TABLE + "number-columns-repeated", "1"))

    def _line(self, element: Element, cell: CellPlace | None, *, in_list: bool) -> None:
        chain = list(self._chain(element.get(_TEXT + "style-name", "")))
        kind = (
            ParagraphKind.HEADING
            if element.tag == _TEXT + "h"
            else kind_by_style([each.name for each in chain])
        )
        if any(each.name in {"Table", "Illustration", "Figure", "Drawing"} for each in chain):
            kind = ParagraphKind.CAPTION
        if cell is not None and kind is not ParagraphKind.CAPTION:
            kind = ParagraphKind.CELL
        margin = next((each.margin for each in chain if each.margin is not None), 0.0)
        written = "".join(_inline(element))
        line = _Line(written.strip(" "), kind, cell, None if in_list else margin)
        boxes = [box for box in element.iter() if str(box.tag).endswith("}text-box")]
        self.lines.append(line)
        for box in boxes:
            self.blocks(box)

    def _chain(self, name: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = self.styles[name].parent
        if name and name not in self.styles:
            yield _Style(name.replace("_20_", " "), "", None)


def _inline(element: Element) -> Iterator[str]:
    yield _BLANKS.sub(" ", element.text or "")
    for child in element:
        tag = str(child.tag)
        if tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _TEXT + "s":
            yield " " * _count(child.get(_TEXT + "c", "1"))
        elif tag not in _SKIPPED and not tag.endswith(("}text-box", "}frame")):
            yield from _inline(child)
        yield _BLANKS.sub(" ", child.tail or "")


def _count(written: str) -> int:
    return min(int(written), _MOST) if re.fullmatch(r"\d{1,6}", written) else 1
