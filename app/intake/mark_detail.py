"""What is said of the selected hand-written codes: what they mean, here or everywhere, how far they reach."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from app.intake.code_choice import CodeChoice
from app.intake.mark_words import REACHES, STATES, as_written, turn_in_words
from app.intake.marks_list import MarkRow
from app.widgets.elided_label import ElidedLabel
from app.widgets.flow_layout import FlowLayout
from app.widgets.forms import STRETCH, Form, caption, hint, named, row_of, wide
from coding.language import _, plural
from coding.notation.hand_marks import Reach

_MOST = 12
HERE = ""  # in place of a label: what is said holds for the selected lines only


class MarkDetail(Form):
    """Says what the selected marks are; ``label`` is the written word that is meant everywhere, or HERE."""

    meaning_said = Signal(str, object)  # label or HERE; a tuple of code ids, empty for no code
    reach_said = Signal(object)  # Reach
    as_read = Signal()  # what was said of the selected ones is taken back

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing selected."""
        super().__init__(_("The selected codes"), parent=parent)
        self.written, self.place, self.note = ElidedLabel("heading"), ElidedLabel("dim"), hint(role="warning")
        self.codes = CodeChoice(_("What it means"), most=_MOST)
        self.scope = named(QComboBox(), _("Where it means that"))
        self.no_code = QPushButton(_("No code"))
        self.take_back = QPushButton(_("As it was read"))
        self.reach = named(QComboBox(), _("How far the passage reaches"))
        for reach, words in REACHES.items():
            self.reach.addItem(_(words), reach)
        self._reach_label = QLabel(_("Passage"))
        self._reach_label.setBuddy(self.reach)
        self._lay_out()
        self.codes.chosen.connect(self._say_codes)
        self.codes.refused.connect(self._show_note)
        self.no_code.clicked.connect(self._say_no_code)
        self.take_back.clicked.connect(self.as_read)
        self.reach.activated.connect(self._say_reach)

    def _lay_out(self) -> None:
        where = FlowLayout()
        for widget in (caption(_("Where"), self.scope), self.scope, self.no_code, self.take_back):
            where.addWidget(widget)
        self.show_parts(
            self.written,
            self.place,
            self.note,
            row_of(caption(_("It means"), self.codes), wide(self.codes)),
            where,
            row_of(self._reach_label, self.reach, STRETCH),
            STRETCH,
        )

    @property
    def label(self) -> str:
        """The written word that what is said holds for, or HERE."""
        return str(self.scope.currentData() or HERE)

    def _show_note(self, note: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _say_codes(self, code_ids: tuple[int, ...]) -> None:
        if len(code_ids) > 1:
            self.scope.setCurrentIndex(0)  # a word stands for one code; several are meant here alone
        self.meaning_said.emit(self.label, code_ids)

    def _say_no_code(self) -> None:
        self.meaning_said.emit(self.label, ())

    def _say_reach(self) -> None:
        self.reach_said.emit(Reach(self.reach.currentData()))  # Qt keeps the bare string

    def show_marks(self, rows: list[MarkRow]) -> None:
        """Show the selected marks; what is said is said of all of them."""
        self.setEnabled(bool(rows))
        if not rows:
            self.written.setText("")
            self.place.setText(_("Nothing is selected."))
            self.note.hide()
            return
        first = rows[0]
        self._show_words(rows)
        self._show_note(first.mark.note if len(rows) == 1 else "")
        self.codes.offer(first.names)
        codes = {tuple(code.code_id for code in row.mark.codes) for row in rows}
        self.codes.show_codes(codes.pop() if len(codes) == 1 else (), first.framework)
        self._offer_scopes(rows)
        said = (row.import_row.mark_choices.get(row.mark.key) for row in rows)
        self.take_back.setEnabled(any(said))
        reaching = all(row.mark.reach is not None for row in rows)
        self.reach.setVisible(reaching)
        self._reach_label.setVisible(reaching)
        self.reach.setCurrentIndex(list(REACHES).index(first.mark.reach or Reach.TURN))

    def _show_words(self, rows: list[MarkRow]) -> None:
        if len(rows) > 1:
            self.written.setText(plural("{n} selected line", "{n} selected lines", len(rows)))
            self.place.setText(_("What is said here is said of all of them."))
            return
        row = rows[0]
        self.written.setText(as_written(row.mark))
        parts = (
            _(STATES[row.mark.state]),
            row.import_row.file.name,
            _("turn {turn}").format(turn=turn_in_words(row.import_row, row.mark)),
            row.mark.author,
        )
        self.place.setText(" · ".join(filter(None, parts)))

    def _offer_scopes(self, rows: list[MarkRow]) -> None:
        """Offer to say it of what is selected, or of a written word from now on."""
        self.scope.clear()
        here = _("only here") if len(rows) == 1 else _("only for these lines")
        self.scope.addItem(here, HERE)
        for label in rows[0].labels if len(rows) == 1 else ():
            self.scope.addItem(_("“{label}”, from now on").format(label=label), label)
        # A word that is not known is most often meant the same way wherever it stands.
        self.scope.setCurrentIndex(min(1, self.scope.count() - 1) if rows[0].mark.unread else 0)
