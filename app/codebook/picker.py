"""The quick picker: codes typed as they are written by hand, over the text."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.codebook.overlay import Overlay
from app.codebook.suggestion_list import SuggestionList
from app.shell.open_study import OpenStudy
from app.shell.spoken import announce
from app.widgets.code_menus import CodeMenu
from app.widgets.forms import column_of, hint
from coding.language import _
from coding.model.code_labels import code_label
from coding.model.framework import Framework
from coding.notation.annotations import Annotation, ReadCode, read_annotation
from coding.notation.code_names import Names, key_of
from coding.notation.picker_completion import (
    LONGEST_IN_VIVO,
    NewCode,
    Suggestions,
    in_vivo_name,
    is_name_in_vivo,
    new_code,
    suggestions,
    usual_parent,
)
from coding.text.names import clean_name
from storage.operations.codings import Pick
from storage.queries.codings import last_used_codes

_WIDTH = 400


class QuickPicker(Overlay):
    """A field with a list. Enter applies what is read, Ctrl+Enter makes a new code of it, Escape leaves.

    Before anything is typed a code in vivo is offered, too: named by the words selected. Tab puts its name
    into the field, to be changed.
    """

    picked = Signal(object)  # tuple[Pick, ...]
    new_code = Signal(str)
    in_vivo = Signal(str)  # the whole name of a new code

    def __init__(self, open_study: OpenStudy, parent: QWidget) -> None:
        """Pick from the current framework of this study, over the window of this widget."""
        super().__init__(parent)
        self.setAccessibleName(_("Code the passage"))
        self.setFixedWidth(_WIDTH)
        self._study = open_study
        self._names: Names | None = None
        self._recent: list[int] = []
        self._offers: Suggestions | None = None
        self._words = ""  # selected in the transcript
        self._is_naming = False  # the field holds the name of a new code, whole
        self._spoken = ""
        self.field.setAccessibleName(_("Codes for the passage, such as HSC/E&C B?"))
        self.field.setPlaceholderText(_("Codes, such as hsc/e&c b?"))
        self.list = SuggestionList()
        self.reading = hint(role="")
        self.hint = hint()
        self._lay_out()
        self.field.textChanged.connect(self._read)
        self.list.itemClicked.connect(self._take_clicked)
        self.list.currentRowChanged.connect(self._show_outcome)
        CodeMenu(open_study, self.list, self.list.code_at, field=self.field, in_hand=self._id_in_hand)
        open_study.framework_changed.connect(self._follow_framework)
        open_study.closing.connect(self.close)

    def _lay_out(self) -> None:
        column_of(self.field, self.list, self.reading, self.hint, on=self, margins=(8, 8, 8, 8), spacing=6)

    def open_at(self, line: QRect, initial_text: str = "", words: str = "") -> None:
        """Open at a line (global) with a text to begin from; ``words`` are those to be coded."""
        if not self._study.is_open:
            return
        self._words, self._is_naming = words, False
        self._take_names()
        self._recent = last_used_codes(self._study.reader, self._study.coder_id)
        self.field.setText(initial_text)
        self._read()
        self.open_near(line)
        self._spoken = ""
        self._show_outcome()

    def name_in_vivo(self, words: str, line: QRect) -> None:
        """Open at a line (global) with the name of a new code in these words, to be taken or changed."""
        self.open_at(line, "", words)
        if self.isVisible():
            self._edit_name()

    def _edit_name(self) -> None:
        self._is_naming = True
        self.field.setText(in_vivo_name(self._words))
        self.field.end(False)  # noqa: FBT003 - Qt's own
        self.field.home(True)  # noqa: FBT003 - all selected, and its beginning is seen
        self._read()

    def _take_names(self) -> None:
        framework = self._study.framework
        if self._names is None or self._names.framework is not framework:
            self._names = Names(framework)

    def _follow_framework(self) -> None:
        """Read what is typed with the codes that are current now, if it is still open."""
        if self.isVisible():
            self._take_names()
            self._read()

    def _id_in_hand(self) -> int | None:
        return None if self.list.in_hand is None else self.list.in_hand.id

    # --- what is read ------------------------------------------------------------------------------

    @property
    def _framework(self) -> Framework:
        return self._study.framework

    def _read(self) -> None:
        """Read the text again and show what Enter and Ctrl+Enter would do."""
        if self._names is None:
            return
        text = self.field.text()
        self._offers = suggestions(text, self._names, self._recent)
        certain = bool(self._offers.piece) or not text.strip()
        codes = () if self._is_naming else self._offers.codes
        new_name = "" if self._is_naming or text.strip() else in_vivo_name(self._words)
        self.list.offer(self._framework, codes, first_in_hand=certain, new_name=new_name)
        if new_name and not any(code_id in self._framework.by_id for code_id in self._recent):
            self.list.setCurrentRow(0)
        self._show_outcome()

    def _show_outcome(self) -> None:
        """Show what Enter would do, and have a screen reader say what is in hand or what is no code."""
        self._show_what_enter_does()
        spoken = ". ".join(filter(None, (self.list.in_words, self.reading.text())))
        if spoken and spoken != self._spoken and self.isVisible():
            announce(self, spoken)
        self._spoken = spoken

    def _show_what_enter_does(self) -> None:
        if self._is_naming or self.list.new_in_hand:
            self._say("")
            self.hint.setText(self._hint_of_name())
            self.fit()
            return
        outcome = self._outcome()
        self._say(self._in_words(outcome) if self.field.text().strip() else "")
        self.hint.setText(self._hint(outcome))
        self.fit()

    def _outcome(self) -> Annotation:
        """Return what Enter would apply: the text, with the code in hand for its unfinished piece."""
        if self._offers is None or self._names is None:
            return Annotation("")
        code = self.list.in_hand
        if code is None:
            return self._offers.read
        read = read_annotation(self._offers.finished(code), self._names)
        if code.id in {other.code_id for other in read.codes}:
            return read
        # Several codes have this name; this one was chosen from the list.
        at = self._offers.start
        chosen = ReadCode(code.id, at, at + len(code.short), code.short)
        others = tuple(unread for unread in read.not_understood if unread.start != at)
        return Annotation(read.text, (*read.codes, chosen), others)

    def _say(self, text: str) -> None:
        self.reading.setText(text)
        self.reading.setVisible(bool(text))

    def _in_words(self, read: Annotation) -> str:
        parts = [self._code_in_words(code) for code in read.codes]
        parts += [_("“{words}” is no code").format(words=unread.written) for unread in read.not_understood]
        return ",  ".join(parts)

    def _code_in_words(self, code: ReadCode) -> str:
        stage = "" if code.stage_id is None else self._framework.stage_by_id[code.stage_id].letter
        short = self._framework.by_id[code.code_id].short
        words = code_label(short, code.direction, stage, unsure=code.unsure)
        if code.guessed:
            words += " " + _("(guessed from “{written}”)").format(written=code.written)
        return words

    def _hint_of_name(self) -> str:
        """Say what Enter would make of the name of a new code, and where."""
        name = clean_name(self.field.text()) if self._is_naming else self.list.new_in_hand
        if len(name) > LONGEST_IN_VIVO:
            return _("A shorter name, please: {n} letters at most.").format(n=LONGEST_IN_VIVO)
        parent_id = usual_parent(self._framework, self._recent)
        above = "" if parent_id is None else self._framework.by_id[parent_id].name
        words = _("Enter makes this new code in {above}") if above else _("Enter makes this new code")
        change = () if self._is_naming else (_("Tab changes its name"),)
        return " · ".join([words.format(above=above), *change, _("Escape leaves")])

    def _hint(self, outcome: Annotation) -> str:
        parts = [_("Enter applies")] if outcome.codes and not outcome.not_understood else []
        if in_vivo_name(self._words) and not self.field.text().strip():
            parts.append(_("Ctrl+Enter codes in vivo"))
        new = self._new()
        if new is not None:
            level = self._framework.level_below(new.parent_id)
            parts.append(_("Ctrl+Enter makes the {level} “{name}”").format(level=level, name=new.name))
            if new.parent_id is not None:
                parts[-1] += " " + _("in {above}").format(above=self._framework.by_id[new.parent_id].name)
        return " · ".join([*parts, _("Escape leaves")])

    def _new(self) -> NewCode | None:
        """Return the code that Ctrl+Enter would make, or None where everything typed is a code already."""
        if self._offers is None or self._names is None or not self.field.text().strip():
            return None
        read = self._offers.read
        if not read.not_understood and not read.guessed:
            return None
        return new_code(self.field.text(), self._names, self._recent)

    # --- what is done ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrows move in the list; Enter, Tab and Escape act."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(event):
            return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.isAutoRepeat():
                pass  # held down since it opened the picker
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self._make if with_control else self._apply)()
            case Qt.Key.Key_Down:
                self.list.step(1)
            case Qt.Key.Key_Up:
                self.list.step(-1)
            case Qt.Key.Key_Tab:
                self._finish()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                return False
        return True

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        self._apply()

    def _finish(self) -> None:
        """Put the code in hand into the text, to type on."""
        code = self.list.in_hand
        if self.list.new_in_hand:
            self._edit_name()
        elif code is not None and self._offers is not None:
            self.field.setText(self._offers.finished(code))

    def _apply(self) -> None:
        """Apply what is read, if all of it is."""
        if self._is_naming or self.list.new_in_hand:
            self._make_in_vivo()
            return
        outcome = self._outcome()
        if outcome.not_understood:
            self.hint.setText(
                _("Nothing was coded: correct the words, or make a code of them with Ctrl+Enter.")
            )
        elif outcome.codes:
            self.close()
            self.picked.emit(_picks(outcome))

    def _make(self) -> None:
        """Ask for a new code of what was typed, after the known ones typed before it are applied."""
        new, text = self._new(), self.field.text()
        if self._is_naming or (in_vivo_name(self._words) and not text.strip()):
            self._make_in_vivo()
            return
        if new is None:
            self.hint.setText(_("That is in the codebook already: Enter applies it."))
            return
        self.close()
        if new.before.codes:
            self.picked.emit(_picks(new.before))
        self.new_code.emit(text)

    def _make_in_vivo(self) -> None:
        """Ask for a code of this name, or give the one that there is; too long a name is to be shortened."""
        if not self._is_naming and not is_name_in_vivo(self._words):
            self._edit_name()
            return
        name = clean_name(self.field.text() if self._is_naming else in_vivo_name(self._words))
        if not name or len(name) > LONGEST_IN_VIVO or self._names is None:
            return
        known = self._names.called(key_of(name))
        self.close()
        if len(known) == 1:
            self.picked.emit((Pick(known[0].id),))
        else:
            self.in_vivo.emit(name)


def _picks(read: Annotation) -> tuple[Pick, ...]:
    return tuple(Pick(code.code_id, code.stage_id, code.unsure, code.direction) for code in read.codes)
