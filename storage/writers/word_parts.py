"""What a Word document is made of: headings, captions, tables, pictures, lists of what is in it.

Everything uses the named styles of ``resources/word/styles.xml``, or those of a template, and no
formatting of its own, but for words that a researcher made bold or slanted and lists, so that a person
restyles the whole by changing a style. The rows of tables are made while they are written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Mm

from coding.language import _
from coding.report.blocks import BlockColumn, BlockRow, ListOf, WordRun, widths
from coding.report.captions import LABELS
from coding.text.blocks import TextRun
from storage.writers.live_charts import LiveChart
from storage.writers.word_charts import CHART_HEIGHT, attach_chart, chart_drawing
from storage.writers.word_frame import A4, MARGIN, FramedDocument, WordFrame
from storage.writers.word_lists import ListItem, WordLists
from storage.writers.word_stream import CellLink, printable, rows_in_xml, twips, write_document
from storage.writers.word_xml import (
    bookmarked,
    element,
    field,
    field_begins,
    field_mark,
    formatted,
    linked_run,
    paragraph,
    run,
    tab,
)

WIDTH: Final = A4[0] - 2 * MARGIN  # of the text on a page of ours, in mm
_SEQUENCES: Final = {ListOf.TABLES: "Table", ListOf.FIGURES: "Figure"}
_DEEPEST: Final = 3
_KEPT: Final = frozenset({"Caption", "Heading1", "Heading2", "Heading3"})  # with what follows


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with its caption, and what is read out to those who cannot see it."""

    png: bytes
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """What a list at the beginning names: its words, its level from 1, its bookmark."""

    text: str
    level: int
    bookmark: str


