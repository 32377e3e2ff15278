"""The questions of a form, a row each, answered by one key; and a field whose choices are keys."""

from collections.abc import Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from app.widgets.forms import named
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.language import _
from coding.model.survey import Instrument, ItemKind, SurveyItem
from coding.survey.entry import answer_in_words, places_of, rest_not_marked, typed, untouched
from coding.survey.table import AskedColumn

T = TypeVar("T")
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class QuestionRow(NamedTuple):
    """A statement or question of the form, and what is answered so far."""

    at: int
    name: str
    item: SurveyItem
    answer: str


class EntryTable(RowsTable[QuestionRow]):
    """Every key that says something is taken, and the next question follows.

    ``answers`` are what was typed, by place; ``texts`` what was written at open questions.
    """

    changed = Signal()
    finished = Signal()  # Ctrl+Enter

    def __init__(self) -> None:
        """Begin without questions."""
        self.survey = Instrument("")
        self.answers: dict[AskedColumn, float | None] = {}
        self.texts: dict[str, str] = {}
        self.fixed: frozenset[str] = frozenset()  # open questions whose words are corrected as texts are
        self.asks_open = True
        super().__init__(TableModel(self._columns(), lambda row: row.name), _("Questions of the form"))

    def _columns(self) -> Sequence[TableColumn[QuestionRow]]:
        return (
            TableColumn(_("No."), lambda row: row.name, width=76),
            TableColumn(_("Statement or question"), _words, is_wide=True),
            TableColumn(
                _("Answer"),
                lambda row: row.answer,
                self._write,
                150,
                can_change=lambda row: row.item.kind is ItemKind.OPEN and row.name not in self.fixed,
            ),
        )

    def begin(self, survey: Instrument, answers: Mapping[AskedColumn, float | None]) -> None:
        """Show what a survey asks with these answers; the first question is the current one."""
        self.survey, self.answers, self.texts = survey, dict(answers), {}
        self.read_again()
        if self.rows_model.rows:
            self.selectRow(0)

    def read_again(self) -> None:
        """Show the answers as they stand."""
        rows = [
            QuestionRow(at, name, item, self._answer(name, item))
            for at, (name, (_bank, item)) in enumerate(self.survey.by_name.items())
            if self.asks_open or item.kind is not ItemKind.OPEN
        ]
        self.show_rows(rows)
        self.changed.emit()

    def _answer(self, name: str, item: SurveyItem) -> str:
        if item.kind is ItemKind.OPEN:
            return self.texts.get(name, "")
        return answer_in_words(name, item, self.answers)

    def go_to(self, name: str) -> None:
        """Make a question the current one."""
        at = next((at for at, row in enumerate(self.rows_model.rows) if row.name == name), 0)
        self.selectRow(at)

    def _write(self, row: QuestionRow, text: str) -> None:
        self.texts[row.name] = text.strip()
        self.read_again()

    def _step(self, by: int) -> None:
        last = len(self.rows_model.rows) - 1
        self.selectRow(max(0, min(self.currentIndex().row() + by, last)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer; Backspace takes it back, R leaves the rest of the bank, Enter goes on."""
        row, control = self.current(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if row is None or self.is_editing:
            super().keyPressEvent(event)
        elif event.key() in _ENTER and control:
            self.finished.emit()
        elif event.key() in _ENTER and row.item.kind is ItemKind.OPEN and row.name not in self.fixed:
            index = self.currentIndex().siblingAtColumn(2)
            self.setCurrentIndex(index)
            self.edit(index)
        elif event.key() in _ENTER:
            self._step(1)
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back(row)
        elif control or event.modifiers() & Qt.KeyboardModifier.AltModifier or not self._take(row, event):
            super().keyPressEvent(event)

    def _take(self, row: QuestionRow, event: QKeyEvent) -> bool:
        """Take what a key says; tell whether it says something."""
        key = "1" if event.key() == Qt.Key.Key_Space else event.text()
        if key.lower() == "r" and row.item.kind is ItemKind.STATEMENT:
            self.answers |= rest_not_marked(self.survey, row.name, self.answers)
            self.read_again()
            left = untouched(self.survey, self.answers)
            self.go_to(left[0] if left else row.name)
            return True
        pressed = typed(row.name, row.item, key, self.answers) if len(key) == 1 else None
        if pressed is None:
            return False
        self.answers |= pressed.answers
        self.read_again()
        self._step(int(pressed.goes_on))
        return True

    def _take_back(self, row: QuestionRow) -> None:
        """Take back the answer here, or where there is none, that before."""
        places = places_of(row.name, row.item)
        if not any(place in self.answers for place in places):
            self._step(-1)
            row = self.current() or row
            places = places_of(row.name, row.item)
        for place in places:
            self.answers.pop(place, None)
        self.read_again()


def _words(row: QuestionRow) -> str:
    """Return the words of a question, with the key of each answer."""
    options = " · ".join(f"{at % 10} {option}" for at, option in enumerate(row.item.options[:10], 1))
    return f"{row.item.text}   {options}" if options else row.item.text


class KeyedChoice(QComboBox, Generic[T]):
    """A field in which the first letters of a choice choose it and go on; Enter goes on too."""

    went_on = Signal()

    def __init__(self, name: str) -> None:
        """Offer nothing yet."""
        super().__init__()
        named(self, name)
        self._values: list[T] = []

    def offer(self, values: Mapping[T, str]) -> None:
        """Offer values with their words; the one that is on stays on if it is among them."""
        on = self.value if self._values else None
        self.clear()
        self._values = list(values)
        self.addItems([*values.values()])
        self.choose(on if on in values else self._values[0])

    @property
    def value(self) -> T:
        """What is chosen."""
        return self._values[max(self.currentIndex(), 0)]

    def choose(self, value: T | None) -> None:
        """Choose a value; the first if it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Choose by the key, and go on."""
        if e.key() in _ENTER and not e.modifiers():
            self.went_on.emit()
            return
        key = e.text().casefold()
        found = [
            at for at in range(self.count()) if key.strip() and self.itemText(at).casefold().startswith(key)
        ]
        if not found or e.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(e)
            return
        later = [at for at in found if at > self.currentIndex()]
        self.setCurrentIndex((later or found)[0])
        if len(found) == 1:
            self.went_on.emit()
