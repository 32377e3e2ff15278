"""Which row of one copy is which of the other, where no GUID says so."""

from collections.abc import Iterator, Mapping
from typing import Final

from coding.merging.answers import answers_key
from coding.merging.journals import Row
from coding.text.names import name_key

# By table what else tells a row; of several the first that is there. Rows of other tables have a GUID only.
_KEYS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "coder": (("kind", "of_id", "name"),),
    "school": (("letter",), ("name",)),
    "round": (("name",),),
    "role": (("number",),),
    "person": (("name",),),
    "post": (("person_id", "round_id"),),
    "participation": (("interview_id", "person_id"),),
    "attribute": (("kind", "name"),),
    "case_": (("name",),),
    "case_member": (("case_id", "school_id", "interview_id", "person_id"),),
    "attribute_value": (("attribute_id", "interview_id", "person_id", "school_id", "case_id", "round_id"),),
    "question": (("round_id", "text"),),
    "question_code": (("question_id", "code_id"),),
    "speaker": (("transcript_id", "label", "respondent_id"),),
    "turn": (("transcript_id", "start", "end"),),
    "framework": (("name",),),
    "stage": (("framework_id", "letter"),),
    "code": (("framework_id", "parent_id", "name"),),
    "code_version": (("framework_id", "code_guid", "revision"),),
    "reading": (("interview_id", "coder_id"),),
    "coding": (("transcript_id", "start", "end", "code_id", "coder_id"),),
    "survey": (("name",),),
    "bank": (("survey_id", "name"),),
    "survey_round": (("survey_id", "round_id"),),
    # Two copies give the same number to different people: only the same answers tell one and the same.
    "respondent": (
        ("survey_round_id", "number", "second_of_id", "school_id", "role_id", "role_group", "answers"),
    ),
    "measure": (("name",),),
    "outcome": (("measure_id", "school_id", "label", "year"),),
    "meaning": (("manner", "written"),),
    "clearance": (("interview_id", "start", "end", "state", "created"),),
    "withdrawn": (("guid",),),
}

Key = tuple[object, ...]


def keys_of(table: str, row: Row) -> Iterator[Key]:
    """Yield what a row is known by beside its GUID; what it points at is that of one and the same copy.

    Names are compared as people compare them; one that is empty tells nothing.
    """
    if row.get("kind") == "agreed":
        yield ("agreed",)
    for columns in _KEYS.get(table, ()):
        values = [answers_key(row[name]) if name == "answers" else row.get(name) for name in columns]
        if "" not in values:
            yield (columns, *(name_key(each) if isinstance(each, str) else each for each in values))
