"""The codes of a framework as a tree for Qt's views."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.transcript.view import CODE_MIME
from coding.language import _, plural
from coding.model.framework import Code, Framework

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EMPTY = Framework(0, "", "", (), (), ())


class CodeRole(IntEnum):
    """What a row knows beyond its text."""

    COUNT = Qt.ItemDataRole.UserRole + 1
    PICKED = Qt.ItemDataRole.UserRole + 2


class CodesModel(QAbstractItemModel):
    """One row for each code; counts and the codes of the selection can change without a reset."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without codes."""
        super().__init__(parent)
        self.framework = _EMPTY
        self._row: dict[int, int] = {}
        self._counts: Mapping[int, int] = {}
        self._picked: frozenset[int] = frozenset()
        self._counted_where = ""
        self._tellers: dict[int, Callable[[Code], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda c: " ".join(
                filter(None, (c.abbreviation, c.label or c.name))
            ),
            Qt.ItemDataRole.ToolTipRole: self._tooltip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            CodeRole.COUNT: lambda c: self._counts.get(c.id, 0),
            CodeRole.PICKED: lambda c: c.id in self._picked,
        }

    # --- what it shows -----------------------------------------------------------------------

    def show_framework(self, framework: Framework) -> None:
        """Show another framework, or the same after its codes changed."""
        self.beginResetModel()
        self.framework = framework
        self._row = {}
        for parent_id in (None, *(code.id for code in framework.codes)):
            self._row |= {code.id: row for row, code in enumerate(framework.children(parent_id))}
        self.endResetModel()

    def show_counts(self, counts: Mapping[int, int], where: str) -> None:
        """Show these counts by code id; ``where`` says of what, for tooltips and screen readers."""
        before, self._counts, self._counted_where = self._counts, counts, where
        self._repaint(code_id for code_id in self._row if before.get(code_id) != counts.get(code_id))

    def show_picked(self, code_ids: frozenset[int]) -> None:
        """Mark the codes that the selected passage carries."""
        changed, self._picked = self._picked ^ code_ids, code_ids
        self._repaint(code_id for code_id in changed if code_id in self._row)

    def _repaint(self, code_ids: Iterable[int]) -> None:
        for code_id in code_ids:
            index = self.index_of(code_id)
            self.dataChanged.emit(index, index)

    # --- rows --------------------------------------------------------------------------------

    def index_of(self, code_id: int | None) -> QModelIndex:
        """Return the index of a code, or none."""
        row = self._row.get(code_id) if code_id is not None else None
        return QModelIndex() if row is None or code_id is None else self.createIndex(row, 0, code_id)

    def code_at(self, index: Index) -> Code | None:
        """Return the code of an index."""
        return self.framework.by_id.get(index.internalId()) if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a row."""
        above = self.code_at(parent)
        children = self.framework.children(above.id if above else None)
        inside = column == 0 and 0 <= row < len(children)
        return self.createIndex(row, 0, children[row].id) if inside else QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the index of the code above."""
        code = self.code_at(index)
        return self.index_of(code.parent_id) if code else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many codes stand right below one."""
        code = self.code_at(parent)
        return len(self.framework.children(code.id if code else None))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return that there is one column; the delegate paints its parts."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row is, says and shows."""
        code = self.code_at(index)
        told = self._tellers.get(role)
        return None if code is None or told is None else told(code)

    def _tooltip(self, code: Code) -> str:
        title = f"{code.abbreviation} · {code.name}" if code.abbreviation else code.name
        return "\n".join(filter(None, (title, code.short_definition, self._counted(code))))

    def _counted(self, code: Code) -> str:
        if not self._counted_where:
            return ""
        count = plural("{n} coding", "{n} codings", self._counts.get(code.id, 0))
        if self.framework.is_dimension(code.id):
            count = _("on the {level} alone: {count}").format(level=self.framework.level_name(0), count=count)
        return f"{count}, {self._counted_where}"

    def _spoken(self, code: Code) -> str:
        parts = (
            code.abbreviation,
            code.name,
            _("key {key}").format(key=code.key) if code.key else "",
            self._counted(code),
            _("on the selected passage") if code.id in self._picked else "",
        )
        return ", ".join(filter(None, parts))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be chosen and dragged."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return (plain if index.isValid() else Qt.ItemFlag.NoItemFlags) | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Let codes be moved in the tree of the codebook page, and copied onto the text."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what a dragged code is to the transcript."""
        return [CODE_MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the dragged code's id."""
        data = QMimeData()
        for index in indexes:
            data.setData(CODE_MIME, QByteArray(str(index.internalId()).encode()))
        return data
