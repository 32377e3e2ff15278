"""The answers of a wide table, a row a respondent: cells become numbers along what was asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from coding.language import _
from coding.model.survey import AnswerCode, ItemKind, SurveyItem
from coding.survey.headings import AnswerUse
from coding.survey.matching import Matcher, words_key
from coding.survey.sheets import Row
from coding.survey.table import AskedColumn, ReadColumn
from coding.survey.values import Says, cell_key, number_in, parts_of, said_in
from coding.text.names import clean_text, name_key

NumberedRow = tuple[int, Row]
_SPECIAL: Final[Mapping[Says, float | None]] = {
    Says.NOT_ANSWERED: None,
    Says.NOT_APPLICABLE: float(AnswerCode.NOT_APPLICABLE),
    Says.DONT_KNOW: float(AnswerCode.DONT_KNOW),
}


@dataclass(slots=True)
class Answers:
    """What respondents answered, a list of numbers each along ``asked``; None where they did not."""

    asked: list[AskedColumn]
    rows: list[NumberedRow]
    values: list[list[float | None]]
    texts: list[dict[str, str]]
    unknown: Counter[str] = field(default_factory=Counter[str])
    notes: list[str] = field(default_factory=list[str])


class TickReader:
    """Reads the cells of statements; ``tells_apart``: no mark is written out, so a blank is no answer."""

    def __init__(self, cells: Sequence[str]) -> None:
        """Look at all cells of all statements."""
        said = {said_in(cell) for cell in {*cells}}
        keys = {cell_key(cell) for cell in {*cells}} - {""}
        self.tells_apart = Says.NOT_MARKED in said
        self.two_is_no = keys <= {"1", "2", "-99", "9", "99"} and "2" in keys
        self.blank: float | None = None if self.tells_apart or self.two_is_no else float(AnswerCode.LEFT)

    def read(self, cell: str, own: frozenset[str]) -> tuple[float | None, bool]:
        """Return what a cell says, and whether it was understood."""
        said = said_in(cell, own)
        if said is Says.MARKED:
            return float(AnswerCode.MARKED), True
        if said is Says.NOT_MARKED or (self.two_is_no and cell_key(cell) == "2"):
            return float(AnswerCode.LEFT), True
        if said is Says.BLANK:
            return self.blank, True
        if said in _SPECIAL:
            return _SPECIAL[said], True
        return None, False


def answers_in(rows: Sequence[NumberedRow], columns: Sequence[ReadColumn], matcher: Matcher) -> Answers:
    """Read a table with a row a respondent."""
    reading = _Wide(rows, columns, matcher)
    return reading.answers


class _Wide:
    def __init__(self, rows: Sequence[NumberedRow], columns: Sequence[ReadColumn], matcher: Matcher) -> None:
        self._rows, self._matcher = rows, matcher
        self.answers = Answers([], [*rows], [[] for _row in rows], [{} for _row in rows])
        statements = [column for column in columns if column.use is AnswerUse.STATEMENT]
        self._marks = TickReader([cell for column in statements for cell in self._distinct(column.at)])
        if self._marks.two_is_no:
            self.answers.notes.append(_("1 was read as marked, 2 as not marked."))
        for name, places in self._by_name(columns).items():
            self._add_statement(name, places)
        for column in columns:
            if column.use is AnswerUse.TICKS:
                self._add_ticks(column)
            elif column.use is AnswerUse.QUESTION:
                self._add_question(column)

    def _by_name(self, columns: Sequence[ReadColumn]) -> dict[str, list[ReadColumn]]:
        """Return the columns of each statement, in the order of the form; some stand twice in a table."""
        found: dict[str, list[ReadColumn]] = {}
        for column in columns:
            if column.use is AnswerUse.STATEMENT:
                found.setdefault(column.name, []).append(column)
        order = {name: at for at, name in enumerate(self._matcher.instrument.by_name)}
        return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))

    def _cells(self, at: int) -> list[str]:
        return [row[at] if at < len(row) else "" for _number, row in self._rows]

    def _distinct(self, at: int) -> set[str]:
        return {*self._cells(at)}

    def _append(self, name: str, values: Sequence[float | None], option: int | None = None) -> None:
        self.answers.asked.append(AskedColumn(name, option))
        for respondent, value in zip(self.answers.values, values, strict=True):
            respondent.append(value)

    def _add_statement(self, name: str, columns: Sequence[ReadColumn]) -> None:
        _bank, item = self._matcher.instrument.by_name[name]
        read = [self._read_marks(column, _own_words(name, item, column)) for column in columns]
        values = [_best(each) for each in zip(*read, strict=True)] if len(read) > 1 else read[0]
        if len(read) > 1:
            self.answers.notes.append(_("{name} stands in several columns.").format(name=name))
        self._append(name, values)

    def _read_marks(self, column: ReadColumn, own: frozenset[str]) -> list[float | None]:
        cells = self._cells(column.at)
        meant: dict[str, float | None] = {}
        for cell in {*cells}:
            meant[cell], is_known = self._marks.read(cell, own)
            if not is_known:
                self.answers.unknown[cell.strip()] += cells.count(cell)
        return [meant[cell] for cell in cells]

    # --- ticks that stand in one cell ---

    def _add_ticks(self, column: ReadColumn) -> None:
        bank = self._matcher.bank(column.name) if column.name else None
        banks = self._matcher.instrument.banks if bank is None else (bank,)
        names = [
            each.name_of(item) for each in banks for item in each.items if item.kind is ItemKind.STATEMENT
        ]
        have = {asked.name for asked in self.answers.asked}
        cells = self._cells(column.at)
        ticked = {cell: self._ticks(cell, column) for cell in {*cells}}
        for name in names:
            if name not in have:
                self._append(name, [_tick(name, ticked[cell]) for cell in cells])

    def _ticks(self, cell: str, column: ReadColumn) -> frozenset[str] | None:
        """Return the statements that a cell lists; None where it says that nothing was answered."""
        said = said_in(cell)
        if said in _SPECIAL:
            return None
        if said is Says.BLANK or cell.strip().casefold() in {"none", "none of these", "none of the above"}:
            return frozenset()
        bank = self._matcher.bank(column.name) if column.name else None
        names, unknown = self._matcher.split_ticks(clean_text(cell), bank)
        for part in unknown:
            self.answers.unknown[part] += 1
        return frozenset(names)

    # --- questions of other kinds ---

    def _add_question(self, column: ReadColumn) -> None:
        _bank, item = self._matcher.instrument.by_name[column.name]
        cells = self._cells(column.at)
        match item.kind:
            case ItemKind.OPEN:
                for texts, cell in zip(self.answers.texts, cells, strict=True):
                    if said_in(cell) not in {Says.BLANK, Says.NOT_ANSWERED, Says.NOT_APPLICABLE}:
                        texts[column.name] = clean_text(cell).strip()
            case ItemKind.CHOICES:
                ticked = {cell: _options_in(cell, item) for cell in {*cells}}
                for option in range(len(item.options)):
                    self._append(column.name, [_has(ticked[cell], option) for cell in cells], option)
            case _:
                meant = {cell: self._one_answer(cell, item, cells.count(cell)) for cell in {*cells}}
                self._append(column.name, [meant[cell] for cell in cells])

    def _one_answer(self, cell: str, item: SurveyItem, times: int) -> float | None:
        found, is_known = answer_in(cell, item)
        if not is_known:
            self.answers.unknown[cell.strip()] += times
        return found


def answer_in(cell: str, item: SurveyItem) -> tuple[float | None, bool]:
    """Return the answer to a choice, a scale or a number, and whether it was understood."""
    number = number_in(cell)
    if item.kind is ItemKind.NUMBER:
        said = said_in(cell)
        if number is not None and said is not Says.NOT_ANSWERED:
            return number, True
        return _SPECIAL.get(said), said in _SPECIAL or said is Says.BLANK
    keys = [name_key(option) for option in item.options]
    key = cell_key(cell)
    if key in keys:
        return float(keys.index(key)), True
    said = said_in(cell)
    if said in _SPECIAL or said is Says.BLANK:
        return _SPECIAL.get(said), True
    if number is not None and number.is_integer() and 1 <= number <= len(keys):
        return number - 1, True
    return None, False


def _options_in(cell: str, item: SurveyItem) -> frozenset[int] | None:
    if said_in(cell) in {Says.BLANK, *_SPECIAL}:
        return None
    keys = {name_key(option): at for at, option in enumerate(item.options)}
    rest, found = name_key(cell), set[int]()
    for key in sorted(keys, key=len, reverse=True):
        if len(key) > 3 and key in rest:
            rest = rest.replace(key, ";")
            found.add(keys[key])
    found.update(keys[name_key(part)] for part in parts_of(rest) if name_key(part) in keys)
    return frozenset(found)


def _has(ticked: frozenset[int] | None, option: int) -> float | None:
    return None if ticked is None else float(option in ticked)


def _tick(name: str, ticked: frozenset[str] | None) -> float | None:
    return None if ticked is None else float(name in ticked)


def _best(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return max(known, default=None)


def _own_words(name: str, item: SurveyItem, column: ReadColumn) -> frozenset[str]:
    """Return what in a statement's own column stands for a mark: its name, its words, the heading's."""
    texts = (name, item.text, column.heading, str(item.position + 1), f"{item.stage}{item.number}")
    return frozenset(name_key(text) for text in texts if text) | frozenset(_bracketed(column.heading))


def _bracketed(heading: str) -> Iterator[str]:
    if "[" in heading:
        yield name_key(heading.partition("[")[2].rstrip("] "))
    if words_key(heading) != name_key(heading):
        yield words_key(heading)
