"""Which code a name means, and which a beginning may lead to."""

import pytest

from coding.model.framework import Code, Framework
from coding.notation.code_names import Names, key_of

CODES = (
    Code(1, None, "Partnership Competence", "PC", is_group=True),
    Code(2, 1, "High social capital", "HSC", aliases=("social capital",)),
    Code(3, 2, "Trust", ""),
    Code(4, 1, "Evaluation and challenge", "E&C"),
    Code(5, None, "Professional Development", "PD", is_group=True),
    Code(6, 5, "Distributed staff information", "DSI", "Distributed staff info"),
    Code(7, 5, "Distributed system leadership", "DSL"),
)
NAMES = Names(Framework(1, "", "", ("dimension", "strand"), (), CODES))


def offered(fragment: str, *recent: int) -> list[str]:
    return [code.short for code in NAMES.complete(fragment, recent)]


@pytest.mark.parametrize("written", ["E&C", "e & c", "(E&C)", "E and C", " e&C. "])
def test_one_key_for_all_spellings(written: str) -> None:
    assert key_of(written) == "e and c"


def test_everything_is_offered_for_nothing_the_last_used_first() -> None:
    assert offered("", 6, 3) == ["DSI", "Trust", "PC", "HSC", "E&C", "PD", "DSL"]


def test_an_abbreviation_comes_before_a_name_and_a_name_before_a_word_inside() -> None:
    assert offered("p") == ["PC", "PD"]
    assert offered("ds") == ["DSI", "DSL"]
    assert offered("ds", 7) == ["DSL", "DSI"]
    assert offered("s") == ["HSC", "DSI", "DSL"]
    assert offered("ec") == ["E&C"]
    assert offered("challenge") == ["E&C"]
    assert offered("dist lead") == ["DSL"]
    assert offered("lead dist") == []


def test_a_misspelling_is_offered_last() -> None:
    assert offered("evaluation and chalenge") == ["E&C"]


def test_nothing_is_offered_for_what_no_code_is_called() -> None:
    assert offered("ofsted") == []


def test_four_letters_are_never_guessed() -> None:
    assert NAMES.guess("dsx") is None
    assert [code.short for code in NAMES.one_letter_off("dsx")] == ["DSI", "DSL"]


def test_no_guess_between_two_that_are_as_likely() -> None:
    assert len(NAMES.near("distributed st")) < 2
    codes = (Code(1, None, "harmony 1", ""), Code(2, None, "harmony 2", ""))
    twins = Names(Framework(1, "", "", ("code",), (), codes))
    assert len(twins.near("harmony 3")) == 2
    assert twins.guess("harmony 3") is None
