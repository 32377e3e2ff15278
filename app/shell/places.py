"""Where one can be in the window, and the way back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page and, on it, an interview and a passage (code points of its text).

    ``detail`` is a page's own word for where on it one is.
    """

    page: str
    interview_id: int | None = None
    start: int | None = None
    end: int | None = None
    detail: str = ""


class NavigationHistory:
    """Places visited, with a way back and forward, as in a browser."""

    def __init__(self, limit: int = 100) -> None:
        """Begin nowhere; the oldest places beyond the limit are forgotten."""
        self._places: list[Place] = []
        self._at = -1
        self._limit = limit

    def visit(self, place: Place) -> None:
        """Note a new place; what lay ahead is forgotten."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-self._limit :]
        self._at = len(self._places) - 1

    def update(self, place: Place) -> None:
        """Correct the present place, as one moves on the same page."""
        if self._at >= 0:
            self._places[self._at] = place

    def back(self) -> Place | None:
        """Step back and return the place, or None at the beginning."""
        return self._step(-1)

    def forward(self) -> Place | None:
        """Step forward and return the place, or None at the end."""
        return self._step(1)

    def _step(self, by: int) -> Place | None:
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
