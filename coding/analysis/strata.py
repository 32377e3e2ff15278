"""The voices that groups are made of: whole ones, or taken apart by question, by coder, by direction."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.columns import Columns
from coding.analysis.groups import By, Grouping
from coding.analysis.question_matching import apart, asked_in, part_of, prompted, prompts
from coding.analysis.speaker_attribution import Spoken, Voices, voices
from coding.model.code_labels import DIRECTIONS


@dataclass(frozen=True)
class Strata:
    """The voices that groups are made of: whole ones, or one for each question, coder or direction.

    ``pieces`` are apart by question only. ``by_strand``: what is prompted, or the directions, are apart, so
    that a passage's groups hang on its strands.
    """

    whole: Voices
    pieces: Voices
    voices: Voices
    columns: Columns
    prompting: Ints
    by_strand: bool = False

    def heard(self, analysis_data: AnalysisData, spoken_: Spoken) -> Ints:
        """Return the part of its voice that is heard in each row."""
        voice, n = self._piece_heard(analysis_data, spoken_), len(self.pieces.kind)
        if self.voices.coder_id.any():
            coder_ids = _coder_ids(analysis_data)
            coder_id = ints(analysis_data.codings, "coder_id")[spoken_.coding]
            voice = voice + n * np.searchsorted(coder_ids, coder_id)
            n *= len(coder_ids)
        if self.voices.direction.any():
            voice = voice + n * ints(analysis_data.codings, "direction")[spoken_.coding]
        return voice

    def _piece_heard(self, analysis_data: AnalysisData, spoken_: Spoken) -> Ints:
        if self.pieces is self.whole:
            return spoken_.voice
        codings = analysis_data.codings.iloc[spoken_.coding]
        question = asked_in(analysis_data).question_at(ints(codings, "interview_id"), spoken_.start)
        basic = self.columns.basic_of_code[ints(codings, "code_id")]
        state = prompted(self.prompting, self.columns, question, basic)
        return part_of(self.pieces, spoken_.voice, question, state)


def strata_of(analysis_data: AnalysisData, by: Collection[By], columns: Columns) -> Strata:
    """Return the voices for these groupings; they are taken apart only where it matters."""
    whole = voices(analysis_data)
    pieces, prompting = whole, np.empty(0, dtype=np.int64)
    asked_of = analysis_data.asked_of
    by_place = any(isinstance(each, Grouping) and each.is_of_places for each in by)
    if by_place or (asked_of is not None and asked_of.by_place):
        prompting = prompts(analysis_data, columns)
        pieces = apart(analysis_data, whole, prompting, columns)
    apart_too = pieces
    if Grouping.CODER in by:
        apart_too = _for_each(apart_too, "coder_id", _coder_ids(analysis_data))
    if Grouping.DIRECTION in by:
        apart_too = _for_each(apart_too, "direction", np.arange(len(DIRECTIONS)))
    by_strand = bool({Grouping.PROMPTED, Grouping.DIRECTION} & set(by))
    by_strand |= asked_of is not None and asked_of.by_strand
    return Strata(whole, pieces, apart_too, columns, prompting, by_strand)


def _for_each(some: Voices, column: str, values: Ints) -> Voices:
    """Return the voices once for each coder who has read them, or each direction, one after the other."""
    repeated = {name: np.tile(each, len(values)) for name, each in vars(some).items()}
    return Voices(**repeated | {column: np.repeat(values, len(some.kind))})


def _coder_ids(analysis_data: AnalysisData) -> Ints:
    return np.array(sorted(coder.id for coder in analysis_data.coders), dtype=np.int64)
