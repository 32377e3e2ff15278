"""The hand-written codes of a batch as rows: those to look at first."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.intake.mark_words import (
    MANNERS,
    REACHES,
    STATES,
    as_written,
    codes_label,
    to_look_at,
    turn_in_words,
)
from app.intake.summary import codings_in_words
from app.shell import theme
from app.widgets.table import TableColumn
from coding.intake.mark_summary import marks_summary
from coding.intake.plan import ImportPlan, ImportRow
from coding.language import _
from coding.model.framework import Framework
from coding.notation.code_names import Names
from coding.notation.hand_marks import HandMark, MarkSource, MarkState

_LONGEST_LABEL = 50
_FIRST = (
    MarkState.NOT_UNDERSTOOD,
    MarkState.GUESSED,
    MarkState.UNDERSTOOD,
    MarkState.REMARK,
    MarkState.NO_CODE,
)


class MarkRow(NamedTuple):
    """A mark, where its file stands in the plan, and what is needed to say it in words."""

    at: int
    mark: HandMark
    import_row: ImportRow
    names: Names | None

    @property
    def framework(self) -> Framework | None:
        """The framework that it is read with."""
        return self.names.framework if self.names else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The written words of it that may mean something wherever they stand."""
        words = [unread.written for unread in self.mark.unread]
        whole = [self.mark.written] if self.mark.mark_source is MarkSource.LETTERS else []
        return tuple(dict.fromkeys(word for word in (*words, *whole) if len(word) <= _LONGEST_LABEL))

    @property
    def key(self) -> tuple[str, MarkSource, int]:
        """What tells it from all other marks, and stays when it is read anew."""
        return self.import_row.file.path, *self.mark.key


def mark_rows(plan: ImportPlan) -> list[MarkRow]:
    """Return all marks of the files that come in: not understood, guessed, then the rest."""
    rows = [
        MarkRow(at, mark, import_row, plan.known.names)
        for at, import_row in enumerate(plan.rows)
        if import_row.include
        for mark in import_row.marks
    ]
    order = {state: at for at, state in enumerate(_FIRST)}
    return sorted(rows, key=lambda row: (not to_look_at(row.mark), order[row.mark.state]))


# What of the list is shown: a name, and which rows it keeps.
Keeps = Callable[[MarkRow], bool]


class Listed:
    """The marks of a plan as rows, and how many are in which state; worked out once a plan."""

    def __init__(self, plan: ImportPlan) -> None:
        """List the marks."""
        self.plan = plan
        self.rows = mark_rows(plan)
        self.summary = marks_summary(plan)
        self.states = Counter(row.mark.state for row in self.rows)
        self.looked_at = sum(to_look_at(row.mark) for row in self.rows)

    def filters(self) -> Iterator[tuple[str, str, Keeps]]:
        """Yield what can be shown of the list: an id, words with a count, and which rows; empty ones not."""
        yield "all", _("everything ({n})").format(n=len(self.rows)), lambda _row: True
        if self.looked_at:
            yield "look", _("to review ({n})").format(n=self.looked_at), lambda row: to_look_at(row.mark)
        for state in _FIRST:
            if self.states[state]:
                words = _("{state} ({n})").format(state=_(STATES[state]), n=self.states[state])
                yield str(state), words, _kept(state)

    def counts(self) -> str:
        """Say what comes of the marks: codings, passages, and how often each strand."""
        framework, found = self.plan.known.framework, self.summary.by_code
        codes = framework.codes if framework else ()
        strands = " · ".join(f"{code.short} {found[code.id]}" for code in codes if found.get(code.id))
        return ": ".join(filter(None, (codings_in_words(self.summary), strands)))


def _kept(state: MarkState) -> Keeps:
    return lambda row: row.mark.state is state


def _colour(row: MarkRow) -> str | None:
    colours = theme.current()
    match row.mark.state:
        case MarkState.NOT_UNDERSTOOD | MarkState.GUESSED:
            return colours.warning
        case MarkState.NO_CODE:
            return colours.quiet
        case _:
            return None


def _made_of(row: MarkRow) -> str:
    """Return the codes; of a mark that is none what becomes of it."""
    if row.mark.state is MarkState.REMARK:
        return _("a memo on the passage")
    if row.mark.state is MarkState.NO_CODE:
        return _("nothing")
    return codes_label(row.mark, row.framework) or "?"


def mark_columns() -> list[TableColumn[MarkRow]]:
    """Return the columns of the list, in the present language."""
    return [
        TableColumn(_("Read as"), lambda row: _(STATES[row.mark.state]), width=122, colour=_colour),
        TableColumn(_("As written"), lambda row: as_written(row.mark), width=190, colour=_colour),
        TableColumn(_("Codes"), _made_of, width=150, colour=_colour),
        TableColumn(_("By"), lambda row: _(MANNERS[row.mark.mark_source]), width=70),
        TableColumn(_("File"), lambda row: row.import_row.file.name, width=170),
        TableColumn(_("Turn"), lambda row: turn_in_words(row.import_row, row.mark), width=140),
        TableColumn(_("Passage"), _reach, width=120),
        TableColumn(_("To review"), lambda row: row.mark.note, width=200),
    ]


def _reach(row: MarkRow) -> str:
    return _(REACHES[row.mark.reach]) if row.mark.reach else _("as marked")
