"""What the Passages page is asked, as a kept view holds it, and asked again."""

from typing import TYPE_CHECKING, Any

from coding.errors import UserError
from coding.model.kept_view import KeptView
from coding.query.kept_form import kept_query, query_from
from storage.queries.guids import StudyGuids

if TYPE_CHECKING:
    from app.passages.page import PassagesPage


def as_kept(page: "PassagesPage") -> dict[str, Any] | None:
    """Return what is asked, and how it is listed; None before a study was read."""
    names = page.asking.names
    if names is None:
        return None
    return {
        "query": kept_query(page.asking.query, names, StudyGuids(page.open_study.reader)),
        "uncoded": page.asking.uncoded,
        "grouped": list(map(str, page.how_bar.grouping)),
        "sorted": str(page.how_bar.sort.value),
    }


def show_kept(page: "PassagesPage", view: KeptView) -> None:
    """Ask what a view asks, and list it as it does."""
    page.refresh_if_stale()
    names, asking = page.asking.names, page.asking
    if names is None:
        return
    try:
        query = query_from(view.asked["query"], names, StudyGuids(page.open_study.reader))
    except UserError as error:
        page.open_study.notices.warn(error)
        return
    asking.ask_uncoded(on=False)
    asking.ask(query)
    asking.ask_uncoded(on=bool(view.asked["uncoded"]))
    page.how_bar.list_as(view.asked["grouped"], view.asked["sorted"])
