"""A sheet of answers read: whose, what of, and what of it is no answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coding.intake.known_study import KnownStudy
from coding.language import _, plural, plural_form
from coding.model.survey import Bank, Instrument, ItemKind
from coding.survey.answers import Answers, answers_in
from coding.survey.columns import names_in, read_columns, seen_columns
from coding.survey.headings import AnswerUse, is_total_word
from coding.survey.long_tables import long_answers
from coding.survey.matching import Matcher
from coding.survey.people import WhoReader
from coding.survey.sheets import AnswerSheet, Heads, Row, heads_of, is_repeated, with_cells
from coding.survey.table import Corrections, LeftOutRow, ReadColumn, ReadRespondent, SurveyTable
from coding.survey.values import cell_key, number_in
from coding.text.names import shortened

_ANSWERS: Final = {AnswerUse.STATEMENT, AnswerUse.TICKS, AnswerUse.QUESTION}
_WHO: Final = (AnswerUse.RESPONDENT, AnswerUse.SCHOOL, AnswerUse.ROLE, AnswerUse.GROUP, AnswerUse.KEY)
_PREVIEWS: Final = frozenset({"survey preview", "survey test", "spam"})


def read_sheet(
    sheet: AnswerSheet, instrument: Instrument, known: KnownStudy, corrections: Corrections | None = None
) -> SurveyTable:
    """Return what a sheet says, in the light of what the survey asks and of what a person said of it."""
    return _Reading(sheet, instrument, known, corrections or Corrections()).table()


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a sheet below its headings: each with its number, from 1, and what is left out."""

    rows: tuple[tuple[int, Row], ...]
    left_out: tuple[LeftOutRow, ...]


class _Reading:
    def __init__(
        self, sheet: AnswerSheet, instrument: Instrument, known: KnownStudy, corrections: Corrections
    ) -> None:
        self._given, self._sheet = sheet, with_cells(sheet, corrections.cells)
        self._instrument, self._corrections = instrument, corrections
        self._matcher = Matcher(instrument)
        self._who = WhoReader(known)
        self._notes: list[str] = []

    def table(self) -> SurveyTable:
        heads = heads_of(self._sheet.rows, names_in(self._matcher))
        if heads is None:
            return SurveyTable(self._given, problem=_("There is no row of headings with rows below."))
        rest = self._sheet.rows[heads.end :]
        columns = read_columns(
            seen_columns(heads, rest), self._matcher, self._corrections.columns, self._bank_of_sheet()
        )
        found = SurveyTable(self._given, columns=tuple(columns), corrections=self._corrections)
        is_long = any(column.use is AnswerUse.NAME for column in columns)
        if not is_long and not any(column.use in _ANSWERS for column in columns):
            return replace(found, problem=_("None of its columns is an answer to a statement or a question."))
        body = self._body(heads, columns)
        read = long_answers if is_long else answers_in
        answers = read(body.rows, columns, self._matcher)
        respondents = tuple(self._respondents(answers, columns, heads))
        self._say(answers, respondents)
        self._notes += self._given.remarks
        problem = "" if respondents else _("There are no answers in it.")
        found = replace(found, is_long=is_long, asked=tuple(answers.asked), respondents=respondents)
        return replace(found, left_out=body.left_out, notes=tuple(self._notes), problem=problem)

    def _bank_of_sheet(self) -> Bank | None:
        return self._matcher.bank(self._sheet.name) if self._sheet.name else None

    # --- rows ---

    def _body(self, heads: Heads, columns: Sequence[ReadColumn]) -> Body:
        heading_rows = self._sheet.rows[heads.start : heads.end]
        judge = _RowJudge(columns, self._instrument, self._sheet.rows[heads.end :])
        rows: list[tuple[int, Row]] = []
        left_out: list[LeftOutRow] = []
        after_gap = False
        for at, row in enumerate(self._sheet.rows[heads.end :], heads.end + 1):
            if not any(cell.strip() for cell in row):
                after_gap = True
                continue
            reason = _("repeats the headings") if is_repeated(row, heading_rows) else ""
            reason = reason or judge.reason(row, after_gap=after_gap)
            if reason:
                left_out.append(LeftOutRow(at, shortened(" | ".join(filter(None, row))), reason))
            else:
                rows.append((at, row))
        return Body(tuple(rows), tuple(left_out))

    # --- who ---

    def _respondents(
        self, answers: Answers, columns: Sequence[ReadColumn], heads: Heads
    ) -> Iterator[ReadRespondent]:
        at = {column.use: column.at for column in columns if column.use in {*_WHO, AnswerUse.ROUND}}
        usual = self._usual_round(columns, heads)
        said = self._corrections.round
        rounds = [self._who.round_in(_cell(row, at.get(AnswerUse.ROUND))) for _number, row in answers.rows]
        only = bool(said) and said in rounds  # a table of several rounds, of which one is wanted
        for (number, row), values, texts, round_ in zip(
            answers.rows, answers.values, answers.texts, rounds, strict=True
        ):
            if only and round_ != said:
                continue
            school, role, group = self._person(row, at)
            mark = cell_key(_cell(row, at.get(AnswerUse.RESPONDENT)))
            yield ReadRespondent(
                number, mark, said or round_ or usual, school, role, group, tuple(values), texts
            )
        if only and len({*rounds}) > 1:
            gone = sum(round_ != said for round_ in rounds)
            self._notes.append(plural("{n} row is of another round.", "{n} rows are of other rounds.", gone))

    def _person(self, row: Row, at: dict[AnswerUse, int]) -> tuple[str, int | None, str]:
        school = self._who.school(_cell(row, at.get(AnswerUse.SCHOOL)))
        role, group = self._who.role(_cell(row, at.get(AnswerUse.ROLE)))
        if AnswerUse.GROUP in at:
            of_role, named = self._who.role(_cell(row, at[AnswerUse.GROUP]))
            role, group = (role or of_role), (named or group)
        if AnswerUse.KEY in at:
            letter, number, of_key = self._who.key(_cell(row, at[AnswerUse.KEY]))
            school, role, group = school or letter, role or number, group or of_key
        name = self._sheet.name
        if not group and name:
            role, group = self._group_of_sheet(name, role)
        if not school and name.casefold().startswith(("school ", "academy ")):
            school = self._who.school(name)
        return school, role, group

    def _group_of_sheet(self, name: str, role: int | None) -> tuple[int | None, str]:
        """Return the group that a sheet is named for, of a workbook with a sheet a group."""
        number, group = self._who.role(name)
        return (number or role, group) if group in self._who.known_groups else (role, "")

    def _usual_round(self, columns: Sequence[ReadColumn], heads: Heads) -> str:
        """Return the round of rows that say none: by sheet, title, file, the times of answers."""
        title = " ".join(cell for row in self._sheet.rows[: heads.start] for cell in row)
        for text in (self._sheet.name, title, self._sheet.file):
            found = self._who.round_in(text)
            if found:
                return found
        times = [column.at for column in columns if column.use is AnswerUse.SERVICE]
        for at in times:
            year = self._who.one_year([_cell(row, at) for row in self._sheet.rows[heads.end :]])
            if year:
                return year
        return self._who.only_round()

    # --- what is to be said ---

    def _say(self, answers: Answers, respondents: Sequence[ReadRespondent]) -> None:
        for what, count in answers.unknown.most_common(5):
            said = plural_form(
                "{n} cell was not understood: “{what}”", "{n} cells were not understood: “{what}”", count
            )
            self._notes.append(said.format(n=count, what=shortened(what, 40)))
        self._notes += answers.notes
        if self._given.forms:
            return  # which of them have a bank without a mark is said of each
        statements = [at for at, asked in enumerate(answers.asked) if self._is_statement(asked.name)]
        banks: dict[str, list[int]] = {}
        for at in statements:
            banks.setdefault(self._instrument.by_name[answers.asked[at].name][0].called, []).append(at)
        for bank, places in banks.items():
            empty = sum(not any(each.answers[at] for at in places) for each in respondents)
            if empty and len(places) > 1:
                said = plural_form(
                    "{n} form has no mark in {bank}.", "{n} forms have no mark in {bank}.", empty
                )
                why = _("A bank that was skipped cannot be told from one without a mark.")
                self._notes.append(f"{said.format(n=empty, bank=bank)} {why}")

    def _is_statement(self, name: str) -> bool:
        place = self._instrument.by_name.get(name)
        return place is not None and place[1].kind is ItemKind.STATEMENT


