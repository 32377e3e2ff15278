"""Forms typed in from paper: each stored by itself, corrected, entered twice, the two settled."""

import pytest

from coding.errors import UserError
from coding.model.survey import Bank, Instrument, ItemKind, SurveyItem
from coding.survey.entry import (
    FormEntry,
    StoredForm,
    answer_in_words,
    differences,
    marks_of,
    rest_not_marked,
    sample,
    typed,
    untouched,
)
from coding.survey.table import AskedColumn
from storage.operations.survey_forms import (
    correct_form,
    enter_again,
    settle_answer,
    settle_whose,
    store_form,
)
from storage.operations.survey_items import reword_item
from storage.operations.surveys import add_survey, remove_respondents
from storage.queries.survey_forms import stored_forms
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers, survey_results
from storage.queries.texts import interviews, transcript
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

OPTIONS = ("never", "at times", "often")
JPD = (SurveyItem("We plan together"), SurveyItem("Visits have an aim", number=2, position=1))
YOU = (
    SurveyItem("How often do you visit?", ItemKind.SCALE, options=OPTIONS),
    SurveyItem("What do you teach?", ItemKind.CHOICES, number=2, position=1, options=OPTIONS),
    SurveyItem("How many years?", ItemKind.NUMBER, number=3, position=2),
    SurveyItem("What would help?", ItemKind.OPEN, number=4, position=3),
)
SURVEY = Instrument("Staff", (Bank("Joint practice", "JPD", JPD), Bank("You", "YOU", YOU)))
ONE, TWO, OFTEN = AskedColumn("JPD 1"), AskedColumn("JPD 2"), AskedColumn("YOU 1")
TICKS = [AskedColumn("YOU 2", option) for option in range(3)]
YEARS = AskedColumn("YOU 3")
FIRST = {ONE: 1.0, TWO: 0.0, OFTEN: 2.0, **dict(zip(TICKS, (1.0, 0.0, 1.0), strict=True)), YEARS: 12.0}


def survey(study: StudyFile) -> Instrument:
    found = survey_of(study.reader)
    assert found is not None
    return found


def forms(study: StudyFile) -> tuple[StoredForm, ...]:
    return stored_forms(study.reader, survey(study), "2015")


@pytest.fixture
def asked(study: StudyFile) -> StudyFile:
    study.perform(add_survey(SURVEY))
    return study


def test_keys_say_what_is_answered() -> None:
    found: dict[AskedColumn, float | None] = {}
    for name, keys in (("JPD 1", "x"), ("JPD 2", "0"), ("YOU 1", "3"), ("YOU 2", "1223"), ("YOU 3", "12")):
        item = SURVEY.by_name[name][1]
        for key in keys:
            pressed = typed(name, item, key, found)
            assert pressed is not None
            assert pressed.goes_on == (item.kind in {ItemKind.STATEMENT, ItemKind.SCALE})
            found |= pressed.answers
    assert found == FIRST
    assert untouched(SURVEY, found) == []
    assert marks_of(SURVEY, found) == {"JPD": (1, 2, 2)}
    words = [answer_in_words(name, item, found) for name, (_bank, item) in SURVEY.by_name.items()]
    assert words == ["marked", "not marked", "often", "never, often", "12", ""]
    for key, said in ((".", "not answered"), ("/", "not applicable"), ("?", "don’t know")):
        pressed = typed("YOU 1", YOU[0], key, {})
        assert pressed is not None
        assert answer_in_words("YOU 1", YOU[0], pressed.answers) == said
    assert [typed("JPD 1", JPD[0], key, {}) for key in "5q"] == [None, None]
    assert (typed("YOU 1", YOU[0], "4", {}), typed("YOU 4", YOU[3], "1", {})) == (None, None)
    assert rest_not_marked(SURVEY, "JPD 1", {ONE: 1.0}) == {TWO: 0.0}
    assert untouched(SURVEY, {ONE: 1.0}) == ["JPD 2", "YOU 1", "YOU 2", "YOU 3"]


