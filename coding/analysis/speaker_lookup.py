"""Who says a stretch of a transcript, coded or not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.attribution import Attributions
from coding.analysis.speaker_attribution import Voices, spoken, voices
from coding.model.study import Span


class SpeakerLookup:
    """Attributes stretches of a study's transcripts; the voices are gathered once."""

    def __init__(self, analysis_data: AnalysisData) -> None:
        """Take the people of this material."""
        self._material = analysis_data
        self._voices: Voices = voices(analysis_data)
        self._attributions = Attributions(analysis_data, self._voices)

    def attributions(self, places: Sequence[tuple[int, Span]]) -> list[str]:
        """Return ``Headteacher, School B, 2015`` for each (interview id, span)."""
        asked = pd.DataFrame(
            [(interview_id, *span) for interview_id, span in places], columns=["interview_id", "start", "end"]
        )
        if asked.empty:
            return []
        heard = spoken(replace(self._material, codings=asked), self._voices, np.arange(len(asked)))
        said_by: list[dict[int, None]] = [{} for _place in places]
        pairs: list[tuple[int, int]] = list(zip(heard.coding.tolist(), heard.voice.tolist(), strict=True))
        for place, voice in pairs:
            said_by[place][voice] = None
        return [self._attributions.of(list(voices_)).attribution for voices_ in said_by]