class _RowJudge:
    """Tells respondents from totals, notes and tests."""

    def __init__(self, columns: Sequence[ReadColumn], instrument: Instrument, rows: Sequence[Row]) -> None:
        self._columns = columns
        self._marks = [
            column
            for column in columns
            if column.use is AnswerUse.STATEMENT
            and instrument.by_name[column.name][1].kind is ItemKind.STATEMENT
        ]
        self._own = {column.at: {cell_key(column.sample)} for column in self._marks}
        self._who = [column.at for column in columns if column.use in _WHO]
        self._id = next((column.at for column in columns if column.use is AnswerUse.RESPONDENT), None)
        self._answers = [
            column.at for column in columns if column.use in _ANSWERS or column.use is AnswerUse.NAME
        ]
        self._has_ids = self._id is not None and sum(bool(_cell(row, self._id)) for row in rows) > 1

    def reason(self, row: Row, *, after_gap: bool) -> str:
        """Return why a row is no respondent; nothing for one that is."""
        filled = [cell for cell in row if cell.strip()]
        if any(cell.strip().casefold() in _PREVIEWS for cell in filled):
            return _("a test of the form")
        answered = any(_cell(row, at) for at in self._answers)
        first = next(at for at, cell in enumerate(row) if cell.strip())
        if first not in self._answers and is_total_word(filled[0]):
            return _("a total")
        if self._counts(row):
            return _("a total")
        if self._has_ids and after_gap and not _cell(row, self._id):
            return _("below the answers")
        if not answered and not any(_cell(row, at) for at in self._who):
            return _("no answers")
        is_alone = not answered and len(filled) == 1 and len(self._who) > 1
        return _("a note") if is_alone else ""

    def _counts(self, row: Row) -> bool:
        """Tell numbers that are no marks: a count, or a percentage, under each statement."""
        cells = [(at, _cell(row, at)) for at in (column.at for column in self._marks)]
        filled = [(at, cell) for at, cell in cells if cell]
        if len(filled) < 2 or any(number_in(cell) is None for _at, cell in filled):
            return False
        beyond = [
            cell
            for at, cell in filled
            if cell_key(cell) not in {"0", "1", "2", "-99"} and cell_key(cell) not in self._own[at]
        ]
        is_somebody = any(_cell(row, at) for at in self._who)
        enough = max(2 if is_somebody else 1, 0.2 * len(filled))
        return len(beyond) >= enough or any("%" in cell for _at, cell in filled)


def _cell(row: Row, at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""
