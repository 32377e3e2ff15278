"""Where one was in a study when it was last open: the page on view, and what was read on the Code page."""

from hashlib import sha256
from pathlib import Path

from app.shell import settings
from app.shell.places import Place

_MOST_DIGITS = 10
_OVER_ON_CLOSING = frozenset({"find", "import"})  # a search or an import is over when the study is closed


def remember(study: Path, page: Place, reading: Place) -> None:
    """Remember the place on the page on view, and the one on the Code page, which may be hidden."""
    if page.page not in _OVER_ON_CLOSING:
        _keep("place", study, page)
    if reading.interview_id is not None:
        _keep("reading", study, reading)


def page_of(study: Path) -> Place | None:
    """Return where one was on the page that was on view, or None."""
    return _kept("place", study)


def reading_of(study: Path) -> Place | None:
    """Return what was read on the Code page, or None."""
    return _kept("reading", study)


def _keep(what: str, study: Path, place: Place) -> None:
    parts = (place.page, place.interview_id, place.start, place.end)
    settings.remember(_key(what, study), [str(part if part is not None else "-") for part in parts])


def _kept(what: str, study: Path) -> Place | None:
    kept = settings.texts(_key(what, study))
    if len(kept) != 4:
        return None
    interview_id, start, end = map(_number, kept[1:])
    return Place(kept[0], interview_id, start, end)


def _key(what: str, study: Path) -> str:
    return f"{what}/" + sha256(str(study).encode()).hexdigest()[:16]


def _number(text: str) -> int | None:
    """Return a number as it was remembered; None for none, and for what the settings cannot hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else None
