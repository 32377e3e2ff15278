"""What is left of a study by the rounds and the filters of the Compare page; the last few are kept."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.widgets.looking import Looking
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.known_names import KnownNames
from coding.analysis.narrowing import of_query, of_rounds
from coding.analysis.selection import Asked, Look
from coding.analysis.words_said import WordsSaid
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

    def look(self, looking: Looking, settings: CompareSettings, done: Callable[[AnalysisData], None]) -> None:
        """Hand on what is asked for: now, or when its words have been looked for on a job."""
        looking.drop()
        rounds, query = key = (settings.rounds, narrowing_query(settings))
        there = of_rounds(self.material, rounds)
        if query == Query():
            done(there)
        elif key in self._known:
            self._known.move_to_end(key)
            done(self._known[key])
        else:
            asked = replace(self._asked, analysis_data=there)
            look = Look(asked, query)

            def take(said: WordsSaid) -> None:
                found = of_query(asked, look.selection(said), in_words_of_query(query))
                self._keep(key, found)
                done(found)

            looking.search(look.words, asked, take)

    def _keep(self, key: tuple[tuple[int, ...], Query], found: AnalysisData) -> None:
        self._known[key] = found
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
