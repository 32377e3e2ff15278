"""The options of the Compare page: what is asked now and then, in a panel that opens below its button."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QToolButton, QWidget

from app.widgets.chip_bar import Chip
from app.widgets.choice_group import ChoiceGroup, TickGroup, column_of_groups
from app.widgets.forms import STRETCH, button, column_of, hint, row_of, show_in, wide
from app.widgets.popover import Popover
from coding.analysis.chart import Scale, Totals
from coding.analysis.columns import Counted
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.comparison import Whose
from coding.analysis.forms import USUALLY_SHOWN, ChartForm, Shown, Style
from coding.analysis.measure import OfDirection, Unsure
from coding.language import _
from coding.model.code_labels import direction_in_words


class OptionsPanel(Popover):
    """Says ``changed`` with every choice, which shows at once."""

    changed = Signal()

    def __init__(self, opens: QToolButton) -> None:
        """Open by this button, with everything as it usually is."""
        super().__init__(_("Options"), opens)
        self._ask_how_it_looks()
        self._ask_what_counts()
        self.choices: dict[str, ChoiceGroup[Any]] = {
            "totals": self.totals,
            "style": self.style_,
            "counted_in": self.counted_in,
            "unsure": self.unsure,
            "direction": self.direction,
            "whose": self.whose,
            "scale": self.scale,
        }
        self._lay_out()
        self.style_.changed.connect(self._dress_totals)
        for group in (*self.choices.values(), self.shown):
            group.changed.connect(self.changed)

    def _ask_how_it_looks(self) -> None:
        self.totals = ChoiceGroup(
            _("Totals"),
            {
                Totals.STRIP: _("In a strip of their own"),
                Totals.BESIDE: _("As a bar beside the others"),
                Totals.FIGURE: _("As a figure only"),
                Totals.NONE: _("None"),
            },
        )
        self.style_ = ChoiceGroup(
            _("Style"),
            {
                Style.PLAIN: _("Strandline"),
                Style.STUDY: _("As in the study: amber total"),
                Style.PRINT: _("Greys and hatching, for print"),
            },
        )
        self.scale = ChoiceGroup(
            _("Scale"), {Scale.ONE: _("The same in all charts"), Scale.FREE: _("Free in each")}
        )
        self.shown = TickGroup(
            _("Show"),
            {
                Shown.ALONE: _("Codings on a dimension alone"),
                Shown.SUB_STRANDS: _("Sub-strands apart"),
                Shown.SHADES: _("Shades in the table"),
                Shown.FIGURES: _("Figures on bars"),
                Shown.LETTERS: _("Letters under bars"),
            },
            USUALLY_SHOWN,
        )

    def _ask_what_counts(self) -> None:
        self.counted_in = ChoiceGroup(
            _("A strand counts"),
            {
                Counted.PASSAGES: _("Each passage"),
                Counted.TOGETHER: _("Each passage once, whoever coded it"),
                Counted.ANSWERS: _("At most once per answer"),
            },
        )
        self.unsure = ChoiceGroup(
            _("Unsure codings"),
            {Unsure.WITH: _("Counted"), Unsure.WITHOUT: _("Left out"), Unsure.RANGE: _("As a range")},
        )
        self.direction = ChoiceGroup(
            _("Direction"),
            {
                each: _("Any") if each.alone is None else direction_in_words(each.alone).capitalize()
                for each in OfDirection
            },
        )
        self.whose = ChoiceGroup(
            _("Change of"), {Whose.EVERYBODY: _("Everybody"), Whose.IN_BOTH: _("People in both rounds")}
        )

    def _lay_out(self) -> None:
        left = column_of_groups(self.totals, self.style_, self.whose)
        middle = column_of_groups(self.counted_in, self.unsure, self.scale)
        inner = self._inner = QWidget()
        parts = (left, middle, column_of_groups(self.direction, self.shown))
        row_of(*parts, on=inner, margins=(16, 12, 16, 8), spacing=28)
        scrolled = self._scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        show_in(scrolled, inner)
        said = hint(_("Changes show at once, and as chips in the bar."))
        back = button(_("Back to defaults"), self.take_back)
        foot = row_of(wide(said), STRETCH, back, margins=(16, 8, 16, 12))
        column_of(wide(scrolled), foot, on=self, spacing=0)

    def showEvent(self, event: QShowEvent) -> None:
        """Have room for all of it: how wide its parts are is known once they are dressed, which is now."""
        super().showEvent(event)
        self._inner.ensurePolished()
        self._scrolled.setMinimumSize(self._inner.sizeHint())
        self.place()

    def _dress_totals(self) -> None:
        """Put totals where the style has them: in the study they stood beside the schools."""
        self.totals.choose(self._totals_of_style)

    @property
    def _totals_of_style(self) -> Totals:
        return Totals.BESIDE if self.style_.value is Style.STUDY else Totals.STRIP

    # --- as a value ----------------------------------------------------------------------------

    def added_to(self, settings: CompareSettings) -> CompareSettings:
        """Return settings with what is chosen here."""
        return replace(
            settings,
            totals=self.totals.value,
            style=self.style_.value,
            counted_in=self.counted_in.value,
            unsure=self.unsure.value,
            direction=self.direction.value,
            whose=self.whose.value,
            scale=self.scale.value,
            shown=settings.shown - self.shown.boxes.keys() | self.shown.value,
        )

    def show_settings(self, settings: CompareSettings) -> None:
        """Choose what settings say, without saying so."""
        self.totals.choose(settings.totals)
        self.style_.choose(settings.style)
        self.counted_in.choose(settings.counted_in)
        self.unsure.choose(settings.unsure)
        self.direction.choose(settings.direction)
        self.whose.choose(settings.whose)
        self.scale.choose(settings.scale)
        self.shown.choose(settings.shown)

    def take_back(self) -> None:
        """Choose what is usual."""
        self.show_settings(CompareSettings())
        self.changed.emit()

    def chips(self) -> Iterator[Chip]:
        """Yield a chip for each choice that departs from the usual."""
        for name, group in self.choices.items():
            goes_with_style = name == "totals" and self._totals_of_style is self.totals.value
            if group.departs and not goes_with_style:
                yield Chip(f"{group.label}: {group.words}", group.label, group.take_back)
        for value in self.shown.usual - self.shown.value:
            words = _("Without: {what}").format(what=self.shown.boxes[value].text())
            yield Chip(words, self.shown.label, partial(self.shown.boxes[value].click))
        for value in self.shown.value - self.shown.usual:
            yield Chip(self.shown.boxes[value].text(), self.shown.label, self.shown.boxes[value].click)

    # --- what can be chosen ----------------------------------------------------------------------

    def follow(
        self, form: ChartForm, *, has_directions: bool, several_coders: bool, sub_strands: bool
    ) -> None:
        """Let be chosen what study and form leave."""
        apart = self.shown.boxes[Shown.SUB_STRANDS]
        apart.setEnabled(sub_strands)
        apart.setToolTip("" if sub_strands else _("No sub-strand is coded."))
        self.direction.enable_all(can=has_directions, why=_("No coding has a direction yet."))
        if not has_directions:
            self.direction.choose(OfDirection.ANY)
        self.counted_in.enable(Counted.TOGETHER, can=several_coders, why=_("One coder’s codings are shown."))
        if not several_coders and self.counted_in.value is Counted.TOGETHER:
            self.counted_in.choose(Counted.PASSAGES)
        self.whose.enable_all(can=form is ChartForm.CHANGE, why=_("There is no change on view."))
        several = form is ChartForm.CHARTS
        self.scale.enable(Scale.FREE, can=several, why=_("There is only one chart."))
