"""The tree of interviews as Qt wants to have it: round, school, interview."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.transcript.header import state_in_words
from coding.language import _, plural
from coding.model.role_codes import school_in_words
from storage.queries.tree import InterviewRow, RoundBranch, SchoolBranch

Index = QModelIndex | QPersistentModelIndex
BRANCH = Qt.ItemDataRole.UserRole  # the RoundBranch, SchoolBranch or InterviewRow itself
Branch = RoundBranch | SchoolBranch | InterviewRow


@dataclass(slots=True)
class _Node:
    """A row: what it shows, where it hangs, and a name that survives a reload."""

    id: int
    branch: Branch
    name: tuple[Any, ...]
    parent: "_Node | None"
    row: int
    children: "list[_Node]"


class InterviewModel(QAbstractItemModel):
    """Holds what storage.queries.tree read; a reload keeps names, so that the view can keep its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._branches: tuple[RoundBranch, ...] = ()
        self._words: list[str] = []
        self._tops: list[_Node] = []
        self._nodes: list[_Node] = []  # by id: Qt keeps no Python objects alive, so indexes carry numbers
        self._by_name: dict[tuple[Any, ...], _Node] = {}

    # --- filling it --------------------------------------------------------------------------

    def show_branches(self, branches: Iterable[RoundBranch]) -> None:
        """Show these rounds."""
        self._branches = tuple(branches)
        self._rebuild()

    def filter_by(self, text: str) -> None:
        """Show only interviews in whose key, role, title, school or round every word occurs."""
        self._words = text.casefold().split()
        self._rebuild()

    def update_rows(self, rows: Iterable[InterviewRow]) -> bool:
        """Show other states and numbers of codings; False where more changed: read the tree again."""
        new = {row.id: row for row in rows}
        standing = {row.id: row for branch in self._branches for row in branch.interviews if row.id in new}
        if any(
            interview_id not in standing or _moved(standing[interview_id], row)
            for interview_id, row in new.items()
        ):
            return False
        self._branches = tuple(_replaced(branch, new) for branch in self._branches)
        for branch in self._branches:
            self._show_again(_name(branch, None), branch)
        for row in new.values():
            self._show_again(("interview", row.id), row)
        return True

    def _show_again(self, name: tuple[Any, ...], branch: Branch) -> None:
        node = self._by_name.get(name)
        if node is not None and node.branch is not branch:
            node.branch = branch
            index = self._index_of(node)
            self.dataChanged.emit(index, index)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._by_name, self._nodes = {}, []
        self._tops = []
        for branch in self._branches:
            shown = _filtered(branch, self._words)
            if shown is not None:
                top = self._add(shown, None, len(self._tops))
                top.branch = branch  # "4 of 20 done" is said of the whole round
                self._tops.append(top)
        self.endResetModel()

    def _add(self, branch: Branch, parent: _Node | None, row: int) -> _Node:
        node = _Node(len(self._nodes), branch, _name(branch, parent), parent, row, [])
        self._nodes.append(node)
        self._by_name[node.name] = node
        node.children = [self._add(child, node, at) for at, child in enumerate(_below(branch))]
        return node

    # --- asking it ---------------------------------------------------------------------------

    def interviews(self) -> list[int]:
        """Return the ids of the interviews shown, from top to bottom."""
        return [name[1] for name in self._by_name if name[0] == "interview"]

    def index_of(self, name: tuple[Any, ...]) -> QModelIndex:
        """Return where a row is by its name, an invalid index where it is not shown."""
        node = self._by_name.get(name)
        return QModelIndex() if node is None else self._index_of(node)

    def name_of(self, index: Index) -> tuple[Any, ...]:
        """Return the name of a row, which it keeps when the tree is read again."""
        return self._node(index).name

    def names(self) -> Iterator[tuple[Any, ...]]:
        """Yield the names of all rows shown, from top to bottom."""
        return iter(self._by_name)

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()]

    def _index_of(self, node: _Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.id)

    # --- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows hang below one."""
        return len(self._node(parent).children) if parent.isValid() else len(self._tops)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return 1."""
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a row below another."""
        siblings = self._node(parent).children if parent.isValid() else self._tops
        return self._index_of(siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 - Qt overloads this name
        """Return the row above."""
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self._index_of(above)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's words, its tip, what a screen reader says, or the branch itself."""
        if not index.isValid():
            return None
        branch = self._node(index).branch
        says: dict[int, Callable[[Any], object]] = {
            Qt.ItemDataRole.DisplayRole: _display,
            Qt.ItemDataRole.AccessibleTextRole: _spoken,
            Qt.ItemDataRole.ToolTipRole: _tip,
            BRANCH: lambda branch: branch,
        }
        return says[role](branch) if role in says else None


def _below(branch: Branch) -> Iterable[Branch]:
    match branch:
        case RoundBranch():
            return branch.schools
        case SchoolBranch():
            return branch.interviews
        case InterviewRow():
            return ()


def _name(branch: Branch, parent: _Node | None) -> tuple[Any, ...]:
    match branch:
        case RoundBranch():
            return ("round", branch.round.id if branch.round else None)
        case SchoolBranch():
            above = parent.name[1] if parent else None
            return ("school", above, branch.school.id if branch.school else None)
        case InterviewRow():
            return ("interview", branch.id)


def round_name(branch: RoundBranch) -> str:
    """Return what a round is called in the tree."""
    return branch.round.name if branch.round else _("No round")


def school_name(branch: SchoolBranch) -> str:
    """Return what a school is called in the tree."""
    return school_in_words(branch.school.letter, branch.school.name) if branch.school else _("No school")


def done_in_words(branch: RoundBranch) -> str:
    """Return how far a round is: ``4 of 20 done``."""
    return _("{done} of {n} done").format(done=branch.done, n=len(branch.interviews))


def _display(branch: Branch) -> str:
    match branch:
        case RoundBranch():
            return round_name(branch)
        case SchoolBranch():
            return school_name(branch)
        case InterviewRow():
            return " ".join(filter(None, (branch.keys, branch.name)))


def _spoken(branch: Branch) -> str:
    match branch:
        case RoundBranch():
            return f"{round_name(branch)}, {done_in_words(branch)}"
        case SchoolBranch():
            n = plural("{n} interview", "{n} interviews", len(branch.interviews))
            return f"{school_name(branch)}, {n}"
        case InterviewRow():
            codings = plural("{n} coding", "{n} codings", branch.codings)
            return ", ".join((_display(branch), state_in_words(branch.state), codings))


def _tip(branch: Branch) -> str:
    if not isinstance(branch, InterviewRow):
        return ""
    codings = plural("{n} coding", "{n} codings", branch.codings)
    lines = (branch.heading, branch.title, f"{state_in_words(branch.state)}, {codings}")
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _moved(old: InterviewRow, new: InterviewRow) -> bool:
    """Tell whether anything but an interview's state and number of codings has changed."""
    return replace(new, state=old.state, codings=old.codings) != old


def _replaced(branch: RoundBranch, new: Mapping[int, InterviewRow]) -> RoundBranch:
    if not any(row.id in new for row in branch.interviews):
        return branch
    schools = (
        replace(school, interviews=tuple(new.get(row.id, row) for row in school.interviews))
        for school in branch.schools
    )
    return replace(branch, schools=tuple(schools))


def _filtered(branch: RoundBranch, words: list[str]) -> RoundBranch | None:
    """Return the round with the interviews that every word fits, None if there are none."""
    if not words:
        return branch
    schools: list[SchoolBranch] = []
    for school in branch.schools:
        above = f"{round_name(branch)} {school_name(school)}"
        fitting = tuple(row for row in school.interviews if _fits(row, above, words))
        if fitting:
            schools.append(replace(school, interviews=fitting))
    return replace(branch, schools=tuple(schools)) if schools else None


def _fits(row: InterviewRow, above: str, words: list[str]) -> bool:
    text = f"{above} {row.keys} {row.roles} {row.title} {state_in_words(row.state)}".casefold()
    return all(word in text for word in words)
