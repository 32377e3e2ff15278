"""The form that is handed out: what a survey asks, to be filled in with a pen or with Word's highlighter."""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.language import _
from coding.model.study import Role, School
from coding.model.survey import Bank, Instrument, ItemKind, SurveyItem
from coding.report.blocks import Block, HeadingBlock, WordsKind, words

_LINE: Final = "…" * 30
_APART: Final = " / "


def blank_form(
    survey: Instrument, round_name: str, schools: Sequence[School], roles: Sequence[Role]
) -> Iterator[Block]:
    """Yield a form for a round; stage names and letters are left out where the survey hides them."""
    yield words(survey.name, WordsKind.TITLE)
    if round_name:
        yield _field(_("Round"), [round_name])
    yield words(
        _(
            "Highlight each statement that holds for your school. Leave what is not true, or unclear, as it "
            "is. Strike out the schools and roles that are not yours."
        )
    )
    if schools:
        yield _field(_("School"), [each.name or each.letter for each in schools])
    if roles:
        yield _field(_("Role"), [each.name for each in roles])
    for bank in survey.banks:
        called = f"{bank.short} {bank.name}" if bank.short and bank.short != bank.name else bank.name
        yield HeadingBlock(called, 2)
        yield from _of_bank(survey, bank)


def _field(label: str, values: Sequence[str]) -> Block:
    return words(f"{label}: {_APART.join(values)}")


def _of_bank(survey: Instrument, bank: Bank) -> Iterator[Block]:
    stage = ""
    for item in bank.items:
        if item.stage != stage and not survey.hides_stages:
            stage = item.stage
            yield HeadingBlock(" · ".join(filter(None, (stage, survey.stage_name(stage)))), 3)
        name = bank.running_name_of(item) if survey.hides_stages else bank.name_of(item)
        yield words(f"{name}  {item.text}")
        yield from _answers(item)


def _answers(item: SurveyItem) -> Iterator[Block]:
    """Yield what a question of another kind than a statement leaves to be filled in."""
    match item.kind:
        case ItemKind.STATEMENT:
            return
        case ItemKind.OPEN | ItemKind.NUMBER:
            yield words(_LINE)
        case _:
            for option in item.options:
                yield words(f"☐ {option}")
