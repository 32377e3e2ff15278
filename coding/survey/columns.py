"""What each column of a table of answers is: a statement, who answered, what a service added."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from coding.model.survey import Bank, ItemKind
from coding.survey.headings import (
    OF_WHOM,
    SINGLE,
    AnswerUse,
    is_of_rows,
    is_personal,
    use_by_heading,
)
from coding.survey.matching import Match, Matcher
from coding.survey.sheets import Heads, Row
from coding.survey.table import Correction, ReadColumn
from coding.survey.values import are_marks, cell_key, parts_of

_SEEN: Final = 200  # rows of a column that are looked at to know what it is
_OFTEN: Final = 0.6  # of the cells
_SURE: Final = 90  # of 100: words so like a statement are one, though they speak of a school or a role


class SeenColumn(NamedTuple):
    """A column as it is looked at: its place, what it can be called, and its first cells that are filled."""

    at: int
    variants: tuple[str, ...]
    cells: list[str]

    @property
    def heading(self) -> str:
        """What it is called."""
        return self.variants[0] if self.variants else ""


def seen_columns(heads: Heads, body: Sequence[Row]) -> list[SeenColumn]:
    """Return the columns that hold something."""
    width = max([len(heads.variants), *map(len, body[:_SEEN])], default=0)
    found: list[SeenColumn] = []
    for at in range(width):
        cells = [row[at] for row in body[:_SEEN] if at < len(row) and row[at].strip()]
        variants = heads.variants[at] if at < len(heads.variants) else ()
        if cells or variants:
            found.append(SeenColumn(at, variants, cells))
    return found


def read_columns(
    columns: Sequence[SeenColumn],
    matcher: Matcher,
    said: Mapping[int, Correction],
    bank_of_sheet: Bank | None,
) -> list[ReadColumn]:
    """Return what each column is taken for; what stands once only is taken from the first."""
    by_order = _by_order(columns, matcher)
    found: list[ReadColumn] = []
    used: Counter[AnswerUse] = Counter(correction.use for correction in said.values())
    is_long = _names_column(columns, matcher) is not None
    for seen in columns:
        column = _said(seen, said) or by_order.get(seen.at)
        if column is None:
            column = _guessed(seen, matcher, bank_of_sheet, is_long=is_long)
            if column.use in SINGLE and used[column.use]:
                column = column._replace(use=AnswerUse.LEFT_OUT, by="")
            used[column.use] += 1
        found.append(column)
    return [*_by_content(found, columns, matcher, is_long=is_long)]


def _said(seen: SeenColumn, said: Mapping[int, Correction]) -> ReadColumn | None:
    correction = said.get(seen.at)
    return correction and _column(seen, correction.use, correction.name, by="said")


def _column(
    seen: SeenColumn, use: AnswerUse, name: str = "", certainty: int = 100, by: str = "heading"
) -> ReadColumn:
    sample = seen.cells[0] if seen.cells else ""
    return ReadColumn(seen.at, seen.heading, use, name, certainty, by, sample)


def _guessed(seen: SeenColumn, matcher: Matcher, bank_of_sheet: Bank | None, *, is_long: bool) -> ReadColumn:
    match = best_match(seen.variants, matcher, bank_of_sheet)
    use = _use_of(seen.variants)
    is_other = use in OF_WHOM and match is not None and match.certainty < _SURE and match.by == "likeness"
    if match is not None and not is_other:
        return _matched(seen, match, matcher)
    if is_personal(seen.cells):
        return _column(seen, AnswerUse.PERSONAL, by="content")
    bank = next(filter(None, map(matcher.bank, seen.variants)), None)
    if bank is not None and not is_long:
        return _column(seen, AnswerUse.TICKS, bank.called)
    if use is not None and (is_long or not is_of_rows(use)):
        return _column(seen, use)
    return _column(seen, AnswerUse.LEFT_OUT, by="")


def _use_of(variants: Sequence[str]) -> AnswerUse | None:
    return next(filter(None, map(use_by_heading, variants)), None)


def best_match(variants: Sequence[str], matcher: Matcher, bank: Bank | None = None) -> Match | None:
    """Return the statement that a heading is about, by the most certain of what it can be called."""
    found = [match for variant in variants if (match := matcher.match(variant)) is not None]
    if not found and bank is not None:
        named = next(filter(None, (matcher.in_bank(bank, variant) for variant in variants)), None)
        return Match(named, 95, "number") if named else None
    return max(found, key=lambda match: (match.by == "number", match.certainty), default=None)


def _matched(seen: SeenColumn, match: Match, matcher: Matcher) -> ReadColumn:
    _bank, item = matcher.instrument.by_name[match.name]
    use = AnswerUse.STATEMENT if item.kind is ItemKind.STATEMENT else AnswerUse.QUESTION
    return _column(seen, use, match.name, match.certainty, match.by)


def _by_order(columns: Sequence[SeenColumn], matcher: Matcher) -> Mapping[int, ReadColumn]:
    """Know columns that say only stage and number, or a number, by the order of the whole form."""
    places = matcher.instrument.places
    orders = (
        [f"{item.stage}{item.number}".casefold() for _bank, item in places],
        [str(item.position + 1) for _bank, item in places],
        [str(at) for at in range(1, len(places) + 1)],
    )
    short = [(seen, cell_key(seen.heading).lstrip("qs")) for seen in columns]
    for order in orders:
        named = [(seen, key) for seen, key in short if key in {*order}]
        if order and [key for _seen, key in named] == order:
            return {
                seen.at: _column(seen, AnswerUse.STATEMENT, bank.name_of(item), 90, "number")
                for (seen, _key), (bank, item) in zip(named, places, strict=True)
            }
    return {}


# --- by what stands in the cells ---


def _by_content(
    found: Sequence[ReadColumn], columns: Sequence[SeenColumn], matcher: Matcher, *, is_long: bool
) -> Iterator[ReadColumn]:
    """Yield the columns; of those that no heading tells, what their cells tell."""
    named = _names_column(columns, matcher) if is_long else None
    for column, seen in zip(found, columns, strict=True):
        if named is not None and seen.at == named and column.by != "said":
            yield column._replace(use=AnswerUse.NAME, name="", by="content")
        elif column.use in {AnswerUse.LEFT_OUT, AnswerUse.SERVICE} and column.by != "said" and not is_long:
            yield _ticked(column, seen, matcher)
        else:
            yield column


def _names_column(columns: Sequence[SeenColumn], matcher: Matcher) -> int | None:
    """Return the column that names a statement in each row, of a table with a row an answer."""
    for seen in columns:
        if len(seen.cells) < 2 or best_match(seen.variants, matcher) is not None:
            continue
        cells = [cell for cell in seen.cells if _is_certain(matcher.match(cell))]
        is_often = len(cells) >= _OFTEN * len(seen.cells)
        lists = any(_lists_several(cell, matcher) for cell in seen.cells)
        if is_often and not lists and len({*map(cell_key, cells)}) > 1 and _repeats(columns, seen):
            return seen.at
    return _numbers_beside_banks(columns, matcher)


def _numbers_beside_banks(columns: Sequence[SeenColumn], matcher: Matcher) -> int | None:
    """Return the column that numbers statements where another names their banks."""
    uses = {use: seen for seen in reversed(columns) if (use := _use_of(seen.variants)) is not None}
    banks, names = uses.get(AnswerUse.BANK), uses.get(AnswerUse.NAME)
    if banks is None or names is None or not banks.cells:
        return None
    known = sum(matcher.bank(cell) is not None for cell in banks.cells)
    return names.at if known >= _OFTEN * len(banks.cells) else None


def _is_certain(match: Match | None) -> bool:
    return match is not None and match.by != "likeness"


def _lists_several(cell: str, matcher: Matcher) -> bool:
    """Tell a cell with several ticks; a statement may hold a comma itself."""
    found = (matcher.match(part) for part in parts_of(cell))
    return len({match.name for match in found if match is not None and _is_certain(match)}) > 1


def _repeats(columns: Sequence[SeenColumn], names: SeenColumn) -> bool:
    """Tell whether another column says who it is that answers, several times each."""
    for seen in columns:
        is_who = _use_of(seen.variants) is AnswerUse.RESPONDENT
        if seen.at != names.at and is_who and len({*seen.cells}) < len(seen.cells):
            return True
    return any(_use_of(seen.variants) in {AnswerUse.ANSWER, AnswerUse.NAME} for seen in columns)


def _ticked(column: ReadColumn, seen: SeenColumn, matcher: Matcher) -> ReadColumn:
    """Return a column whose cells list statements as that of their bank, or of all banks."""
    if not seen.cells or are_marks(seen.cells):
        return column
    hits: Counter[str] = Counter()
    listed = 0
    for cell in seen.cells[:50]:
        names, unknown = matcher.split_ticks(cell, None)
        listed += bool(names) and len(names) >= len(unknown)
        hits.update(names)
    if listed < _OFTEN * min(len(seen.cells), 50):
        return column
    if len(hits) == 1 and len({*seen.cells}) == 1:  # an option's own words wherever it was ticked
        return column._replace(use=AnswerUse.STATEMENT, name=next(iter(hits)), by="content")
    banks = {matcher.instrument.by_name[name][0].called for name in hits}
    return column._replace(use=AnswerUse.TICKS, name=banks.pop() if len(banks) == 1 else "", by="content")


def names_in(matcher: Matcher) -> Callable[[str], str]:
    """Return what tells which statement, or which bank, a heading names."""

    def named(text: str) -> str:
        match = None if _lists_several(text, matcher) else matcher.match(text)
        bank = None if match else matcher.bank(text)
        return match.name if match else bank.called if bank else ""

    return named
