"""A survey that is masked, handed on, and left by a respondent: no name and nobody's answers stay."""

from pathlib import Path

import pytest
from sqlalchemy import select

from coding.errors import UserError
from coding.model.survey import Bank, Instrument, ItemKind, SurveyItem
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.survey.entry import FormEntry
from coding.survey.table import AskedColumn
from storage.operations.codings import toggle_code
from storage.operations.masking import mask_interviews, places_to_mask
from storage.operations.memos import write_interview_memo
from storage.operations.survey_forms import enter_again, store_form
from storage.operations.surveys import add_survey, set_returned
from storage.operations.withdrawing import withdraw_respondent
from storage.privacy.masked_export import Parts, share_copy
from storage.queries.codings import codings
from storage.queries.survey_forms import stored_forms
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers
from storage.queries.texts import interviews, transcript
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways

ITEMS = (
    SurveyItem("Quill Marlowe visits us"),
    SurveyItem("Who helps?", ItemKind.CHOICE, number=2, position=1, options=("Quill Marlowe", "nobody")),
    SurveyItem("What would help?", ItemKind.OPEN, number=3, position=2),
)
SURVEY = Instrument(
    "Staff of Quill Marlowe", (Bank("Joint practice", "JPD", ITEMS),), notes="For Quill Marlowe"
)
NAMES = Pseudonyms((Pseudonym("Quill Marlowe", "Person K"),))
LONG = "Quill Marlowe should sit with us for one whole morning every month"


def entry(school: str, role: int, words: str = "") -> FormEntry:
    answers: dict[AskedColumn, float | None] = {AskedColumn("JPD 1"): 1.0, AskedColumn("JPD 2"): 0.0}
    return FormEntry("2015", school, role, "", answers, {"JPD 3": words} if words else {})


@pytest.fixture
def answered(study: StudyFile) -> StudyFile:
    """Return a study whose survey six teachers of School A, one head and one governor answered."""
    study.perform(add_survey(SURVEY))
    for _each in range(6):
        study.perform(store_form(entry("A", 5)))
    study.perform(store_form(entry("A", 2, LONG)))
    study.perform(store_form(entry("A", 1, "Nothing more")))
    return study


def whose(study: StudyFile) -> list[tuple[str, str, str]]:
    (round_,) = round_answers(study.reader, 1)
    return [*zip(round_.schools, round_.roles, round_.groups, strict=True)]


def whose_of(path: Path) -> list[tuple[str, str, str]]:
    with StudyFile.open(path) as copy:
        return whose(copy)


def test_names_are_masked_in_all_that_a_survey_says(answered: StudyFile, tmp_path: Path) -> None:
    (round_,) = round_answers(answered.reader, 1)
    answered.perform(set_returned(round_.id, "Collected by Quill Marlowe"))
    ids = [*answered.reader.scalars(select(schema.interview.c.id))]
    places = places_to_mask(answered.reader, ids, NAMES)
    assert places["Quill Marlowe"] == 6  # item, option, name, notes, answer, how they came back
    perform_both_ways(answered, mask_interviews(ids, NAMES))
    survey = survey_of(answered.reader)
    assert survey is not None
    assert [item.options for _bank, item in survey.places][1] == ("Person K", "nobody")
    assert (survey.name, survey.places[0][1].text) == ("Staff of Person K", "Person K visits us")
    shared = share_copy(answered.path, tmp_path / "shared.strandline", NAMES)
    assert shared.remaining == ()
    assert b"Marlowe" not in (tmp_path / "shared.strandline").read_bytes()


def test_a_copy_that_is_handed_on_singles_nobody_out(answered: StudyFile, tmp_path: Path) -> None:
    share_copy(answered.path, tmp_path / "shared.strandline", NAMES)
    before, after = whose(answered), whose_of(tmp_path / "shared.strandline")
    assert after[:6] == before[:6]  # six teachers of one school stay
    assert after[6:] == [("", "", group) for _school, _role, group in before[6:]]
    share_copy(answered.path, tmp_path / "coder.strandline", NAMES, Parts(for_coder=True))
    assert whose_of(tmp_path / "coder.strandline") == before


def test_a_respondent_who_withdraws_leaves_nothing(answered: StudyFile) -> None:
    survey = survey_of(answered.reader)
    assert survey is not None
    forms = stored_forms(answered.reader, survey, "2015")
    seventh = forms[6]
    answered.perform(enter_again(seventh.id, entry("A", 2)))
    (text,) = (each for each in interviews(answered.reader) if "JPD 3" in each.title)
    answered.perform(toggle_code(text.id, 0, 20, 7))
    answered.perform(toggle_code(text.id, len(LONG) + 1, len(LONG) + 8, 7))
    answered.perform(write_interview_memo(text.id, f"One of them says: {LONG}."))
    answered.perform_irreversibly(withdraw_respondent(seventh.id))
    left = stored_forms(answered.reader, survey, "2015")
    assert [each.number for each in left] == [1, 2, 3, 4, 5, 6, 8]
    stored = transcript(answered.reader, text.id)
    assert stored is not None
    assert (stored.text, {each.label for each in stored.speakers} >= {"No. 8"}) == ("Nothing more", True)
    assert [stored.text[each.start : each.end] for each in codings(answered.reader, text.id)] == ["Nothing"]
    assert answered.history(1)[0].words == "Withdraw a respondent of the survey"
    answered.checkpoint()
    assert b"one whole morning" not in answered.path.read_bytes()
    assert answered.check() == []
    with pytest.raises(UserError):
        answered.perform_irreversibly(withdraw_respondent(seventh.id))
