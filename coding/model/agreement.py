"""How agreement between coders is measured, as it was fixed before any figure; and what settling writes.

What is kept as JSON is written and read whole here, with a version; one that is not known is refused.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, cast

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import Decision

_VERSION: Final = 1


class UnitKind(StrEnum):
    """What one unit is, as it is named beside every figure."""

    TURN = "turn"
    SENTENCE = "sentence"
    PASSAGE = "passage"
    CHARACTER = "character"

    @property
    def label(self) -> str:
        """What it is called within a sentence."""
        return _(_UNITS[self])


class Passages(StrEnum):
    """Whether the second reader found the passages or was given those of the first.

    Of passages that are found nobody can count those that neither found.
    """

    FOUND = "found"
    GIVEN = "given"

    @property
    def label(self) -> str:
        """What the line over the figures says of it."""
        return _(_PASSAGES[self])


class CoefficientName(StrEnum):
    """The coefficients; the value is what settings call it."""

    ALPHA = "alpha"
    KAPPA = "kappa"
    AC1 = "ac1"
    F1 = "f1"

    @property
    def label(self) -> str:
        """What a table calls it."""
        return _(_LABELS[self])

    @property
    def short(self) -> str:
        """What the heading of a narrow column calls it."""
        return _(_SHORT[self])

    @property
    def hides(self) -> str:
        """What does not show in it, in one sentence."""
        return _(_HIDES[self])


_UNITS: Mapping[UnitKind, str] = {
    UnitKind.TURN: N_("turn"),
    UnitKind.SENTENCE: N_("sentence"),
    UnitKind.PASSAGE: N_("passage"),
    UnitKind.CHARACTER: N_("character"),
}
_PASSAGES: Mapping[Passages, str] = {
    Passages.FOUND: N_("passages found by each reader"),
    Passages.GIVEN: N_("passages given to the second reader"),
}
_LABELS: Mapping[CoefficientName, str] = {
    CoefficientName.ALPHA: N_("Krippendorff's alpha"),
    CoefficientName.KAPPA: N_("Cohen's kappa"),
    CoefficientName.AC1: N_("Gwet's AC1"),
    CoefficientName.F1: N_("F1"),
}
_SHORT: Mapping[CoefficientName, str] = {
    CoefficientName.ALPHA: N_("alpha"),
    CoefficientName.KAPPA: N_("kappa"),
    CoefficientName.AC1: N_("AC1"),
    CoefficientName.F1: N_("F1"),
}
_HIDES: Mapping[CoefficientName, str] = {
    CoefficientName.ALPHA: N_(
        "For a rare code a single difference moves it far, and it does not say who of the coders differs."
    ),
    CoefficientName.KAPPA: N_(
        "It falls where a code is rare or everywhere, however often the coders agree, and rises where their "
        "habits differ."
    ),
    CoefficientName.AC1: N_(
        "For a rare code it is near the percentage, most of which is what neither coded."
    ),
    CoefficientName.F1: N_("It takes nothing off for chance and knows nothing of what neither coded."),
}


@dataclass(frozen=True, slots=True)
class Measuring:
    """How agreement is measured; ``share`` (per cent of the words) is when two spans are one passage."""

    unit: UnitKind = UnitKind.TURN
    coefficient: CoefficientName = CoefficientName.ALPHA
    passages: Passages = Passages.FOUND
    share: int = 50

    @property
    def short(self) -> str:
        """Unit and coefficient: ``turn · alpha``."""
        unit = self.unit.label
        if self.unit is UnitKind.PASSAGE:
            unit = _("{unit} ({share} % of the words)").format(unit=unit, share=self.share)
        return f"{unit} · {self.coefficient.short}"

    @property
    def words(self) -> str:
        """What it is, as it is printed: ``turn · alpha · passages found by each reader``."""
        return f"{self.short} · {self.passages.label}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A way to measure, when it was fixed (UTC), and whether figures could be seen before.

    ``on`` is empty for what is asked for once and not kept.
    """

    measuring: Measuring
    on: str
    after_figures: bool = False


@dataclass(frozen=True, slots=True)
class AgreementRule:
    """How agreement is measured in a study: what was fixed at first, and each change since, in order."""

    fixed: tuple[Fixed, ...]

    @property
    def measuring(self) -> Measuring:
        """What holds now."""
        return self.fixed[-1].measuring

    def dated(self, day: Callable[[str], str]) -> str:
        """Say when it was fixed and changed: ``fixed 2 July before figures were shown``.

        ``day`` writes a stored time as a day.
        """
        first, *later = self.fixed
        words = [_("fixed {day} before figures were shown").format(day=day(first.on))]
        for each in later:
            after = _("changed {day}, after figures were shown")
            before = _("changed {day}, before figures were shown")
            words.append((after if each.after_figures else before).format(day=day(each.on)))
            if not each.on:
                words[-1] = _("shown for once, not as it was fixed")
        return "; ".join(words)

    def changed(self, measuring: Measuring, on: str, *, after_figures: bool) -> "AgreementRule":
        """Return the rule with one more change."""
        return AgreementRule((*self.fixed, Fixed(measuring, on, after_figures)))


