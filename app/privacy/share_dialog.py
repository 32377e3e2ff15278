"""Sharing a masked copy: what is masked in it and what stays is shown first, then it is written."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.privacy.pseudonym_list import StudyKey
from app.shell.exports import as_file_name
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.message_line import MessageLine
from coding.errors import UserError
from coding.language import _, plural
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.progress import Progress
from storage.privacy.masked_export import SharedCopy, look_ahead, share_copy
from storage.queries.people import study_details
from storage.study.study_file import SUFFIX

_MOST = 200


class ShareDialog(QDialog):
    """Says what goes into the copy, and asks where it is written."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Look ahead with the key of the study, if one is known."""
        super().__init__(parent)
        self.setWindowTitle(_("Share a masked copy"))
        self._study = open_study
        self._key = StudyKey(open_study)
        self._pseudonyms = Pseudonyms()
        self._looking: Job | None = None
        self.memos = QCheckBox(_("Memos go with it"))
        self.memos.setChecked(True)
        self.open_key = QPushButton(_("Open a key…"))
        self.key_line, self.said = QLabel(), MessageLine(_("What is masked"))
        self.places = QListWidget()
        self.close_button, self.write = QPushButton(_("Close")), QPushButton(_("Share…"))
        self._lay_out()
        self._connect()
        self._use(self._key.read())

    def _lay_out(self) -> None:
        self.places.setProperty("role", "field")
        self.places.setAccessibleName(_("What is masked and what stays"))
        self.write.setProperty("role", "primary")
        self.key_line.setWordWrap(True)
        self.key_line.setProperty("role", "dim")
        for button in (self.open_key, self.close_button, self.write):
            button.setAutoDefault(False)
        key, buttons = QHBoxLayout(), QHBoxLayout()
        key.addWidget(self.key_line, 1)
        key.addWidget(self.open_key)
        buttons.addWidget(self.memos)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(_intention())
        column.addLayout(key)
        column.addWidget(self.said)
        column.addWidget(self.places, 1)
        column.addLayout(buttons)
        self.resize(700, 560)

    def _connect(self) -> None:
        self.open_key.clicked.connect(self._open_key)
        self.memos.toggled.connect(self._look)
        self.close_button.clicked.connect(self.reject)
        self.write.clicked.connect(self.write_copy)
        self._study.closing.connect(self.reject)
        self._study.notices.warned.connect(self.said.warn)

    def _open_key(self) -> None:
        entries = self._key.choose()
        if entries is not None:
            self._use(entries)

    def _use(self, entries: tuple[Pseudonym, ...]) -> None:
        try:
            self._pseudonyms = Pseudonyms(entries)
        except UserError as error:
            self._pseudonyms = Pseudonyms()
            self.said.warn(error)
        count = plural("{n} name", "{n} names", len(self._pseudonyms.entries))
        known = _("The key “{file}” with {count}.")
        path = self._key.path
        if self._pseudonyms and path is not None:
            self.key_line.setText(known.format(file=path.name, count=count))
        else:
            self.key_line.setText(self._key.problem or _("No key is open: nothing would be masked."))
        self._look()

    # --- looking ahead -----------------------------------------------------------------------

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self.said.say(_("Looking at what would be in the copy …"), "dim")
        self.places.clear()
        path, names, memos = self._study.file.path, self._pseudonyms, self.memos.isChecked()
        self._looking = self._study.jobs.start(
            _("Looking ahead"),
            lambda progress: look_ahead(path, names, memos=memos, progress=progress),
            done=self._show,
            failed=self._study.report,
        )

    def _show(self, found: SharedCopy) -> None:
        self._looking = None
        remaining = sum(each.times for each in found.remaining)
        places = plural("{n} place is masked.", "{n} places are masked.", found.places.total())
        if remaining:
            stays = plural(
                "{n} place looks like a name and stays; look at it below.",
                "{n} places look like names and stay; look at them below.",
                remaining,
            )
            self.said.say(f"{places} {stays}", "warning")
        else:
            self.said.say(places if self._pseudonyms else _("Names stay as they are."), "dim")
        stays_as = _("stays: “{word}” ({name} is on the list)  ·  {times}")
        masked = {entry.name: entry.pseudonym for entry in self._pseudonyms.entries}
        for each in found.remaining[:_MOST]:
            self.places.addItem(stays_as.format(word=each.word, name=each.name, times=each.times))
        for name, times in found.places.most_common(_MOST):
            self.places.addItem(f"{name} → {masked[name]}  ·  {times}")

    # --- writing -----------------------------------------------------------------------------

    def write_copy(self) -> Job | None:
        """Ask for a place and write the copy there."""
        names = self._pseudonyms
        name = names.plain.masked(study_details(self._study.reader).name)
        suggestion = _("{study}, masked").format(study=as_file_name(name)) + SUFFIX
        target = self._study.notices.ask_target(
            _("Share a masked copy"), suggestion, _("Strandline studies (*{suffix})").format(suffix=SUFFIX)
        )
        if target is None:
            return None
        target = target.with_name(target.name + SUFFIX) if target.suffix != SUFFIX else target
        path, memos = self._study.file.path, self.memos.isChecked()

        def write(progress: Progress) -> SharedCopy:
            return share_copy(path, target, names, memos=memos, progress=progress)

        self.said.say(_("Writing the copy …"), "dim")
        self.write.setEnabled(False)
        job = self._study.jobs.start(
            _("Writing a masked copy"), write, done=partial(self._written, target), failed=self._study.report
        )
        job.ended.connect(lambda: self.write.setEnabled(True))
        return job

    def _written(self, target: Path, _done: SharedCopy) -> None:
        said = _("“{name}” is ready to be shared.").format(name=target.name)
        self._study.notices.offer(said, _("Open it"), partial(self._study.open, target))
        self.accept()

    def done(self, result: int) -> None:
        """Stop looking and leave."""
        if self._looking is not None:
            self._looking.cancel()
        super().done(result)


def _intention() -> QLabel:
    label = QLabel(
        _(
            "A fresh study is written, for somebody who may not see the names: with its codings, without its "
            "history, the names of the original files, and the key. Your own study stays as it is."
        )
    )
    label.setProperty("role", "dim")
    label.setWordWrap(True)
    return label
