"""Numbers as they are printed: half away from zero, and only nothing as 0 (counting rule 16)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_SAFE: Final = 12  # significant digits: further on a quotient of whole numbers is not what it stands for


def rounded(value: float, decimals: int = 0) -> str:
    """Write a number with so many decimals, halves away from zero: 2.25 is ``2.3``, 0.575 is ``0.58``.

    What stands for a decimal fraction is taken for it: 0.575 is held as a little less.
    """
    step = Decimal(1).scaleb(-decimals)
    return str(Decimal(f"{value:.{_SAFE}g}").quantize(step, ROUND_HALF_UP))


def whole(value: float) -> int:
    """Return the nearest whole number, halves away from zero."""
    return int(rounded(value))


def rate_text(value: float) -> str:
    """Write a rate with one decimal, with two below 1; what is not 0 is at least ``<0.01``."""
    if value == 0:
        return "0"
    fine = rounded(value, 2)
    if Decimal(fine) == 0:
        return "<0.01" if value > 0 else "−<0.01"
    return rounded(value, 1) if abs(Decimal(fine)) >= 1 else fine


def percent(k: float, n: float) -> str:
    """Write a share in per cent: ``13 %``; what is neither none nor all is never ``0 %`` or ``100 %``."""
    share = whole(100 * k / n)
    if 0 < k < n and share in {0, 100}:
        return "<1 %" if share == 0 else ">99 %"
    return f"{share} %"


def percent_number(k: float, n: float) -> float:
    """Return a share in per cent, whole; with a decimal more where it would be 0 or 100 and is not."""
    share = 100 * k / n
    if not 0 < k < n:
        return int(share)
    for decimals in range(_SAFE):
        number = float(rounded(share, decimals))
        if 0 < number < 100:
            return int(number) if decimals == 0 else number
    return share
