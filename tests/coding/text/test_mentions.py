"""Mentions in a memo: whole words as they are written, outside of links; one becomes a link."""

import pytest

from coding.text.mentions import mentions, with_link

HREF = "link:0f0f0f0f-1111-4222-8333-444455556666"


@pytest.mark.parametrize(
    ("text", "words", "is_there"),
    [
        ("See E&C there.", "E&C", True),
        ("See e&c there.", "E&C", False),  # an abbreviation is written in capitals
        ("HSCs", "HSC", False),
        (f"See [E&C]({HREF}).", "E&C", False),
        (f"See [E&C]({HREF}) and **E&C**.", "E&C", True),
        ("# Order of HSC and E&C", "Order of HSC and E&C", True),
        ("Nothing", "", False),
    ],
)
def test_what_is_mentioned(text: str, words: str, *, is_there: bool) -> None:
    assert mentions(text, words) is is_there


def test_the_first_mention_becomes_a_link() -> None:
    text = "# To do\n\nPut the rule into **E&C now**, and E&C again."
    linked = with_link(text, "E&C", HREF)
    assert linked == f"# To do\n\nPut the rule into **[E&C]({HREF}) now**, and E&C again."
    assert with_link(linked, "E&C", HREF).count(HREF) == 2
    assert with_link("Nothing", "E&C", HREF) == "Nothing"
