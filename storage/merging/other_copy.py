"""The other of two copies, as it is merged: of the present format, without those who were withdrawn here."""

from collections.abc import Collection, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select

from coding.errors import UserError
from coding.language import _
from coding.merging.journals import Copy
from coding.merging.plan import Choices, MergePlan
from coding.progress import Progress, silent
from storage.operations.merging import merge_copy
from storage.operations.removing import remove
from storage.operations.withdrawing import withdraw_person, withdraw_respondent
from storage.queries.copies import read_copy
from storage.study import schema, survey_schema
from storage.study.connection import batches, connect, in_memory, raw, translate_errors
from storage.study.keys import unlocked
from storage.study.memory_copy import copied_to_memory
from storage.study.open_checks import (
    look_before_opening,
    refuse_what_is_no_file,
    resolved,
    too_new,
)
from storage.study.operation import WriteContext, now


def read_other(study: Path, other: Path, password: str | None = None) -> Copy:
    """Read another copy of a study, whatever its format; nothing is written there.

    Nothing of people who were withdrawn from the study is read. Raises UserError: it is the study itself, no
    study, damaged, from a later version; PasswordNeededError, WrongPasswordError.
    """
    other = resolved(other)
    refuse_what_is_no_file(other)
    if other.samefile(study):
        raise UserError(
            _("“{name}” is the study itself.").format(name=other.name),
            _("Nothing was merged."),
            _("Choose another copy of it."),
        )
    with translate_errors(other):
        _key = unlocked(other, password)  # held while it is read
    version = look_before_opening(other)
    if version > schema.SCHEMA_VERSION:
        raise too_new(other)
    with closing(connect(study, read_only=True)) as reading:
        withdrawn = {*reading.scalars(select(schema.withdrawn.c.guid))}
    with _in_memory(other) as copy:
        if version < schema.SCHEMA_VERSION:
            from storage.study.migrating import take_steps  # Alembic loads only now

            with translate_errors(other):
                take_steps(copy, version)
        read = read_copy(copy)
        if withdrawn:
            _leave_out(copy, withdrawn)
            read = _without_traces(read, read_copy(copy))
    return read


def _without_traces(before: Copy, after: Copy) -> Copy:
    """Return the rows that are left, with the journal as it was before they were left alone."""
    return Copy(after.guid, after.came_from, after.created, after.rows, before.done, before.notes)


@contextmanager
def _in_memory(source: Path) -> Generator[Connection]:
    """Give a copy of a study in memory with its history, in the format that it has; no index of words."""
    with closing(in_memory()) as copy:
        with closing(connect(source, read_only=True)) as reading, translate_errors(source):
            raw(reading).execute("BEGIN")  # every table at the same moment
            made = raw(reading).execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                " AND name NOT LIKE 'search%'"
            )
            for name, sql in made.fetchall():
                raw(copy).execute(sql)
                rows = raw(reading).execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - its own tables
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    raw(copy).executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608
            indexes = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            for (sql,) in raw(reading).execute(indexes).fetchall():
                raw(copy).execute(sql)
        yield copy


def _leave_out(copy: Connection, withdrawn: Collection[str]) -> None:
    """Take out who was withdrawn here, as it was done here: words, quotations, names."""
    w = WriteContext(copy, None, now())
    copy.execute(delete(schema.change))  # what was deleted there before was not withdrawn
    person = schema.person.c
    for person_id in _with_guids(copy, schema.person, withdrawn):
        if copy.scalar(select(person.id).where(person.id == person_id)) is not None:
            withdraw_person(person_id, (), _("a colleague")).run(w)
    one = survey_schema.respondent.c
    for respondent_id in _with_guids(copy, survey_schema.respondent, withdrawn):
        if copy.scalar(select(one.id).where(one.id == respondent_id)) is not None:
            withdraw_respondent(respondent_id).run(w)
    for table in schema.JOURNALED:
        if "guid" in table.c and table is not schema.withdrawn:
            remove(w, table, _with_guids(copy, table, withdrawn))


def _with_guids(copy: Connection, table: Table, guids: Collection[str]) -> list[int]:
    return [
        id_
        for some in batches(guids)
        for id_ in copy.scalars(select(table.c.id).where(table.c.guid.in_(some)))
    ]


def look_ahead(
    study: Path, other: Copy, choices: Choices | None = None, progress: Progress = silent
) -> MergePlan:
    """Return what merging would do: it is done to a copy of the study in memory.

    ``progress`` is that of merge_copy. Raises UserError.
    """
    with copied_to_memory(study, also=schema.JOURNAL_TABLES) as copy:
        w = WriteContext(copy, _first_coder(copy), now())
        return merge_copy(other, "", choices or {}, progress).run(w)


def _first_coder(copy: Connection) -> int | None:
    return copy.scalar(select(schema.coder.c.id).order_by(schema.coder.c.id).limit(1))
