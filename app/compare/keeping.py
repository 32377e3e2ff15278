"""What the Compare page is asked, as a kept view holds it, and asked again."""

from typing import TYPE_CHECKING, Any

from coding.errors import UserError
from coding.model.kept_view import KeptView
from coding.query.kept_settings import settings_from_json, settings_to_json
from storage.queries.guids import StudyGuids

if TYPE_CHECKING:
    from app.compare.page import ComparePage


def as_kept(page: "ComparePage") -> dict[str, Any] | None:
    """Return what is compared; None before a study was read."""
    names = page.controls.asking.names
    if names is None:
        return None
    return settings_to_json(page.controls.compare_settings(), names, StudyGuids(page.open_study.reader))


def show_kept(page: "ComparePage", view: KeptView) -> None:
    """Compare what a view compares."""
    page.refresh_if_stale()
    names = page.controls.asking.names
    if names is None:
        return
    try:
        wanted = settings_from_json(view.asked, names, StudyGuids(page.open_study.reader))
    except UserError as error:
        page.open_study.notices.warn(error)
        return
    page.controls.show_settings(wanted)
