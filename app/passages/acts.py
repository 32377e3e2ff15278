"""What is done to the codings in hand on the Passages page: each act is one step to undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.passages.code_chooser import ALL, CodeChooser
from app.shell.exports import Exports
from app.shell.open_study import OpenStudy
from app.transcript.keyboard import digit_row_key, said_by_digit
from app.widgets.memo_dialog import MemoDialog
from app.widgets.showing import Showing
from coding.language import _, plural
from coding.model.code_labels import SAID
from coding.model.framework import Code
from coding.model.study import Coding, Direction, TranscriptSpan
from storage.operations.many_codings import (
    add_code_to,
    add_to_memos,
    give_codings,
    mark_unsure,
    recode,
    remove_codings,
    set_directions,
    set_stages,
)
from storage.operations.memos import write_coding_memo
from storage.queries.code_merges import codings_of
from storage.queries.codings import codings_by_id
from storage.study.operation import Operation

_CTRL: Final = Qt.KeyboardModifier.ControlModifier


class PassageActs(QObject):
    """Acts on the codings that ``in_hand`` returns the ids of; those of others only where they are edited."""

    def __init__(
        self,
        open_study: OpenStudy,
        in_hand: Callable[[], Sequence[int]],
        places: Callable[[], Sequence[TranscriptSpan]],
        page: QWidget,
    ) -> None:
        """Act for this page; ``places`` returns where the passages in hand stand."""
        super().__init__(page)
        self._study = open_study
        self.in_hand = in_hand
        self._page = page
        self.exports = Exports(open_study, self)
        self.showing = Showing(open_study, places, page)
        self.dialog: QDialog | None = None

    # --- what may be changed -----------------------------------------------------------------

    def _mine(self) -> list[Coding]:
        """Return the codings in hand that may be changed; say it where some or all may not."""
        study = self._study
        if not study.can_write:
            return []
        found = codings_by_id(study.reader, list(self.in_hand()))
        mine = [coding for coding in found if study.coders.may_change(coding.coder_id)]
        others = sorted({coding.coder_id for coding in found if coding not in mine})
        if others:
            names = _(" and ").join(study.coders.by_id[id_].name for id_ in others)
            study.notices.say(_left(len(found) - len(mine), names))
        return mine

    def _codes_of(self, codings: Sequence[Coding]) -> list[Code]:
        framework = self._study.framework
        ids = {coding.code_id for coding in codings}
        return [code for code in framework.codes if code.id in ids]

    # --- codes -------------------------------------------------------------------------------

    def recode(self) -> None:
        """Ask which of the codes in hand, if they are several, and what it is to become."""
        self._of_one_code(_("Recode which code?"), self._ask_recode)

    def _ask_recode(self, codings: Sequence[Coding]) -> None:
        ids = [coding.id for coding in codings]
        short = ", ".join(code.short for code in self._codes_of(codings))
        n = plural("{n} coding", "{n} codings", len(ids))
        said = _("Recode {n} of {code} as:").format(n=n, code=short)
        self._choose(
            _("Recode"), said, self._study.framework.codes, lambda id_: self._perform(recode(ids, id_))
        )

    def remove_code(self) -> None:
        """Remove the code in hand from the passages; ask which, if they are several."""
        self._of_one_code(_("Remove which code?"), self._remove)

    def _remove(self, codings: Sequence[Coding]) -> None:
        self._perform(remove_codings([coding.id for coding in codings]))

    def _of_one_code(self, asked: str, act: Callable[[Sequence[Coding]], object]) -> None:
        """Act on the codings in hand of one code, or of all: which is asked where they have several."""
        codings = self._mine()
        codes = self._codes_of(codings)
        if len(codes) > 1:
            dialog = self._choose(
                asked, asked, codes, lambda id_: act([c for c in codings if id_ in {c.code_id, ALL}])
            )
            dialog.offer_all()
        elif codings:
            act(codings)

    def codes(self) -> list[Code]:
        """Return the codes of the passages in hand, whoever gave them."""
        return self._codes_of(codings_by_id(self._study.reader, list(self.in_hand())))

    def merge_code(self) -> None:
        """Merge the code in hand into another, with all its codings; ask which, if they are several."""
        codes, merge = self.codes(), self._study.merge_wanted.emit
        if len(codes) > 1:
            asked = _("Merge which code into another?")
            self._choose(asked, asked, codes, merge)
        elif codes:
            merge(codes[0].id)

    def add_code(self) -> None:
        """Ask for a code and put it on the passages in hand."""
        ids = [coding.id for coding in self._mine()]
        if ids:
            said = _("Code the passages in hand with:")
            codes = self._study.framework.codes
            self._choose(_("Add a code"), said, codes, lambda id_: self._perform(add_code_to(ids, id_)))

    def toggle_code(self, code_id: int) -> None:
        """Do what a strand's key does: put it on all passages in hand, or take it off if all have it."""
        codings = self._mine()
        places = {(c.transcript_id, c.coder_id, c.start, c.end) for c in codings}
        there = self._standing(code_id, places)
        if codings and len(there) == len(places):
            self._perform(remove_codings([coding.id for coding in there]))
        elif codings:
            self._perform(add_code_to([coding.id for coding in codings], code_id))

    def _standing(self, code_id: int, places: set[tuple[int, int, int, int]]) -> list[Coding]:
        """Return the codings of a code on these very passages, one each."""
        found: dict[tuple[int, int, int, int], Coding] = {}
        for each in codings_of(self._study.reader, [code_id]):
            place = (each.transcript_id, each.coder_id, each.start, each.end)
            if place in places:
                found.setdefault(place, each)
        return list(found.values())

    def _choose(
        self, title: str, said: str, codes: Sequence[Code], chosen: Callable[[int], object]
    ) -> CodeChooser:
        dialog = CodeChooser(title, said, self._study.framework, codes, self._page)
        dialog.chosen.connect(chosen)
        self._open(dialog)
        return dialog

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self._study.closing.connect(dialog.close)
        dialog.open()

    # --- what is said of codings -------------------------------------------------------------

    def toggle_unsure(self) -> None:
        """Mark the codings in hand unsure; sure again if all are unsure."""
        codings = self._mine()
        if codings:
            unsure = not all(coding.unsure for coding in codings)
            self._perform(mark_unsure([coding.id for coding in codings], unsure=unsure))

    def set_stage(self, stage_id: int | None) -> None:
        """Say the stage that the codings in hand show, or none."""
        ids = [coding.id for coding in self._mine()]
        if ids:
            self._perform(set_stages(ids, stage_id))

    def set_direction(self, direction: Direction) -> None:
        """Say what the codings in hand say of their strands, or nothing."""
        ids = [coding.id for coding in self._mine()]
        if ids:
            self._perform(set_directions(ids, direction))

    def turn_direction(self, direction: Direction) -> None:
        """Give the codings in hand a direction; if all have it, it is cleared."""
        codings = self._mine()
        same = all(coding.direction == direction for coding in codings)
        self.set_direction(Direction.UNSAID if same else direction)

    def write_memo(self) -> None:
        """Ask for the memo of the coding in hand, or for what is to be added to those of several."""
        codings = self._mine()
        if not codings:
            return
        ids = [coding.id for coding in codings]
        if len(ids) == 1:
            dialog = MemoDialog(_("Memo of the coding"), codings[0].memo, self._page)
            dialog.written.connect(lambda text: self._perform(write_coding_memo(ids[0], text)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
        else:
            said = _("Added to the memos of {n} codings:").format(n=len(ids))
            dialog = MemoDialog(said, "", self._page)
            dialog.written.connect(lambda text: self._perform(add_to_memos(ids, text)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownLambdaType]
        self._open(dialog)

    def give(self, coder_id: int) -> None:
        """Make the codings in hand another coder's."""
        ids = [coding.id for coding in self._mine()]
        if ids:
            self._perform(give_codings(ids, coder_id))

    def export(self) -> None:
        """Export the codings in hand as CSV."""
        self.export_these(self.in_hand())

    def export_these(self, coding_ids: Sequence[int]) -> None:
        """Export some codings as CSV."""
        if len(coding_ids):
            self.exports.codings(coding_ids)

    def export_to_word(self, coding_ids: Sequence[int]) -> None:
        """Write the passages of some codings as quotations to Word; the history keeps which."""
        if len(coding_ids):
            self.exports.quotations(coding_ids)

    def _perform(self, act: Operation[Any]) -> None:
        self._study.perform(act)

    # --- keys --------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> None:
        """Do what a key means here; one that means nothing is left to others."""
        acts = {
            (Qt.Key.Key_R, False): self.recode,
            (Qt.Key.Key_Delete, False): self.remove_code,
            (Qt.Key.Key_M, True): self.write_memo,
            (Qt.Key.Key_U, True): self.toggle_unsure,
        }
        with_control = bool(event.modifiers() & _CTRL)
        key = digit_row_key(event)
        act = acts.get((Qt.Key(event.key()), with_control))
        if event.text() == "?":
            act = self.toggle_unsure
        elif act is None and key:
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            act = self._said_act(key, with_shift) if with_control else self._strand_act(key)
        event.setAccepted(act is not None)
        if act is not None and not event.isAutoRepeat():
            act()

    def _said_act(self, key: str, with_shift: bool) -> Callable[[], object] | None:  # noqa: FBT001 - of a key
        """Return what a key of the digit row does with Ctrl: a stage, with Shift too a direction."""
        said, stages = said_by_digit(key, with_shift=with_shift), self._study.framework.stages
        if said is None:
            return None
        if said.name == "direction":
            return partial(self.turn_direction, SAID[said.detail])
        number = int(said.detail)
        return partial(self.set_stage, stages[number].id) if number < len(stages) else None

    def _strand_act(self, key: str) -> Callable[[], object] | None:
        """Return what a key of the digit row does: a strand on and off."""
        code = self._study.framework.with_key(key)
        return partial(self.toggle_code, code.id) if code is not None else None


def _left(n: int, names: str) -> str:
    said = _(
        "{n} left as they are, of {names}. To change them, choose “Edit codings of …” in the coder menu."
    )
    return said.format(n=plural("{n} coding", "{n} codings", n), names=names)
