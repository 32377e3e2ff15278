"""Colours and type, light and dark. No other module names a colour."""

import string
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow

from app.shell import settings
from app.shell.plain_text import PlainStyle
from coding.language import N_, _
from storage.resources import resource


@dataclass(frozen=True, slots=True)
class Hue:
    """A dimension's colour.

    ``tint`` stands behind text, ``mark`` is for brackets and dots (3 to 1), ``ink`` for words on
    the tint (4.5 to 1).
    """

    tint: str
    mark: str
    ink: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one appearance.

    ``line`` parts what belongs together; ``border`` is around what can be pressed or typed into, 3 to 1 on
    whatever is below it, as is ``accent``, which is around what has the keyboard.
    """

    dark: bool
    window: str
    page: str
    panel: str
    raised: str
    line: str
    border: str
    text: str
    dim: str
    quiet: str
    accent: str
    accent_tint: str
    on_accent: str
    hover: str
    good: str
    warning: str
    warning_tint: str
    total: str
    amber_total: str
    hues: dict[str, Hue]
    schools: tuple[str, ...]

    def hue(self, name: str) -> Hue:
        """Return a dimension's colours; an unknown name gets the first."""
        return self.hues.get(name) or next(iter(self.hues.values()))

    def school(self, position: int) -> str:
        """Return the colour of the school at this position; beyond the last they begin anew."""
        return self.schools[position % len(self.schools)]


LIGHT = Theme(
    dark=False,
    window="#ffffff",
    page="#ffffff",
    panel="#fafafb",
    raised="#ffffff",
    line="#e2e4ea",
    border="#868c9c",
    text="#1d2130",
    dim="#5d6475",
    quiet="#6d7384",
    accent="#30509f",
    accent_tint="#e8ecf8",
    on_accent="#ffffff",
    hover="#f1f3f8",
    good="#23805c",
    warning="#a04a00",
    warning_tint="#fdf0e0",
    total="#2b3242",
    amber_total="#d98e04",
    hues={
        "blue": Hue("#d8e5f8", "#2a66b8", "#1f4f96"),
        "amber": Hue("#fae3a0", "#a86a00", "#7a4c00"),
        "green": Hue("#d0ece0", "#23805c", "#17634a"),
        "violet": Hue("#e6def8", "#7049b8", "#573494"),
        "rose": Hue("#fadce4", "#b83a62", "#942a4c"),
        "teal": Hue("#d0ebf0", "#15798a", "#0e5f6d"),
        "slate": Hue("#e0e4ea", "#5d6b80", "#465264"),
    },
    schools=("#543083", "#a8489b", "#d786a8", "#7a5a3a", "#c9aa8a", "#3d3d3d", "#8a8f3a", "#6f9bb0"),
)

DARK = Theme(
    dark=True,
    window="#191c23",
    page="#191c23",
    panel="#171a20",
    raised="#242833",
    line="#343a47",
    border="#747c8f",
    text="#e8eaf0",
    dim="#a5acbc",
    quiet="#949bac",
    accent="#8fabf0",
    accent_tint="#2a3350",
    on_accent="#12151c",
    hover="#262b36",
    good="#62c79f",
    warning="#f0a860",
    warning_tint="#3d2e1c",
    total="#d5dae6",
    amber_total="#f0b040",
    hues={
        "blue": Hue("#203a5e", "#6ea4ee", "#a9c9f7"),
        "amber": Hue("#54420f", "#e0a52e", "#f4cf7d"),
        "green": Hue("#1b4636", "#52bd92", "#93ddc0"),
        "violet": Hue("#3d2f60", "#a98aec", "#cdb9f7"),
        "rose": Hue("#58253a", "#ec7ea2", "#f7b4ca"),
        "teal": Hue("#144550", "#4fbccd", "#94dde9"),
        "slate": Hue("#363e4c", "#9aa8be", "#c5cfdf"),
    },
    schools=("#a983e0", "#e08bd4", "#f0b5cc", "#c09a70", "#e3cdb2", "#a8a8a8", "#c4c96a", "#9cc6da"),
)


_HUE_NAMES = {
    "blue": N_("Blue"),
    "amber": N_("Amber"),
    "green": N_("Green"),
    "violet": N_("Violet"),
    "rose": N_("Rose"),
    "teal": N_("Teal"),
    "slate": N_("Slate"),
}


def hue_in_words(hue: str) -> str:
    """Return what a hue is called."""
    return _(_HUE_NAMES[hue])


@cache
def current() -> Theme:
    """Return the theme that the person chose, else the one the system asks for."""
    chosen = settings.text("appearance", "system")
    if chosen in {"light", "dark"}:
        return DARK if chosen == "dark" else LIGHT
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def choose(appearance: str) -> None:
    """Use "light" or "dark" from now on, or follow the "system"."""
    settings.remember("appearance", appearance)
    current_again()


def apply(application: QApplication) -> None:
    """Give the application its style and face, and colours whenever the system's change."""
    application.setStyle(PlainStyle("Fusion"))
    application.setFont(interface_font())
    application.styleHints().colorSchemeChanged.connect(current_again)


def current_again() -> None:
    """Dress the application in the current theme; its windows hear of it as a change of palette.

    The sheet is the window's, and so its dialogs', not the application's: else Qt dresses what a page is
    made of anew at each step of its way into the window.
    """
    current.cache_clear()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme = current()
        application.setPalette(_palette(theme))
        for window in application.topLevelWidgets():
            if isinstance(window, QMainWindow):
                window.setStyleSheet("")  # over another sheet Qt dresses every widget twice
                window.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """Return the program's style sheet in this theme's colours."""
    sheet = string.Template(resource("style", "strandline.qss").read_text("utf-8"))
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return sheet.substitute(colours, icons=resource("icons").as_posix())


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.page,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Link: theme.accent,
        role.Mid: theme.line,
        role.Accent: theme.accent,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.quiet))
    return palette


@cache
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def _first_installed(*families: str) -> list[str]:
    return [family for family in families if family in _installed()] or list(families[-1:])


def interface_font() -> QFont:
    """Return the small, quiet face of everything that is not the transcript."""
    font = QFont(_first_installed("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"))
    font.setPixelSize(13)
    return font


def reading_font(pixels: int) -> QFont:
    """Return the book face of the transcript at this size in pixels."""
    font = QFont(
        _first_installed("Charter", "Source Serif 4", "Georgia", "Cambria", "Noto Serif", "DejaVu Serif")
    )
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(pixels)
    return font
