"""What is said below the chart or the table of the Compare page, and where there is nothing to compare."""

from collections.abc import Iterator

from app.compare.numbers import Numbers
from app.shell.open_study import OpenStudy
from app.shell.other_frameworks import coded_otherwise, nothing_coded
from coding.analysis.chart_words import strip_note
from coding.analysis.forms import PartsShown
from coding.language import _


def said_below(shown: Numbers, parts: PartsShown) -> Iterator[str]:
    """Yield what qualifies the numbers that are on view: nothing of axes below a table."""
    table_alone = parts is PartsShown.TABLE
    of_axes = set(strip_note(shown.found, shown.chart.panels)) if table_alone else set[str]()
    yield from of_hatching(shown)
    if shown.chart.scale_note and not table_alone:
        yield f"{capital(shown.chart.scale_note)}."
    yield from (note for note in shown.chart.notes if note not in of_axes)
    if table_alone and shown.table.note:
        yield shown.table.note
    if parts is not PartsShown.CHART and shown.shades_note:
        yield shown.shades_note


def of_hatching(shown: Numbers) -> list[str]:
    """Say what is hatched, or hollow among dots."""
    if not any(panel.hatched for panel in shown.chart.panels):
        return []
    if shown.chart.is_dotted:
        return [_("Hollow: not all of these interviews are done, or an earlier round.")]
    return [_("Hatched: not all of these interviews are done.")]


def capital(words: str) -> str:
    """Begin words with a capital letter."""
    return words[:1].upper() + words[1:]


def what_is_missing(study: OpenStudy, *, interviews: int) -> tuple[str, str]:
    """Return what is missing where there is nothing to compare yet, and what brings it."""
    if not interviews:
        return (
            _("Nothing to compare yet"),
            _("Import interviews, then code passages: each coding moves a bar here."),
        )
    coding = _("Code passages with the keys of the strands: each coding moves a bar here.")
    return nothing_coded(study), coded_otherwise(study) or coding
