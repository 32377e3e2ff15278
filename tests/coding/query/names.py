"""A study with the names that queries of these tests speak of."""

from dataclasses import replace

from coding.analysis.known_names import KnownNames
from coding.model.framework import Code, Framework, Stage
from coding.model.study import Attribute, AttributeKind, Coder, Person, Post, Question
from tests.coding.analysis.small_study import HEAD, LEADER, Y2014, Y2015, A, B, Talk, analysis_data

CODES = (
    Code(1, None, "Professional Development", "PD", is_group=True),
    Code(2, 1, "Joint practice development", "JPD"),
    Code(3, None, "Partnership Competence", "PC", is_group=True),
    Code(4, 3, "Fit governance", "FG"),
    Code(5, 3, "High social capital", "HSC", aliases=("social capital",)),
    Code(6, 5, "Trust", ""),
    Code(7, 3, "Collective moral purpose", "CMP"),
    Code(8, 3, "Evaluation and challenge", "E&C", aliases=("E & C",)),
    Code(9, None, "Collaborative Capital", "CC", is_group=True),
    Code(10, 9, "Analytical investigation", "AI"),
    Code(11, 9, "Trust", ""),
    Code(12, None, "collective and personal power", "", is_group=True),
)
STAGES = tuple(Stage(at, letter, letter) for at, letter in enumerate("ABCD", 1))
FRAMEWORK = Framework(1, "Maturity model", "Maturity model", ("dimension", "strand"), STAGES, CODES)
ATTRIBUTES = (
    Attribute(1, "tenure", AttributeKind.PERSON),
    Attribute(2, "phase of work", AttributeKind.INTERVIEW),
)
QUESTIONS = tuple(Question(at, Y2014, at - 1, f"What of {at}?") for at in (1, 2, 3))
POSTS = (Post(1, 1, Y2014, A, HEAD), Post(2, 2, Y2015, B, LEADER))


def known_names() -> KnownNames:
    """Return what the study calls things."""
    data = analysis_data([Talk(people=(1,)), Talk(Y2015, B, people=(2,))], [], POSTS, QUESTIONS)
    coders = (Coder(1, "Jo North", initials="JN"), Coder(2, "Ann Lee"))
    named = replace(data, framework=FRAMEWORK, coders=coders, attributes=ATTRIBUTES)
    return KnownNames(named, (Person(1, "Mary Hill"), Person(2, "")))
