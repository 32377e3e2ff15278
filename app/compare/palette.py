"""The theme's colours for the roles that a chart names."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.shell import theme
from coding.analysis.chart import STAGE, TILE, TOTAL, TOTAL_AS_IN_THE_STUDY
from coding.analysis.print_style import INKS, PRINT

_PALE = 0.42
_LEAST_INK = 0.08
# As many as there are inks; what is not done is hatched the other way.
_PATTERNS = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.CrossPattern,
)
_DARKEST_IN_CONTRAST = 0.22
_DARKEST_CELL = 0.36  # of the hue of a dimension: numbers stay readable on it
_LIGHTEST = 0.22  # of the colour of totals: the first stage


def colour_of(role: str, *, pale: bool = False) -> QColor:
    """Return the colour of a bar or of an entry of the legend."""
    colours = theme.current()
    part, _colon, position = role.partition(":")
    if part == STAGE:
        return _of_stage(position)
    if part == TILE:
        return QColor(colours.total)
    if part == PRINT:
        ink = INKS[int(position) % len(INKS)] if position else 1.0
        ink = max(ink * _PALE, min(ink, _LEAST_INK)) if pale else ink
        return blended(QColor(colours.text), QColor(colours.page), ink)
    if position.isdigit():
        colour = QColor(colours.school(int(position)))
    else:
        known = {TOTAL: colours.total, TOTAL_AS_IN_THE_STUDY: colours.amber_total}
        colour = QColor(known.get(part, colours.quiet))
    return blended(colour, QColor(colours.page), _PALE) if pale else colour


def pattern_of(role: str) -> Qt.BrushStyle:
    """Return the hatching of a series in print, by its position; a colour needs none."""
    part, _colon, position = role.partition(":")
    if part != PRINT or not position:
        return Qt.BrushStyle.NoBrush
    return _PATTERNS[int(position) % len(_PATTERNS)]


def edge_of(role: str) -> QColor:
    """Return the colour of the edge of a mark: its own in full, ink in print."""
    return QColor(theme.current().text) if role.startswith(PRINT) else colour_of(role)


def line_of(hue: str) -> QColor:
    """Return the colour of the line under a strand: its dimension's, grey in print."""
    colours = theme.current()
    return QColor(colours.hue(hue).mark if hue else colours.quiet)


def _of_stage(position: str) -> QColor:
    """Return the colour of a stage: none is the page's own, later ones are darker, ``2/4`` half the way."""
    at, of = map(int, position.split("/"))
    colours = theme.current()
    share = 0.0 if at == 0 else _LIGHTEST + (1 - _LIGHTEST) * (at - 1) / max(of - 1, 1)
    return blended(QColor(colours.total), QColor(colours.page), share)


def shaded(hue: str, share: float) -> QColor:
    """Return the ground of a number in a table, the darker the higher it is, in the hue of its dimension."""
    colours = theme.current()
    mark = QColor(colours.hue(hue).mark if hue else colours.total)
    darkest = _DARKEST_IN_CONTRAST if colours.contrast else _DARKEST_CELL
    return blended(mark, QColor(colours.page), darkest * share)


def readable_on(ground: QColor) -> QColor:
    """Return the colour of letters on a ground: black or white, of which one always has 4.5 to 1."""
    each = (QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white))
    return max(each, key=lambda colour: abs(_light(colour) - _light(ground)))


def _light(colour: QColor) -> float:
    """Return how light a colour is as contrast is reckoned (WCAG): equal steps are equal contrasts."""
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return math.log(0.05 + 0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return what a colour looks like where it covers only a share of the ground."""
    mixed = (
        share * getattr(colour, part)() + (1 - share) * getattr(ground, part)()
        for part in ("redF", "greenF", "blueF")
    )
    return QColor.fromRgbF(*mixed)
