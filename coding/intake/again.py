"""A talk that is there already in other words or another file: in the study, or nearly the same beside it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from coding.intake.duplicates import bare_words, is_coded
from coding.intake.hints import plain
from coding.intake.plan import ImportPlan, ImportRow
from coding.text.names import name_key
from coding.text.text_diff import likeness

_VERSION: Final = re.compile(
    r"(?:[-–_ .]+|(?<=\w))(?:\(?(?:v|ver|version|rev|fassung)[. _-]?\d+(?:\.\d+)?\)?|final|corrected|corr|"
    r"revised|clean(?:ed)?|edited|checked|copy|new|korrigiert|endfassung|\(\d+\))$",
    re.IGNORECASE,
)
_NEARLY: Final = 0.8  # of the words: two talks along one list of questions have far fewer in common
_COULD_BE: Final = 0.7  # of the words in any order, punctuation and all
_LEAST: Final = 20  # words; shorter texts can be alike by chance


@dataclass(frozen=True, slots=True)
class StoredText:
    """An interview of the study that may be meant: what it is called, how many words it has, its text."""

    title: str
    called: str  # with its round
    words: int
    text: str


def is_nearly(one: str, other: str) -> bool:
    """Tell two versions of one talk; most that are none are told by their words alone, whatever the order."""
    first, second = Counter(one.split()), Counter(other.split())
    most = 2 * (first & second).total() / max(first.total() + second.total(), 1)
    return most >= _COULD_BE and likeness(one, other) >= _NEARLY


def talk_of(name: str) -> str:
    """Return what a file's talk is called, whatever version the file is: "B2 head v2", "B2 head - Copy"."""
    name = plain(name)
    while (shorter := _VERSION.sub("", name).strip()) and shorter != name:
        name = shorter
    return name_key(name)


def beside_stored(plan: ImportPlan, stored: Iterable[StoredText]) -> ImportPlan:
    """Leave out what is in the study already with the same words, or nearly the same under the same name.

    A file that somebody has coded comes in all the same. What is left out says so, and may be ticked.
    """
    by_words: dict[int, list[StoredText]] = {}
    by_talk: dict[str, list[StoredText]] = {}
    for text in stored:
        by_words.setdefault(text.words, []).append(text)
        by_talk.setdefault(talk_of(text.title), []).append(text)
    rows = (
        _beside(row, by_words, by_talk)
        if row.readable and row.include and not row.duplicate_of and row.words >= _LEAST
        else row
        for row in plan.rows
    )
    return replace(plan, rows=tuple(rows))


def _beside(
    row: ImportRow, by_words: Mapping[int, list[StoredText]], by_talk: Mapping[str, list[StoredText]]
) -> ImportRow:
    text = row.transcript.text
    bare = bare_words(text)
    same = next((each for each in by_words.get(row.words, ()) if bare_words(each.text) == bare), None)
    if same is not None:
        return replace(row, duplicate_of=same.called, include=is_coded(row))
    near = (each for each in by_talk.get(talk_of(row.file.stem), ()) if is_nearly(each.text, text))
    found = next(near, None)
    return row if found is None else replace(row, version_of=found.called, include=False)


def with_versions(plan: ImportPlan) -> ImportPlan:
    """Note which files are nearly the same as another one of the same name; both come in, and it is said."""
    seen: dict[str, list[ImportRow]] = {}
    rows: list[ImportRow] = []
    for row in plan.rows:
        if row.readable and row.include and row.words >= _LEAST and not row.version_of:
            others = seen.setdefault(talk_of(row.file.stem), [])
            text = row.transcript.text
            near = (o for o in others if is_nearly(o.transcript.text, text))
            found = next(near, None)
            others.append(row)
            row = row if found is None else replace(row, version_of=found.file.name)  # noqa: PLW2901
        rows.append(row)
    return replace(plan, rows=tuple(rows))
