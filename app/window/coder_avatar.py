"""The round button at the end of the bar: who codes. Its menu is the window's."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from app.shell import theme
from app.widgets.forms import with_role
from app.widgets.painting import bold
from coding.language import _
from coding.model.study import Coder

SIZE = 28
_ROOM = 2  # pixels around the circle, for the ring of the focus
_DOT = 9


class CoderAvatar(QToolButton):
    """The initials of the coder in a circle of the coder's colour; a dot says that something is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nobody."""
        super().__init__(parent)
        with_role(self, "avatar")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._initials = self._hue = ""
        self._dot = False

    def show_coder(self, coder: Coder, dot: str = "") -> None:
        """Show who codes, in their hue or the accent; ``dot`` is what a dot says, "" for none."""
        self._initials, self._hue, self._dot = coder.short, coder.hue, bool(dot)
        words = _("Coding as {coder}").format(coder=coder.name)
        self.setToolTip(f"{words}\n{dot}" if dot else words)
        self.setAccessibleName(f"{words}. {dot}" if dot else words)
        self.update()

    def sizeHint(self) -> QSize:
        """Be a circle with room for its ring."""
        return QSize(SIZE + 2 * _ROOM, SIZE + 2 * _ROOM)

    def minimumSizeHint(self) -> QSize:
        """Never give way."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle, the initials, the dot, and a ring where the keyboard is here."""
        colours = theme.current()
        ground = QColor(colours.hue(self._hue).mark if self._hue else colours.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(0, 0, SIZE, SIZE)
        circle.moveCenter(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground.lighter(112) if self.underMouse() else ground)
        painter.drawEllipse(circle)
        font = bold(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(_legible_on(ground))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.text), 1.5))
            painter.drawEllipse(circle.adjusted(-1, -1, 1, 1))
        if self._dot:
            painter.setPen(QPen(QColor(colours.window), 1.5))
            painter.setBrush(QColor(colours.warning))
            painter.drawEllipse(circle.topRight() + QPointF(-_DOT / 2 + 1, _DOT / 2 - 1), _DOT / 2, _DOT / 2)


def _legible_on(ground: QColor) -> QColor:
    """Return white or the darkest grey, whichever stands out more."""
    dark, light = QColor(theme.DARK.on_accent), QColor(theme.LIGHT.on_accent)
    return max((light, dark), key=lambda ink: _contrast(ink, ground))


def _contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of WCAG 2.1, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.1."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
