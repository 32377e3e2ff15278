"""Forms typed in from paper, one respondent at a time; a sample of them twice."""

from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSpinBox, QSplitter, QWidget

from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from app.survey.differences_dialog import DifferencesDialog
from app.survey.entry_table import EntryTable, KeyedChoice
from app.widgets.forms import PAGE, button, caption, column_of, hint, line, named, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.language import _, plural
from coding.model.survey import AskedNumbers, Instrument
from coding.survey.entry import (
    EntryDifference,
    FormEntry,
    StoredForm,
    differences,
    marks_of,
    role_in_words,
    sample,
    untouched,
)
from storage.operations.survey_forms import correct_form, enter_again, store_form
from storage.operations.surveys import remove_respondents, set_asked
from storage.operations.withdrawing import withdraw_respondent
from storage.queries.people import roles, rounds, schools
from storage.queries.survey_forms import stored_forms
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers
from storage.study.keeping.restore_points import remove_restore_points
from storage.study.operation import Operation

_ONE_IN: Final = 10
_MOST: Final = 100_000
_LIST: Final = 300  # pixels
_FOCUS: Final = Qt.FocusReason.OtherFocusReason

Whose = tuple[int | None, str]  # role by number, group


class EnteredRow(NamedTuple):
    """A form that is stored, as the list shows it."""

    form: StoredForm
    marks: int
    again: str


