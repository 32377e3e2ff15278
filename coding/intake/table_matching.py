"""Which files the rows of a table are about: by the file's name, by key and round, or by who takes part."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from coding.intake.hints import plain
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.table_cells import MetadataRow
from coding.text.names import name_key, same_name

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
        for at, import_row in enumerate(plan.rows):
            if import_row.readable:
                for name in {_normal(import_row.file.name), _normal(import_row.file.stem)}:
                    self._by_name[name].append(at)
                self._stems[at] = _normal(import_row.file.stem)

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
        not said.school or same_name(import_row.school.value, said.school)
    )


def _has_key(import_row: ImportRow, row: MetadataRow) -> bool:
    return row.number in {post.number for post in import_row.posts}


def _names(import_row: ImportRow, people: Sequence[str]) -> bool:
    """Tell whether one of these people takes part, or the file is called by the name."""
    stem = f" {_normal(import_row.file.stem)} "
    seated = {_normal(participant.name) for participant in import_row.participants}
    return any(_normal(name) in seated or f" {_normal(name)} " in stem for name in people)
