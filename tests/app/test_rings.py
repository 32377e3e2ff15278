"""What is large is let go of with whoever held it, and does not wait for a search for garbage.

Such a search comes once in many millions of new objects: what waits for it is eight megabytes a coding in a
study of 1,000 interviews.
"""

import gc
from collections.abc import Callable, Iterator
from typing import cast
from weakref import ref

import pytest

from app.passages.row_details import RowDetails
from app.widgets.table import TableColumn
from coding.analysis.analysis_data import AnalysisData
from coding.model.study import Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.moves import Moves
from storage.study.connection import in_memory


class Large:
    """Something that nobody wants to keep."""

    def __str__(self) -> str:
        return "Trust"


def column(large: Large) -> object:
    made = TableColumn[int]("Name", lambda _row: str(large))
    assert "Name: Trust" in [answer(1) for answer in made.answers.values()]
    return made


def details(large: Large) -> object:
    return RowDetails(in_memory(), cast("AnalysisData", large))


def moves(large: Large) -> object:
    speaker = Speaker(1, str(large), SpeakerKind.PARTICIPANT, None)
    made = Moves(Transcript(1, "One. Two.", (Turn(0, 0, 9, 1, None),), (speaker,), ()))
    assert made.sentence_at(0) == Span(0, 4)
    vars(made)["large"] = large
    return made


@pytest.fixture
def no_collecting() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collecting")
@pytest.mark.parametrize("make", [column, details, moves])
def test_nothing_goes_round_in_a_ring(make: Callable[[Large], object]) -> None:
    large = Large()
    holder, gone = make(large), ref(large)
    del large, holder
    assert gone() is None
