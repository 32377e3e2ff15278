"""How many statements the banks of the partnership survey have, by stage."""

import tomllib
from collections.abc import Mapping
from functools import cache

from storage.resources import resource


@cache
def statement_numbers() -> Mapping[str, Mapping[str, int]]:
    """Return the numbers of statements by bank and stage."""
    with resource("surveys", "statement_numbers.toml").open("rb") as file:
        return tomllib.load(file)["banks"]
