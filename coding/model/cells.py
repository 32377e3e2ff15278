"""Where a cell of the matrix stands: what its row is about, and the code of its column."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from coding.model.kept_json import VERSION, read_object


class RowPlace(NamedTuple):
    """What a row is about, by the ids of what it is about together: a school, a school in a round.

    A role group and a value of an attribute have no row of their own: they are called by their names.
    """

    school_id: int | None = None
    round_id: int | None = None
    person_id: int | None = None
    interview_id: int | None = None
    question_id: int | None = None
    case_id: int | None = None
    role: str = ""
    attribute: str = ""
    value: str = ""

    @property
    def ids(self) -> dict[str, int]:
        """The columns of a memo that point at what it is about."""
        return {name: id_ for name, id_ in self._asdict().items() if name in ID_COLUMNS and id_ is not None}

    @property
    def about(self) -> str:
        """What has no row of its own, as JSON; empty for nothing. Masking walks what stands under text."""
        named = {name: words for name, words in self._named() if words}
        return json.dumps({"v": VERSION, "text": named}, ensure_ascii=False) if named else ""

    def _named(self) -> Iterator[tuple[str, str]]:
        yield from (("role", self.role), ("attribute", self.attribute), ("value", self.value))

    @classmethod
    def of(cls, ids: dict[str, Any], about: str) -> "RowPlace":
        """Return the place that a memo is about."""
        named: dict[str, Any] = read_object(about).get("text", {})
        known = {name: words for name, words in named.items() if name in NAMED}
        return cls(**{name: ids[name] for name in ID_COLUMNS} | known)


ID_COLUMNS = ("school_id", "round_id", "person_id", "interview_id", "question_id", "case_id")
NAMED = ("role", "attribute", "value")


class CellKey(NamedTuple):
    """A cell."""

    place: RowPlace
    code_id: int


class Seen(NamedTuple):
    """The codings that were in a cell when it was looked at last."""

    ids: frozenset[int]

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"v": VERSION, "codings": sorted(self.ids)}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Seen":
        """Read what is kept; nothing for an empty text."""
        return cls(frozenset(read_object(text).get("codings", ())))