def test_a_form_is_stored_corrected_and_counted(asked: StudyFile) -> None:
    entry = FormEntry("2015", "B", 5, "T", FIRST, {"YOU 4": "Time to plan"})
    perform_both_ways(asked, store_form(entry))
    asked.perform(store_form(FormEntry("2015", "A", None, "SLT", {**FIRST, ONE: None})))
    first, second = forms(asked)
    assert (first.number, second.number, first.entry) == (1, 2, entry)
    results = survey_results(asked.reader)
    assert results is not None
    shares = [results.share(results.rounds[0], item) for item in survey(asked).banks[0].items]
    assert shares == [(1, 1), (0, 2)]  # who did not answer is not in n
    put_right = FormEntry("2015", "C", None, "HD", {TWO: 1.0}, {"YOU 4": "not taken: corrected as a text"})
    perform_both_ways(asked, correct_form(first.id, put_right))
    again = forms(asked)[0].entry
    assert (again.school, again.role, again.group) == ("C", None, "HD")
    assert (again.answers, again.texts) == ({**FIRST, TWO: 1.0}, {"YOU 4": "Time to plan"})
    assert asked.history(1)[0].words == "Correct form 1 of 2015"
    (text,) = (
        transcript(asked.reader, each.id) for each in interviews(asked.reader) if "YOU 4" in each.title
    )
    assert text is not None
    assert text.text == "Time to plan"
    with pytest.raises(UserError, match="of a round"):
        asked.perform(store_form(FormEntry(" ")))


def test_a_form_of_a_round_that_was_asked_in_other_words_stays_with_them(asked: StudyFile) -> None:
    asked.perform(store_form(FormEntry("2015", answers=FIRST)))
    asked.perform(reword_item(survey(asked).banks[0].items[0].id, "We plan all lessons together"))
    asked.perform(store_form(FormEntry("2015", answers={**FIRST, ONE: 0.0})))
    results = survey_results(asked.reader)
    assert results is not None
    assert len(results.rounds[0].columns) == len(FIRST)
    assert results.share(results.rounds[0], survey(asked).banks[0].items[0]) == (1, 2)


def test_a_second_entry_is_compared_settled_and_never_counted(asked: StudyFile) -> None:
    asked.perform(store_form(FormEntry("2015", "A", 5, "T", FIRST)))
    (form,) = forms(asked)
    other = {**FIRST, ONE: 0.0, TICKS[1]: 1.0, YEARS: None}
    perform_both_ways(asked, enter_again(form.id, FormEntry("2015", "B", 5, "T", other)))
    (form,) = forms(asked)
    assert [(each.name, each.first, each.second) for each in differences(survey(asked), form)] == [
        ("School", "A", "B"),
        ("JPD 1", "marked", "not marked"),
        ("YOU 2", "not marked", "marked"),
        ("YOU 3", "12", "not answered"),
    ]
    assert round_answers(asked.reader, survey(asked).id)[0].count == 1
    perform_both_ways(asked, settle_answer(form.id, ONE, 0.0))  # the second was right
    asked.perform(settle_answer(form.id, TICKS[1], 0.0))
    asked.perform(settle_answer(form.id, YEARS, 12.0))
    perform_both_ways(asked, settle_whose(form.id, FormEntry("2015", "A", 5, "T")))
    (form,) = forms(asked)
    assert [*differences(survey(asked), form)] == []
    assert form.entry.answers == {**FIRST, ONE: 0.0}
    asked.perform(enter_again(form.id, FormEntry("2015", "A", 5, "T", FIRST)))  # replaces the second
    assert len(forms(asked)) == 1
    asked.perform(remove_respondents([form.id]))
    assert forms(asked) == ()
    with pytest.raises(UserError):
        asked.perform(settle_answer(form.id, ONE, 1.0))


def test_a_sample_has_one_of_every_so_many_and_stays_as_forms_come() -> None:
    all_forms = [StoredForm(n, f"guid {n}", n, FormEntry("2015")) for n in range(1, 34)]
    chosen = sample(all_forms, 10)
    assert [sum(n in chosen for n in range(start, start + 10)) for start in (1, 11, 21)] == [1, 1, 1]
    assert len(chosen) == 4
    assert chosen >= sample(all_forms[:30], 10)
