"""Who is quoted how often: of each person the passages coded, those cleared, those that were quoted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, ints
from coding.analysis.quotability import quotability
from coding.analysis.speaker_attribution import voices
from coding.analysis.tally import passages, spoken_everywhere
from coding.model.query import Exactly, Field, Query, Value
from coding.model.quoting import Quotable
from coding.model.role_codes import InterviewKey, keys_in_words
from coding.model.study import Person, Quoting

FIELDS: Final = ("key", "name", "quoting", "passages", "cleared", "not_cleared", "quoted")
_NOT_CLEARED: Final = tuple(state for state in Quotable if not state.is_free)


@dataclass(frozen=True, slots=True)
class QuotedPerson:
    """A person, with numbers of passages in which they speak: coded, cleared, not cleared, quoted.

    ``not_cleared`` may not be quoted, for whatever reason; ``quoted`` were exported as quotations.
    """

    id: int
    name: str
    key: str
    quoting: Quoting
    passages: int
    cleared: int
    not_cleared: int
    quoted: int

    def query(self, number: str) -> Query:
        """Return what finds the passages that one of the numbers counts."""
        values: Mapping[str, tuple[str, tuple[Value, ...]]] = {
            "cleared": ("quote", (Exactly(Quotable.CLEARED),)),
            "not_cleared": ("quote", tuple(map(Exactly, _NOT_CLEARED))),
            "quoted": ("quoted", (Exactly("yes"),)),
        }
        more = (Field(*values[number]),) if number in values else ()
        return Query(fields=(Field("person", (Exactly(self.name or self.key),)), *more))

    @property
    def record(self) -> Mapping[str, object]:
        """The same for other programs; ``quoting`` is empty for who may be quoted."""
        values = {name: getattr(self, name) for name in FIELDS}
        return {**values, "key": self.key or None, "quoting": self.quoting.value or None}


def quoted_people(
    data: AnalysisData, people: Iterable[Person], quoted: Collection[int]
) -> list[QuotedPerson]:
    """Return all people in the order in which they come; ``quoted`` are the ids of codings that were."""
    number = passages(data)
    n = int(number.max(initial=-1)) + 1
    was_quoted = np.zeros(n, dtype=np.bool_)
    was_quoted[number[np.isin(ints(data.codings, "id"), list(quoted))]] = True
    held = quotability(data)
    cleared, not_cleared = held.is_in(Quotable.CLEARED), held.is_in(*_NOT_CLEARED)
    heard, keys = spoken_everywhere(data), _keys(data)
    of_voice = voices(data).person_id[heard.voice]

    def row(person: Person) -> QuotedPerson:
        theirs: Bools = np.zeros(n, dtype=np.bool_)
        theirs[number[heard.coding[of_voice == person.id]]] = True
        counts = (int((theirs & each).sum()) for each in (theirs, cleared, not_cleared, was_quoted))
        return QuotedPerson(person.id, person.name, keys.get(person.id, ""), person.quoting, *counts)

    return list(map(row, people))


def _keys(data: AnalysisData) -> dict[int, str]:
    keys: dict[int, set[InterviewKey]] = {}
    for person_id, each in _posts(data):
        keys.setdefault(person_id, set()).add(each)
    return {id_: keys_in_words(map(str, sorted(theirs))) for id_, theirs in keys.items()}


def _posts(data: AnalysisData) -> Iterator[tuple[int, InterviewKey]]:
    for post in data.posts:
        letter, role = data.school_by_id[post.school_id].letter, data.role_by_id[post.role_id]
        if letter and role.number:
            yield post.person_id, InterviewKey(letter, role.number)
