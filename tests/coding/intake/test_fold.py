"""The law of the fold: whatever was said, a mask leaves no name; taken off, the plan is as it was."""

import re
from collections.abc import Callable
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from coding.intake.batch_speakers import with_person_everywhere, with_speaker_everywhere
from coding.intake.corrections import (
    with_case,
    with_date,
    with_include,
    with_kind,
    with_new_people,
    with_people,
    with_role,
    with_same_speaker,
    with_speaker,
    with_speaker_person,
    without_label,
)
from coding.intake.fold import with_pseudonyms, without_pseudonyms
from coding.intake.patterns import with_pattern
from coding.intake.plan import ImportPlan, IncomingFile
from coding.intake.question_corrections import with_questions
from coding.intake.several import with_taken_apart
from coding.intake.tables import guess_uses, with_table, without_table
from coding.intake.told_speakers import with_exchanged, with_interviewer, with_told
from coding.model.document import Comment, Document, Table
from coding.model.study import InterviewKind, SpeakerKind
from coding.notation.questions import ListedQuestion
from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms
from coding.text.told_labels import Told
from tests.coding.intake.plans import NEW_STUDY, plan_of

NAMES: Final = Pseudonyms(
    (Pseudonym("Ann Bell", "Una Reed", brackets=True), Pseudonym("Oakfield", "Rowan", NameKind.SCHOOL))
)
TABLE: Final = Table(
    "who.csv",
    ("File", "Person", "School", "Age"),
    (("B2", "Ann Bell", "Oakfield", "40"), ("D4", "Jo", "", "")),
)
TALK: Final = "Interviewer: How is Ann Bell?\nAnn Bell: Well, at Oakfield.\nInterviewer: So?\nAnn Bell: Yes."
PART: Final = "Participant {}\nMara: How?\nAnn Bell: So.\nMara: When?\nAnn Bell: In May.\n"
BARE: Final = "How did Oakfield begin?\nWith bulbs.\nWho came?\nAnn Bell did."
FILES: Final = {
    "2015/B2 Ann Bell.txt": TALK,
    "2016/D4.txt": PART.format(1) + PART.format(2),
    "bare.txt": BARE,
}
Act = Callable[[ImportPlan, list[int]], ImportPlan]
ACTS: Final[tuple[Act, ...]] = (
    lambda plan, at: with_include(plan, at, include=False),
    lambda plan, at: with_case(plan, at, "Oakfield"),
    lambda plan, at: with_date(plan, at, "1 June 2015"),
    lambda plan, at: with_role(plan, at, 2),
    lambda plan, at: with_people(plan, at, ["Ann Bell", "Jo"]),
    with_new_people,
    lambda plan, at: with_speaker(plan, at, "Ann Bell", SpeakerKind.INTERVIEWER),
    lambda plan, at: with_speaker_person(plan, at[0], "Ann Bell", 0),
    lambda plan, at: with_kind(plan, at, InterviewKind.NOTES),
    lambda plan, at: with_kind(plan, at, InterviewKind.GROUP),
    lambda plan, at: with_told(plan, at, Told(labels=("Ann Bell", "Mara"))),
    lambda plan, at: with_interviewer(plan, at, "questions"),
    with_exchanged,
    with_taken_apart,
    lambda plan, at: without_label(plan, at, "Ann Bell"),
    lambda plan, _at: with_same_speaker(plan, "Ann Bell", "Mara"),
    lambda plan, _at: with_person_everywhere(plan, "Ann Bell", "Ann Bell"),
    lambda plan, _at: with_speaker_everywhere(plan, "Mara", SpeakerKind.PARTICIPANT),
    lambda plan, _at: with_pattern(plan, "{round}/{key} {person}"),
    lambda plan, _at: with_table(plan, TABLE, guess_uses(TABLE, plan)),
    lambda plan, _at: without_table(plan, TABLE.name),
    lambda plan, _at: with_questions(plan, "2015", (ListedQuestion("How is Ann Bell?"),)),
)


def _plan() -> ImportPlan:
    comment = Comment("Ann Bell", "So says Ann Bell", (1, 0), (1, 4))
    files = [
        IncomingFile(
            name, name, sha256=str(at), document=Document(tuple(text.split("\n")), comments=(comment,))
        )
        for at, (name, text) in enumerate(FILES.items())
    ]
    return plan_of(files, NEW_STUDY)


_STEPS: Final = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=5)


def _done(plan: ImportPlan, steps: list[tuple[Act, int]]) -> ImportPlan:
    for act, at in steps:
        plan = act(plan, [at])
    return plan


@settings(max_examples=25)
@given(_STEPS, _STEPS)
def test_a_mask_leaves_no_name_and_comes_off_without_a_trace(
    before: list[tuple[Act, int]], after: list[tuple[Act, int]]
) -> None:
    plan = _done(_plan(), before)
    masked = with_pseudonyms(plan, NAMES)
    assert without_pseudonyms(masked) == plan
    for each in (masked, _done(masked, after)):
        said = re.sub(r"path='[^']*'", "", repr((each.rows, each.tables, each.questions)))
        assert not any(name in said for name in ("Ann", "Bell", "Oakfield"))
    without_pseudonyms(_done(masked, after))
