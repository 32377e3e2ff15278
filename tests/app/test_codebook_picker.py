"""The quick picker: typing, choosing, making."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.codebook.picker import QuickPicker
from app.shell.open_study import OpenStudy
from storage.operations.codebook import add_code
from storage.operations.codings import Pick, apply_codes
from storage.operations.studies import add_shipped_framework
from tests.app.frameworks import add_deep_tree, add_flat_list


class Room:
    """A window with a field behind the picker, and what the picker said."""

    def __init__(self, open_study: OpenStudy) -> None:
        self.window = QWidget()
        self.window.resize(700, 500)
        self.drill_down = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.drill_down)
        self.picker = QuickPicker(open_study, self.drill_down)
        self.picked: list[tuple[Pick, ...]] = []
        self.made: list[str] = []
        self.closed: list[bool] = []
        self.picker.picked.connect(self.picked.append)
        self.picker.new_code.connect(self.made.append)
        self.picker.closed.connect(lambda: self.closed.append(True))
        self.window.show()

    def line_at(self, place: QPoint) -> QRect:
        """Return a line of text there, on the screen."""
        return QRect(self.window.mapToGlobal(place), QSize(1, 20))

    def type(self, text: str, *keys: Qt.Key, initial: str = "") -> None:
        self.picker.open_at(self.line_at(QPoint(20, 20)), initial)
        QTest.keyClicks(self.picker.field, text)
        for key in keys:
            QTest.keyClick(self.picker.field, key)

    def make(self) -> None:
        QTest.keyClick(self.picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    @property
    def offered(self) -> list[str]:
        return [self.picker.list.item(row).text() for row in range(self.picker.list.count())]


@pytest.fixture
def room(qtbot: QtBot, open_study: OpenStudy) -> Room:
    room = Room(open_study)
    qtbot.addWidget(room.window)
    return room


ENTER, DOWN, UP, TAB, ESCAPE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
)


def code(open_study: OpenStudy, short: str) -> int:
    return next(code.id for code in open_study.framework.codes if code.short == short)


def codes(open_study: OpenStudy, *shorts: str) -> list[int]:
    return [code(open_study, short) for short in shorts]


def test_two_strands_a_stage_and_doubt(room: Room, open_study: OpenStudy) -> None:
    stage = open_study.framework.stages[1].id
    room.type("sc/e&c b?", ENTER, initial="h")
    hsc, ec = codes(open_study, "HSC", "E&C")
    assert room.picked == [(Pick(hsc, stage, unsure=True), Pick(ec, stage, unsure=True))]
    assert not room.picker.isVisible()
    assert room.closed == [True]


def test_enter_on_the_empty_field_repeats_the_last_used(room: Room, open_study: OpenStudy) -> None:
    open_study.perform(apply_codes(1, 0, 5, [Pick(code) for code in codes(open_study, "HSC", "AI")]))
    room.type("", ENTER)
    assert room.picked == [(Pick(code(open_study, "AI")),)]


def test_a_beginning_is_enough_and_down_takes_the_next(room: Room, open_study: OpenStudy) -> None:
    room.type("hsc/d")
    first, second = room.offered[:2]
    assert first.startswith("DSI")
    assert second.startswith("DSL")
    QTest.keyClick(room.picker.field, DOWN)
    QTest.keyClick(room.picker.field, ENTER)
    assert room.picked == [tuple(Pick(code) for code in codes(open_study, "HSC", "DSL"))]


def test_a_click_takes_an_offer(room: Room, open_study: OpenStudy) -> None:
    room.type("d")
    item = room.picker.list.item(1)
    place = room.picker.list.visualItemRect(item).center()
    QTest.mouseClick(room.picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.picked == [(Pick(code(open_study, "DSL")),)]


def test_tab_finishes_the_word_to_type_on(room: Room, open_study: OpenStudy) -> None:
    room.type("joint", TAB)
    assert room.picker.field.text() == "JPD"
    QTest.keyClicks(room.picker.field, " c")
    QTest.keyClick(room.picker.field, ENTER)
    assert room.picked == [(Pick(code(open_study, "JPD"), open_study.framework.stages[2].id),)]


def test_after_a_separator_enter_adds_nothing_unseen(room: Room, open_study: OpenStudy) -> None:
    room.type("hsc/", ENTER)
    assert room.picked == [(Pick(code(open_study, "HSC")),)]


def test_a_guess_says_so(room: Room, open_study: OpenStudy) -> None:
    room.type("analytical investigaton/hsc")
    assert "guessed" in room.picker.reading.text()
    QTest.keyClick(room.picker.field, ENTER)
    assert room.picked == [tuple(Pick(code) for code in codes(open_study, "AI", "HSC"))]


def test_nothing_is_coded_while_a_word_is_not_understood(room: Room) -> None:
    room.type("hsc/ofsted", ENTER)
    assert room.picked == []
    assert room.picker.isVisible()
    assert "Nothing was coded" in room.picker.hint.text()


def test_escape_leaves_and_so_does_a_click_elsewhere(room: Room) -> None:
    room.type("hsc", ESCAPE)
    assert not room.picker.isVisible()
    room.type("hsc")
    room.drill_down.setFocus()
    assert not room.picker.isVisible()
    assert room.picked == []
    assert room.closed == [True, True]


def test_control_enter_asks_for_a_new_code_beside_the_known_ones(room: Room, open_study: OpenStudy) -> None:
    room.type("jpd; openness")
    assert "openness" in room.picker.hint.text()
    room.make()
    assert room.picked == [(Pick(code(open_study, "JPD")),)]
    assert room.made == ["jpd; openness"]


def test_control_enter_makes_no_second_code_of_a_known_one(room: Room) -> None:
    room.type("hsc b?")
    room.make()
    assert room.made == []
    assert room.picker.isVisible()


def test_one_of_two_codes_of_the_same_name_is_taken_from_the_list(room: Room, open_study: OpenStudy) -> None:
    pc, cc = codes(open_study, "PC", "CC")
    open_study.perform(add_code(1, pc, "Other"))
    other = open_study.perform(add_code(1, cc, "Other"))
    assert other is not None
    room.type("other", DOWN, ENTER)
    assert room.picked == [(Pick(other),)]


def test_other_frameworks_are_picked_from_by_their_own_names(room: Room, open_study: OpenStudy) -> None:
    open_study.perform(add_flat_list(3))
    open_study.perform(add_deep_tree())
    open_study.step_framework(1)
    room.type("number 2", ENTER)
    open_study.step_framework(1)
    room.type("coll soc y", ENTER)
    stage = open_study.framework.stages[1].id
    flat, deep = open_study.frameworks[1].codes[2], open_study.framework.codes[2]
    assert room.picked == [(Pick(flat.id),), (Pick(deep.id, stage),)]


def test_the_picker_stays_inside_the_window(room: Room) -> None:
    for line in (QRect(20, 20, 1, 20), QRect(690, 470, 1, 20)):
        room.picker.open_at(room.line_at(line.topLeft()))
        assert room.window.rect().contains(room.picker.geometry())
        assert not room.picker.geometry().intersects(line)  # the words to be coded can be read
        QTest.keyClicks(room.picker.field, "zz")  # few offers make it low, many high again
        room.picker.field.clear()
        assert room.window.rect().contains(room.picker.geometry())
        assert not room.picker.geometry().intersects(line)


def test_enter_held_down_since_it_opened_the_picker_codes_nothing(room: Room) -> None:
    room.type("", initial="hsc")
    key, none, held = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, True
    again = QKeyEvent(QKeyEvent.Type.KeyPress, key, none, "", held)
    QApplication.sendEvent(room.picker.field, again)
    assert room.picked == []
    assert room.picker.isVisible()


def test_what_is_typed_is_read_with_the_framework_that_is_current_now(
    room: Room, open_study: OpenStudy
) -> None:
    room.type("hsc")
    before = room.offered
    open_study.use_framework(open_study.perform(add_shipped_framework("grid_group")))
    assert before
    assert room.offered == []
    assert "no code" in room.picker.reading.text()
    open_study.step_framework(-1)
    assert room.offered == before
    QTest.keyClick(room.picker.field, Qt.Key.Key_Return)
    assert len(room.picked) == 1


def test_the_picker_closes_with_the_study(room: Room, open_study: OpenStudy) -> None:
    room.type("hsc")
    open_study.close()
    assert not room.picker.isVisible()


WORDS = "We trust each other now,"


def open_on_words(room: Room, words: str = WORDS) -> None:
    room.picker.open_at(room.line_at(QPoint(20, 20)), "", words)


@pytest.fixture
def in_vivo(room: Room) -> list[str]:
    found: list[str] = []
    room.picker.in_vivo.connect(found.append)
    return found


def test_enter_on_an_empty_picker_makes_a_code_of_the_words_before_anything_was_coded(
    room: Room, open_study: OpenStudy, in_vivo: list[str]
) -> None:
    open_study.use_framework(open_study.perform(add_shipped_framework("open_coding")))
    open_on_words(room)
    assert room.offered == ["New code “We trust each other now”"]
    assert "Enter makes this new code" in room.picker.hint.text()
    QTest.keyClick(room.picker.field, ENTER)
    assert (in_vivo, room.picker.isVisible()) == (["We trust each other now"], False)


def test_the_words_are_offered_above_the_last_used(
    room: Room, open_study: OpenStudy, in_vivo: list[str]
) -> None:
    open_study.perform(apply_codes(1, 0, 5, [Pick(code(open_study, "AI"))]))
    open_on_words(room)
    assert "Ctrl+Enter codes in vivo" in room.picker.hint.text()
    QTest.keyClick(room.picker.field, ENTER)
    assert (room.picked, in_vivo) == ([(Pick(code(open_study, "AI")),)], [])
    open_on_words(room)
    QTest.keyClick(room.picker.field, UP)
    QTest.keyClick(room.picker.field, ENTER)
    open_on_words(room)
    room.make()
    assert in_vivo == ["We trust each other now"] * 2


def test_the_name_can_be_changed_at_once(room: Room, in_vivo: list[str]) -> None:
    room.picker.name_in_vivo(WORDS, room.line_at(QPoint(20, 20)))
    assert room.picker.field.selectedText() == "We trust each other now"
    QTest.keyClicks(room.picker.field, "Time, money and trust/hope")
    QTest.keyClick(room.picker.field, ENTER)
    open_on_words(room)
    QTest.keyClick(room.picker.field, UP)
    QTest.keyClick(room.picker.field, TAB)
    QTest.keyClick(room.picker.field, Qt.Key.Key_End)
    QTest.keyClicks(room.picker.field, "!")
    QTest.keyClick(room.picker.field, ENTER)
    assert in_vivo == ["Time, money and trust/hope", "We trust each other now!"]


def test_a_long_name_is_shortened_by_whoever_codes(room: Room, in_vivo: list[str]) -> None:
    open_on_words(room, "one two three four five " * 5)
    room.make()
    name = room.picker.field.text()
    assert (in_vivo, name.split()[-1], len(name) <= 60) == ([], "two", True)
    room.picker.field.setText("x" * 61)
    QTest.keyClick(room.picker.field, ENTER)
    assert "shorter name" in room.picker.hint.text()
    QTest.keyClick(room.picker.field, Qt.Key.Key_Backspace)
    QTest.keyClick(room.picker.field, ENTER)
    assert in_vivo == ["x" * 60]


def test_words_that_are_a_code_already_are_given_it(
    room: Room, open_study: OpenStudy, in_vivo: list[str]
) -> None:
    room.picker.name_in_vivo("high social capital.", room.line_at(QPoint(20, 20)))
    QTest.keyClick(room.picker.field, ENTER)
    assert (room.picked, in_vivo) == ([(Pick(code(open_study, "HSC")),)], [])
