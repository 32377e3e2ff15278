"""The tree of interviews as Qt wants to have it: round, school, interview."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from app.transcript.header import state_in_words
from app.widgets.tree import TreeModel
from coding.language import _, plural
from coding.model.role_codes import school_in_words
from storage.queries.tree import InterviewRow, RoundBranch, SchoolBranch

BRANCH = Qt.ItemDataRole.UserRole  # the RoundBranch, SchoolBranch or InterviewRow itself
Branch = RoundBranch | SchoolBranch | InterviewRow
Name = tuple[Any, ...]


class InterviewModel(TreeModel[Branch]):
    """Holds what storage.queries.tree read, by names that survive a reload."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(
            {
                Qt.ItemDataRole.DisplayRole: _display,
                Qt.ItemDataRole.AccessibleTextRole: _spoken,
                Qt.ItemDataRole.ToolTipRole: _tip,
                BRANCH: lambda branch: branch,
            }
        )
        self._branches: tuple[RoundBranch, ...] = ()
        self._words: list[str] = []

    def below(self, item: Branch) -> Iterable[Branch]:
        """Return the schools of a round, the interviews of a school."""
        match item:
            case RoundBranch():
                return item.schools
            case SchoolBranch():
                return item.interviews
            case InterviewRow():
                return ()

    def key_of(self, item: Branch, above: Any) -> Name:
        """Return the name of a row: its kind and id, of a school that of the round too."""
        match item:
            case RoundBranch():
                return ("round", item.round.id if item.round else None)
            case SchoolBranch():
                kind = "school" if item.is_talk else "beside"
                return (kind, above[1], item.school.id if item.school else None)
            case InterviewRow():
                return ("interview", item.id)

    @property
    def branches(self) -> tuple[RoundBranch, ...]:
        """All rounds, whatever the filter leaves."""
        return self._branches

    def show_branches(self, branches: Iterable[RoundBranch]) -> None:
        """Show these rounds."""
        self._branches = tuple(branches)
        self._show_fitting()

    def filter_by(self, text: str) -> None:
        """Show only interviews in whose key, role, title, school or round every word occurs."""
        self._words = text.casefold().split()
        self._show_fitting()

    def _show_fitting(self) -> None:
        fitting = (_filtered(branch, self._words) for branch in self._branches)
        self.show_items([branch for branch in fitting if branch is not None])
        self._update_rounds()  # "4 of 20 done" is said of the whole round

    def update_rows(self, rows: Iterable[InterviewRow]) -> bool:
        """Show other states and numbers of codings; False where more changed: read the tree again."""
        new = {row.id: row for row in rows}
        if not new:
            return True
        standing = {row.id: row for branch in self._branches for row in branch.interviews if row.id in new}
        if any(
            interview_id not in standing or _moved(standing[interview_id], row)
            for interview_id, row in new.items()
        ):
            return False
        self._branches = tuple(_replaced(branch, new) for branch in self._branches)
        self._update_rounds()
        for row in new.values():
            self.update_item(("interview", row.id), row)
        return True

    def _update_rounds(self) -> None:
        for branch in self._branches:
            self.update_item(self.key_of(branch, None), branch)

    def interviews(self) -> list[int]:
        """Return the ids of the interviews shown, from top to bottom."""
        return [item.id for item in self.items() if isinstance(item, InterviewRow)]


def round_name(branch: RoundBranch) -> str:
    """Return what a round is called in the tree."""
    return branch.round.name if branch.round else _("No round")


def school_name(branch: SchoolBranch) -> str:
    """Return what a school is called in the tree."""
    if not branch.is_talk:
        return _("Documents and notes")
    return school_in_words(branch.school.letter, branch.school.name) if branch.school else _("No school")


def done_in_words(branch: RoundBranch) -> str:
    """Return how far a round is: ``4 of 20 done``."""
    return _("{done} of {n} done").format(done=branch.done, n=len(branch.talks))


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
            n = len(branch.interviews)
            count = plural("{n} interview", "{n} interviews", n) if branch.is_talk else str(n)
            return f"{school_name(branch)}, {count}"
        case InterviewRow():
            codings = plural("{n} coding", "{n} codings", branch.codings)
            return ", ".join((_display(branch), state_in_words(branch.state), codings))


def _tip(branch: Branch) -> str:
    if not isinstance(branch, InterviewRow):
        return ""
    codings = plural("{n} coding", "{n} codings", branch.codings)
    each = [f"{name}: {state_in_words(state)}" for name, state in branch.readings]
    lines = (branch.heading, branch.title, f"{state_in_words(branch.state)}, {codings}", *each)
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _moved(old: InterviewRow, new: InterviewRow) -> bool:
    """Tell whether anything but an interview's state and number of codings has changed."""
    return replace(new, state=old.state, codings=old.codings, readings=old.readings) != old


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
