"""The keys of studies with a password, in memory for as long as such a study is open.

Whoever needs one has a key of its own, and lets go of it or throws it away. What only points at it by then
(an error that is still shown, a loop that nobody has looked for) opens nothing.

SQLCipher encrypts the file page by page, and the log beside it. The key comes of the password and the first
bytes of the file, which are random but for a mark: they tell that a file is encrypted, and which key it opens
with. Restore points and copies begin as their study does and open with its key.
"""

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Final
from unicodedata import normalize
from weakref import WeakValueDictionary

from coding.errors import PasswordNeededError, UserError, WrongPasswordError
from coding.language import _
from storage.study import sqlite

_MARK: Final = b"\xf5SL\x01"  # no text in any encoding, nor the beginning of another kind of file
_SALT: Final = 16
_ROUNDS: Final = (
    256_000  # with SHA-512, as SQLCipher 4 does: its other programs open the file by the password
)


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Key:
    """What a file is encrypted with; each that has such a study open holds one."""

    salt: bytes
    secret: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """Return the key as SQLCipher takes it without deriving it once more."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


_held: WeakValueDictionary[int, Key] = WeakValueDictionary()  # by their identities, the last one last


def new_key(password: str) -> Key:
    """Return the key for a file that is yet to be made. Raises UserError for an empty password."""
    if not password:
        raise UserError(
            _("The password is empty."), _("Nothing was changed."), _("Type a password, or choose none.")
        )
    return hold(derived(password, token_bytes(_SALT - len(_MARK)) + _MARK))


def unlocked(path: Path, password: str | None = None) -> Key | None:
    """Return the key of a file, to be held while it is open; None for one without a password.

    Where the study is open already, it needs no password. Raises PasswordNeededError, WrongPasswordError.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if password is None:
        return hold(Key(salt, _held_key(salt, path).secret))
    key = derived(password, salt)
    if not _opens(path, key):
        raise wrong_password(path)
    return hold(key)


def key_of(path: Path) -> Key | None:
    """Return the key that somebody holds of a file; None for one without a password.

    Raises PasswordNeededError where nobody does.
    """
    salt = salt_of(path)
    return None if salt is None else _held_key(salt, path)


def key_behind(connection: sqlite.Connection, path: Path) -> Key | None:
    """Return the key that an open connection has, also where its file is no longer in its place."""
    found = connection.execute("PRAGMA cipher_salt").fetchone()
    return None if found is None else _held_key(bytes.fromhex(found[0]), path)


def has_password(path: Path) -> bool:
    """Tell whether a file is encrypted."""
    return salt_of(path) is not None


def mark_of(path: Path) -> str:
    """Return what tells encrypted studies apart, another one with each password; empty without one."""
    salt = salt_of(path)
    return "" if salt is None else salt.hex()


def password_needed(path: Path) -> PasswordNeededError:
    """Return the error for a study that nobody has opened yet."""
    return PasswordNeededError(
        _("“{name}” has a password.").format(name=path.name),
        _("It was not opened."),
        _("Open it with its password."),
    )


def wrong_password(path: Path) -> WrongPasswordError:
    """Return the error for a key that does not fit; nobody can say whether the file is damaged instead."""
    return WrongPasswordError(_("This is not the password of “{name}”.").format(name=path.name))


def salt_of(path: Path) -> bytes | None:
    """Return how an encrypted file begins; None for any other."""
    if not path.exists() or path.stat().st_size < _SALT:
        return None
    found = sqlite.first_bytes(path.absolute().as_uri(), _SALT)
    return found if is_marked(found) else None


def is_marked(salt: bytes) -> bool:
    """Tell whether the first bytes of a file say that it is encrypted."""
    return salt.endswith(_MARK)


def marked(salt: bytes) -> bytes:
    """Return the first bytes of an encrypted file as they were before their mark was damaged."""
    return salt[: -len(_MARK)] + _MARK


def _held_key(salt: bytes, path: Path) -> Key:
    key = held(salt)
    if key is None:
        raise password_needed(path)
    return key


def held(salt: bytes) -> Key | None:
    """Return the key that somebody holds of files that begin so, the last if one of them was a wrong one."""
    every = (held() for held in reversed(_held.valuerefs()))  # of that moment, whatever other threads do
    return next((key for key in every if key is not None and key.salt == salt), None)


def hold(key: Key) -> Key:
    """Return the key, which opens such files from now on, until it is let go of or thrown away."""
    _held[id(key)] = key
    return key


def let_go(key: Key | None) -> None:
    """Have the key open nothing any more, whoever still points at it."""
    if key is not None:
        _held.pop(id(key), None)


def derived(password: str, salt: bytes) -> Key:
    """Return the key that a password makes with the first bytes of a file; it takes a fifth of a second."""
    typed = normalize("NFC", password).encode("utf-8", "surrogatepass")  # on whatever keyboard
    return Key(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, 32))


def _opens(path: Path, key: Key) -> bool:
    """Tell whether a key fits, also where the file cannot be read yet for another reason."""
    uri = path.absolute().as_uri()
    try:
        with closing(sqlite.connect(uri + "?mode=ro", key.pragma)) as connection:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite.Error as error:
        return sqlite.primary_code(error) != sqlite.NOTADB
    return True
