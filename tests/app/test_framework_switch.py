"""The framework in use: named and changed in one place; a page without codings says what others have."""

import pytest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.compare.page import ComparePage
from app.passages.page import PassagesPage
from app.shell.open_study import OpenStudy
from app.window.framework_switch import FrameworkSwitch
from storage.operations.studies import add_shipped_framework
from tests.app.frameworks import add_deep_tree, add_flat_list


@pytest.fixture
def switch(qtbot: QtBot, open_study: OpenStudy) -> FrameworkSwitch:
    menu = QMenu()
    menu.addAction("Frameworks…")
    qtbot.addWidget(menu)
    switch = FrameworkSwitch(open_study, menu)
    qtbot.addWidget(switch)
    switch.fit(300)
    return switch


def test_it_names_the_framework_and_changes_it(switch: FrameworkSwitch, open_study: OpenStudy) -> None:
    assert switch.text() == "Maturity model ▾"
    open_study.perform(add_deep_tree())
    open_study.step_framework(1)
    assert switch.text() == "Power ▾"
    assert switch.toolTip() == "Power\nNext framework on the same text (F8)"
    entries = switch.menu().actions()
    assert [entry.isChecked() for entry in entries] == [False, True, False, False]
    assert entries[-1].text() == "Frameworks…"
    entries[0].trigger()
    assert switch.text() == "Maturity model ▾"
    open_study.close()
    assert switch.isHidden()


def test_a_long_name_is_cut_in_its_middle(switch: FrameworkSwitch, open_study: OpenStudy) -> None:
    name = "Trust & control in schools that work together"
    open_study.perform(add_flat_list(name=name))
    open_study.step_framework(1)
    switch.fit(120)
    first, last = switch.text().replace("&&", "&").removesuffix(" ▾").split("…")
    assert (name.startswith(first), name.endswith(last)) == (True, True)
    assert switch.accessibleName() == f"Framework: {name}"
    switch.fit(900)
    assert switch.text() == "Trust && control in schools that work together ▾"


@pytest.mark.parametrize("page_class", [ComparePage, PassagesPage])
def test_a_page_without_codings_says_that_others_have_some(
    qtbot: QtBot, open_study: OpenStudy, page_class: type[ComparePage | PassagesPage]
) -> None:
    page = page_class(open_study)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    open_study.use_framework(open_study.perform(add_shipped_framework("grid_group")))
    page.refresh()

    def said() -> list[str]:
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: "No passage is coded with Grid-Group yet" in said())
    otherwise = "Coded with others: Maturity model (3 codings). Change the framework at the top, or with F8."
    assert otherwise in said()
