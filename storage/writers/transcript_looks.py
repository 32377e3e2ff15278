"""How coded transcripts are written, as a person chooses it; loads nothing heavy."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class CodesAs(StrEnum):
    """How codes are written on a transcript in Word."""

    LETTERS = "letters"
    COMMENTS = "comments"


class TranscriptForm(StrEnum):
    """What a coded transcript is written to, by its ending."""

    WORD = "docx"
    WEB_PAGE = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class TranscriptLook:
    """How transcripts are written: the kind of file, codes as letters or comments, lines numbered or not."""

    form: TranscriptForm = TranscriptForm.WORD
    codes_as: CodesAs = CodesAs.LETTERS
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class WhoseCodings:
    """Which codings: of which coders, in which framework (the study's first for None), for whom."""

    coder_ids: Collection[int]
    framework_id: int | None = None
    blind_for: int | None = None
