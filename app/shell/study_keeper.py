"""Looking after the file of the open study while nobody thinks of it.

When work pauses or the window is left, the log is brought into the study's file, so that a copy of the file
alone (by a person, a backup, a stick pulled out) has every change. Once an hour a restore point is kept.
"""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.shell import settings
from app.shell.open_study import OpenStudy
from coding.errors import UserError
from coding.language import _
from storage.study.journal import Changes
from storage.study.keeping.restore_folders import sync_service
from storage.study.own_files import has_other_names

_PAUSE: Final = 3_000  # ms without a change
_HOUR: Final = 3_600_000
_REMEMBERED: Final = 50  # studies of which it was said where they lie


class StudyKeeper(QObject):
    """Brings the log into the file in pauses, keeps restore points, and says where a study lies unsafely."""

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Wait for a study."""
        super().__init__(parent)
        self._study = open_study
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._hour = QTimer(self, interval=_HOUR)
        self._pause.timeout.connect(self._checkpoint)
        self._hour.timeout.connect(open_study.keep_restore_point)
        open_study.opened.connect(self._begin)
        open_study.study_changed.connect(self._wait_for_a_pause)
        open_study.closing.connect(self._end)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.applicationStateChanged.connect(self._follow_application)

    def _begin(self) -> None:
        self._hour.start()
        self._say_where_it_lies()

    def _wait_for_a_pause(self, _changes: Changes) -> None:
        self._pause.start()

    def _end(self) -> None:
        self._pause.stop()
        self._hour.stop()

    def _follow_application(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and self._pause.isActive():
            self._checkpoint()

    def _checkpoint(self) -> None:
        self._pause.stop()
        if self._study.can_write:
            self._say_where_it_lies()  # a second name may have come meanwhile
            file = self._study.file
            self._study.jobs.start_quietly(lambda _progress: file.checkpoint(), done=self._try_again)

    def _try_again(self, whole: bool) -> None:  # noqa: FBT001 - a slot
        if not whole and self._study.is_open:
            self._pause.start()

    def _say_where_it_lies(self) -> None:
        """Say once of each study that another program copies its folder, or that it goes by two names."""
        path = self._study.file.path
        told = settings.texts("told_where")
        if str(path) in told or self._study.file.read_only:
            return
        if service := sync_service(path):
            self._study.notices.warn(_synchronised(path.name, service))
        elif has_other_names(path):
            self._study.notices.warn(_linked(path.name))
        else:
            return
        settings.remember("told_where", [*told, str(path)][-_REMEMBERED:])


def _synchronised(name: str, service: str) -> UserError:
    return UserError(
        _("“{name}” lies in a folder that {service} copies to other computers.").format(
            name=name, service=service
        ),
        _("It is safe to work here. Two computers with the study open at once are not: one of them loses."),
        _("Close the study before you open it elsewhere, and wait until {service} has finished.").format(
            service=service
        ),
    )


def _linked(name: str) -> UserError:
    return UserError(
        _("“{name}” goes by a second name on this disk (a hard link).").format(name=name),
        _("A program that opens it by the other name does not see the latest changes and can damage it."),
        _("Save a copy and work there, or remove the other name."),
    )
