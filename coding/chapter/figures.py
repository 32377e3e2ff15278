"""Numbers in a chapter's sentences: shares that no k of n gives, and counts to compare with a study."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from coding.chapter.claims import Claims, StudyWords
from coding.model.study import Span

_NUMBER: Final = r"\d{1,3}(?:,\d{3})+|\d+"
_PERCENT: Final = r"(?P<p>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_WHOLE: Final = rf"(?:the\s+|all\s+|its\s+|our\s+)?(?P<n>{_NUMBER})\b"
_OF: Final = rf"(?<![\d.,])(?P<k>{_NUMBER})\s+(?:out\s+)?of\s+{_WHOLE}(?!\s?%)"
_SHARES: Final = (
    re.compile(rf"{_PERCENT}\s*[(\[]\s*[nN]\s*=\s*(?P<n>{_NUMBER})\s*[)\]](?P<k>(?!))?"),
    re.compile(rf"{_PERCENT}\s*[(\[]\s*(?P<k>{_NUMBER})(?:\s*(?:out\s+of|of|/)\s*(?P<n>{_NUMBER}))?\s*[)\]]"),
    re.compile(rf"{_PERCENT}\s*,?\s*(?:or\s+|[(\[]?\s*){_OF}"),
    re.compile(rf"{_OF}(?:\s+[a-z-]+){{0,4}}\s*[(\[,]\s*(?:or\s+)?{_PERCENT}(?:\s*[)\]])?"),
    re.compile(rf"(?<![\d.,])(?P<k>{_NUMBER})\s*[(\[]\s*{_PERCENT}\s*[)\]](?P<n>(?!))?"),
    re.compile(rf"{_PERCENT}\s+of\s+{_WHOLE}(?P<k>(?!))?"),
    re.compile(_OF + r"(?P<p>(?!))?"),
    re.compile(_PERCENT + r"(?P<k>(?!))?(?P<n>(?!))?"),
)
_N_IS: Final = re.compile(rf"\b[nN]\s*=\s*(?P<n>{_NUMBER})")
_SMALL: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty"
)
_IN_WORDS: Final = {word: at for at, word in enumerate(_SMALL.split("|"), 1)}
_COUNTED: Final = re.compile(
    rf"(?<![\w.,%–-])(?P<number>{_NUMBER}|{_SMALL})\s+"
    r"(?:(?!of\b|in\b|and\b)[a-z&/-]+\s+|[A-Z&]{2,4}\s+){0,2}"
    r"(?P<unit>codings?|(?:coded )?passages?|interviews?|participants?|interviewees|people|words|schools)\b"
    rf"|\bcoded\s+(?P<times>{_NUMBER}|{_SMALL})\s+times\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"\b(?:tables?|figures?|fig\.|charts?|chapters?|sections?|questions?|appendix|pages?|pp?\.|round|line|year)\s$",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(
    rf"\b(?:and|to|against|but|,)\s+(?:only\s+)?(?P<number>{_NUMBER})\s+in\s+(?P<round>\w+)"
)
_CLAUSE: Final = re.compile(r"[,;:–—()]|\s(?:and|but|while|whereas|against|to)\s")


class Unit(NamedTuple):
    """What is counted, as a study knows it."""

    name: str


CODINGS, PASSAGES, INTERVIEWS, PEOPLE, WORDS, SCHOOLS = map(
    Unit, ("codings", "passages", "interviews", "people", "words", "schools")
)
_UNITS: Final = {
    "coding": CODINGS,
    "passage": PASSAGES,
    "interview": INTERVIEWS,
    "participant": PEOPLE,
    "interviewee": PEOPLE,
    "people": PEOPLE,
    "word": WORDS,
    "school": SCHOOLS,
}


class Share(NamedTuple):
    """A part of a whole as a sentence gives it; what it does not give is None."""

    at: Span
    percent: str | None
    k: int | None
    n: int | None


class Count(NamedTuple):
    """A number of something, and what the sentence says of which: None where that is not clear."""

    at: Span
    number: int
    unit: Unit
    of: Claims | None


def number_of(written: str) -> int:
    """Return a number that is written in figures or in words."""
    plain = written.replace(",", "")
    return int(plain) if plain.isdecimal() else _IN_WORDS[written.lower()]


def shares_in(sentence: str) -> list[Share]:
    """Return the shares that a sentence gives: 48 % (14), 14 of 31, 37 % of the 10."""
    found: list[Share] = []
    said = _N_IS.findall(sentence)
    n_said = number_of(said[0]) if len(set(said)) == 1 else None
    for pattern in _SHARES:
        for match in pattern.finditer(sentence):
            at = Span(*match.span())
            if any(at.overlaps(other.at) for other in found):
                continue
            p, k, n = (match[name] for name in "pkn")
            whole = number_of(n) if n else n_said if p and not k else None
            found.append(Share(at, p, number_of(k) if k else None, whole))
    return sorted(found, key=lambda share: share.at)


def is_possible(share: Share) -> bool:
    """Tell whether some k of n gives a share, rounded as one may."""
    if share.k is not None and share.n is not None and share.k > share.n:
        return False
    if share.percent is None:
        return True
    if share.k is not None and share.n is not None:
        return gives(share.percent, share.k, share.n)
    if share.n is not None:
        return any(gives(share.percent, k, share.n) for k in near(share.percent, share.n))
    if share.k is not None:
        return _is_part(share.percent, share.k)
    return True


def is_k_perhaps(share: Share) -> bool:
    """Tell whether what stands as n (37 % (n = 10)) may be the part instead of the whole."""
    return (
        share.percent is not None
        and share.k is None
        and share.n is not None
        and _is_part(share.percent, share.n)
    )


def near(percent: str, n: int) -> range:
    """Return the numbers of n that a percentage could be of."""
    middle = int(Decimal(percent) * n / 100)
    return range(max(0, middle - 1), min(n, middle + 1) + 1)


def gives(percent: str, k: int, n: int) -> bool:
    """Tell whether k of n, rounded either way at halves, is written so."""
    if not n:
        return False
    share, step = Decimal(100 * k) / Decimal(n), Decimal(1).scaleb(-_decimals(percent))
    return Decimal(percent) in {share.quantize(step, way) for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def _is_part(percent: str, k: int) -> bool:
    """Tell whether k is so many per cent of some whole number."""
    share = Decimal(percent)
    if not share or not k:
        return share == 0 and k == 0
    if share > 100:
        return False
    half = Decimal("0.5").scaleb(-_decimals(percent))
    least = int(Decimal(100 * k) / (share + half))
    most = int(Decimal(100 * k) / max(share - half, Decimal("0.01"))) + 1
    return any(gives(percent, k, n) for n in range(max(least, k), min(most, least + 10_000) + 1))


def _decimals(percent: str) -> int:
    return len(percent.partition(".")[2])


def counts_in(sentence: str, words: StudyWords) -> Iterator[Count]:
    """Yield the counts in a sentence, each with what it is of by its own clause and those before it."""
    clauses = _clauses(sentence)
    unit: Unit | None = None
    taken: list[Span] = []
    for match in _COUNTED.finditer(sentence):
        if _NUMBERED.search(sentence, 0, match.start()):
            continue
        written = match["number"] or match["times"]
        unit = CODINGS if match["times"] else _unit(match["unit"])
        at = Span(*match.span())
        taken.append(at)
        yield Count(at, number_of(written), unit, _claimed(sentence, clauses, at, words))
    if unit is not None and unit in {CODINGS, PASSAGES, INTERVIEWS} and taken:
        of = _claimed(sentence, clauses, taken[-1], words)
        yield from _counts_again(sentence, unit, of, taken, words)


def _counts_again(
    sentence: str, unit: Unit, of: Claims | None, taken: Sequence[Span], words: StudyWords
) -> Iterator[Count]:
    """Yield the same of other rounds: 27 codings in 2014 and 45 in 2015."""
    for match in _AGAIN.finditer(sentence):
        at = Span(*match.span("number"))
        if match["round"] in words.rounds and taken[0].start < at.start and not any(map(at.overlaps, taken)):
            theirs = None if of is None else of._replace(rounds=frozenset({match["round"]}))
            yield Count(at, number_of(match["number"]), unit, theirs)


def _unit(written: str) -> Unit:
    return _UNITS[written.lower().removeprefix("coded ").removesuffix("s")]


def _clauses(sentence: str) -> list[Span]:
    edges = [0, *(at for match in _CLAUSE.finditer(sentence) for at in match.span()), len(sentence)]
    return [Span(start, end) for start, end in pairwise(edges) if start < end]


def _claimed(sentence: str, clauses: Sequence[Span], at: Span, words: StudyWords) -> Claims | None:
    """Return what a count is of; None where a clause names two rounds, schools or codes, or no one thing.

    What its own clause does not say, the whole sentence does where it says one thing.
    """
    own = words.claims(" ".join(sentence[c.start : c.end] for c in clauses if c.overlaps(at)))
    everywhere = words.claims(sentence)
    if everywhere.posts or everywhere.keys or everywhere.people:
        return None
    return own.filled(everywhere)
