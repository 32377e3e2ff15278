"""The numbers of a view, each under a key that outlives names: to tell later which have changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Final

from coding.analysis.columns import Column, ColumnKind
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.comparison import Comparison, comparison
from coding.analysis.forms import ChartForm, Shown
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import ByAttribute, Group, Grouping, GroupMember
from coding.analysis.narrowing import of_query, of_rounds
from coding.analysis.passage_counts import distinct_passages, passages_by_code
from coding.analysis.selection import Asked, Selection, select
from coding.query.chips import in_words_of_query
from coding.query.kept_form import Guids
from coding.query.kept_settings import narrowing_query

# The tables of what has a GUID; the others are known by a number of their own, or by what they are called.
_TABLES: Final = {
    Grouping.ROUND: "round",
    Grouping.SCHOOL: "school",
    Grouping.QUESTION: "question",
    Grouping.INTERVIEW: "interview",
    Grouping.CODER: "coder",
}


@dataclass(frozen=True, slots=True)
class KeyedNumber:
    """A number as it is printed; ``code_ids`` are the codes that it counts."""

    text: str
    code_ids: frozenset[int]


def counted_as_asked(asked: Asked, settings: CompareSettings) -> Frequencies | Comparison:
    """Return the table that Compare shows for these settings; of rounds where there is no change."""
    rounds = replace(asked, analysis_data=of_rounds(asked.analysis_data, settings.rounds))
    query = narrowing_query(settings)
    found = of_query(rounds, select(rounds, query), in_words_of_query(query))
    data = found.of_direction(settings.direction.alone)
    data = data.apart if Shown.SUB_STRANDS in settings.shown else data
    measure, unsure, counted = settings.measure, settings.unsure, settings.counted_in
    if settings.form in {ChartForm.CHANGE, ChartForm.SLOPE}:
        compared = comparison(data, settings.by[0], measure, unsure, counted, settings.whose)
        if compared is not None:
            return compared
    return frequencies(data, (Grouping.ROUND, *settings.by), measure, unsure, counted)


def numbers_by_key(found: Frequencies | Comparison, guids: Guids) -> dict[str, KeyedNumber]:
    """Return the numbers of a table by their keys."""
    table = found.found if isinstance(found, Comparison) else found
    codes = {column: _codes_of(table, column) for column in table.columns.columns}
    return {
        f"{groups}|{_column_key(column, guids)}": KeyedNumber(text, codes[column])
        for groups, column, text in _texts(found, guids)
    }


def stages_by_key(found: Frequencies, guids: Guids) -> dict[str, KeyedNumber]:
    """Return the same for each stage alone, and for what has none."""
    letters = {0: "", **{stage.id: stage.letter for stage in found.analysis_data.framework.stages}}
    numbers: dict[str, KeyedNumber] = {}
    for stage_id, letter in letters.items():
        data = found.analysis_data.of_stage(stage_id)
        part = frequencies(data, found.by, found.measure, found.unsure, found.counted_in)
        numbers |= {f"stage:{letter}|{key}": each for key, each in numbers_by_key(part, guids).items()}
    return numbers


def _texts(found: Frequencies | Comparison, guids: Guids) -> Iterator[tuple[str, Column, str]]:
    if isinstance(found, Comparison):
        for pair in found.pairs:
            key = f"{_group_key(pair.earlier, guids)}>{_group_key(pair.later, guids)}"
            for column in found.found.columns.columns:
                yield key, column, found.change(pair, column).text
        return
    for group in (*found.groups, *found.totals):
        for column in found.columns.columns:
            yield _group_key(group, guids), column, found.cell(group, column).text


def _group_key(group: Group, guids: Guids) -> str:
    return ",".join(_member_key(member, guids) for member in group.members)


def _member_key(member: GroupMember, guids: Guids) -> str:
    """Return what tells a member from the others, without a word of the study in it."""
    if member.id <= 0:
        return f"{_name(member)}:{member.id}"
    table = _TABLES.get(member.by) if isinstance(member.by, Grouping) else None
    if table is not None:
        return f"{_name(member)}:{guids.guid(table, member.id)}"
    if isinstance(member.by, ByAttribute):
        return f"{guids.guid('attribute', member.by.id)}:{_hidden(member.label)}"
    return f"{_name(member)}:{_hidden(member.label) if member.by is Grouping.ROLE else member.id}"


def _name(member: GroupMember) -> str:
    return "attribute" if isinstance(member.by, ByAttribute) else str(member.by)


def _hidden(label: str) -> str:
    """Return what stands for a name that is none of a row: the same for the same name, and no word."""
    return blake2s(label.casefold().encode(), digest_size=8).hexdigest()


def _column_key(column: Column, guids: Guids) -> str:
    return f"{column.kind.value}:{guids.guid('code', column.code_id) if column.code_id else ''}"


def _codes_of(found: Frequencies, column: Column) -> frozenset[int]:
    """Return the codes whose codings a column counts."""
    framework = found.analysis_data.framework
    if not column.code_id:
        return frozenset(code.id for code in framework.codes)
    if column.kind is ColumnKind.ALONE:
        return frozenset({column.code_id})
    return frozenset(code.id for code in framework.below(column.code_id))


def passages_by_key(asked: Asked, selection: Selection, guids: Guids) -> dict[str, KeyedNumber]:
    """Return how many passages a query finds in all, and with each code."""
    data, framework = asked.analysis_data, asked.analysis_data.framework
    everything = frozenset(code.id for code in framework.codes)
    found = {"passages": KeyedNumber(str(distinct_passages(data, selection.codings)), everything)}
    for code_id, n in passages_by_code(data, selection.codings).items():
        below = frozenset(code.id for code in framework.below(code_id))
        found[f"code:{guids.guid('code', code_id)}"] = KeyedNumber(str(n), below)
    return found


def changed_since(made: Mapping[str, str], now: Mapping[str, KeyedNumber]) -> dict[str, frozenset[int]]:
    """Return the keys of the numbers that are others now, came or went, with the codes that they count."""
    keys = dict.fromkeys((*made, *now))
    nothing: frozenset[int] = frozenset()
    return {
        key: now[key].code_ids if key in now else nothing
        for key in keys
        if made.get(key) != (now[key].text if key in now else None)
    }
