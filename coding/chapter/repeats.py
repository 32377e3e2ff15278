"""A quotation that a chapter prints twice: with other words, by another speaker, with other codes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from coding.chapter.checking import CheckedQuotation
from coding.chapter.claims import Claims, StudyWords
from coding.chapter.findings import Finding, FindingKind, Severity
from coding.chapter.tokens import QuotedToken, QuotedTokenKind, SaidWords, tokens_of
from coding.chapter.wording import Difference, DifferenceKind, align
from coding.language import _

_LEAST_WORDS: Final = 5
_SHARED: Final = 0.5  # of the stretches of three words of the shorter one
_LEAST_SHARE: Final = 0.7
_MOST_ALIKE: Final = 20  # other quotations that have three words in common


def repeats_checked(quotations: Sequence[CheckedQuotation], words: StudyWords) -> Iterator[Finding]:
    """Yield quotations that stand in the chapter before, otherwise."""
    tokens = [tokens_of(each.quoted.words) for each in quotations]
    threes = [_threes(each) for each in tokens]
    seen: dict[tuple[str, ...], list[int]] = {}
    for at, stretches in enumerate(threes):
        alike = Counter(other for three in stretches for other in seen.get(three, ())[:_MOST_ALIKE])
        other, shared = next(iter(alike.most_common(1)), (0, 0))
        least = min(len(stretches), len(threes[other]))
        if shared >= max(_SHARED * least, 1) and min(len(tokens[at]), len(tokens[other])) >= _LEAST_WORDS:
            yield from _compared(quotations[other], quotations[at], words)
        for three in stretches:
            seen.setdefault(three, []).append(at)


def _threes(tokens: Sequence[QuotedToken]) -> set[tuple[str, ...]]:
    words = [token.text for token in tokens if token.kind in {QuotedTokenKind.WORD, QuotedTokenKind.MASK}]
    return set(zip(words, words[1:], words[2:], strict=False))


def _compared(first: CheckedQuotation, again: CheckedQuotation, words: StudyWords) -> Iterator[Finding]:
    one, other = first.quoted.words, again.quoted.words
    shorter, longer = (other, one) if len(other) <= len(one) else (one, other)
    aligned = align(shorter, tokens_of(shorter), SaidWords(longer))
    if aligned is None or aligned.share < _LEAST_SHARE:
        return
    place = again.quoted.first
    differences = [each for each in aligned.differences if not _is_marked(each)]
    if differences:
        says = _("It stands in the chapter before with other words: {differences}")
        said = says.format(differences="; ".join(map(_in_words, differences[:3])))
        yield Finding(Severity.WRONG, FindingKind.REPEATED, place, other, said)
    if otherwise := ", ".join(_said_otherwise(first, again, words)):
        says = _("It stands in the chapter before with {what}.").format(what=otherwise)
        yield Finding(Severity.SERIOUS, FindingKind.REPEATED, place, other, says)


def _is_marked(each: Difference) -> bool:
    """Tell a difference that an ellipsis or brackets in the longer one make."""
    return each.kind is DifferenceKind.NAME or not any(map(str.isalnum, each.said + each.written))


def _in_words(each: Difference) -> str:
    return " / ".join(f"“{words}”" for words in (each.said, each.written) if words)


def _said_otherwise(first: CheckedQuotation, again: CheckedQuotation, words: StudyWords) -> Iterator[str]:
    one, other = _claims(first), _claims(again)
    schools = [c.schools | {key.letter for key in c.keys} for c in (one, other)]
    if schools[0] and schools[1] and not schools[0] & schools[1]:
        yield _("school {letters}").format(letters=", ".join(sorted(schools[0])))
    if one.rounds and other.rounds and not one.rounds & other.rounds:
        yield _("round {round}").format(round=", ".join(sorted(one.rounds)))
    if _other_post(one, other):
        yield _("another speaker ({who})").format(who=first.near.attribution or "…")
    if one.codes and other.codes and not one.codes & other.codes and words.framework is not None:
        named = ", ".join(words.framework.by_id[code].short for code in sorted(one.codes))
        yield _("the code {named}").format(named=named)


def _claims(each: CheckedQuotation) -> Claims:
    """Return what stands behind a quotation, else what its sentence says, where that is one thing."""
    strict, loose = each.near.strict, each.near.loose
    if strict.says_who or strict.codes:
        return strict
    return loose if len(loose.rounds) < 2 and len(loose.schools) < 2 and len(loose.posts) < 2 else Claims()


def _other_post(one: Claims, other: Claims) -> bool:
    numbers = [{key.number for key in c.keys} | {p.number for p in c.posts if p.number} for c in (one, other)]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return True
    titles = [{p.title.casefold() for p in c.posts if p.title} for c in (one, other)]
    return bool(titles[0] and titles[1] and not titles[0] & titles[1])
