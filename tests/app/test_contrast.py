"""What can be pressed or typed into, and what has the keyboard, is seen: 3 to 1 (WCAG 2.2, 1.4.11)."""

import re

import pytest
from PySide6.QtGui import QColor

from app.shell.theme import DARK, LIGHT, Theme, style_sheet

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "page", "panel", "raised", "hover")


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


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_and_what_marks_the_keyboard(theme: Theme, ground: str) -> None:
    for edge in (theme.border, theme.accent, theme.quiet):
        assert contrast(edge, getattr(theme, ground)) >= 3


@BOTH
def test_chips_have_an_edge_and_the_main_button_a_focus(theme: Theme) -> None:
    assert contrast(theme.quiet, theme.accent_tint) >= 3
    assert contrast(theme.text, theme.window) >= 3
    assert contrast(theme.accent, theme.accent_tint) >= 3


@BOTH
def test_brackets_and_dots(theme: Theme) -> None:
    assert all(contrast(hue.mark, theme.page) >= 3 for hue in theme.hues.values())


@BOTH
def test_the_style_sheet_borders_fields_and_buttons_with_them(theme: Theme) -> None:
    sheet = style_sheet(theme)
    for kind in ("QLineEdit", "QPushButton"):
        rule = re.search(rf"^{kind}[^{{:\[]*, [^{{]*\{{[^}}]*border: 1px solid (#\w+)", sheet, re.MULTILINE)
        assert rule is not None
        assert rule[1] == theme.border
    assert not re.findall(rf":focus[^{{]*\{{[^}}]*border: \dpx solid {theme.line}", sheet)
