"""Where the key of the open study is kept: asked once, remembered on this computer, never in the study."""

from collections.abc import Iterable
from pathlib import Path

from app.shell import settings
from app.shell.open_study import OpenStudy
from app.shell.unlocking import with_password
from coding.errors import UserError
from coding.language import _
from coding.privacy.masking import Pseudonym
from storage.privacy.pseudonym_list import lies_beside, read_entries, write_key
from storage.queries.people import study_guid
from storage.readers.kinds import KEYS, LOCKED_KEY, ending_of, patterns


class StudyKey:
    """The key file of one study."""

    def __init__(self, open_study: OpenStudy) -> None:
        """Look where it was kept the last time."""
        self._study = open_study
        self._setting = f"key/{study_guid(open_study.reader)}"
        known = settings.text(self._setting)
        self.path: Path | None = Path(known) if known else None
        self.problem = ""
        self._password: str | None = None  # of an encrypted one, as it was typed

    def read(self) -> tuple[Pseudonym, ...]:
        """Return what the remembered file holds; nothing where it cannot be read, which words() tells."""
        if self.path is None:
            return ()
        path, self.path = self.path, None  # what cannot be read now must not be written over
        try:
            found = self._read(path)
        except UserError as error:
            self.problem = _("The key “{name}” cannot be used.").format(name=path.name) + f" {error}"
            return ()
        if found is None:
            self.problem = _("The key “{name}” was not opened.").format(name=path.name)
            return ()
        self.path = path
        return found

    def choose(self) -> tuple[Pseudonym, ...] | None:
        """Ask for a key and return what it holds, or None."""
        title = _("Open the key: names and pseudonyms")
        path = self._study.notices.ask_file(title, _("Keys ({endings})").format(endings=patterns(KEYS)))
        if path is None:
            return None
        try:
            entries = self._read(path)
        except UserError as error:
            self._study.notices.warn(error)
            return None
        if entries is not None:
            self._remember(path)
        return entries

    def _read(self, path: Path) -> tuple[Pseudonym, ...] | None:
        """Read a key, with its password where it has one; None if the person turned away."""
        found = with_password(
            path, lambda password: (read_entries(path, password), password), self._study.notices.ask_password
        )
        if found is None:
            return None
        entries, self._password = found
        return entries

    def write(self, path: Path, entries: Iterable[Pseudonym]) -> None:
        """Write the key; on any thread. Raises UserError."""
        write_key(path, entries, self._password)

    def ask_place(self) -> bool:
        """Ask where the key is to be kept, unless that is known; tell whether it is now."""
        if self.path is None:
            title = _("Keep the key, outside the study’s folder")
            path = self._study.notices.ask_target(
                title, _("key.csv"), _("Keys ({endings})").format(endings=patterns(KEYS))
            )
            if path is not None:
                self._keep_at(path)
        return self.path is not None and self._has_what_it_needs(self.path)

    def _has_what_it_needs(self, path: Path) -> bool:
        """Ask for a password where the key is to have one and none is known."""
        if ending_of(path.name) != LOCKED_KEY or self._password is not None:
            return True
        self._password = self._study.notices.ask_new_password(path)
        return self._password is not None

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
