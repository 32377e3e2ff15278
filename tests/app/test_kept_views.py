"""The menu of kept views: what a page shows gets a name, is shown again, and says what has changed."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.compare.narrower import Narrower
from app.compare.numbers import Numbers, numbers
from app.compare.page import ComparePage
from app.passages.page import PassagesPage
from app.search.results import ResultKind, SearchSource
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.kept_views_menu import KeptViewsMenu, place_detail
from app.widgets.looking import Looking
from coding.analysis.analysis_data import AnalysisData
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import USUALLY_SHOWN, ChartForm, PartsShown, Shown
from coding.analysis.groups import Grouping
from coding.analysis.measure import Measure
from coding.analysis.passage_listing import Grouped
from coding.model.kept_view import MadeNumbers
from coding.model.query import Exactly, Field, Query
from storage.operations.codings import take_off
from storage.operations.people import edit_school
from storage.queries.kept_views import kept_views
from storage.queries.selecting import asked_of
from tests.app.conftest import RecordedNotices
from tests.storage.test_views import hsc_alone


@pytest.fixture
def page(qtbot: QtBot, sample: OpenStudy) -> PassagesPage:
    page = PassagesPage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def offered(views: KeptViewsMenu) -> dict[str, bool]:
    """Return what the menu offers, and whether it can be chosen."""
    views.menu.aboutToShow.emit()
    return {each.text(): each.isEnabled() for each in views.menu.actions() if each.text()}


def keep(views: KeptViewsMenu, name: str) -> None:
    """Keep what is shown, by keyboard."""
    views.keep()
    assert views.dialog is not None
    QTest.keyClicks(views.dialog.name, name)
    QTest.keyClick(views.dialog.name, Qt.Key.Key_Return)


def test_passages_are_asked_again_as_they_were_kept(page: PassagesPage, sample: OpenStudy) -> None:
    page.asking.read("hsc in:2014 school:B")
    page.how_bar.list_as(["school", "question"], "length")
    assert offered(page.views) == {"Keep this view…": True}
    keep(page.views, "HSC in B")
    assert page.views.button.text() == "HSC in B ▾"
    page.asking.read("e&c")
    page.how_bar.list_as([], "place")
    assert offered(page.views)["Keep what is shown as “HSC in B”"]
    sample.perform(edit_school(2, "K", "Kestrel School"))
    page.views.menu.actions()[0].trigger()
    assert str(page.asking.query) == "HSC in:2014 school:K"
    assert page.how_bar.grouping == (Grouped.SCHOOL, Grouped.QUESTION)
    assert not offered(page.views)["Keep what is shown as “HSC in B”"]


def test_a_view_is_renamed_changed_removed_and_all_of_it_undone(
    page: PassagesPage, sample: OpenStudy
) -> None:
    page.asking.read("hsc")
    keep(page.views, "Trust")
    page.asking.read("hsc unsure:no")
    page.views.change()
    page.views.rename()
    assert page.views.dialog is not None
    page.views.dialog.name.setText("Sure trust")
    page.views.dialog.act_button.click()
    assert page.views.button.text() == "Sure trust ▾"
    page.views.remove()
    assert page.views.button.text() == "Views ▾"
    assert kept_views(sample.reader) == []
    for _step in range(3):
        sample.undo()
    (row,) = kept_views(sample.reader)
    assert row.name == "Trust"
    page.go(Place("passages", detail=place_detail(row.id)))
    assert str(page.asking.query) == "HSC"


def test_what_has_changed_since_an_export_is_said(
    page: PassagesPage, sample: OpenStudy, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot
) -> None:
    page.asking.read("in:2014")
    keep(page.views, "All of 2014")
    notices.answers.append(tmp_path / "all.csv")
    with qtbot.waitSignal(page.acts.exports.exported):
        page.acts.export_these([1, 2])
    qtbot.waitUntil(lambda: kept_views(sample.reader)[0].made is not None)
    sample.perform(take_off(hsc_alone(sample.file)))
    page.views.open(kept_views(sample.reader)[0].id)
    qtbot.waitUntil(lambda: notices.lines[-1].startswith("3 numbers changed since "))
    assert notices.lines[-1].endswith(", 3 by recoding HSC.")


@pytest.fixture
def compare(qtbot: QtBot, sample: OpenStudy) -> ComparePage:
    page = ComparePage(sample)
    qtbot.addWidget(page)
    page.resize(1366, 690)
    with qtbot.waitExposed(page):
        page.show()
        page.refresh_if_stale()
    return page


def test_compare_shows_again_what_was_kept(compare: ComparePage, sample: OpenStudy) -> None:
    controls = compare.controls
    wanted = CompareSettings(
        Measure.PER_INTERVIEW,
        (Grouping.ROLE, Grouping.SCHOOL),
        query=Query(fields=(Field("unsure", (Exactly("no"),)),)),
        parts=PartsShown.TABLE,
        shown=USUALLY_SHOWN - {Shown.ALONE},
    )
    controls.show_settings(wanted)
    keep(compare.views, "Sure, by role")
    (row,) = kept_views(sample.reader)
    controls.show_settings(CompareSettings(form=ChartForm.CHANGE))
    assert offered(compare.views)["Keep what is shown as “Sure, by role”"]
    compare.go(Place("compare", detail=place_detail(row.id)))
    assert controls.compare_settings() == wanted
    assert not offered(compare.views)["Keep what is shown as “Sure, by role”"]
    sample.undo()
    assert compare.views.button.text() == "Views ▾"


def made_of(sample: OpenStudy, name: str) -> MadeNumbers | None:
    return next(row.made for row in kept_views(sample.reader) if row.name == name)


def take(pages: list[Numbers], settings: CompareSettings, data: AnalysisData) -> None:
    pages.append(numbers(data, settings))


def test_the_numbers_that_are_noted_are_those_that_are_shown(
    compare: ComparePage, sample: OpenStudy, notices: RecordedNotices, tmp_path: Path, qtbot: QtBot
) -> None:
    without = USUALLY_SHOWN - {Shown.ALONE}
    pages: list[Numbers] = []
    for form, shown in ((ChartForm.CHARTS, without), (ChartForm.HEAT, without), (ChartForm.SLOPE, without)):
        compare.controls.show_settings(CompareSettings(form=form, shown=shown))
        keep(compare.views, form.value)
        notices.answers.append(tmp_path / "table.csv")
        notices.answers.append("Replace")
        with qtbot.waitSignal(compare.exports.exported):
            compare.controls.export_wanted.emit("csv")
        qtbot.waitUntil(lambda name=form.value: made_of(sample, name) is not None)
        noted = made_of(sample, form.value)
        assert noted is not None
        settings = compare.controls.compare_settings()
        asked = asked_of(sample.reader, sample.data.analysis_data(sample.framework.id, sample.coder_ids))
        show = partial(take, pages, settings)
        Narrower(asked).look(Looking(sample), settings, show)
        page = pages[-1]
        texts = [page.entry(i, j).text for i in range(len(page.rows)) for j in range(len(page.columns))]
        assert sorted(noted.numbers.values()) == sorted(texts)
        notices.answers.clear()


def test_the_finder_knows_views_by_their_names(page: PassagesPage, sample: OpenStudy) -> None:
    page.asking.read("hsc in:2014")
    keep(page.views, "Early trust")
    found = [each for each in SearchSource(sample, {}).find("trust ear") if each.kind is ResultKind.VIEW]
    assert [(each.title, each.detail) for each in found] == [("Early trust", "Passages")]
    page.asking.read("e&c")
    assert found[0].place is not None
    page.go(found[0].place)
    assert str(page.asking.query) == "HSC in:2014"
