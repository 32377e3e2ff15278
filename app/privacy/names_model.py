"""The list of names as a table to edit: the empty row at its end takes the next."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.widgets.combo_box_delegate import CHOICES, Index
from app.widgets.editing_table import NEW_ROW
from coding.language import N_, _
from coding.privacy.masking import NameKind, Pseudonym
from coding.text.names import clean_name

NAME, PSEUDONYM, KIND, BRACKETS, PLACES = range(5)
_TITLES: Final = (N_("Name"), N_("Pseudonym"), N_("Kind"), N_("In brackets"), N_("Places"))
_TIPS: Final = (
    N_("Found as a whole word, in plurals and possessives too; the longest name goes first"),
    N_("What takes its place, the same in all rounds"),
    "",
    N_("Marked in the text: [Rowan School]"),
    N_("How often the name stands in the chosen interviews and around them"),
)
_KINDS: Final = {NameKind.PERSON: N_("person"), NameKind.SCHOOL: N_("school"), NameKind.PLACE: N_("place")}


class NamesModel(QAbstractTableModel):
    """Holds the entries, finished or not; says ``edited`` after every change of them."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with an empty list."""
        super().__init__(parent)
        self._entries: list[Pseudonym] = []
        self._places: Counter[str] | None = None

    @property
    def entries(self) -> tuple[Pseudonym, ...]:
        """The rows that hold anything."""
        return tuple(entry for entry in self._entries if entry.name or entry.pseudonym)

    def show_entries(self, entries: Iterable[Pseudonym]) -> None:
        """Show another list."""
        self.beginResetModel()
        self._entries, self._places = list(entries), None
        self.endResetModel()
        self.edited.emit()

    def add(self, names: Iterable[str]) -> None:
        """Put names on the list that still need a pseudonym."""
        new = [Pseudonym(name, "") for name in names]
        if new:
            at = len(self._entries)
            self.beginInsertRows(QModelIndex(), at, at + len(new) - 1)
            self._entries += new
            self.endInsertRows()
            self.edited.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Take rows off the list."""
        chosen = sorted({row for row in rows if row < len(self._entries)}, reverse=True)
        for row in chosen:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()
        if chosen:
            self.edited.emit()

    def show_places(self, places: Counter[str] | None) -> None:
        """Show how often each name was found; None while that is not known."""
        self._places = places
        if self._entries:
            last = len(self._entries) - 1
            self.dataChanged.emit(self.index(0, PLACES), self.index(last, PLACES))

    def row_without_pseudonym(self) -> int | None:
        """Return the first row whose pseudonym is still to be typed."""
        return next((at for at, entry in enumerate(self._entries) if not entry.pseudonym), None)

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the entries and the empty row."""
        return 0 if parent.isValid() else len(self._entries) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title and its tip."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(_TIPS[section]) if _TIPS[section] else None
        return _(_TITLES[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be typed what is text, and ticked what is yes or no."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_new = index.row() == len(self._entries)
        if index.column() in {NAME, PSEUDONYM} or (index.column() == KIND and not is_new):
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == BRACKETS and not is_new else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a field shows, what is edited, chosen or ticked."""
        is_new = index.row() >= len(self._entries)
        if is_new:
            shown = _("Add a name: type it here") if index.column() == NAME else ""
            return {NEW_ROW: True, Qt.ItemDataRole.DisplayRole: shown, Qt.ItemDataRole.EditRole: ""}.get(role)
        entry, column = self._entries[index.row()], index.column()
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(entry, column),
            Qt.ItemDataRole.EditRole: lambda: self._shown(entry, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{_(_TITLES[column])}: {self._read(entry, column)}",
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            Qt.ItemDataRole.CheckStateRole: lambda: _tick(entry) if column == BRACKETS else None,
            CHOICES: lambda: [_(words) for words in _KINDS.values()] if column == KIND else None,
        }
        return answers[role]() if role in answers else None

    def _shown(self, entry: Pseudonym, column: int) -> str:
        match column:
            case 0:
                return entry.name
            case 1:
                return entry.pseudonym
            case 2:
                return _(_KINDS[entry.kind])
            case 4 if self._places is not None:
                return str(self._places[entry.name])
            case _:
                return ""

    def _read(self, entry: Pseudonym, column: int) -> str:
        if column == BRACKETS:
            return _("yes") if entry.brackets else _("no")
        return self._shown(entry, column) or _("empty")

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, chosen or ticked; typing in the empty row adds one."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole:
            self._put(row, replace(self._entries[row], brackets=value == Qt.CheckState.Checked.value))
            return True
        text = clean_name(str(value))
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        if row == len(self._entries):
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._entries.append(Pseudonym("", ""))
            self.endInsertRows()
        self._put(row, _typed(self._entries[row], column, text))
        return True

    def _put(self, row: int, entry: Pseudonym) -> None:
        self._entries[row] = entry
        self.dataChanged.emit(self.index(row, 0), self.index(row, PLACES))
        self.edited.emit()


def _typed(entry: Pseudonym, column: int, text: str) -> Pseudonym:
    match column:
        case 0:
            return replace(entry, name=text)
        case 1 if text.startswith("[") and text.endswith("]"):
            return replace(entry, pseudonym=text[1:-1].strip(), brackets=True)
        case 1:
            return replace(entry, pseudonym=text)
        case _:
            return replace(
                entry, kind=next((k for k, words in _KINDS.items() if _(words) == text), entry.kind)
            )


def _tick(entry: Pseudonym) -> Qt.CheckState:
    return Qt.CheckState.Checked if entry.brackets else Qt.CheckState.Unchecked


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == PLACES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
