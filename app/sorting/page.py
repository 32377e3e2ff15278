"""Going through the passages of a code: each is read in its context and sorted into other codes.

Or looked at again, where the code has come to mean something else: then it stands, is changed or goes.
"""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStackedWidget, QWidget

from app.shell import settings
from app.shell.open_study import OpenStudy
from app.shell.page import Page
from app.shell.places import Place
from app.shell.plain_text import on_a_button
from app.sorting.panel import SortingPanel, called
from app.sorting.passage_pane import PassagePane
from app.widgets.code_menus import CodeMenu
from app.widgets.forms import STRETCH, EmptyPage, caption, column_of, line, named, row_of, wide
from coding.errors import UserError
from coding.language import _, plural
from coding.model.framework import Code, Framework
from coding.model.study import Coding
from storage.operations.codings import take_off
from storage.operations.going_through import (
    add_target,
    forget_left,
    leave_passage,
    set_targets,
    sort_passage,
)
from storage.operations.second_look import let_stand
from storage.queries.codings import last_used_codes
from storage.queries.going_through import CodePass, code_pass
from storage.queries.second_look import change_of_meaning, second_look, second_looks
from storage.study.operation import Operation
from storage.study.tables import CODE, CODER, CODING, FRAMEWORK, KEPT, MARK, MEMO, SAID


