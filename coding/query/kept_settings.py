"""What the Compare page is asked, as it is kept in a study."""

from collections.abc import Mapping
from typing import Any, Final

from coding.analysis.chart import Scale, Totals
from coding.analysis.columns import Counted
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.comparison import Whose
from coding.analysis.forms import ChartForm, PartsShown, Shown, Style
from coding.analysis.groups import By, ByAttribute, Grouping
from coding.analysis.known_names import KnownNames
from coding.analysis.measure import Measure, OfDirection, Unsure
from coding.model.kept_json import VERSION, in_known_version, of_later_version
from coding.model.query import Exactly, Query
from coding.query.editing import with_field
from coding.query.kept_form import Guids, gone, kept_query, query_from

PAGE: Final = "compare"


def settings_to_json(settings: CompareSettings, names: KnownNames, guids: Guids) -> dict[str, Any]:
    """Return settings as plain lists and dictionaries, which point by GUID."""
    return {
        "v": VERSION,
        "page": PAGE,
        "measure": str(settings.measure),
        "by": [_by(by, guids) for by in settings.by],
        "rounds": [guids.guid("round", id_) for id_ in settings.rounds],
        "form": str(settings.form),
        "query": kept_query(settings.query, names, guids),
        "parts": str(settings.parts),
        "counted": str(settings.counted_in),
        "unsure": str(settings.unsure),
        "direction": str(settings.direction),
        "whose": str(settings.whose),
        "totals": str(settings.totals),
        "style": str(settings.style),
        "scale": str(settings.scale),
        "show": sorted(map(str, settings.shown)),
    }


def settings_from_json(record: Mapping[str, Any], names: KnownNames, guids: Guids) -> CompareSettings:
    """Return the settings that ``settings_to_json`` has written.

    What is gone since is called so, and has nothing. Raises UserError for what a later version wrote.
    """
    record = in_known_version(dict(record))
    try:
        return _settings(record, names, guids)
    except (KeyError, ValueError) as error:  # a form, or a measure, that a later version draws
        raise of_later_version() from error


def _settings(record: Mapping[str, Any], names: KnownNames, guids: Guids) -> CompareSettings:
    return CompareSettings(
        Measure(record["measure"]),
        tuple(_read_by(by, names, guids) for by in record["by"]),
        tuple(guids.id("round", guid) or 0 for guid in record["rounds"]),
        ChartForm(record["form"]),
        query_from(record["query"], names, guids),
        PartsShown(record["parts"]),
        Counted(record["counted"]),
        Unsure(record["unsure"]),
        OfDirection(record["direction"]),
        Whose(record["whose"]),
        Totals(record["totals"]),
        Style(record["style"]),
        Scale(record["scale"]),
        frozenset(map(Shown, record["show"])),
    )


def _by(by: By, guids: Guids) -> str | dict[str, str]:
    return {"attribute": guids.guid("attribute", by.id)} if isinstance(by, ByAttribute) else str(by)


def _read_by(record: str | Mapping[str, str], names: KnownNames, guids: Guids) -> By:
    if isinstance(record, str):
        return Grouping(record)
    id_ = guids.id("attribute", record["attribute"])
    called = {each.id: each.name for each in names.analysis_data.attributes}
    return ByAttribute(id_, called[id_]) if id_ in called else ByAttribute(0, gone())


def narrowing_query(settings: CompareSettings) -> Query:
    """Return what narrows the study down: the query, without dimensions alone where they are not shown."""
    if Shown.ALONE in settings.shown:
        return settings.query
    return with_field(settings.query, "alone", Exactly("no"))
