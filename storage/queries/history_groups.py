"""What was done, sorted as a researcher thinks of it: an operation belongs to the module that makes it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from coding.language import N_, _, plural
from storage.study.operation import kinds_by_module

# What a group is called, and how its operations are counted. One of another module counts as "others".
_GROUPS: Final[Mapping[str, tuple[str, str, str]]] = {
    "codings": (N_("Coding"), N_("{n} change to codings"), N_("{n} changes to codings")),
    "in_vivo": (N_("Codes in vivo"), N_("{n} code in vivo"), N_("{n} codes in vivo")),
    "memos": (N_("Memos"), N_("{n} change to memos"), N_("{n} changes to memos")),
    "cells": (N_("Matrix"), N_("{n} change to the matrix"), N_("{n} changes to the matrix")),
    "outlining": (N_("Outline"), N_("{n} change to the outline"), N_("{n} changes to the outline")),
    "claims": (N_("Claims"), N_("{n} change to claims"), N_("{n} changes to claims")),
    "hanging": (
        N_("Evidence of claims"),
        N_("{n} change to what hangs on claims"),
        N_("{n} changes to what hangs on claims"),
    ),
    "imports": (N_("Imports"), N_("{n} import"), N_("{n} imports")),
    "correcting": (N_("Corrections of the text"), N_("{n} correction"), N_("{n} corrections")),
    "replacing": (N_("Replaced transcripts"), N_("{n} replaced transcript"), N_("{n} replaced transcripts")),
    "speaking": (N_("Speakers"), N_("{n} change to speakers"), N_("{n} changes to speakers")),
    "interviews": (N_("Interviews"), N_("{n} change to interviews"), N_("{n} changes to interviews")),
    "reading": (N_("Reading"), N_("{n} note of reading"), N_("{n} notes of reading")),
    "coders": (N_("Coders"), N_("{n} change to coders"), N_("{n} changes to coders")),
    "agreement": (N_("Agreement"), N_("{n} step of settling"), N_("{n} steps of settling")),
    "merging": (N_("Merged copies"), N_("{n} merged copy"), N_("{n} merged copies")),
    "samples": (N_("Samples"), N_("{n} sample drawn"), N_("{n} samples drawn")),
    "many_codings": (
        N_("Many codings at once"),
        N_("{n} change to many codings at once"),
        N_("{n} changes to many codings at once"),
    ),
    "people": (
        N_("Schools, rounds, people"),
        N_("{n} change to schools, rounds or people"),
        N_("{n} changes to schools, rounds or people"),
    ),
    "clearing": (
        N_("Quoting"),
        N_("{n} note of quoting"),
        N_("{n} notes of quoting"),
    ),
    "attributes": (N_("Attributes"), N_("{n} change to attributes"), N_("{n} changes to attributes")),
    "accounts": (N_("Accounts"), N_("{n} change to accounts"), N_("{n} changes to accounts")),
    "cases": (N_("Cases"), N_("{n} change to cases"), N_("{n} changes to cases")),
    "questions": (N_("Questions"), N_("{n} change to questions"), N_("{n} changes to questions")),
    "filing": (N_("Filed answers"), N_("{n} filing of answers"), N_("{n} filings of answers")),
    "surveys": (N_("Survey"), N_("{n} change to the survey"), N_("{n} changes to the survey")),
    "survey_forms": (N_("Forms typed in"), N_("{n} entry of forms"), N_("{n} entries of forms")),
    "outcomes": (
        N_("Outcomes of schools"),
        N_("{n} change to outcomes of schools"),
        N_("{n} changes to outcomes of schools"),
    ),
    "joint": (
        N_("Joint display"),
        N_("{n} change to the joint display"),
        N_("{n} changes to the joint display"),
    ),
    "survey_items": (
        N_("Statements of the survey"),
        N_("{n} change to what the survey asks"),
        N_("{n} changes to what the survey asks"),
    ),
    "views": (N_("Kept views"), N_("{n} change to kept views"), N_("{n} changes to kept views")),
    "reports": (N_("Kept reports"), N_("{n} change to kept reports"), N_("{n} changes to kept reports")),
    "summaries": (N_("Summaries"), N_("{n} change to summaries"), N_("{n} changes to summaries")),
    "codebook": (N_("Codebook"), N_("{n} change to the codebook"), N_("{n} changes to the codebook")),
    "arranging": (N_("Order of the codebook"), N_("{n} move of codes"), N_("{n} moves of codes")),
    "going_through": (
        N_("Sorted passages"),
        N_("{n} step of going through a code"),
        N_("{n} steps of going through a code"),
    ),
    "second_look": (N_("Second looks"), N_("{n} step of a second look"), N_("{n} steps of a second look")),
    "own_frameworks": (
        N_("Frameworks"),
        N_("{n} change to frameworks"),
        N_("{n} changes to frameworks"),
    ),
    "framework_changes": (
        N_("Frameworks changed by files"),
        N_("{n} change of a framework by a file"),
        N_("{n} changes of frameworks by files"),
    ),
    "merging_codes": (N_("Merged codes"), N_("{n} merging of codes"), N_("{n} mergings of codes")),
    "tidying": (N_("Tidying up"), N_("{n} tidying up"), N_("{n} tidyings up")),
    "studies": (
        N_("The study"),
        N_("{n} change to the study as a whole"),
        N_("{n} changes to the study as a whole"),
    ),
    "masking": (N_("Masking"), N_("{n} masking of names"), N_("{n} maskings of names")),
    "withdrawing": (N_("Withdrawals"), N_("{n} withdrawal"), N_("{n} withdrawals")),
    "reversing": (N_("Steps taken back"), N_("{n} old step taken back"), N_("{n} old steps taken back")),
    "file": (
        N_("The study file"),
        N_("{n} change to the study file"),
        N_("{n} changes to the study file"),
    ),
}
OTHERS: Final = "others"
_EVERY: Final[Mapping[str, tuple[str, str, str]]] = {
    **_GROUPS,
    OTHERS: (N_("Others"), N_("{n} other change"), N_("{n} other changes")),
}


def groups() -> dict[str, str]:
    """Return what can be asked for: the words of each group by its name."""
    return {name: _(words) for name, (words, _one, _many) in _EVERY.items()}


def group_in_words(kind: str) -> str:
    """Return what the group of an operation is called."""
    return _(_EVERY[_group_of().get(kind, OTHERS)][0])


def kinds_in(group: str) -> frozenset[str]:
    """Return the kinds of operations of a group; of "others" none is known beforehand."""
    return kinds_by_module().get(group, frozenset())


def known_kinds() -> frozenset[str]:
    """Return the kinds of all groups but "others"."""
    return frozenset(_group_of())


@cache
def _group_of() -> Mapping[str, str]:
    return {kind: name for name, kinds in kinds_by_module().items() if name in _GROUPS for kind in kinds}


def counted(kinds: Iterable[str]) -> list[str]:
    """Return operations in words, a group each: ``12 changes to codings``, ``1 import``."""
    found = Counter(_group_of().get(kind, OTHERS) for kind in kinds)
    return [plural(one, many, found[name]) for name, (_words, one, many) in _EVERY.items() if found[name]]
