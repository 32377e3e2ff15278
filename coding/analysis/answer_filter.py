"""Which answers a query finds: somebody who is asked for speaks, and they carry what is asked for."""

from dataclasses import replace

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.answers import as_codings
from coding.analysis.by_question import said_to_questions, units_of_codings, units_of_said
from coding.analysis.selection import Selection
from coding.analysis.speaker_attribution import spoken, voices
from coding.model.query import Query


def answering(data: AnalysisData, selection: Selection) -> AnalysisData:
    """Return a material in which only the answers that a query finds are answers; they stay whole.

    An answer is found if any who is asked for speaks in it and, where codes or words are asked for, if any
    coding in it is found.
    """
    if selection.query == Query():
        return data
    units = _spoken_by(data, selection)
    if selection.query.is_of_codings:
        codings, of = units_of_codings(data)
        units = np.intersect1d(units, of[selection.codings[codings]])
    return replace(data, only_answers=frozenset(units.tolist()))


def _spoken_by(data: AnalysisData, selection: Selection) -> Ints:
    said, everybody = said_to_questions(data), voices(data)
    stretches = replace(data, codings=as_codings(said[["interview_id", "start", "end"]]))
    heard = spoken(stretches, everybody, np.arange(len(said)))
    asked_for = selection.voices[heard.voice]
    return np.unique(units_of_said(said)[heard.coding[asked_for]])
