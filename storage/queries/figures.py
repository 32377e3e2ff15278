"""The kept views that hang on claims, as figures: their numbers as they are now, and what has changed."""

from typing import NamedTuple

from coding.errors import UserError
from coding.language import _, plural
from coding.model.kept_view import ViewPage
from storage.queries.kept_views import ViewReader, ViewRow


class ShownFigure(NamedTuple):
    """A kept view in words: its ``numbers`` of now, what has changed ``since`` it was exported, if it was."""

    name: str
    numbers: str
    since: str
    is_talk: bool  # how often something was spoken of, which is no growth


def figure(views: ViewReader, row: ViewRow) -> ShownFigure:
    """Return what a view shows now; where it cannot be shown, why."""
    is_talk = row.view is not None and row.view.page is ViewPage.COMPARE
    try:
        changes = views.changes(row)
        return ShownFigure(
            row.name, _numbers(views, row), changes.words if changes is not None else "", is_talk
        )
    except UserError as error:
        return ShownFigure(row.name, str(error), "", is_talk)


def _numbers(views: ViewReader, row: ViewRow) -> str:
    if row.view is None:
        return _("A later version of Strandline kept this view.")
    if row.view.page is ViewPage.COMPARE:
        from coding.analysis.figure_words import in_short

        return in_short(views.table(row.view))
    found = views.numbers(row.view)["passages"].text
    return plural("{n} passage", "{n} passages", int(found))
