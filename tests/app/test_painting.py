"""What is painted behind the words of a transcript."""

from app.transcript.coding_style import CodingStyle
from app.transcript.painting import edges_between
from coding.model.study import Span

BLUE = CodingStyle("blue", "JPD", "", 0, faint=False, dimension_only=False)
ALSO_BLUE = CodingStyle("blue", "TI", "", 0, faint=False, dimension_only=False)
GREEN = CodingStyle("green", "DI", "", 2, faint=False, dimension_only=False)


def test_passages_of_one_dimension_that_touch_have_an_edge_between_them() -> None:
    assert edges_between([(Span(0, 5), BLUE), (Span(5, 9), ALSO_BLUE)]) == [(5, "blue")]
    assert edges_between([(Span(0, 5), BLUE), (Span(6, 9), BLUE)]) == [(6, "blue")]


def test_others_have_none() -> None:
    assert edges_between([(Span(0, 5), BLUE), (Span(5, 9), GREEN)]) == []
    assert edges_between([(Span(0, 5), BLUE), (Span(7, 9), BLUE)]) == []
    assert edges_between([(Span(0, 5), BLUE), (Span(0, 5), ALSO_BLUE), (Span(3, 9), BLUE)]) == []
