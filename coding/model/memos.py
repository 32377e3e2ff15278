"""What a researcher writes: memos on anything, a journal, an outline of what is found."""

from enum import StrEnum


class MemoKind(StrEnum):
    """What a piece of writing is."""

    MEMO = "memo"  # on a thing, or on nothing: a free one
    JOURNAL = "journal"  # what was done and thought on a day
    OUTLINE = "outline"  # a heading or a sentence of the findings, in its place in the tree
    SUMMARY = "summary"  # of a cell of the matrix
    ACCOUNT = "account"  # what goes back to the people of a school
    REPLY = "reply"  # what they asked to change
    JOINT = "joint"  # what interviews and survey say together
    TEXT = "text"  # a paragraph of a report


class OutlineState(StrEnum):
    """What a part of the outline is, or a memo below a claim, besides what its text says."""

    PLAIN = ""  # a heading, or a sentence from the data
    QUESTION = "question"  # that the research asks
    LITERATURE = "literature"  # a claim that others made
    LOOKED = "looked"  # a memo: how it was looked for what speaks against a claim


class ClaimSource(StrEnum):
    """Where a claim comes from."""

    DATA = "data"
    LITERATURE = "literature"
