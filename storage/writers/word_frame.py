"""The frame of a Word document: its styles, page, header, properties; from a template where one is given."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from coding.errors import UserError
from coding.language import _
from storage.readers.kinds import TEMPLATES, listing
from storage.resources import resource
from storage.writers.word_stream import printable
from storage.writers.word_xml import element, field, run

A4: Final = (210, 297)
MARGIN: Final = 24
_MM: Final = 36000  # English Metric Units
_MAIN: Final = b"wordprocessingml.document.main+xml"
_TEMPLATE: Final = b"wordprocessingml.template.main+xml"
# What a template is expected to have; all other styles are this program's own.
_EXPECTED: Final = frozenset({"title", "subtitle", "heading 1", "heading 2", "heading 3", "caption"})
_ALSO_CALLED: Final = {"quotation": ("quotation", "quote", "block quotation", "block text")}
_STYLE: Final = qn("w:style")


@dataclass(frozen=True, slots=True)
class WordFrame:
    """What a document begins with: ``language`` is that of the speller, ``template`` the bytes of a file.

    ``chapter`` stands before the numbers of captions where it is not 0, and numbers headings.
    """

    title: str
    landscape: bool = False
    language: str = "en-GB"
    template: bytes = b""
    chapter: int = 0


def read_template(path: Path) -> bytes:
    """Return a template, as a document where it is a .dotx. Raises UserError: it is none of Word’s."""
    try:
        content = path.read_bytes()
        with ZipFile(BytesIO(content)) as package:
            package.getinfo("word/document.xml")
    except (OSError, BadZipFile, KeyError) as error:
        raise UserError(
            _("“{name}” cannot be used as a template.").format(name=path.name),
            remedy=_("Choose a Word document or template ({endings}).").format(endings=listing(TEMPLATES)),
        ) from error
    return _as_document(content)


def _as_document(content: bytes) -> bytes:
    """Return a package whose main part is said to be a document."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as found, ZipFile(written, "w", ZIP_DEFLATED) as package:
        for part in found.infolist():
            data = found.read(part)
            types = part.filename == "[Content_Types].xml"
            package.writestr(part, data.replace(_TEMPLATE, _MAIN) if types else data)
    return written.getvalue()


