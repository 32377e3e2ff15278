"""The one SQLite library of this program, with or without a password: SQLCipher's.

Nothing else may open a study: a second SQLite library in the process that opens and closes the same file
drops the locks of the first. It works like the standard library's module, whose types stand for its own here,
without serialize, blobopen, iterdump, setlimit and autocommit; its errors are its own.
"""

from contextlib import closing
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError, Error, OperationalError, dbapi2
else:
    from sqlcipher3 import dbapi2
    from sqlcipher3.dbapi2 import Connection, DatabaseError, Error, OperationalError

__all__ = [
    "MODULE",
    "Connection",
    "DatabaseError",
    "Error",
    "OperationalError",
    "connect",
    "first_bytes",
    "is_not_shared",
    "primary_code",
]

MODULE: Final = dbapi2  # for SQLAlchemy

# SQLite's own result codes; the library names not all of them.
BUSY, LOCKED, READONLY, IOERR, CORRUPT = 5, 6, 8, 10, 11
FULL, CANTOPEN, PERM, NOTADB = 13, 14, 3, 26
_BY_MESSAGE: Final = {
    "database is locked": BUSY,
    "database table is locked": LOCKED,
    "attempt to write a readonly database": READONLY,
    "disk I/O error": IOERR,
    "database disk image is malformed": CORRUPT,
    "database or disk is full": FULL,
    "unable to open database file": CANTOPEN,
    "file is not a database": NOTADB,
}
# What it says where a drive has no memory for several programs, or no locks: PROTOCOL, and of IOERR
# LOCK, SHMOPEN, SHMSIZE, SHMLOCK and SHMMAP.
_NOT_SHARED: Final = frozenset({15, *(IOERR | more << 8 for more in (15, 18, 19, 20, 21))})


def connect(name: str, key: str = "") -> Connection:
    """Open a database by its URI, each statement a transaction of its own, on whatever thread it is used.

    A key is said as SQLCipher takes it; whether it fits shows when something is read.
    """
    connection = dbapi2.connect(
        name, uri=True, isolation_level=None, check_same_thread=False, cached_statements=500
    )
    if key:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        connection.execute(f'PRAGMA key = "{key}"')
    return connection


def first_bytes(name: str, n: int) -> bytes:
    """Return how a file begins, which nothing but SQLite may open."""
    with closing(connect(name + "?mode=ro", f"x'{'00' * 32}'")) as connection:
        salt: str = connection.execute("PRAGMA cipher_salt").fetchone()[0]
        return bytes.fromhex(salt)[:n]


def is_not_shared(error: BaseException | None) -> bool:
    """Tell whether SQLite says that a drive does not let several programs share a file."""
    return getattr(error, "sqlite_errorcode", None) in _NOT_SHARED


def primary_code(error: BaseException | None) -> int | None:
    """Return what SQLite says is wrong, whatever the extended code adds; None for any other error."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, Error):  # as copying says it
        return _BY_MESSAGE.get(str(error))
    return None if code is None else code & 0xFF
