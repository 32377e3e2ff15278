"""How long hypothesis looks: the profile of tests/conftest.py says it, and some laws want more of that."""

from hypothesis import settings


def times(n: int) -> settings:
    """Return the settings of a law that is quick enough for n times as many examples as others have."""
    return settings(max_examples=n * settings().max_examples)
