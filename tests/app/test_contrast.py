"""What can be pressed or typed into, and what has the keyboard, is seen: 3 to 1 (WCAG 2.2, 1.4.11).

Text is 4.5 to 1 (1.4.3), on tinted rows too; in high contrast 7 to 1 (1.4.6), and edges 4.5 to 1.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.compare.palette import blended, shaded
from app.shell import theme as theme_module
from app.shell.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme, current, style_sheet
from storage.writers.chart_marks import UNKNOWN_COLOUR

THEMES = [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK]
ALL = pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "contrast", "dark contrast"])
HIGH = pytest.mark.parametrize("theme", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
GROUNDS = ("window", "page", "panel", "raised", "hover")
TINTS = ("accent_tint", "warning_tint")
WORDS = ("text", "dim", "quiet", "accent", "good", "warning")
PICKED = 0.55  # how much of a dimension's tint is behind a code that the selection carries


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [getattr(QColor(colour), f"{part}F")() for part in ("red", "green", "blue")]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@ALL
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_and_what_marks_the_keyboard(theme: Theme, ground: str) -> None:
    for edge in (theme.border, theme.accent, theme.quiet):
        assert contrast(edge, getattr(theme, ground)) >= (4.5 if theme.contrast else 3)


@ALL
def test_chips_have_an_edge_and_the_main_button_a_focus(theme: Theme) -> None:
    assert contrast(theme.quiet, theme.accent_tint) >= 3
    assert contrast(theme.text, theme.window) >= 3
    assert contrast(theme.accent, theme.accent_tint) >= 3


@ALL
@pytest.mark.parametrize("ground", [*GROUNDS, *TINTS])
def test_words_are_read_on_tinted_rows_too(theme: Theme, ground: str) -> None:
    for ink in WORDS:
        assert contrast(getattr(theme, ink), getattr(theme, ground)) >= (7 if theme.contrast else 4.5), ink
    assert contrast(theme.on_accent, theme.accent) >= (7 if theme.contrast else 4.5)


@ALL
def test_words_on_the_tint_of_a_dimension(theme: Theme) -> None:
    for hue in theme.hues.values():
        picked = blended(QColor(hue.tint), QColor(theme.page), PICKED).name()
        assert contrast(hue.ink, hue.tint) >= (7 if theme.contrast else 4.5)
        assert contrast(theme.text, hue.tint) >= 7
        assert min(contrast(ink, picked) for ink in (theme.text, theme.dim, theme.quiet)) >= 4.5


@ALL
def test_brackets_and_dots_and_the_bars_of_charts(theme: Theme) -> None:
    least = 4.5 if theme.contrast else 3
    assert all(contrast(hue.mark, theme.page) >= least for hue in theme.hues.values())
    for colour in (*theme.schools, theme.total, theme.amber_total):
        assert contrast(colour, theme.page) >= least, colour


def test_what_stands_for_nothing_known_is_seen_on_paper() -> None:
    assert contrast(UNKNOWN_COLOUR, "#ffffff") >= 3


@HIGH
def test_no_pale_ground_says_anything_in_high_contrast(theme: Theme) -> None:
    assert {theme.accent_tint, theme.warning_tint, *(hue.tint for hue in theme.hues.values())} == {theme.page}


@HIGH
def test_the_edge_of_what_has_the_keyboard_is_two_pixels_wide_in_high_contrast(theme: Theme) -> None:
    sheet = style_sheet(theme).partition("High contrast:")[2]
    for kind in (
        "QLineEdit",
        "QComboBox",
        "QPushButton",
        "QToolButton",
        "QCheckBox",
        "QTabBar::tab:selected",
    ):
        rule = re.search(rf"{kind}:focus[^{{]*\{{[^}}]*border: (\d)px solid (#\w+)", sheet)
        assert rule is not None, kind
        assert (rule[1], rule[2]) == ("2", theme.accent)


@ALL
def test_tabs_and_boxes_have_an_edge_where_the_keyboard_is(theme: Theme) -> None:
    for kind in ("QTabBar::tab:selected", "QCheckBox"):
        rule = re.search(
            rf"^{kind}:focus[^{{]*\{{[^}}]*border: 1px solid (#\w+)", style_sheet(theme), re.MULTILINE
        )
        assert rule is not None
        assert rule[1] == theme.accent


@ALL
def test_the_style_sheet_borders_fields_and_buttons_with_them(theme: Theme) -> None:
    sheet = style_sheet(theme)
    for kind in ("QLineEdit", "QPushButton"):
        rule = re.search(rf"^{kind}[^{{:\[]*, [^{{]*\{{[^}}]*border: 1px solid (#\w+)", sheet, re.MULTILINE)
        assert rule is not None
        assert rule[1] == theme.border
    assert not re.findall(rf":focus[^{{]*\{{[^}}]*border: \dpx solid {theme.line}", sheet)


@pytest.fixture
def ask(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[set[str]], Theme]]:
    """Let the system ask for "contrast", for "dark", for both or neither; return what is shown then."""

    def ask(wanted: set[str]) -> Theme:
        monkeypatch.setattr(theme_module, "_contrast_is_asked_for", lambda: "contrast" in wanted)
        monkeypatch.setattr(theme_module, "_dark_is_asked_for", lambda: "dark" in wanted)
        theme_module.current_again()
        return current()

    yield ask
    theme_module.choose("light")


def test_the_system_asks_for_high_contrast(ask: Callable[[set[str]], Theme]) -> None:
    asked = [ask(wanted) for wanted in (set[str](), {"dark"}, {"contrast"}, {"contrast", "dark"})]
    assert asked == [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK]


def test_what_the_person_chose_counts_more_than_what_the_system_asks(
    ask: Callable[[set[str]], Theme],
) -> None:
    theme_module.choose("light")
    assert ask({"contrast", "dark"}) is LIGHT
    theme_module.choose("contrast")
    assert [ask(set()), ask({"dark"})] == [CONTRAST_LIGHT, CONTRAST_DARK]


def test_a_system_that_says_only_its_ground_is_followed(qapp: QApplication) -> None:
    theme_module.apply(qapp)
    assert qapp.property("system_is_dark") is False  # as the screen of the tests has it


@ALL
def test_a_box_that_is_ticked_in_part_has_a_line_in_it(theme: Theme, qtbot: QtBot) -> None:
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(theme))
    box.setTristate(True)
    pictures: list[int] = []
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        box.setCheckState(state)
        image = box.grab().toImage()
        inside = [(x, y) for x in range(7, 15) for y in range(6, 14)]
        pictures.append(len({image.pixel(x, y) for x, y in inside if image.valid(x, y)}))
    assert pictures[0] == 1
    assert min(pictures[1:]) > 1


@ALL
@pytest.mark.parametrize("hue", ["", *LIGHT.hues])
def test_numbers_are_read_on_the_darkest_shade(
    theme: Theme, hue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme_module, "current", lambda: theme)
    ground = shaded(hue, 1.0).name()
    assert contrast(theme.text, ground) >= (7 if theme.contrast else 4.5)
