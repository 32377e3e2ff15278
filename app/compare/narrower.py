"""What is left of a study by the rounds and the filters of the Compare page; the last few are kept."""

from collections import OrderedDict
from dataclasses import replace
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.known_names import KnownNames
from coding.analysis.narrowing import of_query, of_rounds
from coding.analysis.selection import Asked, select
from coding.model.query import Query
from coding.query.chips import in_words_of_query
from coding.query.kept_settings import narrowing_query

_KEPT: Final = 4


class Narrower:
    """Narrows one material."""

    def __init__(self, asked: Asked) -> None:
        """Narrow nothing yet."""
        self._asked = asked
        self._known: OrderedDict[tuple[tuple[int, ...], Query], AnalysisData] = OrderedDict()

    @property
    def material(self) -> AnalysisData:
        """The whole of it."""
        return self._asked.analysis_data

    @property
    def names(self) -> KnownNames:
        """What the study calls things."""
        return self._asked.names

    def narrowed(self, settings: CompareSettings) -> AnalysisData:
        """Return what is asked for."""
        key = (settings.rounds, narrowing_query(settings))
        if key not in self._known:
            self._known[key] = self._narrow(*key)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]

    def _narrow(self, rounds: tuple[int, ...], query: Query) -> AnalysisData:
        there = of_rounds(self.material, rounds)
        if query == Query():
            return there
        asked = replace(self._asked, analysis_data=there)
        return of_query(asked, select(asked, query), in_words_of_query(query))
