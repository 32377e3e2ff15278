"""The scale of an axis: zero is always on it, and its ticks are round numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_MOST_TICKS = 7
_ROOM = 0.09  # of the height, above the highest bar, for the figure on it


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from ``low`` to ``high`` with its ``ticks`` from the lowest up.

    Beyond the extreme values ``bottom`` and ``top`` (zero is between them) there is room for figures.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    bottom: float
    top: float

    def text(self, tick: float) -> str:
        """Write a tick: whole numbers whole, others with as many decimals as the step needs."""
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return f"{tick:.{decimals}f}".replace("-", "−")


def axis_for(values: Iterable[float], *, whole: bool) -> Axis:
    """Return the axis for these heights; with ``whole`` no tick lies between whole numbers."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    if low == high:
        high = 1.0
    step = _step(high - low, whole=whole)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    room = _ROOM * (high - low)
    ticks = tuple(number * step for number in range(first, last + 1))
    return Axis(low - room if low < 0 else 0.0, high + room, ticks, low, high)


def _step(extent: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(extent / _MOST_TICKS))
    step = next(power * factor for factor in (1, 2, 5, 10, 20) if extent / (power * factor) <= _MOST_TICKS)
    return max(1.0, step) if whole else step
