"""How a coding looks: its hue, its label, and whether it belongs to the framework in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coding.model.code_labels import code_label
from coding.model.framework import Framework
from coding.model.study import Coding

UNKNOWN_HUE = "slate"


@dataclass(frozen=True, slots=True)
class CodingStyle:
    """``faint`` codings belong to another framework than the current one: thin and grey."""

    hue: str
    label: str
    name: str
    order: int
    faint: bool
    dimension_only: bool


_UNKNOWN = CodingStyle(UNKNOWN_HUE, "?", "?", 0, faint=True, dimension_only=False)


class CodingStyles:
    """The looks of the codes of all frameworks, worked out once."""

    def __init__(
        self,
        frameworks: Sequence[Framework],
        current: Framework | None,
        others: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Prepare the codes; ``others`` are initials of the coders whose codings are not changed here."""
        self._others = others
        self._by_code: dict[int, CodingStyle] = {}
        self._stages: dict[int, str] = {}
        for framework in frameworks:
            faint = framework is not current
            self._stages |= {stage.id: stage.letter for stage in framework.stages}
            tops = {code.id: order for order, code in enumerate(framework.children(None))}
            for code in framework.codes:
                self._by_code[code.id] = CodingStyle(
                    framework.hue(code.id),
                    code.short,
                    code.name,
                    tops[framework.top(code.id).id],
                    faint,
                    framework.is_group(code.id),
                )

    def of_code(self, code_id: int) -> CodingStyle:
        """Return the look of a code."""
        return self._by_code.get(code_id, _UNKNOWN)

    def of(self, coding: Coding) -> CodingStyle:
        """Return the look of a coding."""
        return self.of_code(coding.code_id)

    def is_others(self, coding: Coding) -> bool:
        """Tell whether it is the coding of somebody whose codings are not changed here."""
        return coding.coder_id in self._others

    def label(self, coding: Coding) -> str:
        """Return what stands on the coding's chip: whose, strand, what is said of it, a pencil for a memo."""
        whose = self._others.get(coding.coder_id)
        stage = "" if coding.stage_id is None else self._stages.get(coding.stage_id, "")
        text = code_label(self.of(coding).label, coding.direction, stage, unsure=coding.unsure)
        return ("" if whose is None else f"{whose}: ") + text + (" ✎" if coding.memo else "")
