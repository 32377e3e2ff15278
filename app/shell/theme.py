"""Colours and type: light, dark, and both in high contrast. No other module names a colour."""

import string
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.shell import settings
from app.shell.dressing import DressedWindow
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
    whatever is below it, as is ``accent``, which is around what has the keyboard. Where there is ``contrast``
    tints are the page's own white or black: an edge, a line or a pattern says what they say elsewhere.
    """

    dark: bool
    contrast: bool
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
    contrast=False,
    window="#ffffff",
    page="#ffffff",
    panel="#fafafb",
    raised="#ffffff",
    line="#e2e4ea",
    border="#828899",
    text="#1d2130",
    dim="#5d6475",
    quiet="#656b7c",
    accent="#30509f",
    accent_tint="#e8ecf8",
    on_accent="#ffffff",
    hover="#f1f3f8",
    good="#1f7855",
    warning="#a04a00",
    warning_tint="#fdf0e0",
    total="#2b3242",
    amber_total="#c27e00",
    hues={
        "blue": Hue("#d8e5f8", "#2a66b8", "#1f4f96"),
        "amber": Hue("#fae3a0", "#a86a00", "#7a4c00"),
        "green": Hue("#d0ece0", "#23805c", "#17634a"),
        "violet": Hue("#e6def8", "#7049b8", "#573494"),
        "rose": Hue("#fadce4", "#b83a62", "#942a4c"),
        "teal": Hue("#d0ebf0", "#15798a", "#0e5f6d"),
        "slate": Hue("#e0e4ea", "#5d6b80", "#465264"),
    },
    schools=("#543083", "#a8489b", "#c8709a", "#7a5a3a", "#ae8a62", "#3d3d3d", "#868b34", "#6794aa"),
)

DARK = Theme(
    dark=True,
    contrast=False,
    window="#191c23",
    page="#191c23",
    panel="#171a20",
    raised="#242833",
    line="#343a47",
    border="#787f92",
    text="#e8eaf0",
    dim="#a5acbc",
    quiet="#989fb0",
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

# Text is 7 to 1 here, and every edge 4.5 to 1.
CONTRAST_LIGHT = Theme(
    dark=False,
    contrast=True,
    window="#ffffff",
    page="#ffffff",
    panel="#ffffff",
    raised="#ffffff",
    line="#595959",
    border="#000000",
    text="#000000",
    dim="#1f1f1f",
    quiet="#3d3d3d",
    accent="#00309f",
    accent_tint="#ffffff",
    on_accent="#ffffff",
    hover="#ebebeb",
    good="#00502c",
    warning="#7a2d00",
    warning_tint="#ffffff",
    total="#000000",
    amber_total="#7a4c00",
    hues={
        "blue": Hue("#ffffff", "#0b3f8a", "#0b3f8a"),
        "amber": Hue("#ffffff", "#6e4300", "#6e4300"),
        "green": Hue("#ffffff", "#0a5236", "#0a5236"),
        "violet": Hue("#ffffff", "#4d2594", "#4d2594"),
        "rose": Hue("#ffffff", "#88173f", "#88173f"),
        "teal": Hue("#ffffff", "#08505c", "#08505c"),
        "slate": Hue("#ffffff", "#36424f", "#36424f"),
    },
    schools=("#3d1a70", "#8a2b80", "#a8456f", "#5f4022", "#875f2e", "#1f1f1f", "#5a5f10", "#2f6078"),
)

CONTRAST_DARK = Theme(
    dark=True,
    contrast=True,
    window="#000000",
    page="#000000",
    panel="#000000",
    raised="#000000",
    line="#a6a6a6",
    border="#ffffff",
    text="#ffffff",
    dim="#ececec",
    quiet="#cfcfcf",
    accent="#a8c4ff",
    accent_tint="#000000",
    on_accent="#000000",
    hover="#262626",
    good="#7be0b6",
    warning="#ffc07a",
    warning_tint="#000000",
    total="#ffffff",
    amber_total="#ffc04d",
    hues={
        "blue": Hue("#000000", "#9cc4ff", "#9cc4ff"),
        "amber": Hue("#000000", "#ffc75e", "#ffc75e"),
        "green": Hue("#000000", "#7be0b6", "#7be0b6"),
        "violet": Hue("#000000", "#cdb6ff", "#cdb6ff"),
        "rose": Hue("#000000", "#ffadc6", "#ffadc6"),
        "teal": Hue("#000000", "#7fe0ee", "#7fe0ee"),
        "slate": Hue("#000000", "#c6d2e4", "#c6d2e4"),
    },
    schools=("#c5a8f5", "#f0a6e6", "#ffd0e2", "#d8b48c", "#f2e2cd", "#bdbdbd", "#dde285", "#a9d4ea"),
)


_SYSTEM_IS_DARK = "system_is_dark"  # a property of the application

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
    chosen, dark = settings.text("appearance", "system"), _dark_is_asked_for()
    if chosen in {"light", "dark"}:
        return DARK if chosen == "dark" else LIGHT
    if chosen == "contrast" or _contrast_is_asked_for():
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def _contrast_is_asked_for() -> bool:
    hints = QGuiApplication.styleHints()
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _dark_is_asked_for() -> bool:
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is Qt.ColorScheme.Unknown:
        application = QGuiApplication.instance()
        return application is not None and bool(application.property(_SYSTEM_IS_DARK))
    return scheme is Qt.ColorScheme.Dark


def _note_system(application: QApplication) -> None:
    """Note whether the system's own ground is dark: in its high contrast it may say nothing but that."""
    application.setPalette(QPalette())
    ground = application.palette().color(QPalette.ColorRole.Window)
    application.setProperty(_SYSTEM_IS_DARK, ground.lightnessF() < 0.5)


def choose(appearance: str) -> None:
    """Use "light", "dark" or high "contrast" from now on, or follow the "system"."""
    settings.remember("appearance", appearance)
    current_again()


def apply(application: QApplication) -> None:
    """Give the application its style and face, and colours whenever the system's change."""
    application.setStyle(PlainStyle("Fusion"))
    application.setFont(interface_font())
    _note_system(application)
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(current_again)
    hints.accessibility().contrastPreferenceChanged.connect(_follow_contrast)


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
            if isinstance(window, DressedWindow):
                window.dressing.wear(style_sheet(theme))


def _follow_contrast() -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _note_system(application)
        current_again()


def style_sheet(theme: Theme) -> str:
    """Return the program's style sheet in this theme's colours; high contrast adds to it."""
    names = ("strandline.qss", "contrast.qss") if theme.contrast else ("strandline.qss",)
    sheet = string.Template("".join(resource("style", name).read_text("utf-8") for name in names))
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    ink = "white" if theme.dark else "black"
    return sheet.substitute(colours, icons=resource("icons").as_posix(), ink=ink)


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
