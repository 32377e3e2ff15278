"""How far the disagreements of two coders are settled: each with the ruling on it, if that still stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from coding.analysis.agreed_set import basis_of
from coding.analysis.disagreements import Disagreement
from coding.model.settling import Basis
from coding.model.study import Decision


class Ruled(Protocol):
    """A ruling as it is stored."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def decision(self) -> Decision:
        """How it was decided."""
        ...

    @property
    def reason(self) -> str:
        """Why, in the researcher's words."""
        ...

    @property
    def basis(self) -> Basis:
        """The codings it stands on."""
        ...


class Standing(StrEnum):
    """How far a disagreement is settled."""

    OPEN = "open"
    SETTLED = "settled"
    DISCUSS = "discuss"
    CHANGED = "changed since"  # it was settled, but the codings are others now


@dataclass(frozen=True, slots=True)
class Item:
    """A disagreement and the ruling on it, if there is one."""

    disagreement: Disagreement
    standing: Standing
    ruling: Ruled | None

    @property
    def key(self) -> frozenset[int]:
        """The ids of the codings that differ: what it is found again by."""
        return basis_of(self.disagreement).coding_ids

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.standing is not Standing.SETTLED

    @property
    def decision(self) -> Decision | None:
        """How it was settled; None where it was not, or what was ruled on is no longer so."""
        stands = self.standing in {Standing.SETTLED, Standing.DISCUSS}
        return self.ruling.decision if self.ruling is not None and stands else None


def items(disagreements: Sequence[Disagreement], rulings: Sequence[Ruled]) -> list[Item]:
    """Put rulings to the disagreements that they are about; the last one holds."""
    by_coding = {id_: ruling for ruling in rulings for id_ in ruling.basis.coding_ids}
    return [_item(each, by_coding) for each in disagreements]


def _item(each: Disagreement, by_coding: Mapping[int, Ruled]) -> Item:
    basis = basis_of(each)
    about = [by_coding[id_] for id_ in sorted(basis.coding_ids) if id_ in by_coding]
    if not about:
        return Item(each, Standing.OPEN, None)
    ruling = about[-1]
    if set(ruling.basis.ruled_on) != set(basis.ruled_on):
        return Item(each, Standing.CHANGED, ruling)
    settled = ruling.decision is not Decision.DISCUSS
    return Item(each, Standing.SETTLED if settled else Standing.DISCUSS, ruling)