class EntryView(QWidget):
    """The forms of a round at the left, the one that is typed at the right."""

    left = Signal()  # back to the results

    def __init__(self, open_study: OpenStudy) -> None:
        """Show nothing until begun."""
        super().__init__()
        self._study = open_study
        self._survey = Instrument("")
        self._forms: tuple[StoredForm, ...] = ()
        self._form: StoredForm | None = None  # that is corrected, or entered again
        self._is_again = False
        self.round: KeyedChoice[str] = KeyedChoice(_("Round"))
        self.school: KeyedChoice[str] = KeyedChoice(_("School"))
        self.role: KeyedChoice[Whose] = KeyedChoice(_("Role or group"))
        self.pile = named(QSpinBox(), _("Forms that came back"))
        self.pile.setRange(0, _MOST)
        self.pile.setSpecialValueText("–")
        self.one_in = named(QSpinBox(), _("One form in so many is entered again"))
        self.one_in.setRange(1, 1000)
        self.one_in.setValue(_ONE_IN)
        self.list: RowsTable[EnteredRow] = RowsTable(
            TableModel(self._columns(), lambda row: row.form.id), _("Forms entered")
        )
        self.table = EntryTable()
        self.title, self.check, self.entered = line(role="strong"), hint(), hint()
        self.new = button(_("New form"), self.begin_new)
        self.again = button(_("Enter again"), self._begin_chosen)
        self.next = button(_("Next of the sample"), self._begin_next)
        self.differing = button(_("Differences…"), self._show_differences)
        self.store = button(_("Store the form"), self._store, "primary")
        self.store.setToolTip(_("Ctrl+Enter"))
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[TableColumn[EnteredRow], ...]:
        return (
            TableColumn(_("Form"), lambda row: str(row.form.number), width=46, is_number=True),
            TableColumn(_("School"), lambda row: row.form.entry.school, width=56),
            TableColumn(_("Role"), lambda row: role_in_words(row.form.entry), width=58),
            TableColumn(_("Marks"), lambda row: str(row.marks), width=50, is_number=True),
            TableColumn(_("Again"), lambda row: row.again, is_wide=True),
        )

    def _lay_out(self) -> None:
        self.list.setMinimumWidth(210)
        self.table.setMinimumWidth(300)
        pile = (caption(_("Came back"), self.pile), self.pile)
        whose = (
            *(caption(_("Round"), self.round), wide(self.round)),
            *(caption(_("School"), self.school), wide(self.school, 2)),
            *(caption(_("Role"), self.role), wide(self.role, 2)),
        )
        one_in = (caption(_("Again: one in"), self.one_in), self.one_in)
        beside, form = QWidget(), QWidget()
        column_of(
            *(wide(self.entered), row_of(*pile, *one_in), wide(self.list, 9)),
            *(row_of(self.new, self.again), row_of(self.next, self.differing)),
            on=beside,
            margins=(0, 0, 8, 0),
            spacing=6,
        )
        about = hint(_("R: the rest of the bank is not marked. Backspace: one back."))
        foot = row_of(button(_("Back to the results"), self.left.emit), wide(about), self.store)
        parts = (self.title, row_of(*whose), self.check, wide(self.table), foot)
        column_of(*parts, on=form, margins=(8, 0, 0, 0), spacing=6)
        halves = QSplitter()
        halves.addWidget(beside)
        halves.addWidget(form)
        halves.setChildrenCollapsible(False)
        halves.setSizes([_LIST, 3 * _LIST])
        column_of(wide(halves), on=self, margins=(*PAGE[:3], 8))

    def _connect(self) -> None:
        self.round.activated.connect(self._show_round)
        self.round.went_on.connect(lambda: self.school.setFocus(_FOCUS))
        self.school.went_on.connect(lambda: self.role.setFocus(_FOCUS))
        self.role.went_on.connect(lambda: self.table.setFocus(_FOCUS))
        self.pile.editingFinished.connect(self._store_pile)
        self.one_in.valueChanged.connect(self._show_list)
        self.list.opened.connect(self._correct)  # by a double click
        self.list.activated.connect(self._correct_current)
        self.list.remove_pressed.connect(self._remove)
        self.table.changed.connect(self._say)
        self.table.finished.connect(self._store)
        for keys, act in (("Ctrl+Return", self._store), ("Escape", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- what is shown ---

    def begin(self, round_name: str = "") -> None:
        """Show the forms of a round, of the last one if none is said, and an empty form.

        A form that was left half typed is gone on with.
        """
        if self.table.answers:
            self.read()
            self.table.setFocus(_FOCUS)
            return
        self.read()
        names = [each.name for each in rounds(self._study.reader)]
        self.round.choose(round_name or (names[-1] if names else ""))
        self._show_round()
        self.begin_new()

    def clear(self) -> None:
        """Let go of a study that is being closed."""
        self._form, self._is_again, self._forms = None, False, ()
        self.table.begin(Instrument(""), {})
        self.list.show_rows([])

    def read(self) -> None:
        """Read the survey, schools, roles and stored forms; what is being typed stays."""
        reader = self._study.reader
        self._survey = survey_of(reader) or Instrument("")
        self.round.offer({each.name: each.name for each in rounds(reader)} or {"": _("none")})
        letters = {each.letter: f"{each.letter} {each.name}".strip() for each in schools(reader)}
        self.school.offer({**letters, "": _("? not known")})
        posts = roles(reader)
        named_roles: dict[Whose, str] = {
            (each.number, each.group): f"{each.number} {each.name}" for each in posts
        }
        groups = dict.fromkeys(each.group for each in posts if each.group)
        of_groups: dict[Whose, str] = {(None, group): group for group in groups}
        self.role.offer({**named_roles, **of_groups, (None, ""): _("? not known")})
        self._show_round()

    def _show_round(self) -> None:
        self._forms = stored_forms(self._study.reader, self._survey, self.round.value)
        asked = self._asked()
        self.pile.setValue((asked.forms if asked is not None else 0) or 0)
        self._show_list()

    def _asked(self) -> AskedNumbers | None:
        found = round_answers(self._study.reader, self._survey.id)
        return next((each.asked for each in found if each.round == self.round.value), None)

    def _show_list(self) -> None:
        wanted = self._sample()
        chosen = {form.id for form in wanted}
        self.list.show_rows([self._row(form, is_chosen=form.id in chosen) for form in self._forms])
        n, pile = len(self._forms), self.pile.value()
        done = _("{n} of {pile} forms entered").format(n=n, pile=pile) if pile else ""
        twice = sum(form.again is not None for form in wanted)
        again = _("{n} of {all} of the sample entered again").format(n=twice, all=len(wanted))
        self.entered.setText(
            "\n".join((done or plural("{n} form entered", "{n} forms entered", n), again if n else ""))
        )
        count = len(self._differences())
        self.differing.setText(_("Differences: {n}…").format(n=count))
        self.differing.setEnabled(bool(count) and self._study.can_write)
        for each in (self.again, self.next):
            each.setEnabled(n > 0 and self._study.can_write)
        self._say()

    def _row(self, form: StoredForm, *, is_chosen: bool) -> EnteredRow:
        marks = sum(marked for marked, _answered, _of in marks_of(self._survey, form.entry.answers).values())
        differ = len([*differences(self._survey, form)])
        if form.again is not None:
            again = plural("{n} differs", "{n} differ", differ) if differ else _("the same")
        else:
            again = _("to do") if is_chosen else ""
        return EnteredRow(form, marks, again)

    def _differences(self) -> list[EntryDifference]:
        return [each for form in self._forms for each in differences(self._survey, form)]

    def _say(self) -> None:
        """Say which form it is, and how the count stands."""
        if self._form is None:
            number = max((form.number for form in self._forms), default=0) + 1
            self.title.setText(_("Form {number}, new").format(number=number))
        else:
            words = _("Form {number}, again") if self._is_again else _("Form {number}, to correct")
            self.title.setText(words.format(number=self._form.number))
        answers = self.table.answers
        asked = len(self._survey.places) - len(untouched(self._survey, answers))
        banks = [
            f"{bank} {marked}" + ("" if done == of else f" ({done}/{of})")
            for bank, (marked, done, of) in marks_of(self._survey, answers).items()
        ]
        of_all = _("{k} of {n} answered").format(k=asked, n=len(self._survey.places))
        self.check.setText(of_all + " · " + _("marked: {banks}").format(banks=" · ".join(banks)))
        is_of_round = self.round.count() > 0 and bool(self.round.value)
        self.store.setEnabled(is_of_round and self._study.can_write)
        if not is_of_round:
            self.check.setText(_("A form is of a round: add one in the study details first."))

    # --- what is done ---

    def begin_new(self) -> None:
        """Begin an empty form; the school of the one before stays, for piles are by school."""
        self._form, self._is_again = None, False
        self._begin(FormEntry("", self.school.value))

    def _correct(self, row: EnteredRow | None) -> None:
        if row is not None:
            self._form, self._is_again = row.form, False
            self._begin(row.form.entry)

    def _correct_current(self) -> None:
        self._correct(self.list.current())

    def _begin_chosen(self) -> None:
        row = self.list.current()
        if row is not None:
            self._begin_again(row.form)

    def _begin_next(self) -> None:
        form = next((form for form in self._sample() if form.again is None), None)
        if form is None:
            self._study.notices.say(_("All forms of the sample were entered again."))
        else:
            self._begin_again(form)

    def _sample(self) -> list[StoredForm]:
        chosen = sample(self._forms, self.one_in.value())
        return [form for form in self._forms if form.id in chosen]

    def _begin_again(self, form: StoredForm) -> None:
        """Enter a form again, without seeing what was entered."""
        self._form, self._is_again = form, True
        self._begin(FormEntry("", form.entry.school))

    def _begin(self, entry: FormEntry) -> None:
        self.school.choose(entry.school)
        self.role.choose((entry.role, entry.group))
        self.table.asks_open = not self._is_again
        self.table.fixed = frozenset(entry.texts)
        self.table.begin(self._survey, entry.answers)
        self.table.texts = dict(entry.texts)
        self.table.read_again()
        if not entry.answers:
            self.role.choose((None, ""))
        (self.table if entry.answers else self.school).setFocus(_FOCUS)

    def _store(self) -> None:
        """Store what was typed; a question that no key was pressed for is gone to instead."""
        left = untouched(self._survey, self.table.answers)
        if left and (self._form is None or self._is_again):
            self.table.go_to(left[0])
            self.table.setFocus(_FOCUS)
            said = plural("{n} question has no answer yet.", "{n} questions have no answer yet.", len(left))
            self._study.notices.say(f"{said} " + _("A full stop says “not answered”."))
            return
        role, group = self.role.value
        new = {name: text for name, text in self.table.texts.items() if name not in self.table.fixed}
        entry = FormEntry(self.round.value, self.school.value, role, group, dict(self.table.answers), new)
        pile = self.pile.value()
        act: Operation[int]
        if self._form is None:
            act = store_form(entry)
        elif self._is_again:
            act = enter_again(self._form.id, entry)
        else:
            act = correct_form(self._form.id, entry)
        is_new = self._form is None
        if self._study.perform(act) is None:
            return  # refused: what was typed stays
        if is_new and pile:
            self.pile.setValue(pile)
            self._store_pile()
        self.read()
        self.begin_new()

    def _remove(self) -> None:
        """Remove the chosen form, which can be undone; or withdraw it, of which nothing is left."""
        row = self.list.current()
        if row is None or not self._study.can_write:
            return
        removes, withdraws = _("Remove it"), _("Withdraw it for good")
        with_points = _("Withdraw it, remove restore points")
        number = row.form.number
        title = _("Form {number}").format(number=number)
        words = _(
            "Remove form {number}? It can be undone.\n\nIf the respondent withdraws, nothing of it may stay: "
            "then it goes for good, with what was written at open questions, with all undo steps until now. "
            "Copies still hold it, and restore points unless they are removed."
        ).format(number=number)
        chosen = self._study.notices.ask(Prompt(title, words, (removes, withdraws, with_points)))
        if chosen == removes:
            self._study.perform(remove_respondents([row.form.id]))
            self.read()
        elif chosen in {withdraws, with_points}:
            path = self._study.file.path
            self._study.perform_irreversibly(
                _("Taking a respondent out"),
                withdraw_respondent(row.form.id),
                before_commit=partial(remove_restore_points, path) if chosen == with_points else lambda: None,
                done=self._say_withdrawn,
            )

    def _say_withdrawn(self, _none: None) -> None:
        self._study.notices.say(_("The respondent is out."))
        self.read()
        self.begin_new()

    def _store_pile(self) -> None:
        asked, pile = self._asked(), self.pile.value() or None
        found = round_answers(self._study.reader, self._survey.id)
        round_ = next((each for each in found if each.round == self.round.value), None)
        if asked is not None and round_ is not None and asked.forms != pile and self._study.can_write:
            self._study.perform(set_asked(round_.id, replace(asked, forms=pile)))
        self._show_list()

    def _show_differences(self) -> None:
        dialog = DifferencesDialog(self._study, self._survey, self.round.value, self)
        dialog.finished.connect(self.read)
        dialog.open()
