"""Tables that hold parts of the same forms: a sheet a bank, each with the same respondents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coding.survey.table import ReadRespondent, SurveyTable

_SHARED: Final = 0.5  # of the respondents of the smaller table

Key = tuple[str, ...]


def joined(tables: Sequence[SurveyTable]) -> tuple[SurveyTable, ...]:
    """Return tables such that each form is one respondent: parts of it that other sheets hold are taken in.

    Forms are told by what the file numbers them by, else by their order where it says the same of all.
    """
    found: list[SurveyTable] = []
    for table in tables:
        at = next((at for at, other in enumerate(found) if _are_parts(other, table)), None)
        if at is None:
            found.append(table)
        else:
            found[at] = _together(found[at], table)
            found.append(replace(table, respondents=(), left_out=table.left_out))
    return tuple(found)


def _keys(table: SurveyTable) -> list[Key]:
    if any(each.mark for each in table.respondents):
        return [(each.round, each.mark) for each in table.respondents]
    return [(each.round, str(at), *_who(each)) for at, each in enumerate(table.respondents)]


def _who(each: ReadRespondent) -> Key:
    return each.school, each.group


def _are_parts(one: SurveyTable, other: SurveyTable) -> bool:
    if not (one.is_included and other.is_included) or {*one.asked} & {*other.asked}:
        return False
    keys, others = _keys(one), _keys(other)
    if len({*keys}) < len(keys) or len({*others}) < len(others):
        return False
    if not keys[0][1:] or len(keys[0]) != len(others[0]):
        return False
    smaller = min(len(keys), len(others))
    return len({*keys} & {*others}) >= max(2, _SHARED * smaller)


def _together(one: SurveyTable, other: SurveyTable) -> SurveyTable:
    theirs = dict(zip(_keys(other), other.respondents, strict=True))
    blank = (None,) * len(other.asked)
    found: list[ReadRespondent] = []
    for key, each in zip(_keys(one), one.respondents, strict=True):
        more = theirs.pop(key, None)
        found.append(_with(each, more) if more else replace(each, answers=(*each.answers, *blank)))
    empty = (None,) * len(one.asked)
    found += [replace(each, answers=(*empty, *each.answers)) for each in theirs.values()]
    return replace(one, asked=(*one.asked, *other.asked), respondents=tuple(found))


def _with(one: ReadRespondent, more: ReadRespondent) -> ReadRespondent:
    return replace(
        one,
        school=one.school or more.school,
        role=more.role if one.role is None else one.role,
        group=one.group or more.group,
        answers=(*one.answers, *more.answers),
        texts={**more.texts, **one.texts},
    )
