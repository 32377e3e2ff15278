"""The answers of a long table, a row an answer, gathered to a list a respondent."""

from collections.abc import Sequence
from typing import Final

from coding.model.survey import AnswerCode, ItemKind, SurveyItem
from coding.survey.answers import Answers, NumberedRow, TickReader, answer_in
from coding.survey.headings import AnswerUse
from coding.survey.matching import Matcher
from coding.survey.sheets import Row
from coding.survey.table import AskedColumn, ReadColumn
from coding.survey.values import cell_key
from coding.text.names import name_key

_WHO: Final = (AnswerUse.RESPONDENT, AnswerUse.ROUND, AnswerUse.SCHOOL, AnswerUse.KEY)


def long_answers(rows: Sequence[NumberedRow], columns: Sequence[ReadColumn], matcher: Matcher) -> Answers:
    """Read a table with a row an answer; without a column of answers each row is a mark."""
    return _Long(rows, columns, matcher).answers()


class _Long:
    def __init__(self, rows: Sequence[NumberedRow], columns: Sequence[ReadColumn], matcher: Matcher) -> None:
        self._rows, self._matcher = rows, matcher
        self._at = {column.use: column.at for column in reversed(columns)}
        self._names: dict[tuple[str, str, str], str | None] = {}
        self._found = Answers([], [], [], [])
        self._first: dict[tuple[str, ...], int] = {}
        self._said: list[dict[str, str]] = []

    def answers(self) -> Answers:
        """Gather the rows by respondent."""
        for number, row in self._rows:
            name = self._name(row)
            who = self._who(row)
            if who not in self._first:
                self._first[who] = len(self._said)
                self._said.append({})
                self._found.rows.append((number, row))
            if name is None:
                if written := self._cell(row, AnswerUse.NAME):
                    self._found.unknown[written] += 1
                continue
            self._said[self._first[who]][name] = self._cell(row, AnswerUse.ANSWER)
        self._spread()
        return self._found

    def _spread(self) -> None:
        has_answers = AnswerUse.ANSWER in self._at
        instrument = self._matcher.instrument
        cells = [
            cell
            for said in self._said
            for name, cell in said.items()
            if self._item(name).kind is ItemKind.STATEMENT
        ]
        marks = TickReader(cells)
        mentioned = {name for said in self._said for name in said}
        if not has_answers or not (marks.tells_apart or marks.two_is_no):  # only marks stand in it
            banks = {instrument.by_name[name][0].called for name in mentioned}
            mentioned |= {
                bank.name_of(item)
                for bank, item in instrument.places
                if bank.called in banks and item.kind is ItemKind.STATEMENT
            }
        asked = [
            name
            for name in instrument.by_name
            if name in mentioned and self._item(name).kind is not ItemKind.OPEN
        ]
        self._found.asked = [AskedColumn(name) for name in asked]
        for said in self._said:
            self._found.values.append(
                [self._value(said, name, marks, has_answers=has_answers) for name in asked]
            )
            self._found.texts.append(
                {name: cell for name, cell in said.items() if cell and self._item(name).kind is ItemKind.OPEN}
            )

    def _value(
        self, said: dict[str, str], name: str, marks: TickReader, *, has_answers: bool
    ) -> float | None:
        item = self._item(name)
        if item.kind is not ItemKind.STATEMENT:
            found, is_known = answer_in(said.get(name, ""), item)
        elif name not in said:
            found, is_known = (marks.blank if has_answers else float(AnswerCode.LEFT)), True
        elif not has_answers:
            found, is_known = float(AnswerCode.MARKED), True
        else:
            own = frozenset({name_key(item.text), name_key(name)})
            found, is_known = marks.read(said[name], own)
        if not is_known:
            self._found.unknown[said[name].strip()] += 1
        return found

    def _item(self, name: str) -> SurveyItem:
        return self._matcher.instrument.by_name[name][1]

    def _cell(self, row: Row, use: AnswerUse) -> str:
        at = self._at.get(use)
        return row[at].strip() if at is not None and at < len(row) else ""

    def _who(self, row: Row) -> tuple[str, ...]:
        return tuple(cell_key(self._cell(row, use)) for use in _WHO)

    def _name(self, row: Row) -> str | None:
        """Return the statement that a row is about."""
        key = (
            self._cell(row, AnswerUse.BANK),
            self._cell(row, AnswerUse.STAGE),
            self._cell(row, AnswerUse.NAME),
        )
        if key not in self._names:
            self._names[key] = self._named(*key)
        return self._names[key]

    def _named(self, bank_name: str, stage: str, name: str) -> str | None:
        found = self._matcher.ticked(name) if name else None
        if found is not None:
            return found
        bank = self._matcher.bank(bank_name)
        if bank is None or not name:
            return None
        letter = stage.strip()[:1] if len(stage.strip()) == 1 or " " in stage.strip() else ""
        return self._matcher.in_bank(bank, f"{letter}{cell_key(name)}") or self._matcher.in_bank(bank, name)
