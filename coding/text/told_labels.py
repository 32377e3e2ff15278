"""What a person says of a text's labels: before which sign they stand, or which words are some.

"These are speakers": nothing has to be guessed then, neither how often a label comes back nor what it
looks like. The same words choose on the import page, after import and on the command line.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from coding.language import N_, _
from coding.model.study import Span
from coding.text.beginnings import BEFORE, Labelled, LabelPlace, Sign, bare_label, beginnings
from coding.text.label_looks import Trust, trust
from coding.text.label_spelling import label_key

BEFORE_IT: Final = "before"  # paragraphs without a label go on with who spoke before
# How a sign is called where it is chosen, and the word for it on the command line.
SIGNS: Final[Mapping[Sign, tuple[str, str]]] = {
    Sign.COLON: ("colon", N_("a colon")),
    Sign.TAB: ("tab", N_("a tab")),
    Sign.DASH: ("dash", N_("a dash between blanks")),
    Sign.BRACKETS: ("brackets", N_("in brackets")),
    Sign.SEMICOLON: ("semicolon", N_("a semicolon")),
    Sign.STOP: ("stop", N_("a full stop")),
    Sign.MARK: ("mark", N_("a sign such as = > | »")),
    Sign.TIME: ("time", N_("a time")),
    Sign.BLANK: ("blank", N_("a blank, in capitals")),
    Sign.ALONE: ("line", N_("on lines of their own")),
    Sign.FORMAT: ("format", N_("set in another manner than what follows")),
}
_MOST_WORDS: Final = 6  # of a beginning that stands before the sign once only
_LONGEST: Final = 60
_AROUND: Final = " \t\n:：;=|>»→~–—-."


@dataclass(frozen=True, slots=True)
class Told:
    """What a person has said: a ``sign``, or a ``mark`` of their own; ``labels``; whose the other lines are.

    ``unlabelled`` is empty where that is guessed, BEFORE_IT, or the label of who says them. ``asking`` is the
    manner of the interviewer's paragraphs where nobody has a label.
    """

    sign: Sign | None = None
    labels: tuple[str, ...] = ()
    unlabelled: str = ""
    asking: str = ""
    mark: str = ""

    @property
    def says_labels(self) -> bool:
        """Tell whether anything is said of which beginnings are labels."""
        return self.sign is not None or bool(self.labels or self.mark)


NOTHING_TOLD: Final = Told()


class SignOffer(NamedTuple):
    """A sign before which beginnings come back, how often each, over so many of the paragraphs."""

    sign: Sign
    labels: tuple[tuple[str, int], ...]
    paragraphs: int

    @property
    def covered(self) -> int:
        """How many paragraphs begin so."""
        return sum(count for _label, count in self.labels)


def sign_in_words(sign: Sign) -> str:
    """Return what a sign is called."""
    return _(SIGNS[sign][1])


def sign_called(word: str) -> Sign | None:
    """Return the sign that a word of the command line names."""
    return next((sign for sign, (name, _words) in SIGNS.items() if name == word.strip().casefold()), None)


def told_by(written: str) -> Told:
    """Read what is written: the name of a sign, a sign itself, or labels with commas between."""
    sign = sign_called(written)
    if written.strip() and not any(map(str.isalnum, written)):
        return Told(mark=written.strip())
    labels = [] if sign else [bare_label(each) for each in written.split(",")]
    return Told(sign, tuple(label for label in labels if label))


def picked(place: LabelPlace, words: str) -> Told:
    """Return what is said by picking the beginning of a paragraph: its label, and the sign behind it."""
    label = bare_label(words.strip(_AROUND))
    way = next((way for way in beginnings(place) if way.key == label_key(label)), None)
    return Told(way.sign if way else None, (way.label if way else label,)) if label else Told()


def picked_in(text: str, span: Span) -> Told:
    """Return what is said by selecting the beginning of a line, where that is what is selected."""
    line = text[span.start : end if (end := text.find("\n", span.start)) >= 0 else len(text)]
    words = text[span.start : span.end]
    begins = span.start == 0 or text[span.start - 1] == "\n"
    if not (begins and words.strip() and len(words) < len(line)) or words.rstrip()[-1] in ".!?…":
        return NOTHING_TOLD
    return picked(LabelPlace(line), words)


def sign_offers(lines: Sequence[LabelPlace]) -> tuple[SignOffer, ...]:
    """Return the signs that lines may have their labels before, those over most lines first."""
    met: dict[Sign, Counter[str]] = {}
    spelled: dict[str, str] = {}
    for line in lines:
        for way in beginnings(line):
            if _could_be(way):
                met.setdefault(way.sign, Counter())[way.key] += 1
                spelled.setdefault(way.key, way.label)
    found: list[SignOffer] = []
    for sign, counts in met.items():
        again = [(spelled[key], n) for key, n in counts.most_common() if n > 1]
        if again:
            found.append(SignOffer(sign, tuple(again), len(lines)))
    return tuple(sorted(found, key=lambda offer: (-offer.covered, offer.sign)))


def told_labels(
    lines: Sequence[LabelPlace], told: Told, rejected: Collection[str]
) -> tuple[dict[str, str], frozenset[Sign]]:
    """Return the labels of a text by their keys, as spelled at first, and the sign they stand before.

    Before the sign what comes back is a label, and what stands there once if it is short or looks like one.
    """
    own = {label_key(label): label for label in told.labels}
    if told.mark:
        own |= _before_mark(lines, told.mark)
    if told.sign is None:
        return {key: label for key, label in own.items() if key not in rejected}, frozenset()
    ways = [way for line in lines for way in beginnings(line) if way.sign is told.sign and _could_be(way)]
    counts = Counter(way.key for way in ways)
    spelled = dict(own)
    small = any(way.label[0].islower() for way in ways if counts[way.key] > 1)
    for way in ways:
        is_one = counts[way.key] > 1 or _is_short(way, told.sign, small=small)
        if way.key not in rejected and is_one:
            spelled.setdefault(way.key, way.label)
    return {key: label for key, label in spelled.items() if key not in rejected}, frozenset({told.sign})


def _before_mark(lines: Sequence[LabelPlace], mark: str) -> dict[str, str]:
    """Return what stands before a sign of somebody's own, if it comes back or is short."""
    heads = (bare_label(line.text[:at]) for line in lines if 0 < (at := line.text.find(mark)) <= _LONGEST)
    found = [head for head in heads if head]
    counts = Counter(map(label_key, found))
    kept = [head for head in found if counts[label_key(head)] > 1 or len(head.split()) <= _MOST_WORDS]
    return {label_key(head): head for head in reversed(kept)}


