"""A quotation's words beside those that were said: where they begin, what is left out, changed, added.

An ellipsis may stand for any words, brackets for some; case, accents, kinds of apostrophes and what is
masked make no difference.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate, groupby, islice, pairwise
from typing import Final, NamedTuple

from coding.chapter.tokens import QuotedToken, QuotedTokenKind, SaidWords, is_mask
from coding.model.study import Span

_BRACKET_STANDS_FOR: Final = 12  # words at most
_NAME_STANDS_FOR: Final = 4


class DifferenceKind(StrEnum):
    """How a quotation departs from what was said."""

    CUT = "cut"
    CHANGED = "changed"
    ADDED = "added"
    NAME = "name"  # stands where the transcript has a mask


class Difference(NamedTuple):
    """One departure: the words said, the words written, and where these stand in the quotation."""

    kind: DifferenceKind
    said: str
    written: str
    at: Span


class Alignment(NamedTuple):
    """Where a quotation's words stand in a text; ``share`` of its words are there, one after the other."""

    span: Span
    differences: tuple[Difference, ...]
    share: float

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing departs from what was said."""
        return not self.differences


class _Run(NamedTuple):
    """Words of the quotation that are said one after the other."""

    written: int
    said: int
    length: int


_MOST_PLACES: Final = 60
_MOST_RUNS: Final = 40
_FARTHEST: Final = 400  # words between two parts of a quotation without an ellipsis
_FARTHEST_MARKED: Final = 6000
_LEAST_SEED: Final = 3
_CUT_OFF: Final = 25  # words that a last or first word may lie farther on


def align(quotation: str, tokens: Sequence[QuotedToken], said: SaidWords) -> Alignment | None:
    """Return where a quotation stands in a text as nearly as it does; None where nothing of it does."""
    plain = [
        at for at, token in enumerate(tokens) if token.kind in {QuotedTokenKind.WORD, QuotedTokenKind.MASK}
    ]
    chain = _chain(_runs(tokens, plain, said), tokens)
    if not chain:
        return None
    groups = list(_groups(tokens, chain, said))
    differences = tuple(found for group in groups for found in _differences(quotation, tokens, said, group))
    first, last = _ends(chain, groups, said)
    wrong = sum(group.written_words(tokens) for group in groups if not group.is_allowed)
    return Alignment(said.span(first, last), differences, 1 - wrong / max(len(plain), 1))


def _runs(tokens: Sequence[QuotedToken], plain: Sequence[int], said: SaidWords) -> list[_Run]:
    """Return the longest stretches that quotation and text have in common, in the order of the quotation.

    A stretch goes on over what is in brackets for one word only: then it is two.
    """
    seeds: dict[int, list[int]] = {}
    seed = min(_LEAST_SEED, len(plain))
    for at in plain:
        words = [
            token.text
            for token in tokens[at : at + seed]
            if token.kind in {QuotedTokenKind.WORD, QuotedTokenKind.MASK}
        ]
        if len(words) == seed:
            for place in islice(said.places(words), _MOST_PLACES):
                seeds.setdefault(place - at, []).append(at)
    found: list[_Run] = []
    for offset, places in seeds.items():
        for _key, group in groupby(enumerate(sorted(places)), key=lambda item: item[1] - item[0]):
            stretch = [at for _number, at in group]
            found.append(_Run(stretch[0], stretch[0] + offset, stretch[-1] - stretch[0] + seed))
    longest = max(found, key=lambda run: run.length, default=_Run(0, 0, 0))
    # Those that are as long are nearer to it if they belong to the same passage.
    found.sort(key=lambda run: (-run.length, abs(run.said - run.written - longest.said + longest.written)))
    return sorted(found[:_MOST_RUNS])


def _chain(runs: Sequence[_Run], tokens: Sequence[QuotedToken]) -> list[_Run]:
    """Return runs that follow one another in both, as many words as can be, near each other."""
    best: list[tuple[float, int]] = []  # the score with a run as the last, and the one before it
    gaps = [*accumulate((token.kind is QuotedTokenKind.GAP for token in tokens), initial=0)]
    for at, run in enumerate(runs):
        score, before = float(run.length), -1
        for earlier in range(at):
            gained = _gained(runs[earlier], run, gaps)
            if gained is not None and best[earlier][0] + gained > score:
                score, before = best[earlier][0] + gained, earlier
        best.append((score, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda number: best[number][0])
    chain: list[_Run] = []
    while at >= 0:
        chain.append(runs[at])
        at = best[at][1]
    return _trimmed(chain[::-1])


def _gained(one: _Run, other: _Run, gaps: Sequence[int]) -> float | None:
    """Return what a run adds behind another; None where it cannot follow it.

    ``gaps`` counts the ellipses before each token.
    """
    if other.written <= one.written or other.said <= one.said:
        return None
    lapped = max(one.written + one.length - other.written, one.said + one.length - other.said, 0)
    left = other.length - lapped
    if left < 1:
        return None
    far = other.said + lapped - one.said - one.length
    if gaps[other.written + lapped] > gaps[one.written + one.length]:
        return left - 0.5 if far <= _FARTHEST_MARKED else None
    return left - 0.5 - min(far * 0.01, 2.5) if far <= _FARTHEST else None


def _trimmed(chain: Sequence[_Run]) -> list[_Run]:
    """Take off each run what the one before it has already."""
    found: list[_Run] = []
    for written, said, length in chain:
        lapped = 0
        if found:
            before = found[-1]
            lapped = max(before.written + before.length - written, before.said + before.length - said, 0)
        found.append(_Run(written + lapped, said + lapped, length - lapped))
    return found


class _Group(NamedTuple):
    """Tokens of the quotation beside words said that are not the same; any of the two may be none."""

    written: Span  # token numbers
    said: Span  # word numbers
    is_allowed: bool = False

    def written_words(self, tokens: Sequence[QuotedToken]) -> int:
        """Count the words written."""
        return sum(tokens[at].kind is QuotedTokenKind.WORD for at in range(*self.written))


def _groups(tokens: Sequence[QuotedToken], chain: Sequence[_Run], said: SaidWords) -> Iterator[_Group]:
    first, last = chain[0], chain[-1]
    yield from _at_the_head(tokens, Span(0, first.written), first.said, said)
    for one, other in pairwise(chain):
        written = Span(one.written + one.length, other.written)
        yield from _inside(tokens, written, Span(one.said + one.length, other.said), said)
    yield from _at_the_tail(
        tokens, Span(last.written + last.length, len(tokens)), last.said + last.length, said
    )


def _inside(tokens: Sequence[QuotedToken], written: Span, stretch: Span, said: SaidWords) -> Iterator[_Group]:
    """Compare what lies between two runs; an ellipsis parts it, and what is beside it is let go."""
    gaps = [at for at in range(*written) if tokens[at].kind is QuotedTokenKind.GAP]
    if not gaps:
        yield from _compared(tokens, written, stretch, said)
        return
    before, after = Span(written.start, gaps[0]), Span(gaps[-1] + 1, written.end)
    middle = Span(gaps[0], gaps[-1] + 1)
    head = list(_at_the_tail(tokens, before, stretch.start, said, stretch.end))
    tail = list(_at_the_head(tokens, after, stretch.end, said, stretch.start))
    yield from head
    yield from _not_said(tokens, middle, stretch, said)
    yield from tail


def _not_said(
    tokens: Sequence[QuotedToken], written: Span, stretch: Span, said: SaidWords
) -> Iterator[_Group]:
    """Yield the parts between ellipses that stand nowhere in a stretch of what is said."""
    words = said.words[stretch.start : stretch.end]
    for start, end in _parts_of(tokens, written):
        part = [tokens[at].text for at in range(start, end) if tokens[at].kind is not QuotedTokenKind.OWN]
        if part and not _stand_in(words, part):
            yield _Group(Span(start, end), Span(stretch.start, stretch.start))


def _stand_in(said: Sequence[str], words: Sequence[str]) -> bool:
    n = len(words)
    return any(said[at : at + n] == list(words) for at in range(len(said) - n + 1))


def _at_the_head(
    tokens: Sequence[QuotedToken], written: Span, before: int, said: SaidWords, least: int = 0
) -> Iterator[_Group]:
    """Compare what stands before a run with what is said right before it."""
    yield from _loose(tokens, written, before, said, least, is_head=True)


def _at_the_tail(
    tokens: Sequence[QuotedToken], written: Span, after: int, said: SaidWords, most: int | None = None
) -> Iterator[_Group]:
    """Compare what stands behind a run with what is said right behind it."""
    end = len(said.words) if most is None else most
    yield from _loose(tokens, written, after, said, end, is_head=False)


def _loose(
    tokens: Sequence[QuotedToken], written: Span, edge: int, said: SaidWords, limit: int, *, is_head: bool
) -> Iterator[_Group]:
    """Compare an open end: what is said beyond the outermost word that is found is no part of it."""
    gaps = [at for at in range(*written) if tokens[at].kind is QuotedTokenKind.GAP]
    if gaps:
        far = Span(0, edge) if is_head else Span(edge, len(said.words))
        outside = Span(written.start, gaps[-1] + 1) if is_head else Span(gaps[0], written.end)
        yield from _not_said(tokens, outside, far, said)
        near = gaps[-1] if is_head else gaps[0]
        written = Span(near + 1, written.end) if is_head else Span(written.start, near)
    many = sum(tokens[at].kind is not QuotedTokenKind.OWN for at in range(*written))
    if not many:
        return
    beyond = _beyond_a_cut(tokens, written, edge, said, is_head=is_head)
    if beyond:
        yield from beyond
        return
    reach = many + 2
    stretch = Span(max(limit, edge - reach), edge) if is_head else Span(edge, min(limit, edge + reach))
    found = list(_compared(tokens, written, stretch, said))
    outer = 0 if is_head else -1
    if found and not _Group.written_words(found[outer], tokens):
        is_outermost = (
            found[outer].said.start == stretch.start if is_head else found[outer].said.end == stretch.end
        )
        if is_outermost:
            found.pop(outer)
    yield from (_shortened(group, tokens, stretch, is_head=is_head) for group in found)


def _beyond_a_cut(
    tokens: Sequence[QuotedToken], written: Span, edge: int, said: SaidWords, *, is_head: bool
) -> list[_Group]:
    """Look for a word or three a little farther on: what lies between was left out."""
    words = [tokens[at].text for at in range(*written)]
    n = len(words)
    if n > _LEAST_SEED or not all(words):
        return []
    if is_head:
        places = (
            at for at in range(edge - n, max(edge - n - _CUT_OFF, -1), -1) if said.words[at : at + n] == words
        )
    else:
        places = (
            at
            for at in range(edge, min(edge + _CUT_OFF, len(said.words)))
            if said.words[at : at + n] == words
        )
    at = next(places, None)
    if at is None:
        return []
    gap = Span(at + n, edge) if is_head else Span(edge, at)
    outer = written.end if is_head else written.start
    return (
        [_Group(Span(outer, outer), gap), _Group(written, Span(at, at + n), is_allowed=True)]
        if gap.length
        else []
    )


def _shortened(group: _Group, tokens: Sequence[QuotedToken], stretch: Span, *, is_head: bool) -> _Group:
    """Take from what is said beside the outermost words what goes beyond them."""
    many = group.written_words(tokens)
    beyond = group.said.length - many
    if beyond > 0 and many and not group.is_allowed:
        if is_head and group.said.start == stretch.start:
            return group._replace(said=Span(group.said.start + beyond, group.said.end))
        if not is_head and group.said.end == stretch.end:
            return group._replace(said=Span(group.said.start, group.said.end - beyond))
    return group


def _parts_of(tokens: Sequence[QuotedToken], within: Span) -> Iterator[Span]:
    """Yield the stretches between ellipses."""
    start = within.start
    for at in (*(at for at in range(*within) if tokens[at].kind is QuotedTokenKind.GAP), within.end):
        if at > start:
            yield Span(start, at)
        start = at + 1


def _compared(
    tokens: Sequence[QuotedToken], written: Span, stretch: Span, said: SaidWords
) -> Iterator[_Group]:
    """Compare tokens with words, and yield where they are not the same."""
    ours = [tokens[at].text or "[]" for at in range(*written)]
    theirs = said.words[stretch.start : stretch.end]
    if "".join(ours) == "".join(theirs):  # parted otherwise: well being
        return
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes(ours, theirs)
    for is_equal, group in groupby(steps, key=lambda step: step.tag == "equal"):
        if not is_equal:
            parts = list(group)
            here = Span(written.start + parts[0].src_start, written.start + parts[-1].src_end)
            there = Span(stretch.start + parts[0].dest_start, stretch.start + parts[-1].dest_end)
            yield _Group(here, there, _is_allowed(tokens, here, said, there))


def _is_allowed(tokens: Sequence[QuotedToken], written: Span, said: SaidWords, there: Span) -> bool:
    """Tell whether brackets or masks stand for what was said, or parts of words were joined."""
    ours = [tokens[at] for at in range(*written)]
    theirs = said.words[there.start : there.end]
    if any(token.kind is QuotedTokenKind.OWN for token in ours):
        return there.length <= _BRACKET_STANDS_FOR and all(
            token.kind is not QuotedTokenKind.WORD or token.text in theirs for token in ours
        )
    if any(token.kind is QuotedTokenKind.MASK for token in ours):
        return there.length <= _NAME_STANDS_FOR and all(token.kind is QuotedTokenKind.MASK for token in ours)
    return "".join(token.text for token in ours) == "".join(theirs)


def _differences(
    quotation: str, tokens: Sequence[QuotedToken], said: SaidWords, group: _Group
) -> Iterator[Difference]:
    if group.is_allowed:
        return
    ours = [tokens[at] for at in range(*group.written) if tokens[at].kind is not QuotedTokenKind.GAP]
    theirs = said.words[group.said.start : group.said.end]
    said_words = said.between(*group.said)
    at = _place(tokens, group.written, ours)
    written = quotation[at.start : at.end] if ours else ""
    if not ours and theirs:
        yield Difference(DifferenceKind.CUT, said_words, "", at)
    elif ours and not theirs:
        if any(token.kind is QuotedTokenKind.WORD for token in ours):
            yield Difference(DifferenceKind.ADDED, "", written, at)
    elif ours:
        is_name = len(ours) <= _NAME_STANDS_FOR and any(map(is_mask, theirs)) and written[:1].isupper()
        yield Difference(DifferenceKind.NAME if is_name else DifferenceKind.CHANGED, said_words, written, at)
        if not is_name and len(theirs) >= len(ours) + 4:
            yield Difference(DifferenceKind.CUT, said_words, written, at)


def _place(tokens: Sequence[QuotedToken], written: Span, ours: Sequence[QuotedToken]) -> Span:
    if ours:
        return Span(ours[0].span.start, ours[-1].span.end)
    at = tokens[written.start - 1].span.end if written.start else 0
    return Span(at, at)


def _ends(chain: Sequence[_Run], groups: Sequence[_Group], said: SaidWords) -> tuple[int, int]:
    """Return the first and the last word said that the quotation stands for."""
    first, last = chain[0].said, chain[-1].said + chain[-1].length - 1
    for group in groups:
        if group.said.length:
            first, last = min(first, group.said.start), max(last, group.said.end - 1)
    return max(first, 0), min(last, len(said.words) - 1)
