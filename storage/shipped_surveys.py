"""The surveys that come with the program: one file each."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from coding.model.survey import Bank, Instrument, ItemDirection, SurveyItem
from storage.resources import resource

_SIGNS: Final = {"- ": ItemDirection.DEFICIT, "~ ": ItemDirection.MIXED}


@cache
def partnership_survey() -> Instrument:
    """Return the survey in the shape of the published study's; its words are this program's own."""
    with resource("surveys", "partnership.toml").open("rb") as file:
        told = tomllib.load(file)
    stages = tuple(told["stages"].items())
    banks = tuple(
        Bank(bank["name"], bank["short"], tuple(_items(bank, [letter for letter, _name in stages])))
        for bank in told["banks"]
    )
    return Instrument(told["name"], banks, stages, notes=told["notes"].strip())


def _items(bank: Mapping[str, Any], letters: list[str]) -> Iterator[SurveyItem]:
    position = 0
    for letter in letters:
        for number, line in enumerate(bank.get(letter, ()), 1):
            direction = _SIGNS.get(line[:2], ItemDirection.STRENGTH)
            text = line[2:] if line[:2] in _SIGNS else line
            yield SurveyItem(text, direction=direction, stage=letter, number=number, position=position)
            position += 1
