"""The answers of a round as arrays: who answered, and what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from coding.analysis.rounding import percent
from coding.language import _
from coding.model.survey import AnswerColumn, AskedNumbers

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RoundAnswers:
    """What one round answered: a row a respondent, a column a place of what was asked.

    ``values`` are numbers, NaN where nothing was answered. Schools are letters, groups those that roles
    fold into; both are empty where not known.
    """

    id: int
    round_id: int
    round: str
    columns: tuple[AnswerColumn, ...]
    ids: tuple[int, ...]
    numbers: tuple[int, ...]
    schools: tuple[str, ...]
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    values: Floats
    asked: AskedNumbers = field(default_factory=AskedNumbers)
    version: str = ""
    returned: str = ""
    date: str = ""

    @property
    def count(self) -> int:
        """How many answered."""
        return len(self.ids)

    @cached_property
    def place(self) -> Mapping[AnswerColumn, int]:
        """Where in the answers each column stands."""
        return {column: at for at, column in enumerate(self.columns)}

    @cached_property
    def places_of(self) -> Mapping[int, tuple[int, ...]]:
        """Where in the answers an item stands, by its id: one place, of one with several ticks more."""
        found: dict[int, list[int]] = {}
        for at, column in enumerate(self.columns):
            found.setdefault(column.item_id, []).append(at)
        return {item_id: tuple(places) for item_id, places in found.items()}

    def column(self, item_id: int) -> Floats | None:
        """Return the answers to an item that has one place; None where it was not asked."""
        places = self.places_of.get(item_id)
        return self.values[:, places[0]] if places else None

    def response_text(self) -> str:
        """Return how many of those asked answered: ``31 of 68``, the percentage left to whoever shows it."""
        total = self.asked.total
        if total is None:
            return _("{n} answers, asked not known").format(n=self.count)
        return _("{k} of {n}").format(k=self.count, n=total)

    def response_percent(self) -> str:
        """Return the response rate; nothing where it is not known how many were asked."""
        total = self.asked.total
        return percent(self.count, total) if total else ""


def members(names: Sequence[str]) -> dict[str, Bools]:
    """Return who belongs to each group, school or role, by name; who tells none belongs to an empty name."""
    array = np.array(names, dtype=object)
    return {name: array == name for name in dict.fromkeys(names)}
