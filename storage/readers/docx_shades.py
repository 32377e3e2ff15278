"""The colour behind a run of a Word document: its own, or that of the style it was given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from coding.notation.colours import colour_of
from storage.readers.safe_xml import Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLED: Final = _W + "rStyle"
_BEHIND: Final = ((_W + "highlight", _W + "val"), (_W + "shd", _W + "fill"))


def colour_behind(properties: Element) -> str:
    """Return the colour behind a run or paragraph, by highlighting or else by shading; empty for none."""
    for name, attribute in _BEHIND:
        found = properties.find(name)
        colour = "" if found is None else colour_of(found.get(attribute, ""))
        if colour:
            return colour
    return ""


@dataclass(slots=True)
class CharacterStyles:
    """The colours of styles for runs; ``load`` gives the part of styles when the first run has one."""

    load: Callable[[], Element | None] | None = None
    _colours: dict[str, str] = field(default_factory=dict[str, str])

    def colour(self, properties: Element) -> str:
        """Return the colour behind a run with these properties; empty for none."""
        own = colour_behind(properties)
        style = None if own else properties.find(_STYLED)
        if style is None:
            return own
        self._open()
        return self._colours.get(style.get(_W + "val", ""), "")

    def _open(self) -> None:
        styles = None if self.load is None else self.load()
        self.load = None
        for style in () if styles is None else styles.iterfind(_W + "style"):
            properties = style.find(_W + "rPr")
            if properties is not None:
                self._colours[style.get(_W + "styleId", "")] = colour_behind(properties)
