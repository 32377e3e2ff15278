"""The finder: what it offers, and that the keyboard alone gets there."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.search.field import FinderField
from app.search.suggestions import ResultKind
from app.shell import actions
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from storage.operations.codings import toggle_code
from storage.operations.interviews import InterviewDetails, add_interview

Key = Qt.Key


class Desk(QWidget):
    """A window with the finder and another field, and what was asked for."""

    def __init__(self, open_study: OpenStudy) -> None:
        super().__init__()
        self.done: list[str] = []
        self.places: list[Place] = []
        self.codes: list[int] = []
        names = ("export_word", "keys", "export_png", "unsure", "appearance_system", "appearance_dark")
        self.actions_: dict[str, QAction] = actions.build(
            self, {name: partial(self.done.append, name) for name in names}
        )
        self.finder = FinderField(open_study, self.actions_)
        self.finder.place_chosen.connect(self.places.append)
        self.finder.code_chosen.connect(self.codes.append)
        self.text = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.finder)
        column.addWidget(self.text)

    def type(self, text: str) -> list[str]:
        self.finder.start()
        QTest.keyClicks(self.finder, text)
        self.finder.look()
        return [finding.title for finding in self.finder.suggestions.findings]

    def press(self, key: Key) -> None:
        QTest.keyClick(self.finder, key)


@pytest.fixture
def desk(open_study: OpenStudy, qtbot: QtBot) -> Desk:
    widget = Desk(open_study)
    qtbot.addWidget(widget)
    widget.resize(800, 500)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    widget.text.setFocus()
    return widget


def test_a_passage_is_found_and_its_place_opened(desk: Desk) -> None:
    found = desk.type("hard things")
    assert found == [
        "And we say hard things. [unintelligible 00:01:10]",
        "Find “hard things” in all interviews",
    ]
    desk.press(Key.Key_Return)
    assert desk.places == [Place("code", 1, 59, 70)]


def test_a_strand_called_by_its_abbreviation_comes_first(desk: Desk) -> None:
    assert desk.type("e & c")[0] == "E&C  Evaluation and challenge"
    desk.press(Key.Key_Return)
    assert desk.codes == [desk.finder.open_study.framework.strands()[7].id]


def test_a_word_that_is_a_code_as_well_finds_passages_first(desk: Desk) -> None:
    desk.type("trust")
    assert desk.finder.suggestions.findings[0].kind is ResultKind.PASSAGE


def test_an_interview_is_found_by_its_key_and_year(desk: Desk) -> None:
    assert "B2 · Headteacher and deputy, School B" in desk.type("b2 2015")


def test_a_command_is_run_where_it_can_be(desk: Desk) -> None:
    assert desk.type("exp w") == ["Export to Word…"]
    desk.press(Key.Key_Return)
    assert desk.done == ["export_word"]
    desk.actions_["export_word"].setEnabled(False)
    assert desk.type("exp w") == ["Export to Word…"]
    assert desk.finder.suggestions.findings[0].detail == "no study is open"
    assert desk.finder.suggestions.current is None
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.done == ["export_word"]


def test_commands_are_found_by_any_word_and_those_of_the_transcript_too(desk: Desk) -> None:
    assert desk.type("png") == ["Export the chart as a picture (PNG)…"]
    assert "Unsure, on and off" in desk.type("unsure")


def test_a_command_that_begins_so_comes_first(desk: Desk) -> None:
    assert [each for each in desk.type("dark") if "ark" in each] == ["Dark", "Light or dark as the system"]


def test_every_need_says_why_it_is_wanting() -> None:
    assert all(actions.why_not(spec) for spec in actions.ACTIONS if spec.needs)


def test_down_goes_past_the_headings(desk: Desk) -> None:
    desk.type("trust")
    kinds: list[ResultKind] = []
    for _press in range(3):
        current = desk.finder.suggestions.current
        assert current is not None
        kinds.append(current.kind)
        desk.press(Key.Key_Down)
    assert kinds == [ResultKind.PASSAGE, ResultKind.EVERYWHERE, ResultKind.STRAND]


def test_everything_that_is_found_opens_the_page_of_hits(desk: Desk) -> None:
    desk.type("hard")
    desk.press(Key.Key_PageDown)
    desk.press(Key.Key_Return)
    assert desk.places == [Place("find", detail="hard")]


def test_escape_gives_the_keyboard_back(desk: Desk) -> None:
    desk.type("trust")
    desk.press(Key.Key_Escape)
    assert desk.focusWidget() is desk.text
    assert not desk.finder.suggestions.isVisible()
    assert desk.finder.text() == ""


def test_what_was_just_added_is_found(desk: Desk) -> None:
    assert desk.type("governors") == []
    desk.finder.open_study.perform(add_interview(InterviewDetails("The governors", 2)))
    desk.finder.open_study.perform(toggle_code(1, 0, 16, 7))
    assert desk.type("governors") == ["The governors"]


def test_without_a_study_commands_are_found(desk: Desk) -> None:
    desk.finder.open_study.close()
    assert desk.type("all keys") == ["All keys"]
    assert desk.type("trust") == []