def rule_in(settings: str) -> AgreementRule | None:
    """Read the rule in a study's settings (JSON); None where nothing is fixed.

    Raises UserError: a later program wrote it in a way that is not known here.
    """
    held = _object(settings).get("agreement")
    if held is None:
        return None
    return AgreementRule(tuple(_fixed(each) for each in _known(held)["fixed"]))


def with_rule(settings: str, rule: AgreementRule) -> str:
    """Return a study's settings with this rule; what else stands in them stays.

    Raises UserError: a later program wrote what stands there in a way that is not known here.
    """
    rule_in(settings)
    fixed = [asdict(each) for each in rule.fixed]
    held = _object(settings) | {"agreement": {"v": _VERSION, "fixed": fixed}}
    return json.dumps(held, ensure_ascii=False)


def _fixed(held: Mapping[str, Any]) -> Fixed:
    how = held["measuring"]
    measuring = Measuring(
        UnitKind(how["unit"]),
        CoefficientName(how["coefficient"]),
        Passages(how["passages"]),
        int(how["share"]),
    )
    return Fixed(measuring, str(held["on"]), bool(held["after_figures"]))


# --- settling ------------------------------------------------------------------------------------


class AgreedCoding(NamedTuple):
    """A coding to be written for the agreed set; ``stage_id`` is 0 for none."""

    interview_id: int
    start: int
    end: int
    code_id: int
    stage_id: int
    unsure: bool


class RuledOn(NamedTuple):
    """One coding that a ruling stands on, as it was then; ``stage_id`` is 0 for none."""

    id: int
    start: int
    end: int
    code_id: int
    stage_id: int
    unsure: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ruling stands on, and the ids of the codings of the agreed set that it made."""

    ruled_on: tuple[RuledOn, ...]
    agreed: tuple[int, ...] = ()

    @property
    def coding_ids(self) -> frozenset[int]:
        """The ids of the codings ruled on."""
        return frozenset(each.id for each in self.ruled_on)

    def to_json(self) -> str:
        """Write it down."""
        ruled_on = [each._asdict() for each in self.ruled_on]
        return json.dumps({"v": _VERSION, "ruled_on": ruled_on, "agreed": self.agreed})

    @staticmethod
    def from_json(text: str) -> "Basis":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = _known(_object(text))
        return Basis(tuple(RuledOn(**each) for each in held["ruled_on"]), tuple(held["agreed"]))


class EntryLine(NamedTuple):
    """A line that a ruling adds to a field of the code's entry."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """How one disagreement of two coders is settled, with the codings that come of it."""

    interview_id: int
    start: int
    end: int
    first_id: int
    second_id: int
    code_id: int
    decision: Decision
    basis: Basis
    codings: tuple[AgreedCoding, ...]


# --- figures that are kept -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Agreement about one strand as it was; ``coefficient`` is a decimal or why there is none.

    ``neither`` is None where nobody can count it.
    """

    label: str
    both: int
    first_only: int
    second_only: int
    neither: int | None
    coefficient: str


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """What two coders agreed on before they settled anything: GUIDs of coders and interviews, and numbers."""

    first: str
    second: str
    interviews: tuple[str, ...]
    measuring: Measuring
    same: int
    by_either: int
    rows: tuple[KeptRow, ...]

    def to_json(self) -> str:
        """Write them down."""
        return json.dumps({"v": _VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "KeptFigures":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = _known(_object(text))
        fixed = _fixed({"measuring": held["measuring"], "on": "", "after_figures": False})
        return KeptFigures(
            held["first"],
            held["second"],
            tuple(held["interviews"]),
            fixed.measuring,
            held["same"],
            held["by_either"],
            tuple(KeptRow(**row) for row in held["rows"]),
        )


def _object(text: str) -> dict[str, Any]:
    held: Any = json.loads(text or "{}")
    return cast("dict[str, Any]", held) if isinstance(held, dict) else {}


def _known(held: dict[str, Any]) -> dict[str, Any]:
    if held.get("v") != _VERSION:
        raise UserError(
            _("A later version of Strandline wrote what is kept about agreement."),
            _("It is left as it is, and not shown."),
            _("Update Strandline to see it."),
        )
    return held
