"""Chips, and menus that say in bold words what is on."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.chip_bar import Chip, ChipBar, ChipButton
from app.widgets.choice_menu import ChoiceMenu, word_button

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A row of chips in a window, each of which goes when it is taken off."""

    def __init__(self, texts: list[str]) -> None:
        self.window = QWidget()
        self.bar = ChipBar("Filters")
        self.texts = texts
        QHBoxLayout(self.window).addWidget(self.bar)
        self.window.layout().addWidget(QPushButton("Next"))  # pyright: ignore[reportOptionalMemberAccess]
        self.show()

    def show(self) -> None:
        self.bar.show_chips(
            [Chip(text, f"only {text}", lambda text=text: self.take_off(text)) for text in self.texts]
        )

    def take_off(self, text: str) -> None:
        self.texts.remove(text)
        self.show()

    def seen(self) -> list[str]:
        chips = self.bar.findChildren(ChipButton)
        return [chip.chip.text for chip in chips if chip.isVisible()]

    def chip(self, text: str) -> ChipButton:
        return next(c for c in self.bar.findChildren(ChipButton) if c.chip.text == text and not c.isHidden())


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench(["School B", "2015", "HSC"])
    qtbot.addWidget(made.window)
    made.window.resize(700, 60)
    made.window.show()
    made.window.activateWindow()
    return made


def test_each_chip_says_what_it_is_and_how_it_goes(bench: Bench) -> None:
    chip = bench.chip("2015")
    assert bench.seen() == ["School B", "2015", "HSC"]
    assert (chip.toolTip(), chip.accessibleName()) == ("only 2015", "2015, Delete takes it off")


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space])
def test_a_key_takes_it_off_and_the_keyboard_stays_in_the_row(
    bench: Bench, key: Qt.Key, qtbot: QtBot
) -> None:
    bench.chip("2015").setFocus()
    QTest.keyClick(bench.chip("2015"), key)
    assert bench.texts == ["School B", "HSC"]
    qtbot.waitUntil(lambda: bench.chip("HSC").hasFocus())


def test_its_cross_takes_it_off_and_its_words_do_not(bench: Bench) -> None:
    chip = bench.chip("School B")
    QTest.mouseClick(chip, LEFT, pos=QPoint(10, 10))
    assert len(bench.texts) == 3
    QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 8, 10))
    assert bench.texts == ["2015", "HSC"]


def test_chips_that_do_not_fit_stand_in_a_menu(bench: Bench) -> None:
    bench.bar.setFixedWidth(bench.bar.sizeHint().width() - 20)
    bench.window.layout().activate()  # pyright: ignore[reportOptionalMemberAccess]
    assert bench.seen() == ["School B", "2015"][: len(bench.seen())]
    left = 3 - len(bench.seen())
    assert (left > 0, bench.bar.more.text()) == (True, f"+{left} ▾")
    menu = bench.bar.more.menu()
    menu.aboutToShow.emit()
    assert menu.actions()[-1].text() == "Take off: HSC"
    menu.actions()[-1].trigger()
    assert bench.texts == ["School B", "2015"]


def test_without_chips_it_takes_no_room(bench: Bench) -> None:
    bench.texts.clear()
    bench.show()
    assert bench.bar.sizeHint().width() == bench.bar.minimumSizeHint().width() == 0
    assert not bench.bar.more.isVisible()


# --- bold words ----------------------------------------------------------------------------------


@pytest.fixture
def size() -> ChoiceMenu[int]:
    return ChoiceMenu("Size", {1: "Small", 2: "Large", 3: "R&D"})


def test_the_words_say_what_is_on(qtbot: QtBot, size: ChoiceMenu[int]) -> None:
    button = word_button(size)
    qtbot.addWidget(button)
    assert (button.text(), button.accessibleName()) == ("Small ▾", "Size: Small")
    size.action(3).trigger()
    assert (button.text(), button.accessibleName()) == ("R&&D ▾", "Size: R&D")


def test_what_departs_from_the_usual_is_taken_back(qtbot: QtBot, size: ChoiceMenu[int]) -> None:
    said: list[int] = []
    size.changed.connect(lambda: said.append(size.value))
    size.action(2).trigger()
    assert size.departs
    size.take_back()
    assert not size.departs
    assert said == [2, 1]


def test_what_is_on_stays_on_when_others_are_offered(size: ChoiceMenu[int]) -> None:
    size.choose(2)
    size.offer({2: "Wide", 4: "Wider"})
    assert (size.value, size.words) == (2, "Wide")
    size.offer({4: "Wider"})
    assert size.value == 4


def test_it_is_chosen_as_it_was_written(size: ChoiceMenu[int]) -> None:
    size.choose_text("2")
    size.choose_text("nothing of it")
    assert size.value == 2


def test_what_cannot_be_chosen_says_why(size: ChoiceMenu[int]) -> None:
    size.enable(2, can=False, why="There is only one.")
    assert not size.action(2).isEnabled()
    assert size.action(2).toolTip() == "There is only one."
