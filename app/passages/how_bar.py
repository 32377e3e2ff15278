"""The lower bar of the Passages page: how much is found, and how it is shown."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QToolButton, QWidget

from app.shell import settings
from app.widgets.bar import HEIGHT, SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import Placed, described, line, named, with_role
from app.widgets.menus import give_menu, menu_button
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.passage_listing import GROUPED_IN_WORDS, SORTED_IN_WORDS, Grouped, Sorted
from coding.language import _

_SLACK = 24  # pixels
_GROUPING, _SORTING, _COMPACT = "passages_grouped", "passages_sorted", "passages_compact"


def _captions() -> tuple[tuple[str, str], ...]:
    """Return what stands before the grouping and the order: at length, and where there is little room."""
    return ((_("Group by"), _("Group")), (_("Sort by"), _("Sort")))


def _densities() -> Mapping[bool, tuple[str, str]]:
    """Return the words for rows by whether they are compact, and a sign where there is little room."""
    return {False: (_("Comfortable"), "☰"), True: (_("Compact"), "≡")}


class HowBar(SettingsBar):
    """Says ``changed`` when passages are to be listed otherwise, and ``density_changed``."""

    changed = Signal()
    density_changed = Signal()
    all_wanted = Signal(bool)  # to be selected, or none

    def __init__(self, views: QWidget, parent: QWidget | None = None) -> None:
        """Begin as it was left; ``views`` is the button of the kept views."""
        super().__init__(_("How passages are shown"), parent)
        self._views = views
        self._least = 0  # pixels it cannot do without
        self.all_box = named(QCheckBox(), _("Select all passages"))
        self.all_box.setTristate(True)
        self.count = described(ElidedLabel("strong"), _("How many passages"))
        self.rail_button = with_role(QToolButton(), "flat")
        self.rail_button.setCheckable(True)
        self.rail_button.setText(_("Codes ▾"))
        self.rail_button.hide()
        groups = {None: _("nothing")} | {by: _(words) for by, words in GROUPED_IN_WORDS.items()}
        self.by: ChoiceMenu[Grouped | None] = ChoiceMenu(_("Group by"), groups)
        self.then: ChoiceMenu[Grouped | None] = ChoiceMenu(_("Then by"), groups)
        self.sort: ChoiceMenu[Sorted] = ChoiceMenu(
            _("Sort by"), {by: _(words) for by, words in SORTED_IN_WORDS.items()}
        )
        self.density: SegmentedControl[bool] = SegmentedControl(
            _("Rows"), {value: words for value, (words, _sign) in _densities().items()}, caption=False
        )
        for value, (words, _sign) in _densities().items():
            self.density.button(value).setToolTip(words)
        self.export = menu_button(_("Export"), "flat")
        self.export.setText(_("Export ▾"))
        self._by_button, self._sort_button = self._group_button(), word_button(self.sort)
        self._captions = [line(whole) for whole, _brief in _captions()]
        self._lay_out()
        self._fit()
        self._remember_as_left()
        self._connect()

    def _group_button(self) -> QToolButton:
        button = word_button(self.by)
        self.by.addSeparator()
        self.by.addMenu(self.then)
        self.then.setTitle(_("then by"))
        return button

    def _lay_out(self) -> None:
        self.fill(
            self.all_box,
            self.rail_button,
            Placed(self.count, 1),
            self._captions[0],
            self._by_button,
            self._captions[1],
            self._sort_button,
            self.density,
            self._views,
            self.export,
            left=12,
        )

    def _remember_as_left(self) -> None:
        first, _sep, second = settings.text(_GROUPING).partition(",")
        self.by.choose_text(first)
        self.then.choose_text(second)
        self.sort.choose_text(settings.text(_SORTING))
        self.density.choose(settings.text(_COMPACT) == "yes")
        self._follow()

    def _connect(self) -> None:
        for choice in (self.by, self.then, self.sort):
            choice.changed.connect(self._say)
        self.density.changed.connect(self._say_density)
        self.all_box.clicked.connect(self._want_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def show_count(self, words: str) -> None:
        """Say how much is found, whole where there is room for it."""
        self.count.setText(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the shorter words: the window can be made narrow again."""
        return QSize(self._least, HEIGHT)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:  # pyright: ignore[reportUnnecessaryComparison] - before it is laid out
            return
        self._be_short(short=True)
        self._least = layout.minimumSize().width()
        self._be_short(short=False)
        others = layout.minimumSize().width() - self.count.minimumSizeHint().width()
        self._be_short(short=others + self.count.sizeHint().width() + _SLACK > self.width())

    def _be_short(self, *, short: bool) -> None:
        """Say less where there is little room: every choice still says what it is about."""
        for caption, (whole, brief) in zip(self._captions, _captions(), strict=True):
            caption.setText(brief if short else whole)
        for is_compact, (words, sign) in _densities().items():
            self.density.button(is_compact).setText(sign if short else words)
        self.density.updateGeometry()  # else the bar learns of it later

    def _say(self) -> None:
        settings.remember(_GROUPING, ",".join(map(str, self.grouping)))
        settings.remember(_SORTING, str(self.sort.value))
        self._follow()
        self.changed.emit()

    def _say_density(self) -> None:
        settings.remember(_COMPACT, "yes" if self.density.value else "no")
        self.density_changed.emit()

    def _follow(self) -> None:
        """Offer a second grouping where there is a first, and another one."""
        self.then.menuAction().setEnabled(self.by.value is not None)
        for by in Grouped:
            self.then.enable(by, can=by is not self.by.value, why=_("Passages are grouped by this already"))
        words = " › ".join(_(GROUPED_IN_WORDS[by]) for by in self.grouping) or _("nothing")
        self._by_button.setText(f"{words} ▾")
        self._by_button.setAccessibleName(_("Group by: {words}").format(words=words))

    @property
    def grouping(self) -> tuple[Grouped, ...]:
        """What passages are grouped by: nothing, one thing or two."""
        first, second = self.by.value, self.then.value
        if first is None:
            return ()
        return (first,) if second is None or second is first else (first, second)

    def list_as(self, grouping: Sequence[str], sort: str) -> None:
        """List as a kept view says; what is not known any more changes nothing."""
        first, second = (*grouping, "", "")[:2]
        self.by.choose(None)
        self.then.choose(None)
        self.by.choose_text(first)
        self.then.choose_text(second)
        self.sort.choose_text(sort)
        self._say()

    # --- what is found -----------------------------------------------------------------------

    def _want_all(self) -> None:
        self.all_wanted.emit(self.all_box.checkState() is not Qt.CheckState.Unchecked)

    def show_selected(self, n: int, of: int) -> None:
        """Show whether all, some or none are selected."""
        state = Qt.CheckState.PartiallyChecked if 0 < n < of else Qt.CheckState.Checked
        self.all_box.setCheckState(state if n else Qt.CheckState.Unchecked)

    def offer_exports(self, exports: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Offer what can be exported."""
        menu = QMenu(self.export)
        for words, act in exports:
            menu.addAction(words, partial(act))
        give_menu(self.export, menu)
