"""How agreement between coders is measured, as it was fixed before any figure."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from coding.language import N_, _
from coding.model.kept_json import VERSION, in_known_version, read_object
from coding.model.labelled_choice import LabelledChoice


class UnitKind(LabelledChoice):
    """What one unit is, as it is named beside every figure."""

    TURN = "turn", N_("turn")
    SENTENCE = "sentence", N_("sentence")
    PASSAGE = "passage", N_("passage")
    CHARACTER = "character", N_("character")


class PassageSource(LabelledChoice):
    """Whether the second reader found the passages or was given those of the first.

    Of passages that are found nobody can count those that neither found.
    """

    FOUND = "found", N_("passages found by each reader")
    GIVEN = "given", N_("passages given to the second reader")


class CoefficientName(LabelledChoice):
    """The coefficients: what settings call them, their names, short ones, and what each hides."""

    ALPHA = (
        "alpha",
        N_("Krippendorff's alpha"),
        N_("alpha"),
        N_(
            "For a rare code a single difference moves it far, and it does not say who of the coders differs."
        ),
    )
    KAPPA = (
        "kappa",
        N_("Cohen's kappa"),
        N_("kappa"),
        N_(
            "It falls where a code is rare or everywhere, however often the coders agree, and rises where "
            "their habits differ."
        ),
    )
    AC1 = (
        "ac1",
        N_("Gwet's AC1"),
        N_("AC1"),
        N_("For a rare code it is near the percentage, most of which is what neither coded."),
    )
    BRENNAN_PREDIGER = (
        "bp",
        N_("Brennan-Prediger"),
        N_("B-P"),
        N_(
            "It takes chance to be the same for a rare code and a common one, so that a rare code looks well "
            "agreed on; of passages that were found it rises with the number of codes."
        ),
    )
    F1 = (
        "f1",
        N_("F1"),
        N_("F1"),
        N_("It takes nothing off for chance and knows nothing of what neither coded."),
    )

    @property
    def short(self) -> str:
        """What the heading of a narrow column calls it."""
        return _(self.words[1])

    @property
    def hides(self) -> str:
        """What does not show in it, in one sentence."""
        return _(self.words[2])


@dataclass(frozen=True, slots=True)
class Measuring:
    """How agreement is measured; ``share`` (per cent of the words) is when two spans are one passage."""

    unit: UnitKind = UnitKind.TURN
    coefficient: CoefficientName = CoefficientName.ALPHA
    passages: PassageSource = PassageSource.FOUND
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
    held = read_object(settings).get("agreement")
    if held is None:
        return None
    return AgreementRule(tuple(_fixed(each) for each in in_known_version(held)["fixed"]))


def with_rule(settings: str, rule: AgreementRule) -> str:
    """Return a study's settings with this rule; what else stands in them stays.

    Raises UserError: a later program wrote what stands there in a way that is not known here.
    """
    rule_in(settings)
    fixed = [asdict(each) for each in rule.fixed]
    held = read_object(settings) | {"agreement": {"v": VERSION, "fixed": fixed}}
    return json.dumps(held, ensure_ascii=False)


def measuring_in(held: Mapping[str, Any]) -> Measuring:
    """Read how it was measured of what was written down."""
    unit, coefficient = UnitKind(held["unit"]), CoefficientName(held["coefficient"])
    return Measuring(unit, coefficient, PassageSource(held["passages"]), int(held["share"]))


def _fixed(held: Mapping[str, Any]) -> Fixed:
    return Fixed(measuring_in(held["measuring"]), str(held["on"]), bool(held["after_figures"]))
