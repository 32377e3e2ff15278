"""Patterns of names in a batch: examples as one writes, filling a plan, and patterns that would fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from coding.arrivals import ImportPlan, IncomingFile, KnownStudy
from coding.filling import filled
from coding.hints import keys_in, round_in, school_in
from coding.layers import Said
from coding.pattern_reading import Field, Pattern, name_for, parse, read_name

__all__ = ["Field", "Pattern", "PatternExample", "parse", "pattern_examples", "suggested", "with_pattern"]


@dataclass(frozen=True, slots=True)
class PatternExample:
    """What a pattern makes of one file: its name with the folders looked at, and the values by field.

    ``index`` is the arrival's position. Without ``matches`` there are no values.
    """

    index: int
    name: str
    values: Mapping[str, str]
    matches: bool


def pattern_examples(plan: ImportPlan, pattern: str) -> tuple[PatternExample, ...]:
    """Return what a pattern makes of every readable file of a plan; raises UserError like parse()."""
    understood = parse(pattern)
    return tuple(
        _example(understood, at, arrival.file, plan.known)
        for at, arrival in enumerate(plan.arrivals)
        if arrival.readable
    )


def _example(pattern: Pattern, index: int, file: IncomingFile, known: KnownStudy) -> PatternExample:
    said = read_name(pattern, file, known)
    return PatternExample(index, name_for(pattern, file), _values(said) if said else {}, said is not None)


def _values(said: Said) -> Mapping[str, str]:
    """Return what was read as words, by field."""
    values = {
        Field.ROUND: said.round,
        Field.SCHOOL: said.school,
        Field.ROLE: ", ".join(post.title or str(post.number) for post in said.posts),
        Field.PERSON: ", ".join(said.people),
        Field.DATE: said.date,
    }
    return {field.value: value for field, value in values.items() if value}


def with_pattern(plan: ImportPlan, pattern: str, indices: Iterable[int] | None = None) -> ImportPlan:
    """Read names by a pattern, of all files or of some; an empty one takes an earlier one back.

    What a person or a table has said stays. Raises UserError like parse().
    """
    written = parse(pattern).written if pattern.strip() else ""
    chosen = set(range(len(plan.arrivals)) if indices is None else indices)
    arrivals = (
        replace(arrival, pattern=written) if at in chosen else arrival
        for at, arrival in enumerate(plan.arrivals)
    )
    return filled(replace(plan, arrivals=tuple(arrivals)))


# What folders and names are mostly made of; those that say more come first where as many names fit.
_FOLDERS: Final = ("", "{round}/", "{school}/", "{round}/{school}/", "{school}/{round}/")
_NAMES: Final = (
    "{round} {school}{role} {any}",
    "{school}{role} {round} {any}",
    "{date} {school}{role} {any}",
    "{school}{role} {date} {any}",
    "{any} {school}{role} {date}",
    "{any} {school}{role} {round}",
    "{any} {round} {school}{role}",
    "{school}{role} {any}",
    "{any} {school}{role}",
    "{school}{role}-{any}",
    "{school}-{role}-{any}",
    "{round}-{school}{role}-{any}",
    "{school}{role}-{round}",
    "{role} {any}",
    "{role}",
    "{person} {date}",
    "{date} {person}",
    "{person}",
)
_MOST: Final = 0.6
_LOOKED_AT: Final = 200
_SHOWN: Final = 5


def suggested(plan: ImportPlan) -> tuple[str, ...]:
    """Return patterns that fit most of the names, the best first: those that say most of most files."""
    files = [arrival.file for arrival in plan.arrivals if arrival.readable][:_LOOKED_AT]
    scored = sorted(_scored(files, plan.known), key=lambda found: (-found[0], len(found[1])))
    return tuple(pattern for _score, pattern in scored[:_SHOWN])


def _scored(files: list[IncomingFile], known: KnownStudy) -> Iterator[tuple[int, str]]:
    """Yield the patterns that fit, each with how many values it reads."""
    for folders, name in product(_FOLDERS, _NAMES):
        written = folders + name
        if len(set(_fields(written))) < len(_fields(written)):
            continue
        pattern = parse(written)
        said = [read_name(pattern, file, known) for file in files]
        good = [one for one in said if one and _is_plausible(one, known)]
        if files and len(good) >= _MOST * len(files):
            yield sum(len(_values(one)) for one in good), written


def _fields(pattern: str) -> list[str]:
    return [part.partition("}")[0] for part in pattern.split("{")[1:] if not part.startswith("any}")]


def _is_plausible(said: Said, known: KnownStudy) -> bool:
    """Tell whether what was read looks like what it is taken for, so that no odd pattern is offered."""
    if said.round and round_in(said.round, known.rounds) != said.round:
        return False
    if said.school and school_in(said.school, known.schools) != said.school:
        return False
    if said.school and said.posts:
        return bool(keys_in(f"{said.school}{said.posts[0].number}", known.schools, known.roles))
    return all(_is_name(person) for person in said.people)


def _is_name(person: str) -> bool:
    """Tell a name from other words: two or three words with capitals, or a title before one."""
    words = person.split()
    return 2 <= len(words) <= 3 and all(
        word[:1].isupper() and word.replace(".", "").isalpha() for word in words
    )
