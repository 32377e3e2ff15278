"""What can be asked for beside the passages: codes, and rows that are no codes, each with its passages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import Qt

from app.widgets.asking import Asking
from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.framework import Code, Framework
from coding.model.query import CodeTerm, Exactly
from coding.model.study import Direction
from coding.query.editing import alone, crossed, ticked, values_of


class Alone(NamedTuple):
    """The row of a dimension of which no strand is named."""

    code_id: int


class Special(StrEnum):
    """Rows that are no codes."""

    ALL = "all"
    UNCODED = "uncoded"  # whole answers
    UNSURE = "unsure"
    MEMO = "memo"
    SHOWS = "direction:shows"
    LACKS = "direction:lacks"
    MIXED = "direction:mixed"
    WISHES = "direction:wishes"

    @property
    def asked(self) -> tuple[str, Exactly]:
        """The key of the query, and its value, that ask for this."""
        key, _sep, value = self.value.partition(":")
        return key, Exactly(value or "yes")


OF_DIRECTION: Final = {
    Special.SHOWS: Direction.SHOWS,
    Special.LACKS: Direction.LACKS,
    Special.MIXED: Direction.MIXED,
    Special.WISHES: Direction.WISHES,
}


RailKey = int | Alone | Special


@dataclass(frozen=True, slots=True)
class RailRow:
    """A code or something else that can be asked for: ``found`` of ``total`` passages, None if all are."""

    key: RailKey
    name: str
    total: int
    found: int | None
    state: Qt.CheckState | None
    short: str = ""
    hue: str = ""
    is_heading: bool = False
    depth: int = 0
    below: tuple["RailRow", ...] = ()

    @property
    def count(self) -> str:
        """``12 of 72``."""
        if self.found is None:
            return str(self.total)
        return _("{n} of {all}").format(n=self.found, all=self.total)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(filter(None, (self.short, self.name, _("{n} passages").format(n=self.count))))


class RailRows:
    """Makes rows of what is asked and found."""

    def __init__(
        self,
        names: KnownNames,
        asking: Asking,
        total: Mapping[RailKey, int],
        found: Mapping[RailKey, int],
    ) -> None:
        """Know how many passages each row has in all, and of those that are found."""
        self._names, self._query, self._uncoded = names, asking.query, asking.uncoded
        self._total, self._found = total, found
        self._ticked, self._crossed = ticked(asking.query), crossed(asking.query)

    def special(self, key: Special, name: str) -> RailRow:
        """Return a row that is no code."""
        if key is Special.ALL:
            return RailRow(key, name, self._total[key], None, None)
        field, value = key.asked
        asked = self._uncoded if key is Special.UNCODED else value in values_of(self._query, field)
        state = Qt.CheckState.Checked if asked else Qt.CheckState.Unchecked
        return RailRow(key, name, self._total[key], self._found.get(key) if asked else None, state)

    def code(self, framework: Framework, code: Code) -> RailRow:
        """Return the row of a code, with those below."""
        below = tuple(self.code(framework, child) for child in framework.children(code.id))
        is_heading = framework.is_group(code.id)
        if is_heading and self._total.get(Alone(code.id)):
            below = (*below, self._alone(framework, code))
        term = CodeTerm(self._names.text_of_code[code.id])
        asked = term in self._ticked
        state = self._state(term)
        return RailRow(
            code.id,
            code.label or code.name,
            self._total.get(code.id, 0),
            self._found.get(code.id, 0) if (self._matters(term) and not is_heading) or asked else None,
            None if is_heading and not asked and term not in self._crossed else state,
            "" if is_heading else code.abbreviation,
            framework.hue(code.id),
            is_heading,
            framework.depth(code.id) if len(framework.levels) > 1 else framework.depth(code.id) + 1,
            below,
        )

    def _alone(self, framework: Framework, code: Code) -> RailRow:
        """Return the row of a dimension of which no strand is named."""
        key, term = Alone(code.id), alone(self._names.text_of_code[code.id])
        return RailRow(
            key,
            _("{dimension} alone").format(dimension=code.short),
            self._total[key],
            self._found.get(key, 0) if self._matters(term) else None,
            self._state(term),
            hue=framework.hue(code.id),
            depth=framework.depth(code.id) + 1,
        )

    def _matters(self, term: CodeTerm) -> bool:
        """Tell whether it says something how many of a code's passages are found."""
        return term in self._ticked or (not self._ticked and str(self._query) != "")

    def _state(self, term: CodeTerm) -> Qt.CheckState:
        if term in self._ticked:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if term in self._crossed else Qt.CheckState.Unchecked
