"""The figures of one measure school by school, each beside its strand: what pictures of them show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.language import _, plural
from coding.model.outcomes import Outcome, OutcomeMeasure, in_order_of_years
from coding.model.role_codes import school_in_words
from coding.model.study import School


@dataclass(frozen=True, slots=True)
class SchoolPanel:
    """What is drawn of a school: its figures, and how often its strand is spoken of, round by round."""

    name: str
    figures: tuple[Outcome, ...]
    spoken: tuple[tuple[str, int], ...] = ()  # round and codings


@dataclass(frozen=True, slots=True)
class OutcomePanels:
    """One measure in all schools; ``lines`` are those of reference, by name."""

    measure: OutcomeMeasure
    years: tuple[str, ...]
    panels: tuple[SchoolPanel, ...]
    lines: Mapping[str, tuple[Outcome, ...]]
    strand: str = ""

    @property
    def highest(self) -> float:
        """The top of the axis that all panels have: 100 of a percentage, else the highest figure."""
        numbers = [n for panel in self.panels for each in panel.figures if (n := each.number) is not None]
        numbers += [n for line in self.lines.values() for each in line if (n := each.number) is not None]
        top = max(numbers, default=1.0)
        return max(top, 100.0) if self.measure.unit == "%" else top or 1.0

    def height_of(self, figure: Outcome) -> float | None:
        """Return how high a figure stands, from 0 to 1; None for what is no number."""
        return None if figure.number is None else max(figure.number, 0.0) / self.highest

    def in_words(self) -> str:
        """Return all of it as a screen reader says it."""
        return ". ".join(
            (
                self.measure.name,
                *(f"{panel.name}: {self._said(panel.figures, panel.spoken)}" for panel in self.panels),
                *(f"{label}: {self._said(line, ())}" for label, line in self.lines.items()),
            )
        )

    def _said(self, figures: Sequence[Outcome], spoken: Sequence[tuple[str, int]]) -> str:
        values = [
            " ".join(filter(None, (each.year, f"{each.value}{self.measure.unit}", each.label * bool(spoken))))
            for each in in_order(figures, self.years)
        ]
        counted = [_("{strand} in {round}: {n}").format(strand=self.strand, round=r, n=n) for r, n in spoken]
        return ", ".join(values + counted) or _("nothing")


def in_order(figures: Sequence[Outcome], years: Sequence[str]) -> list[Outcome]:
    """Return figures by year."""
    return sorted(figures, key=lambda each: years.index(each.year))


def panels_of(
    measure: OutcomeMeasure,
    figures: Sequence[Outcome],
    schools: Sequence[School],
    data: AnalysisData,
    years: Sequence[str] = (),
) -> OutcomePanels:
    """Return a measure school by school, beside the codings of its strand in ``data``.

    ``years`` are shown though they have no figure.
    """
    its = [each for each in figures if each.measure_id == measure.id]
    code = data.framework.by_id.get(measure.code_id or 0)
    spoken = {} if code is None else _spoken(data, code.id)
    lines = dict.fromkeys(each.label for each in its if each.school_id is None)
    return OutcomePanels(
        measure,
        tuple(in_order_of_years([*(each.year for each in its), *years])),
        tuple(
            SchoolPanel(
                school_in_words(each.letter, each.name),
                tuple(figure for figure in its if figure.school_id == each.id),
                spoken.get(each.id, ()),
            )
            for each in schools
        ),
        {
            label: tuple(each for each in its if each.school_id is None and each.label == label)
            for label in lines
        },
        (code.abbreviation or code.label or code.name) if code is not None else "",
    )


def _spoken(data: AnalysisData, code_id: int) -> dict[int, tuple[tuple[str, int], ...]]:
    """Return how often a strand is spoken of in each school (by id), round by round."""
    found = frequencies(data, (Grouping.SCHOOL, Grouping.ROUND))
    column = next((each for each in found.columns.listed if each.code_id == code_id), None)
    if column is None:
        return {}
    counted: dict[int, list[tuple[str, int]]] = {}
    for group in found.groups:
        if not group.is_total:
            school, round_ = group.members
            counted.setdefault(school.id, []).append((round_.label, found.count(group, column)))
    return {school_id: tuple(rounds) for school_id, rounds in counted.items()}


def cautions(shown: OutcomePanels) -> list[str]:
    """Return what is said below a measure: lines, floor, breaks, source, and why there is no correlation."""
    measure, n = shown.measure, len(shown.panels)
    few = plural(
        "No correlation is worked out: {n} school cannot tell chance from pattern.",
        "No correlation is worked out: {n} schools cannot tell chance from pattern.",
        n,
    )
    said = (
        (_("Dashed: {words}."), ", ".join(shown.lines)),
        (_("Floor: {words}."), measure.settings.floor),
        (_("New test in {words}: the line is cut there."), ", ".join(measure.settings.breaks)),
        (_("Source: {words}"), measure.source),
    )
    return [*(words.format(words=more) for words, more in said if more), few]
