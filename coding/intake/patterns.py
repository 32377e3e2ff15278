"""Patterns of names and headings in a batch: examples, filling a plan, and patterns that would fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from coding.intake.dating import DateOrders, orders_of
from coding.intake.fold import plan_step
from coding.intake.hints import keys_in, round_in, school_in
from coding.intake.known_study import KnownStudy
from coding.intake.overrides import FieldValues
from coding.intake.pattern_reading import NOTHING, PatternField, PatternReading, parse, read
from coding.intake.plan import ImportPlan, ImportRow, PatternOf, TheseFiles
from coding.intake.recompute import recompute


@dataclass(frozen=True, slots=True)
class PatternExample:
    """What a pattern makes of one file: the text looked at, and the values by field.

    ``index`` is the arrival's position; ``text`` the name with its folders, or the heading. Without
    ``matches`` there are no values.
    """

    index: int
    text: str
    values: Mapping[str, str]
    matches: bool


def pattern_examples(
    plan: ImportPlan, pattern: str, of: PatternOf = PatternOf.NAME
) -> tuple[PatternExample, ...]:
    """Return what a pattern makes of every readable file of a plan; an empty one fits none.

    Raises UserError like parse().
    """
    understood = parse(pattern) if pattern.strip() else NOTHING
    orders = orders_of(plan)
    return tuple(
        _example(at, read(understood, of, row, plan.known, orders))
        for at, row in enumerate(plan.rows)
        if row.readable
    )


def _example(index: int, reading: PatternReading) -> PatternExample:
    said = reading.said
    return PatternExample(index, reading.text, _values(said) if said else {}, said is not None)


def _values(said: FieldValues) -> Mapping[str, str]:
    """Return what was read as words, by field."""
    values = {
        PatternField.ROUND: said.round,
        PatternField.SCHOOL: said.school,
        PatternField.ROLE: ", ".join(post.title or str(post.number) for post in said.posts),
        PatternField.PERSON: ", ".join(said.people),
        PatternField.DATE: said.date,
    }
    return {field.value: value for field, value in values.items() if value}


def with_pattern(
    plan: ImportPlan,
    pattern: str,
    indices: Iterable[int] | None = None,
    of: PatternOf = PatternOf.NAME,
) -> ImportPlan:
    """Read names or headings by a pattern, of all files or of some; an empty one takes the last one back.

    What a person or a table has said stays, and a name wins over a heading. Raises UserError like parse().
    """
    written = parse(pattern).written if pattern.strip() else ""
    files = TheseFiles.of(plan, range(len(plan.rows)) if indices is None else indices)
    return _read_by(plan, files, of, written)


@plan_step
def _read_by(plan: ImportPlan, files: TheseFiles, of: PatternOf, written: str) -> ImportPlan:
    rows = list(plan.rows)
    for at in files.places(plan):
        patterns = {**rows[at].patterns, of: written}
        rows[at] = replace(rows[at], patterns={of: pattern for of, pattern in patterns.items() if pattern})
    return recompute(replace(plan, rows=tuple(rows)))


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
_HEADINGS: Final = (
    "{school}, {any} {role}, {date}",
    "{any}, {any} with {role}, {date}",
    "{any}, {any} with the {role}, {date}",
    "{school}, {role}, {date}",
    "{school} - {role}",
    "{school}-{role}",
    "{any} {key} {any}",
    "{key} {any}",
    "{any} {key}",
    "{any}-{role}",
    "{any} {role}",
    "{any}, {role}",
    "{role}, {any}",
    "{any}, {date}",
    "{any} {date}",
    "{date} {any}",
    "{any}: {date}",
    "{any} with {person}",
    "{any} with {person}, {date}",
    "{person}, {date}",
)
_MOST: Final = 0.6
_LOOKED_AT: Final = 40
_SHOWN: Final = 5


def suggested(plan: ImportPlan, of: PatternOf = PatternOf.NAME) -> tuple[str, ...]:
    """Return patterns that fit most names or headings, the best first: those that say most of most files."""
    texts = [row for row in plan.rows if row.original and (of is PatternOf.NAME or row.original.headings)]
    scored = sorted(
        _scored(texts[:: len(texts) // _LOOKED_AT + 1], of, plan.known, orders_of(plan)),
        key=lambda found: (-found[0], len(found[1])),
    )
    return tuple(pattern for _score, pattern in scored[:_SHOWN])


def _scored(
    rows: list[ImportRow], of: PatternOf, known: KnownStudy, orders: DateOrders
) -> Iterator[tuple[int, str]]:
    """Yield the patterns that fit, each with how many values it reads."""
    for written in map("".join, product(_FOLDERS, _NAMES)) if of is PatternOf.NAME else _HEADINGS:
        if len(set(_fields(written))) < len(_fields(written)):
            continue
        pattern = parse(written)
        said = [read(pattern, of, row, known, orders).said for row in rows]
        good = [one for one in said if one and _is_plausible(one, known)]
        if rows and len(good) >= _MOST * len(rows):
            yield sum(len(_values(one)) for one in good), written


def _fields(pattern: str) -> list[str]:
    return [part.partition("}")[0] for part in pattern.split("{")[1:] if not part.startswith("any}")]


def _is_plausible(said: FieldValues, known: KnownStudy) -> bool:
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
