"""Another copy that may be read: its key is held for as long as it is looked at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from app.shell.notices import Notices
from app.shell.unlocking import with_password
from coding.errors import UserError
from storage.study.keys import Key, unlocked
from storage.study.open_checks import refuse_what_is_no_file, resolved


@dataclass(frozen=True, slots=True)
class UnlockedCopy:
    """Where it is, and its key, if it has a password."""

    path: Path
    key: Key | None

    @classmethod
    def open(cls, path: Path, notices: Notices) -> Self | None:
        """Ask for the password if there is one; None if the person turned away, or it cannot be read."""
        path = resolved(path)
        try:
            refuse_what_is_no_file(path)
            return with_password(path, lambda typed: cls(path, unlocked(path, typed)), notices.ask_password)
        except UserError as error:
            notices.warn(error)
            return None
