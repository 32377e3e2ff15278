"""Which words are offered as names, and which are not."""

import pytest

from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.privacy.name_candidates import name_candidates

NOBODY = Pseudonyms()


def offered(text: str, known: Pseudonyms = NOBODY, terms: tuple[str, ...] = ()) -> dict[str, int]:
    return {each.name: each.times for each in name_candidates([text], known, terms)}


def test_names_that_recur_in_mid_sentence_are_offered_with_their_count() -> None:
    text = (
        "We met Jane Hill. And Jane Hill came with O'Brien, as O'Brien said. "
        "The head of Oak School knows Oak School. I like Zoë’s way, and Zoë."
    )
    assert offered(text) == {"Jane Hill": 2, "O'Brien": 2, "Oak School": 2, "Zoë": 2}


@pytest.mark.parametrize(
    "text",
    [
        "Trust is all. Trust is it. “Trust,” they say. Well: Trust.",
        "in May and June, in May and June, on Monday, on Monday",
        "our Year 2, our Year 2, Key Stage 1 and Key Stage 1",
        "the HSC and the HSC, KPI and KPI",
        "as Bxxxx said and Bxxxx said",
        "so I think I know, and I think I do",
        "the Partnership, the Partnership, a partnership, that partnership",
        "only Jane, once",
    ],
)
def test_other_capitals_are_not(text: str) -> None:
    assert offered(text) == {}


def test_what_is_on_the_list_or_in_the_framework_is_not_offered() -> None:
    text = "with Jane and Rowan and Jane and Rowan and Hargreaves and Hargreaves"
    known = Pseudonyms((Pseudonym("Jane", "Anna"),))
    assert offered(text, known, ("Hargreaves",)) == {"Rowan": 2}


def test_an_example_shows_the_place() -> None:
    (found,) = name_candidates(["so we rang Jane up", "and Jane came"], NOBODY)
    assert found == ("Jane", 2, "so we rang Jane up")
