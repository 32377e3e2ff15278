"""Find in all interviews: hits with their context, and the way to their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app.search.hit_list import Heading, ShownHit, _laid_out
from app.search.page import FindPage
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from coding.model.study import Span
from storage.operations.people import set_post
from storage.queries.searching import Hit
from storage.study import schema
from storage.study.operation import WriteContext, operation

Key = Qt.Key


@operation("Add a document")
def _add_document(w: WriteContext, turns: int) -> None:
    text = "\n".join(["we trust them"] * turns)
    interview_id = w.add(schema.interview, title="Minutes", round_id=1)
    w.connection.execute(insert(schema.transcript).values(id=interview_id, text=text))
    for at in range(turns):
        w.add(schema.turn, transcript_id=interview_id, start=at * 14, end=at * 14 + 13)


@pytest.fixture
def page(open_study: OpenStudy, qtbot: QtBot) -> FindPage:
    widget = FindPage(open_study)
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    widget.refresh_if_stale()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def places(page: FindPage) -> list[Place]:
    found: list[Place] = []
    page.place_chosen.connect(found.append)
    return found


def test_hits_say_where_they_are_and_who_speaks(page: FindPage) -> None:
    page.go(Place("find", detail="hard"))
    heading, hit = page.model.rows
    assert isinstance(heading, Heading)
    assert isinstance(hit, ShownHit)
    assert heading.text == "B2 · Headteacher and deputy, School B, 2015"
    assert (hit.text, hit.attribution) == (
        "And we say hard things. [unintelligible 00:01:10]",
        "Deputy, School B, 2015",
    )
    assert [hit.text[start : start + length] for start, length in hit.matches()] == ["hard"]
    assert page.count.text() == "1 turn in 1 interview"


def test_it_is_searched_and_opened_by_keyboard_alone(page: FindPage, places: list[Place]) -> None:
    page.go(Place("find"))
    QTest.keyClicks(page.field, "trust")
    QTest.keyClick(page.field, Key.Key_Return)
    QTest.keyClick(page.hits, Key.Key_Return)
    assert places == [Place("code", 1, 26, 31)]
    assert page.place() == Place("find", detail="trust")


@pytest.mark.parametrize("before", ["", "é ", "😀 ", "a😀🧒b ", "𝔸\u0301", "字 😀"])
@pytest.mark.parametrize("word", ["hard", "h😀rd", "😀"])
def test_the_match_is_bold_whatever_stands_before_it(before: str, word: str, qapp: object) -> None:
    text = f"{before}{word} things 😀"
    hit = Hit(1, 1, (Span(70, 70 + len(word)),), text, 70 - len(before), cut_before=True, cut_after=False)
    (bold,) = _laid_out(ShownHit(hit, ""), 600).formats()
    units = f"… {text}".encode("utf-16-le")
    start, length = 2 * bold.start, 2 * bold.length  # pyright: ignore[reportAttributeAccessIssue]
    assert units[start : start + length].decode("utf-16-le") == word


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Down])
def test_the_hit_that_the_keyboard_is_at_is_seen(page: FindPage, key: Key) -> None:
    page.go(Place("find"))
    QTest.keyClicks(page.field, "trust")
    QTest.keyClick(page.field, key)
    assert page.hits.hasFocus()
    assert page.hits.selectedIndexes() == [page.model.index(1)]


def test_a_click_opens_a_hit(page: FindPage, places: list[Place]) -> None:
    page.go(Place("find", detail="trust"))
    at = page.hits.visualRect(page.model.index(1)).center()
    QTest.mouseClick(page.hits.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert len(places) == 1


def test_more_hits_are_shown_below(page: FindPage) -> None:
    page.open_study.perform(_add_document(60))
    page.go(Place("find", detail="trust"))
    assert len(page.model.hits) == 50
    assert page.count.text() == "61 turns in 2 interviews"
    page.more.click()
    assert len(page.model.hits) == 61
    assert [row.text for row in page.model.rows if isinstance(row, Heading)][1:] == ["Minutes, 2014"]
    assert not page.more.isVisible()


def test_a_corrected_post_shows_at_once(page: FindPage) -> None:
    page.go(Place("find", detail="hard"))
    page.open_study.perform(set_post(2, 2, 1, 3, "Assistant head"))
    assert page.model.hits[0].attribution == "Assistant head, School A, 2015"


def test_nothing_found_says_how_it_is_searched(page: FindPage) -> None:
    page.go(Place("find", detail="xyzzy"))
    assert page.count.text().startswith("Nothing found.")


def test_escape_leads_back(page: FindPage, qtbot: QtBot) -> None:
    page.go(Place("find", detail="hard"))
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.hits, Key.Key_Escape)
