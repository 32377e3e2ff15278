"""The theme's colours for the roles that a chart names."""

from PySide6.QtGui import QColor

from app.shell import theme
from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY

_PALE = 0.42


def colour_of(role: str, *, pale: bool = False) -> QColor:
    """Return the colour of a bar or of an entry of the legend."""
    colours = theme.current()
    part, _colon, position = role.partition(":")
    if position.isdigit():
        colour = QColor(colours.school(int(position)))
    else:
        known = {TOTAL: colours.total, TOTAL_AS_IN_THE_STUDY: colours.amber_total}
        colour = QColor(known.get(part, colours.quiet))
    return blended(colour, QColor(colours.page), _PALE) if pale else colour


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return what a colour looks like where it covers only a share of the ground."""
    mixed = (
        share * getattr(colour, part)() + (1 - share) * getattr(ground, part)()
        for part in ("redF", "greenF", "blueF")
    )
    return QColor.fromRgbF(*mixed)
