"""The bar of the Compare page: a sentence with menus in it, what narrows it down, and how it is shown."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.compare.filters import CompareFilterMenu
from app.compare.options import OptionsPanel
from app.shell import settings
from app.shell.plain_text import on_a_button
from app.widgets.asking import Asking
from app.widgets.bar import SettingsBar
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.chip_menu import fill_chip_menu
from app.widgets.choice_group import ChoiceGroup
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.forms import STRETCH, line
from app.widgets.menus import give_menu, menu_button
from app.widgets.segmented_control import SegmentedControl
from app.widgets.tick_menu import TickMenu, tick_button
from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.columns import coded_sub_strands
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import FORM_WORDS, ChartForm, PartsShown, why_not
from coding.analysis.groups import By, ByAttribute, Grouping, groupings_of
from coding.analysis.known_names import KnownNames
from coding.analysis.measure import Measure
from coding.analysis.model_order import why_no_order
from coding.language import _
from coding.model.query import Query
from coding.query.chips import QueryChip, chips
from coding.text.names import shortened

_USUAL_BARS: tuple[By, ...] = (Grouping.SCHOOL, Grouping.ROLE, Grouping.INTERVIEW)
_NARROW = 1180  # pixels of the bar, below which what is on view stands in a menu
_LONGEST, _SHORT = 30, 18  # letters of what bars stand for: attributes may have any name
_LEAST = 560  # pixels: narrower than all of it, as a window beside another may be
_PARTS = "compare_parts"


class CompareControls(SettingsBar):
    """Says ``changed`` with every choice; remembers for the next session what is not of the study."""

    changed = Signal()
    parts_chosen = Signal()
    today_wanted = Signal()  # the study as it is
    order_wanted = Signal()  # what bears on the model's order
    export_wanted = Signal(str)  # "png", "svg", "csv", "table" or "copy"

    def __init__(self, views: QWidget, parent: QWidget | None = None) -> None:
        """Offer everything, as it was left; ``views`` is the button of the kept views."""
        super().__init__(_("What is compared"), parent)
        self._views = views
        self.asking = Asking(self)
        self._is_short, self._then = False, ""
        self._data: AnalysisData | None = None
        self._make_sentence()
        self.chips = ChipBar(_("What departs from the usual"))
        self.add = menu_button(_("Add a filter"), "add")
        self.add.setText("+ " + _("Filter"))
        self.filters = CompareFilterMenu(self.asking, self.add)
        give_menu(self.add, self.filters)
        opens = menu_button(_("Options"), "")
        opens.setText(_("Options") + " ▾")
        self.options, self._options_button = OptionsPanel(opens), opens
        self._make_parts()
        self._lay_out()
        self._remember_as_left()
        self._connect()
        self._follow()

    def _make_sentence(self) -> None:
        """Make what is always asked: what is counted, what the bars are, which rounds, drawn how."""
        self.measure = ChoiceMenu(
            _("Measure"),
            {
                Measure.COUNT: _("Codings"),
                Measure.PER_INTERVIEW: _("Per interview"),
                Measure.PER_PERSON: _("Per person"),
                Measure.PER_1000_WORDS: _("Per 1,000 words"),
                Measure.INTERVIEWS: _("Share of interviews"),
                Measure.WORDS: _("Share of words"),
                Measure.SHARE: _("Share of codings"),
            },
        )
        self.by = ChoiceMenu(_("Bars"), _bars_offered(_USUAL_BARS))
        self.by.setToolTip(_("The school is the speaker’s, not the school that is spoken about."))
        self.then: ChoiceMenu[By | None] = ChoiceMenu(_("then by"), _then_offered(_USUAL_BARS))
        self.rounds: TickMenu[int] = TickMenu(_("Rounds"))
        self.form = ChoiceMenu(_("Form"), {form: _(words) for form, words in FORM_WORDS.items()})
        self.form.addSeparator()
        self.model_order = self.form.addAction(_("the model’s order…"), self.order_wanted.emit)

    def _make_parts(self) -> None:
        words = {PartsShown.CHART: _("Chart"), PartsShown.TABLE: _("Table"), PartsShown.BOTH: _("Both")}
        self.parts = SegmentedControl(_("Show"), words, caption=False)
        self.parts.choose_text(settings.text(_PARTS))
        self.parts_menu = ChoiceMenu(_("Show"), words)
        self._parts_button = menu_button(_("Show"), "")
        give_menu(self._parts_button, self.parts_menu)
        self._parts_button.hide()

    def _lay_out(self) -> None:
        self.by_button = word_button(self.by)
        self.by.addSeparator()
        self.by.addMenu(self.then)
        self._comma = line(",")
        self.fill(
            word_button(self.measure),
            line(_("by")),
            self.by_button,
            line("·"),
            tick_button(self.rounds),
            self._comma,
            word_button(self.form),
            self.chips,
            self.add,
            STRETCH,
            self._views,
            self._options_button,
            self.parts,
            self._parts_button,
            self._export_button(),
            left=8,
            spacing=3,
        )

    def _connect(self) -> None:
        for choice in (self.measure, self.by, self.then, self.form, self.rounds):
            choice.changed.connect(self._say)
        self.options.changed.connect(self._say)
        self.asking.changed.connect(self._say)
        self.parts.changed.connect(self._choose_parts)
        self.parts_menu.changed.connect(self._take_parts)
        for choice in (self.by, self.then):
            choice.shown_anew.connect(self._say_by)

    # --- as a value ----------------------------------------------------------------------------

    def compare_settings(self) -> CompareSettings:
        """Return what is asked for."""
        return self.options.added_to(
            CompareSettings(
                self.measure.value,
                self._by,
                self.rounds.values,
                self.form.value,
                self.asking.query,
                self.parts.value,
            )
        )

    @property
    def _by(self) -> tuple[By, ...]:
        first, then = self.by.value, self.then.value
        return (first,) if then is None or then == first else (first, then)

    def show_settings(self, wanted: CompareSettings) -> None:
        """Choose what settings say, such as those of a kept view, and say so once."""
        parts_before = self.parts.value
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.measure.choose(wanted.measure)
        self.by.choose(wanted.by[0])
        self.then.choose(wanted.by[1] if len(wanted.by) > 1 else None)
        self.rounds.choose(wanted.rounds)
        self.form.choose(wanted.form)
        self.parts.choose(wanted.parts)
        self.options.show_settings(wanted)
        self.asking.ask(wanted.query)
        self.blockSignals(False)  # noqa: FBT003
        if wanted.parts is not parts_before:  # else what was shown before would be drawn once more
            self._choose_parts()
        self._say()

    # --- what can be chosen ----------------------------------------------------------------------

    def follow_study(self, study: AnalysisData, names: KnownNames) -> None:
        """Offer what a study has: its rounds, and what bars can stand for."""
        self._data = study
        self.asking.know(names)
        offered = groupings_of(study)
        self.by.offer(_bars_offered(offered))
        self.then.offer(_then_offered(offered))
        if not any(isinstance(by, ByAttribute) for by in self._by):
            self.by.choose_text(settings.text("compare_by"))
        held = set(ints(study.interviews, "round_id").tolist())
        self.rounds.offer({each.id: each.name for each in study.rounds if each.id in held})
        self._follow()

    def show_then(self, moment: str) -> None:
        """Show in a chip of which moment the study is shown; empty for today."""
        self._then = moment
        self._follow()

    def let_go(self) -> None:
        """Keep nothing of a study that is being closed."""
        self._data = None
        self.asking.know(None)
        self.asking.ask(Query())
        self.rounds.offer({})

    def _follow(self) -> None:
        """Let be chosen what the other choices leave, and show what departs from the usual."""
        n_rounds = len(self.rounds.on)
        for form in ChartForm:
            why = why_not(form, self.measure.value, n_rounds, self._by, self._data) if self._data else ""
            self.form.enable(form, can=not why, why=why)
            if why and self.form.value is form:
                self.form.choose(ChartForm.CHARTS)
        why = why_no_order(self._data.framework) if self._data else ""
        self.model_order.setEnabled(not why)
        self.model_order.setToolTip(why)
        charts = {1: _("one chart"), 2: _("two charts")}.get(n_rounds, _("a chart each"))
        self.form.rename(ChartForm.CHARTS, charts)
        for by in self.then.values():
            self.then.enable(by, can=by is None or by != self.by.value, why=_("The bars are this already."))
        data = self._data
        self.options.follow(
            self.form.value,
            has_directions=data is None or data.has_directions,
            several_coders=data is None or len(data.coders) > 1,
            sub_strands=data is None or bool(coded_sub_strands(data.framework, data.coded)),
        )
        self.chips.show_chips([*map(self._chip, chips(self.asking.query)), *self._chips_of_choices()])

    def _chips_of_choices(self) -> Iterator[Chip]:
        if self._then:
            words = _("as of {moment}").format(moment=self._then)
            yield Chip(words, _("The study as it was, from its history"), self.today_wanted.emit)
        yield from self.options.chips()

    def _chip(self, chip: QueryChip) -> Chip:
        ask, fill = self.asking.ask, partial(fill_chip_menu, self.asking, chip)
        return Chip(chip.words, chip.words, partial(ask, chip.without), fill)

    def _say_by(self) -> None:
        """Say both groupings in the button: ``school › role``."""
        words = self.by.words if len(self._by) == 1 else f"{self.by.words} › {self.then.words}"
        self.by_button.setText(f"{on_a_button(shortened(words, _SHORT if self._is_short else _LONGEST))} ▾")
        self.by_button.setAccessibleName(_("Bars: {words}").format(words=words))

    # --- what was chosen ---------------------------------------------------------------------------

    def _say(self) -> None:
        self._follow()
        self._remember()
        self.changed.emit()

    def _remember(self) -> None:
        """Remember what holds no word of the study."""
        for name, choice in self._remembered():
            settings.remember(f"compare_{name}", str(choice.value))
        if isinstance(self.by.value, Grouping):
            settings.remember("compare_by", str(self.by.value))

    def _remember_as_left(self) -> None:
        for name, choice in self._remembered():
            choice.choose_text(settings.text(f"compare_{name}"))
        self.by.choose_text(settings.text("compare_by"))

    def _remembered(self) -> Iterator[tuple[str, ChoiceMenu[Any] | ChoiceGroup[Any]]]:
        yield from (("measure", self.measure), ("form", self.form))
        yield from self.options.choices.items()

    # --- what is on view -----------------------------------------------------------------------------

    def _choose_parts(self) -> None:
        settings.remember(_PARTS, self.parts.value.value)
        self.parts_menu.choose(self.parts.value)
        self._say_parts()
        self.parts_chosen.emit()

    def show_next_part(self) -> None:
        """Put the next of chart, table and both on view."""
        every = list(PartsShown)
        self.parts.choose(every[(every.index(self.parts.value) + 1) % len(every)])
        self._choose_parts()

    def _take_parts(self) -> None:
        self.parts.choose(self.parts_menu.value)
        self._choose_parts()

    def _say_parts(self) -> None:
        self._parts_button.setText(f"{self.parts_menu.words} ▾")
        self._parts_button.setAccessibleName(_("Show: {what}").format(what=self.parts_menu.words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is on view into a menu where there is little room."""
        super().resizeEvent(event)
        self._is_short = short = event.size().width() < _NARROW
        self.parts.setVisible(not short)
        self._say_by()
        self._parts_button.setVisible(short)
        self.add.setText("+" if short else "+ " + _("Filter"))
        self._say_parts()

    def minimumSizeHint(self) -> QSize:
        """Let the page become narrower than the whole sentence."""
        return QSize(min(super().minimumSizeHint().width(), _LEAST), super().minimumSizeHint().height())

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


def _then_offered(groupings: Iterable[By]) -> dict[By | None, str]:
    return {None: _("nothing else"), **_bars_offered(groupings)}


def _words(by: By) -> str:
    if isinstance(by, ByAttribute):
        return by.name
    return {
        Grouping.ROUND: _("round"),
        Grouping.SCHOOL: _("school"),
        Grouping.ROLE: _("role"),
        Grouping.INTERVIEW: _("interview"),
        Grouping.CODER: _("coder"),
        Grouping.QUESTION: _("question"),
        Grouping.PROMPTED: _("prompted"),
        Grouping.DIRECTION: _("direction"),
    }[by]
