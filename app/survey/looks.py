"""The same answers grouped in several ways: as is chosen, by role group, and by school."""

from typing import Final

from app.shell.open_study import OpenStudy
from app.survey.drawer import group_called
from app.widgets.choice_menu import ChoiceMenu
from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import ByAnswer, GroupedBy
from coding.analysis.survey_results import SurveyResults
from coding.analysis.survey_table import make_up_note
from coding.language import N_, _, plural
from coding.model.survey import Instrument
from coding.text.names import shortened
from storage.queries.surveys import group_order, groupings

CROSSED_WHOLE: Final = "\0few"  # role and school crossed below five, because the researcher says so
_NAMED: Final = 4  # groups that are named where there is no room for them
_SHORT: Final = 24  # letters of a question in a menu
_WORDS: Final = {
    GroupedBy.GROUP.value: N_("role group"),
    GroupedBy.CROSSED.value: N_("school and role group"),
}


def grouping_menu() -> ChoiceMenu[str]:
    """Return the menu of what respondents are grouped by."""
    return ChoiceMenu(_("Group by"), {GroupedBy.GROUP.value: _("by role group")})


def looked_at(
    study: OpenStudy, by: ChoiceMenu[str], survey: Instrument, rounds: tuple[RoundAnswers, ...]
) -> dict[str, SurveyResults]:
    """Offer what the survey can be grouped by; return the answers grouped so, each with its name."""
    reader = study.reader
    known = groupings(reader, survey)
    few_too = {CROSSED_WHOLE: _("by school and role group, under five too")}
    words = {name: _(_WORDS.get(name, name)) for name in known} | {
        name: f"{name} {shortened(each.item.text, _SHORT)}"
        for name, each in known.items()
        if isinstance(each, ByAnswer)
    }
    by.offer({name: _("by {what}").format(what=each) for name, each in words.items()} | few_too)
    looks: dict[str, SurveyResults] = {}
    for name in dict.fromkeys((by.value, GroupedBy.GROUP.value, GroupedBy.SCHOOL.value)):
        grouping = known.get(name, GroupedBy.CROSSED)
        called = _("by {what}").format(what=words.get(name, words[GroupedBy.CROSSED.value]))
        order, tells_few = group_order(reader, grouping), name == CROSSED_WHOLE
        looks[called] = SurveyResults(survey, rounds, grouping, order, tells_few)
    return looks


def said_below(results: SurveyResults, chosen: list[str], shown: tuple[str, ...]) -> str:
    """Return what stands below the table: whom there was no room for, the make-up, what changes are."""
    left = [group_called(each) for each in chosen if each not in shown]
    named = ", ".join(left) if len(left) <= _NAMED else plural("{n} group", "{n} groups", len(left))
    room = _("No room for {groups}: choose above which group stands beside all.")
    said = (
        room.format(groups=named) if left else "",
        _("Groups of fewer than five are on screen alone: in no file.") if results.tells_few else "",
        make_up_note(results),
        _("Changes are in points. A deficit speaks against the school: a fall in it is no loss."),
    )
    return " ".join(filter(None, said))
