"""The coder's menu: who codes, whose codings are shown, whose may be changed, who reads blind."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.shell.open_study import OpenStudy
from app.shell.plain_text import on_a_button
from coding.language import _
from coding.model.study import Coder
from storage.queries.coders import codings_of_coders


class CoderMenu(QObject):
    """Puts what can be chosen now above what the menu always has, each time it opens."""

    another_wanted = Signal()

    def __init__(self, menu: QMenu, open_study: OpenStudy, actions: Sequence[QAction]) -> None:
        """Fill this menu; ``actions`` are those that belong to it, in order."""
        super().__init__(menu)
        self._menu, self._study, self._actions = menu, open_study, actions
        self._fixed = menu.actions()
        menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer what there is to choose."""
        for action in self._menu.actions():
            if action not in self._fixed:
                self._menu.removeAction(action)
                if action.parent() is self:  # what was made for the last time
                    action.deleteLater()
        if self._study.is_open:
            for action in (*self._coding_as(), *self._shown(), *self._edited(), *self._actions):
                self._menu.insertAction(self._fixed[0], action)
            self._menu.insertAction(self._fixed[0], self._separator())

    # --- the parts ---------------------------------------------------------------------------

    def _coding_as(self) -> Iterable[QAction]:
        coders = self._study.coders
        group = QActionGroup(self._menu)
        yield self._heading(_("Coding as"))
        for coder in coders.readers:
            is_at_work = coder.id == coders.at_work_id
            yield self._choice(
                _named(coder), lambda id_=coder.id: coders.code_as(id_), checked=is_at_work, group=group
            )
        another = self._made(_("Another coder…"), self.another_wanted.emit)
        another.setEnabled(self._study.can_write)
        yield another

    def _shown(self) -> Iterable[QAction]:
        coders = self._study.coders
        if len(coders.people) + len(coders.sets) < 2:
            return
        n = codings_of_coders(self._study.reader)
        group = QActionGroup(self._menu)
        shown = set(coders.shown_ids)
        yield self._separator()
        yield self._heading(_("Show codings of"))
        everybody = sum(n.get(coder.id, 0) for coder in coders.people)
        yield self._choice(
            f"{_('Everybody')}\t{everybody:,}",
            lambda: coders.show(None),
            checked=coders.are_all_shown,
            group=group,
        )
        for coder in (*coders.people, *coders.sets):
            only = _("{name} only").format(name=coder.name)
            yield self._choice(
                f"{on_a_button(only)}\t{n.get(coder.id, 0):,}",
                lambda id_=coder.id: coders.show([id_]),
                checked=shown == {coder.id} and not coders.are_all_shown,
                group=group,
            )
        if len(coders.people) > 2:
            yield self._several(shown)

    def _several(self, shown: set[int]) -> QAction:
        """Offer to show some and not others."""
        coders = self._study.coders
        menu = QMenu(_("Several"), self._menu)
        for coder in coders.people:
            action = menu.addAction(on_a_button(coder.name))
            action.triggered.connect(partial(self._show, shown ^ {coder.id}))
            action.setCheckable(True)
            action.setChecked(coder.id in shown)
        return menu.menuAction()

    def _show(self, coder_ids: set[int], _checked: bool) -> None:  # noqa: FBT001 - comes from a signal
        self._study.coders.show(coder_ids)

    def _edited(self) -> Iterable[QAction]:
        coders = self._study.coders
        others = [c for c in coders.people if c.id in coders.shown_ids and c.id != coders.at_work_id]
        if not others or not self._study.can_write:
            return
        yield self._separator()
        for coder in others:
            editing = coder.id == coders.editing_id
            yield self._choice(
                on_a_button(_("Edit codings of {name}").format(name=coder.name)),
                lambda id_=None if editing else coder.id: coders.edit(id_),
                checked=editing,
            )
        yield self._separator()

    # --- what they are made of ---------------------------------------------------------------

    def _made(self, words: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _choice(
        self, words: str, act: Callable[[], object], *, checked: bool, group: QActionGroup | None = None
    ) -> QAction:
        action = self._made(words, act)
        action.setCheckable(True)
        action.setChecked(checked)
        if group is not None:
            group.addAction(action)
        return action

    def _heading(self, words: str) -> QAction:
        heading = QAction(words, self)
        heading.setEnabled(False)
        return heading

    def _separator(self) -> QAction:
        separator = QAction(self)
        separator.setSeparator(True)
        return separator


def _named(coder: Coder) -> str:
    return f"{on_a_button(coder.name)}\t{coder.short}"
