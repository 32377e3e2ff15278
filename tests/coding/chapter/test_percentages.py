"""Percentages that no k of n gives, that were cut, or whose number is another."""

from coding.chapter.percentages import checked_percentages


def said(line: str, *wholes: int) -> tuple[bool, str]:
    (found,) = checked_percentages(line, wholes)
    return found.holds, found.said


def test_each_percentage_is_held_against_every_k_of_n() -> None:
    assert said("77 %", 31) == (True, "24 of 31.")
    assert said("46 %", 31) == (False, "No number of 31 is 46 %: 14 is 45 %, 15 is 48 %.")
    assert said("46 %", 31, 68) == (True, "31 of 68.")
    assert said("48 % (14)", 31) == (False, "14 of 31 is 45 %, not 48 %, which would be 15.")
    assert said("55 % for 5 of 9") == (False, "Cut, not rounded: 5 of 9 is 56 %.")
    assert said("56 % for 5 of 9") == (True, "5 of 9.")
    assert said("44,4 % of 9") == (True, "4 of 9.")
    assert said("20 %") == (False, "Say of how many it is.")
