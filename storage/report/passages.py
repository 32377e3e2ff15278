"""What the passages of a report are read from."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.groups import interview_labels
from coding.analysis.passages import Passage
from coding.report.options import SourceStyle
from coding.report.passage_part import PassageReading
from coding.report.sources import Sources
from storage.queries.frames import texts
from storage.queries.places import PassagePlaces


def passage_reading(
    connection: Connection,
    data: AnalysisData,
    style: SourceStyle = SourceStyle.FULL_PLACE,
    *,
    coarse: bool = False,
) -> PassageReading:
    """Return what passages are read from; everything is read when it is first asked for."""
    found = _Texts(connection, ints(data.interviews, "id").tolist())
    places = _Places(connection, data, found)
    return PassageReading(data, found, Sources(data, style, places.of, coarse))


class _Texts(Mapping[int, str]):
    """The texts of interviews, read together when one is first asked for."""

    def __init__(self, connection: Connection, interview_ids: list[int]) -> None:
        self._connection, self._ids = connection, interview_ids

    @cached_property
    def _read(self) -> dict[int, str]:
        return texts(self._connection, self._ids)

    def __getitem__(self, interview_id: int) -> str:
        return self._read[interview_id]

    def __iter__(self) -> Iterator[int]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class _Places:
    """Says in which interview and at which turn a passage stands."""

    def __init__(self, connection: Connection, data: AnalysisData, found: Mapping[int, str]) -> None:
        self._connection, self._data, self._texts = connection, data, found

    @cached_property
    def _turns(self) -> PassagePlaces:
        return PassagePlaces(self._connection)

    @cached_property
    def _labels(self) -> Mapping[int, str]:
        return interview_labels(self._data)

    def of(self, passage: Passage) -> str:
        spot = self._turns.spot(passage.interview_id, passage.start, self._texts)
        return f"{self._labels[passage.interview_id]}, {spot.words}"
