"""What style sheets say that matters to a transcript: the colour behind text, and what is hidden."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from coding.notation.colours import colour_of

_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NOTE: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS: Final = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_BACKGROUND: Final = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:([^;]*)", re.IGNORECASE)
_EXACT: Final = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)", re.IGNORECASE)
_HIDDEN: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
_NO_BULLET: Final = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_LONGEST_SHEET: Final = 500_000


class HtmlLook(NamedTuple):
    """The colour behind text, empty for none; whether it is shown; whether items have no bullets."""

    colour: str = ""
    hidden: bool = False
    bare: bool = False


@dataclass(slots=True)
class Sheet:
    """The rules for classes of the style sheets that a file carries with it; none is fetched."""

    _classes: dict[str, HtmlLook] = field(default_factory=dict[str, HtmlLook])

    def take(self, text: str) -> None:
        """Take in a style sheet; only what it says of single classes is understood."""
        for selectors, declarations in _RULE.findall(_NOTE.sub("", text[:_LONGEST_SHEET])):
            look = look_of(declarations)
            if look != HtmlLook():
                found = (_CLASS.fullmatch(selector.strip()) for selector in selectors.split(","))
                self._classes.update({name[1]: look for name in found if name})

    def look(self, classes: str, style: str) -> HtmlLook:
        """Return how an element of these classes and with this style of its own looks."""
        look = look_of(style) if style else HtmlLook()
        for name in classes.split():
            other = self._classes.get(name)
            if other is not None:
                look = HtmlLook(
                    look.colour or other.colour, look.hidden or other.hidden, look.bare or other.bare
                )
        return look


@lru_cache(1_000)
def look_of(declarations: str) -> HtmlLook:
    """Read what stands in a style attribute or between the braces of a rule."""
    colour = ""
    for value in _BACKGROUND.findall(declarations):
        colour = _colour(value) or colour
    hidden, bare = _HIDDEN.search(declarations), _NO_BULLET.search(declarations)
    return HtmlLook(colour, hidden is not None, bare is not None)


def _colour(value: str) -> str:
    """Find the colour in a background, which can name a picture and its place as well."""
    value = value.replace("!important", "").strip()
    exact = _EXACT.search(value)
    if exact is not None:
        return colour_of(exact[0])
    words = value.split()
    return colour_of(words[-1]) if words and words[-1].isalpha() and "url(" not in value else ""
