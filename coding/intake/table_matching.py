"""Rows of a table that says who is who: what their cells say, and which files they are about."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coding.intake.hints import letter_of, plain, round_in
from coding.intake.known_study import KnownStudy
from coding.intake.overrides import FieldValues
from coding.intake.pattern_reading import are_surnames_first, people_named
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.role_words import PostHint
from coding.intake.taken_tables import ColumnUse
from coding.model.document import Table
from coding.model.role_codes import split_key
from coding.text.dates import Evidence, date_in, evidence_of
from coding.text.names import clean_name, name_key, same_name


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
    named = (cells[at] for cells in table.rows for at, use in enumerate(uses) if use is ColumnUse.PERSON)
    surnames_first = are_surnames_first(named)
    dated = [at for at, use in enumerate(uses) if use is ColumnUse.DATE]
    dates = evidence_of((cells[at] for cells in table.rows for at in dated), Evidence(known.date_order))
    read = (_read(table.header, cells, uses, known, dates) for cells in table.rows)
    return (
        [_with_one_person(row, cells, uses) for row, cells in zip(read, table.rows, strict=True)]
        if surnames_first
        else [*read]
    )


def _with_one_person(row: MetadataRow, cells: Sequence[str], uses: Sequence[ColumnUse]) -> MetadataRow:
    """Take "Bell, Ann" for one person."""
    names = (clean_name(cell) for cell, use in zip(cells, uses, strict=True) if use is ColumnUse.PERSON)
    return row._replace(said=row.said._replace(people=tuple(filter(None, names))))


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


_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class MatchedRows(NamedTuple):
    """The arrivals a row is about; ``unclear`` where it fits several and must mean one."""

    rows: tuple[int, ...] = ()
    unclear: bool = False


def match_rows(plan: ImportPlan, rows: Sequence[MetadataRow]) -> list[MatchedRows]:
    """Return for each row the positions of its arrivals."""
    files = Files(plan)
    return [_find(plan, files, row) for row in rows]


class Files:
    """The readable files of a plan by the names that somebody may write for them."""

    def __init__(self, plan: ImportPlan) -> None:
        """Index the files by name, with and without ending."""
        self._arrivals = plan.rows
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[int, str] = {}
        for at, row in enumerate(plan.rows):
            if row.readable:
                for name in {_normal(row.file.name), _normal(row.file.stem)}:
                    self._by_name[name].append(at)
                self._stems[at] = _normal(row.file.stem)

    def called(self, written: str) -> tuple[int, ...]:
        """Return the files of a name, with or without ending and folders, whatever the case.

        A name that is the beginning of one file's, up to a whole word, is that file's.
        """
        *folders, last = re.split(r"[/\\]+", written.strip().strip("/\\"))
        bare = _ENDING.sub("", last)
        for name in (_normal(last), _normal(bare)):
            found = [at for at in self._by_name.get(name, ()) if self._lies_in(at, folders)]
            if name and found:
                return self._preferred(found)
        begun = _normal(bare) + " "
        found = [
            at for at, stem in self._stems.items() if stem.startswith(begun) and self._lies_in(at, folders)
        ]
        return self._preferred(found) if begun != " " else ()

    def _lies_in(self, at: int, folders: Sequence[str]) -> bool:
        """Tell whether a file lies in these folders, the nearest last; ones further up may be missing."""
        around = self._arrivals[at].file.folders
        return all(_normal(a) == _normal(b) for a, b in zip(reversed(folders), around, strict=False))

    def _preferred(self, found: Sequence[int]) -> tuple[int, ...]:
        """Return those that would be stored, if any."""
        included = tuple(at for at in found if self._arrivals[at].include)
        return included or tuple(found)


def _normal(name: str) -> str:
    return name_key(plain(name))


def _find(plan: ImportPlan, files: Files, row: MetadataRow) -> MatchedRows:
    """Find the files of one row: its file's name says most, then key and round, then the person."""
    if row.file:
        return _one_of(plan, row, files.called(row.file))
    named = [at for at, import_row in _included(plan) if _is_about(import_row, row)]
    if row.number is not None and row.said.school:
        named = [at for at in named if _has_key(plan.rows[at], row)]
    elif row.said.people:
        named = [at for at in named if _names(plan.rows[at], row.said.people)]
    else:
        return MatchedRows()
    rounds = {plan.rows[at].round.value for at in named}
    return MatchedRows(tuple(named)) if len(rounds) == len(named) else MatchedRows(unclear=True)


def _included(plan: ImportPlan) -> list[tuple[int, ImportRow]]:
    return [(at, a) for at, a in enumerate(plan.rows) if a.include and a.readable]


def _one_of(plan: ImportPlan, row: MetadataRow, found: Sequence[int]) -> MatchedRows:
    """Return the one that lies in the row's round; several are unclear."""
    if len(found) > 1:
        found = [at for at in found if same_name(plan.rows[at].round.value, row.said.round)]
        return MatchedRows(tuple(found)) if len(found) == 1 else MatchedRows(unclear=True)
    return MatchedRows(tuple(found))


def _is_about(import_row: ImportRow, row: MetadataRow) -> bool:
    """Tell whether an arrival lies in the row's round and school, as far as the row says them."""
    said = row.said
    return (not said.round or same_name(import_row.round.value, said.round)) and (
        not said.school or any(same_name(school, said.school) for school in _schools(import_row))
    )


def _has_key(import_row: ImportRow, row: MetadataRow) -> bool:
    posts = ((post.number, post.school or import_row.school.value) for post in import_row.posts)
    return any(n == row.number and same_name(school, row.said.school) for n, school in posts)


def _schools(row: ImportRow) -> list[str]:
    return [row.school.value, *(post.school for post in row.posts if post.school)]


def _names(row: ImportRow, people: Sequence[str]) -> bool:
    """Tell whether one of these people takes part, or the file is called by the name."""
    stem = f" {_normal(row.file.stem)} "
    seated = {_normal(participant.name) for participant in row.participants}
    return any(_normal(name) in seated or f" {_normal(name)} " in stem for name in people)
