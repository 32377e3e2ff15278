"""Codes in order, in the course of interviews, lenses crossed: records and words, alike everywhere."""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.analysis.crossings import CrossingsTable
from coding.analysis.lenses import c_of_lenses
from coding.analysis.table_records import Record
from coding.language import _, plural
from coding.model.query import Within

FOLLOWS_FIELDS: Final[Sequence[str]] = (
    *("kind", "round", "first", "second", "follows", "steps_from_first", "steps_to_second", "steps"),
)
COURSE_FIELDS: Final[Sequence[str]] = ("kind", "round", "code", "part", "parts", "codings", "interviews")
LENS_FIELDS: Final[Sequence[str]] = (
    *("kind", "round", "within", "first", "second", "both", "first_in", "second_in", "c"),
)
PAIR_FIELDS: Final[Sequence[str]] = (
    *("kind", "round", "within", "first", "second", "both", "first_in", "second_in", "c", "expected"),
)


def order_records(found: CrossingsTable, round_name: str | None = None) -> Iterator[Record]:
    """Yield a record for each code and each that follows it at least once within an answer."""
    for i, j in found.cells():
        if found.counts[i, j]:
            yield {
                "kind": "follows",
                "round": round_name,
                "first": found.rows[i].label,
                "second": found.columns[j].label,
                "follows": int(found.counts[i, j]),
                "steps_from_first": int(found.in_row[i]),
                "steps_to_second": int(found.in_column[j]),
                "steps": found.of,
            }


def course_records(found: CrossingsTable, round_name: str | None = None) -> Iterator[Record]:
    """Yield a record for each code that occurs and each part of an interview."""
    parts = len(found.columns)
    for i in found.used_rows():
        for j in range(parts):
            yield {
                "kind": "course",
                "round": round_name,
                "code": found.rows[i].label,
                "part": j + 1,
                "parts": parts,
                "codings": int(found.counts[i, j]),
                "interviews": found.of,
            }


def lens_records(found: CrossingsTable, within: Within, round_name: str | None = None) -> Iterator[Record]:
    """Yield a record for each code of one lens and each of the other, of those that occur."""
    for i, j in found.cells():
        yield {
            "kind": "lens",
            "round": round_name,
            "within": within.value,
            "first": found.rows[i].label,
            "second": found.columns[j].label,
            "both": int(found.counts[i, j]),
            "first_in": int(found.in_row[i]),
            "second_in": int(found.in_column[j]),
            "c": c_of_lenses(found, i, j).value,
        }


def follows_questions() -> str:
    """Return the line that stands with everything in time."""
    return _("Order follows the questions: what is asked early is spoken of early.")


def order_in_words(found: CrossingsTable) -> str:
    """Say what is counted of codes in order."""
    return plural(
        "The code at the left is spoken of, then, next in the same answer, the one above; of {n} step.",
        "The code at the left is spoken of, then, next in the same answer, the one above; of {n} steps.",
        found.of,
    )


def course_in_words(found: CrossingsTable) -> str:
    """Say what is counted of codes in the course of interviews."""
    return plural(
        "Codings that begin in each part of an interview, in {n} coded interview.",
        "Codings that begin in each part of an interview, in {n} coded interviews.",
        found.of,
    )


def lens_in_words(found: CrossingsTable, within: Within) -> str:
    """Say what is counted of lenses crossed."""
    if within is Within.PASSAGE:
        return plural(
            "The same passage with both, of {n} passage of the lens at the left.",
            "The same passage with both, of {n} passages of the lens at the left.",
            found.of,
        )
    return plural(
        "Pairs of passages that share words, of {n} passage of the lens at the left.",
        "Pairs of passages that share words, of {n} passages of the lens at the left.",
        found.of,
    )


def step_in_words(found: CrossingsTable, i: int, j: int) -> str:
    """Say how often a code follows another."""
    return _said(_("{first}, then {second}: {n}"), found, i, j)


def part_in_words(found: CrossingsTable, i: int, j: int) -> str:
    """Say how often a code is spoken of in a part of interviews."""
    return _said(_("{first}, {second}: {n}"), found, i, j)


def both_in_words(found: CrossingsTable, i: int, j: int) -> str:
    """Say how often a code of one lens meets one of the other, and what that comes to."""
    said, c = _said(_("{first} and {second}: {n}"), found, i, j), c_of_lenses(found, i, j)
    return said if c.value is None else f"{said}, c = {c.text}"


def _said(words: str, found: CrossingsTable, i: int, j: int) -> str:
    names = found.rows[i].name, found.columns[j].name
    return words.format(first=names[0], second=names[1], n=int(found.counts[i, j]))
