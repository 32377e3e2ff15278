"""Bars of pictures on paper: earlier rounds pale with an edge, small groups hatched, never colour alone."""

from typing import Any, Final

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

GREY: Final = "#828899"
RULE: Final = "#d5d8e0"
TRACK: Final = "#eef0f4"


def draw_bar(
    ax: Any,
    place: tuple[float, float],
    size: tuple[float, float],
    ink: str,
    *,
    is_last: bool,
    is_small: bool,
    part: float = 1.0,
) -> None:
    """Draw a bar from its left end and its middle, in inches; ``part`` is how full its colour is."""
    (left, middle), (length, thick) = place, size
    if not length:
        return
    look: dict[str, Any] = {"facecolor": to_rgba(ink, part), "edgecolor": ink}
    if is_small:
        look = {"facecolor": "white", "edgecolor": ink, "hatch": "/////"}
    elif not is_last and part == 1:
        look = {"facecolor": to_rgba(ink, 0.25), "edgecolor": ink}
    ax.add_patch(Rectangle((left, middle - thick / 2), length, thick, lw=0.5, **look))
