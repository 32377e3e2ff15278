"""The same talk twice: a file that is there already, a copy of one, the same words in another format."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from coding.intake.plan import GuessSource, ImportPlan, ImportRow

_NOT_WORDS: Final = re.compile(r"[\W_]+")
_COPY: Final = re.compile(r"^copy (?:\(\d+\) )?of |[-–_ ]copy(?:[ _]?\(?\d+\)?)?$| \(\d+\)$", re.IGNORECASE)
_LEAST: Final = 20  # words; shorter texts can be alike by chance


def without_duplicates(plan: ImportPlan) -> tuple[ImportRow, ...]:
    """Return the rows, those left out that are in the study already or are there twice.

    Two are the same if their files are, or else if their words are and nobody has written codes into the one
    that is left out: of the same words, coded by two people, both come in. The better one is kept: with
    codes, with times, the original rather than its copy, in the kind of file that says most. Files
    whose names give other keys both come in, and are said to be the same. What a person insisted on stays.
    """
    readable = {at: row for at, row in enumerate(plan.rows) if row.readable}
    of_file, of_words = _better(readable, _file), _better(_of_equal_length(readable), _words)
    rows: list[ImportRow] = []
    for at, row in enumerate(plan.rows):
        other = of_file.get(at) or (None if is_coded(row) else of_words.get(at))
        stored = plan.known.sources.get(row.file.sha256)
        same = stored or (other.file.name if other else "")
        is_news = bool(same) and not row.duplicate_of  # else it may have been insisted on
        include = not stored and other is not None and _have_other_keys(row, other)
        rows.append(replace(row, duplicate_of=same, include=include) if is_news else row)
    return tuple(rows)


def _have_other_keys(one: ImportRow, other: ImportRow) -> bool:
    """Tell whether the names of two files say that others take part."""
    by_name = all(row.posts_source is GuessSource.FILE_NAME for row in (one, other))
    first, second = (
        {(post.school or row.school.value, post.number) for post in row.posts} for row in (one, other)
    )
    return by_name and first != second


def is_coded(row: ImportRow) -> bool:
    """Tell whether somebody has written codes or remarks into a file."""
    document = row.file.document
    return bool(row.marks or document.highlights or document.comments)


def _file(row: ImportRow) -> str:
    return row.file.sha256


def _words(row: ImportRow) -> str:
    assert row.segmented is not None
    return bare_words(row.segmented.transcript.text)


def bare_words(text: str) -> str:
    """Return the letters and digits of a text: what two copies of it have alike."""
    return _NOT_WORDS.sub("", text).casefold()


def _of_equal_length(rows: Mapping[int, ImportRow]) -> dict[int, ImportRow]:
    """Return the rows of which there is another with as many words; only these can be the same."""
    many = Counter(row.words for row in rows.values())
    return {at: row for at, row in rows.items() if row.words >= _LEAST and many[row.words] > 1}


def _better(rows: Mapping[int, ImportRow], same: Callable[[ImportRow], str]) -> dict[int, ImportRow]:
    """Return, for each row that is the same as a better one, that one."""
    best: dict[str, int] = {}
    keys = {at: same(row) for at, row in rows.items()}
    for at, key in keys.items():
        standing = best.setdefault(key, at)
        if _rank(rows[at]) < _rank(rows[standing]):
            best[key] = at
    return {at: rows[best[key]] for at, key in keys.items() if best[key] != at}


def _rank(row: ImportRow) -> tuple[bool, bool, bool, int]:
    turns = row.segmented.transcript.turns if row.segmented is not None else ()
    return (
        not is_coded(row),
        all(turn.ms is None for turn in turns),
        bool(_COPY.search(row.file.stem)),
        row.file.rank,
    )
