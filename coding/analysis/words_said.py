"""In which stretches of texts words are said: the part of a query that takes long in a large study."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from coding.analysis.analysis_data import Bools, Ints
from coding.language import _
from coding.model.query import NearTerm, RegularExpression, WordTerm
from coding.progress import Progress, silent
from coding.text.expressions import Expression
from coding.text.word_search import expression, near_in, phrases_in, searched

ReadTexts = Callable[[Sequence[int]], Mapping[int, str]]
WordsSaid = Mapping[WordTerm, Bools]  # of each of the words, the stretches in which they are said

_AT_A_TIME: Final = 100  # interviews whose texts are read together


@dataclass(frozen=True, eq=False)
class WordSearch:
    """Words, and the stretches in which they are looked for.

    The stretches are arrays of equal length; offsets are code points, half-open. Only those of the
    ``wanted`` interviews matter.
    """

    terms: tuple[WordTerm, ...]
    wanted: Sequence[int]
    interview_id: Ints
    start: Ints
    end: Ints

    @property
    def has_pattern(self) -> bool:
        """Tell whether a regular expression is among them: nobody knows how long it takes."""
        return any(isinstance(term, RegularExpression) for term in self.terms)

    def found_in(self, read_texts: ReadTexts, progress: Progress = silent) -> dict[WordTerm, Bools]:
        """Tell of each of the words in which stretches they stand whole.

        ``progress`` is told between interviews, and may stop it. Raises TooSlowError.
        """
        found = {term: np.zeros(len(self.start), dtype=np.bool_) for term in self.terms}
        finders = {term: _finder(term) for term in self.terms}
        order = np.argsort(self.interview_id, kind="stable")
        sorted_ids = self.interview_id[order]
        for at in range(0, len(self.wanted), _AT_A_TIME):
            some = self.wanted[at : at + _AT_A_TIME]
            for n, (id_, text) in enumerate(read_texts(some).items()):
                progress(at + n, len(self.wanted), _("Looking for passages"))
                first, last = np.searchsorted(sorted_ids, (id_, id_ + 1))
                here = order[first:last]
                for term in self.terms if len(here) else ():
                    found[term][here] = finders[term](text, self.start[here], self.end[here])
        return found


def _finder(term: WordTerm) -> Callable[[str, Ints, Ints], Bools]:
    """Return what tells the stretches of a text in which words stand whole.

    Raises TooSlowError, when it is called.
    """
    if isinstance(term, RegularExpression):
        return partial(_fits_in, expression(term), term)
    if isinstance(term, NearTerm):
        return lambda text, start, end: _holding(near_in(text, term), start, end)
    return lambda text, start, end: _holding(phrases_in(text, term), start, end)


def _fits_in(looked_for: Expression, pattern: RegularExpression, text: str, start: Ints, end: Ints) -> Bools:
    within, places = searched(text, pattern), zip(start.tolist(), end.tolist(), strict=True)
    return np.array([looked_for.is_in(within[a:b]) for a, b in places], dtype=np.bool_)


def _holding(spans: Sequence[tuple[int, int]] | Ints, start: Ints, end: Ints) -> Bools:
    """Tell the stretches that hold one of these spans, which are in order, whole."""
    if not len(spans):
        return np.zeros(len(start), dtype=np.bool_)
    begins, ends = np.array(spans, dtype=np.int64).T
    soonest = np.append(np.minimum.accumulate(ends[::-1])[::-1], np.iinfo(np.int64).max)
    return soonest[np.searchsorted(begins, start, side="left")] <= end
