"""The hand-written codes of a batch as rows: those to look at first."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app import theme
from app.importing.mark_words import (
    MANNERS,
    REACHES,
    STATES,
    as_written,
    codes_label,
    to_look_at,
    turn_in_words,
)
from app.importing.rows import Field
from coding.arrivals import Arrival, ImportPlan
from coding.framework import Framework
from coding.hand_marks import HandMark, Manner, MarkState
from coding.language import _
from coding.names import Names

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
    arrival: Arrival
    names: Names | None

    @property
    def framework(self) -> Framework | None:
        """The framework that it is read with."""
        return self.names.framework if self.names else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The written words of it that may mean something wherever they stand."""
        words = [unread.written for unread in self.mark.unread]
        whole = [self.mark.written] if self.mark.manner is Manner.LETTERS else []
        return tuple(dict.fromkeys(word for word in (*words, *whole) if len(word) <= _LONGEST_LABEL))

    @property
    def key(self) -> tuple[str, Manner, int]:
        """What tells it from all other marks, and stays when it is read anew."""
        return self.arrival.file.path, *self.mark.key


def mark_rows(plan: ImportPlan) -> list[MarkRow]:
    """Return all marks of the files that come in: not understood, guessed, then the rest."""
    rows = [
        MarkRow(at, mark, arrival, plan.known.names)
        for at, arrival in enumerate(plan.arrivals)
        if arrival.include
        for mark in arrival.marks
    ]
    order = {state: at for at, state in enumerate(_FIRST)}
    return sorted(rows, key=lambda row: (not to_look_at(row.mark), order[row.mark.state]))


# What of the list is shown: a name, and which rows it keeps.
Keeps = Callable[[MarkRow], bool]


def kept(state: MarkState) -> Keeps:
    """Return what keeps the marks in this state."""
    return lambda row: row.mark.state is state


def filters(rows: Sequence[MarkRow]) -> Iterator[tuple[str, str, Keeps]]:
    """Yield what can be shown of the list: an id, words with a count, and which rows; empty ones not."""
    yield "all", _("everything ({n})").format(n=len(rows)), lambda _row: True
    looked_at = sum(to_look_at(row.mark) for row in rows)
    if looked_at:
        yield "look", _("to look at ({n})").format(n=looked_at), lambda row: to_look_at(row.mark)
    for state in _FIRST:
        count = sum(row.mark.state is state for row in rows)
        if count:
            words = _("{state} ({n})").format(state=_(STATES[state]), n=count)
            yield str(state), words, kept(state)


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


def mark_fields() -> list[Field[MarkRow]]:
    """Return the columns of the list, in the present language."""
    return [
        Field(_("Read as"), 104, lambda row: _(STATES[row.mark.state]), _colour),
        Field(_("As written"), 190, lambda row: as_written(row.mark), _colour),
        Field(_("Codes"), 150, _made_of, _colour),
        Field(_("By"), 70, lambda row: _(MANNERS[row.mark.manner])),
        Field(_("File"), 170, lambda row: row.arrival.file.name),
        Field(_("Turn"), 140, lambda row: turn_in_words(row.arrival, row.mark)),
        Field(_("Passage"), 120, _reach),
        Field(_("To look at"), 200, lambda row: row.mark.note),
    ]


def _reach(row: MarkRow) -> str:
    return _(REACHES[row.mark.reach]) if row.mark.reach else _("as marked")
