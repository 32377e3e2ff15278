"""Reading what is kept as JSON: it is read whole, and one that a later program wrote is refused."""

import json
from typing import Any, Final, cast

from coding.errors import UserError
from coding.language import _

VERSION: Final = 1


def read_object(text: str) -> dict[str, Any]:
    """Read a JSON object; an empty one for nothing."""
    held: Any = json.loads(text or "{}")
    return cast("dict[str, Any]", held) if isinstance(held, dict) else {}


def in_known_version(held: dict[str, Any]) -> dict[str, Any]:
    """Return what is held if its version is known here.

    Raises UserError: a later program wrote it in a way that is not known here.
    """
    if held.get("v") != VERSION:
        raise of_later_version()
    return held


def of_later_version() -> UserError:
    """Return what is said of something that is kept in a way, or with a word, that is not known here."""
    return UserError(
        _("A later version of Strandline wrote what is kept here."),
        _("It is left as it is, and not shown."),
        _("Update Strandline to see it."),
    )
