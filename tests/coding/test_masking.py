"""Masking: which spellings are found, which are not, and the two laws of a masked text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.model.study import Span
from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms

PEOPLE = Pseudonyms(
    (
        Pseudonym("Jane", "Anna"),
        Pseudonym("Jane Hill", "Anna Brown"),
        Pseudonym("Hill", "Brown"),
        Pseudonym("James", "Peter"),
        Pseudonym("Zoë", "Mia"),
        Pseudonym("Rose", "Lily"),
        Pseudonym("Anne-Marie", "Lotte"),
        Pseudonym("St Mary's", "St Cedd's", NameKind.SCHOOL),
        Pseudonym("Oak School", "Rowan School", NameKind.SCHOOL, brackets=True),
    )
)


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("Jane and I met Jane.", "Anna and I met Anna."),
        ("Jane Hill said so, and Hill meant it", "Anna Brown said so, and Brown meant it"),
        ("Jane's, Jane’s and JANE’S", "Anna's, Anna’s and Anna’S"),
        ("James' book, James's book, James’ book", "Peter's book, Peter's book, Peter’s book"),
        ("‘James’ is what they said", "‘Peter’ is what they said"),
        ("the Hills, the Hills’ house", "the Browns, the Browns’ house"),
        ("Oak School’s hall in [Oak School]", "[Rowan School]’s hall in [[Rowan School]]"),
        ("I met Jane\nHill there", "I met Anna Brown there"),
        ("Jane_Hill_2014.docx, jane-hill.txt", "Anna Brown_2014.docx, Anna Brown.txt"),
        ("JANE HILL (HT), jane hill", "Anna Brown (HT), Anna Brown"),
        ("Zoe, Zoë and ZOË", "Mia, Mia and Mia"),
        ("Hill-HT/DHT and Jane-led talks", "Brown-HT/DHT and Anna-led talks"),
        ("Anne-Marie, Anne‑Marie, Anne Marie", "Lotte, Lotte, Lotte"),
        ("St. Mary’s, St Mary's and St Marys", "St Cedd's, St Cedd's and St Cedd's"),
        ("Jane2 and Jane: well", "Anna2 and Anna: well"),
    ],
)
def test_a_name_is_masked_in_the_spellings_people_use(said: str, masked: str) -> None:
    assert PEOPLE.masked(said) == masked


@pytest.mark.parametrize(
    "said", ["Janet, Janesville", "a rose on the hill", "the hills", "Jameson", "O'James", "Hillary", ""]
)
def test_other_words_stay(said: str) -> None:
    assert PEOPLE.masked(said) == said


def test_a_name_that_the_list_writes_small_is_found_in_any_case() -> None:
    assert Pseudonyms((Pseudonym("jane", "anna"),)).masked("jane, Jane") == "anna, anna"


def test_a_list_is_as_texts_are_stored_however_it_was_typed() -> None:
    names = Pseudonyms((Pseudonym(" Zoe\N{COMBINING DIAERESIS}\r\nHill", "Ada\nMoss "),))
    assert names.masked("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} Hill’s") == "Ada Moss’s"


def test_places_are_counted_by_the_name_that_was_found() -> None:
    assert PEOPLE.places("Jane Hill, Jane, Jane's") == {"Jane Hill": 1, "Jane": 2}


def test_no_name_is_found_across_two_stretches() -> None:
    text = "We met Jane\nHill: yes"
    change = PEOPLE.masking(text, [Span(0, 11), Span(12, 21)]).change
    assert change.applied(text) == "We met Anna\nBrown: yes"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([("", "Anna")], "empty"),
        ([(" - ", "Anna")], "empty"),
        ([("Jane", " ")], "no pseudonym"),
        ([("Jane", "Anna"), ("jane", "Beth")], "twice"),
        ([("Zoë", "Anna"), ("Zoe", "Beth")], "twice"),
        ([("Jane", "Beth"), ("Beth", "Jane")], "name on the list"),
        ([("Jane", "Jane")], "name on the list"),
        ([("Jane Hill", "Anna Hill"), ("Hill", "Brown")], "name on the list"),
        ([("Jane", "Rowan"), ("Rowan Hill", "Ash")], "name on the list"),
        ([("Jane", "Jame"), ("James", "Tom")], "name on the list"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(entries: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(UserError, match=said):
        Pseudonyms(tuple(Pseudonym(*entry) for entry in entries))


def test_a_pseudonym_in_brackets_is_no_remark_of_the_transcriber() -> None:
    assert Pseudonyms((Pseudonym("Jane", "Bell"),)).masked("Jane") == "Bell"
    with pytest.raises(UserError, match="laughs"):
        Pseudonyms((Pseudonym("Jane", "Bell", brackets=True),))


def test_the_same_name_twice_with_one_pseudonym_does_no_harm() -> None:
    assert Pseudonyms((Pseudonym("Jane", "Anna"), Pseudonym("JANE", "Anna"))).masked("Jane") == "Anna"


WORDS = st.sampled_from(["Ann", "Anns", "Bo", "Cy", "Di", "Ed’s", "Fay", "Gus", "Hal", "ann", "the"])
TEXTS = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", "\n", "-", "’s ", "s ", "' ", ". ", "_", "", "[", "]"])),
    max_size=14,
).map(lambda pairs: "".join(word + after for word, after in pairs))
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
ENTRIES = st.builds(Pseudonym, NAMES, NAMES, st.sampled_from(NameKind), st.booleans())


def listed(entries: list[Pseudonym]) -> Pseudonyms:
    """Return a usable list: entries that it would refuse are left out."""
    kept = Pseudonyms()
    for entry in entries:
        try:
            kept = Pseudonyms((*kept.entries, entry))
        except UserError:
            continue
    return kept


LISTS = st.lists(ENTRIES, min_size=1, max_size=6).map(listed)


@given(LISTS, TEXTS)
def test_masking_a_masked_text_changes_nothing(names: Pseudonyms, text: str) -> None:
    masked = names.masked(text)
    assert names.masked(masked) == masked


@given(LISTS, TEXTS, st.data())
def test_a_passage_that_cuts_no_name_holds_its_own_words_masked(
    names: Pseudonyms, text: str, data: st.DataObject
) -> None:
    assume(text)
    change = names.change(text)
    cut = {at for start, end, _new in change.replacements for at in range(start + 1, end)}
    whole = [at for at in range(len(text) + 1) if at not in cut]
    start, end = sorted((data.draw(st.sampled_from(whole)), data.draw(st.sampled_from(whole))))
    moved = change.moved(Span(start, end))
    inside = [each for each in change.replacements if start <= each.start and each.end <= end]
    expected = text[start:end]
    for each in reversed(inside):
        expected = expected[: each.start - start] + each.text + expected[each.end - start :]
    found = "" if moved is None else change.applied(text)[moved.start : moved.end]
    assert found == expected


@given(LISTS, TEXTS, st.data())
def test_a_passage_that_cuts_a_name_holds_the_whole_pseudonym(
    names: Pseudonyms, text: str, data: st.DataObject
) -> None:
    change = names.change(text)
    if not change:
        return
    start, end, new = data.draw(st.sampled_from(change.replacements))
    moved = change.moved(Span(start, data.draw(st.integers(start + 1, end))))
    assert moved is not None
    assert change.applied(text)[moved.start : moved.end] == new
