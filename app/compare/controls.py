"""The controls of the compare page: what is counted, what the bars are, how rounds are set together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.compare.bars_choice import BarsChoice
from app.compare.numbers import CompareSettings, RoundLayout
from app.shell import settings
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import named
from app.widgets.menus import give_menu
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.chart import TOTAL, TOTAL_AS_IN_THE_STUDY, BarLook, Scale
from coding.analysis.columns import Counted
from coding.analysis.frequencies import Measure, Unsure
from coding.analysis.groups import groupings_of
from coding.language import _


class CompareControls(QWidget):
    """Says ``changed`` with every choice; remembers them for the next session."""

    changed = Signal()
    export_wanted = Signal(str)  # "png", "svg", "table" or "copy"

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer everything, as it was left."""
        super().__init__(parent)
        self.setAccessibleName(_("What is compared"))
        self.measure = SegmentedControl(
            _("Measure"),
            {
                Measure.COUNT: _("Count"),
                Measure.PER_INTERVIEW: _("Per interview"),
                Measure.PER_PERSON: _("Per person"),
                Measure.PER_1000_WORDS: _("Per 1,000 words"),
            },
        )
        self.by = BarsChoice()
        self.counted_in = SegmentedControl(
            _("A strand counts"),
            {Counted.PASSAGES: _("Each passage"), Counted.ANSWERS: _("Once per answer")},
        )
        self.unsure = SegmentedControl(
            _("Unsure"),
            {Unsure.WITHOUT: _("Without"), Unsure.WITH: _("With"), Unsure.RANGE: _("Range")},
        )
        self.rounds = SegmentedControl(
            _("Rounds"),
            {
                RoundLayout.CHARTS: _("Two charts"),
                RoundLayout.PAIRED: _("Paired"),
                RoundLayout.CHANGE: _("Change"),
            },
        )
        self.scale = SegmentedControl(_("Scale"), {Scale.ONE: _("One scale"), Scale.FREE: _("Free")})
        self.preset = SegmentedControl(
            _("Style"), {TOTAL: _("Plain"), TOTAL_AS_IN_THE_STUDY: _("As in the study")}
        )
        self.unsure.choose(Unsure.WITH)
        self._choices = {
            "measure": self.measure,
            "counted_in": self.counted_in,
            "unsure": self.unsure,
            "rounds": self.rounds,
            "scale": self.scale,
            "preset": self.preset,
        }
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        """Put the choices side by side, each as it was left."""
        row = FlowLayout(self, across=16, down=7)
        for name, choice in self._choices.items():
            choice.choose_text(settings.text(f"compare_{name}"))
            choice.changed.connect(self._say)
            row.addWidget(choice)
            if choice is self.measure:
                row.addWidget(self.by)
        self.by.changed.connect(self._say)
        row.addWidget(self._export_button())

    def compare_settings(self) -> CompareSettings:
        """Return what is asked for."""
        look = BarLook(self.scale.value, total=self.preset.value)
        return CompareSettings(
            self.measure.value,
            self.by.value,
            self.unsure.value,
            self.counted_in.value,
            self.rounds.value,
            look,
        )

    def follow_study(self, study: AnalysisData) -> None:
        """Offer the bars that a study has, and what can be done with its rounds."""
        self.by.offer(groupings_of(study), settings.text("compare_by"))
        self.follow_rounds(len(set(ints(study.interviews, "round_id").tolist())))

    def follow_rounds(self, n_rounds: int) -> None:
        """Say what can be done with so many rounds."""
        why = _("There is but one round.")
        for value in (RoundLayout.PAIRED, RoundLayout.CHANGE):
            self.rounds.enable(value, can=n_rounds > 1, why=why)
        charts = _("Two charts") if n_rounds == 2 else _("A chart each")
        self.rounds.button(RoundLayout.CHARTS).setText(charts)

    def _say(self) -> None:
        for name, choice in self._choices.items():
            settings.remember(f"compare_{name}", str(choice.value))
        settings.remember("compare_by", str(self.by.value))
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Let a scale be free only where there are several."""
        several = self.rounds.value is RoundLayout.CHARTS
        self.scale.enable(Scale.FREE, can=several, why=_("There is only one chart."))

    def _export_button(self) -> QToolButton:
        button = named(QToolButton(), _("Export the chart or the table"))
        button.setText(_("Export") + " ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for kind, words in (
            ("png", _("Chart as a picture (PNG)…")),
            ("svg", _("Chart as a drawing (SVG)…")),
            ("table", _("Copy the table")),
            ("copy", _("Copy the chart")),
        ):
            menu.addAction(words, lambda kind=kind: self.export_wanted.emit(kind))
        give_menu(button, menu)
        return button
