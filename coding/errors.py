"""What went wrong that the researcher can do something about."""


class UserError(Exception):
    """Something happened that is nobody's bug.

    ``what`` happened, what it ``means`` for the work, and what to do (``remedy``): whole
    sentences, translated, shown in a notice or written to stderr.
    """

    def __init__(self, what: str, means: str = "", remedy: str = "") -> None:
        super().__init__(" ".join(part for part in (what, means, remedy) if part))
        self.what = what
        self.means = means
        self.remedy = remedy


class NotAStudyError(UserError):
    """The file is no Strandline study."""


class TooNewError(UserError):
    """The study was written by a later version."""


class PasswordNeededError(UserError):
    """The study has a password, and none was given."""


class WrongPasswordError(UserError):
    """The password that was given is not the study's."""


class DamagedError(UserError):
    """The study file is corrupt."""


class LockedError(UserError):
    """Another window or program has the study open."""


class ReadOnlyError(UserError):
    """The study, or its folder, may not be written."""


class DiskFullError(UserError):
    """No room is left for a change."""


class UnreadableError(UserError):
    """A document that was to come in cannot be read."""


class CannotUndoError(UserError):
    """The last change can no longer be taken back."""


class CancelledError(Exception):
    """The researcher stopped a long operation; nothing of it is kept."""
