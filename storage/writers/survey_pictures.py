"""Results of a survey as a picture: a row a statement, round below round, for all and for each group.

The response rate stands on every picture. Groups of fewer than ten are hatched and without a percentage,
deficits grey; the answers of a scale stand one behind another around the middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from coding.analysis.measure import DASH
from coding.analysis.survey_results import ALL, SurveyShare
from coding.analysis.survey_scales import ScaleShares
from coding.analysis.survey_table import ShareCell, SurveyRow, SurveyTableau, make_up_note
from coding.language import _
from coding.report.survey_part import rates_in_words
from coding.text.names import shortened
from storage.writers.chart_marks import DIM, INK
from storage.writers.chart_pictures import WIDTH
from storage.writers.picture_bars import GREY, RULE, TRACK, draw_bar

_LINE: Final = 0.15  # inches of a row in one round
_BAND: Final = 0.2
_HEAD: Final = 0.62
_NAME: Final = 0.34
_COLUMN: Final = 1.42  # of a group: a bar and its figures, and the change
_LEAST: Final = 2.0  # of the statements
_TRACK: Final = 0.36  # a bar of 100 per cent
_LETTER: Final = 0.05  # about what one needs
_THICK: Final = 0.085
_NOTE, _NOTE_LETTERS = 0.115, 140
_SMALL: Final = 5.6
_ACCENT: Final = "#2f55b0"


def survey_picture(shown: SurveyTableau) -> tuple[Any, str]:
    """Return the figure and its title."""
    banks = ", ".join(bank.called for bank in shown.banks)
    return _Picture(shown).figure(), f"{shown.results.instrument.name}: {banks}"


@dataclass(frozen=True)
class _Picture:
    """Draws on one plane, in inches from the upper left."""

    shown: SurveyTableau

    @property
    def _width(self) -> float:
        return max(WIDTH, _NAME + _LEAST + _COLUMN * len(self.shown.columns))

    def figure(self) -> Any:
        rows = self.shown.rows
        below = [part for note in self._notes() for part in wrap(note, _NOTE_LETTERS)]
        height = _HEAD + sum(map(self._height, rows)) + 0.1 + _NOTE * len(below)
        figure: Any = Figure(figsize=(self._width, height), facecolor="white")
        ax: Any = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set_xlim(0, self._width)
        ax.set_ylim(height, 0)
        ax.axis("off")
        self._head(ax)
        top = _HEAD
        for row in rows:
            ax.plot((0, self._width), (top, top), color=RULE, lw=0.4)
            self._row(ax, row, top)
            top += self._height(row)
        for at, line in enumerate(below, 1):
            ax.text(0.02, top + _NOTE * at, line, fontsize=_SMALL, color=DIM)
        return figure

    def _notes(self) -> Sequence[str]:
        usual = _(
            "Shares are of those who answered. Changes in points; a fall in a deficit is no loss. With fewer "
            "than ten people there is no percentage."
        )
        return [*filter(None, (rates_in_words(self.shown.results), make_up_note(self.shown.results), usual))]

    def _height(self, row: SurveyRow) -> float:
        return _BAND if row.is_band else _LINE * len(row.cells[0].lines) + 0.04

    def _left(self, place: int) -> float:
        return self._width - _COLUMN * (len(self.shown.columns) - place)

    def _head(self, ax: Any) -> None:
        left = 0.02
        rounds = [each.round for each in self.shown.results.rounds]
        marks = [(name, at == len(rounds) - 1, False, _ACCENT) for at, name in enumerate(rounds)]
        few = (_("fewer than ten people"), True, True, _ACCENT)
        for name, is_last, is_small, ink in (*marks, few, (_("deficit"), True, False, GREY)):
            draw_bar(ax, (left, 0.12), (0.16, _THICK), ink, is_last=is_last, is_small=is_small)
            ax.text(left + 0.2, 0.12, name, fontsize=_SMALL, color=DIM, va="center")
            left += 0.34 + _LETTER * len(name)
        for place, group in enumerate(self.shown.columns):
            called = _("All") if group == ALL else group or _("not known")
            ax.text(self._left(place), 0.38, shortened(called, 22), fontsize=7, fontweight="bold", color=INK)
            ax.text(self._left(place), 0.52, self.shown.sizes(group), fontsize=_SMALL, color=DIM)
            if self.shown.has_change:
                right = self._left(place) + _COLUMN - 0.08
                ax.text(right, 0.52, _("change"), fontsize=_SMALL, color=DIM, ha="right")

    def _row(self, ax: Any, row: SurveyRow, top: float) -> None:
        middle = top + self._height(row) / 2
        room = self._left(0) - _NAME - 0.05
        if row.is_band:
            ax.add_patch(Rectangle((0, top), self._width, _BAND, facecolor=TRACK, lw=0))
            words = shortened(row.words, int(self._width / _LETTER))
            ax.text(0.02, middle, words, fontsize=6.5, fontweight="bold", color=INK, va="center")
            return
        ink = DIM if row.is_deficit else INK
        name = row.name.rpartition(" ")[2] if row.item is not None else row.name
        left = 0.02 if row.item is None else _NAME
        if row.item is not None:
            ax.text(0.02, middle, name, fontsize=6.5, fontweight="bold", color=ink, va="center")
        words = row.words + (_(" (deficit)") if row.is_deficit else "")
        lines = wrap(words, int(room / _LETTER))[: len(row.cells[0].lines)] or [""]
        if len(" ".join(lines)) < len(words):
            lines[-1] = shortened(f"{lines[-1]} {words[len(' '.join(lines)) :]}", int(room / _LETTER))
        for at, line in enumerate(lines):
            place = middle + (at - (len(lines) - 1) / 2) * 0.11
            ax.text(left, place, line, fontsize=6.2, color=ink, va="center")
        for place, cell in enumerate(row.cells):
            self._cell(ax, row, cell, self._left(place), middle)

    def _cell(self, ax: Any, row: SurveyRow, cell: ShareCell, left: float, middle: float) -> None:
        n = len(cell.lines)
        for at in range(n):
            line, is_last = middle + (at - (n - 1) / 2) * _LINE, at == n - 1
            if cell.scales:
                _scale(ax, cell.scales[at], left, line, is_last=is_last)
            else:
                ink = GREY if row.is_deficit else _ACCENT
                _share(ax, cell.shares[at], left, line, ink, is_last=is_last)
        if self.shown.has_change:
            sign = "⇅ " if cell.is_opposite else ""
            right = left + _COLUMN - 0.08
            ax.text(right, middle, sign + cell.change, fontsize=6.5, color=INK, va="center", ha="right")


def _share(
    ax: Any, share: SurveyShare | None, left: float, middle: float, ink: str, *, is_last: bool
) -> None:
    said = DASH if share is None else _("no answers")
    if share is not None and share.n:
        ax.add_patch(Rectangle((left, middle - _THICK / 2), _TRACK, _THICK, facecolor=TRACK, lw=0))
        size = (_TRACK * share.k / share.n, _THICK)
        draw_bar(ax, (left, middle), size, ink, is_last=is_last, is_small=share.is_small)
        said = " ".join(filter(None, (share.text, share.percent)))
    ax.text(left + _TRACK + 0.03, middle, said, fontsize=_SMALL, color=INK, va="center")


def _scale(ax: Any, scale: ScaleShares | None, left: float, middle: float, *, is_last: bool) -> None:
    if scale is None or not scale.n:
        said = DASH if scale is None else _("no answers")
        ax.text(left, middle, said, fontsize=_SMALL, color=INK, va="center")
        return
    zero, unit, n = left + _TRACK / 2, _TRACK / 2, len(scale.counts)
    at = zero + scale.left * unit
    for option, count in enumerate(scale.counts):
        away = 2 * option - (n - 1)
        ink = _ACCENT if away > 0 else GREY
        part = 0.25 + 0.75 * abs(away) / (n - 1) if away else 0.0
        size = (unit * count / scale.n, _THICK)
        draw_bar(ax, (at, middle), size, ink, is_last=is_last, is_small=scale.is_small, part=part)
        at += size[0]
    if scale.counts:
        ax.plot((zero, zero), (middle - _LINE / 2, middle + _LINE / 2), color=INK, lw=0.6)
    room = _TRACK + 0.03 if scale.counts else 0.0
    ax.text(left + room, middle, scale.figure, fontsize=5, color=INK, va="center")
