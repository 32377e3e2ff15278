"""Cases by codes: how often each strand stands in an interview, a turn, a passage, or with a person.

For programs that count on. A strand is counted once a passage and coder, as everywhere; a passage over
several turns, or by several people, counts in each.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.columns import Column, columns_of
from coding.analysis.speaker_attribution import spoken, voices
from coding.analysis.tally import passages
from coding.language import N_

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


class CaseUnit(StrEnum):
    """What a row is."""

    INTERVIEW = N_("interview")
    TURN = N_("turn")
    PASSAGE = N_("passage")
    PERSON = N_("person")


def case_key(one: int, other: int) -> int:
    """Return what tells a turn (interview, place) or a person in a round (person, round) from all others."""
    return (one << 32) | other


def columns_of_cases(analysis_data: AnalysisData) -> tuple[Column, ...]:
    """Return the columns: every strand, and the dimensions that are coded alone."""
    return columns_of(analysis_data.framework, analysis_data.coded).basic


def counts_of_cases(analysis_data: AnalysisData, unit: CaseUnit) -> dict[int, dict[Column, int]]:
    """Return how often the strands stand in each case that has any, by its key.

    That is the id of an interview, the number of a passage, or a case_key.
    """
    columns = columns_of(analysis_data.framework, analysis_data.coded)
    coding, key = _keys(analysis_data, unit)
    strand = columns.basic_of_code[ints(analysis_data.codings, "code_id")[coding]]
    passage = passages(analysis_data)[coding]
    rows = np.unique(np.stack((key, strand, passage), axis=1), axis=0)
    found: dict[int, dict[Column, int]] = {}
    triples: list[tuple[int, int, int]] = rows.tolist()
    for case, at, _passage in triples:
        counts = found.setdefault(case, {})
        column = columns.columns[at]
        counts[column] = counts.get(column, 0) + 1
    return found


def _keys(analysis_data: AnalysisData, unit: CaseUnit) -> tuple[Ints, Ints]:
    """Return positions of codings, each with a case that it is in."""
    every = np.arange(len(analysis_data.codings))
    interview_id = ints(analysis_data.codings, "interview_id")
    if unit is CaseUnit.INTERVIEW:
        return every, interview_id
    if unit is CaseUnit.PASSAGE:
        return every, passages(analysis_data)
    everybody = voices(analysis_data)
    heard = spoken(analysis_data, everybody, every)
    if unit is CaseUnit.TURN:
        return heard.coding, (interview_id[heard.coding] << 32) | heard.place
    round_id = ints(analysis_data.interviews, "round_id")[analysis_data.row_of(interview_id[heard.coding])]
    return heard.coding, (everybody.person_id[heard.voice] << 32) | round_id


def variable_names(labels: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """Return a name for each label that R and SPSS take: letters, digits and _, a letter first."""
    used = {name.casefold() for name in taken}
    found: dict[str, str] = {}
    for label in labels:
        usual = _NO_NAME.sub("_", label.replace("&", "and")).strip("_")[:40]
        usual = usual if usual[:1].isalpha() else f"c_{usual}".rstrip("_")
        name, number = usual, 1
        while name.casefold() in used:
            number += 1
            name = f"{usual}_{number}"
        used.add(name.casefold())
        found[label] = name
    return found
