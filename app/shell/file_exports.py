"""Writing a file that a person asked for: where to, on a thread, noted in the history, offered to open."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.shell.export_kinds import ExportKind
from app.shell.jobs import Job
from app.shell.notices import Prompt
from app.shell.open_study import OpenStudy
from coding.language import _
from coding.progress import Progress
from storage.queries.people import study_details
from storage.readers.kinds import ending_of, patterns
from storage.study.history import Written


class FileExports(QObject):
    """Exports from the open study; nothing here blocks the window, and every export can be cancelled."""

    exported = Signal()  # a file has been written

    def __init__(self, open_study: OpenStudy, parent: QObject | None = None) -> None:
        """Export from this study."""
        super().__init__(parent)
        self._open_study = open_study

    def start(
        self,
        kind: ExportKind,
        target: Path,
        write: Callable[[Progress], str | None],
        quoted: Sequence[str] = (),
    ) -> Job:
        """Write on a thread; say it, note it in the history and offer to open the file."""

        def offer(lacks: str | None) -> None:
            self.offer(target, lacks or "", quoted)

        return self._open_study.jobs.start(_(kind.title), write, done=offer, failed=self._open_study.report)

    def offer(self, target: Path, lacks: str, quoted: Sequence[str]) -> None:
        """Note that a file was written, say what it lacks, and offer to open it."""
        self._open_study.note_file(Written.EXPORT, target, quoted)
        said = _("Exported {name}").format(name=target.name)
        said = f"{said}. {lacks}" if lacks else said
        self._open_study.notices.offer(said, _("Open"), partial(_open, target))
        self.exported.emit()

    def ask_target(self, kind: ExportKind, *others: ExportKind, name: str = "") -> Path | None:
        """Return where to write, with the ending of a kind, or None if the person turned away.

        The name is suggested, else the study's.
        """
        name = name or study_details(self._open_study.reader).name
        suggestion = f"{as_file_name(name)} {_(kind.addition)}{kind.ending}"
        called = ";;".join(f"{_(each.called)} ({patterns([each.ending])})" for each in (kind, *others))
        target = self._open_study.notices.ask_target(_(kind.title), suggestion, called)
        if target is None or ending_of(target.name) in {each.ending for each in (kind, *others)}:
            return target
        target = target.with_name(target.name + kind.ending)
        return target if not target.exists() or self._may_replace(target) else None

    def _may_replace(self, target: Path) -> bool:
        """Ask before a file is replaced whose name the system's dialog has not seen."""
        question = Prompt(
            _("Replace the file?"),
            _("“{name}” is already there.").format(name=target.name),
            (_("Replace"),),
        )
        return self._open_study.notices.ask(question) is not None


def _open(target: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))


def as_file_name(name: str) -> str:
    """Return a study's name without what no file name may hold."""
    kept = "".join(" " if character in '\\/:*?"<>|' or character < " " else character for character in name)
    return " ".join(kept.split()) or _("Study")
