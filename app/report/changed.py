"""What has changed since a report was made, and where its parts begin."""

from collections.abc import Mapping

from app.report.making import ReportLook
from coding.language import _, plural
from coding.report.made import changes_since, in_words_since
from coding.report.plan import ReportPlan
from coding.text.times import local_day
from storage.queries.kept_reports import ReportRow


def since_in_words(look: ReportLook | None, n_pages: int, row: ReportRow | None) -> str:
    """Say how long the report is and what has changed since it was made."""
    if look is None:
        return ""
    pages = plural("{n} page", "{n} pages", n_pages)
    if row is None or row.made is None:
        return pages
    return f"{pages} · {in_words_since(changes_since(row.made, look.made), local_day(row.made_at))}"


def beside_parts(
    plan: ReportPlan, look: ReportLook | None, page_of: Mapping[int, int], row: ReportRow | None
) -> Mapping[int, str]:
    """Return what stands beside each part, by its place: its page, and whether its numbers have changed."""
    if look is None or look.asked.plan.parts != plan.parts:
        return {}
    made = row.made.numbers if row is not None and row.made is not None else None
    said: dict[int, str] = {}
    for place, page in page_of.items():
        held = look.held.get(place)
        changed = ""
        if made is not None and held is not None:
            n = sum(made.get(key) != text for key, text in held.numbers.items())
            changed = _("{n} changed since").format(n=n) if n else ""
        said[place] = " · ".join(filter(None, (_("p. {n}").format(n=page + 1), changed)))
    return said
