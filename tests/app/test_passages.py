"""The passages page on the sample study."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.passages import page as passages_page
from app.passages.page import PassagesPage, mentioning
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.choice_menu import ChoiceMenu
from app.widgets.passage_cards import shown_text
from app.widgets.passage_model import PassageRole, source_of
from coding.analysis.passages import Passage, find_passages
from storage.operations.codings import take_off, toggle_code
from storage.queries.frames import texts
from tests.app.test_compare import code, places_of, sample

assert sample  # a fixture


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> PassagesPage:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def shown(page: PassagesPage) -> list[Passage]:
    model = page.list.passages
    return [model.passage(row) for row in range(model.rowCount())]


def choose(filter_: ChoiceMenu[Any], value: object) -> None:
    filter_.action(value).trigger()


def choose_words(filter_: ChoiceMenu[Any], words: str) -> None:
    next(action for action in filter_.actions() if action.text() == words).trigger()


def test_all_passages_are_listed(page: PassagesPage) -> None:
    assert len(shown(page)) == 304
    assert page.context() == "304 passages in 20 interviews"


def test_they_are_narrowed_down(page: PassagesPage, sample: OpenStudy) -> None:
    choose(page.filters.strand, code(sample, "HSC"))
    assert len(shown(page)) == 27 + 45
    choose_words(page.filters.round, "2015")
    assert len(shown(page)) == 45
    choose(page.filters.unsure, value=True)
    assert len(shown(page)) == 6
    assert all(any(s.unsure and s.short == "HSC" for s in passage.strands) for passage in shown(page))
    choose_words(page.filters.school, "School B")
    assert {passage.school for passage in shown(page)} <= {"School B"}
    page.filters.reset_button.click()
    assert len(shown(page)) == 304


def test_words_are_looked_for_after_a_pause_and_marked(page: PassagesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.filters.words, "TRUST")
    qtbot.waitUntil(lambda: len(shown(page)) < 304)
    assert shown(page)
    assert all("trust" in passage.text.lower() for passage in shown(page))
    assert page.list.cards.words == "TRUST"


def test_a_passage_opens_its_place(page: PassagesPage, qtbot: QtBot) -> None:
    first = page.list.passages.index(0)
    passage = shown(page)[0]
    places = places_of(page)
    at = page.list.visualRect(first).center()
    qtbot.waitUntil(lambda: page.list.indexAt(at) == first)  # cards are laid out bit by bit
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert places == [Place("code", passage.interview_id, passage.start, passage.end)]


def test_what_is_copied_is_whole(page: PassagesPage) -> None:
    page.list.start()
    passage = shown(page)[0]
    assert page.copied() == passage.text
    assert page.copied_with_attribution().endswith(f"({passage.attribution})")


def test_a_new_coding_is_listed_at_once(page: PassagesPage, sample: OpenStudy) -> None:
    sample.perform(toggle_code(20, 400, 460, code(sample, "CE")))
    assert len(shown(page)) == 305
    choose(page.filters.strand, code(sample, "CE"))
    sample.perform(toggle_code(20, 600, 660, code(sample, "CE")))
    assert len(shown(page)) == 4  # the filter stays


def test_a_list_without_passages_offers_all_of_them(page: PassagesPage, qtbot: QtBot) -> None:
    page.filters.words.setText("zebra")
    page.filters.words.returnPressed.emit()
    assert page.nothing.isVisible()
    page.nothing.button.click()
    assert page.list.isVisible()
    assert len(shown(page)) == 304


def test_a_study_without_codings_says_where_to_begin(qtbot: QtBot, open_study: OpenStudy) -> None:
    for coding_id in (1, 2, 3):
        open_study.perform(take_off(coding_id))
    page = PassagesPage(open_study)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    places = places_of(page)
    page.nothing.button.click()
    assert places == [Place("code")]


def test_a_very_large_study_is_looked_up_on_a_thread(
    page: PassagesPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages_page, "_MANY", 10)
    page.filters.words.setText("trust")
    page.filters.words.returnPressed.emit()
    page.filters.words.setText("zebra")  # the first question is dropped
    page.filters.words.returnPressed.emit()
    qtbot.waitUntil(page.nothing.isVisible)
    page.filters.reset()
    qtbot.waitUntil(lambda: len(shown(page)) == 304)
    assert shown(page)[0].attribution == "Headteacher, School A, 2014"


def test_a_card_is_as_high_as_its_words_and_says_them_aloud(page: PassagesPage) -> None:
    model = page.list.passages
    lengths = [len(passage.text) for passage in shown(page)]
    longest, shortest = lengths.index(max(lengths)), lengths.index(min(lengths))
    heights = [page.list.sizeHintForIndex(model.index(row)).height() for row in (longest, shortest)]
    assert heights[0] > heights[1]
    aloud = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    passage: Passage = model.data(model.index(0), PassageRole.PASSAGE)  # pyright: ignore[reportAssignmentType]
    assert aloud == f"{passage.text} {source_of(passage)}"


def test_a_cut_is_marked() -> None:
    passage = Passage(1, 0, 9000, "word " * 1800, "2014", "School A", "A", "HD", "A2", "Head", ())
    assert shown_text(passage).endswith(" […]")
    assert len(shown_text(passage)) < 4100


def test_it_opens_where_it_was_left(page: PassagesPage, tmp_path: Path) -> None:
    assert page.place() == Place("passages")
    assert [region.accessibleName() for region in page.regions()] == ["Which passages", "Passages"]


def test_words_are_looked_for_in_every_passage(sample: OpenStudy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages_page, "_AT_A_TIME", 3)  # interviews: the last time fewer
    found = find_passages(sample.data.analysis_data(sample.framework.id, [sample.coder_id or 0]))
    held = texts(sample.reader, sorted(set(found.interview_ids.tolist())))
    told = mentioning(sample.reader, found.places, "each OTHER")
    assert told.tolist() == ["each other" in passage.text.lower() for passage in found.records(held)]
    assert 0 < told.sum() < len(found)
    assert mentioning(sample.reader, found.only(told & ~told).places, "each").tolist() == []
