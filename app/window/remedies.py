"""What helps when a study went wrong: going back to a restore point, or having it repaired."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.file_dialogs import study_filter
from app.shell.notices import Offer
from app.shell.open_study import OpenStudy
from app.shell.unlocking import with_password
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress
from storage.study.keeping.restore_points import RestorePoint
from storage.study.keeping.restoring import go_back
from storage.study.keys import Key, let_go, unlocked
from storage.study.open_checks import resolved
from storage.study.study_file import SUFFIX

if TYPE_CHECKING:
    from storage.study.repair.repairing import Repaired


class Remedies(QObject):
    """Goes back and repairs for the main window; the study is closed meanwhile."""

    look_wanted = Signal(Path)  # a restore point is to be opened in a window of its own

    def __init__(self, open_study: OpenStudy, window: QWidget) -> None:
        """Help with the open study, or with one that cannot be opened."""
        super().__init__(window)
        self._study, self._window = open_study, window
        self._jobs, self._notices = open_study.jobs, open_study.notices

    def offer(self, path: Path) -> None:
        """Offer what helps with a damaged study."""
        points = Offer(_("Restore points…"), lambda: self.show_restore_points(path))
        self._notices.offer_remedies(points, Offer(_("Repair…"), partial(self.repair, path)))

    def choose_to_repair(self) -> None:
        """Ask which study is damaged, and repair it."""
        path = self._notices.ask_file(_("Repair a damaged study"), study_filter())
        if path is not None:
            self.repair(path)

    def repair(self, path: Path) -> None:
        """Rebuild a damaged study into a new file and open that; the old one is left as it is."""
        suggestion = _("{study} repaired").format(study=path.stem) + SUFFIX
        target = self._notices.ask_target(_("Save the repaired study as"), suggestion, study_filter())
        if target is None:
            return
        target = target.with_suffix(SUFFIX)
        if self._study.is_open and self._study.file.path == resolved(path):
            key = unlocked(path)
            self._study.close()
            self._rebuild(path, target, key, partial(self._open_again, path, key))
        elif (unlocked_one := self._unlock(path)) is not None:
            self._rebuild(path, target, unlocked_one.key, self._study.report)

    def _unlock(self, path: Path) -> "_Unlocked | None":
        """Ask for the password of a damaged study if it has one; None if the person turned away."""
        try:
            return with_password(path, partial(_unlocked, path), self._notices.ask_password)
        except UserError as error:
            self._study.report(error)
            return None

    def _rebuild(
        self, path: Path, target: Path, key: Key | None, failed: Callable[[Exception], None]
    ) -> None:
        self._jobs.start(
            _("Repairing the study"),
            partial(_repair, path, target, key),
            done=partial(self._show_repaired, target, key),
            failed=failed,
        )

    def _show_repaired(self, target: Path, key: Key | None, repaired: "Repaired") -> None:
        from app.history.repaired import RepairedDialog

        is_open = self._study.open(target)
        let_go(key)
        if is_open:
            RepairedDialog(target, repaired, self._window).exec()

    def show_restore_points(self, path: Path) -> None:
        """Show the restore points of a study, and go back to one if that is wished."""
        from app.history.restore_points import RestorePointsDialog

        dialog = RestorePointsDialog(self._study, path, self._window)
        dialog.look_wanted.connect(self.look_wanted)
        dialog.exec()
        if dialog.chosen is not None:
            self._go_back(path, dialog.chosen)

    def _go_back(self, path: Path, point: RestorePoint) -> None:
        """Let a restore point take the study's place; the study is closed meanwhile, and open again then."""
        key = unlocked(path) if self._study.is_open else None  # held until the study is open again
        self._study.close()
        self._jobs.start(
            _("Going back to a restore point"),
            lambda _progress: go_back(path, point),
            done=partial(self._say_gone_back, path, point, key),
            failed=partial(self._open_again, path, key),
        )

    def _say_gone_back(self, path: Path, point: RestorePoint, key: Key | None, kept: Path | None) -> None:
        is_open = self._study.open(path)
        let_go(key)
        if is_open:
            said = _("The study is what it was on {when}.").format(when=point.when)
            kept_words = _("What was there before is kept as a restore point.") if kept else ""
            self._notices.say(f"{said} {kept_words}".strip())

    def _open_again(self, path: Path, key: Key | None, error: Exception) -> None:
        self._study.open(path)
        let_go(key)
        self._study.report(error)


@dataclass(frozen=True, slots=True)
class _Unlocked:
    """The key of a damaged study, None of one without a password."""

    key: Key | None


def _unlocked(path: Path, password: str | None) -> _Unlocked:
    from storage.study.repair.decrypting import key_of_damaged

    return _Unlocked(key_of_damaged(path, password))


def _repair(path: Path, target: Path, key: Key | None, progress: Progress) -> "Repaired":
    from storage.study.repair.repairing import repair

    return repair(path, target, key, progress)
