"""The entry of one code: its names, key and colour, the six fields, and one's own memo."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.codebook.autosave_field import AutosaveField, AutosaveLine
from app.codebook.code_commands import CodeCommands
from app.codebook.folding_field import FoldingField
from app.codebook.second_look import SecondLookLine
from app.shell.open_study import OpenStudy
from app.shell.theme import hue_in_words
from app.transcript.remark_column import in_words
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import caption, column_of, described, hint
from app.widgets.menus import give_menu, menu_button
from app.widgets.painting import hue_icon
from coding.language import N_, _, plural
from coding.model.code_versions import CALLED_WORDS, ENTRY_WORDS, MEANING
from coding.model.framework import Code, Framework
from storage.operations.codebook import edit_entry, rename_code
from storage.operations.memos import write_code_memo
from storage.queries.codebook import code_memo
from storage.queries.remarks import memos_of_others
from storage.study.operation import Operation

_MEMO_PAUSE = 1500


class EntryForm(QWidget):
    """Reads like a document; what is not written yet stands as buttons at its end.

    A field is stored when it is left: a definition typed in one go is one new version.
    """

    def __init__(self, open_study: OpenStudy, commands: CodeCommands, parent: QWidget | None = None) -> None:
        """Edit entries of this study."""
        super().__init__(parent)
        self._study, self._commands = open_study, commands
        self._code: Code | None = None
        self._hue = ""
        self._title = hint(role="title")
        self._facts = hint()
        self.second_look = SecondLookLine(open_study)
        self._meant_anew: set[int] = set()  # codes whose meaning was changed here
        self.lines = {field: self._line(field, title) for field, title in CALLED_WORDS.items()}
        self.fields = {field: self._field(field) for field in ENTRY_WORDS}
        self.aliases = self._field("aliases")
        self.memo = AutosaveField((1, None), _MEMO_PAUSE)
        titled = {**ENTRY_WORDS, "aliases": N_("Other spellings, one per line")}
        self.parts = {
            **{name: FoldingField(_(titled[name]), field) for name, field in self._written.items()},
            "memo": FoldingField(_("Your memo on this code"), self.memo),
        }
        self.memo.written.connect(self._write_memo)
        self.others = described(hint(), _("Memos of others"))
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setWordWrap(True)
        self.key = menu_button(_("Key"))
        self.hue = menu_button(_("Colour"))
        self._lay_out()
        open_study.busy_changed.connect(self._allow_writing)

    def _line(self, field: str, title: str) -> QLineEdit:
        line = AutosaveLine()
        line.setAccessibleName(_(title))
        line.editingFinished.connect(lambda: self._store_line(field))
        return line

    def _field(self, name: str) -> AutosaveField:
        field = AutosaveField((1, None))
        field.written.connect(partial(self._store, name))
        return field

    @property
    def _written(self) -> dict[str, AutosaveField]:
        """What is written of a code, but for the memo, in the order of the page."""
        return {"aliases": self.aliases, **self.fields}

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (field, title) in enumerate(CALLED_WORDS.items()):
            grid.addWidget(caption(_(title), self.lines[field], "dim"), 0, place)
            grid.addWidget(self.lines[field], 1, place)
        for place, (button, title) in enumerate(((self.key, N_("Key")), (self.hue, N_("Colour")))):
            button.setProperty("role", "")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            grid.addWidget(caption(_(title), button, "dim"), 0, 3 + place)
            grid.addWidget(button, 1, 3 + place, Qt.AlignmentFlag.AlignLeft)
        for place, stretch in enumerate((6, 1, 3, 0, 0)):
            grid.setColumnStretch(place, stretch)
        head = (self._title, self._facts, self.second_look)
        column = column_of(*head, on=self, margins=(32, 20, 32, 24), spacing=4)
        column.addSpacing(10)
        column.addLayout(grid)
        buttons = FlowLayout(across=8)
        for part in self.parts.values():
            column.addWidget(part)
            buttons.addWidget(part.add)
        column.addWidget(self.others)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(1)

    # --- what is shown -----------------------------------------------------------------------------

    def show_code(self, framework: Framework, code: Code, codings: int) -> None:
        """Show a code's entry; ``codings`` is how often it was given in the study."""
        if self._code is not None and self._code.id != code.id:
            self.keep()
        self._code = code
        self._title.setText(f"{code.abbreviation} · {code.name}" if code.abbreviation else code.name)
        self._facts.setText(_facts(framework, code, codings))
        self.second_look.show_code(framework, code, is_changed=code.id in self._meant_anew)
        for field, line in self.lines.items():
            if not line.isModified():
                line.setText(getattr(code, field))
                line.setCursorPosition(0)
        for field, widget in self.fields.items():
            widget.show_text(getattr(code, field))
        self.aliases.show_text("\n".join(code.aliases))
        self.memo.show_text(code_memo(self._study.reader, code.id, self._study.coder_id))
        written = memos_of_others(self._study.reader, "code_id", code.id, self._study.coder_id)
        self.others.setText(in_words(written))
        self.others.setVisible(bool(written))
        self._show_key_and_hue(framework, code)
        self._allow_writing()

    def _show_key_and_hue(self, framework: Framework, code: Code) -> None:
        top = framework.top(code.id)
        self.key.setText((code.key or _("none")) + " ▾")
        give_menu(self.key, self._commands.keys_menu(self.key, framework, code))
        self.hue.setText(f" {hue_in_words(framework.hue(code.id))} ▾")
        self.hue.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._hue = framework.hue(code.id)
        self.hue.setIcon(hue_icon(self._hue))
        self.hue.setToolTip(
            "" if top.id == code.id else _("All codes of {name} share it").format(name=top.name)
        )
        give_menu(self.hue, self._commands.colours_menu(self.hue, framework, code))

    def changeEvent(self, event: QEvent) -> None:
        """Show the colour as the new theme has it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._code is not None:
            self.hue.setIcon(hue_icon(self._hue))

    def _allow_writing(self) -> None:
        can_write = self._study.can_write
        for widget in (*self.lines.values(), *self.fields.values(), self.aliases, self.memo):
            widget.setReadOnly(not can_write)
        for button in (self.key, self.hue, self.second_look.asks):
            button.setEnabled(can_write)

    # --- what is kept --------------------------------------------------------------------------------

    def keep(self) -> None:
        """Store what was typed and not yet left."""
        for field in self.lines:
            self._store_line(field)
        for widget in (*self.fields.values(), self.aliases, self.memo):
            widget.keep()

    def forget(self) -> None:
        """Let go of the code, which is no longer there, and of what was typed about it."""
        self._code = None
        self._meant_anew.clear()
        self.keep()

    def _store_line(self, field: str) -> None:
        line = self.lines[field]
        modified = line.isModified()
        line.setModified(False)
        if self._code is None or not modified:
            return
        code_id, text = self._code.id, line.text()
        self._perform(rename_code(code_id, text) if field == "name" else edit_entry(code_id, field, text))
        line.setText(getattr(self._code, field))  # what was refused goes back to what stands

    def _store(self, field: str, text: str) -> None:
        if self._code is not None:
            if field in MEANING:
                self._meant_anew.add(self._code.id)
            self._perform(edit_entry(self._code.id, field, text))
            if field in MEANING:
                self.second_look.offer()
            if field == "aliases":  # they may be refused
                self.aliases.show_text("\n".join(self._code.aliases))

    def _write_memo(self, text: str) -> None:
        if self._code is not None:
            self._perform(write_code_memo(self._code.id, text))

    def _perform(self, operation: Operation[None]) -> None:
        if self._study.is_open:
            self._study.perform(operation)


def _facts(framework: Framework, code: Code, codings: int) -> str:
    """Return where a code stands, how often it was given, and which version its entry is."""
    above = [other.name for other in framework.path(code.id)[:-1]]
    parts = (
        _("{level} of {above}") if above else "{level}",
        plural("{n} coding in the study", "{n} codings in the study", codings)
        if not framework.is_group(code.id)
        else plural("{n} coding on it alone", "{n} codings on it alone", codings),
        _("entry v{version} of codebook v{book}"),
    )
    level = framework.level_of(code.id).capitalize()
    return " · ".join(parts).format(
        level=level, above=" › ".join(above), version=code.revision, book=framework.revision
    )