class FramedDocument:
    """A document without content: ``style_id`` says what a style of ours is called in it.

    ``missing`` are the names of styles that the template was expected to have.
    """

    def __init__(self, frame: WordFrame) -> None:
        """Make it. Raises UserError: the template is none."""
        self.frame = frame
        self.missing: tuple[str, ...] = ()
        self._ids: dict[str, str] = {}
        if frame.template:
            self.document = _opened(frame.template)
            self._clear()
            self._add_styles()
        else:
            self.document: WordDocument = Document()
            styles: Any = self.document.styles.element
            styles[:] = list(_our_styles())
            self._lay_out()
        self._set_language()
        self._describe()

    def style_id(self, style: str) -> str:
        """Return the id that a style of ours has in this document."""
        return self._ids.get(style, style)

    @property
    def end(self) -> Any:
        """The element that ends the body: what is added goes before it."""
        section: Any = self.document.sections[-1]
        return section._sectPr  # noqa: SLF001 - python-docx has no other name for it

    def room(self, *, is_wide: bool) -> float:
        """Return how wide the text is, in mm: on an upright page, or on its side."""
        section = self.document.sections[0]
        sides = sorted((section.page_width or Mm(A4[0]), section.page_height or Mm(A4[1])))
        across = sides[1] if is_wide else sides[0]
        edges = (section.left_margin or Mm(MARGIN)) + (section.right_margin or Mm(MARGIN))
        return (across - edges) / _MM

    def has(self, style: str) -> bool:
        """Tell whether the template, or this program, has a style of this id."""
        return any(each.get(qn("w:styleId")) == style for each in self._styles())

    # --- made --------------------------------------------------------------------------------

    def _styles(self) -> Any:
        styles: Any = self.document.styles.element
        return styles.findall(_STYLE)

    def _clear(self) -> None:
        whole: Any = self.document.element
        body, last = whole.body, self.end
        for each in list(body):
            if each is not last:
                body.remove(each)

    def _add_styles(self) -> None:
        """Take over what the template has under the names of our styles; add what it has not."""
        there = {_name_of(each): each.get(qn("w:styleId")) for each in self._styles()}
        used = set(there.values())
        styles: Any = self.document.styles.element
        missing: list[str] = []
        added: list[Any] = []
        for ours in _our_styles():
            if ours.tag != _STYLE:
                continue
            name, id_ = _name_of(ours), ours.get(qn("w:styleId"))
            found = next((there[each] for each in _ALSO_CALLED.get(name, (name,)) if each in there), None)
            if found is not None:
                self._ids[id_] = found
                continue
            missing += [name] if name in _EXPECTED else []
            self._ids[id_] = new = f"{id_}Report" if id_ in used else id_
            made = deepcopy(ours)
            made.set(qn("w:styleId"), new)
            made.attrib.pop(qn("w:default"), None)
            added.append(made)
        for made in added:
            for tag in ("w:basedOn", "w:next", "w:link"):
                for each in made.findall(qn(tag)):
                    each.set(qn("w:val"), self.style_id(each.get(qn("w:val"))))
            styles.append(made)
        self.missing = tuple(missing)

    def _set_language(self) -> None:
        styles: Any = self.document.styles.element
        for each in styles.iter(qn("w:lang")):
            each.set(qn("w:val"), self.frame.language)

    def _describe(self) -> None:
        facts = self.document.core_properties
        facts.title = printable(self.frame.title)
        facts.author = facts.last_modified_by = ""  # who coded stands on the first page, to be seen
        facts.subject = _("Coded interview passages")
        facts.comments = facts.keywords = facts.category = ""
        facts.language = self.frame.language
        facts.created = facts.modified = datetime.now(UTC)
        facts.revision = 1

    def _lay_out(self) -> None:
        section: Any = self.document.sections[0]
        size = (A4[1], A4[0]) if self.frame.landscape else A4
        section.page_width, section.page_height = map(Mm, size)
        if self.frame.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(MARGIN)
        head: Any = section.header.paragraphs[0]._p  # noqa: SLF001 - python-docx has no fields
        head.append(run(printable(self.frame.title)))
        foot: Any = section.footer.paragraphs[0]._p  # noqa: SLF001
        before, between = _("Page {page} of {pages}").split("{page}")
        between, after = between.split("{pages}")
        foot.extend([run(before), *field("PAGE", "1"), run(between)])
        foot.extend([*field("NUMPAGES", "1"), run(after)])

    def turn(self, *, is_wide: bool) -> None:
        """Begin a section: the pages from here on lie on their side, or stand upright again."""
        last = self.end
        ended = deepcopy(last)
        before = last.getprevious()
        if before is None or before.tag != qn("w:p"):
            before = element("p")
            before.append(element("pPr"))
            last.addprevious(before)
        before.get_or_add_pPr().append(ended)
        section = self.document.sections[-1]
        sides = sorted((section.page_width or Mm(A4[0]), section.page_height or Mm(A4[1])))
        width, height = (sides[1], sides[0]) if is_wide else (sides[0], sides[1])
        section.page_width, section.page_height = Emu(width), Emu(height)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def _our_styles() -> Any:
    return parse_xml(resource("word", "styles.xml").read_bytes())


def _name_of(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val"))).casefold()


def _opened(template: bytes) -> WordDocument:
    try:
        return Document(BytesIO(template))
    except (PackageNotFoundError, ValueError, KeyError) as error:
        raise UserError(
            _("The template cannot be used."),
            remedy=_("Choose a Word document or template ({endings}).").format(endings=listing(TEMPLATES)),
        ) from error
