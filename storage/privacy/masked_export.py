"""Handing a study on: a fresh file that holds no name of the list, no history and no originals.

It is built in memory, so that nothing unmasked ever lies on the disk beside it, and written in one go.
"""

import re
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize
from uuid import uuid4

from sqlalchemy import Connection, Table, Text, delete, select, update

from coding.analysis.survey_records import FEWEST_TOGETHER
from coding.privacy.masking import Pseudonyms
from coding.progress import Progress, silent
from coding.text.sorting import NaturalKey, natural_key
from storage.operations.masking import mask_texts
from storage.study import indexes, schema, survey_schema
from storage.study.connection import raw, translate_errors
from storage.study.journal import Changes
from storage.study.keeping.copying import replacing_study
from storage.study.memory_copy import copied_to_memory
from storage.study.operation import WriteContext, now
from storage.study.tables import TRANSCRIPT


class Remaining(NamedTuple):
    """A name of the list that stays inside a longer word (Jane in Janet) or in small letters."""

    name: str
    word: str
    times: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a copy; one ``for_coder`` says which study it is of, so that it can come back."""

    memos: bool = True
    codings: bool = True
    for_coder: bool = False

    @property
    def left_out(self) -> tuple[Table, ...]:
        """The tables of which nothing goes into it; what people said of being quoted never does."""
        memos = (schema.clearance, *(() if self.memos else (schema.memo, schema.link)))
        of_codings = (schema.coding, schema.reading, schema.ruling, schema.kept, schema.link)
        return memos if self.codings else (*memos, *of_codings)


EVERYTHING: Final = Parts()


@dataclass(frozen=True, slots=True)
class SharedCopy:
    """What is masked in a copy, by name, and what stays although it looks like a name of the list."""

    places: Counter[str]
    remaining: tuple[Remaining, ...]


def look_ahead(
    source: Path, pseudonyms: Pseudonyms, parts: Parts = EVERYTHING, progress: Progress = silent
) -> SharedCopy:
    """Return what share_copy would do; nothing is written. Raises UserError if the study cannot be read."""
    with _masked(source, pseudonyms, parts, progress) as (_connection, handed_on):
        return handed_on


def share_copy(
    source: Path,
    target: Path,
    pseudonyms: Pseudonyms,
    parts: Parts = EVERYTHING,
    progress: Progress = silent,
) -> SharedCopy:
    """Write a fresh study to target: masked everywhere, without history, originals or key.

    Ids stay, the study itself gets a new identity.
    ``progress`` may raise CancelledError; then target is as it was. Raises UserError as copy_database.
    """
    with _masked(source, pseudonyms, parts, progress) as (connection, handed_on):
        with replacing_study(source, target) as part, translate_errors(target):
            raw(connection).execute("VACUUM INTO ?", (str(part),))
        return handed_on


@contextmanager
def _masked(
    source: Path, pseudonyms: Pseudonyms, parts: Parts, progress: Progress
) -> Generator[tuple[Connection, SharedCopy]]:
    """Give a masked copy of a study in memory, and what was masked."""
    with copied_to_memory(source, without=parts.left_out) as copy:
        _begin_anew(copy, parts)
        interviews = list(copy.scalars(select(schema.interview.c.id)))
        places = mask_texts(WriteContext(copy, None, now()), interviews, pseudonyms, progress)
        indexes.follow(copy, Changes({TRANSCRIPT: frozenset(interviews)}, frozenset(interviews)))
        yield copy, SharedCopy(places, _remaining(copy, pseudonyms))


def _begin_anew(copy: Connection, parts: Parts) -> None:
    """Make it another study, and forget which files it came from."""
    study = schema.study
    came_from = copy.scalar(select(study.c.guid)) if parts.for_coder else ""
    anew = {"guid": str(uuid4()), "created": now(), "sample": False, "came_from": came_from}
    copy.execute(update(study).values(anew))
    if not parts.codings:
        on_codings = schema.memo.c.coding_id.is_not(None)
        copy.execute(delete(schema.memo).where(on_codings))
    copy.execute(update(schema.interview).values(source_name="", source_sha256=""))
    if not parts.for_coder:
        _tell_no_respondent(copy)


def _tell_no_respondent(copy: Connection) -> None:
    """Leave out the schools of respondents, and their posts, where fewer than five share both.

    As exports of answers do: school and role group together would single people out.
    """
    respondent, role = survey_schema.respondent, schema.role.c
    groups = {row.id: row.role_group for row in copy.execute(select(role.id, role.role_group))}
    one = respondent.c
    rows = copy.execute(select(one.id, one.survey_round_id, one.school_id, one.role_id, one.role_group)).all()
    group = {row.id: row.role_group or groups.get(row.role_id, "") for row in rows}
    crossed = Counter((row.survey_round_id, row.school_id, group[row.id]) for row in rows)
    posts = Counter((row.survey_round_id, row.school_id, row.role_id) for row in rows)
    for row in rows:
        few = crossed[row.survey_round_id, row.school_id, group[row.id]] < FEWEST_TOGETHER
        values: dict[str, object] = {"school_id": None} if few and group[row.id] else {}
        if posts[row.survey_round_id, row.school_id, row.role_id] < FEWEST_TOGETHER:
            values |= {"role_id": None, "role_group": group[row.id]}
        if values:
            copy.execute(update(respondent).where(one.id == row.id).values(**values))


def _remaining(copy: Connection, pseudonyms: Pseudonyms) -> tuple[Remaining, ...]:
    """Find the names of the list in what is left, in any case and inside other words."""
    ours = {word for entry in pseudonyms.entries for word in entry.pseudonym.lower().split()}
    found: Counter[tuple[str, str]] = Counter()
    for text in _all_texts(copy):
        small = text.lower()
        for entry in pseudonyms.entries:
            if entry.name.lower() in small:
                words = re.findall(rf"\w*{re.escape(entry.name)}\w*", text, re.IGNORECASE)
                found.update((entry.name, word) for word in words if word.lower() not in ours)
    return tuple(sorted((Remaining(*key, times) for key, times in found.items()), key=_often_first))


def _often_first(remaining: Remaining) -> tuple[int, NaturalKey, NaturalKey]:
    return -remaining.times, natural_key(remaining.name), natural_key(remaining.word)


def _all_texts(copy: Connection) -> Generator[str]:
    for table in schema.JOURNALED:
        for column in table.columns:
            if isinstance(column.type, Text):
                yield from (normalize("NFC", text) for text in copy.scalars(select(column)) if text)
