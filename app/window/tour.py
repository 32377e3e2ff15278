"""The tour of the sample study: eight stops, each a card over the window, a frame around what it tells of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.shell import theme
from app.shell.places import Place
from app.shell.spoken import announce
from app.widgets.forms import PANEL, STRETCH, button, column_of, hint, line, row_of, with_role
from coding.language import N_, _

if TYPE_CHECKING:
    from app.window.window import MainWindow

_WIDTH: Final = 380  # pixels of the card
_EDGE: Final = 24
_FRAME: Final = 3
# The joint interview of School B in 2015: two speakers, and a passage that carries two strands.
_CODED: Final = Place("code", 13, 1832, 2043)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the tour stops, what is said there, and what the frame is drawn around."""

    title: str
    words: str
    place: Place
    shows: Callable[["MainWindow"], QWidget]


STOPS: Final = (
    Stop(
        N_("Read"),
        N_(
            "A transcript is set like a book. The interviewer’s words are dimmed: only "
            "participants’ words count. Down goes to the next sentence, Shift+Down takes in one "
            "more."
        ),
        _CODED,
        lambda window: window.code.page.view,
    ),
    Stop(
        N_("Code"),
        N_(
            "Each strand has a key. Press it, and the passage is coded; again, and it is not. The"
            " brackets in the margin say what was coded. Enter finds a code by its name, or makes"
            " a new one."
        ),
        _CODED,
        lambda window: window.code.panel,
    ),
    Stop(
        N_("Find your way"),
        N_(
            "Twenty interviews, five schools, two rounds. The list says which are done: only "
            "those count in rates."
        ),
        _CODED,
        lambda window: window.code.tree,
    ),
    Stop(
        N_("Compare"),
        N_(
            "How often was each strand spoken of, in which school, in which round? Both rounds "
            "stand on one scale. What qualifies a number is said below the chart."
        ),
        Place("compare"),
        lambda window: window.navigator.stack,
    ),
    Stop(
        N_("Read what a number counts"),
        N_(
            "Every number opens its passages. Here all of them are listed: narrow them down by "
            "code, person, round or words, and copy them with who said them where."
        ),
        Place("passages"),
        lambda window: window.navigator.stack,
    ),
    Stop(
        N_("Say what codes mean"),
        N_(
            "The codebook says what belongs to a code and what does not. Where that changes, it "
            "says which codings are to be looked at again."
        ),
        Place("codebook"),
        lambda window: window.navigator.stack,
    ),
    Stop(
        N_("Write"),
        N_(
            "Memos, the journal, and an outline of claims with the passages that speak for and "
            "against them. File, Export to Word hands it all over."
        ),
        Place("memos"),
        lambda window: window.navigator.stack,
    ),
    Stop(
        N_("It is safe"),
        N_(
            "The line at the bottom says when the last change was stored. Ctrl+Z takes back "
            "anything, tomorrow too. Restore points lie beside the study, and nothing leaves this"
            " computer."
        ),
        _CODED,
        lambda window: window.status,
    ),
)


class Tour(QObject):
    """Goes from stop to stop by keys or buttons; Escape, or another study, ends it."""

    def __init__(self, window: "MainWindow") -> None:
        """Begin at the first stop; the sample study is open."""
        super().__init__(window)
        self._window = window
        self._at = 0
        self.frame = _Frame(window)
        self.card = TourCard(window, self)
        window.installEventFilter(self)
        window.open_study.closing.connect(self.leave)
        _application().focusChanged.connect(self._keep_keyboard)
        self._stop()

    @property
    def at(self) -> int:
        """The number of the stop, from 0."""
        return self._at

    def step(self, by: int) -> None:
        """Go on, or back; from the last stop on the tour is over."""
        if self._at + by >= len(STOPS):
            self.leave()
        elif self._at + by >= 0:
            self._at += by
            self._stop()

    def leave(self) -> None:
        """End it, and give the keyboard back to the page."""
        self._window.removeEventFilter(self)
        self._window.open_study.closing.disconnect(self.leave)
        _application().focusChanged.disconnect(self._keep_keyboard)
        for widget in (self.card, self.frame):
            widget.hide()
            widget.deleteLater()
        if self._window.page is not None:
            self._window.page.setFocus()
        self.deleteLater()

    def _stop(self) -> None:
        stop = STOPS[self._at]
        self._window.go(stop.place)
        self.card.show_stop(stop, self._at)
        # A page that is shown for the first time has no size before, and takes the keyboard.
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._place()
        self.card.take_keyboard()

    def _keep_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Take the keyboard again where a page that is being filled lets go of it."""
        if now is None and self._window.isActiveWindow():
            QTimer.singleShot(0, self, self.card.take_keyboard)

    def _place(self) -> None:
        """Put the card and the frame where they belong."""
        window, shown = self._window, STOPS[self._at].shows(self._window)
        around = QRect(shown.mapTo(window, QPoint(0, 0)), shown.size())
        self.frame.setGeometry(around)
        self.frame.show()
        self.frame.raise_()
        size = self.card.fitting()
        left = window.width() - size.width() - _EDGE
        if around.center().x() > window.width() // 2 and around.width() < window.width() // 2:
            left = around.left() - size.width() - _EDGE  # beside what stands on the right
        bottom = window.height() - window.status.height() - _EDGE
        self.card.setGeometry(max(_EDGE, left), max(0, bottom - size.height()), size.width(), size.height())
        self.card.show()
        self.card.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place)
        return False


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


class TourCard(QFrame):
    """What is said at a stop, and the buttons: Enter goes on, Left goes back, Escape leaves."""

    def __init__(self, window: QWidget, tour: Tour) -> None:
        """Begin empty."""
        super().__init__(window)
        with_role(self, "popover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tour = tour
        self.title, self.words, self._count = line(role="heading"), hint(), line()
        self.words.setMinimumWidth(_WIDTH - PANEL[0] - PANEL[2])
        self.on = button(_("Next"), lambda: tour.step(1), "primary")
        self.back = button(_("Back"), lambda: tour.step(-1))
        leave = button(_("Leave the tour"), tour.leave, "flat")
        buttons = row_of(self._count, STRETCH, leave, self.back, self.on, spacing=6)
        self._column = column_of(self.title, self.words, buttons, on=self, margins=PANEL, spacing=8)

    def show_stop(self, stop: Stop, at: int) -> None:
        """Say what is said there."""
        self.title.setText(_(stop.title))
        self.words.setText(_(stop.words))
        self._count.setText(_("{n} of {all}").format(n=at + 1, all=len(STOPS)))
        self.back.setEnabled(at > 0)
        self.on.setText(_("Next") if at + 1 < len(STOPS) else _("Done"))
        self.setAccessibleName(f"{_(stop.title)}. {_(stop.words)}")

    def fitting(self) -> QRect:
        """Return how large it has to be."""
        width = max(_WIDTH, self.minimumSizeHint().width())
        return QRect(0, 0, width, max(self.sizeHint().height(), self._column.heightForWidth(width)))

    def take_keyboard(self) -> None:
        """Let keys go on and back, and a screen reader say the words."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, Right or Space, back with Left; Escape leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right:
                self._tour.step(1)
            case Qt.Key.Key_Left:
                self._tour.step(-1)
            case Qt.Key.Key_Escape:
                self._tour.leave()
            case _:
                super().keyPressEvent(event)


class _Frame(QWidget):
    """A frame around what is told of; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.current().accent), _FRAME))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
