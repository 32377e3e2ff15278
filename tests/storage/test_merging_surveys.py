"""Forms that two copies typed in apart: every respondent once, answers under their statements."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from coding.merging.plan import MergePlan
from coding.model.survey import AskedNumbers, Bank, Instrument, ItemKind, SurveyItem
from coding.survey.entry import FormEntry
from coding.survey.table import AskedColumn
from storage.merging.other_copy import look_ahead, read_other
from storage.operations.codings import toggle_code
from storage.operations.merging import merge_copy
from storage.operations.survey_forms import correct_form, enter_again, store_form
from storage.operations.survey_items import add_statements
from storage.operations.surveys import add_survey, remove_respondents, set_asked
from storage.queries.codings import codings
from storage.queries.survey_forms import stored_forms
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers, survey_results
from storage.queries.texts import interviews, transcript
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

_CODE = 7
JPD = tuple(SurveyItem(f"Statement {n}", number=n, position=n - 1) for n in (1, 2, 3))
HELP = SurveyItem("What would help?", ItemKind.OPEN, number=4, position=3)
SURVEY = Instrument("Staff", (Bank("Joint practice", "JPD", (*JPD, HELP)),))
MORE = Instrument("", (Bank("Tea", "TEA", (SurveyItem("Tea is drunk"),)),))
CAKE = Instrument("", (Bank("Cake", "CAKE", (SurveyItem("Cake is eaten"),)),))


def form(marks: str, group: str = "T", words: str = "", **more: int) -> FormEntry:
    """Return a form with ``1`` and ``0`` at statements 1 to 3, and at others by name."""
    answers: dict[AskedColumn, float | None] = {
        AskedColumn(f"JPD {n}"): float(mark) for n, mark in enumerate(marks, 1)
    }
    answers |= {AskedColumn(f"{bank} 1"): float(value) for bank, value in more.items()}
    return FormEntry("2015", "A", None, group, answers, {"JPD 4": words} if words else {})


def forms_of(study: StudyFile) -> list[tuple[int, str]]:
    """Return number and marks of each form, ``-`` where nothing was answered, in the survey's order."""
    survey = survey_of(study.reader)
    assert survey is not None
    places = [
        AskedColumn(name) for name, (_b, item) in survey.by_name.items() if item.kind is not ItemKind.OPEN
    ]
    return [
        (each.number, "".join(_sign(each.entry.answers.get(place)) for place in places))
        for each in stored_forms(study.reader, survey, "2015")
    ]


def _sign(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


@pytest.fixture
def both(study: StudyFile, tmp_path: Path) -> Iterator[tuple[StudyFile, StudyFile]]:
    """Yield two copies of a study with a survey that one form answers."""
    study.perform(add_survey(SURVEY))
    study.perform(store_form(form("110", words="Time to plan")))
    study.checkpoint()
    copyfile(study.path, tmp_path / "other.strandline")
    with StudyFile.open(tmp_path / "other.strandline") as other:
        yield study, other


def merge(study: StudyFile, other: StudyFile) -> MergePlan:
    read = read_other(study.path, other.path)
    foreseen = look_ahead(study.path, read, {})
    found = perform_both_ways(study, merge_copy(read, "other", {})).result
    assert foreseen == found
    assert look_ahead(study.path, read_other(study.path, other.path), {}).adds_nothing
    return found


def test_forms_typed_in_apart_are_all_there(both: tuple[StudyFile, StudyFile]) -> None:
    here, there = both
    here.perform(store_form(form("100")))
    there.perform(store_form(form("011")))
    there.perform(store_form(form("111", "HD")))
    assert merge(here, there).conflicts == ()
    assert sorted(forms_of(here)) == [(1, "110"), (2, "100"), (3, "011"), (4, "111")]
    results = survey_results(here.reader)
    assert results is not None
    shares = [results.share(results.rounds[0], item) for _bank, item in results.instrument.places[:3]]
    assert shares == [(3, 4), (3, 4), (2, 4)]


def test_answers_stay_under_their_statements_where_the_copies_asked_more(
    both: tuple[StudyFile, StudyFile],
) -> None:
    here, there = both
    here.perform(add_statements(MORE))
    here.perform(store_form(form("100", TEA=1)))
    there.perform(add_statements(CAKE))
    there.perform(store_form(form("011", CAKE=0)))
    there.perform(add_statements(MORE))
    there.perform(store_form(form("000", TEA=1, CAKE=1)))
    merge(here, there)
    survey = survey_of(here.reader)
    assert survey is not None
    assert [*survey.by_name] == ["JPD 1", "JPD 2", "JPD 3", "JPD 4", "TEA 1", "CAKE 1"]
    assert sorted(forms_of(here)) == [(1, "110--"), (2, "1001-"), (3, "011-0"), (4, "00011")]


def test_the_same_forms_brought_in_twice_come_once(both: tuple[StudyFile, StudyFile]) -> None:
    here, there = both
    for copy in both:
        for marks in ("101", "001"):
            copy.perform(store_form(form(marks)))
    merge(here, there)
    assert forms_of(here) == [(1, "110"), (2, "101"), (3, "001")]


def test_corrections_second_entries_and_what_was_asked(both: tuple[StudyFile, StudyFile]) -> None:
    here, there = both
    (first,) = (each.id for each in stored_forms(there.reader, survey_of(there.reader) or SURVEY, "2015"))
    there.perform(correct_form(first, form("111")))
    there.perform(enter_again(first, form("101")))
    (round_,) = round_answers(there.reader, 1)
    there.perform(set_asked(round_.id, AskedNumbers(68)))
    merge(here, there)
    assert forms_of(here) == [(1, "111")]
    (kept,) = stored_forms(here.reader, survey_of(here.reader) or SURVEY, "2015")
    assert kept.again is not None
    assert kept.again.entry.answers[AskedColumn("JPD 2")] == 0.0
    assert round_answers(here.reader, 1)[0].asked.all == 68
    there.perform(remove_respondents([first]))
    merge(here, there)
    assert forms_of(here) == []


def test_open_answers_of_both_copies_are_kept(both: tuple[StudyFile, StudyFile]) -> None:
    here, there = both
    (text,) = (each for each in interviews(there.reader) if "JPD 4" in each.title)
    there.perform(toggle_code(text.id, 0, 4, _CODE))
    here.perform(store_form(form("100", words="More cake")))
    there.perform(store_form(form("011", words="Less paper")))
    there.perform(toggle_code(text.id, 13, 23, _CODE))
    there.perform(store_form(form("010", words="A room")))
    merge(here, there)
    survey = survey_of(here.reader)
    assert survey is not None
    words = {each.number: each.entry.texts.get("JPD 4") for each in stored_forms(here.reader, survey, "2015")}
    assert words == {1: "Time to plan", 2: "More cake", 3: "Less paper", 4: "A room"}
    stored = transcript(here.reader, text.id)
    assert stored is not None
    assert sorted(stored.text.split("\n")) == ["A room", "Less paper", "More cake", "Time to plan"]
    coded = codings(here.reader, text.id)
    assert sorted(stored.text[each.start : each.end] for each in coded) == ["Less paper", "Time"]
    labels = {each.label for each in stored.speakers}
    assert labels == {"No. 1", "No. 2", "No. 3", "No. 4"}
