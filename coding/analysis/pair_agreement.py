"""What is shown of two coders: how far they agree, what they differ on, and what was settled of it.

Page, command line and report all take their figures from here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from coding.analysis.agreed_set import agreed_codings
from coding.analysis.agreement import FEWEST, Agreement, CategoryAgreement, Part, agreement, within_interview
from coding.analysis.agreement_categories import Categories, by_dimension, by_direction, by_stage, by_strand
from coding.analysis.agreement_units import (
    AgreementUnits,
    character_units,
    participants_turns,
    passage_units,
    sentence_units,
    sentences_of,
    turn_units,
)
from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.coefficients import Coefficient
from coding.analysis.disagreements import ComparedCodings, compared
from coding.analysis.overlaps import CountWords
from coding.analysis.recoding import clipped
from coding.language import N_, _, plural
from coding.model.agreement import Measuring, UnitKind
from coding.model.labelled_choice import LabelledChoice
from coding.model.settling import AgreedCoding, KeptFigures, KeptRow

ReadTexts = Callable[[Sequence[int]], Mapping[int, str]]


class Across(LabelledChoice):
    """What a table of agreement has a row for."""

    STRAND = "strand", N_("strand")
    DIMENSION = "dimension", N_("dimension")
    INTERVIEW = "interview", N_("interview")
    STAGE = "stage", N_("stage")
    DIRECTION = "direction", N_("direction")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A row of the table: what it is about, its figures, and the codings behind each part of them."""

    label: str
    name: str
    hue: str
    figures: CategoryAgreement
    coding_ids: Callable[[Part], Ints]

    def count(self, part: Part) -> int | None:
        """Return how many units are in a part; None where nobody can count them."""
        table = self.figures.table
        assert table is not None
        of_part = {
            Part.BOTH: table.both,
            Part.FIRST_ONLY: table.first_only,
            Part.SECOND_ONLY: table.second_only,
            Part.NEITHER: table.neither,
        }
        return of_part[part]


@dataclass(frozen=True)
class PairAgreement:
    """Two coders (ids) on the interviews that both have read, measured in one way."""

    analysis_data: AnalysisData
    coders: tuple[int, int]
    interview_ids: tuple[int, ...]
    measuring: Measuring
    units: AgreementUnits
    compared: ComparedCodings
    count_words: CountWords

    def is_of(
        self,
        data: AnalysisData,
        coders: tuple[int, int],
        interview_ids: Collection[int],
        measuring: Measuring,
    ) -> bool:
        """Tell whether it would be found just so: same codings, framework, coders, interviews, measuring.

        Whoever keeps it lets go of it where a text or who speaks has changed.
        """
        asked = (coders, tuple(sorted(interview_ids)), measuring)
        same = (self.coders, self.interview_ids, self.measuring) == asked
        framework = self.analysis_data.framework == data.framework
        return same and framework and self.analysis_data.codings.equals(_theirs(data, coders, interview_ids))

    @cached_property
    def by_strand(self) -> Agreement:
        """Agreement strand by strand."""
        return self._agreement(by_strand(self.analysis_data.framework, self.analysis_data.codings))

    def _agreement(self, categories: Categories) -> Agreement:
        data, read = self.analysis_data, dict.fromkeys(self.coders, self.interview_ids)
        return agreement(data.codings, self.coders, self.units, categories, read=read, fewest=FEWEST)

    def rows(self, across: Across) -> list[AgreementRow]:
        """Return the rows of a table; strands that neither coded are left out."""
        data = self.analysis_data
        match across:
            case Across.STRAND:
                return _rows_of(self.by_strand)
            case Across.DIMENSION:
                return _rows_of(self._agreement(by_dimension(data.framework, data.codings)))
            case Across.STAGE:
                return _rows_of(self._agreement(by_stage(data.framework, data.codings)))
            case Across.DIRECTION:
                return _rows_of(self._agreement(by_direction(data.codings)))
            case Across.INTERVIEW:
                return [self._of_interview(id_) for id_ in self.interview_ids]

    def _of_interview(self, interview_id: int) -> AgreementRow:
        within = within_interview(self.by_strand, interview_id)
        return replace(total_row(within), label=self.titles[interview_id])

    @cached_property
    def titles(self) -> dict[int, str]:
        """The titles of the interviews by id."""
        interviews = self.analysis_data.interviews
        return dict(zip(ints(interviews, "id").tolist(), interviews["title"].tolist(), strict=True))

    @property
    def total(self) -> AgreementRow:
        """The row of all strands together."""
        return total_row(self.by_strand)

    @property
    def outside(self) -> Ints:
        """The codings that lie on no unit: in the interviewer's words, where turns are participants'."""
        return ints(self.analysis_data.codings, "id")[self.units.outside(self.analysis_data.codings)]

    def alike(self, interview_id: int) -> tuple[AgreedCoding, ...]:
        """Return what both have alike in an interview, as the agreed set has it."""
        return agreed_codings(self.analysis_data.framework, self.compared.within(interview_id).same)

    def units_in_words(self) -> str:
        """Return over how many units the figures go: ``148 turns of participants, 4 interviews``."""
        counted = counted_units(self.measuring.unit, self.by_strand.n_units)
        if self.measuring.unit is not UnitKind.PASSAGE:
            counted = _("{units} of participants").format(units=counted)
        interviews = plural("{n} interview", "{n} interviews", len(self.interview_ids))
        return f"{counted}, {interviews}"

    def kept(self, coder_guids: tuple[str, str], interview_guids: Iterable[str]) -> KeptFigures:
        """Return the figures as they are now, to be kept before anything is settled."""
        rows = [*self.rows(Across.STRAND), self.total]
        return KeptFigures(
            *coder_guids,
            tuple(interview_guids),
            self.measuring,
            len(self.compared.same),
            self.compared.by_either,
            tuple(self._kept_row(row) for row in rows),
        )

    def _kept_row(self, row: AgreementRow) -> KeptRow:
        both, first, second, neither = (row.count(part) for part in Part)
        coefficient = row.figures.of(self.measuring.coefficient)
        shown = coefficient.why_not if coefficient.value is None else f"{coefficient.value:.4f}"
        return KeptRow(row.label, both or 0, first or 0, second or 0, neither, shown)


