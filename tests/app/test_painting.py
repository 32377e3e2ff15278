"""What is painted behind the words of a transcript."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from app.shell import theme
from app.transcript.coding_style import CodingStyle
from app.transcript.page import CodePage
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


@pytest.fixture
def contrast() -> Iterator[None]:
    theme.choose("contrast")
    yield
    theme.choose("light")


def colours_behind(page: CodePage) -> set[str]:
    """Return the colours of the lines on view, but for shades of grey and of the selection's edge."""
    page.refresh_look()
    image = page.view.viewport().grab().toImage()
    everywhere = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = {image.pixel(x, y) & 0xFFFFFF for x, y in everywhere}
    return {QColor(colour).name() for colour in found}


@pytest.mark.usefixtures("contrast")
def test_in_high_contrast_coded_words_are_underlined_and_nothing_is_tinted(code_page: CodePage) -> None:
    seen, hue = colours_behind(code_page), theme.current().hue("amber")
    assert hue.mark in seen
    assert theme.LIGHT.hue("amber").tint not in seen


def test_elsewhere_they_are_tinted(code_page: CodePage) -> None:
    assert theme.LIGHT.hue("amber").tint in colours_behind(code_page)
