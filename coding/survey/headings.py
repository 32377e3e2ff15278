"""What a column of a table of answers is by its heading: who answered, when, or what services add."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from coding.language import N_
from coding.text.names import name_key


class AnswerUse(StrEnum):
    """What a column is taken for."""

    STATEMENT = N_("statement")
    TICKS = N_("ticks of a bank")
    QUESTION = N_("question")
    RESPONDENT = N_("respondent")
    SCHOOL = N_("school")
    ROLE = N_("role")
    GROUP = N_("group")
    KEY = N_("key")
    ROUND = N_("round")
    NAME = N_("which statement")  # of a table with a row an answer
    BANK = N_("which bank")
    STAGE = N_("which stage")
    ANSWER = N_("answer")
    PERSONAL = N_("personal, left out")
    SERVICE = N_("of the service, left out")
    TOTAL = N_("total, left out")
    LEFT_OUT = N_("left out")


# What can stand once only in a table.
SINGLE: Final = frozenset(
    {
        *(AnswerUse.RESPONDENT, AnswerUse.SCHOOL, AnswerUse.ROLE, AnswerUse.GROUP, AnswerUse.KEY),
        *(AnswerUse.ROUND, AnswerUse.NAME, AnswerUse.BANK, AnswerUse.STAGE, AnswerUse.ANSWER),
    }
)
OF_WHOM: Final = (AnswerUse.SCHOOL, AnswerUse.ROLE, AnswerUse.GROUP, AnswerUse.KEY, AnswerUse.ROUND)
_MOST: Final = 60  # letters of a heading that says who answered

_HEADINGS: Final[Mapping[AnswerUse, str]] = {
    AnswerUse.PERSONAL: (
        r"(?:.*\b)?(?:e-?mail|ip|ip ?address|ipaddress|phone|telephone|mobile)(?:\b.*)?"
        r"|(?:your |full |first |last |sur|family |given |user ?|recipient ?(?:first|last)? ?)?name"
        r"|recipient\w*(?: \w+)*|respondent name|latitude|longitude|location ?\w*"
        r"|external ?(?:data)? ?reference|custom data \d+"
    ),
    AnswerUse.SERVICE: (
        r"status|response type|progress|finished|distribution ?channel|(?:user ?)?language|collector ?(?:id)?"
        r"|duration.*|points\b.*|feedback\b.*|total points|quiz feedback|grade posted time"
        r"|time ?stamp|start ?(?:date|time)|end ?(?:date|time)|completion time|completed(?: at| on)?"
        r"|recorded ?date|date ?(?:created|modified|submitted|received|entered|of .*)?|submitted(?: at| on)?"
        r"|last modified time|submission date|time(?: taken| spent)?|entered by|comments? of the .*"
    ),
    AnswerUse.RESPONDENT: (
        r"#|id|no\.?|nr\.?|number|serial|ref(?:erence)?"
        r"|(?:response|respondent|participant|form|case|person|record|submission|paper|staff|questionnaire)"
        r"[ _]?(?:id|no\.?|nr\.?|number|code|ref|#)?"
    ),
    AnswerUse.ROUND: r"(?:survey |study )?(?:round|wave|year|phase)(?: of (?:the )?survey)?",
    AnswerUse.KEY: r"(?:interview |school and role )?key",
    AnswerUse.GROUP: r"(?:.*\b)?(?:(?:role|staff|job|respondent|post) ?-?group|group)\b.*|level",
    AnswerUse.ROLE: r"(?:.*\b)?(?:role|position|post|job|job title|responsibility|post held)\b.*",
    AnswerUse.SCHOOL: r"(?:.*\b)?(?:school|academy|college|site|campus|setting)\b.*",
    AnswerUse.BANK: r"bank|strand|section|scale|area",
    AnswerUse.STAGE: r"stage|maturity",
    AnswerUse.NAME: r"(?:statement|item|question|variable)(?: (?:no\.?|number|code|id|name))?",
    AnswerUse.ANSWER: r"answer|response|value|marked|ticked|checked|selected|mark|score|rating|choice|held",
    AnswerUse.TOTAL: (
        r"(?:grand |row )?(?:total|sum|count|score|average|mean)s?|n|%|per ?cent(?:age)?"
        r"|(?:total|number|no\.?|count) (?:marked|ticked|of (?:ticks|marks|statements).*)|unnamed.*"
    ),
}
_COMPILED: Final = {use: re.compile(pattern) for use, pattern in _HEADINGS.items()}
_WIDE_ONLY: Final = frozenset({AnswerUse.BANK, AnswerUse.STAGE, AnswerUse.NAME, AnswerUse.ANSWER})
_MAIL: Final = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+|(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){5,7}"
)
TOTAL_WORDS: Final = re.compile(
    r"(?:grand |sub-?|over)?(?:totals?|sums?|counts?|n|n ?=.*|means?|averages?|per ?cent(?:age)?s?|%|all|"
    r"whole|overall|marked|ticked|shares?|responses|respondents|answers|number (?:of|marked|ticked).*|"
    r"no\.? (?:of|marked).*|% .*|total .*|sum .*|count .*|mean .*|average .*|percentage .*|number)\s*[:=]?"
)


@lru_cache(maxsize=4096)
def use_by_heading(heading: str) -> AnswerUse | None:
    """Return what a heading alone says that a column is; None where it says nothing."""
    key = name_key(heading.replace("_", " ")).strip(" :?*")
    if not key or len(key) > _MOST:
        return None
    return next((use for use, pattern in _COMPILED.items() if pattern.fullmatch(key)), None)


def is_of_rows(use: AnswerUse | None) -> bool:
    """Tell what only tables with a row an answer have."""
    return use in _WIDE_ONLY


def is_personal(cells: list[str]) -> bool:
    """Tell addresses of mail or of computers by what stands in them."""
    found = [cell for cell in cells if cell.strip()]
    return bool(found) and sum(
        _MAIL.fullmatch(cell.strip().casefold()) is not None for cell in found
    ) * 2 > len(found)


def is_total_word(cell: str) -> bool:
    """Tell the first cell of a row of totals."""
    return TOTAL_WORDS.fullmatch(name_key(cell)) is not None