def pair_agreement(
    analysis_data: AnalysisData,
    coders: tuple[int, int],
    interview_ids: Collection[int],
    measuring: Measuring,
    read_texts: ReadTexts,
    passages: pd.DataFrame | None = None,
) -> PairAgreement:
    """Return what is shown of two coders on these interviews; ``analysis_data`` has their codings.

    Where they read ``passages`` only (interview_id, start, end), the units are what lies in these, and the
    codings are cut off at their edges.
    """
    ids = sorted(interview_ids)
    data = replace(analysis_data, codings=_theirs(analysis_data, coders, ids))
    count = analysis_data.count_words
    assert count is not None, "words are counted from the study"
    found = compared(data.framework, data.codings, coders, count, measuring.share / 100)
    units = _units(data, ids, measuring, count, read_texts, passages)
    return PairAgreement(data, coders, tuple(ids), measuring, units, found, count)


def alpha_of_all(
    analysis_data: AnalysisData,
    read: Mapping[int, Collection[int]],
    measuring: Measuring,
    read_texts: ReadTexts,
) -> Coefficient:
    """Return alpha of whole sets over all coders; ``read`` has the interviews that each is done with.

    ``analysis_data`` has the codings of all of them. What only one has read drops out.
    """
    ids = sorted({id_ for theirs in read.values() for id_ in theirs})
    data = replace(analysis_data, codings=_theirs(analysis_data, tuple(read), ids))
    count = data.count_words
    assert count is not None, "words are counted from the study"
    units = _units(data, ids, measuring, count, read_texts, None)
    categories = by_strand(data.framework, data.codings)
    return agreement(data.codings, tuple(read), units, categories, read=read).overall.alpha


def _theirs(data: AnalysisData, coders: tuple[int, ...], interview_ids: Collection[int]) -> pd.DataFrame:
    """Return the codings of two coders in these interviews."""
    codings = data.codings
    mine = np.isin(ints(codings, "interview_id"), list(interview_ids))
    mine &= np.isin(ints(codings, "coder_id"), coders)
    return codings[mine].reset_index(drop=True)


def _units(
    data: AnalysisData,
    ids: Sequence[int],
    measuring: Measuring,
    count: CountWords,
    read_texts: ReadTexts,
    passages: pd.DataFrame | None,
) -> AgreementUnits:
    if measuring.unit is UnitKind.PASSAGE:
        return passage_units(data.codings, count, measuring.share / 100, measuring.passages)
    turns = participants_turns(data, np.array(ids, dtype=np.int64))
    if passages is not None:
        turns = clipped(turns, passages).sort_values(list(turns.columns), ignore_index=True)
    match measuring.unit:
        case UnitKind.SENTENCE:
            return sentence_units(data.codings, sentences_of(turns, read_texts(ids)))
        case UnitKind.CHARACTER:
            return character_units(data.codings, turns)
        case _:
            return turn_units(data.codings, turns)


def total_row(found: Agreement) -> AgreementRow:
    """Return the row of everything together."""
    return AgreementRow(_("all"), "", "", found.overall, lambda part: _ids_of_all(found, part))


def counted_units(unit: UnitKind, n: int) -> str:
    """Return so many units in words: ``148 turns``."""
    return {
        UnitKind.TURN: plural("{n:,} turn", "{n:,} turns", n),
        UnitKind.SENTENCE: plural("{n:,} sentence", "{n:,} sentences", n),
        UnitKind.PASSAGE: plural("{n:,} passage", "{n:,} passages", n),
        UnitKind.CHARACTER: plural("{n:,} character", "{n:,} characters", n),
    }[unit]


def _rows_of(found: Agreement) -> list[AgreementRow]:
    return [
        AgreementRow(
            category.label,
            category.name,
            category.hue,
            figures,
            lambda part, category=category: found.coding_ids(category, part),
        )
        for category, figures in found.rows.items()
    ]


def _ids_of_all(found: Agreement, part: Part) -> Ints:
    ids = [found.coding_ids(category, part) for category in found.rows]
    return np.unique(np.concatenate([np.empty(0, dtype=np.int64), *ids]))
