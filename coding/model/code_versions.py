"""A codebook as it was: what each of its codes became, revision by revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from coding.language import N_
from coding.model.study import CodeChange

ENTRY_WORDS: Final[Mapping[str, str]] = {
    "short_definition": N_("Short definition"),
    "definition": N_("Full definition"),
    "when_to_use": N_("When to use"),
    "when_not_to_use": N_("When not to use"),
    "example": N_("Example"),
    "notes": N_("Notes"),
}
CALLED_WORDS: Final[Mapping[str, str]] = {
    "name": N_("Name"),
    "abbreviation": N_("Abbreviation"),
    "label": N_("Label for narrow places"),
}
ENTRY: Final = (*ENTRY_WORDS,)
CALLED: Final = (*CALLED_WORDS, "aliases")
MEANING: Final = frozenset(("short_definition", "definition", "when_to_use", "when_not_to_use"))
_ENDED: Final = (CodeChange.MERGED, CodeChange.GONE)


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """A code as it became at a revision; of one that was merged ``parent_guid`` is what took it in."""

    code_guid: str
    parent_guid: str
    revision: int
    what: CodeChange
    position: int
    name: str
    abbreviation: str = ""
    label: str = ""
    aliases: str = ""
    is_group: bool = False
    short_definition: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    notes: str = ""

    @property
    def is_there(self) -> bool:
        """Tell whether it was in the codebook from then on."""
        return self.what not in _ENDED

    @property
    def called(self) -> str:
        """Its abbreviation and name."""
        return f"{self.abbreviation} · {self.name}" if self.abbreviation else self.name


class ChangedCode(NamedTuple):
    """What a revision changed of which code; ``short`` is what that is called."""

    what: CodeChange
    short: str
    guid: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a codebook: when (UTC) and by whom it was made, empty where nobody knows, and what of."""

    number: int
    created: str
    coder: str
    changes: tuple[ChangedCode, ...]


def in_codebook_order(versions: Iterable[CodeVersion]) -> tuple[CodeVersion, ...]:
    """Return versions such that each code comes before those below it, side by side by position."""
    below: dict[str, list[CodeVersion]] = {}
    known = {each.code_guid: each for each in versions}
    for each in known.values():
        below.setdefault(each.parent_guid if each.parent_guid in known else "", []).append(each)
    found: list[CodeVersion] = []
    waiting = sorted(below.get("", ()), key=_last_first)
    while waiting:
        found.append(waiting.pop())
        waiting += sorted(below.get(found[-1].code_guid, ()), key=_last_first)
    return tuple(found)


def _last_first(version: CodeVersion) -> tuple[int, str]:
    return -version.position, version.code_guid
