"""The line at the bottom: saved when, what just happened, which keys help, what is under way."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from app.shell.jobs import Job
from app.shell.notices import Offer
from app.shell.spoken import announce
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import described, named, row_of, with_role
from coding.language import _

_HEIGHT = 28  # pixels
_SAID_FOR = 6000


class StatusLine(QStatusBar):
    """Shows the state of the study at all times; what is said leaves it again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(_("Status"))
        self._saved = described(QLabel(), _("When the last change was stored"))
        self._context, self._said = ElidedLabel(""), ElidedLabel("")
        self._hints = _Hints()
        self._context.setAccessibleDescription(_("Where you are"))
        self._said.setAccessibleDescription(_("What just happened"))
        self._hints.setTextFormat(Qt.TextFormat.RichText)
        self._hints.setContentsMargins(0, 0, 8, 0)
        self._hints.setAccessibleDescription(_("Keys that help here"))
        for label in (self._saved, self._context, self._said):
            label.setContentsMargins(8, 0, 8, 0)
            self.addWidget(label)
        self._offer = with_role(QToolButton(), "flat")
        self._offer.hide()
        self._act: Callable[[], object] | None = None
        self._offer.clicked.connect(self._take_offer)
        self.addWidget(self._offer)
        self._progress = _ProgressStrip()
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self._hints)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fall_silent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the keys go where they would take room from words."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        words = sum(label.sizeHint().width() for label in (self._saved, self._context, self._said))
        fits = words + self._hints.sizeHint().width() <= self.width()
        self._hints.setMaximumWidth(self.maximumWidth() if fits else 0)

    def show_saved(self, changed: str) -> None:
        """Say when the last change was stored; ``changed`` is UTC in ISO 8601, empty for none."""
        if not changed:
            self._saved.setText("")
            return
        local = datetime.fromisoformat(changed).astimezone()
        same_day = local.date() == datetime.now().astimezone().date()
        self._saved.setText(
            _("✓ All work saved {time}").format(
                time=local.strftime("%H:%M:%S" if same_day else "%Y-%m-%d %H:%M")
            )
        )

    def show_unsaved(self, text: str) -> None:
        """Say that changes are not taken (a study open for reading only)."""
        self._saved.setText(text)

    def show_context(self, text: str) -> None:
        """Say where one is."""
        self._context.setText(text)
        self._share_room()

    def show_hints(self, text: str) -> None:
        """Suggest keys."""
        self._hints.setText(text)
        self._share_room()

    def say(self, text: str) -> None:
        """Say something for a while, also to a screen reader."""
        self._offer.hide()
        if text:
            announce(self, text)
        self._said.setText(text)
        self._share_room()
        self._timer.start(_SAID_FOR)

    def offer(self, offer: Offer) -> None:
        """Put a button beside what was just said; it stays as long."""
        self._act = offer.act
        self._offer.setText(offer.choice)
        self._offer.show()
        self._timer.start(3 * _SAID_FOR)

    def _take_offer(self) -> None:
        if self._act is not None:
            self._act()
        self._fall_silent()

    def _fall_silent(self) -> None:
        self._said.setText("")
        self._share_room()
        self._offer.hide()

    def follow(self, job: Job) -> None:
        """Show a job's progress, with a button that stops it."""
        self._progress.follow(job)


class _Hints(QLabel):
    """Keys that help; they give way first where the line is short."""

    def minimumSizeHint(self) -> QSize:
        """Be content with no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of them or none."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class _ProgressStrip(QWidget):
    """The newest job's name, how far it is, and Cancel; shown once a job takes longer than a blink."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way: dict[Job, tuple[int, int, str]] = {}  # the newest last, each with how far it is
        self._label = ElidedLabel("")
        self._bar = named(QProgressBar(), _("Progress"))
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        cancel = with_role(QToolButton(), "flat")
        cancel.setText(_("Cancel"))
        cancel.clicked.connect(self._cancel)
        row_of(self._label, self._bar, cancel, on=self, margins=(8, 0, 8, 0))
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job) -> None:
        self._under_way[job] = (0, 0, "")
        job.progressed.connect(partial(self._note, job))
        job.ended.connect(partial(self._end, job))
        self._show_newest()
        if not self.isVisible():
            self._delay.start(400)

    def _note(self, job: Job, done: int, total: int, label: str) -> None:
        self._under_way[job] = (done, total, label)
        self._show_newest()

    def _show_newest(self) -> None:
        job, (done, total, label) = next(reversed(self._under_way.items()))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        count = _("{done} of {total}").format(done=done, total=total) if total else ""
        self._label.setText(" · ".join(part for part in (job.title, count, label) if part))

    def _cancel(self) -> None:
        if self._under_way:
            self._label.setText(_("Stopping…"))
            next(reversed(self._under_way)).stop()

    def _end(self, job: Job) -> None:
        self._under_way.pop(job, None)  # followed twice, it ends twice
        if self._under_way:
            self._show_newest()
        else:
            self._delay.stop()
            self.hide()
