"""The list of names as a table to edit: the empty row at its end takes the next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from PySide6.QtCore import Signal

from app.shell import theme
from app.widgets.table import TableColumn, TableModel
from coding.language import _
from coding.privacy.masking import NameKind, Pseudonym, name_kind_in_words

NAME, PSEUDONYM, KIND, BRACKETS, PLACES = range(5)


class NameRow(NamedTuple):
    """An entry, finished or not, and what tells it from the others."""

    id: int
    entry: Pseudonym


class NamesModel(TableModel[NameRow]):
    """Holds the entries; says ``edited`` after every change of them."""

    edited = Signal()

    def __init__(self) -> None:
        """Begin with an empty list."""
        super().__init__(self._columns(), lambda row: row.id)
        self.new = _("Add a name: type it here")
        self._ids = count()
        self._places: Counter[str] | None = None

    def _columns(self) -> Sequence[TableColumn[NameRow]]:
        found, becomes = (
            _("Found as a whole word, in plurals and possessives too; the longest name goes first"),
            _("What takes its place, the same in all rounds"),
        )
        return (
            TableColumn(_("Name"), lambda row: row.entry.name, self._rename, is_wide=True, about=found),
            TableColumn(
                _("Pseudonym"),
                lambda row: row.entry.pseudonym,
                self._change_pseudonym,
                is_wide=True,
                about=becomes,
            ),
            TableColumn(
                _("Kind"),
                lambda row: name_kind_in_words(row.entry.kind),
                self._change_kind,
                90,
                choices=lambda _row: [name_kind_in_words(kind) for kind in NameKind],
            ),
            TableColumn(
                _("In brackets"),
                lambda _row: "",
                width=96,
                about=_("Marked in the text: [Rowan School]"),
                ticked=lambda row: row.entry.brackets,
                tick=lambda row, brackets: self._put(row, replace(row.entry, brackets=brackets)),
                spoken=lambda row: f"{_('In brackets')}: {_('yes') if row.entry.brackets else _('no')}",
            ),
            TableColumn(
                _("Places"),
                lambda row: "" if self._places is None else str(self._places[row.entry.name]),
                width=76,
                is_number=True,
                about=_("How often the name stands in the chosen interviews and around them"),
                colour=lambda _row: theme.current().quiet,
            ),
        )

    # --- the list ----------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Pseudonym, ...]:
        """The rows that hold anything."""
        return tuple(entry for _id, entry in self._given if entry.name or entry.pseudonym)

    def show_entries(self, entries: Iterable[Pseudonym]) -> None:
        """Show another list."""
        self._places = None
        self._show([NameRow(next(self._ids), entry) for entry in entries])

    def add_names(self, names: Iterable[str]) -> None:
        """Put names on the list that still need a pseudonym."""
        self._show([*self._given, *(NameRow(next(self._ids), Pseudonym(name, "")) for name in names)])

    def remove(self, rows: Sequence[NameRow]) -> None:
        """Take rows off the list."""
        self._show([row for row in self._given if row not in rows])

    def show_places(self, places: Counter[str] | None) -> None:
        """Show how often each name was found; None while that is not known."""
        self._places = places
        self.show_rows(self._given)

    def without_pseudonym(self) -> NameRow | None:
        """Return the first row whose pseudonym is still to be typed."""
        return next((row for row in self.rows if not row.entry.pseudonym), None)

    def _show(self, rows: Sequence[NameRow]) -> None:
        self.show_rows(rows)
        self.edited.emit()

    # --- what is typed -----------------------------------------------------------------------

    def write(self, row: NameRow | None, column: int, text: str) -> bool:
        """Write a text to a row; in the empty one it adds one."""
        if row is None:
            row = NameRow(next(self._ids), Pseudonym("", ""))
            self.show_rows([*self._given, row])
            self.row_added.emit(row.id)
        return super().write(row, column, text)

    def _rename(self, row: NameRow, text: str) -> None:
        self._put(row, replace(row.entry, name=text))

    def _change_pseudonym(self, row: NameRow, text: str) -> None:
        if text.startswith("[") and text.endswith("]"):
            self._put(row, replace(row.entry, pseudonym=text[1:-1].strip(), brackets=True))
        else:
            self._put(row, replace(row.entry, pseudonym=text))

    def _change_kind(self, row: NameRow, text: str) -> None:
        kind = next(kind for kind in NameKind if name_kind_in_words(kind) == text)
        self._put(row, replace(row.entry, kind=kind))

    def _put(self, row: NameRow, entry: Pseudonym) -> None:
        self._show([NameRow(row.id, entry) if each.id == row.id else each for each in self._given])
