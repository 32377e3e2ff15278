"""The bar below the passages while some are selected: what can be done with them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QToolButton, QWidget

from app.passages.acts import PassageActs
from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from app.widgets.fitting_row import FittingRow
from app.widgets.forms import line, named, row_of, wide, with_role
from app.widgets.menus import give_menu, menu_button
from coding.language import _, plural
from coding.model.code_labels import SAID, direction_in_words
from coding.model.study import CoderKind, Direction

_BETWEEN = 6
HEIGHT = 44  # pixels


class ActionBar(QFrame):
    """Hidden while nothing is selected."""

    def __init__(self, open_study: OpenStudy, acts: PassageActs, parent: QWidget | None = None) -> None:
        """Offer these acts."""
        super().__init__(parent)
        with_role(self, "actions")
        self.setAccessibleName(_("What can be done with what is selected"))
        self.setFixedHeight(HEIGHT)
        self._study = open_study
        self._acts = acts
        self.said = line(role="strong")
        self.codings = line()
        self.clear = named(with_role(QToolButton(), "flat"), _("Clear selection"))
        self.clear.setText(_("Clear selection"))
        self.clear.setToolTip(_("Escape"))
        self.row = _ActRow(self._buttons())
        row_of(
            self.said, self.codings, wide(self.row), self.clear, on=self, margins=(16, 0, 14, 0), spacing=10
        )
        self.hide()

    def _buttons(self) -> list[QToolButton]:
        acts = self._acts
        self.stage, self.coder = menu_button(_("Stage"), ""), menu_button(_("Coder"), "")
        self.direction = menu_button(_("Direction"), "")
        self.copy = _button(_("Copy"), _("Ctrl+C"), lambda: None)
        self.quoting, self.export = menu_button(_("Quoting"), ""), menu_button(_("Export"), "")
        for button in (self.stage, self.direction, self.coder, self.quoting, self.export):
            button.setText(f"{button.accessibleName()} ▾")
        self._stages, self._coders = QMenu(self.stage), QMenu(self.coder)
        give_menu(self.direction, self._directions())
        give_menu(self.stage, self._stages)
        give_menu(self.coder, self._coders)
        self._quoting, self._export = QMenu(self.quoting), QMenu(self.export)
        give_menu(self.quoting, self._quoting)
        give_menu(self.export, self._export)
        acts.showing.fill(self._quoting)
        self._export.addAction(_("Codings (CSV)…"), acts.export)
        self._export.addAction(_("Quotations (Word)…"), lambda: acts.export_to_word(acts.in_hand()))
        self._stages.aboutToShow.connect(self._fill_stages)
        self._coders.aboutToShow.connect(self._fill_coders)
        return [
            _button(_("Recode…"), "R", acts.recode),
            _button(_("Add code…"), "", acts.add_code),
            _button(_("Remove code…"), _("Del"), acts.remove_code),
            _button(_("Unsure"), "?", acts.toggle_unsure),
            self.stage,
            self.direction,
            _button(_("Memo…"), "Ctrl+M", acts.write_memo),
            self.coder,
            self.quoting,
            _button(_("Merge into…"), "", acts.merge_code),
            self.copy,
            self.export,
        ]

    def _fill_stages(self) -> None:
        self._stages.clear()
        if not self._study.is_open:
            return
        for stage in self._study.framework.stages:
            words = on_a_button(f"{stage.letter}  {stage.name}".strip())
            self._stages.addAction(words, partial(self._acts.set_stage, stage.id))
        self._stages.addAction(_("No stage"), partial(self._acts.set_stage, None))

    def _directions(self) -> QMenu:
        menu = QMenu(self.direction)
        for number, direction in enumerate(SAID, 1):
            words = f"{direction_in_words(direction)}\tCtrl+Shift+{number}"
            menu.addAction(words, partial(self._acts.set_direction, direction))
        menu.addAction(_("No direction"), partial(self._acts.set_direction, Direction.UNSAID))
        return menu

    def _fill_coders(self) -> None:
        self._coders.clear()
        for coder in self._study.coders.all:
            if coder.kind in {CoderKind.PERSON, CoderKind.AGAIN}:
                words = _("Give to {name}").format(name=coder.name)
                self._coders.addAction(on_a_button(words), partial(self._acts.give, coder.id))

    def show_selected(self, passages: int, codings: int) -> None:
        """Say how much is selected; offer what can be done with it."""
        self.said.setText(plural("{n} selected", "{n} selected", passages))
        self.codings.setText(plural("{n} coding", "{n} codings", codings))
        self.row.offer(self.coder, on=len(self._study.coders.readers) > 1)
        self.setVisible(passages > 0)


def _button(text: str, keys: str, act: object) -> QToolButton:
    button = QToolButton()
    button.setText(f"{text}  {keys}" if len(keys) == 1 else text)
    button.setAccessibleName(text)
    button.setToolTip(keys)
    button.clicked.connect(act)  # pyright: ignore[reportArgumentType]
    return button


class _ActRow(FittingRow):
    """Acts as buttons; those that do not fit stand in a menu."""

    def __init__(self, buttons: Sequence[QToolButton]) -> None:
        more = menu_button(_("More of what can be done"), "flat")
        more.setText(_("More ▾"))
        super().__init__(more, _BETWEEN)
        self._buttons = list(buttons)
        self._off: set[QToolButton] = set()
        for at, button in enumerate(self._buttons):
            self._row.insertWidget(at, button)

    def offer(self, button: QToolButton, *, on: bool) -> None:
        """Offer an act, or do not."""
        self._off = self._off - {button} if on else self._off | {button}
        self._share_out()

    def sizeHint(self) -> QSize:
        """Ask for room for all."""
        widths = [button.sizeHint().width() + _BETWEEN for button in self._offered()]
        return QSize(sum(widths), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with the menu."""
        return QSize(self.more.sizeHint().width(), self.more.sizeHint().height())

    def _offered(self) -> list[QToolButton]:
        return [button for button in self._buttons if button not in self._off]

    def _fitting(self) -> Sequence[QAbstractButton]:
        offered = self._offered()
        widths = [button.sizeHint().width() + _BETWEEN for button in offered]
        if sum(widths) <= self.width():
            return offered
        room = self.width() - self.more.sizeHint().width()
        n = next((n for n in range(len(widths) - 1, 0, -1) if sum(widths[:n]) <= room), 0)
        return offered[:n]

    def _show_only(self, shown: Sequence[QAbstractButton]) -> None:
        for button in self._buttons:
            button.setVisible(button in shown)
        self.more.setVisible(len(shown) < len(self._offered()))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for button in self._offered():
            if button.isHidden():
                menu = button.menu()
                words = on_a_button(button.accessibleName())
                if menu is None:  # pyright: ignore[reportUnnecessaryComparison]
                    self._menu.addAction(words, button.click)
                else:
                    self._menu.addAction(f"{words} ▸", partial(self._pop_up, menu))

    def _pop_up(self, menu: QMenu) -> None:
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))
