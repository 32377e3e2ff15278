"""The upper bar of the Passages page: what is asked for, as text, as chips, and by menu."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.passages.chip_menu import fill_chip_menu
from app.widgets.asking import Asking
from app.widgets.bar import SettingsBar
from app.widgets.chip_bar import Chip, ChipBar
from app.widgets.filter_menu import FilterMenu
from app.widgets.forms import Placed, column_of, with_role
from app.widgets.menus import give_menu, menu_button
from app.widgets.query_errors import QueryErrors
from app.widgets.query_field import QueryField
from app.widgets.segmented_control import SegmentedControl
from coding.language import _
from coding.model.query import Exactly, Query
from coding.query.chips import QueryChip, chips
from coding.query.editing import values_of


class QueryBar(QWidget):
    """A field, the chips of the query, a menu with more; what is wrong stands below."""

    whole_changed = Signal()

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        """Show what is asked."""
        super().__init__(parent)
        self.setAccessibleName(_("Which passages"))
        self._asking = asking
        self.field = QueryField(asking)
        self.field.setMinimumWidth(170)
        self.field.setMaximumWidth(420)
        self.chips = ChipBar(_("What is asked for"))
        self.add = menu_button(_("Add a filter"), "add")
        self.add.setText("+ " + _("Filter"))
        self.menu = FilterMenu(asking, self.add)
        give_menu(self.add, self.menu)
        self.clear = with_role(QToolButton(), "flat")
        self.clear.setText(_("Clear"))
        self.whole: SegmentedControl[bool] = SegmentedControl(
            _("Show"), {False: _("Coded passages"), True: _("Whole answers")}
        )
        self.errors = QueryErrors()
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        bar = SettingsBar(_("Which passages"))
        bar.fill(Placed(self.field, 3), self.add, Placed(self.chips, 4), self.clear, self.whole, left=12)
        column_of(bar, self.errors, on=self, spacing=0)

    def _connect(self) -> None:
        self._asking.changed.connect(self._follow)
        self.clear.clicked.connect(self.ask_for_all)
        self.menu.key_wanted.connect(self.field.begin)
        self.whole.changed.connect(self.whole_changed)
        self.field.went_wrong.connect(self._show_errors)
        self.errors.offer_chosen.connect(self.field.replace_part)

    def _show_errors(self, errors: object) -> None:
        if isinstance(errors, tuple):
            self.errors.show_errors(self.field.text(), errors)  # pyright: ignore[reportUnknownArgumentType]

    def _follow(self) -> None:
        query = self._asking.query
        self.chips.show_chips([*self._chip_of_answers(), *map(self._chip, chips(query))])
        self.clear.setVisible(query != Query() or self._asking.uncoded)
        self.whole.setVisible(self._one_question is not None and not self._asking.uncoded)

    def _chip(self, chip: QueryChip) -> Chip:
        ask, fill = self._asking.ask, partial(fill_chip_menu, self._asking, chip)
        return Chip(chip.words, chip.words, partial(ask, chip.without), fill)

    def _chip_of_answers(self) -> list[Chip]:
        words = _("whole answers without a code")
        back = partial(self._asking.ask_uncoded, on=False)
        return [Chip(words, words, back)] if self._asking.uncoded else []

    def ask_for_all(self) -> None:
        """Ask for all passages."""
        self._asking.ask_uncoded(on=False)
        self._asking.ask(Query())

    # --- whole answers -----------------------------------------------------------------------

    @property
    def _one_question(self) -> str | None:
        """The one question that is asked for, whose answers can be shown whole."""
        asked = values_of(self._asking.query, "question")
        one = asked[0] if len(asked) == 1 else None
        return one.text if isinstance(one, Exactly) else None

    def wanted_answers(self) -> str | None:
        """Return the question whose whole answers are wanted, coded or not; None for coded passages."""
        return self._one_question if self.whole.value and not self._asking.uncoded else None

    @property
    def shows_answers(self) -> bool:
        """Tell whether whole answers are shown, not coded passages."""
        return self._asking.uncoded or self.wanted_answers() is not None
