"""Where cards stand one below the other when only those that were on view have been measured."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


class CardStack:
    """Cards from the top down, each guessed to be so high until it is measured; all in pixels."""

    def __init__(self, guesses: Ints) -> None:
        """Begin with guesses, one for each card."""
        self._heights = guesses.copy()
        self._measured = np.zeros(len(guesses), dtype=np.bool_)

    def __len__(self) -> int:
        """Return how many cards there are."""
        return len(self._heights)

    @cached_property
    def _bottoms(self) -> Ints:
        return np.cumsum(self._heights)

    @property
    def total(self) -> int:
        """How high all are together."""
        return self.bottom(len(self) - 1)

    def bottom(self, row: int) -> int:
        """Return where a card ends; 0 for the one before the first."""
        return int(self._bottoms[row]) if row >= 0 else 0

    def top(self, row: int) -> int:
        """Return where a card begins."""
        return self.bottom(row - 1)

    def height(self, row: int) -> int:
        """Return how high a card is, as far as is known."""
        return int(self._heights[row])

    def row_at(self, place: int) -> int:
        """Return the card at a place: the first above all, the last below all, -1 where there are none."""
        return min(int(np.searchsorted(self._bottoms, place, side="right")), len(self) - 1)

    def is_measured(self, row: int) -> bool:
        """Tell whether the height of a card is certain."""
        return bool(self._measured[row])

    def put(self, row: int, height: int) -> None:
        """Note the measured height of a card."""
        self._measured[row] = True
        if self._heights[row] != height:
            self._heights[row] = height
            self.__dict__.pop("_bottoms", None)
