"""Codes that meet as a network: where each code stands, and a line for each two that meet.

Codes stand around, in the order of the codebook, clockwise from the top; each half is spread evenly from top
to bottom, so that names beside them never collide. The same numbers always give the same picture.
"""

import math
from dataclasses import dataclass
from typing import Final

from coding.analysis.codes_together import CodesTogether
from coding.analysis.columns import Column
from coding.language import _

_TRIED: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)  # of the way along a line
_PULL: Final = 0.3  # how near to the middle lines bend: 1 is straight, 0 through it


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A code: its column, its place from -1 to 1 across and down, and in how many places it is."""

    at: int
    column: Column
    x: float
    y: float
    n: int
    size: float  # from 0 to 1: its area is as n

    @property
    def is_left(self) -> bool:
        """Whether its name stands at its left."""
        return self.x < 0


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """Two nodes that meet: ``n`` times, as a share of those that meet most; bent towards ``bend``."""

    first: NetworkNode
    second: NetworkNode
    n: int
    share: float
    bend: tuple[float, float]

    @property
    def words(self) -> str:
        """What it says: ``HSC and CMP: 7``."""
        names = self.first.column.label, self.second.column.label
        return _("{first} and {second}: {n}").format(first=names[0], second=names[1], n=self.n)

    def point(self, t: float) -> tuple[float, float]:
        """Return a place on the line, from its first node (0) to its second (1)."""
        one, two, (x, y) = self.first, self.second, self.bend
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return a * one.x + b * x + c * two.x, a * one.y + b * y + c * two.y


@dataclass(frozen=True)
class Network:
    """The nodes in the order of the codebook, and the lines, the strongest first."""

    nodes: tuple[NetworkNode, ...] = ()
    lines: tuple[NetworkLine, ...] = ()


def places_of_numbers(shown: Network, wide: float = 0.13, high: float = 0.1) -> dict[NetworkLine, float]:
    """Return where on each line its number stands, so that none is on another; the weakest may find no place.

    ``wide`` and ``high`` are the room of a number.
    """
    taken: list[tuple[float, float]] = [(node.x, node.y) for node in shown.nodes]
    found: dict[NetworkLine, float] = {}
    for line in shown.lines:
        for t in _TRIED:
            x, y = line.point(t)
            if all(abs(x - left) >= wide or abs(y - top) >= high for left, top in taken):
                taken.append((x, y))
                found[line] = t
                break
    return found


def network(found: CodesTogether, least: int = 1) -> Network:
    """Return the picture of codes that meet at least so often."""
    used = [at for at in range(len(found.columns)) if found.both[at, at]]
    most_on = max((int(found.both[at, at]) for at in used), default=1)
    n_right = math.ceil(len(used) / 2)
    nodes = dict[int, NetworkNode]()
    for place, at in enumerate(used):
        n = int(found.both[at, at])
        x, y = _place(place, n_right, len(used) - n_right)
        nodes[at] = NetworkNode(at, found.columns[at], x, y, n, math.sqrt(n / most_on))
    pairs = [(i, j, int(found.both[i, j])) for i, j in found.pairs() if found.both[i, j] >= max(least, 1)]
    most = max((n for _i, _j, n in pairs), default=1)
    lines = [_line(nodes[i], nodes[j], n, n / most) for i, j, n in pairs if i in nodes and j in nodes]
    lines.sort(key=lambda line: (-line.n, line.first.at, line.second.at))
    return Network(tuple(nodes.values()), tuple(lines))


def _place(place: int, n_right: int, n_left: int) -> tuple[float, float]:
    """Return where a node stands: down the right side, then up the left one."""
    is_right = place < n_right
    down = place if is_right else n_left - 1 - (place - n_right)
    y = (2 * down + 1) / (n_right if is_right else n_left) - 1
    x = math.sqrt(max(1 - y * y, 0.04))
    return (x if is_right else -x), y


def _line(one: NetworkNode, two: NetworkNode, n: int, share: float) -> NetworkLine:
    bend = _PULL * (one.x + two.x) / 2, _PULL * (one.y + two.y) / 2
    return NetworkLine(one, two, n, share, bend)
