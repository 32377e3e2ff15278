"""What is wrong with a quotation: its words, and what the chapter says of them, beside the study."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from coding.chapter.claims import Claims, StudyWords
from coding.chapter.found import PassageFacts, SaidBy
from coding.chapter.near_by import NearBy
from coding.chapter.wording import Alignment, Difference, DifferenceKind
from coding.intake.role_words import PostHint
from coding.language import _


class FaultKind(StrEnum):
    """What can be wrong with a quotation."""

    WORDING = "wording"
    CUT = "cut"
    SPEAKER = "speaker"
    SCHOOL = "school"
    ROUND = "round"
    STRAND = "strand"
    CLEARANCE = "clearance"
    NAME = "name"


class Fault(NamedTuple):
    """One thing that is wrong, in a sentence."""

    kind: FaultKind
    says: str


_OF_DIFFERENCES: Final = {
    DifferenceKind.CUT: FaultKind.CUT,
    DifferenceKind.CHANGED: FaultKind.WORDING,
    DifferenceKind.ADDED: FaultKind.WORDING,
    DifferenceKind.NAME: FaultKind.NAME,
}


def faults(near: NearBy, alignment: Alignment, facts: PassageFacts, words: StudyWords) -> list[Fault]:
    """Return what is wrong with a quotation that stands at a place of the study."""
    said = (Fault(_OF_DIFFERENCES[each.kind], _said(each)) for each in alignment.differences)
    return [*said, *claims_against(near, facts, words), *_not_cleared(facts)]


def _said(each: Difference) -> str:
    templates = {
        DifferenceKind.CUT: _("Left out without a mark: “{said}”."),
        DifferenceKind.CHANGED: _("“{written}” is “{said}” in the transcript."),
        DifferenceKind.ADDED: _("“{written}” is not in the transcript."),
        DifferenceKind.NAME: _("“{written}” is masked in the transcript (“{said}”)."),
    }
    return templates[each.kind].format(said=each.said, written=each.written)


def claims_against(near: NearBy, facts: PassageFacts, words: StudyWords) -> Iterator[Fault]:
    """Yield what the chapter says of a passage and the study says otherwise."""
    strict, loose = near.strict, near.loose
    yield from _wrong_school(_schools(strict) or _schools(loose), facts)
    says_who = strict.posts or strict.groups or strict.keys or strict.people
    yield from _wrong_speaker(strict if says_who else loose, facts)
    rounds = strict.rounds or loose.rounds
    if rounds and facts.round and facts.round not in rounds:
        yield Fault(FaultKind.ROUND, _("It was said in {round}.").format(round=facts.round))
    yield from _wrong_strands(strict, loose, facts, words)


def _schools(claims: Claims) -> frozenset[str]:
    return claims.schools | {key.letter for key in claims.keys}


def _wrong_school(letters: frozenset[str], facts: PassageFacts) -> Iterator[Fault]:
    theirs = {each.letter for each in facts.said_by if each.letter}
    if letters and theirs and not letters & theirs:
        yield Fault(FaultKind.SCHOOL, _("It was said by: {who}.").format(who=facts.attribution))


def _wrong_speaker(claims: Claims, facts: PassageFacts) -> Iterator[Fault]:
    if not (claims.posts or claims.groups or claims.keys or claims.people):
        return
    known = [each for each in facts.said_by if each.number or each.posts or each.is_interviewer]
    if known and not any(_fits(claims, each) for each in known):
        yield Fault(FaultKind.SPEAKER, _("It was said by: {who}.").format(who=facts.attribution))


def _fits(claims: Claims, who: SaidBy) -> bool:
    """Tell whether somebody is one of those whom a text names."""
    if who.is_interviewer:
        return False
    if who.person in claims.people:
        return True
    if claims.posts:
        return any(_holds(post, who) for post in claims.posts)
    if claims.groups:
        return who.group in claims.groups
    if claims.keys:
        return any(key.number == who.number for key in claims.keys)
    return not claims.people


def _holds(post: PostHint, who: SaidBy) -> bool:
    if post.title and who.posts:
        return any(post.title.casefold() == held.title.casefold() for held in who.posts)
    return post.number == who.number or any(post.number == held.number for held in who.posts)


def _wrong_strands(strict: Claims, loose: Claims, facts: PassageFacts, words: StudyWords) -> Iterator[Fault]:
    claimed = strict.codes or loose.codes
    if not claimed or words.framework is None:
        return
    wrong = claimed - facts.codes
    if not wrong or (not strict.codes and claimed & facts.codes):
        return
    named = ", ".join(words.framework.by_id[code].short for code in sorted(wrong))
    coded = ", ".join(words.framework.by_id[code].short for code in facts.coded)
    if coded:
        yield Fault(
            FaultKind.STRAND, _("It is not coded {named}, but {coded}.").format(named=named, coded=coded)
        )
    else:
        yield Fault(FaultKind.STRAND, _("It is not coded {named}: no code is on it.").format(named=named))


def _not_cleared(facts: PassageFacts) -> Iterator[Fault]:
    if not facts.may_quote.state.is_free:
        yield Fault(FaultKind.CLEARANCE, _("May not be quoted: {why}.").format(why=facts.may_quote.words))
