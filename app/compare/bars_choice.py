"""What the bars can stand for, in words."""

from collections.abc import Iterable

from coding.analysis.groups import By, ByAttribute, Grouping
from coding.language import _

USUAL_BARS: tuple[By, ...] = (Grouping.SCHOOL, Grouping.ROLE, Grouping.INTERVIEW)


def bars_offered(groupings: Iterable[By]) -> dict[By, str]:
    """Return groupings with their words, in their order."""
    return {by: _words(by) for by in groupings}


def _words(by: By) -> str:
    if isinstance(by, ByAttribute):
        return by.name
    return {
        Grouping.ROUND: _("Round"),
        Grouping.SCHOOL: _("School"),
        Grouping.ROLE: _("Role"),
        Grouping.INTERVIEW: _("Interview"),
        Grouping.CODER: _("Coder"),
        Grouping.QUESTION: _("Question"),
        Grouping.PROMPTED: _("Prompted"),
    }[by]
