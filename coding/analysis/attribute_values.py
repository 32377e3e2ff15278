"""What a study says of interviews and people beside the usual, as a grouping of voices.

A voice has its interview's value, or its person's; nobody in particular has what all people of the
interview share. Two spellings that differ in case only are one value.
"""

from collections.abc import Iterable

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.speaker_attribution import NOT_KNOWN, Voices, shared
from coding.text.names import name_key
from coding.text.sorting import natural_key


def values_of(analysis_data: AnalysisData, attribute_id: int) -> tuple[str, ...]:
    """Return the values of an attribute, each once, as a person would order them."""
    written: dict[str, str] = {}
    for value in analysis_data.attribute_values:
        if value.attribute_id == attribute_id:
            written.setdefault(name_key(value.value), value.value)
    return tuple(sorted(written.values(), key=natural_key))


def values_of_voices(analysis_data: AnalysisData, voices: Voices, attribute_id: int) -> Ints:
    """Return each voice's value: its position among the attribute's, from 1, or NOT_KNOWN."""
    place = {name_key(value): at for at, value in enumerate(values_of(analysis_data, attribute_id), 1)}
    mine = [value for value in analysis_data.attribute_values if value.attribute_id == attribute_id]
    of_interview = {v.interview_id: place[name_key(v.value)] for v in mine if v.interview_id}
    of_person = {v.person_id: place[name_key(v.value)] for v in mine if v.person_id}
    found = _looked_up(of_interview.items(), voices.interview_id)
    if not of_person:
        return found
    interview_id, person_id = analysis_data.taking_part
    theirs = _looked_up(of_person.items(), person_id)
    together = shared(analysis_data.row_of(interview_id), theirs, len(analysis_data.interviews))
    nobody = together[analysis_data.row_of(voices.interview_id)]
    own = _looked_up(of_person.items(), voices.person_id)
    return np.where(found > 0, found, np.where(voices.person_id == NOT_KNOWN, nobody, own))


def _looked_up(pairs: Iterable[tuple[int | None, int]], ids: Ints) -> Ints:
    table = np.array(sorted((id_ or 0, value) for id_, value in pairs), dtype=np.int64).reshape(-1, 2)
    at = np.searchsorted(table[:, 0], ids)
    return np.where(np.append(table[:, 0], -1)[at] == ids, np.append(table[:, 1], 0)[at], NOT_KNOWN)
