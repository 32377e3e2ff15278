"""Regular expressions as people write them: some take for ever, so each is looked for within a time.

All that a person writes comes here; those that stand in the program are the standard library's. They are as
``re`` has them, and looked for by ``regex``, which stops when told to and lets the window go on meanwhile.
"""

import re
import warnings
from math import prod
from time import perf_counter
from typing import Final

from coding.errors import UserError
from coding.language import _

SECONDS: Final = 10.0  # for one expression in all texts: one that is well made takes two in 1,000 interviews
_LONGEST: Final = 1000
_MOST: Final = 100_000  # it writes out what is to come so many times
_COUNT: Final = re.compile(r"\{(\d*),?(\d*)\}")


class TooSlowError(UserError):
    """An expression was not found, nor found to be nowhere, in its time."""


class Expression:
    """A regular expression and what is left of its time."""

    def __init__(self, pattern: str, *, exact: bool, seconds: float | None = None) -> None:
        """Read it; case counts where ``exact``. Raises ValueError with the reason where it is none."""
        import regex  # no query, no library

        if len(pattern) > _LONGEST or _repeats(pattern) > _MOST:
            raise ValueError(_("it is too long, or counts too far"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", FutureWarning)  # will mean something else one day
                re.compile(pattern)
            self._compiled = regex.compile(pattern, 0 if exact else regex.IGNORECASE)
        except (re.error, regex.error, FutureWarning, RecursionError, OverflowError) as error:
            raise ValueError(str(error)) from error
        self._written, self._left = pattern, SECONDS if seconds is None else seconds

    def is_in(self, text: str) -> bool:
        """Tell whether it fits somewhere in a text. Raises TooSlowError once its time is over."""
        begin = perf_counter()
        try:
            return self._compiled.search(text, timeout=max(self._left, 0.001), concurrent=True) is not None
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            self._left -= perf_counter() - begin

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Return where it fits in a text, in order, but for nothing at all. Raises TooSlowError."""
        begin = perf_counter()
        try:
            found = self._compiled.finditer(text, timeout=max(self._left, 0.001), concurrent=True)
            return [match.span() for match in found if match.group()]
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            self._left -= perf_counter() - begin

    def _too_slow(self) -> TooSlowError:
        return TooSlowError(
            _("Looking for /{pattern}/ takes too long.").format(pattern=self._written),
            _("It was stopped after {n} seconds.").format(n=round(SECONDS)),
            _("Write it more simply: without a + or * around something that has one itself."),
        )


def _repeats(pattern: str) -> int:
    """Return how often things come at most that are to come so many times."""
    return prod(max(int(low or 1), int(high or 1), 1) for low, high in _COUNT.findall(pattern))