def _could_be(way: Labelled) -> bool:
    return len(way.label) <= _LONGEST and trust(way.label) is not Trust.NEVER


def _is_short(way: Labelled, sign: Sign, *, small: bool) -> bool:
    """Tell what may be somebody who speaks once: few words; alone on a line it has to look like a name."""
    if trust(way.label) > Trust.NONE:
        return True
    return (
        sign is not Sign.ALONE
        and len(way.label.split()) <= _MOST_WORDS
        and (small or not way.label[0].islower())
    )


def any_place(labels: Iterable[str], mark: str = "") -> re.Pattern[str]:
    """Return what finds labels at the beginning of a line, whatever signs stand around them.

    Where labels have a ``mark`` of their own, it has to stand behind them.
    """
    behind = rf"\s*+{re.escape(mark)}" if mark else r"(?!\w)"
    longest_first = sorted(labels, key=len, reverse=True)
    known = "|".join(r"\s+".join(map(re.escape, label.split())) for label in longest_first) or "(?!)"
    return re.compile(
        rf"{BEFORE}[*_#@<\[({{\"“„«]*(?P<label>{known}){behind}[*_>\])}}!?\"”»]*\s*+[:：;=|>»→~–—-]*\s*+(?P<said>.*)",
        re.IGNORECASE | re.DOTALL,
    )
