"""Queries and settings as they are kept: by GUID, so that they outlive renaming."""

from dataclasses import replace

import pytest

from coding.analysis.chart import Totals
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import ChartForm, PartsShown, Shown
from coding.analysis.groups import ByAttribute, Grouping
from coding.analysis.known_names import KnownNames
from coding.analysis.measure import Measure
from coding.errors import UserError
from coding.query.kept_form import kept_query, query_from
from coding.query.kept_settings import settings_from_json, settings_to_json
from coding.query.parsing import parse
from tests.coding.query.names import known_names

NAMES = known_names()
ASKED = (
    "hsc",
    'hsc[stage:B] and not jpd in:2015 school:A,B "trust*"',
    "person:A2 question:3 not coder:JN",
    'role:HD @tenure:new @"phase of work":none unsure:no',
    "(pd or cmp) within:answer",
)


class Numbered:
    """GUIDs made of tables and ids; those of ``lost`` are gone."""

    def __init__(self, *lost: str) -> None:
        self._lost = lost

    def guid(self, table: str, id_: int) -> str:
        return f"{table}-{id_}-guid"

    def id(self, table: str, guid: str) -> int | None:
        return None if guid in self._lost else int(guid.split("-")[1])


@pytest.mark.parametrize("text", ASKED)
def test_a_kept_query_is_read_back_as_it_was(text: str) -> None:
    query = parse(text, NAMES)
    assert query_from(kept_query(query, NAMES, Numbered()), NAMES, Numbered()) == query


def test_what_has_a_guid_stands_by_it_and_words_stand_as_text() -> None:
    record = kept_query(parse("hsc in:2015 role:HD @tenure:new", NAMES), NAMES, Numbered())
    assert record["what"] == {"code": "code-5-guid", "fields": []}
    assert record["fields"] == [
        {"key": "in", "values": [{"guids": ["round-2-guid"]}], "not": False},
        {"key": "role", "values": [{"text": "HD"}], "not": False},
        {"key": "@attribute-1-guid", "values": [{"text": "new"}], "not": False},
    ]


def test_a_school_that_was_renamed_is_still_asked_for_and_one_that_is_gone_is_called_so() -> None:
    query = parse("hsc school:B", NAMES)
    record = kept_query(query, NAMES, Numbered())
    data = NAMES.analysis_data
    schools = tuple(replace(each, letter="Z") if each.letter == "B" else each for each in data.schools)
    renamed = KnownNames(replace(data, schools=schools), NAMES.people)
    assert str(query_from(record, renamed, Numbered())) == "HSC school:Z"
    assert str(query_from(record, NAMES, Numbered("school-2-guid"))) == "HSC school:deleted"
    assert str(query_from(record, NAMES, Numbered("code-5-guid"))) == "deleted school:B"


def test_settings_are_read_back_as_they_were() -> None:
    settings = CompareSettings(
        Measure.INTERVIEWS,
        (Grouping.SCHOOL, ByAttribute(1, "tenure")),
        (2,),
        ChartForm.PAIRED,
        parse("unsure:no school:A", NAMES),
        PartsShown.BOTH,
        totals=Totals.BESIDE,
        shown=frozenset({Shown.FIGURES}),
    )
    record = settings_to_json(settings, NAMES, Numbered())
    assert record["rounds"] == ["round-2-guid"]
    assert record["by"] == ["school", {"attribute": "attribute-1-guid"}]
    assert settings_from_json(record, NAMES, Numbered()) == settings
    usual = settings_to_json(CompareSettings(), NAMES, Numbered())
    assert settings_from_json(usual, NAMES, Numbered()) == CompareSettings()


def test_what_is_gone_or_of_a_later_version_is_said() -> None:
    record = settings_to_json(
        CompareSettings(by=(ByAttribute(1, "tenure"),), rounds=(1, 2)), NAMES, Numbered()
    )
    read = settings_from_json(record, NAMES, Numbered("round-1-guid", "attribute-1-guid"))
    assert (read.rounds, read.by) == ((0, 2), (ByAttribute(0, "deleted"),))
    with pytest.raises(UserError):
        settings_from_json({**record, "v": 2}, NAMES, Numbered())
