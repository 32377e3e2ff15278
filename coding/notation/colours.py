"""Colours of highlighters as readers find them: one spelling for one colour, and its name in words.

A colour is spelt as Word names its highlighter (``yellow``, ``darkYellow``) if it is one of those, else
in six hexadecimal digits, lower case. So the yellow of a Word file and that of its copy in another
format are the same yellow, and what it means needs saying once.
"""

import colorsys
import re
from collections.abc import Mapping
from typing import Final

from coding.language import N_, _

# Word's highlighters; its green is the bright one.
_HIGHLIGHTERS: Final = {
    "black": "000000",
    "blue": "0000ff",
    "cyan": "00ffff",
    "green": "00ff00",
    "magenta": "ff00ff",
    "red": "ff0000",
    "yellow": "ffff00",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "c0c0c0",
}
_NAME_OF: Final = {digits: name for name, digits in _HIGHLIGHTERS.items()}
_BY_LOWER_CASE: Final = {name.lower(): name for name in _HIGHLIGHTERS}
# What style sheets say; green and the dark colours are not the highlighters of that name.
_STYLE_NAMES: Final = {
    "aqua": "00ffff",
    "blue": "0000ff",
    "coral": "ff7f50",
    "cyan": "00ffff",
    "darkgray": "a9a9a9",
    "darkgreen": "006400",
    "fuchsia": "ff00ff",
    "gold": "ffd700",
    "gray": "808080",
    "green": "008000",
    "grey": "808080",
    "khaki": "f0e68c",
    "lavender": "e6e6fa",
    "lightblue": "add8e6",
    "lightgray": "d3d3d3",
    "lightgreen": "90ee90",
    "lightgrey": "d3d3d3",
    "lightpink": "ffb6c1",
    "lightyellow": "ffffe0",
    "lime": "00ff00",
    "magenta": "ff00ff",
    "maroon": "800000",
    "navy": "000080",
    "olive": "808000",
    "orange": "ffa500",
    "palegreen": "98fb98",
    "pink": "ffc0cb",
    "plum": "dda0dd",
    "purple": "800080",
    "red": "ff0000",
    "silver": "c0c0c0",
    "skyblue": "87ceeb",
    "teal": "008080",
    "tomato": "ff6347",
    "turquoise": "40e0d0",
    "violet": "ee82ee",
    "yellow": "ffff00",
}
_NONE: Final = frozenset({"", "auto", "none", "white", "transparent", "inherit", "initial", "unset"})
_DIGITS: Final = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_RGB: Final = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+%?)\s*)?\)")

# The hues of codes as the window's light theme marks them (a test holds the two together).
HUE_COLOURS: Final[Mapping[str, str]] = {
    "blue": "#2a66b8",
    "amber": "#a86a00",
    "green": "#23805c",
    "violet": "#7049b8",
    "rose": "#b83a62",
    "teal": "#15798a",
    "slate": "#5d6b80",
}

# Where on the circle of hues (in degrees) each begins.
_HUES: Final = (
    (345, N_("red")),
    (290, N_("pink")),
    (255, N_("purple")),
    (195, N_("blue")),
    (165, N_("turquoise")),
    (70, N_("green")),
    (48, N_("yellow")),
    (15, N_("orange")),
    (0, N_("red")),
)


def colour_of(written: str) -> str:
    """Return the one spelling of a colour of a document or style sheet; empty for none and for white."""
    text = written.strip()
    if text in _HIGHLIGHTERS:
        return text
    text = text.lower()
    if text in _NONE:
        return ""
    digits = _STYLE_NAMES.get(text) or _digits_of(text)
    if not digits:
        return _BY_LOWER_CASE.get(text, text)
    return "" if digits == "ffffff" else _NAME_OF.get(digits, digits)


def _digits_of(text: str) -> str:
    """Read ``#ff0``, ``FFFF00`` or ``rgb(255, 255, 0)``; what shines through is no colour (white)."""
    if found := _DIGITS.fullmatch(text):
        digits = found[1]
        return "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits[:6]
    found = _RGB.fullmatch(text)
    if found is None:
        return ""
    if found[4] and not float(found[4].rstrip("%").strip(".") or 0):
        return "ffffff"
    return "".join(f"{min(int(part), 255):02x}" for part in found.groups()[:3])


def hex_of(colour: str) -> str:
    """Return the six hexadecimal digits of a colour of a Document; mid grey if it is none we know."""
    digits = _HIGHLIGHTERS.get(colour) or _digits_of(colour.lower())
    return digits or _STYLE_NAMES.get(colour.lower(), "808080")


def colour_in_words(colour: str) -> str:
    """Say a colour of a Document as a person would: ``ffff00`` is yellow, ``fff2cc`` light orange."""
    known = colour in _HIGHLIGHTERS or colour.lower() in _STYLE_NAMES or _digits_of(colour.lower())
    return _in_words(hex_of(colour)) if known else colour


def _in_words(digits: str) -> str:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    degrees = round(hue * 360) % 360
    if lightness < 0.08:
        return _("black")
    if saturation < 0.12 or max(red, green, blue) - min(red, green, blue) < 0.06:
        name = _("grey")
    elif 15 <= degrees < 45 and lightness < 0.42:
        return _("brown")
    else:
        name = _(next(word for begin, word in _HUES if degrees >= begin))
    if lightness > 0.74 and name == _("red"):
        return _("pink")
    if lightness > 0.74:
        return _("light {colour}").format(colour=name)
    return _("dark {colour}").format(colour=name) if lightness < 0.3 else name


def nearest_hue(written: str) -> str:
    """Return the hue of codes nearest to a colour (``#ff0``, ``red``); none for none, white and black."""
    digits = _digits_of(written.strip().lower()) or _STYLE_NAMES.get(written.strip().lower(), "")
    exact = next((hue for hue, colour in HUE_COLOURS.items() if colour == f"#{digits}"), "")
    if exact or not digits:
        return exact
    turn, lightness, colourful = _of_hue(digits)
    if not 0.04 < lightness < 0.98:
        return ""
    if colourful < 0.08:
        return "slate"
    turns = {hue: _of_hue(colour[1:])[0] for hue, colour in HUE_COLOURS.items() if hue != "slate"}
    return min(turns, key=lambda hue: abs((turns[hue] - turn + 0.5) % 1 - 0.5))


def _of_hue(digits: str) -> tuple[float, float, float]:
    """Return where on the circle a colour stands, how light it is, and how far from grey."""
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    turn, lightness, _saturation = colorsys.rgb_to_hls(*parts)
    return turn, lightness, max(parts) - min(parts)
