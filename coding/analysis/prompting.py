"""Whether a strand was asked for: by a question of the round's list, by name just before, or neither."""

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints
from coding.analysis.columns import Columns, columns_of
from coding.analysis.question_matching import Prompted, asked_in, prompted, prompts
from coding.analysis.speaker_attribution import Spoken, spoken, voices
from coding.model.framework import Framework
from coding.model.study import SpeakerKind
from coding.text.words import words

_BACK_CHANNEL: Final = 3  # words: "Mm.", "Go on then." ask nothing


class PromptedBy(IntEnum):
    """What a coding's words answer, as far as its strand goes."""

    NOT_KNOWN = 0  # no question was recognised in the interview, and the strand was not named
    LIST = 1  # a question of the round's list asks about the strand
    NAME = 2  # the interviewer named it in the turn just before
    NEITHER = 3


def prompted_by(analysis_data: AnalysisData, texts: Mapping[int, str]) -> Ints:
    """Return what prompted each coding (PromptedBy), in the order of the codings.

    ``texts`` are the interviews' by id. The turn just before is the interviewer's last that asks
    anything: more than three words, or a question mark. A strand is named by its name or another spelling
    of it, by those of its sub-strands, or by its abbreviation in capitals as the codebook has it.
    """
    framework, n = analysis_data.framework, len(analysis_data.codings)
    columns = columns_of(framework, {code.id for code in framework.codes})
    heard = spoken(analysis_data, voices(analysis_data), np.arange(n))
    basic = columns.basic_of_code[ints(analysis_data.codings, "code_id")][heard.coding]
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    question_id = asked_in(analysis_data).question_at(interview_id, heard.start)
    state = prompted(prompts(analysis_data, columns), columns, question_id, basic)
    found = np.full(n, int(PromptedBy.NOT_KNOWN))
    found[heard.coding[state == Prompted.UNPROMPTED]] = PromptedBy.NEITHER
    found[heard.coding[_named(analysis_data, texts, columns, heard, basic)]] = PromptedBy.NAME
    found[heard.coding[state == Prompted.PROMPTED]] = PromptedBy.LIST
    return found


def _named(
    analysis_data: AnalysisData, texts: Mapping[int, str], columns: Columns, heard: Spoken, basic: Ints
) -> Bools:
    """Tell the rows of what is heard before which the interviewer names the strand."""
    interview_id = ints(analysis_data.codings, "interview_id")[heard.coding]
    asking = _asking_turns(analysis_data, texts, np.unique(interview_id))
    keys = np.array([key for key, _words in asking], dtype=np.int64)
    at = np.searchsorted(keys, (interview_id << 32) | heard.place) - 1
    there = (at >= 0) & (np.append(keys, -1)[at] >> 32 == interview_id)
    pattern = [_names_of(analysis_data.framework, column.code_id) for column in columns.basic]
    known: dict[tuple[int, int], bool] = {}
    for row in np.flatnonzero(there).tolist():
        pair = (int(at[row]), int(basic[row]))
        if pair not in known:
            known[pair] = pattern[pair[1]].search(asking[pair[0]][1]) is not None
        there[row] = known[pair]
    return there


def _asking_turns(
    analysis_data: AnalysisData, texts: Mapping[int, str], interview_ids: Ints
) -> list[tuple[int, str]]:
    """Return the interviewers' turns that ask anything: a number of interview and place, and the words."""
    speakers, turns = analysis_data.speakers, analysis_data.read_turns(interview_ids)
    asking = ints(speakers, "id")[(speakers["kind"] == SpeakerKind.INTERVIEWER).to_numpy(np.bool_)]
    theirs = turns[np.isin(ints(turns, "speaker_id"), asking)]
    columns = (ints(theirs, name).tolist() for name in ("interview_id", "start", "end"))
    found = [((id_ << 32) | start, texts[id_][start:end]) for id_, start, end in zip(*columns, strict=True)]
    return [(key, said) for key, said in found if "?" in said or words(said, 0, len(said)) > _BACK_CHANNEL]


def _names_of(framework: Framework, code_id: int) -> re.Pattern[str]:
    """Return what finds a strand's names as words of their own; of a dimension alone only its own."""
    alone = framework.is_group(code_id)
    codes = (framework.by_id[code_id],) if alone else tuple(framework.below(code_id))
    names = [
        *(
            rf"(?i:{re.escape(name)})"
            for code in codes
            for name in (code.name, code.label, *code.aliases)
            if name
        ),
        *(re.escape(code.abbreviation) for code in codes if code.abbreviation),
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
