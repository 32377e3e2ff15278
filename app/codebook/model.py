"""The codes of a framework as a tree for Qt's views."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, Qt

from app.transcript.view import CODE_MIME
from app.widgets.table import Index
from app.widgets.tree import TreeModel
from coding.language import _, plural
from coding.model.framework import Code, Framework

SortKey = tuple[Any, ...]  # what codes are sorted by
_EMPTY = Framework(0, "", "", (), (), ())


class CodeRole(IntEnum):
    """What a row knows beyond its text."""

    COUNT = Qt.ItemDataRole.UserRole + 1
    PICKED = Qt.ItemDataRole.UserRole + 2


class CodesModel(TreeModel[Code]):
    """One row for each code; counts and the codes of the selection can change without a reset."""

    def __init__(self) -> None:
        """Begin without codes."""
        super().__init__(
            {
                Qt.ItemDataRole.DisplayRole: lambda c: " ".join(
                    filter(None, (c.abbreviation, c.label or c.name))
                ),
                Qt.ItemDataRole.ToolTipRole: self._tooltip,
                Qt.ItemDataRole.AccessibleTextRole: self._spoken,
                CodeRole.COUNT: lambda c: self._counts.get(c.id, 0),
                CodeRole.PICKED: lambda c: c.id in self._picked,
            }
        )
        self.framework = _EMPTY
        self._counts: Mapping[int, int] = {}
        self._picked: frozenset[int] = frozenset()
        self._counted_where = ""
        self._order: Callable[[Code], SortKey] | None = None

    def below(self, item: Code) -> Iterable[Code]:
        """Return the codes right below one."""
        return self._sorted(item.id)

    def _sorted(self, parent_id: int | None) -> Sequence[Code]:
        codes = self.framework.children(parent_id)
        return codes if self._order is None else sorted(codes, key=self._order)

    def key_of(self, item: Code, above: object) -> int:
        """Return a code's id."""
        return item.id

    # --- what it shows -----------------------------------------------------------------------

    def show_framework(self, framework: Framework, order: Callable[[Code], SortKey] | None = None) -> None:
        """Show another framework, or the same after its codes changed.

        With an ``order`` the codes at each place are sorted by it, without it they stand as in the codebook.
        """
        self.framework, self._order = framework, order
        self.show_items(self._sorted(None))

    def show_counts(self, counts: Mapping[int, int], where: str) -> None:
        """Show these counts by code id; ``where`` says of what, for tooltips and screen readers."""
        before, self._counts, self._counted_where = self._counts, counts, where
        self.show_again(code_id for code_id in self.all_keys() if before.get(code_id) != counts.get(code_id))

    def show_picked(self, code_ids: frozenset[int]) -> None:
        """Mark the codes that the selected passage carries."""
        changed, self._picked = self._picked ^ code_ids, code_ids
        self.show_again(changed)

    # --- what is said of a code ----------------------------------------------------------------

    def _tooltip(self, code: Code) -> str:
        title = f"{code.abbreviation} · {code.name}" if code.abbreviation else code.name
        return "\n".join(filter(None, (title, code.short_definition, self._counted(code))))

    def _counted(self, code: Code) -> str:
        if not self._counted_where:
            return ""
        count = plural("{n} coding", "{n} codings", self._counts.get(code.id, 0))
        if self.framework.is_group(code.id):
            count = _("on the {level} alone: {count}").format(
                level=self.framework.level_of(code.id), count=count
            )
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
            data.setData(CODE_MIME, QByteArray(str(self.key_at(index)).encode()))
        return data
