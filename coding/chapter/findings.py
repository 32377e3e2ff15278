"""What was found in a chapter, as lines of one list: how bad, where, in words."""

from enum import StrEnum
from typing import NamedTuple

from coding.chapter.chapter import ChapterPlace
from coding.language import N_, _
from coding.model.study import TranscriptSpan


class Severity(StrEnum):
    """How bad it is, the worst first."""

    SERIOUS = "serious"  # somebody could be hurt, or is said to have said what they did not
    WRONG = "wrong"
    LOOK = "look"
    NOT_CHECKABLE = "not checkable"


_SEVERITIES = {
    Severity.SERIOUS: N_("Serious"),
    Severity.WRONG: N_("Wrong"),
    Severity.LOOK: N_("To look at"),
    Severity.NOT_CHECKABLE: N_("Not checkable"),
}


def severity_in_words(severity: Severity) -> str:
    """Return what a severity is called."""
    return _(_SEVERITIES[severity])


class FindingKind(StrEnum):
    """What a finding is about; those of quotations first."""

    NOT_FOUND = "not found"
    WORDING = "wording"
    CUT = "cut"
    SPEAKER = "speaker"
    SCHOOL = "school"
    ROUND = "round"
    STRAND = "strand"
    CLEARANCE = "clearance"
    NAME = "name"
    TWICE = "found twice"
    NUMBER = "number"
    PERCENT = "percentage"
    REPEATED = "printed twice"
    TOTAL = "total"
    NUMBERING = "numbering"
    CITATION = "citation"
    CAPTION = "caption"
    STATEMENT = "statement"
    PERSON = "person"


_KINDS = {
    FindingKind.NOT_FOUND: N_("not found"),
    FindingKind.WORDING: N_("wording"),
    FindingKind.CUT: N_("cut"),
    FindingKind.SPEAKER: N_("speaker"),
    FindingKind.SCHOOL: N_("school"),
    FindingKind.ROUND: N_("round"),
    FindingKind.STRAND: N_("strand"),
    FindingKind.CLEARANCE: N_("clearance"),
    FindingKind.NAME: N_("name"),
    FindingKind.TWICE: N_("found twice"),
    FindingKind.NUMBER: N_("number"),
    FindingKind.PERCENT: N_("percentage"),
    FindingKind.REPEATED: N_("printed twice"),
    FindingKind.TOTAL: N_("total"),
    FindingKind.NUMBERING: N_("numbering"),
    FindingKind.CITATION: N_("citation"),
    FindingKind.CAPTION: N_("caption"),
    FindingKind.STATEMENT: N_("statement"),
    FindingKind.PERSON: N_("person"),
}


def kind_in_words(kind: FindingKind) -> str:
    """Return what a finding is about, in a word."""
    return _(_KINDS[kind])


class Finding(NamedTuple):
    """One line: ``words`` are the chapter's, ``says`` what is wrong; a passage or a query of the study."""

    severity: Severity
    kind: FindingKind
    place: ChapterPlace
    words: str
    says: str
    passage: TranscriptSpan | None = None
    query: str = ""
