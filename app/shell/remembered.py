"""Passwords that the system's keyring keeps because a person asked it to.

Only where the package keyring is installed and the system has a keyring, locked with the person's account.
A study is known there by the first bytes of its file: no name, no folder.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from storage.study.keys import mark_of

T = TypeVar("T")

_SERVICE = "Strandline"


def can_remember() -> bool:
    """Tell whether there is a keyring."""
    return _with_keyring(lambda _keyring: True) or False


def password_of(path: Path) -> str | None:
    """Return the password that is remembered for a study, if one is."""
    return _with_keyring(lambda keyring: keyring.get_password(_SERVICE, mark_of(path)))


def remember(path: Path, password: str) -> None:
    """Remember the password of a study."""
    _with_keyring(lambda keyring: keyring.set_password(_SERVICE, mark_of(path), password))


def forget(mark: str) -> None:
    """Forget the password of the study with this mark."""
    _with_keyring(lambda keyring: keyring.delete_password(_SERVICE, mark))


def _with_keyring(act: Callable[[Any], T]) -> T | None:
    """Do something with the keyring; None where there is none, or it refuses."""
    if find_spec("keyring") is None:
        return None
    try:
        keyring = import_module("keyring")
        return act(keyring) if _is_safe(keyring.get_keyring()) else None
    except Exception:  # noqa: BLE001 - every system's keyring has errors of its own; then nothing is remembered
        return None


def _is_safe(backend: Any) -> bool:
    """Tell a system's keyring from none, and from those that write passwords into a file."""
    parts = getattr(backend, "backends", [backend])
    into_files = any(type(part).__module__.startswith("keyrings.alt") for part in parts)
    return backend.priority > 0 and not into_files
