"""The keys suggested in the status line; each leaves once it has been used a few times."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QObject, Signal, Slot

from app.shell import settings, theme
from coding.language import N_, _

_ENOUGH = 3

# What is suggested, in the order of a first session: id, words, key.
_HINTS: tuple[tuple[str, str, str], ...] = (
    ("move", N_("Next sentence"), "↓"),
    ("grow", N_("Grow"), "Shift ↓"),
    ("code", N_("Strand"), "1 … ="),
    ("picker", N_("By name"), N_("any letter")),
    ("unsure", N_("Unsure"), "?"),
    ("undo", N_("Undo"), "Ctrl Z"),
)
_SHOWN = 4


class KeyHints(QObject):
    """Counts uses and says what is still worth suggesting."""

    changed = Signal()

    @Slot(str)
    def note(self, hint: str) -> None:
        """Note that a key was used."""
        used = settings.number(f"hint/{hint}", 0)
        if used < _ENOUGH and hint in {id_ for id_, _words, _key in _HINTS}:
            settings.remember(f"hint/{hint}", used + 1)
            if used + 1 == _ENOUGH:
                self.changed.emit()

    def begin_again(self) -> None:
        """Suggest all of them again."""
        for id_, _words, _key in _HINTS:
            settings.settings().remove(f"hint/{id_}")
        self.changed.emit()

    def left(self) -> tuple[tuple[str, str], ...]:
        """Return the suggestions: words and key."""
        left = [hint for hint in _HINTS if settings.number(f"hint/{hint[0]}", 0) < _ENOUGH]
        return tuple((_(words), _(key)) for _id, words, key in left[:_SHOWN])


def in_caps(keys: Iterable[tuple[str, str]]) -> str:
    """Return words and keys as rich text, the keys drawn as caps."""
    return "&nbsp;&nbsp;&nbsp;".join(f"{escape(words)} {_cap(key)}" for words, key in keys)


def _cap(key: str) -> str:
    colours = theme.current()
    style = f"background-color:{colours.hover}; color:{colours.text}"
    return f"<span style='{style}'>&nbsp;{escape(key)}&nbsp;</span>"
