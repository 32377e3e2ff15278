"""Whether a table that arrives is one of answers to a survey, rather than one that says who is who."""

from collections.abc import Sequence
from typing import Final

from coding.intake.known_study import KnownStudy
from coding.model.survey import Instrument
from coding.survey.columns import names_in, read_columns, seen_columns
from coding.survey.headings import AnswerUse
from coding.survey.matching import Matcher
from coding.survey.sheets import AnswerSheet, heads_of
from coding.text.names import name_key

_ENOUGH: Final = 3  # statements among the headings
# What services for forms write over their own columns; two of a set are enough.
_SIGNATURES: Final = (
    frozenset({"timestamp"}),
    frozenset({"start time", "completion time"}),
    frozenset({"startdate", "recordeddate"}),
    frozenset({"start date", "recorded date"}),
    frozenset({"respondent id", "collector id"}),
)


def are_answers(sheets: Sequence[AnswerSheet], known: KnownStudy, shipped: Instrument) -> bool:
    """Tell a file of answers: statements stand in it, or it is signed by a service for forms."""
    matchers = [Matcher(each) for each in (known.survey, shipped) if each is not None]
    return any(_has_statements(sheet, matcher) for sheet in sheets for matcher in matchers) or any(
        map(_is_signed, sheets)
    )


def _is_signed(sheet: AnswerSheet) -> bool:
    heads = {name_key(cell) for row in sheet.rows[:3] for cell in row if cell}
    return any(signature <= heads for signature in _SIGNATURES) and len(heads) > _ENOUGH


def _has_statements(sheet: AnswerSheet, matcher: Matcher) -> bool:
    heads = heads_of(sheet.rows, names_in(matcher))
    if heads is None:
        return False
    seen = seen_columns(heads, sheet.rows[heads.end :])
    columns = read_columns(seen, matcher, {}, matcher.bank(sheet.name))
    uses = [column.use for column in columns if column.by != "likeness"]
    if AnswerUse.NAME in uses and AnswerUse.RESPONDENT in uses:
        return True
    return uses.count(AnswerUse.STATEMENT) >= _ENOUGH or uses.count(AnswerUse.TICKS) > 1
