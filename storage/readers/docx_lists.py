"""The numbers and bullets that Word writes before paragraphs by itself: they are nowhere in the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from storage.readers.numbering import bullet_as, number_as
from storage.readers.safe_xml import Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = _W + "val"
_NUMBERED: Final = _W + "numPr"
_STYLED: Final = _W + "pStyle"
_FORMATS: Final = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}
_PLACE: Final = re.compile(r"%([1-9])")
_STYLE: Final = b"<w:style "
_END: Final = b"</w:styles>"
_DEPTH: Final = 20  # styles are based on one another; some in a circle


class _Level(NamedTuple):
    start: int
    format_: str
    text: str  # such as "%1.%2."


class _ListedLevel(NamedTuple):
    """Which list a paragraph or style belongs to; None where it leaves that to the style below."""

    list_id: str | None
    level: int | None


@dataclass(slots=True)
class Lists:
    """The lists of one document, and how far each has counted.

    ``load`` gives the parts for numbering and for styles when the first paragraph may need them: most
    transcripts have no lists, and the styles can be longer than a transcript.
    """

    load: Callable[[], tuple[Element, Element | None]] | None = None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    _abstract: dict[str, str] = field(default_factory=dict[str, str])
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    _styles: dict[str, _ListedLevel] = field(default_factory=dict[str, _ListedLevel])
    _counted: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])

    def _open(self) -> None:
        if self.load is None:
            return
        numbering, styles = self.load()
        self.load = None
        for abstract in numbering.iterfind(_W + "abstractNum"):
            key = abstract.get(_W + "abstractNumId", "")
            self._levels[key] = dict(map(_level, abstract.iter(_W + "lvl")))
        for number in numbering.iterfind(_W + "num"):
            self._take(number)
        if styles is not None:
            self._styles = _styles(styles)

    def _take(self, number: Element) -> None:
        list_id = number.get(_W + "numId", "")
        self._abstract[list_id] = _value(number.find(_W + "abstractNumId")) or ""
        for override in number.iterfind(_W + "lvlOverride"):
            start = _value(override.find(_W + "startOverride"))
            if start is not None:
                level = _whole(override.get(_W + "ilvl"))
                self._restarts.setdefault(list_id, {})[level] = _whole(start, 1)

    def before(self, properties: Element) -> str:
        """Return what Word writes before a paragraph with these properties, and count it; empty for none."""
        own, style = _listed(properties), _value(properties.find(_STYLED))
        if own.list_id is None and style is None:
            return ""
        self._open()
        of_style = self._styles.get(style or "", _ListedLevel(None, None))
        list_id = of_style.list_id if own.list_id is None else own.list_id
        level = of_style.level if own.level is None else own.level
        abstract = self._abstract.get(list_id or "")
        levels = self._levels.get(abstract or "", {})
        if list_id is None or abstract is None or (level or 0) not in levels:
            return ""
        return self._next(list_id, abstract, level or 0, levels)

    def _next(self, list_id: str, abstract: str, level: int, levels: dict[int, _Level]) -> str:
        """Count on; lists of one kind go on counting together unless one says where it starts."""
        counted = self._counted.setdefault(abstract, {})
        for at, start in self._restarts.pop(list_id, {}).items():
            counted[at] = start - 1
        counted[level] = counted.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counted if at > level]:
            del counted[deeper]
        return _written(level, levels, counted)


def only_styles(kind: str, xml: bytes) -> bytes:
    """Return a part of styles with those of this kind alone; those of tables are nine tenths of it."""
    head, *styles = xml.split(_STYLE)
    if not styles:
        return xml
    styles[-1] = styles[-1].removesuffix(_END)
    wanted = f'="{kind}"'.encode()
    kept = [style for style in styles if wanted in style[: style.find(b">")]]
    return _STYLE.join([head, *kept]) + _END


def _written(level: int, levels: dict[int, _Level], counted: dict[int, int]) -> str:
    own = levels[level]
    if own.format_ == "bullet":
        return bullet_as(own.text)

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if at not in levels:
            return ""
        start = levels[at].start
        return number_as(counted.get(at, start), _FORMATS.get(levels[at].format_, "1"))

    return "" if own.format_ == "none" else _PLACE.sub(number, own.text).strip()


def _level(level: Element) -> tuple[int, _Level]:
    start = _whole(_value(level.find(_W + "start")), 1)
    format_ = _value(level.find(_W + "numFmt")) or "decimal"
    text = _value(level.find(_W + "lvlText")) or ""
    return _whole(level.get(_W + "ilvl")), _Level(start, format_, text)


def _styles(styles: Element) -> dict[str, _ListedLevel]:
    """Return the list of every paragraph style that has one, its own or that of a style it is based on."""
    own: dict[str, _ListedLevel] = {}
    based_on: dict[str, str] = {}
    for style in styles.iterfind(_W + "style"):
        name = style.get(_W + "styleId", "")
        properties = style.find(_W + "pPr")
        own[name] = _ListedLevel(None, None) if properties is None else _listed(properties)
        based_on[name] = _value(style.find(_W + "basedOn")) or ""
    return {name: _inherited(name, own, based_on) for name in own}


def _inherited(name: str, own: dict[str, _ListedLevel], based_on: dict[str, str]) -> _ListedLevel:
    list_id, level = None, None
    for _step in range(_DEPTH):
        found = own.get(name)
        if found is None:
            break
        list_id = found.list_id if list_id is None else list_id
        level = found.level if level is None else level
        name = based_on[name]
    return _ListedLevel(list_id, level)


def _listed(properties: Element) -> _ListedLevel:
    found = properties.find(_NUMBERED)
    if found is None:
        return _ListedLevel(None, None)
    level = _value(found.find(_W + "ilvl"))
    return _ListedLevel(_value(found.find(_W + "numId")), None if level is None else _whole(level))


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(_VAL)


def _whole(written: str | None, otherwise: int = 0) -> int:
    """Read a number; damaged ones and such as no list reaches count as the usual one."""
    digits = written or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise
