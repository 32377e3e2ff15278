"""The controls of the compare page: what is counted, what the bars are, how rounds are set together."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.compare.numbers import CompareSettings, RoundLayout
from app.shell import settings
from app.widgets.bar import SettingsBar
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, line
from app.widgets.menus import give_menu, menu_button
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, BarLook, Scale, Totals
from coding.analysis.columns import Counted
from coding.analysis.comparison import Whose
from coding.analysis.groups import By, ByAttribute, Grouping, groupings_of
from coding.analysis.measure import Measure, OfDirection, Unsure
from coding.language import _
from coding.model.code_labels import direction_in_words


class PartsShown(StrEnum):
    """What of the page is on view."""

    CHART = "chart"
    TABLE = "table"
    BOTH = "both"


_USUAL_BARS: tuple[By, ...] = (Grouping.SCHOOL, Grouping.ROLE, Grouping.INTERVIEW)


class CompareControls(SettingsBar):
    """Says ``changed`` with every choice; remembers them for the next session."""

    changed = Signal()
    parts_chosen = Signal()
    export_wanted = Signal(str)  # "png", "svg", "csv", "table" or "copy"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer everything, as it was left."""
        super().__init__(_("What is compared"), parent)
        self._make_sentence()
        self._make_options()
        self._options = (self.counted_in, self.unsure, self.direction, self.whose, self.scale, self.preset)
        self._n_rounds = 1
        self._choices = {
            "measure": self.measure,
            "counted_in": self.counted_in,
            "unsure": self.unsure,
            "direction": self.direction,
            "rounds": self.rounds,
            "whose": self.whose,
            "scale": self.scale,
            "preset": self.preset,
        }
        self.chips = ChipBar(_("What departs from the usual"))
        self._make_parts()
        self._lay_out()
        self._follow()

    def _make_sentence(self) -> None:
        """Make what is always asked: what is counted, what the bars are, how rounds are set together."""
        self.measure = ChoiceMenu(
            _("Measure"),
            {
                Measure.COUNT: _("Count"),
                Measure.PER_INTERVIEW: _("Per interview"),
                Measure.PER_PERSON: _("Per person"),
                Measure.PER_1000_WORDS: _("Per 1,000 words"),
                Measure.INTERVIEWS: _("Interviews with at least one"),
                Measure.WORDS: _("Share of participants’ words"),
                Measure.SHARE: _("Share of what was coded"),
            },
        )
        self.by = ChoiceMenu(_("Bars"), _bars_offered(_USUAL_BARS))
        self.rounds = ChoiceMenu(
            _("Rounds"),
            {
                RoundLayout.CHARTS: _("Two charts"),
                RoundLayout.PAIRED: _("Paired"),
                RoundLayout.CHANGE: _("Change"),
            },
        )

    def _make_options(self) -> None:
        """Make what is asked now and then."""
        self.counted_in = ChoiceMenu(
            _("A strand counts"),
            {
                Counted.PASSAGES: _("Each coding"),
                Counted.TOGETHER: _("Each passage once, whoever coded it"),
                Counted.ANSWERS: _("Once per answer"),
            },
        )
        self.unsure = ChoiceMenu(
            _("Unsure"),
            {Unsure.WITH: _("With"), Unsure.WITHOUT: _("Without"), Unsure.RANGE: _("Range")},
        )
        directions = {
            each: _("Any") if each.alone is None else direction_in_words(each.alone) for each in OfDirection
        }
        self.direction = ChoiceMenu(_("Direction"), directions)
        self.whose = ChoiceMenu(
            _("Change of"), {Whose.EVERYBODY: _("Everybody"), Whose.IN_BOTH: _("People in both rounds")}
        )
        self.scale = ChoiceMenu(_("Scale"), {Scale.ONE: _("One scale"), Scale.FREE: _("Free")})
        self.preset = ChoiceMenu(_("Style"), {TOTAL: _("Plain"), TOTAL_AS_IN_THE_STUDY: _("As in the study")})

    def _make_parts(self) -> None:
        words = {PartsShown.CHART: _("Chart"), PartsShown.TABLE: _("Table"), PartsShown.BOTH: _("Both")}
        self.parts = SegmentedControl(_("Show"), words, caption=False)
        self.parts.choose(PartsShown.BOTH)
        self.parts.choose_text(settings.text("compare_parts"))
        self.parts.changed.connect(self._choose_parts)

    def _choose_parts(self) -> None:
        settings.remember("compare_parts", self.parts.value.value)
        self.parts_chosen.emit()

    def _lay_out(self) -> None:
        """Put the choices into a sentence, each as it was left."""
        for name, choice in self._choices.items():
            choice.choose_text(settings.text(f"compare_{name}"))
            choice.changed.connect(self._say)
        self.by.changed.connect(self._say)
        self.fill(
            word_button(self.measure),
            line(_("by")),
            word_button(self.by),
            line("·"),
            word_button(self.rounds),
            self.chips,
            STRETCH,
            self._options_button(),
            self.parts,
            self._export_button(),
            left=8,
            spacing=4,
        )

    def _options_button(self) -> QToolButton:
        button = menu_button(_("Options"), "")
        button.setText(_("Options") + " ▾")
        menu = QMenu(button)
        for choice in self._options:
            menu.addMenu(choice)
        give_menu(button, menu)
        return button

    def compare_settings(self) -> CompareSettings:
        """Return what is asked for."""
        beside = self.preset.value == TOTAL_AS_IN_THE_STUDY
        totals = Totals.BESIDE if beside else Totals.STRIP
        look = BarLook(self.scale.value, total=self.preset.value, totals=totals)
        return CompareSettings(
            self.measure.value,
            self.by.value,
            self.unsure.value,
            self.counted_in.value,
            self.rounds.value,
            look,
            self.whose.value,
            self.direction.value,
        )

    def follow_study(self, study: AnalysisData) -> None:
        """Offer the bars that a study has, and what can be done with its rounds."""
        self.by.offer(_bars_offered(groupings_of(study)))
        self.by.choose_text(settings.text("compare_by"))
        coded, why = study.has_directions, _("No coding has a direction yet.")
        self.direction.menuAction().setEnabled(coded)
        self.direction.menuAction().setToolTip("" if coded else why)
        if not coded:
            self.direction.choose(OfDirection.ANY)
        several = len(study.coders) > 1
        self.counted_in.enable(Counted.TOGETHER, can=several, why=_("One coder’s codings are shown."))
        if not several and self.counted_in.value is Counted.TOGETHER:
            self.counted_in.choose(Counted.PASSAGES)
        self.follow_rounds(len(set(ints(study.interviews, "round_id").tolist())))

    def follow_rounds(self, n_rounds: int) -> None:
        """Say what can be done with so many rounds."""
        self._n_rounds = n_rounds
        self._follow()
        charts = _("Two charts") if n_rounds == 2 else _("A chart each")
        self.rounds.rename(RoundLayout.CHARTS, charts)

    def _say(self) -> None:
        for name, choice in self._choices.items():
            settings.remember(f"compare_{name}", str(choice.value))
        settings.remember("compare_by", str(self.by.value))
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Let be chosen what the other choices leave: a scale is free only where there are several."""
        self._follow_rounds()
        several = self.rounds.value is RoundLayout.CHARTS
        self.scale.enable(Scale.FREE, can=several, why=_("There is only one chart."))
        self.chips.show_chips(
            [
                Chip(f"{choice.label}: {choice.words}", choice.label, choice.take_back)
                for choice in self._options
                if choice.departs
            ]
        )

    def _follow_rounds(self) -> None:
        """Offer what can be done with the rounds, and whose change it is where there is one."""
        why = "" if self._n_rounds > 1 else _("There is but one round.")
        self.rounds.enable(RoundLayout.PAIRED, can=not why, why=why)
        if self.measure.value is Measure.SHARE:
            why = _("A share of what was coded falls because another rises: it has no change.")
            if self.rounds.value is RoundLayout.CHANGE:
                self.rounds.choose(RoundLayout.CHARTS)
        self.rounds.enable(RoundLayout.CHANGE, can=not why, why=why)
        self.whose.menuAction().setEnabled(self.rounds.value is RoundLayout.CHANGE)

    def _export_button(self) -> QToolButton:
        button = menu_button(_("Export the chart or the table"), "")
        button.setText(_("Export") + " ▾")
        menu = QMenu(button)
        for kind, words in (
            ("png", _("Chart as a picture (PNG)…")),
            ("svg", _("Chart as a drawing (SVG)…")),
            ("csv", _("Table and interviews (CSV)…")),
            ("table", _("Copy the table")),
            ("copy", _("Copy the chart")),
        ):
            menu.addAction(words, lambda kind=kind: self.export_wanted.emit(kind))
        give_menu(button, menu)
        return button


def _bars_offered(groupings: Iterable[By]) -> dict[By, str]:
    """Return groupings with their words, in their order."""
    return {by: _words(by) for by in groupings}


def _words(by: By) -> str:
    if isinstance(by, ByAttribute):
        return by.name
    return {
        Grouping.ROUND: _("Round"),
        Grouping.SCHOOL: _("School"),
        Grouping.ROLE: _("Role"),
        Grouping.INTERVIEW: _("Interview"),
        Grouping.CODER: _("Coder"),
        Grouping.QUESTION: _("Question"),
        Grouping.PROMPTED: _("Prompted"),
        Grouping.DIRECTION: _("Direction"),
    }[by]
