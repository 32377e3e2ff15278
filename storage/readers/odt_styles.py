"""What the styles of an OpenDocument text say: colours, hidden text, and how its lists are numbered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from storage.readers.numbering import bullet_as, number_as
from storage.readers.safe_xml import Element

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DEPTH: Final = 20  # styles are based on one another; some in a circle
_PLACE: Final = re.compile(r"%(\d{1,2})%")


class OdtLook(NamedTuple):
    """How a style looks; None where it leaves that to the style it is based on."""

    background: str | None = None
    hidden: bool | None = None
    list_style: str | None = None
    parent: str = ""
    automatic: bool = False  # made by pressing a button, not by choosing a style
    manner: str | None = None  # in which letters are set


class ListLevel(NamedTuple):
    """How one level of a list is numbered: ``pattern`` such as ``%1%.%2%)``, or a bullet."""

    format_: str = ""
    pattern: str = ""
    bullet: str = ""
    start: int = 1


@dataclass(slots=True)
class Styles:
    """The styles of one document, from both of its parts."""

    _looks: dict[tuple[str, str], OdtLook] = field(default_factory=dict[tuple[str, str], OdtLook])
    _lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict[str, dict[int, ListLevel]])

    def take(self, part: Element) -> None:
        """Take in the styles of a part (styles.xml before content.xml, whose names go first)."""
        for parent in (_OFFICE + "styles", _OFFICE + "automatic-styles"):
            for holder in part.iterfind(parent):
                for style in holder.iterfind(_STYLE + "style"):
                    key = (style.get(_STYLE + "family", ""), style.get(_STYLE + "name", ""))
                    self._looks[key] = _look(style, automatic=parent.endswith("automatic-styles"))
                for style in holder.iterfind(_TEXT + "list-style"):
                    levels = (_level(level) for level in style)
                    self._lists[style.get(_STYLE + "name", "")] = dict(filter(None, levels))

    def span(self, name: str | None) -> OdtLook:
        """Return how a stretch of this style looks."""
        return self._look("text", name, only_automatic=False)

    def paragraph(self, name: str | None) -> OdtLook:
        """Return what was put on a paragraph by hand; a heading's own colour means nothing."""
        return self._look("paragraph", name, only_automatic=True)

    def list_style_of(self, name: str | None) -> str:
        """Return the list style of a paragraph style; empty if it has none."""
        return self._look("paragraph", name, only_automatic=False).list_style or ""

    def levels(self, list_style: str) -> Mapping[int, ListLevel]:
        """Return the levels of a list style, counted from 1."""
        return self._lists.get(list_style, {})

    def _look(self, family: str, name: str | None, *, only_automatic: bool) -> OdtLook:
        background, hidden, list_style, manner = None, None, None, None
        for _step in range(_DEPTH):
            look = self._looks.get((family, name or ""))
            if look is None:
                break
            if look.automatic or not only_automatic:
                background = look.background if background is None else background
                hidden = look.hidden if hidden is None else hidden
                manner = look.manner if manner is None else manner
            list_style = look.list_style if list_style is None else list_style
            name = look.parent
        return OdtLook(background, hidden, list_style, manner=manner)


def _look(style: Element, *, automatic: bool) -> OdtLook:
    background, hidden = None, None
    for properties in (style.find(_STYLE + "text-properties"), style.find(_STYLE + "paragraph-properties")):
        if properties is not None:
            background = background or properties.get(_FO + "background-color")
            shown = properties.get(_TEXT + "display")
            hidden = hidden if shown is None else shown == "none"
    parent = style.get(_STYLE + "parent-style-name", "")
    manner = _manner(style.find(_STYLE + "text-properties"))
    return OdtLook(background, hidden, style.get(_STYLE + "list-style-name"), parent, automatic, manner)


def _manner(properties: Element | None) -> str | None:
    """Return how letters of a style are set: bold, italic, in a colour; None for nothing said."""
    if properties is None:
        return None
    bold = properties.get(_FO + "font-weight", "") in {"bold", "700", "800", "900"}
    italic = properties.get(_FO + "font-style") == "italic"
    colour = properties.get(_FO + "color", "").lstrip("#").lower()
    manners = (*(["bold"] if bold else []), *(["italic"] if italic else []))
    return " ".join((*manners, *([colour] if colour not in {"", "000000"} else []))) or None


def _level(level: Element) -> tuple[int, ListLevel] | None:
    number = whole(level.get(_TEXT + "level"))
    if number is None:
        return None
    if level.tag != _TEXT + "list-level-style-number":
        return number, ListLevel(bullet=bullet_as(level.get(_TEXT + "bullet-char", "")))
    format_ = level.get(_STYLE + "num-format", "")
    start = whole(level.get(_TEXT + "start-value"))
    return number, ListLevel(format_, _pattern(level, number), start=1 if start is None else start)


def _pattern(level: Element, number: int) -> str:
    given = level.get(_LOEXT + "num-list-format") or level.get(_STYLE + "num-list-format")
    if given is not None:
        return given
    shown = min(whole(level.get(_TEXT + "display-levels")) or 1, number)
    places = ".".join(f"%{at}%" for at in range(number - shown + 1, number + 1))
    return f"{level.get(_STYLE + 'num-prefix', '')}{places}{level.get(_STYLE + 'num-suffix', '')}"


def whole(written: str | None) -> int | None:
    """Read a small number; None for what is none."""
    digits = written or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def written_number(levels: Mapping[int, ListLevel], at: int, counted: Mapping[int, int]) -> str:
    """Return what stands before an item at this level, with what has been counted at each."""
    level = levels.get(at)
    if level is None:
        return ""
    if level.bullet or not level.format_:
        return level.bullet

    def number(found: re.Match[str]) -> str:
        of = int(found[1])
        format_ = levels[of].format_ if of in levels else ""
        return number_as(counted.get(of, levels[of].start), format_) if format_ else ""

    return _PLACE.sub(number, level.pattern).strip()
