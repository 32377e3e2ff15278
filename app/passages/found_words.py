"""How much was found, in words."""

from coding.analysis.analysis_data import AnalysisData, distinct
from coding.analysis.passage_counts import passages_in_words
from coding.analysis.passages import Passages
from coding.analysis.selection import Selection
from coding.analysis.speaker_attribution import voices
from coding.language import _, plural


def found_in_words(found: Passages, selection: Selection, data: AnalysisData, *, answers: bool) -> str:
    """Say how many passages or ``answers`` are found, and in how many interviews; nothing where none are.

    Whoever narrows who and where down narrows the interviews, too.
    """
    n = len(found)
    if not n:
        return ""
    there = voices(found.analysis_data).interview_id[selection.voices]
    some = len(distinct(found.interview_ids))
    everywhere = plural("{n} interview", "{n} interviews", len(distinct(there)))
    interviews = _("{n} of {all}").format(n=some, all=everywhere)
    if answers:
        counted = plural("{n} answer", "{n} answers", n)
    else:
        counted = _("{passages} with {codings}").format(
            passages=passages_in_words(data, selection.codings),
            codings=plural("{n} coding", "{n} codings", int(selection.codings.sum())),
        )
    return _("{counted} in {interviews}").format(counted=counted, interviews=interviews)
