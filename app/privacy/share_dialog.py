"""Sharing a masked copy: what is masked in it and what stays is shown first, then it is written."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QListWidget, QWidget

from app.privacy.pseudonym_list import StudyKey
from app.shell.file_dialogs import study_filter
from app.shell.file_exports import as_file_name
from app.shell.jobs import Job
from app.shell.open_study import OpenStudy
from app.widgets.forms import DIALOG, STRETCH, button, column_of, hint, named, row_of, wide, with_role
from app.widgets.look_ahead_dialog import LookAheadDialog
from coding.errors import UserError
from coding.language import _, plural
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.progress import Progress
from storage.privacy.masked_export import Parts, SharedCopy, look_ahead, share_copy
from storage.queries.people import study_details
from storage.study.history import Written
from storage.study.study_file import SUFFIX

_MOST = 200


class ShareDialog(LookAheadDialog):
    """Says what goes into the copy, and asks where it is written."""

    def __init__(self, open_study: OpenStudy, parent: QWidget | None = None) -> None:
        """Look ahead with the key of the study, if one is known."""
        title = _("Share a masked copy")
        super().__init__(open_study, title, _("What is masked"), _("Share…"), parent)
        self._key = StudyKey(open_study)
        self._pseudonyms = Pseudonyms()
        self.memos = QCheckBox(_("Memos go with it"))
        self.memos.setChecked(True)
        self.codings = QCheckBox(_("Codings go with it"))
        self.codings.setChecked(True)
        self.for_coder = QCheckBox(_("For a second coder"))
        self.for_coder.setToolTip(_("Who opens it is asked who codes, and it can be merged back."))
        self.key_line = hint()
        self.places = named(with_role(QListWidget(), "field"), _("What is masked and what stays"))
        column_of(
            hint(_intention()),
            row_of(wide(self.key_line), button(_("Open a key…"), self._open_key)),
            self.said,
            wide(self.places),
            self.buttons(self.for_coder, self.codings, self.memos, STRETCH),
            on=self,
            margins=DIALOG,
            spacing=12,
        )
        self.resize(700, 560)
        for tick in (self.memos, self.codings):
            tick.toggled.connect(self._look)
        self._use(self._key.read())

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

    def _parts(self) -> Parts:
        memos, codings, for_coder = (t.isChecked() for t in (self.memos, self.codings, self.for_coder))
        return Parts(memos, codings, for_coder)

    # --- looking ahead -----------------------------------------------------------------------

    def _look(self) -> None:
        self.said.say(_("Looking at what would be in the copy …"), "dim")
        self.act_button.setEnabled(False)
        self.places.clear()
        path, names, parts = self.open_study.file.path, self._pseudonyms, self._parts()
        self.look_ahead(
            _("Looking ahead"),
            lambda progress: look_ahead(path, names, parts, progress),
            self._show,
        )

    def _show(self, found: SharedCopy) -> None:
        self.act_button.setEnabled(True)
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

    def begin(self) -> Job | None:
        """Ask for a place and write the copy there."""
        names = self._pseudonyms
        name = names.plain.masked(study_details(self.open_study.reader).name)
        suggestion = _("{study}, masked").format(study=as_file_name(name)) + SUFFIX
        target = self.open_study.notices.ask_target(_("Share a masked copy"), suggestion, study_filter())
        if target is None:
            return None
        target = target.with_name(target.name + SUFFIX) if target.suffix != SUFFIX else target
        path, parts = self.open_study.file.path, self._parts()

        def write(progress: Progress) -> SharedCopy:
            return share_copy(path, target, names, parts, progress)

        self.said.say(_("Writing the copy …"), "dim")
        self.act_button.setEnabled(False)
        job = self.open_study.jobs.start(
            _("Writing a masked copy"),
            write,
            done=partial(self._written, target),
            failed=self.open_study.report,
        )
        job.ended.connect(lambda: self.act_button.setEnabled(True))
        return job

    def _written(self, target: Path, _done: SharedCopy) -> None:
        self.open_study.note_file(Written.SHARED, target)
        said = _("“{name}” is ready to be shared.").format(name=target.name)
        self.open_study.notices.offer(said, _("Open it"), partial(self.open_study.open, target))
        self.accept()


def _intention() -> str:
    return _(
        "A fresh study is written, for somebody who may not see the names: with its codings, without its "
        "history, the names of the original files, and the key. Your own study stays as it is."
    )