class WordFile:
    """A document under way; what is added comes at its end."""

    def __init__(self, title: str, *, landscape: bool = False, frame: WordFrame | None = None) -> None:
        """Begin a document, upright or on its side, or in a frame that says more.

        It has a header, a page number and the facts that a file manager shows. Raises UserError for a
        template that is none.
        """
        self.frame = frame or WordFrame(title, landscape)
        self.framed = FramedDocument(self.frame)
        self._document = self.framed.document
        self._numbers: dict[str, int] = {}
        self._bookmarks = self._charts = 0
        self.lists = WordLists(self._document)
        self._tables: list[Iterable[str]] = []  # the rows of each
        self._is_wide = self.frame.landscape

    @property
    def _end(self) -> Any:
        return self.framed.end

    @property
    def room(self) -> float:
        """How wide the text is where something is added now, in mm."""
        return self.framed.room(is_wide=self._is_wide)

    def save(self, path: Path) -> None:
        """Write the document; only now are the rows of its tables asked for."""
        write_document(self._document, self._tables, path)

    def _add(self, *elements: Any) -> None:
        for each in elements:
            self._end.addprevious(each)

    def _styled(self, style: str, *content: Any, with_next: bool = False) -> Any:
        made = paragraph(self.framed.style_id(style), *content)
        if with_next or (self.frame.template and style in _KEPT):  # of ours the style says so
            made.pPr.append(element("keepNext"))
        return made

    # --- paragraphs ----------------------------------------------------------------------------

    def paragraph(self, text: str, style: str = "Normal", link: str = "") -> None:
        """Add a paragraph; each line of the text becomes one. ``link`` is what its words lead to."""
        for line in printable(text).split("\n"):
            self._add(self._styled(style, *(linked_run(link, line) if link else [run(line)])))

    def words(self, runs: Iterable[WordRun], style: str, *, with_next: bool = False) -> None:
        """Add a paragraph that may refer to tables and figures, by the keys of their captions."""
        made: list[Any] = []
        for each in runs:
            if each.to:
                made += field(f"REF {bookmark_of(each.to)} \\h", each.text)
            else:
                made.append(run(printable(each.text), strong=each.strong))
        self._add(self._styled(style, *made, with_next=with_next))

    def formatted(self, style: str, runs: Iterable[TextRun], *, item: ListItem | None = None) -> None:
        """Add a paragraph with bold and slanted words, an item of a list where one is given."""
        made = self._styled(style)
        if item is not None:
            properties = element("numPr")
            properties.append(element("ilvl", val=str(item.level)))
            properties.append(element("numId", val=str(item.list_id)))
            made.pPr.append(properties)
        for each in runs:
            made.extend(formatted(each))
        self._add(made)

    def heading(self, text: str, level: int, bookmark: str = "") -> None:
        """Add a heading of level 1, 2 or 3, with a bookmark that a list of contents leads to."""
        words = [run(printable(text).replace("\n", " "))]
        self._add(self._styled(f"Heading{level}", *self._marked(bookmark, words)))

    def labelled(self, label: str, text: str, style: str, *, with_next: bool = False) -> None:
        """Add a paragraph that begins with a label; further lines follow as paragraphs of their own."""
        first, *others = printable(text).split("\n")
        label_run = run(f"{printable(label)} ", self.framed.style_id("FieldLabel"))
        self._add(self._styled(style, label_run, run(first), with_next=with_next))
        for line in others:
            self._add(self._styled(style, run(line), with_next=with_next))

    def _marked(self, bookmark: str, content: list[Any]) -> list[Any]:
        if not bookmark:
            return content
        self._bookmarks += 1
        return bookmarked(bookmark, self._bookmarks, content)

    def _caption(self, of: ListOf, text: str, style: str, key: str = "") -> None:
        """Add a caption that Word numbers itself; what refers to it takes its label and number."""
        kind = _SEQUENCES[of]
        number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        before = run(f"{_(LABELS[of])} {self.chapter}")
        numbered = [before, *field(f"SEQ {kind} \\* ARABIC", str(number))]
        marked = self._marked(bookmark_of(key) if key else "", numbered)
        self._add(self._styled(style, *marked, run(f". {printable(text)}")))

    @property
    def chapter(self) -> str:
        """What stands before the numbers of captions: ``4.``, or nothing."""
        return f"{self.frame.chapter}." if self.frame.chapter else ""

    # --- tables ----------------------------------------------------------------------------------

    def table(
        self,
        caption: str,
        columns: Sequence[BlockColumn],
        rows: Iterable[BlockRow],
        key: str = "",
        *,
        stays: bool = True,
        with_next: bool = False,
        link: CellLink | None = None,
    ) -> None:
        """Add a table under its caption; the heading row is repeated on every page.

        The rows are taken one by one when the document is saved. ``stays``: on one page if it fits;
        ``with_next``: its last row on that of what follows. ``link`` returns where a cell leads to.
        """
        self._caption(ListOf.TABLES, caption, "Caption", key)
        room = self.room
        self._add(_table(columns, room, caption, self.framed.style_id("ReportTable")))
        named = self.framed.style_id
        made = rows_in_xml(columns, room, rows, named, stays=stays, with_next=with_next, link=link)
        self._tables.append(made)

    # --- pictures -------------------------------------------------------------------------------

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Add pictures as wide as the text with their captions beneath, on one page if they fit."""
        for at, picture in enumerate(pictures, 1):
            self.picture(picture, with_next=at < len(pictures))

    def picture(self, picture: Picture, key: str = "", *, with_next: bool = False) -> None:
        """Add a picture as wide as the text, with its caption beneath."""
        added: Any = self._document.add_paragraph()
        properties = added._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows styles by name only
        properties.append(element("pStyle", val=self.framed.style_id("PictureKept")))
        drawn: Any = added.add_run().add_picture(BytesIO(picture.png), width=Mm(self.room))
        inline = drawn._inline  # noqa: SLF001 - python-docx has no alternative text
        inline.docPr.set("descr", printable(picture.alternative))
        inline.docPr.set("title", printable(picture.caption))
        self.figure_caption(picture.caption, key, with_next=with_next)

    def live_charts(
        self, charts: Sequence[LiveChart], caption: str, alternative: str, key: str, *, with_next: bool
    ) -> None:
        """Add charts that Word draws, each as wide as the text, with one caption beneath."""
        for chart in charts:
            self._charts += 1
            relation = attach_chart(self._document, chart, self._charts, self.frame.language)
            size = (self.room, CHART_HEIGHT)
            drawn = chart_drawing(relation, self._charts, size, caption, alternative)
            self._add(self._styled("PictureKept", drawn))
        self.figure_caption(caption, key, with_next=with_next)

    def figure_caption(self, caption: str, key: str, *, with_next: bool) -> None:
        """Add the caption of a figure that was added just now."""
        self._caption(ListOf.FIGURES, caption, "CaptionBetween" if with_next else "CaptionBelow", key)

    # --- pages, and lists of what is on them --------------------------------------------------------

    def turn(self, *, is_wide: bool) -> None:
        """Let the pages from here on lie on their side, or stand upright."""
        if is_wide != self._is_wide:
            self.framed.turn(is_wide=is_wide)
            self._is_wide = is_wide

    def break_page(self) -> None:
        """Begin a page."""
        broken = element("r")
        broken.append(element("br", type="page"))
        self._add(self._styled("Normal", broken))

    def contents(self, of: ListOf, places: Sequence[ListedPlace], pages: Mapping[str, int]) -> None:
        """Add a list of headings, tables or figures; ``pages`` are those of their bookmarks, if known.

        It is a field that is filled already; Word is told to fill it on opening where a page is not known.
        """
        what = '\\o "1-3" \\u' if of is ListOf.HEADINGS else f'\\c "{_SEQUENCES[of]}"'
        if not places:
            return
        begins = field_begins(f"TOC \\h \\z {what}", dirty=not pages)
        for at, place in enumerate(places):
            level = min(place.level, _DEEPEST)
            style = f"TOC{level}" if of is ListOf.HEADINGS else "TableofFigures"
            made = self._styled(style, *(begins if at == 0 else ()))
            made.append(_linked(place, pages.get(place.bookmark)))
            if at == len(places) - 1:
                made.append(field_mark("end"))
            self._add(made)
        if not pages:
            self._ask_for_update()

    def _ask_for_update(self) -> None:
        settings: Any = self._document.settings.element
        if settings.find(qn("w:updateFields")) is None:
            settings.append(element("updateFields", val="true"))


def bookmark_of(key: str) -> str:
    """Return the name of the bookmark on a caption."""
    return f"_Ref_{key}"


def _linked(place: ListedPlace, page: int | None) -> Any:
    """Return an entry of a list: words, a tab, the page."""
    link = element("hyperlink", anchor=place.bookmark, history="1")
    shown = "" if page is None else str(page)
    link.extend([run(printable(place.text)), tab(), *field(f"PAGEREF {place.bookmark} \\h", shown)])
    return link


def _table(columns: Sequence[BlockColumn], room: float, description: str, style: str) -> Any:
    table = element("tbl")
    properties = element("tblPr")
    across = widths(columns, room)
    properties.append(element("tblStyle", val=style))
    properties.append(element("tblW", w=twips(sum(across)), type="dxa"))
    properties.append(element("tblLayout", type="fixed"))
    properties.append(element("tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"))
    properties.append(element("tblDescription", val=printable(description)))
    grid = element("tblGrid")
    grid.extend([element("gridCol", w=twips(width)) for width in across])
    table.extend([properties, grid])
    return table
