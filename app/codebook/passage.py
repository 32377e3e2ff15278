"""The selected passage: its codes, the stage, the direction, the doubt and the memo of the current one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QToolButton, QWidget

from app.codebook.autosave_field import AutosaveField
from app.codebook.chips import ChipList, CodingChip
from app.codebook.uncoded import UncodedHelp
from app.shell.open_study import OpenStudy
from app.transcript.coding_style import CodingStyles
from app.transcript.remark_column import in_words
from app.transcript.selection import SelectionState
from app.widgets.code_menus import CodeMenu
from app.widgets.forms import STRETCH, column_of, described, hint, line, row_of, with_role
from app.widgets.segmented_control import SegmentedControl
from coding.language import _, plural
from coding.model.code_labels import SAID, direction_in_words, direction_sign
from coding.model.framework import Framework, Stage
from coding.model.study import Coding, Direction
from storage.operations.memos import write_coding_memo
from storage.queries.codings import codebook_version, coding_by_id
from storage.queries.remarks import WrittenRemark, memos_of_others

_MEMO_PAUSE = 1500
_MARGIN, _LEAST_WIDTH, _MANY_PIXELS = 14, 160, 10_000
_MOST_REMARKED = 160  # characters; the rest is in the tooltip


class PassagePanel(QFrame):
    """What is known of the selection; the transcript page acts on what is chosen here."""

    take_off = Signal(int)
    stage_chosen = Signal(int, object)  # coding, stage id or None
    direction_chosen = Signal(int, object)  # coding, Direction
    unsure_toggled = Signal(int, bool)
    current_requested = Signal(int)
    picker_requested = Signal()
    in_vivo_requested = Signal()
    memo_written = Signal(int, str)  # it is stored already
    left = Signal()  # back to the transcript

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._study = open_study
        self._state: SelectionState | None = None
        self._memo_of: int | None = None
        self._title = line(role="section")
        self.chips = ChipList()
        self.uncoded = UncodedHelp()
        self._remarks = described(hint(), _("Remarks on this passage"))
        self._remarks.setTextFormat(Qt.TextFormat.PlainText)
        self.may_quote = described(hint(role=""), _("Whether the passage may be quoted"))
        self._of_current = with_role(QWidget(), "narrow")
        self._short = line()
        self.stages = StageButtons()
        self.direction = _direction_buttons()
        self.unsure = QCheckBox(_("unsure"))
        self.unsure.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.memo = AutosaveField(pause=_MEMO_PAUSE)
        self._origin = hint()
        self._origin.setMinimumHeight(2 * self._origin.fontMetrics().lineSpacing())
        self._origin.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._connect()
        self.show_selection(None)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of a current coding even without one: the transcript stays as it is."""
        return (
            super()
            .minimumSizeHint()
            .expandedTo(QSize(self._of_current.minimumSizeHint().width() + 2 * _MARGIN, 0))
        )

    def _lay_out(self) -> None:
        column_of(
            row_of(self._short, self.stages, self.unsure, STRETCH, spacing=8),
            row_of(self.direction, STRETCH),
            self.memo,
            self._origin,
            on=self._of_current,
            spacing=8,
        )
        column_of(
            self._title,
            self.chips,
            self.uncoded,
            self.may_quote,
            self._of_current,
            self._remarks,
            STRETCH,
            on=self,
            margins=(_MARGIN, 10, _MARGIN, 10),
            spacing=6,
        )

    def _connect(self) -> None:
        self.chips.taken_off.connect(self._take_off)
        self.chips.chosen.connect(self.current_requested)
        self.chips.more_wanted.connect(self.picker_requested)
        self.uncoded.code_wanted.connect(self.picker_requested)
        self.uncoded.in_vivo_wanted.connect(self.in_vivo_requested)
        CodeMenu(self._study, self.chips, self._code_at)
        self.stages.chosen.connect(self._choose_stage)
        self.direction.changed.connect(self._choose_direction)
        self.unsure.clicked.connect(self._toggle_unsure)
        self.memo.written.connect(self._write_memo)
        self.memo.left.connect(self.left)
        self._study.closing.connect(self.memo.keep)
        self._study.coders.leaving.connect(self.memo.keep)
        self._study.busy_changed.connect(self._follow_busy)

    def _code_at(self, at: QPoint) -> int | None:
        chip, state = self.chips.chip_of(self.chips.indexAt(at)), self._state
        shown = (*state.codings, *state.around) if state is not None and chip is not None else ()
        return next((coding.code_id for coding in shown if chip and coding.id == chip.coding_id), None)

    # --- what is shown ---------------------------------------------------------------------------

    def show_selection(self, state: SelectionState | None) -> None:
        """Show a passage with its codes, or nothing."""
        self._state = state
        current = state.current if state else None
        if self._memo_of != (current.id if current else None):
            self.memo.keep()  # what was typed belongs to the coding before
            self._state = state
        words = plural(
            "selected passage · {n} word", "selected passage · {n} words", state.words if state else 0
        )
        self._title.setText(words.upper() if state else _("No passage selected").upper())
        self._show_codes(state)
        self._show_remarks(state)
        self.may_quote.setText(state.may_quote.line if state else "")
        self.may_quote.setVisible(bool(self.may_quote.text()))
        self._of_current.setVisible(current is not None)
        self._memo_of = current.id if current else None
        if current is not None:
            self._show_current(current)

    def _show_codes(self, state: SelectionState | None) -> None:
        """Show the codes of the passage; where there is none, how it gets one."""
        self.chips.setVisible(state is not None and bool(state.touching))
        self.chips.show_chips(self._chips(state) if state else [])
        uncoded = state is not None and not state.codings and state.current is None
        if state is not None and uncoded:
            self.uncoded.show_words(state, can_write=self._study.can_write)
        self.uncoded.setVisible(uncoded)

    def _show_remarks(self, state: SelectionState | None) -> None:
        words = in_words([*(state.remarks if state else ()), *self._on_current(state)])
        shown = words if len(words) <= _MOST_REMARKED else words[:_MOST_REMARKED].rsplit(" ", 1)[0] + " …"
        self._remarks.setText(shown)
        # A splitter asks for the least height only, and forgets that words wrap.
        room = QRect(0, 0, max(self.width() - 2 * _MARGIN, _LEAST_WIDTH), _MANY_PIXELS)
        wrapped = self._remarks.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, shown)
        self._remarks.setMinimumHeight(wrapped.height() + 2)
        self._remarks.setToolTip(words if shown != words else "")
        self._remarks.setVisible(bool(shown))

    def _on_current(self, state: SelectionState | None) -> list[WrittenRemark]:
        """Return what others than its coder wrote on the current coding."""
        current = state.current if state else None
        if current is None:
            return []
        return memos_of_others(self._study.reader, "coding_id", current.id, current.coder_id)

    def _chips(self, state: SelectionState) -> list[CodingChip]:
        study = self._study
        looks = CodingStyles(study.frameworks, study.framework, study.coders.initials_of_others)
        on_it = [self._chip(looks, coding, state, around=False) for coding in state.codings]
        return on_it + [self._chip(looks, coding, state, around=True) for coding in state.around]

    def _chip(
        self, looks: CodingStyles, coding: Coding, state: SelectionState, *, around: bool
    ) -> CodingChip:
        look, current = looks.of(coding), coding.id == state.current_coding_id
        said = (
            look.name,
            looks.label(coding),
            _("current") if current else "",
            _("on another passage that touches the selection") if around else "",
        )
        spoken = ", ".join(filter(None, said))
        return CodingChip(coding.id, looks.label(coding), spoken, look.hue, current, around, look.faint)

    def _show_current(self, current: Coding) -> None:
        framework = self._study.framework_of(current.code_id)
        short = framework.by_id[current.code_id].short
        self._short.setText(short if len(short) < 12 else short[:11] + "…")
        self._short.setToolTip(framework.by_id[current.code_id].name)
        self.stages.show_stages(framework.stages, current.stage_id)
        self.direction.choose(Direction(current.direction))
        self.unsure.setChecked(current.unsure)
        self.unsure.setAccessibleName(_("{code} is unsure").format(code=short))
        self._allow_writing()
        self.memo.setAccessibleName(_("Memo of {code}").format(code=short))
        self.memo.setPlaceholderText(_("Memo of {code} (Ctrl+M)").format(code=short))
        self.memo.show_text(current.memo)
        self.memo.viewport().update()  # Qt does not repaint a changed placeholder by itself
        self._origin.setText(self._origin_of(current, framework))

    def _origin_of(self, coding: Coding, framework: Framework) -> str:
        """Return who coded it, when, under which codebook."""
        version = codebook_version(self._study.reader, coding.id)
        words = _("Coded by {who}, {when} · codebook v{version}")
        if version != framework.revision:
            words = _("Coded by {who}, {when} · codebook v{version} (now v{now})")
        return words.format(
            who=self._who(coding.coder_id),
            when=_when(coding.created),
            version=version,
            now=framework.revision,
        )

    def _who(self, coder_id: int) -> str:
        if coder_id == self._study.coder_id:
            return _("you")
        coder = self._study.coders.by_id.get(coder_id)
        return coder.name if coder is not None else _("somebody")

    # --- what is done ----------------------------------------------------------------------------

    def edit_memo(self) -> None:
        """Put the cursor into the memo of the current coding."""
        if self._of_current.isHidden():
            self._study.notices.say(_("A memo belongs to a coding: code the passage first."))
            return
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_off(self, coding_id: int) -> None:
        self.memo.keep()
        self.take_off.emit(coding_id)

    def _choose_stage(self, stage_id: int | None) -> None:
        if self._memo_of is not None:
            self.stage_chosen.emit(self._memo_of, stage_id)

    def _choose_direction(self) -> None:
        current = self._state.current if self._state else None
        if current is not None:
            again = self.direction.value == current.direction
            self.direction_chosen.emit(current.id, Direction.UNSAID if again else self.direction.value)

    def _toggle_unsure(self, checked: bool) -> None:  # noqa: FBT001 - comes from a signal
        if self._memo_of is not None:
            self.unsure_toggled.emit(self._memo_of, checked)

    def _follow_busy(self, busy: bool) -> None:  # noqa: FBT001 - comes from a signal
        self._allow_writing()
        if not busy:
            self.memo.keep()

    def _allow_writing(self) -> None:
        """Let the current coding be changed where that can be stored, and it is one's own or being edited."""
        current = self._state.current if self._state else None
        study = self._study
        allowed = current is not None and study.can_write and study.coders.may_change(current.coder_id)
        for widget in (self.stages, self.direction, self.unsure):
            widget.setEnabled(allowed)
        self.memo.setReadOnly(not allowed)

    def _write_memo(self, text: str) -> None:
        coding_id = self._memo_of
        if coding_id is None or not self._study.is_open:
            return
        if not self._study.can_write:
            self.memo.document().setModified(True)  # tried again when the long change is stored
            return
        if coding_by_id(self._study.reader, coding_id) is not None:  # it may have been taken off
            self._study.perform(write_coding_memo(coding_id, text))
            self.memo_written.emit(coding_id, text)


