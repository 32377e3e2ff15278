"""The rows of a table that says who is who, cell by cell: what each says in the study's terms."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coding.intake.hints import letter_of, round_in
from coding.intake.overrides import FieldValues
from coding.intake.pattern_reading import people_named
from coding.intake.plan import KnownStudy
from coding.intake.role_words import PostHint
from coding.intake.table import ColumnUse, Table
from coding.model.role_codes import split_key
from coding.text.dates import Evidence, date_in, evidence_of


class MetadataRow(NamedTuple):
    """What one row says. ``file`` is as written; ``misread`` are columns that say nothing understood.

    ``two_days`` are columns whose date could be two days (the row's is ``open_date``), ``assumed`` those
    whose day was read as this computer writes dates. ``school_name`` is what the school of the row's key
    is called.
    """

    file: str
    said: FieldValues
    of_interview: Mapping[str, str]
    of_person: Mapping[str, str]
    school_name: str
    misread: tuple[int, ...]
    two_days: tuple[int, ...] = ()
    assumed: tuple[int, ...] = ()
    open_date: str = ""

    @property
    def number(self) -> int | None:
        """The role's number, if the row says one."""
        return self.said.posts[0].number if self.said.posts else None


def read_rows(table: Table, uses: Sequence[ColumnUse], known: KnownStudy) -> list[MetadataRow]:
    """Read every row by the uses of the columns."""
    dated = [at for at, use in enumerate(uses) if use is ColumnUse.DATE]
    dates = evidence_of((cells[at] for cells in table.rows for at in dated), Evidence(known.date_order))
    return [_read(table.header, cells, uses, known, dates) for cells in table.rows]


def _read(
    header: Sequence[str],
    cells: Sequence[str],
    uses: Sequence[ColumnUse],
    known: KnownStudy,
    dates: Evidence,
) -> MetadataRow:
    """Read one row; a key says school and role, and what columns of their own say is finer than that."""
    at = {use: column for column, use in enumerate(uses)}
    text = {use: cells[column] for use, column in at.items() if cells[column]}
    key, title = split_key(text.get(ColumnUse.KEY, ""))
    post = known.role_words.post_in(text.get(ColumnUse.ROLE, ""))
    school = text.get(ColumnUse.SCHOOL, "")
    date = date_in(text.get(ColumnUse.DATE, ""), dates)
    letter = letter_of(school, known.schools)
    misread = {
        ColumnUse.KEY: key is None,
        ColumnUse.ROLE: post is None or (key is not None and post.number not in {None, key.number}),
        ColumnUse.DATE: date is None,
    }
    if key is not None:
        agrees = post is not None and post.number in {None, key.number}
        post, letter = PostHint(key.number, post.title if post and agrees else title), key.letter
    said = FieldValues(
        round_of(text.get(ColumnUse.ROUND, ""), known),
        letter,
        date.iso if date else "",
        (post,) if post else (),
        people_named(text.get(ColumnUse.PERSON, "")),
    )
    return MetadataRow(
        text.get(ColumnUse.FILE, ""),
        said,
        _named(header, cells, uses, {ColumnUse.OF_INTERVIEW}),
        _named(header, cells, uses, {ColumnUse.OF_PERSON, ColumnUse.GROUP}),
        school if key and len(school) > 3 else "",
        tuple(at[use] for use, wrong in misread.items() if wrong and use in text),
        (at[ColumnUse.DATE],) if date and not date.iso else (),
        (at[ColumnUse.DATE],) if date and date.assumed else (),
        date.written if date and not date.iso else "",
    )


def _named(
    header: Sequence[str], cells: Sequence[str], uses: Sequence[ColumnUse], wanted: set[ColumnUse]
) -> dict[str, str]:
    """Return the cells of attributes by the names of their columns."""
    return {name: cell for name, cell, use in zip(header, cells, uses, strict=True) if use in wanted and cell}


def round_of(text: str, known: KnownStudy) -> str:
    """Return the round that a cell names: a known one, a year in it, a bare number, or the cell itself."""
    text = text.strip()
    is_number = text.isdigit() and len(text) <= 2
    return round_in(f"Round {text}" if is_number else text, known.rounds) or text
