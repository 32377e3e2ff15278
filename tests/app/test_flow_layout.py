"""Rows of controls that break into lines."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.flow_layout import FlowLayout
from app.widgets.segmented_control import SegmentedControl


def test_what_does_not_fit_goes_below(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    layout = FlowLayout(row, across=10, down=5)
    buttons = [QPushButton(name) for name in ("one", "two", "three")]
    for button in buttons:
        button.setFixedSize(100, 20)
        layout.addWidget(button)
    assert layout.heightForWidth(320) == 20
    assert layout.heightForWidth(319) == 45
    assert layout.heightForWidth(100) == 70
    row.resize(319, 60)
    row.show()
    assert [(b.x(), b.y()) for b in buttons] == [(0, 0), (110, 0), (0, 25)]
    buttons[0].hide()
    assert layout.heightForWidth(210) == 20


def test_a_choice_says_what_is_chosen_by_the_person_only(qtbot: QtBot) -> None:
    choice = SegmentedControl("Size", {1: "Small", 2: "Large"})
    qtbot.addWidget(choice)
    said: list[int] = []
    choice.changed.connect(lambda: said.append(choice.value))
    choice.choose(2)
    choice.choose(3)  # is not offered
    assert (choice.value, said) == (2, [])
    choice.button(1).click()
    assert (choice.value, said) == (1, [1])
    assert choice.button(1).accessibleName() == "Size: Small"
    choice.enable(2, can=False, why="There is none.")
    assert choice.button(2).toolTip() == "There is none."
