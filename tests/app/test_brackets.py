"""The margin of brackets where many codings stand on one passage, and the tints behind it."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.shell import theme
from app.transcript.brackets import Bracket
from app.transcript.page import CodePage
from coding.model.study import Span

Key = Qt.Key
FIVE = (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5)
ALL = (*FIVE, Key.Key_6, Key.Key_7, Key.Key_8, Key.Key_9, Key.Key_0, Key.Key_Minus, Key.Key_Equal)


@pytest.fixture
def page(code_page: CodePage) -> CodePage:
    return code_page


def give(page: CodePage, keys: tuple[Key, ...]) -> list[Bracket]:
    for key in keys:
        QTest.keyClick(page.view, key)
    page.grab()
    return page.pane.brackets.placed


def lies_on_another(placed: list[Bracket]) -> bool:
    return any(one.chip.intersects(other.chip) for one, other in combinations(placed, 2))


def test_the_chips_of_a_crowded_passage_stand_apart(page: CodePage) -> None:
    placed = give(page, FIVE)
    assert len(placed) == len(page.codings) >= len(FIVE)
    assert not lies_on_another(placed)
    assert all(bracket.chip.right() <= page.pane.brackets.width() for bracket in placed)


def test_they_stand_apart_in_more_rows_than_the_passage_has(page: CodePage) -> None:
    page.resize(920, 700)
    placed = give(page, ALL)
    assert len(placed) == len(page.codings) >= len(ALL)
    assert not lies_on_another(placed)
    assert len({bracket.chip.y() for bracket in placed}) > 4


def test_a_bracket_goes_with_its_coding(page: CodePage) -> None:
    before = {bracket.coding.id for bracket in give(page, ())}
    (new,) = {bracket.coding.id for bracket in give(page, (Key.Key_1,))} - before
    assert new not in {bracket.coding.id for bracket in give(page, (Key.Key_1,))}


def test_brackets_follow_the_text_where_it_scrolls(page: CodePage) -> None:
    page.resize(1100, 160)
    tops = {bracket.coding.id: bracket.top for bracket in give(page, ())}
    page.view.verticalScrollBar().setValue(1)
    after = {bracket.coding.id: bracket.top for bracket in give(page, ())}
    assert after
    assert all(after[coding_id] < tops[coding_id] for coding_id in after)


def test_brackets_follow_the_room_that_is_left(page: CodePage) -> None:
    page.resize(1400, 700)
    wide = {bracket.coding.id: bracket.chip.x() for bracket in give(page, FIVE)}
    page.resize(860, 700)  # the text keeps its lines
    narrow = {bracket.coding.id: bracket.chip.x() for bracket in give(page, ())}
    assert max(narrow.values()) < max(wide.values())


def tint_at(page: CodePage, position: int, share: float) -> QColor:
    """Return the colour behind a character, at a share of its line's height where no letter is."""
    row = page.view.row_of(position, page.view.rows())
    assert row is not None
    picture: QImage = page.view.viewport().grab().toImage()
    return picture.pixelColor(int(row.x(position)) + 2, int(row.top + share * row.height))


def tints(page: CodePage, position: int) -> list[QColor]:
    return [tint_at(page, position, share) for share in (0.2, 0.8)]


def test_dimensions_share_the_height_and_codings_of_one_do_not(page: CodePage) -> None:
    page.view.select_span(Span(48, 71))  # HSC and E&C, of one dimension
    hue = theme.current().hue(page.view.looks.of(page.codings.exactly(page.view.selected)[0]).hue)
    assert tints(page, 60) == [QColor(hue.tint)] * 2
    give(page, (Key.Key_1,))  # of another
    assert sorted(map(str, tints(page, 60))).count(str(QColor(hue.tint))) == 1
