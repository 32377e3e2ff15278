"""What a Word document is made of: headings, captions, tables, pictures.

Everything uses the named styles of ``resources/word/styles.xml`` and no formatting of its own, but for words
that a researcher made bold or slanted and lists, so that a person restyles the whole by
changing a style. The rows of tables are made while they are written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from coding.language import _
from coding.text.blocks import TextRun
from storage.resources import resource
from storage.writers.word_lists import ListItem, WordLists
from storage.writers.word_stream import WordColumn, WordRow, printable, rows_in_xml, twips, write_document

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_A4: Final = (210, 297)
_MARGIN: Final = 24
WIDTH: Final = _A4[0] - 2 * _MARGIN  # of the text, in mm
LANDSCAPE_WIDTH: Final = _A4[1] - 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with its caption, and what is read out to those who cannot see it."""

    png: bytes
    caption: str
    alternative: str


class WordFile:
    """A document under way; what is added comes at its end."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        """Begin an A4 document, upright or on its side.

        It has a header, a page number and the facts that a file manager shows.
        """
        self._document = Document()
        self._numbers: dict[str, int] = {}
        self.lists = WordLists(self._document)
        self._tables: list[Iterable[str]] = []  # the rows of each
        self._sections: Any = self._document.sections[0]
        self._end: Any = self._sections._sectPr  # noqa: SLF001 - what is added goes before it
        self._take_styles()
        self._describe(title)
        self._lay_out(title, (_A4[1], _A4[0]) if landscape else _A4)

    def save(self, path: Path) -> None:
        """Write the document; only now are the rows of its tables asked for."""
        write_document(self._document, self._tables, path)

    # --- paragraphs ----------------------------------------------------------------------------

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """Add a paragraph; each line of the text becomes one."""
        for line in printable(text).split("\n"):
            self._end.addprevious(_paragraph(style, _run(line)))

    def formatted(self, style: str, runs: Iterable[TextRun], *, item: ListItem | None = None) -> None:
        """Add a paragraph with bold and slanted words, an item of a list where one is given."""
        paragraph = _paragraph(style)
        if item is not None:
            properties = _element("numPr")
            properties.append(_element("ilvl", val=str(item.level)))
            properties.append(_element("numId", val=str(item.list_id)))
            paragraph.pPr.append(properties)
        for run in runs:
            paragraph.extend(_formatted(run))
        self._end.addprevious(paragraph)

    def heading(self, text: str, level: int) -> None:
        """Add a heading of level 1, 2 or 3."""
        self.paragraph(text.replace("\n", " "), f"Heading{level}")

    def labelled(self, label: str, text: str, style: str) -> None:
        """Add a paragraph that begins with a label; further lines follow as paragraphs of their own."""
        first, *others = printable(text).split("\n")
        label_run = _run(f"{printable(label)} ", "FieldLabel")
        self._end.addprevious(_paragraph(style, label_run, _run(first)))
        for line in others:
            self._end.addprevious(_paragraph(style, _run(line)))

    def _caption(self, kind: str, label: str, text: str, style: str) -> None:
        """Add a caption that Word numbers itself; ``kind`` names the sequence, ``label`` is its word."""
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        field = _field(f"SEQ {kind} \\* ARABIC", str(number))
        self._end.addprevious(_paragraph(style, _run(f"{label} "), *field, _run(f". {printable(text)}")))

    # --- tables ----------------------------------------------------------------------------------

    def table(self, caption: str, columns: Sequence[WordColumn], rows: Iterable[WordRow]) -> None:
        """Add a table under its caption; the heading row is repeated on every page.

        The rows are taken one by one when the document is saved.
        """
        self._caption("Table", _("Table"), caption, "Caption")
        self._end.addprevious(_table(columns, caption))
        self._tables.append(rows_in_xml(columns, rows))

    # --- pictures -------------------------------------------------------------------------------

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Add pictures as wide as the text with their captions beneath, on one page if they fit."""
        for at, picture in enumerate(pictures, 1):
            paragraph: Any = self._document.add_paragraph(style="Picture With Caption")
            drawn = paragraph.add_run().add_picture(BytesIO(picture.png), width=Mm(WIDTH))
            inline: Any = drawn._inline  # noqa: SLF001 - python-docx has no alternative text
            inline.docPr.set("descr", printable(picture.alternative))
            inline.docPr.set("title", printable(picture.caption))
            last = at == len(pictures)
            self._caption(
                "Figure", _("Figure"), picture.caption, "CaptionBelow" if last else "CaptionBetween"
            )

    # --- the frame ------------------------------------------------------------------------------

    def _take_styles(self) -> None:
        styles: Any = self._document.styles.element
        ours = parse_xml(resource("word", "styles.xml").read_bytes())
        styles[:] = list(ours)

    def _describe(self, title: str) -> None:
        facts = self._document.core_properties
        facts.title = printable(title)
        facts.author = facts.last_modified_by = ""  # who coded stands on the first page, to be seen
        facts.subject = _("Coded interview passages")
        facts.comments = ""
        facts.created = facts.modified = datetime.now(UTC)

    def _lay_out(self, title: str, size: tuple[int, int]) -> None:
        section = self._sections
        section.page_width, section.page_height = map(Mm, size)
        if size[0] > size[1]:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(_MARGIN)
        head: Any = section.header.paragraphs[0]._p  # noqa: SLF001 - python-docx has no fields
        head.append(_run(printable(title)))
        foot: Any = section.footer.paragraphs[0]._p  # noqa: SLF001
        before, between = _("Page {page} of {pages}").split("{page}")
        between, after = between.split("{pages}")
        foot.extend([_run(before), *_field("PAGE", "1"), _run(between)])
        foot.extend([*_field("NUMPAGES", "1"), _run(after)])


