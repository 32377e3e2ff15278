"""Tables of a chapter: totals that are not the sum of their rows or columns, and cells beside a study."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from coding.chapter.chapter import Chapter, ChapterPlace, ChapterTable
from coding.chapter.claims import Claims, StudyWords
from coding.chapter.figures import CODINGS, INTERVIEWS, PASSAGES, PEOPLE, Unit
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.chapter.study_counts import StudyCount, StudyCounts
from coding.language import _

_TOTAL: Final = re.compile(
    r"\s*(?:grand\s+|sub-?)?(?:total|sum|all|overall|altogether)\b|^\s*[Σ∑]", re.IGNORECASE
)
_NO_SUMS: Final = re.compile(
    r"%|per\s?cent|\bper\b|mean|median|average|share|rate|passages|interviews?|people|participants|respond|\bn\b|difference|change",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"\s*(\d{1,3}(?:,\d{3})+|\d{1,7})\s*[*†‡]?\s*")
_NOTHING: Final = re.compile(r"\s*[–—-]?\s*")
_NOT_COUNTS: Final = re.compile(
    r"%|per\s?cent|\bper\b|mean|median|share|rate|1,?000|survey|statement|respon", re.IGNORECASE
)
_MOST_COMPARED: Final = 2_000  # cells of one table


class Sum(NamedTuple):
    """A total: the column or row it is of, where it stands, what it is and what is above or before it."""

    row: int
    column: int
    number: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class NumberTable:
    """A table read as numbers: the first row and the first column say what they are of."""

    table: ChapterTable

    @cached_property
    def rows(self) -> list[int]:
        """The rows below the headings."""
        return sorted(self.table.rows)[self._headings :]

    @cached_property
    def _headings(self) -> int:
        rows = sorted(self.table.rows)
        firsts = (
            at
            for at, row in enumerate(rows)
            if any(self._number(row, c) is not None for c in self._beside(row))
        )
        return max(1, next(firsts, len(rows)))

    def _beside(self, row: int) -> list[int]:
        """Return the columns of a row beside the first whose number is no year in a heading."""
        return [
            c
            for c in self.table.rows[row]
            if c and not re.fullmatch(r"\s*(?:19|20)\d\d\s*", self.table.text(row, c))
        ]

    @cached_property
    def columns(self) -> list[int]:
        """The columns beside the first."""
        return self.table.columns[1:]

    def head(self, column: int) -> str:
        """Return what stands over a column; a heading over several is that of each."""
        found: list[str] = []
        for row in sorted(self.table.rows)[: self._headings]:
            before = [c for c in self.table.rows[row] if c <= column]
            if before and (before[-1] == column or before[-1]):
                found.append(self.table.text(row, before[-1]))
        return " ".join(found)

    def label(self, row: int) -> str:
        """Return what stands before a row."""
        return self.table.text(row, 0) if 0 in self.table.rows[row] else ""

    def _number(self, row: int, column: int) -> int | None:
        match = _WHOLE.fullmatch(self.table.text(row, column)) if column in self.table.rows[row] else None
        return int(match[1].replace(",", "")) if match else None

    def number(self, row: int, column: int) -> int | None:
        """Return the whole number in a cell; None for anything else."""
        return self._number(row, column)

    def part(self, row: int, column: int) -> int | None:
        """Return what a cell adds to a total: a dash and nothing add nothing."""
        if column in self.table.rows[row] and not _NOTHING.fullmatch(self.table.text(row, column)):
            return self._number(row, column)
        return 0

    def sums(self) -> Iterator[Sum]:
        """Yield the totals below columns and beside rows."""
        for at, row in enumerate(self.rows):
            if _TOTAL.match(self.label(row)):
                for column in self.columns:
                    if not _NO_SUMS.search(self.head(column)):
                        yield from self._sum(row, column, [(above, column) for above in self.above(at)])
        for column in self.columns:
            if _TOTAL.match(self.head(column).strip()) and not _NO_SUMS.search(self.head(column)):
                before = [c for c in self.columns if c < column and not _NO_SUMS.search(self.head(c))]
                for row in self.rows:
                    yield from self._sum(row, column, [(row, c) for c in before])

    def above(self, at: int) -> list[int]:
        """Return the rows that a total below them is of: back to the one before, or all that are none."""
        return [row for row in self.rows[:at] if not _TOTAL.match(self.label(row))]

    def _sum(self, row: int, column: int, cells: Sequence[tuple[int, int]]) -> Iterator[Sum]:
        number, parts = self.number(row, column), [self.part(*cell) for cell in cells]
        known = [part for part in parts if part is not None]
        if number is not None and len(known) == len(parts) > 1:
            yield Sum(row, column, number, tuple(known))


def totals_checked(chapter: Chapter, words: StudyWords) -> Iterator[Finding]:
    """Yield totals that are not the sum of what stands above or before them."""
    for table in chapter.tables():
        if _NO_SUMS.search(table.caption_text) or len(table.rows) * len(table.columns) > _MOST_COMPARED:
            continue
        read = NumberTable(table)
        for each in read.sums():
            if each.number not in _possible_sums(read, each, words):
                says = _("The total is {number}, its parts make {made}.")
                said = says.format(number=each.number, made=sum(each.parts))
                place = table.place(each.row, each.column)
                yield Finding(
                    Severity.WRONG, FindingKind.TOTAL, place, _in_words(read, each.row, each.column), said
                )


def _possible_sums(read: NumberTable, each: Sum, words: StudyWords) -> set[int]:
    """Return what a total may be: where dimensions stand among their strands, without them or of them."""
    framework = words.framework
    if framework is None:
        return {sum(each.parts)}
    labels = [read.head(c) for c in read.columns if c < each.column]
    if len(labels) != len(each.parts) or _TOTAL.match(read.label(each.row)):
        labels = [read.label(row) for row in read.above(read.rows.index(each.row))]
    if len(labels) != len(each.parts):
        return {sum(each.parts)}
    groups = [any(framework.is_group(code) for code in words.claims(label).codes) for label in labels]
    of_groups = sum(part for part, is_group in zip(each.parts, groups, strict=True) if is_group)
    return {sum(each.parts), of_groups, sum(each.parts) - of_groups} if any(groups) else {sum(each.parts)}


def _in_words(read: NumberTable, row: int, column: int) -> str:
    names = (read.label(row), read.head(column), read.table.text(row, column))
    return " · ".join(" ".join(name.split()) for name in names if name.strip())


# --- beside a study ----------------------------------------------------------------------------------


class _Compared(NamedTuple):
    """A cell that the study can count."""

    row: int
    column: int
    number: int
    of: Claims
    counted: StudyCount


def tables_checked(chapter: Chapter, words: StudyWords, study: StudyCounts) -> Iterator[Finding]:
    """Yield cells that are not what the study counts, captions of another round, what cannot be checked."""
    for table in chapter.tables():
        read = NumberTable(table)
        if len(table.rows) * len(table.columns) > _MOST_COMPARED:
            continue
        unit = _unit(table.caption_text)
        compared = list(_compared(read, words, study, unit)) if unit is not None else []
        wrong = [each for each in compared if each.number not in each.counted.allowed]
        if not compared:
            yield from _not_checkable(read)
        elif wrong and (other := _other_round(table, compared, words, study, unit or CODINGS)):
            says = _("The numbers are those of {other}.").format(other=other)
            place = ChapterPlace(table.caption or 0, 0, len(table.caption_text))
            yield Finding(Severity.WRONG, FindingKind.CAPTION, place, table.caption_text, says)
        else:
            yield from (_wrong(read, each) for each in wrong)


def _unit(caption: str) -> Unit | None:
    if not caption or _NOT_COUNTS.search(caption):
        return None
    if re.search(r"passages", caption, re.IGNORECASE):
        return PASSAGES
    if re.search(r"codings?|coded|frequenc|strands?|references", caption, re.IGNORECASE):
        return CODINGS
    if re.search(r"\binterviews\b", caption, re.IGNORECASE):
        return INTERVIEWS
    return PEOPLE if re.search(r"\bpeople|participants\b", caption, re.IGNORECASE) else None


def _compared(read: NumberTable, words: StudyWords, study: StudyCounts, unit: Unit) -> Iterator[_Compared]:
    caption = words.claims(read.table.caption_text, in_brackets=True)
    for row in read.rows:
        label = read.label(row)
        of_row = words.claims(label, in_brackets=True)
        for column in read.columns:
            number, head = read.number(row, column), read.head(column)
            if number is None or _NOT_COUNTS.search(head) or _NO_SUMS.search(head):
                continue
            of_column = _column_claims(words, head)
            of = _cell(caption, of_row, of_column)
            is_said = all(map(_says_one, (of_row, of_column), (label, head)))
            if (
                of is None
                or not is_said
                or (unit == CODINGS and not of.codes and not _TOTAL.match(label + head))
            ):
                continue
            counted = study.count(unit, of)
            if counted is not None:
                yield _Compared(row, column, number, of, counted)


def _column_claims(words: StudyWords, head: str) -> Claims:
    """Return what a heading says; a letter alone is a school."""
    found = words.claims(head, in_brackets=True)
    letters = {school.letter for school in words.schools}
    return found._replace(schools=frozenset({head.strip()})) if head.strip() in letters else found


def _says_one(of: Claims, text: str) -> bool:
    """Tell whether a label says one thing that can be counted, or that it is everything."""
    n = len(of.rounds) + len(of.schools) + len(of.codes) + len(of.groups)
    return (n >= 1 and not of.posts) or bool(_TOTAL.match(text.strip() or "-"))


def _cell(caption: Claims, row: Claims, column: Claims) -> Claims | None:
    """Return what a cell is of: what row and column say, else the caption; None where that is two things."""
    if len(caption.codes) > 1:
        caption = caption._replace(codes=frozenset())
    return row.joined(column).filled(caption)


def _other_round(
    table: ChapterTable, compared: Sequence[_Compared], words: StudyWords, study: StudyCounts, unit: Unit
) -> str:
    """Return the round whose numbers a table has whose caption says another; empty for none."""
    said = words.claims(table.caption_text).rounds
    if len(said) != 1 or len(compared) < 3 or any(each.of.rounds != said for each in compared):
        return ""
    for other in words.rounds:
        if other not in said:
            counted = [study.count(unit, each.of._replace(rounds=frozenset({other}))) for each in compared]
            if all(c is not None and e.number in c.allowed for c, e in zip(counted, compared, strict=True)):
                return other
    return ""


def _wrong(read: NumberTable, each: _Compared) -> Finding:
    says = _("The study gives {counted}, not {number}.")
    said = says.format(counted=each.counted.number, number=each.number)
    place, words = read.table.place(each.row, each.column), _in_words(read, each.row, each.column)
    return Finding(Severity.WRONG, FindingKind.NUMBER, place, words, said, query=each.counted.query)


def _not_checkable(read: NumberTable) -> Iterator[Finding]:
    if read.table.caption is not None and any(
        read.number(r, c) is not None for r in read.rows for c in read.columns
    ):
        place = ChapterPlace(read.table.caption, 0, len(read.table.caption_text))
        says = _("Caption and headings do not say what the study could count.")
        yield Finding(Severity.NOT_CHECKABLE, FindingKind.NUMBER, place, read.table.caption_text, says)
