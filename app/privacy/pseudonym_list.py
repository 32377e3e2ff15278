"""Where the key of the open study is kept: asked once, remembered on this computer, never in the study."""

from pathlib import Path

from app.shell import settings
from app.shell.open_study import OpenStudy
from coding.errors import UserError
from coding.language import _
from coding.privacy.masking import Pseudonym
from storage.privacy.pseudonym_list import lies_beside, read_entries
from storage.queries.people import study_guid
from storage.readers.kinds import KEYS, ending_of, patterns


class StudyKey:
    """The key file of one study."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Look where it was kept the last time."""
        self._study = open_study
        self._setting = f"key/{study_guid(open_study.reader)}"
        known = settings.text(self._setting)
        self.path: Path | None = Path(known) if known else None
        self.problem = ""

    def read(self) -> tuple[Pseudonym, ...]:
        """Return what the remembered file holds; nothing where it cannot be read, which words() tells."""
        if self.path is None:
            return ()
        try:
            return read_entries(self.path)
        except UserError as error:
            self.problem = _("The key “{name}” cannot be used.").format(name=self.path.name) + f" {error}"
            self.path = None  # what cannot be read now must not be written over
            return ()

    def choose(self) -> tuple[Pseudonym, ...] | None:
        """Ask for a key and return what it holds, or None."""
        title = _("Open the key: names and pseudonyms")
        path = self._study.notices.ask_file(title, _("Keys ({endings})").format(endings=patterns(KEYS)))
        if path is None:
            return None
        try:
            entries = read_entries(path)
        except UserError as error:
            self._study.notices.warn(error)
            return None
        self._remember(path)
        return entries

    def ask_place(self) -> bool:
        """Ask where the key is to be kept, unless that is known; tell whether it is now."""
        if self.path is None:
            title = _("Keep the key, outside the study’s folder")
            path = self._study.notices.ask_target(
                title, _("key.csv"), _("Keys ({endings})").format(endings=patterns(KEYS))
            )
            if path is not None:
                self._keep_at(path)
        return self.path is not None

    def _keep_at(self, path: Path) -> None:
        if ending_of(path.name) in KEYS:
            self._remember(path)
            return
        path = path.with_name(path.name + KEYS[0])
        if path.exists():  # the system's dialog has not asked about this name
            self._study.notices.warn(
                UserError(
                    _("“{name}” is already there.").format(name=path.name),
                    _("Nothing was masked."),
                    _("Open it as the key, or choose another name."),
                )
            )
        else:
            self._remember(path)

    def _remember(self, path: Path) -> None:
        self.path = path
        settings.remember(self._setting, str(path))

    def words(self) -> str:
        """Return where it is kept, in words."""
        if self.path is None and self.problem:
            return self.problem
        if self.path is None:
            return _("The key is not kept anywhere yet; you are asked where before anything is masked.")
        if lies_beside(self.path, self._study.file.path):
            return _(
                "The key “{name}” lies in the study’s own folder: whoever is given the folder can read the "
                "names. Better keep it elsewhere."
            ).format(name=self.path.name)
        return _("The key is kept in {path}.").format(path=self.path)