def _element(tag: str, **attributes: str) -> Any:
    return OxmlElement(f"w:{tag}", {qn(f"w:{name}"): value for name, value in attributes.items()})


def _run(text: str, style: str = "") -> Any:
    run = _element("r")
    if style:
        properties = _element("rPr")
        properties.append(_element("rStyle", val=style))
        run.append(properties)
    words = _element("t")
    words.text = text
    words.set(_SPACE, "preserve")
    run.append(words)
    return run


def _formatted(run: TextRun) -> Iterator[Any]:
    """Yield the runs of words that look alike, one a line."""
    for at, line in enumerate(printable(run.text).split("\n")):
        made = _run(line)
        properties = _element("rPr")
        properties.extend([_element(tag) for tag, on in (("b", run.bold), ("i", run.italic)) if on])
        made.insert(0, properties)
        if at:
            made.insert(1, _element("br"))
        yield made


def _field(instruction: str, shown: str) -> list[Any]:
    """Return the runs of a field that Word works out again; until then it shows what is given."""
    asked = _element("r")
    words = _element("instrText")
    words.text = instruction
    words.set(_SPACE, "preserve")
    asked.append(words)
    return [_field_mark("begin"), asked, _field_mark("separate"), _run(shown), _field_mark("end")]


def _field_mark(kind: str) -> Any:
    mark = _element("r")
    mark.append(_element("fldChar", fldCharType=kind))
    return mark


def _paragraph(style: str, *content: Any) -> Any:
    paragraph = _element("p")
    properties = _element("pPr")
    properties.append(_element("pStyle", val=style))
    paragraph.append(properties)
    paragraph.extend(content)
    return paragraph


def _table(columns: Sequence[WordColumn], description: str) -> Any:
    table = _element("tbl")
    properties = _element("tblPr")
    properties.append(_element("tblStyle", val="ReportTable"))
    properties.append(_element("tblW", w=twips(sum(column.width for column in columns)), type="dxa"))
    properties.append(_element("tblLayout", type="fixed"))
    properties.append(_element("tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"))
    properties.append(_element("tblDescription", val=printable(description)))
    grid = _element("tblGrid")
    grid.extend([_element("gridCol", w=twips(column.width)) for column in columns])
    table.extend([properties, grid])
    return table