def _direction_buttons() -> SegmentedControl[Direction]:
    """Return a button for each direction, the first for none; the keys are in their tooltips."""
    signs = {said: direction_sign(said) for said in SAID}
    buttons = SegmentedControl(_("Direction"), {Direction.UNSAID: "–", **signs}, caption=False)
    for number, direction in enumerate((Direction.UNSAID, *SAID)):
        button, words = buttons.button(direction), direction_in_words(direction)
        button.setAccessibleName(_("{label}: {value}").format(label=_("Direction"), value=words))
        button.setToolTip(f"{words} (Ctrl+Shift+{number})" if number else words)
    return buttons


def _when(created: str) -> str:
    """Return the local time of a moment in UTC, with its date unless that is today."""
    try:
        local = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return created
    time = local.strftime("%H:%M")
    if local.date() == datetime.now().astimezone().date():
        return time
    date = QLocale().toString(QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat)
    return f"{date} {time}"


class StageButtons(QWidget):
    """Says ``chosen`` with a stage's id, or None where the stage that was on is clicked again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without stages."""
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._stage_id: int | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.buttons: list[QToolButton] = []

    def show_stages(self, stages: Sequence[Stage], stage_id: int | None) -> None:
        """Show these stages, one of them on or none."""
        if tuple(stages) != self._stages:
            self._make_buttons(tuple(stages))
        self._stage_id = stage_id
        for stage, button in zip(self._stages, self.buttons, strict=True):
            button.setChecked(stage.id == stage_id)
        self.setVisible(bool(stages))

    def _make_buttons(self, stages: tuple[Stage, ...]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._stages = stages
        self.buttons = [self._button(number, stage) for number, stage in enumerate(stages, 1)]
        for button in self.buttons:
            self._row.addWidget(button)

    def _button(self, number: int, stage: Stage) -> QToolButton:
        button = with_role(QToolButton(), "segment")
        button.setText(stage.letter)
        button.setCheckable(True)
        button.setProperty("place", {1: "first", len(self._stages): "last"}.get(number, "middle"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(_("Stage {letter}, {name}").format(letter=stage.letter, name=stage.name))
        keys = f" (Ctrl+{number})" if number < 10 else ""
        button.setToolTip(f"{stage.name}{keys}\n{stage.definition}".strip())
        button.clicked.connect(lambda _checked=False, stage=stage: self._choose(stage))
        return button

    def _choose(self, stage: Stage) -> None:
        self.chosen.emit(None if stage.id == self._stage_id else stage.id)
