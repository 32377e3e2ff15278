"""The voices that groups are made of: whole ones, or taken apart by the question they answer, or by coder."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.columns import Columns
from coding.analysis.groups import By, Grouping
from coding.analysis.question_matching import apart, asked_in, part_of, prompted, prompts
from coding.analysis.speaker_attribution import Spoken, Voices, voices


@dataclass(frozen=True)
class Strata:
    """The voices that groups are made of: whole ones, or one for each question they answer, or each coder.

    ``pieces`` are apart by question only. ``by_strand``: prompted and unprompted are apart, so that a
    passage's groups hang on its strands.
    """

    whole: Voices
    pieces: Voices
    voices: Voices
    columns: Columns
    prompting: Ints
    by_strand: bool = False

    def heard(self, analysis_data: AnalysisData, spoken_: Spoken) -> Ints:
        """Return the part of its voice that is heard in each row."""
        piece = self._piece_heard(analysis_data, spoken_)
        if self.voices is self.pieces:
            return piece
        coder_id = ints(analysis_data.codings, "coder_id")[spoken_.coding]
        return piece + len(self.pieces.kind) * np.searchsorted(_coder_ids(analysis_data), coder_id)

    def _piece_heard(self, analysis_data: AnalysisData, spoken_: Spoken) -> Ints:
        if self.pieces is self.whole:
            return spoken_.voice
        codings = analysis_data.codings.iloc[spoken_.coding]
        question = asked_in(analysis_data).question_at(ints(codings, "interview_id"), spoken_.place)
        basic = self.columns.basic_of_code[ints(codings, "code_id")]
        state = prompted(self.prompting, self.columns, question, basic)
        return part_of(self.pieces, spoken_.voice, question, state)


def strata_of(analysis_data: AnalysisData, by: Collection[By], columns: Columns) -> Strata:
    """Return the voices for these groupings; they are taken apart only where it matters."""
    whole = voices(analysis_data)
    pieces, prompting = whole, np.empty(0, dtype=np.int64)
    if any(isinstance(each, Grouping) and each.is_of_places for each in by):
        prompting = prompts(analysis_data, columns)
        pieces = apart(analysis_data, whole, prompting, columns)
    of_coders = _for_each_coder(analysis_data, pieces) if Grouping.CODER in by else pieces
    return Strata(whole, pieces, of_coders, columns, prompting, Grouping.PROMPTED in by)


def _for_each_coder(analysis_data: AnalysisData, pieces: Voices) -> Voices:
    """Return the voices as each coder has read them, one coder after the other."""
    coder_ids = _coder_ids(analysis_data)
    repeated = {name: np.tile(column, len(coder_ids)) for name, column in vars(pieces).items()}
    return Voices(**repeated | {"coder_id": np.repeat(coder_ids, len(pieces.kind))})


def _coder_ids(analysis_data: AnalysisData) -> Ints:
    return np.array(sorted(coder.id for coder in analysis_data.coders), dtype=np.int64)