class SortingPage(Page):
    """One passage after another; what was sorted or left is done, also tomorrow."""

    page_id = "sort"
    tables = (CODING, CODE, FRAMEWORK, KEPT, CODER, MARK, MEMO, *SAID)

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(open_study, parent)
        self._code_id: int | None = None
        self._pass: CodePass | None = None
        self._at = 0
        self.again = QCheckBox(_("Only those to look at again"))
        self.code = named(QComboBox(), _("Passages of"))
        self.progress = line()
        self.pane, self.panel = PassagePane(open_study), SortingPanel()
        self.nothing, self.stack = EmptyPage(), QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.code.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.code.setMinimumContentsLength(24)
        whole = QWidget()
        row_of(wide(self.pane), self.panel, on=whole, spacing=0)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(whole)
        column_of(
            row_of(
                caption(_("Passages of"), self.code),
                self.code,
                self.progress,
                STRETCH,
                self.again,
                margins=(16, 6, 16, 6),
                spacing=10,
            ),
            wide(self.stack),
            on=self,
            spacing=0,
        )

    def _connect(self) -> None:
        self.code.activated.connect(self._choose_code)
        self.again.clicked.connect(self._turn)
        targets = self.panel.targets
        CodeMenu(self.open_study, targets, targets.code_at)
        self.panel.sorted_into.connect(self.sort)
        self.panel.skipped.connect(self.step)
        self.panel.left_as_it_is.connect(self._leave)
        self.panel.taken_off.connect(self._take_off)
        self.panel.target_named.connect(self._add_target)
        self.panel.targets_chosen.connect(self._set_targets)
        self.panel.place_wanted.connect(self._open)
        self.panel.targets.escaped.connect(self.left)
        self.nothing.button.clicked.connect(self._go_on)
        self.pane.view.intent.connect(self._follow_intent)
        self.open_study.closing.connect(self._clear)
        self.open_study.busy_changed.connect(self._allow)

    # --- what is shown -----------------------------------------------------------------------

    def _choose_code(self, row: int) -> None:
        self.show_code(self.code.itemData(row))

    def _turn(self) -> None:
        """Turn from all passages of a code to those to look at again, or back."""
        self._pass, self._at = None, 0
        self.refresh()
        self.panel.targets.setFocus()

    def show_code(self, code_id: int) -> None:
        """Go through the passages of this code, from the first that is to be sorted."""
        self._code_id, self._pass, self._at = code_id, None, 0
        self.refresh()
        self.panel.targets.setFocus()

    def refresh(self) -> None:
        """Read again what there is to sort; the passage in hand stays, one that came back is shown."""
        study, before = self.open_study, self._pass
        framework = study.framework
        asked = second_looks(study.reader, framework, [study.coders.writes_for])
        self.again.setVisible(bool(asked) or self.again.isChecked())
        if self._code_id not in framework.by_id:
            self._code_id = self._usual(framework, asked)
        self._offer_codes(framework, asked)
        try:
            found = None
            if self._code_id is not None:
                look = second_look if self.again.isChecked() else code_pass
                found = look(study.reader, self._code_id, study.coders.writes_for)
        except UserError as error:
            found = None
            self.nothing.say(error.what, error.means)
        self._pass = found
        if found is None or self._code_id is None:
            self._show_nothing(framework)
            return
        self._at = _place_in(found, before, self._at)
        self._show_pass(framework, found, asked)

    def _usual(self, framework: Framework, asked: Mapping[int, int]) -> int | None:
        """Return the first to look at again, or the code used last, else the first that there is."""
        if self.again.isChecked() and asked:
            return next(iter(asked))
        used = last_used_codes(self.open_study.reader, self.open_study.coders.writes_for)
        known = (*(id_ for id_ in used if id_ in framework.by_id), *framework.by_id)
        return next(iter(known), None)

    def _offer_codes(self, framework: Framework, asked: Mapping[int, int]) -> None:
        self.code.clear()
        for code in framework.codes:
            if not self.again.isChecked():
                self.code.addItem("   " * framework.depth(code.id) + called(code), code.id)
            elif code.id in asked or code.id == self._code_id:
                self.code.addItem(f"{called(code)} ({asked.get(code.id, 0)})", code.id)
        self.code.setCurrentIndex(self.code.findData(self._code_id))

    def _show_nothing(self, framework: Framework) -> None:
        self.progress.setText("")
        self.pane.clear()
        self.nothing.button.hide()
        if not framework.codes:
            self.nothing.say(_("There are no codes yet"), _("Make the first one on the Code page."))
        self.stack.setCurrentWidget(self.nothing)

    def _show_pass(self, framework: Framework, found: CodePass, asked: Mapping[int, int]) -> None:
        code = framework.by_id[found.code_id]
        is_again, coding = self.again.isChecked(), self.coding
        self.progress.setText((_progress_again if is_again else _progress)(found))
        self.panel.show_pass(framework, found, coding, is_again=is_again)
        reader = self.open_study.reader
        self.panel.show_change(change_of_meaning(reader, framework, code.id) if is_again else ())
        if coding is None and is_again:
            self._say_looked_at(framework, code, asked)
        elif coding is None:
            self._say_done(code, found)
        else:
            self.pane.set_text_size(settings.number("text_size", 16))
            self.pane.show_passage(coding)
            self.stack.setCurrentIndex(1)
        self._allow()
        self.context_changed.emit()

    def _say_done(self, code: Code, found: CodePass) -> None:
        if found.n_left:
            more = plural(
                "{n} passage was left as it is.", "{n} passages were left as they are.", found.n_left
            )
            self.nothing.say(_("You have been through all passages of {code}").format(code=code.short), more)
        else:
            self.nothing.say(
                _("{code} has no passages to go through").format(code=code.short),
                _("Choose another code above."),
            )
        self._offer(_("Look at them again") if found.n_left else "")

    def _say_looked_at(self, framework: Framework, code: Code, asked: Mapping[int, int]) -> None:
        following = framework.by_id.get(next(iter(asked), 0))
        self.nothing.say(
            _("No coding of {code} is to be looked at again").format(code=code.short),
            plural("{n} other code has some.", "{n} other codes have some.", len(asked)) if asked else "",
        )
        self._offer(_("Go on with {code}").format(code=following.short) if following is not None else "")

    def _offer(self, words: str) -> None:
        self.nothing.button.setText(on_a_button(words))
        self.nothing.button.setVisible(bool(words))
        self.pane.clear()
        self.stack.setCurrentWidget(self.nothing)

    def _allow(self) -> None:
        self.panel.allow(can_write=self.open_study.can_write and self.coding is not None)
        self.nothing.button.setEnabled(self.open_study.can_write)

    @property
    def coding(self) -> Coding | None:
        """The coding that is to be sorted now."""
        to_do = self._pass.to_do if self._pass is not None else ()
        return to_do[self._at] if self._at < len(to_do) else None

    # --- what is done ------------------------------------------------------------------------

    def sort(self, code_ids: list[int]) -> None:
        """Give the passage in hand these codes instead, and go on to the next."""
        coding = self.coding
        if coding is not None and code_ids:
            self._perform(sort_passage(coding.code_id, coding.id, code_ids))

    def _leave(self) -> None:
        coding = self.coding
        if coding is not None:
            stays = let_stand if self.again.isChecked() else leave_passage
            self._perform(stays(coding.code_id, coding.id))

    def _take_off(self) -> None:
        coding = self.coding
        if coding is not None and self.again.isChecked():
            self._perform(take_off(coding.id))

    def step(self, by: int) -> None:
        """Go on without sorting, or back; after the last comes the first again."""
        n = len(self._pass.to_do) if self._pass is not None else 0
        if n:
            if by > 0 and self._at + by >= n:
                self.open_study.notices.say(_("That was the last: what was skipped comes again."))
            self._at = (self._at + by) % n
            self.refresh()

    def _add_target(self, name: str) -> None:
        if self._code_id is not None:
            whose = self.open_study.coders.writes_for
            self._perform(add_target(self._code_id, name, coder_id=whose))
            if any(code.name == name for code in self.panel.targets.codes):
                self.panel.new_code.clear()
        self.panel.targets.setFocus()

    def _set_targets(self, code_ids: list[int]) -> None:
        if self._code_id is not None:
            whose = self.open_study.coders.writes_for
            self._perform(set_targets(self._code_id, code_ids, coder_id=whose))

    def _go_on(self) -> None:
        """Look again at what was left, or go on to the next code that has codings to look at again."""
        if self.again.isChecked():
            self._code_id = None
            self._turn()
        elif self._code_id is not None:
            self._perform(forget_left(self._code_id, coder_id=self.open_study.coders.writes_for))
            self.panel.targets.setFocus()

    def _open(self) -> None:
        coding = self.coding
        if coding is not None:
            self.place_chosen.emit(Place("code", coding.transcript_id, coding.start, coding.end))

    def _perform(self, act: Operation[Any]) -> None:
        if self.open_study.can_write:
            self.open_study.perform(act)

    def _follow_intent(self, name: str, detail: object) -> None:
        """Take the keys of codes from the text, too."""
        if name == "code":
            key, ticks = cast("tuple[str, bool]", detail)
            self.panel.targets.press(key, ticks=ticks)
        elif name == "escape":
            self.left.emit()

    def _clear(self) -> None:
        self._code_id, self._pass, self._at = None, None, 0
        self.again.setChecked(False)
        self.pane.clear()

    # --- as a page ---------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "pane"):
            self.pane.refresh_look()

    def place(self) -> Place:
        """Return the code whose passages are gone through."""
        detail = f"{self._code_id or ''}{' again' if self.again.isChecked() else ''}"
        return Place(self.page_id, detail=detail)

    def go(self, place: Place) -> None:
        """Go through the passages of a code, named by its id, or look at some of them ``again``."""
        code, _space, again = place.detail.partition(" ")
        wanted = int(code) if code.isdigit() else self._code_id
        if (wanted, bool(again)) != (self._code_id, self.again.isChecked()):
            self.again.setChecked(bool(again))
            self._code_id = wanted
            self._turn()
        self.panel.targets.setFocus()

    def context(self) -> str:
        """Say which of the passages this is."""
        to_do = self._pass.to_do if self._pass is not None else ()
        said = _("{at} of {n} to look at again") if self.again.isChecked() else _("{at} of {n} to sort")
        return said.format(at=self._at + 1, n=len(to_do)) if to_do else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of the list."""
        if self.coding is None:
            return ()
        if self.again.isChecked():
            return ((_("Stands"), "L"), (_("Change"), "1 2 …"), (_("Remove"), "R"), (_("Skip"), "S"))
        return ((_("Sort"), "1 2 …"), (_("Both"), "B"), (_("Skip"), "S"), (_("Leave"), "L"))

    def copied(self) -> str:
        """Return the words of the passage."""
        return self.pane.view.selected_text() if self.coding is not None else ""

    def why_not_printed(self) -> str:
        """Say what prints them."""
        return _("Passages are printed on the page Passages, not while they are gone through.")

    def regions(self) -> list[QWidget]:
        """Return codes, text and list."""
        return [self.code, self.pane.view, self.panel.targets]


def _progress(found: CodePass) -> str:
    parts = [plural("{n} to sort", "{n} to sort", len(found.to_do))]
    if found.n_left:
        parts.append(plural("{n} left as it is", "{n} left as they are", found.n_left))
    return " · ".join(parts)


def _progress_again(found: CodePass) -> str:
    parts = [plural("{n} to look at again", "{n} to look at again", len(found.to_do))]
    if found.n_left:
        parts.append(plural("{n} stands", "{n} stand", found.n_left))
    return " · ".join(parts)


def _place_in(found: CodePass, before: CodePass | None, at: int) -> int:
    """Return which passage is shown: one that came back, the one in hand, or that which took its place."""
    ids = [coding.id for coding in found.to_do]
    if before is not None and before.code_id == found.code_id:
        known = {coding.id for coding in before.to_do}
        back = [place for place, id_ in enumerate(ids) if id_ not in known]
        if back:
            return back[0]
        in_hand = before.to_do[at].id if at < len(before.to_do) else None
        if in_hand in ids:
            return ids.index(in_hand)
    return at if at < len(ids) else 0
