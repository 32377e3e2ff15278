"""What an operation is about may have gone meanwhile: that is said in words, and nothing changes."""

from pathlib import Path
from typing import Any

import pytest

from coding.errors import UserError
from coding.model.study import AttributeKind, Direction, SpeakerKind, State
from coding.notation.hand_marks import HandRules
from coding.notation.questions import ListedQuestion
from storage.intake.import_batch import known_study, plan_import
from storage.operations import (
    arranging,
    attributes,
    codebook,
    codings,
    correcting,
    interviews,
    memos,
    people,
    questions,
    reading,
)
from storage.operations.codings import Pick
from storage.operations.imports import store_import
from storage.operations.interviews import InterviewDetails
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump

GONE = 999_999
HSC = 8  # a code of the shipped framework
PARTICIPANT = SpeakerKind.PARTICIPANT

ACTS: dict[str, Operation[Any]] = {
    "code with no such code": codings.toggle_code(1, 0, 5, GONE),
    "code in no such interview": codings.toggle_code(GONE, 0, 5, HSC),
    "apply no such code": codings.apply_codes(1, 0, 5, [Pick(HSC), Pick(GONE)]),
    "apply no such stage": codings.apply_codes(1, 0, 5, [Pick(HSC, GONE)]),
    "code for nobody": codings.toggle_code(1, 0, 5, HSC, coder_id=GONE),
    "apply for nobody": codings.apply_codes(1, 0, 5, [Pick(HSC)], coder_id=GONE),
    "read no such interview blind": reading.set_blind(GONE, blind=True),
    "resize no such coding": codings.resize_coding(GONE, 0, 5),
    "doubt no such coding": codings.set_unsure(GONE, unsure=True),
    "stage of no such coding": codings.set_stage(GONE, None),
    "direction of no such coding": codings.set_direction(GONE, Direction.LACKS),
    "take off no such coding": codings.take_off(GONE),
    "add an interview of no such round": interviews.add_interview(InterviewDetails("A5", GONE)),
    "add an interview at no such school": interviews.add_interview(InterviewDetails("A5", None, GONE)),
    "add an interview of nobody": interviews.add_interview(InterviewDetails("A5"), [GONE]),
    "edit no such interview": interviews.edit_interview(GONE, InterviewDetails("A5")),
    "edit to no such round": interviews.edit_interview(1, InterviewDetails("A5", GONE)),
    "edit to no such school": interviews.edit_interview(1, InterviewDetails("A5", None, GONE)),
    "state of no such interview": reading.set_state(GONE, State.BEING_READ),
    "nobody takes part": interviews.set_participants(1, [GONE]),
    "no such speaker": interviews.correct_speaker(GONE, PARTICIPANT, None),
    "a speaker who is nobody": interviews.correct_speaker(1, PARTICIPANT, GONE),
    "a post of nobody": people.set_post(GONE, 1, 1, 1),
    "a post in no such round": people.set_post(1, GONE, 1, 1),
    "a post at no such school": people.set_post(1, 1, GONE, 1),
    "a post in no such role": people.set_post(1, 1, 1, GONE),
    "questions of no such round": questions.set_questions(GONE, []),
    "a question about no such code": questions.set_questions(1, [ListedQuestion("Why?", (GONE,))]),
    "a turn asks no such question": questions.say_question(1, GONE),
    "words asked in no such round": questions.ask_as_question(GONE, "Why?"),
    "a memo on no such coding": memos.write_coding_memo(GONE, "Look."),
    "a memo on no such code": memos.write_code_memo(GONE, "Look."),
    "no such attribute": attributes.set_attribute(GONE, [1], "5 years"),
    "an attribute of nobody": attributes.fill_attributes("people.csv", {}, {GONE: {"Tenure": "5 years"}}),
    "edit no such attribute": attributes.edit_attribute(GONE, "Tenure", AttributeKind.PERSON),
    "add to no such framework": codebook.add_code(GONE, None, "Trust"),
    "add under no such code": codebook.add_code(1, GONE, "Trust"),
    "move under no such code": arranging.move_code(HSC, GONE, 0),
    "move no such code among others": arranging.move_codes([HSC, GONE], None, 0),
    "group no such code": arranging.group_codes([HSC, GONE], "Trust"),
    "add a group to no such framework": arranging.add_group(GONE, None, "Trust"),
    "add a group in no such group": arranging.add_group(1, GONE, "Trust"),
    "a turn of no such speaker": correcting.correct_turn(1, "Well.", GONE),
    "split for no such speaker": correcting.split_turn(1, "How", "is it?", GONE),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_is_gone_is_said_in_words_and_nothing_changes(study: StudyFile, act: Operation[Any]) -> None:
    before = dump(study)
    with pytest.raises(UserError):
        study.perform(act)
    assert dump(study) == before


def test_a_coding_takes_no_stage_that_is_gone(study: StudyFile) -> None:
    coded = study.perform(codings.toggle_code(1, 0, 5, HSC)).result
    assert coded.coding_id is not None
    with pytest.raises(UserError, match="stage is no longer"):
        study.perform(codings.set_stage(coded.coding_id, GONE))


@pytest.mark.parametrize(
    ("talk", "rules"),
    [
        ("Long, and good. (HSC)", HandRules()),
        ("Long.", HandRules(labels={"Care": HSC})),
        ("Long.", HandRules(colours={"green": HSC})),
    ],
)
def test_codes_that_were_deleted_since_the_files_were_read_are_not_imported(
    study: StudyFile, tmp_path: Path, talk: str, rules: HandRules
) -> None:
    file = tmp_path / "2015 B2.txt"
    file.write_text(f"Interviewer: How was it?\nHead: {talk}\nInterviewer: And now?\nHead: Better.\n")
    plan = plan_import([file], known_study(study.reader, 1, None), rules)
    study.perform(codebook.delete_code(HSC))
    before = dump(study)
    with pytest.raises(UserError, match="no longer in the codebook"):
        study.perform(store_import(plan))
    assert dump(study) == before
