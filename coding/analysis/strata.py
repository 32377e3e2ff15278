"""The voices that groups are made of: whole ones, or taken apart by the question they answer."""

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
    """The voices that groups are made of: whole ones, or one for each question they answer.

    ``by_strand``: prompted and unprompted are apart, so that a passage's groups hang on its strands.
    """

    whole: Voices
    voices: Voices
    columns: Columns
    prompting: Ints
    by_strand: bool = False

    def heard(self, analysis_data: AnalysisData, spoken_: Spoken) -> Ints:
        """Return the part of its voice that is heard in each row."""
        if self.voices is self.whole:
            return spoken_.voice
        codings = analysis_data.codings.iloc[spoken_.coding]
        question = asked_in(analysis_data).question_at(ints(codings, "interview_id"), spoken_.place)
        basic = self.columns.basic_of_code[ints(codings, "code_id")]
        state = prompted(self.prompting, self.columns, question, basic)
        return part_of(self.voices, spoken_.voice, question, state)


def strata_of(analysis_data: AnalysisData, by: Collection[By], columns: Columns) -> Strata:
    """Return the voices for these groupings; they are taken apart only where it matters."""
    whole = voices(analysis_data)
    if not any(isinstance(each, Grouping) and each.is_of_places for each in by):
        return Strata(whole, whole, columns, np.empty(0, dtype=np.int64))
    prompting = prompts(analysis_data, columns)
    pieces = apart(analysis_data, whole, prompting, columns)
    return Strata(whole, pieces, columns, prompting, Grouping.PROMPTED in by)
