"""What is offered while somebody types a query."""

import pytest

from coding.query.completion import completions
from tests.coding.query.names import known_names

NAMES = known_names()


def offered(typed: str) -> list[str]:
    return [typed[: each.start] + each.text for each in completions(typed, len(typed), NAMES)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("h", "HSC"),
        ("hsc and e", "hsc and E&C"),
        ("hsc soc", "hsc HSC"),
        ("sch", "school:"),
        ("school:", "school:A"),
        ("school:A,", "school:A,A"),
        ("hsc in:201", "hsc in:2014"),
        ("unsure:y", "unsure:yes"),
        ("within:t", "within:turn"),
        ("by:l", "by:letters"),
        ("@ten", "@tenure:"),
        ("@pha", '@"phase of work":'),
        ("role:h", "role:HD"),
        ("not c", "not CC"),
    ],
)
def test_names_are_offered_for_what_was_begun(typed: str, first: str) -> None:
    assert first in offered(typed)


@pytest.mark.parametrize("typed", ["", "hsc ", '"trust and h', "zzz", "school:zzz", "before:2"])
def test_nothing_is_offered_where_nobody_knows(typed: str) -> None:
    assert offered(typed) == []


def test_only_what_stands_before_the_cursor_counts() -> None:
    assert completions("hs school:B", 2, NAMES)[0].text == "HSC"
