"""The menus of the transcript: on words, and on a coding's bracket."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from app.shell.actions import keys_of
from app.shell.clipboard import copy_quotations
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.shell.plain_text import on_a_button
from app.transcript.coding_commands import CodingCommands
from app.transcript.pane import TranscriptPane
from app.transcript.selection import SelectionState
from app.widgets.code_menus import merging_in_words, offer_merging
from app.widgets.filing_menu import fill_filing_menu
from app.widgets.painting import hue_icon
from coding.language import _, plural
from coding.model.code_labels import SAID, direction_in_words
from coding.model.framework import Code
from coding.model.study import Coding, Transcript
from coding.text.times import clock
from storage.queries.codings import last_used_codes
from storage.queries.people import rounds

if TYPE_CHECKING:
    from app.transcript.page import CodePage

_LAST_USED = 2
_NAME = 4  # words that a name has at most
_MOST_SHOWN = 40  # letters of words to be coded in vivo
_AROUND_NAMES = ".,;:!?…“”\"'‘’()[]– \n"


class ContextMenus(QObject):
    """Makes the menus of the Code page's middle; what they offer is what keys and menu bar offer too."""

    mask_wanted = Signal(str)  # what may be a name, or nothing

    def __init__(self, open_study: OpenStudy, page: "CodePage") -> None:
        """Serve this page."""
        super().__init__(page)
        self._study = open_study
        self._page = page
        pane: TranscriptPane = page.pane
        self._view = pane.view
        self._commands: CodingCommands = page.commands
        self._view.menu_wanted.connect(self._show_for_words)
        pane.brackets.menu_wanted.connect(self._show_for_coding)
        pane.speakers.menu_wanted.connect(self._show_for_speaker)

    # --- on words ----------------------------------------------------------------------------

    def _show_for_words(self, at: QPoint, pointed_at: int) -> None:
        menu = self.for_words(pointed_at)
        if menu is not None:
            menu.popup(at)

    def for_words(self, pointed_at: int = -1) -> QMenu | None:
        """Return the menu of the selection, or None without one.

        ``pointed_at`` is the code point under the pointer, -1 where the menu is asked for by a key.
        """
        state, transcript = self._page.selection_state(), self._page.transcript
        if state is None or transcript is None:
            return None
        menu = self._menu(_title(transcript, state))
        self._offer_codes(menu)
        self._offer_current(menu)
        menu.addSeparator()
        self._offer_words(menu, state)
        menu.addSeparator()
        self._offer_changes(menu, state, self._name(pointed_at))
        return menu

    def _offer_codes(self, menu: QMenu) -> None:
        """Offer the last two strands used, and all of them."""
        framework = self._study.framework
        used = last_used_codes(self._study.reader, self._study.coders.writes_for)
        for code_id in [code_id for code_id in used if code_id in framework.by_id][:_LAST_USED]:
            code = framework.by_id[code_id]
            action = self._add(menu, _code_in_words(code), partial(self._commands.code_selection, code_id))
            action.setIcon(hue_icon(framework.hue(code_id)))
            action.setEnabled(self._study.can_write)
        self._add(menu, _("Code with…"), self._commands.want_picker, "picker", writes=True)
        self._add(menu, self._in_vivo_in_words(), self._commands.want_in_vivo, "in_vivo", writes=True)

    def _in_vivo_in_words(self) -> str:
        """Return the entry with the words that would be the name, where they are few."""
        words = " ".join(self._page.copied().split())
        if not 0 < len(words) <= _MOST_SHOWN:
            return _("Code in vivo…")
        return on_a_button(_("Code in vivo “{words}”…").format(words=words))

    def _offer_current(self, menu: QMenu) -> None:
        """Offer what can be done to the current coding."""
        coding = self._view.current_coding
        if coding is not None:
            below = menu.addMenu(
                on_a_button(_("Coding {label}").format(label=self._view.looks.label(coding)))
            )
            self._fill_for_coding(below, coding)

    def _offer_words(self, menu: QMenu, state: SelectionState) -> None:
        page = self._page
        memo = self._add(menu, _("Memo…"), self._commands.memo_wanted.emit, "memo")
        memo.setEnabled(state.current is not None)
        self._add(menu, _("Copy"), lambda: _copy(page.copied()), "copy")
        self._add(
            menu,
            _("Copy with attribution"),
            lambda: copy_quotations(
                page.copied_with_attribution(), self._study.notices, page.copied_places()
            ),
            "copy_attribution",
        )
        self._page.quoting.fill_for_passage(menu.addMenu(_("Quoting")))
        self._offer_filing(menu)
        words = " ".join(page.copied().split())
        find = partial(page.place_chosen.emit, Place("find", detail=words))
        self._add(menu, _("Find these words everywhere"), find, "find_all")

    def _offer_filing(self, menu: QMenu) -> None:
        """Offer to file what is selected under another question, where rounds have questions."""
        transcript, span = self._page.transcript, self._view.selected
        if transcript is not None and span.length:
            below = menu.addMenu(_("File under"))
            fill_filing_menu(below, self._study, transcript.id, [(span.start, span.end)])

    def _offer_changes(self, menu: QMenu, state: SelectionState, name: str) -> None:
        page = self._page
        self._add(menu, _("Correct the text…"), page.correcting.correct, "correct", writes=True)
        mask = _("Mask the name “{name}”…").format(name=name) if name else _("Mask a name…")
        self._add(menu, mask, partial(self.mask_wanted.emit, name), writes=True)
        moves = self._view.moves
        if moves is not None and moves.asks(moves.turn_at(state.start)):
            self._add(menu, _("This turn asks…"), page.questions.ask_about_selection, writes=True)
        elif moves is not None:
            self._offer_asking(menu)

    def _offer_asking(self, menu: QMenu) -> None:
        """Offer to ask what a participant says, in one of the rounds; the last is likely to come."""
        below = menu.addMenu(_("Ask as a question"))
        below.setEnabled(self._study.can_write)
        words, [place] = self._page.copied(), self._page.copied_places()
        known = rounds(self._study.reader)
        if not known:
            below.addAction(_("There is no round yet: Interview > Study details")).setEnabled(False)
        for round_ in reversed(known):
            ask = partial(self._page.questions.ask_as_question, round_, words, place)
            self._add(below, on_a_button(_("in {round}").format(round=round_.name)), ask)

    def _name(self, pointed_at: int) -> str:
        """Return what may be a name: the few words selected, else the word with a capital pointed at."""
        selected = self._page.copied().strip(_AROUND_NAMES)
        if 0 < len(selected.split()) <= _NAME and "\n" not in selected:
            return selected
        moves = self._view.moves
        if moves is None or pointed_at < 0:
            return ""
        word = moves.word_at(pointed_at)
        found = moves.text[word.start : word.end].strip(_AROUND_NAMES)
        return found if found[:1].isupper() else ""

    # --- on a speaker ------------------------------------------------------------------------

    def _show_for_speaker(self, start: int, at: QPoint) -> None:
        menu = self.for_speaker(start)
        if menu is not None:
            menu.popup(at)

    def for_speaker(self, start: int) -> QMenu | None:
        """Return the menu of the turn that begins there: who may be quoted, and what the turn asks."""
        turns = self._page.transcript.turns if self._page.transcript is not None else ()
        turn = next((turn for turn in turns if turn.start == start), None)
        if turn is None:
            return None
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Speaker"))
        self._page.quoting.fill_for_speaker(menu, turn)
        self._page.questions.fill(menu, turn)
        return menu if menu.actions() else None

    # --- on a coding -------------------------------------------------------------------------

    def _show_for_coding(self, coding: Coding, at: QPoint) -> None:
        self._view.make_current(coding.id)
        self._view.setFocus()
        menu = self._menu(on_a_button(self._view.looks.label(coding)))
        self._fill_for_coding(menu, coding)
        menu.popup(at)

    def _fill_for_coding(self, menu: QMenu, coding: Coding) -> None:
        own = self._study.can_write and self._study.coders.may_change(coding.coder_id)
        unsure = self._add(menu, _("Unsure"), self._commands.toggle_unsure, "unsure", writes=True)
        _tick(unsure, on=coding.unsure)
        self._offer_stages(menu, coding)
        self._offer_directions(menu, coding)
        menu.addSeparator()
        self._add(menu, _("Memo…"), self._commands.memo_wanted.emit, "memo")
        resize = self._add(
            menu, _("Resize passage to selection"), self._commands.take_selection, "take_selection"
        )
        remove = self._add(menu, _("Remove coding"), self._commands.take_off_current, "take_off")
        self._offer_merging(menu, coding)
        for action in (unsure, remove):
            action.setEnabled(own)
        resize.setEnabled(own and coding.span != self._view.selected)

    def _offer_merging(self, menu: QMenu, coding: Coding) -> None:
        """Offer to merge the whole code into another, where it is of the framework in hand."""
        code = self._study.framework.by_id.get(coding.code_id)
        if code is not None:
            menu.addSeparator()
            offer_merging(menu, self._study, code.id, merging_in_words(code))

    def _offer_stages(self, menu: QMenu, coding: Coding) -> None:
        own = self._study.can_write and self._study.coders.may_change(coding.coder_id)
        for number, stage in enumerate(self._study.framework_of(coding.code_id).stages):
            choose = partial(self._commands.set_stage_number, number)
            action = self._add(
                menu, on_a_button(f"{stage.letter} · {stage.name}") + f"\tCtrl+{number + 1}", choose
            )
            _tick(action, on=coding.stage_id == stage.id)
            action.setEnabled(own)

    def _offer_directions(self, menu: QMenu, coding: Coding) -> None:
        own = self._study.can_write and self._study.coders.may_change(coding.coder_id)
        below = menu.addMenu(_("Direction"))
        below.setEnabled(own)
        for number, direction in enumerate(SAID, 1):
            turn = partial(self._commands.turn_direction, direction)
            action = self._add(below, f"{direction_in_words(direction)}\tCtrl+Shift+{number}", turn)
            _tick(action, on=coding.direction == direction)

    # --- parts -------------------------------------------------------------------------------

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(title)
        menu.addAction(title).setEnabled(False)  # the style sheet paints no words on sections
        return menu

    def _add(
        self, menu: QMenu, text: str, act: Callable[[], object], like: str = "", *, writes: bool = False
    ) -> QAction:
        """Add an entry; ``like`` is the action whose keys do the same."""
        action = menu.addAction(f"{text}\t{keys_of(like)}" if like else text)
        action.triggered.connect(lambda _checked=False: act())
        action.setEnabled(self._study.can_write or not writes)
        return action


def _title(transcript: Transcript, state: SelectionState) -> str:
    """Return who says what is selected, when, and in how many words."""
    turn = next((turn for turn in reversed(transcript.turns) if turn.start <= state.start), None)
    speaker = None if turn is None else transcript.speaker_of(turn)
    words = plural("{n} word", "{n} words", state.words)
    said = ", ".join(filter(None, (speaker.label if speaker else "", clock(turn.ms) if turn else "")))
    return on_a_button(f"{said} · {words}" if said else words)


def _code_in_words(code: Code) -> str:
    name = code.short if code.short == code.name else f"{code.short}   {code.name}"
    return on_a_button(name) + (f"\t{code.key}" if code.key else "")


def _tick(action: QAction, *, on: bool) -> None:
    action.setCheckable(True)
    action.setChecked(on)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
