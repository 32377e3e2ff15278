"""The pages of a damaged study with a password, decrypted one by one as SQLCipher 4 encrypts them.

SQLCipher reads no file whose first page is damaged, and of a damaged page nothing. A page ends with the
vector that its encryption began with, and a checksum that only the key can make. The format is that of
https://www.zetetic.net/sqlcipher/design/: AES with 256 bits in CBC mode, HMAC with SHA-512. A damaged block
spoils itself and the next one, 32 bytes of the page.
"""

import hmac
from collections.abc import Iterator
from contextlib import suppress
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import Final

from storage.study import keys, sqlite
from storage.study.keeping.restore_points import copies_of
from storage.study.keys import Key
from storage.study.lock import release, take_lock
from storage.study.open_checks import refuse_what_is_no_file, resolved

_PAGE: Final = 4096
_VECTOR, _CHECKSUM = 16, 64
RESERVED: Final = _VECTOR + _CHECKSUM  # bytes at the end of each page that hold no rows
_HEADER: Final = b"SQLite format 3\0"  # stands for the salt, which takes its place in the file
_PLAIN: Final = (_HEADER, b"CREATE TABLE")


def key_of_damaged(path: Path, password: str | None) -> Key | None:
    """Return the key of a damaged study, to be held until it is repaired; None for one without a password.

    A password is right where it fits any page. A study whose first bytes are damaged, of which its key comes,
    begins as its restore points do. Raises PasswordNeededError where nobody has it open, WrongPasswordError,
    LockedError.
    """
    path = resolved(path)
    refuse_what_is_no_file(path)
    lock = take_lock(path)
    try:
        data = path.read_bytes()
    finally:
        release(lock)
    salts = _salts_of(path, data)
    if not salts:
        return None
    tried = filter(None, map(keys.held, salts)) if password is None else _derived(password, salts)
    found = next((key for key in tried if _fits_any_page(data, key)), None)
    if found is None:
        raise keys.password_needed(path) if password is None else keys.wrong_password(path)
    return keys.hold(Key(found.salt, found.secret))


def _salts_of(path: Path, data: bytes) -> list[bytes]:
    """Return what the file can have begun with, none where it is not encrypted."""
    if any(words in data for words in _PLAIN):
        return []
    begins = [data[: len(_HEADER)], *_beside(path)]
    if not any(map(keys.is_marked, begins)):
        return []
    return list(dict.fromkeys(keys.marked(salt) for salt in begins))


def _beside(path: Path) -> Iterator[bytes]:
    """Yield how the restore points begin that have a password."""
    for point in copies_of(path):
        with suppress(sqlite.Error):
            if point.suffix == path.suffix and (salt := keys.salt_of(point)):
                yield salt


def _derived(password: str, salts: list[bytes]) -> Iterator[Key]:
    return (keys.derived(password, salt) for salt in salts)


def _fits_any_page(data: bytes, key: Key) -> bool:
    pages = _Decryption(key)
    return any(pages.is_whole(number, page) for number, page in _pages(data))


def decrypted(data: bytes, key: Key) -> tuple[bytes, int]:
    """Return the file as it would be without a password, and how many of its pages are damaged.

    Each page keeps ``RESERVED`` bytes at its end that mean nothing.
    """
    decryption, found, damaged = _Decryption(key), bytearray(), 0
    for number, page in _pages(data):
        damaged += not decryption.is_whole(number, page)
        found += decryption.page(number, page)
    return bytes(found), damaged


def _pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((at // _PAGE + 1, data[at : at + _PAGE]) for at in range(0, len(data), _PAGE))


class _Decryption:
    """What one key makes of pages."""

    def __init__(self, key: Key) -> None:
        self._secret = key.secret
        salt = bytes(byte ^ 0x3A for byte in key.salt)
        self._signing = pbkdf2_hmac("sha512", key.secret, salt, 2, len(key.secret))

    def is_whole(self, number: int, page: bytes) -> bool:
        """Tell whether a page, counted from 1, is as it was written, at its place in the file."""
        signed = page[_begin(number) : -_CHECKSUM] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(self._signing, signed, "sha512"), page[-_CHECKSUM:])

    def page(self, number: int, page: bytes) -> bytes:
        """Return what a page holds; nothing of one that is cut short, which has lost its vector."""
        # Loaded by a repair alone.
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        begin = _begin(number)
        if len(page) < _PAGE or not any(page[begin:]):
            return bytes(len(page))
        vector = page[-RESERVED:-_CHECKSUM]
        decryptor = Cipher(algorithms.AES(self._secret), modes.CBC(vector)).decryptor()
        content = decryptor.update(page[begin:-RESERVED]) + decryptor.finalize()
        return _HEADER[:begin] + content + bytes(RESERVED)


def _begin(number: int) -> int:
    """Return where the encrypted part of a page begins: the first page begins with the salt."""
    return len(_HEADER) if number == 1 else 0
