"""Elements of WordprocessingML: paragraphs, runs, fields, bookmarks."""

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coding.text.blocks import TextRun
from storage.writers.word_stream import printable

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, **attributes: str) -> Any:
    """Return an element of Word’s, with attributes of Word’s."""
    return OxmlElement(f"w:{tag}", {qn(f"w:{name}"): value for name, value in attributes.items()})


def run(text: str, style: str = "", *, strong: bool = False) -> Any:
    """Return words that look alike."""
    made = element("r")
    if style or strong:
        properties = element("rPr")
        properties.extend([element("rStyle", val=style)] if style else [])
        properties.extend([element("b")] if strong else [])
        made.append(properties)
    words = element("t")
    words.text = text
    words.set(_SPACE, "preserve")
    made.append(words)
    return made


def formatted(written: TextRun) -> Iterator[Any]:
    """Yield the runs of words that look alike, one a line."""
    for at, line in enumerate(printable(written.text).split("\n")):
        made = run(line)
        properties = element("rPr")
        properties.extend([element(tag) for tag, on in (("b", written.bold), ("i", written.italic)) if on])
        made.insert(0, properties)
        if at:
            made.insert(1, element("br"))
        yield made


def field(instruction: str, shown: str, *, dirty: bool = False) -> list[Any]:
    """Return the runs of a field that Word works out again; until then it shows what is given."""
    return [*field_begins(instruction, dirty=dirty), run(shown), field_mark("end")]


def linked_run(address: str, text: str) -> list[Any]:
    """Return the runs of a link to a file beside the document."""
    file, _sharp, place = address.partition("#")
    return field(f'HYPERLINK "{file}"' + (f' \\l "{place}"' if place else ""), text)


def field_begins(instruction: str, *, dirty: bool = False) -> list[Any]:
    """Return the runs up to where a field shows something; ``dirty``: Word is to work it out on opening."""
    asked = element("r")
    words = element("instrText")
    words.text = f" {instruction} "
    words.set(_SPACE, "preserve")
    asked.append(words)
    begin = field_mark("begin")
    if dirty:
        begin[0].set(qn("w:dirty"), "true")
    return [begin, asked, field_mark("separate")]


def field_mark(kind: str) -> Any:
    """Return a run that begins, parts or ends a field."""
    mark = element("r")
    mark.append(element("fldChar", fldCharType=kind))
    return mark


def paragraph(style: str, *content: Any) -> Any:
    """Return a paragraph in a style (by its id in the document)."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style))
    made.append(properties)
    made.extend(content)
    return made


def bookmarked(name: str, number: int, content: list[Any]) -> list[Any]:
    """Return content between the ends of a bookmark."""
    return [
        element("bookmarkStart", id=str(number), name=name),
        *content,
        element("bookmarkEnd", id=str(number)),
    ]


def tab() -> Any:
    """Return a run with a tab."""
    made = element("r")
    made.append(element("tab"))
    return made
