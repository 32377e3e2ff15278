"""How long work says how far it is."""

from collections.abc import Callable

# Called with the steps done, all steps, and the name of the present one; raises CancelledError when stopped.
Progress = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _label: str) -> None:
    """Say nothing."""
