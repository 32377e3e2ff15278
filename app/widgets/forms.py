"""What pages, panels and dialogs are put together from: rows and columns, labels, buttons."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

AnyWidget = TypeVar("AnyWidget", bound=QWidget)
AnyBox = TypeVar("AnyBox", bound=QBoxLayout)
Margins = tuple[int, int, int, int]

NONE: Margins = (0, 0, 0, 0)
DIALOG: Margins = (20, 16, 20, 16)
PAGE: Margins = (14, 8, 14, 0)  # what stands over a list that reaches the edges
PANEL: Margins = (14, 12, 14, 12)  # None stands for what the style of the system leaves


class Placed(NamedTuple):
    """A part of a row or column, the share it takes of the room that is left, and where it stands in it."""

    part: QWidget | QLayout | None
    share: int = 0
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag(0)


Part = QWidget | QLayout | Placed

STRETCH = Placed(None, 1)  # empty room


def stretch(share: int) -> Placed:
    """Return empty room that takes so many shares of what is left."""
    return Placed(None, share)


def wide(part: QWidget | QLayout, share: int = 1) -> Placed:
    """Return a part that takes what room is left."""
    return Placed(part, share)


def column_of(
    *parts: Part, on: QWidget | None = None, margins: Margins | None = NONE, spacing: int = -1
) -> QVBoxLayout:
    """Set parts below each other, on a widget or as a part of something larger."""
    return _filled(QVBoxLayout(on) if on else QVBoxLayout(), parts, margins, spacing)


def row_of(
    *parts: Part, on: QWidget | None = None, margins: Margins | None = NONE, spacing: int = -1
) -> QHBoxLayout:
    """Set parts beside each other, on a widget or as a part of something larger."""
    return _filled(QHBoxLayout(on) if on else QHBoxLayout(), parts, margins, spacing)


def _filled(box: AnyBox, parts: tuple[Part, ...], margins: Margins | None, spacing: int) -> AnyBox:
    if margins is not None:
        box.setContentsMargins(*margins)
    if spacing >= 0:
        box.setSpacing(spacing)
    for each in parts:
        part, share, alignment = each if isinstance(each, Placed) else Placed(each)
        if part is None:
            box.addStretch(share)
        elif isinstance(part, QLayout):
            box.addLayout(part, share)
        else:
            box.addWidget(part, share, alignment)
    return box


def with_role(widget: AnyWidget, role: str) -> AnyWidget:
    """Return a widget that the style sheet knows by this role."""
    widget.setProperty("role", role)
    return widget


def named(widget: AnyWidget, name: str) -> AnyWidget:
    """Return a widget that a screen reader calls by this name."""
    widget.setAccessibleName(name)
    return widget


def described(widget: AnyWidget, what: str) -> AnyWidget:
    """Return a label that a screen reader says this of, besides the label's own words."""
    widget.setAccessibleDescription(what)
    return widget


def line(text: str = "", role: str = "dim") -> QLabel:
    """Return words on one line."""
    return with_role(QLabel(text), role)


def hint(text: str = "", role: str = "dim") -> QLabel:
    """Return words that may break into lines, quiet unless said otherwise."""
    return with_role(QLabel(text, wordWrap=True), role)


def caption(text: str, field: QWidget, role: str = "") -> QLabel:
    """Return the label of a field; its letter leads to the field."""
    words = line(text, role)
    words.setBuddy(field)
    return words


def button(text: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """Return a button that is pressed on purpose only, never by Enter in a field."""
    made = with_role(QPushButton(text, autoDefault=False), role)
    made.clicked.connect(act)
    return made


class EmptyPage(QWidget):
    """What stands where there is nothing to show: what is missing, and a button that helps."""

    def __init__(self, do: str = "") -> None:
        """Begin with nothing said; ``do`` is what the button says."""
        super().__init__()
        self._words, self._more = line(role="heading"), line()
        self.button = with_role(QPushButton(do), "primary")
        parts = (self._words, self._more, self.button)
        self._below = column_of(spacing=2)
        centred = [Placed(part, 0, Qt.AlignmentFlag.AlignHCenter) for part in parts]
        column_of(stretch(2), *centred[:2], self._below, centred[2], stretch(3), on=self, margins=None)

    def add_below(self, part: QWidget) -> None:
        """Put something between the words and the button."""
        self._below.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, words: str, more: str) -> None:
        """Say what is missing, and what brings it."""
        self._words.setText(words)
        self._more.setText(more)


def show_in(area: QScrollArea, inner: QWidget) -> None:
    """Show a widget in place of the one before, which goes later: what is pressed now may be on it.

    Left to Qt, the one before would be deleted at once, and Qt would go on in what is no longer there.
    """
    if before := area.takeWidget():
        before.deleteLater()
    area.setWidget(inner)


class Form(QScrollArea):
    """A column that scrolls where it is too high for its place."""

    def __init__(self, name: str, *parts: Part, parent: QWidget | None = None) -> None:
        """Show these parts; ``name`` is what a screen reader calls the form."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(380)
        self.setAccessibleName(name)
        self.show_parts(*parts)

    def show_parts(self, *parts: Part) -> None:
        """Show these parts in place of those before."""
        inner = QWidget()
        column_of(*parts, on=inner, margins=PANEL, spacing=8)
        show_in(self, inner)
