"""What the bars stand for: as many buttons as there is room for, and a menu for the other attributes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.shell.plain_text import on_a_button
from app.widgets.forms import named, row_of
from app.widgets.menus import give_menu
from app.widgets.segmented_control import SegmentedControl
from coding.analysis.groups import By, ByAttribute, Grouping
from coding.language import _

_USUAL: tuple[By, ...] = (Grouping.SCHOOL, Grouping.ROLE, Grouping.INTERVIEW)


class BarsChoice(QWidget):
    """Offers what a study can be grouped by; says ``changed`` when another is chosen.

    One attribute has a button, the one chosen last; the others wait in a menu.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer what every study has."""
        super().__init__(parent)
        self.choice: SegmentedControl[By] = SegmentedControl(_("Bars"), {by: _words(by) for by in _USUAL})
        self.more = named(QToolButton(), _("Bars: another attribute"))
        self.more.setText(_("More") + " ▾")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._attributes: list[ByAttribute] = []
        row_of(self.choice, self.more, on=self, spacing=4)
        self.more.hide()
        self.choice.changed.connect(self.changed)

    @property
    def value(self) -> By:
        """The grouping that is on."""
        return self.choice.value

    def button(self, value: By) -> QToolButton:
        """Return the button of a grouping that has one."""
        return self.choice.button(value)

    def offer(self, groupings: Sequence[By], wanted: str = "") -> None:
        """Offer these, and put on the one that is written so, if it is there; else what was on."""
        self._attributes = [by for by in groupings if isinstance(by, ByAttribute)]
        on = next((by for by in groupings if str(by) == (wanted or str(self.value))), None)
        self._fill([by for by in groupings if not isinstance(by, ByAttribute)], on)

    def _fill(self, usual: Sequence[By], on: By | None) -> None:
        """Show the usual groupings and one attribute as buttons, the others in the menu."""
        shown = on if isinstance(on, ByAttribute) else next(iter(self._attributes), None)
        offered = [*usual, shown] if shown else list(usual)
        self.choice.offer({by: _words(by) for by in offered})
        if on is not None:
            self.choice.choose(on)
        menu = QMenu(self.more)
        for attribute in self._attributes:
            if attribute != shown:
                menu.addAction(_words(attribute), lambda by=attribute: self._choose(by, usual))
        give_menu(self.more, menu)
        self.more.setHidden(menu.isEmpty())

    def _choose(self, attribute: ByAttribute, usual: Sequence[By]) -> None:
        self._fill(usual, attribute)
        self.changed.emit()


def _words(by: By) -> str:
    if isinstance(by, ByAttribute):
        return on_a_button(by.name)
    return {
        Grouping.ROUND: _("Round"),
        Grouping.SCHOOL: _("School"),
        Grouping.ROLE: _("Role"),
        Grouping.INTERVIEW: _("Interview"),
        Grouping.QUESTION: _("Question"),
        Grouping.PROMPTED: _("Prompted"),
    }[by]
