"""An instrument made of the headings of tables, where a study has none: the shipped one, or a new one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coding.language import _
from coding.model.survey import Bank, Instrument, ItemDirection, ItemKind, SurveyItem
from coding.survey.columns import SeenColumn, names_in, read_columns, seen_columns
from coding.survey.headings import AnswerUse, is_personal, use_by_heading
from coding.survey.matching import (
    Matcher,
    NamedAs,
    candidates,
    looks_like_bank,
    named_at_start,
    wording_differs,
)
from coding.survey.sheets import AnswerSheet, heads_of
from coding.survey.values import Says, are_marks, cell_key, number_in, parts_of, said_in, scale_of
from coding.text.names import clean_name, name_key
from coding.text.sorting import natural_key

_MOST_CHOICES: Final = 12
_LONGEST_CHOICE: Final = 60
_HIGHEST: Final = 7  # of a scale that is written in numbers
_LONG: Final = 15  # letters of a heading that is more than a name


@dataclass(slots=True)
class _Gathered:
    """What the headings of tables ask."""

    shipped: dict[str, bool] = field(default_factory=dict[str, bool])  # whether its words differ
    words: dict[str, str] = field(default_factory=dict[str, str])  # by names of the shipped survey
    named: dict[str, dict[tuple[str, int], str]] = field(
        default_factory=dict[str, dict[tuple[str, int], str]]
    )
    statements: dict[str, None] = field(default_factory=dict[str, None])
    questions: dict[str, SurveyItem] = field(default_factory=dict[str, SurveyItem])


def drafted(sheets: Sequence[AnswerSheet], shipped: Instrument, name: str) -> Instrument:
    """Return the instrument that these tables answer: the shipped one where its names or words stand in them.

    Where words beside its names are others, it is another instrument: of the words in the tables, with the
    directions of the statements of the same names.
    """
    gathered, matcher = _Gathered(), Matcher(shipped)
    alone = [sheet for sheet in sheets if not _gather(sheet, matcher, gathered)]
    if alone and not (gathered.shipped or gathered.named or gathered.statements):
        _gather(max(alone, key=_size), matcher, gathered, questions_alone=True)
    differing = sum(gathered.shipped.values())
    is_other = differing * 2 > len(gathered.shipped) > 0
    banks: list[Bank] = []
    if gathered.shipped and not is_other:
        banks = [*shipped.banks]
    elif is_other:
        banks = [*_other_words(shipped, gathered)]
    banks += _named_banks(gathered, {bank.called for bank in banks})
    if gathered.statements:
        items = _numbered(SurveyItem(text) for text in gathered.statements)
        banks.append(Bank(_("Statements"), _free("S", banks), items))
    if gathered.questions:
        banks.append(Bank(_("Questions"), _free("Q", banks), _numbered(gathered.questions.values())))
    letters = {item.stage for bank in banks for item in bank.items} - {""}
    stages = tuple((letter, shipped.stage_name(letter)) for letter in sorted(letters))
    if gathered.shipped and not is_other:
        return replace(shipped, banks=tuple(banks))
    return Instrument(clean_name(name) or _("Survey"), tuple(banks), stages)


def _free(short: str, banks: Sequence[Bank]) -> str:
    return short if all(bank.called != short for bank in banks) else f"{short}{len(banks)}"


def _numbered(items: Iterable[SurveyItem]) -> tuple[SurveyItem, ...]:
    return tuple(replace(item, number=at + 1, position=at) for at, item in enumerate(items))


def _size(sheet: AnswerSheet) -> int:
    return sum(sum(map(bool, row)) for row in sheet.rows)


def _gather(
    sheet: AnswerSheet, matcher: Matcher, gathered: _Gathered, *, questions_alone: bool = False
) -> bool:
    """Take in what a sheet asks; one without a statement is left, unless it is all there is."""
    known = names_in(matcher)
    heads = heads_of(sheet.rows, lambda text: known(text) or _written_name(text))
    if heads is None:
        return False
    body = sheet.rows[heads.end :]
    seen = seen_columns(heads, body)
    columns = read_columns(seen, matcher, {}, matcher.bank(sheet.name))
    if any(column.use is AnswerUse.NAME for column in columns):
        names = [column.at for column in columns if column.use in {AnswerUse.NAME, AnswerUse.BANK}]
        _gather_long([each for each in seen if each.at in names], matcher, gathered)
        return True
    found: list[SeenColumn] = []
    for each, column in zip(seen, columns, strict=True):
        if column.use is AnswerUse.STATEMENT:
            _gather_shipped(each, column.name, matcher, gathered)
        elif column.use is AnswerUse.TICKS:
            gathered.shipped.setdefault(column.name, False)
        elif column.use in {AnswerUse.LEFT_OUT, AnswerUse.NAME, AnswerUse.ANSWER} and each.cells:
            found.append(each)
    asked = {AnswerUse.STATEMENT, AnswerUse.TICKS}
    has_statements = any(column.use in asked for column in columns) or any(map(_is_statement, found))
    if questions_alone or has_statements:
        for each in found:
            _gather_unknown(each, gathered)
    return has_statements


def _is_statement(seen: SeenColumn) -> bool:
    return are_marks(seen.cells) or any(map(_written_name, seen.variants))


def _written_name(text: str) -> str:
    named = _named(text)
    if sum(_named(part) is not None for part in parts_of(text)) > 1:
        return ""  # ticks
    return f"{named.bank} {named.stage}{named.number}" if named else ""


def _named(text: str) -> NamedAs | None:
    return named_at_start(text, looks_like_bank)


def _gather_long(columns: Sequence[SeenColumn], matcher: Matcher, gathered: _Gathered) -> None:
    for each in columns:
        for cell in each.cells:
            match = matcher.match(cell)
            bank = matcher.bank(cell)
            if match is not None or bank is not None:
                gathered.shipped.setdefault(match.name if match else bank.called if bank else "", False)


def _gather_shipped(seen: SeenColumn, name: str, matcher: Matcher, gathered: _Gathered) -> None:
    _bank, item = matcher.instrument.by_name[name]
    words = max((_words_of(variant, matcher) for variant in seen.variants), key=len, default="")
    parts = [*candidates(words)]
    differs = all(wording_differs(item, part) for part in parts)
    gathered.shipped[name] = gathered.shipped.get(name, False) or differs
    if words:
        gathered.words[name] = clean_name(parts[min(1, len(parts) - 1)])


def _words_of(variant: str, matcher: Matcher) -> str:
    """Return the words of a statement that stand beside its name, or by themselves."""
    named = named_at_start(variant, lambda bank: matcher.bank(bank) is not None)
    if named is not None:
        return named.words
    if matcher.bank(variant) is not None:
        return ""
    return variant if len(variant) >= _LONG and " " in variant else ""


def _gather_unknown(seen: SeenColumn, gathered: _Gathered) -> None:
    heading = seen.heading
    if not heading or is_personal(seen.cells):
        return
    for variant in seen.variants:
        named = _named(variant)
        if named is not None and _answers_statement(seen):
            others = [each for each in seen.variants if each != variant and len(each) >= _LONG]
            gathered.named.setdefault(named.bank, {})[named.stage, named.number] = named.words or (
                others[0] if others else variant
            )
            return
    if are_marks(seen.cells):
        gathered.statements[clean_name(heading)] = None
    elif use_by_heading(heading) is None or scale_of(_told(seen.cells)) is not None:
        gathered.questions.setdefault(name_key(heading), _question(clean_name(heading), seen.cells))


def _answers_statement(seen: SeenColumn) -> bool:
    return not seen.cells or are_marks(seen.cells) or len({*map(cell_key, seen.cells)}) == 1


def _told(cells: Sequence[str]) -> list[str]:
    """Return the cells in which something is answered; who does not know does not answer."""
    none = {Says.BLANK, Says.NOT_ANSWERED, Says.NOT_APPLICABLE, Says.DONT_KNOW}
    return [cell.strip() for cell in cells if said_in(cell) not in none]


def _question(text: str, cells: Sequence[str]) -> SurveyItem:
    """Return a question of the kind that its answers are of."""
    said = _told(cells)
    distinct = [*dict.fromkeys(said)]
    scale = scale_of(distinct)
    numbers = [number_in(cell) for cell in distinct]
    if scale is not None:
        return SurveyItem(text, ItemKind.SCALE, options=scale)
    if distinct and all(number is not None for number in numbers):
        known = [number for number in numbers if number is not None]
        if len(known) > 1 and all(each.is_integer() and 1 <= each <= _HIGHEST for each in known):
            highest = 5 if max(known) <= 5 else _HIGHEST
            return SurveyItem(text, ItemKind.SCALE, options=tuple(map(str, range(1, highest + 1))))
        return SurveyItem(text, ItemKind.NUMBER)
    parts = [part for cell in said for part in _ticks_in(cell)]
    options = tuple(dict.fromkeys(parts))
    are_ticks = any(len(_ticks_in(cell)) > 1 for cell in said) and len(options) < len(parts)
    if are_ticks and len(options) <= _MOST_CHOICES and all(len(each) <= _LONGEST_CHOICE for each in options):
        return SurveyItem(text, ItemKind.CHOICES, options=options)
    is_choice = len(distinct) <= _MOST_CHOICES and len(distinct) < 0.7 * len(said)
    if is_choice and max(map(len, distinct), default=0) <= _LONGEST_CHOICE:
        return SurveyItem(text, ItemKind.CHOICE, options=tuple(sorted(distinct, key=natural_key)))
    return SurveyItem(text, ItemKind.OPEN)


def _ticks_in(cell: str) -> list[str]:
    """Return what a cell lists by semicolons or line breaks; talk has commas of its own."""
    return [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]


def _other_words(shipped: Instrument, gathered: _Gathered) -> Iterator[Bank]:
    """Yield the banks of the shipped survey with the statements that stand in tables, in their own words."""
    for bank in shipped.banks:
        items = [
            replace(item, text=gathered.words.get(name, name))
            for item in bank.items
            if (name := bank.name_of(item)) in gathered.shipped
        ]
        if items:
            yield replace(bank, items=tuple(replace(item, position=at) for at, item in enumerate(items)))


def _named_banks(gathered: _Gathered, have: Iterable[str]) -> Iterator[Bank]:
    names = {name: name for name in have}
    for short, statements in gathered.named.items():
        if short in names:
            continue
        items = _of_bank(statements)
        yield Bank(short, short, items)


def _of_bank(statements: Mapping[tuple[str, int], str]) -> tuple[SurveyItem, ...]:
    return tuple(
        SurveyItem(clean_name(text), ItemKind.STATEMENT, ItemDirection.STRENGTH, stage, number, at)
        for at, ((stage, number), text) in enumerate(sorted(statements.items()))
    )
