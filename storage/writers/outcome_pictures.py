"""Small multiples of schools' figures: a panel a school on one scale, reference lines dashed, breaks cut."""

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.figure import Figure

from coding.analysis.outcome_panels import OutcomePanels, SchoolPanel
from coding.language import _
from coding.model.outcomes import Outcome, joined_years
from coding.text.names import shortened
from storage.writers.chart_marks import DIM, INK
from storage.writers.chart_pictures import WIDTH
from storage.writers.picture_bars import GREY, RULE

_ACROSS: Final = 5  # panels in a row
_HIGH: Final = 1.75  # inches of a row of panels
_SMALL: Final = 5.6
_ACCENT: Final = "#2f55b0"
_LETTERS: Final = 22
_ROOM: Final = 1.12  # of the highest figure: its number stands above it


def outcome_picture(shown: OutcomePanels) -> tuple[Any, str]:
    """Return the figure and its title."""
    panels = shown.panels
    down = -(-len(panels) // _ACROSS) or 1
    figure: Any = Figure(figsize=(WIDTH, _HIGH * down + 0.25), facecolor="white", layout="constrained")
    axes: Any = figure.subplots(down, min(_ACROSS, max(len(panels), 1)), sharey=True, squeeze=False)
    every = [ax for row in axes for ax in row]
    for ax, panel in zip(every, panels, strict=False):
        _panel(ax, shown, panel)
    for ax in every[len(panels) :]:
        ax.axis("off")
    unit = shown.measure.unit
    if every and unit:
        every[0].set_ylabel(unit, fontsize=_SMALL, color=DIM)
    return figure, shown.measure.name


def _panel(ax: Any, shown: OutcomePanels, panel: SchoolPanel) -> None:
    ax.set_title(shortened(panel.name, _LETTERS), fontsize=7, fontweight="bold", color=INK)
    ax.set_ylim(0, shown.highest * _ROOM)
    ax.set_xlim(-0.5, max(len(shown.years), 1) - 0.5)
    ax.set_xticks(range(len(shown.years)), shown.years, fontsize=_SMALL, color=DIM)
    ax.tick_params(axis="y", labelsize=_SMALL, colors=DIM, length=2)
    ax.tick_params(axis="x", length=0)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(RULE)
    for label, line in shown.lines.items():
        _line(ax, shown, line, {"color": GREY, "lw": 0.9, "ls": "--"})
        if last := [each for each in line if each.number is not None][-1:]:
            at = shown.years.index(last[0].year)
            ax.text(at, last[0].number, shortened(label, _LETTERS), fontsize=4.6, color=DIM, va="bottom")
    _line(ax, shown, panel.figures, {"color": _ACCENT, "lw": 1.2})
    for each in panel.figures:
        if each.number is not None:
            at = shown.years.index(each.year)
            ax.plot([at], [each.number], "o", color=_ACCENT, ms=3)
            ax.annotate(
                each.value,
                (at, each.number),
                xytext=(0, 3.5),
                textcoords="offset points",
                fontsize=_SMALL,
                color=INK,
                ha="center",
            )
    if shown.strand:
        said = " · ".join(f"{round_} {n}" for round_, n in panel.spoken) or _("not coded")
        ax.set_xlabel(f"{shown.strand}  {said}", fontsize=_SMALL, color=DIM)


def _line(ax: Any, shown: OutcomePanels, figures: Sequence[Outcome], look: dict[str, Any]) -> None:
    """Join the figures of years next to each other; a new test, or a year without one, is not bridged."""
    for one, other in joined_years(figures, shown.years, shown.measure.settings.breaks):
        years = [shown.years.index(each.year) for each in (one, other)]
        ax.plot(years, [one.number, other.number], **look)
