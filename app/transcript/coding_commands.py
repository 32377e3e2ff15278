"""What is done to codings from the Code page: by key, mouse, panel and picker alike.

Every act goes through OpenStudy.perform; the view's codings have followed the change when it returns.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal

from app.shell.open_study import OpenStudy
from app.transcript import coding_words
from app.transcript.pane import TranscriptPane
from coding.language import _
from coding.model.code_labels import SAID, said_of_coding
from coding.model.framework import Code
from coding.model.study import Coding, Direction, Span
from coding.notation.picker_completion import usual_parent
from coding.text.spans import letters_of
from storage.operations.codings import (
    Coded,
    Pick,
    apply_codes,
    resize_coding,
    resize_passage,
    set_direction,
    set_stage,
    set_unsure,
    take_off,
    toggle_code,
)
from storage.operations.in_vivo import code_in_vivo
from storage.queries.codings import last_used_codes


class CodingCommands(QObject):
    """Acts on the selection and the current coding of a transcript."""

    picker_wanted = Signal(str, QRect)  # first letter, first line of the selection on the screen
    in_vivo_wanted = Signal(str, QRect)  # the words selected, their first line on the screen
    memo_wanted = Signal()
    escaped = Signal()
    correction_wanted = Signal()
    remark_wanted = Signal(int)  # the next or the previous
    question_wanted = Signal()
    said = Signal(str)  # for the status line, which a screen reader is told too

    def __init__(self, open_study: OpenStudy, pane: TranscriptPane) -> None:
        """Act on this pane's selection in the open study."""
        super().__init__(pane)
        self._study = open_study
        self._view = pane.view
        self._view.intent.connect(self._act)
        self._view.code_dropped.connect(self._drop_code)
        pane.brackets.resized.connect(self._resize)

    def _act(self, intent: str, detail: Any) -> None:
        commands: dict[str, Callable[[], object]] = {
            "code": lambda: self._code_by_key(*detail),
            "picker": lambda: self.want_picker(detail),
            "unsure": self.toggle_unsure,
            "stage": lambda: self.set_stage_number(detail),
            "direction": lambda: self.turn_direction(SAID[int(detail)]),
            "step_coding": lambda: self._view.step_coding(detail),
            "take_off": self.take_off_current,
            "take_selection": self.take_selection,
            "escape": self.escaped.emit,
            "correct": self.correction_wanted.emit,
            "step_remark": lambda: self.remark_wanted.emit(detail),
            "say_question": self.question_wanted.emit,
        }
        commands[intent]()

    # --- a code on the selection ---------------------------------------------------------------

    def want_picker(self, first_letter: str = "") -> None:
        """Ask for the quick picker at the first line of the selection."""
        self.picker_wanted.emit(first_letter, self._view.first_line())

    def want_in_vivo(self) -> None:
        """Ask for the name of a new code, beginning from the words selected."""
        if self._view.selected_text():
            self.in_vivo_wanted.emit(self._view.selected_text(), self._view.first_line())

    def _code_by_key(self, key: str, dimension_alone: bool) -> None:  # noqa: FBT001 - comes from a signal
        framework = self._study.framework
        code = next((code for code in framework.codes if code.key == key), None)
        if code is None:
            self.said.emit(_("No code has the key {key}.").format(key=key))
            return
        self.code_selection(framework.top(code.id).id if dimension_alone else code.id)

    def code_selection(self, code_id: int) -> None:
        """Do what a strand's key does to the selection."""
        self._code(code_id, self._view.selected)

    def _drop_code(self, code_id: int, span: Span) -> None:
        self._view.select(span)
        self._code(code_id, span)
        self._view.setFocus()

    def _code(self, code_id: int, span: Span) -> None:
        if self._view.transcript_id is None:
            return
        is_there = any(coding.code_id == code_id for coding in self._view.codings.exactly(span))
        stored = span if is_there else self._letters_of(span)
        if stored is None:
            return
        whose = self._study.coders.writes_for
        coded = self._study.perform(
            toggle_code(self._view.transcript_id, stored.start, stored.end, code_id, coder_id=whose)
        )
        if coded is not None:
            self._after(coded)

    def _letters_of(self, span: Span) -> Span | None:
        """Return a span as it is stored: no coding begins or ends with a blank or a line break."""
        return None if self._view.moves is None else letters_of(self._view.moves.text, span)

    def apply_picks(self, picks: tuple[Pick, ...]) -> None:
        """Put what was picked on the selection, as one change."""
        span = self._letters_of(self._view.selected)
        if self._view.transcript_id is None or not picks or span is None:
            return
        whose = self._study.coders.writes_for
        done = self._study.perform(
            apply_codes(self._view.transcript_id, span.start, span.end, picks, coder_id=whose)
        )
        if not done:
            return
        self._after(done[-1])
        codes = [self._study.framework_of(pick.code_id).by_id[pick.code_id].short for pick in picks]
        self.said.emit(_("Coded {codes}.").format(codes=", ".join(codes)))

    def code_in_vivo(self, name: str) -> None:
        """Put a new code of this name on the selection, in the group of the code used last, as one change."""
        span, framework = self._letters_of(self._view.selected), self._study.framework
        if self._view.transcript_id is None or span is None:
            return
        parent_id = usual_parent(framework, last_used_codes(self._study.reader, self._study.coder_id))
        whose = self._study.coders.writes_for
        act = code_in_vivo(self._view.transcript_id, span, framework.id, parent_id, name, coder_id=whose)
        coded = self._study.perform(act)
        if coded is not None:
            self._after(coded)

    def _after(self, coded: Coded) -> None:
        """Select what the rule left standing, and say what it did."""
        code = self._study.framework_of(coded.code_id).by_id[coded.code_id]
        if coded.coding_id is not None:
            self._view.make_current(coded.coding_id)
        else:
            self._view.select_span(self._view.selected)
        self.said.emit(coding_words.outcome(coded, code))

    # --- the current coding ----------------------------------------------------------------------

    def toggle_unsure(self) -> None:
        """Mark the current coding unsure, or sure again."""
        coding = self._view.current_coding
        if coding is not None:
            self.set_unsure(coding.id, not coding.unsure)

    def set_unsure(self, coding_id: int, unsure: bool) -> None:  # noqa: FBT001 - connected to a signal
        """Write down doubt about a coding, or take it away."""
        if not self._may_change(coding_id):
            return
        self._study.perform(set_unsure(coding_id, unsure=unsure))
        coding = self._view.codings.get(coding_id)
        if coding is not None and coding.unsure == unsure:
            words = _("{code} is unsure.") if unsure else _("{code} is sure.")
            self.said.emit(words.format(code=self._code_of(coding).short))

    def set_stage_number(self, number: int) -> None:
        """Give the current coding the stage at this position; the same again clears it."""
        coding = self._view.current_coding
        if coding is None:
            return
        stages = self._study.framework_of(coding.code_id).stages
        if number < len(stages):
            stage_id = stages[number].id
            self.set_stage(coding.id, None if coding.stage_id == stage_id else stage_id)

    def set_stage(self, coding_id: int, stage_id: int | None) -> None:
        """Say the stage that a coding shows, or none."""
        if not self._may_change(coding_id):
            return
        self._study.perform(set_stage(coding_id, stage_id))
        coding = self._view.codings.get(coding_id)
        if coding is not None and coding.stage_id == stage_id:
            stages = self._study.framework_of(coding.code_id).stages
            name = next((stage.name for stage in stages if stage.id == stage_id), "")
            words = _("{code} shows the stage {stage}.") if name else _("{code} shows no stage.")
            self.said.emit(words.format(code=self._code_of(coding).short, stage=name))

    def turn_direction(self, direction: Direction) -> None:
        """Give the current coding a direction; the same again clears it."""
        coding = self._view.current_coding
        if coding is not None:
            same = coding.direction == direction
            self.set_direction(coding.id, Direction.UNSAID if same else direction)

    def set_direction(self, coding_id: int, direction: Direction) -> None:
        """Say what a coding says of its strand, or nothing."""
        if not self._may_change(coding_id):
            return
        self._study.perform(set_direction(coding_id, direction))
        coding = self._view.codings.get(coding_id)
        if coding is not None and coding.direction == direction:
            self.said.emit(said_of_coding(self._code_of(coding).short, direction))

    def take_off_current(self) -> None:
        """Take off the current coding only."""
        coding = self._view.current_coding
        if coding is not None:
            self.take_off(coding.id)

    def take_off(self, coding_id: int) -> None:
        """Take off one coding; what else stands on the passage stays."""
        if not self._may_change(coding_id):
            return
        coding = self._view.codings.get(coding_id)
        self._study.perform(take_off(coding_id))
        self._view.select_span(self._view.selected)
        if coding is not None and self._view.codings.get(coding_id) is None:
            self.said.emit(_("Removed {code}.").format(code=self._code_of(coding).short))

    def take_selection(self) -> None:
        """Let all codings of the passage in hand take the changed selection."""
        span = self._letters_of(self._view.selected)
        coding = self._view.current_coding or next(
            iter(self._view.codings.fitting(self._view.selected)), None
        )
        if coding is None or span is None or coding.span == span or not self._may_change(coding.id):
            return
        theirs = self._view.codings.exactly(coding.span)
        ids = [each.id for each in theirs if each.coder_id == coding.coder_id]
        self._study.perform(resize_passage(ids, span.start, span.end))
        self._view.select_span(span)
        self._tell_of_size(coding)

    def _resize(self, coding: Coding, span: Span) -> None:
        stored = self._letters_of(span)
        if stored is None or not self._may_change(coding.id):
            return
        self._study.perform(resize_coding(coding.id, stored.start, stored.end))
        self._view.make_current(coding.id)
        self._tell_of_size(coding)

    def _may_change(self, coding_id: int) -> bool:
        """Tell whether a coding is one's own, or of those that one has chosen to edit; if not, say so."""
        coding, coders = self._view.codings.get(coding_id), self._study.coders
        if coding is None or coders.may_change(coding.coder_id):
            return True
        self.said.emit(
            _("{name} coded this. To change it, choose “Edit codings of {name}” in the coder menu.").format(
                name=coders.by_id[coding.coder_id].name
            )
        )
        return False

    # --- what is said ----------------------------------------------------------------------------

    def _tell_of_size(self, before: Coding) -> None:
        now = self._view.codings.get(before.id)
        if now is not None and now.span != before.span:
            self.said.emit(_("{code} has the new passage.").format(code=self._code_of(now).short))

    def _code_of(self, coding: Coding) -> Code:
        return self._study.framework_of(coding.code_id).by_id[coding.code_id]
