"""Where brackets and their chips find room in the margin: lanes beside the text, rows of chips."""

from PySide6.QtCore import QRectF

from coding.model.study import Coding

CHIP_HEIGHT = 20.0
_NEAREST_FIRST = (0, *(sign * rows for rows in range(1, 9) for sign in (-1, 1)))

Reach = tuple[Coding, tuple[float, float]]  # a coding, and top and bottom of its bracket in pixels


def groups_of(reaches: list[Reach]) -> list[list[Reach]]:
    """Part codings, ordered by start, where no line of the text has two of them."""
    groups: list[list[Reach]] = []
    lowest = float("-inf")
    for coding, (top, bottom) in reaches:
        if top >= lowest:
            groups.append([])
        groups[-1].append((coding, (top, bottom)))
        lowest = max(lowest, bottom)
    return groups


def lanes_of(group: list[Reach]) -> list[int]:
    """Give each coding of a group the first lane that is free on its lines, 0 next to the text."""
    bottoms: list[float] = []
    lanes: list[int] = []
    for _coding, (top, bottom) in group:
        free = next((lane for lane, end in enumerate(bottoms) if end <= top), len(bottoms))
        bottoms[free : free + 1] = [bottom]
        lanes.append(free)
    return lanes


class ChipPlaces:
    """Where chips stand already, by height: only those on the same lines can be in each other's way."""

    _STEP = CHIP_HEIGHT + 3  # from row to row; chips nearer than that are in one row

    def __init__(self, width: float) -> None:
        """Begin with an empty margin of this width."""
        self._width = width
        self._bands: dict[int, dict[float, float]] = {}  # how far chips reach by their top, in bands of _STEP

    def add(self, chip: QRectF) -> None:
        """Note that a chip stands there."""
        band = self._bands.setdefault(int(chip.y() // self._STEP), {})
        band[chip.y()] = max(chip.right(), band.get(chip.y(), 0.0))

    def spread(self, chips: list[QRectF], left: float) -> None:
        """Stand chips in the nearest rows with room right of ``left``; one that finds none stays."""
        has_room = left + min(chip.width() for chip in chips) <= self._width
        for chip in chips:
            if has_room:
                self._stand_near(chip, left)
            self.add(chip)

    def _stand_near(self, chip: QRectF, left: float) -> None:
        for number in _NEAREST_FIRST:
            y = max(2.0, chip.y() + number * self._STEP)
            taken = self._right_in_row(y)
            x = left if taken is None else max(left, taken + 4)
            if taken is None or x + chip.width() <= self._width:
                chip.moveTo(x, y)
                return

    def _right_in_row(self, y: float) -> float | None:
        """Return how far chips in the row at this height reach, or None where it is empty."""
        band = int(y // self._STEP)
        near = (self._bands.get(at, {}).items() for at in (band - 1, band, band + 1))
        in_row = (right for tops in near for top, right in tops if abs(top - y) < self._STEP - 0.5)
        return max(in_row, default=None)
