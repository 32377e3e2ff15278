"""The bar over the page: whose readings are laid side by side, on which interviews."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.widgets.bar import SettingsBar
from app.widgets.choice_menu import ChoiceMenu, word_button
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import STRETCH, line, with_role
from app.widgets.menus import give_menu, menu_button
from coding.language import _, plural
from coding.model.study import Coder
from storage.queries.agreement_pairs import CoderPair

DONE, BEGUN = 0, -1  # what interviews: those both are done with, those both have begun; else one's id


class PairBar(SettingsBar):
    """Chooses two coders and interviews."""

    changed = Signal()
    rule_wanted = Signal()
    alike_wanted = Signal()
    agreed_wanted = Signal()
    figures_toggled = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without coders."""
        super().__init__(_("Whose readings"), parent)
        self.first: ChoiceMenu[int] = ChoiceMenu(_("First coder"), {0: "–"})
        self.second: ChoiceMenu[int] = ChoiceMenu(_("Second coder"), {0: "–"})
        self.which: ChoiceMenu[int] = ChoiceMenu(_("Interviews"), {DONE: "–"})
        self.interviews = word_button(self.which)
        self.blind = ElidedLabel("dim")  # who read without seeing the other's codings
        self.figures = with_role(menu_button(_("Agreement")), "word")
        self.figures.clicked.connect(self.figures_toggled)
        self.options = menu_button(_("Options"), "")
        self.options.setText(_("Options") + " ▾")
        give_menu(self.options, self._options())
        for menu in (self.first, self.second, self.which):
            menu.changed.connect(self.changed)
        self._of_two = [
            line(_("Readings by"), "dim"),
            word_button(self.first),
            line(_("and"), "dim"),
            word_button(self.second),
            line("·", "dim"),
            self.interviews,
        ]
        self.show_two(shown=False)
        self.fill(
            *self._of_two,
            STRETCH,
            self.blind,
            self.figures,
            self.options,
        )

    def _options(self) -> QMenu:
        menu = QMenu(self.options)
        self.rule_action = menu.addAction(_("Change how agreement is measured…"), self.rule_wanted.emit)
        self.alike_action = menu.addAction(
            _("Take what both have alike into the agreed set"), self.alike_wanted.emit
        )
        self.agreed_action = menu.addAction(_("Show the codings of the agreed set"), self.agreed_wanted.emit)
        menu.addSeparator()
        self.sample_action = menu.addAction(_("Code a sample again…"), self.sample_wanted.emit)
        return menu

    def show_two(self, *, shown: bool) -> None:
        """Show who is compared with whom, or not where there is nobody to compare."""
        for part in self._of_two:
            part.setVisible(shown)

    def offer(self, people: Sequence[Coder], at_work_id: int | None) -> tuple[Coder, Coder]:
        """Offer these coders; return the two that are chosen, the one at work first at the beginning."""
        words = {coder.id: _words(coder, at_work_id) for coder in people}
        is_new = not set(words) & {self.first.value}
        self.first.offer(words)
        if is_new and at_work_id in words:
            self.first.choose(at_work_id)
        others = {id_: name for id_, name in words.items() if id_ != self.first.value}
        self.second.offer(others)
        by_id = {coder.id: coder for coder in people}
        return by_id[self.first.value], by_id[self.second.value]

    def offer_interviews(self, pair: CoderPair, titles: dict[int, str]) -> tuple[int, ...]:
        """Offer what the two have read; return what is chosen."""
        read = plural("{n} interview read by both", "{n} interviews read by both", len(pair.both))
        values = {DONE: read}
        if pair.begun:
            n = len(pair.both) + len(pair.begun)
            values[BEGUN] = plural("{n} interview begun by both", "{n} interviews begun by both", n)
        if len(pair.both) > 1:
            values |= {id_: titles.get(id_, "") for id_ in pair.both}
        self.which.offer(values)
        match self.which.value:
            case 0:
                return pair.both
            case -1:
                return tuple(sorted((*pair.both, *pair.begun)))
            case id_:
                return (id_,)

    def enable(self, *, fixed: bool, shown: bool, agreed: bool) -> None:
        """Let be done what can be."""
        self.rule_action.setEnabled(fixed)
        self.alike_action.setEnabled(shown)
        self.agreed_action.setEnabled(agreed)
        self.figures.setEnabled(shown)


def _words(coder: Coder, at_work_id: int | None) -> str:
    if coder.id == at_work_id:
        return _("{coder} (you)").format(coder=coder.short)
    return coder.short
