"""Both kinds of evidence as a picture: shares of the survey and codings by stage, round below round.

PNG at 300 dpi, and SVG with its text as text. Earlier rounds are pale with an edge, groups of fewer than ten
hatched, deficits grey: none of it hangs on colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

from matplotlib.figure import Figure

from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_rows import JointRound, JointRow, StageShare
from coding.analysis.joint_words import answered_in_words, label_of, notes, sentence_of
from coding.analysis.measure import DASH
from coding.analysis.survey_results import ALL
from coding.language import _
from coding.model.joint import JOINT_STATES_IN_WORDS
from coding.notation.colours import HUE_COLOURS
from coding.report.drawn import DrawnJoint
from coding.text.names import shortened
from storage.writers.chart_marks import DIM, INK
from storage.writers.chart_pictures import WIDTH
from storage.writers.picture_bars import GREY, RULE, draw_bar

_LINE: Final = 0.165  # inches of a row in one round
_HEAD: Final = 0.62
_LABEL, _ROUND, _WITH = 1.12, 0.3, 0.52  # inches of these columns
_SHARE, _COUNT = 1.42, 0.6  # how wide columns of shares and of codings are to each other
_TRACK: Final = 0.33  # of a column of shares: a bar of 100 per cent
_BAR: Final = 0.45  # of a column of codings: the longest bar
_THICK: Final = 0.5  # of a line: a bar
_LETTERS: Final = 19
_NOTE: Final = 0.115  # inches of a line of what is said below
_NOTE_LETTERS: Final = 140
_SMALL: Final = 5.6


def joint_picture(drawn: DrawnJoint) -> tuple[Any, str]:
    """Return the figure and its title."""
    return _Picture(drawn).figure(), _("Survey and interviews by stage")


@dataclass(frozen=True)
class _Picture:
    """Draws on one plane, in inches from the upper left."""

    drawn: DrawnJoint

    @property
    def display(self) -> JointDisplay:
        """What is drawn."""
        return self.drawn.display

    def figure(self) -> Any:
        lines = sum(len(row.rounds) for row in self.drawn.rows)
        below = [line for note in self._notes() for line in wrap(note, _NOTE_LETTERS)]
        height = _HEAD + _LINE * lines + 0.1 + _NOTE * len(below)
        figure: Any = Figure(figsize=(WIDTH, height), facecolor="white")
        ax: Any = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        ax.axis("off")
        self._head(ax)
        top = _HEAD
        for at, row in enumerate(self.drawn.rows):
            is_new = at == 0 or self.drawn.rows[at - 1].strand != row.strand
            ax.plot((0 if is_new else _LABEL / 3, WIDTH), (top, top), color=RULE, lw=0.9 if is_new else 0.4)
            self._row(ax, row, top, is_new=is_new)
            top += _LINE * len(row.rounds)
        for at, line in enumerate(below, 1):
            ax.text(0.02, top + _NOTE * at, line, fontsize=_SMALL, color=DIM)
        return figure

    def _notes(self) -> Sequence[str]:
        """Return what a picture says wherever it goes."""
        return (answered_in_words(self.display), *notes(self.display)[:2])

    # --- where things stand ---

    @property
    def _n(self) -> int:
        return len(self.display.stages) + 1

    @property
    def _unit(self) -> float:
        return (WIDTH - _LABEL - _ROUND - _WITH) / (self._n * (_SHARE + _COUNT))

    def _share_at(self, place: int) -> float:
        return _LABEL + _ROUND + place * _SHARE * self._unit

    def _count_at(self, place: int) -> float:
        return self._share_at(self._n) + place * _COUNT * self._unit

    # --- what stands there ---

    def _head(self, ax: Any) -> None:
        letters = [stage.letter for stage in self.display.stages]
        ax.text(self._share_at(0), 0.14, _("Survey: strengths marked"), fontweight="bold", color=INK)
        ax.text(self._count_at(0), 0.14, _("Interviews: codings"), fontweight="bold", color=INK)
        self._legend(ax)
        for place, name in enumerate((*letters, _("deficits"))):
            ax.text(self._share_at(place), _HEAD - 0.06, name, fontsize=6.5, color=INK)
        for place, name in enumerate((_("none"), *letters)):
            ax.text(self._count_at(place), _HEAD - 0.06, name, fontsize=6.5, color=INK)
        ax.text(WIDTH - 0.03, _HEAD - 0.06, _("interviews"), fontsize=6.5, color=INK, ha="right")

    def _legend(self, ax: Any) -> None:
        left = _LABEL + _ROUND
        names = [name for _id, name in self.display.rounds]
        marks = [(name, at == len(names) - 1, False) for at, name in enumerate(names)]
        for name, is_last, is_small in (*marks, (_("fewer than ten people: no percentage"), True, True)):
            _bar(ax, left, 0.28, 0.16, GREY, is_last=is_last, is_small=is_small)
            ax.text(left + 0.2, 0.28, name, fontsize=_SMALL, color=DIM, va="center")
            left += 0.3 + 0.05 * len(name)

    def _row(self, ax: Any, row: JointRow, top: float, *, is_new: bool) -> None:
        middle = top + _LINE / 2
        label = row.strand if row.group == ALL else label_of(row)
        left, weight = (0.02, "bold") if row.group == ALL or is_new else (0.14, "normal")
        ax.text(
            left, middle, shortened(label, _LETTERS), fontsize=7, fontweight=weight, color=INK, va="center"
        )
        said = sentence_of(row, self.drawn.sentences)
        if said.state and len(row.rounds) > 1:
            words = _(JOINT_STATES_IN_WORDS[said.state])
            ax.text(left, middle + _LINE, words, fontsize=5.2, style="italic", color=DIM, va="center")
        ink = HUE_COLOURS.get(row.hue, GREY)
        for at, round_ in enumerate(row.rounds):
            self._line(ax, round_, middle + at * _LINE, ink, is_last=at == len(row.rounds) - 1)

    def _line(self, ax: Any, round_: JointRound, middle: float, ink: str, *, is_last: bool) -> None:
        ax.text(_LABEL, middle, round_.round, fontsize=6, color=DIM, va="center")
        track = _TRACK * _SHARE * self._unit
        for place, share in enumerate((*round_.shares, round_.deficits)):
            left = self._share_at(place)
            colour = GREY if place == len(round_.shares) else ink
            if share is not None:
                part = share.marks.k / share.marks.n
                _bar(ax, left, middle, track * part, colour, is_last=is_last, is_small=share.is_small)
            ax.text(left + track + 0.03, middle, _figure(share), fontsize=_SMALL, color=INK, va="center")
        for place, count in enumerate(round_.codings):
            left, most = self._count_at(place), _BAR * _COUNT * self._unit
            length = most * count / self._most if round_.has_interviews else 0.0
            _bar(ax, left, middle, length, ink, is_last=is_last, is_small=round_.is_so_far)
            said = str(count) if round_.has_interviews else DASH
            ax.text(left + length + 0.02, middle, said, fontsize=_SMALL, color=INK, va="center")
        with_some = round_.share_of_interviews.text if round_.has_interviews else DASH
        ax.text(WIDTH - 0.03, middle, with_some, fontsize=6, color=INK, va="center", ha="right")

    @property
    def _most(self) -> int:
        return (
            max((n for row in self.display.rows for each in row.rounds for n in each.codings), default=1) or 1
        )


def _figure(share: StageShare | None) -> str:
    """Return what stands beside a bar: the percentage, of few people how many marks."""
    if share is None:
        return DASH
    return share.marks.text if share.is_small else share.percent


def _bar(
    ax: Any, left: float, middle: float, length: float, ink: str, *, is_last: bool, is_small: bool
) -> None:
    draw_bar(ax, (left, middle), (length, _LINE * _THICK), ink, is_last=is_last, is_small=is_small)
