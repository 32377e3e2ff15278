"""What recurs in the same place of lines: the shape in which a text sets its speakers' labels.

A sign before which short beginnings come back over half of the lines, and take turns, is that of labels,
whatever they look like.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from coding.language import _
from coding.text.beginnings import Labelled, LabelPlace, Sign
from coding.text.label_looks import Trust, asks_by_name, trust

Ways = Mapping[LabelPlace, Sequence[Labelled]]  # how each line could begin with a label

MOSTLY: Final = 0.8
# A beginning before one sign that recurs over so many of the lines is a label; alone on its line it stands
# over several paragraphs.
RECURS: Final = 0.5
_RECURS_ALONE: Final = 0.2
_MOST_WORDS_OF_A_NAME: Final = 6
_TAKE_TURNS: Final = 0.5
_INITIALS: Final = 4  # characters of "J.S."
_PEOPLE: Final = 12  # so many may speak in a short text; in a long one a quarter of its lines
_OTHER_SIDE: Final = 0.3  # so many paragraphs without a label are the other side of the talk
ONLY_ONE: Final = 3  # times that a label comes back where nobody else has one
DAY: Final = re.compile(r"\d{1,2}\s[^\W\d]")  # "12 May: it rained", a diary
_MOST_ONCE: Final = 50  # people who speak once; more are words with a colon
_DATED: Final = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\b|[•|]")
_COUNTED: Final = re.compile(r"(?P<stem>[^\W\d]+(?:\s[^\W\d]+)?)\s?(?P<number>\d{1,3})")
SPEAKING: Final = frozenset({Sign.FORMAT, Sign.COLON, Sign.TAB, Sign.TIME})


@dataclass(frozen=True, slots=True)
class Shape:
    """A sign before which beginnings recur, and how often each does."""

    sign: Sign
    counts: Counter[str]
    lines: int
    alone: bool  # on lines of their own, what is said below

    @property
    def recurring(self) -> frozenset[str]:
        """Return the keys of what comes back."""
        return frozenset(key for key, count in self.counts.items() if count > 1)

    @property
    def share(self) -> float:
        """Return the share of the lines that begin with what recurs."""
        return sum(count for count in self.counts.values() if count > 1) / self.lines

    @property
    def all_share(self) -> float:
        """Return the share of the lines that begin with anything before the sign."""
        return self.counts.total() / self.lines

    @property
    def enough(self) -> float:
        """Return the share of lines from which on what recurs are labels."""
        return _RECURS_ALONE if self.alone else RECURS


def shape_of(
    lines: Sequence[LabelPlace],
    ways: Ways,
    rejected: Collection[str],
    respelled: Callable[[Labelled], Labelled],
) -> Shape | None:
    """Return the sign before which beginnings recur over enough lines, and take turns; or None."""
    met: dict[Sign, list[tuple[int, str]]] = {}
    alone: Counter[Sign] = Counter()
    for number, line in enumerate(lines):
        for way in ways[line]:
            key = respelled(way).key
            if key in rejected or trust(way.label) == Trust.NEVER:
                continue
            if way.sign is not Sign.ALONE or not _is_sentence(line.text):
                met.setdefault(way.sign, []).append((number, key))
                alone[way.sign] += not way.said
    met = {sign: _without_embedded(sign, places) for sign, places in met.items()}
    found = (
        Shape(sign, Counter(key for _at, key in places), len(lines), alone[sign] > 0.8 * len(places))
        for sign, places in met.items()
        if places
    )
    likely = [shape for shape in found if _is_conversation(shape, met[shape.sign], lines)]
    return max(likely, key=lambda shape: (shape.share, -shape.sign.value), default=None)


def _is_conversation(shape: Shape, places: Sequence[tuple[int, str]], lines: Sequence[LabelPlace]) -> bool:
    """Tell people talking from a list of terms: what recurs covers enough, and takes turns."""
    recurring = shape.recurring
    if len(recurring) == 1:
        return _is_one_side(shape, {at for at, key in places if key in recurring}, lines)
    if not recurring or len(recurring) > max(_PEOPLE, len(lines) / 4):
        return False
    if shape.share < shape.enough:
        return False
    again = [(at, key) for at, key in places if key in recurring]
    if shape.sign is Sign.ALONE:
        return _stand_over_talk(again, lines)
    turns = sum(one != other for (_at, one), (_next, other) in pairwise(again))
    if turns < _TAKE_TURNS * (len(again) - 1):
        return False
    return not is_form([key for _at, key in again]) or _somebody_asks(again, lines)


def _somebody_asks(again: Sequence[tuple[int, str]], lines: Sequence[LabelPlace]) -> bool:
    """Tell a talk in strict order from a form: most of what stands behind one of the labels are questions."""
    own: dict[str, list[LabelPlace]] = {}
    for at, key in again:
        own.setdefault(key, []).append(lines[at])
    asking = [key for key, said in own.items() if _share_asking(said) >= RECURS]
    return 0 < len(asking) < len(own) and all(_is_set_as_name(key, said[0].text) for key, said in own.items())


def _is_set_as_name(key: str, line: str) -> bool:
    """Tell Mara Quill and B1 from "Another thing": one word, with a number, or in capitals each."""
    return not key.replace(" ", "").isalpha() or " " not in key or key.title() in line or key.upper() in line


def _without_embedded(sign: Sign, places: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Leave out words that come back within what one speaker says: "Another thing: it rained"."""
    before: dict[str, set[str]] = {}
    for (_at, one), (_next, other) in pairwise(places):
        before.setdefault(other, set()).add(one)
    counts = Counter(key for _at, key in places)
    within = {
        key
        for key, count in counts.items()
        if count > 1 and len(before.get(key, ())) == 1 and key not in before[key] and _is_phrase(key)
    }
    if sign is Sign.FORMAT or len([key for key, count in counts.items() if count > 1]) - len(within) < 2:
        return list(places)
    return [(at, key) for at, key in places if key not in within]


def _is_phrase(key: str) -> bool:
    """Tell words that are no name by their looks, in capitals: more than one, with letters only."""
    words = key.split()
    return len(words) > 1 and all(map(str.isalpha, words)) and trust(key.capitalize()) <= Trust.NONE


def is_form(keys: Sequence[str]) -> bool:
    """Tell a form that is filled in again and again: three and more in the same order each time."""
    order = list(dict.fromkeys(keys))
    return len(order) > 2 and all(key == order[at % len(order)] for at, key in enumerate(keys))


def _is_one_side(shape: Shape, numbers: Collection[int], lines: Sequence[LabelPlace]) -> bool:
    """Tell the only label of a text: nobody else speaks, or it asks and what has no label answers."""
    if shape.sign not in SPEAKING or shape.alone:
        return False
    if shape.share >= MOSTLY:
        dated = sum(DAY.match(lines[at].text) is not None for at in numbers)
        return len(numbers) >= ONLY_ONE and dated < len(numbers) / 2
    asked = _share_asking([lines[at] for at in numbers])
    asked_else = _share_asking([line for at, line in enumerate(lines) if at not in numbers])
    return shape.share >= _OTHER_SIDE and asked >= RECURS > asked_else


def _stand_over_talk(again: Sequence[tuple[int, str]], lines: Sequence[LabelPlace]) -> bool:
    """Tell labels alone on their lines from short things said: what follows is longer and no label."""
    numbers = {at for at, _key in again}
    over = [at for at in numbers if at + 1 < len(lines) and at + 1 not in numbers]
    if len(over) < 0.8 * len(again):
        return False
    turns = sum(one != other for (_at, one), (_next, other) in pairwise(again))
    said = sum(len(lines[at + 1].text) for at in over) / len(over)
    return turns >= MOSTLY * (len(again) - 1) and said > sum(len(lines[at].text) for at in numbers) / len(
        numbers
    )


def _is_sentence(text: str) -> bool:
    return text[-1] in ".!?…,;:。？！؟" and len(text) > _INITIALS


# --- who else speaks ---


def in_shape(ways: Sequence[Labelled], shape: Shape | None, rejected: Collection[str]) -> Labelled | None:
    """Return a line's way before the sign of the text, unless its label is never one."""
    if shape is None:
        return None
    return next(
        (
            w
            for w in ways
            if w.sign is shape.sign
            and trust(w.label) > Trust.NEVER
            and w.key not in rejected
            and (shape.sign is not Sign.ALONE or w.key in shape.recurring)
            and not (shape.alone and w.said and w.key not in shape.recurring)
        ),
        None,
    )


def is_one_voice_more(label: str, shape: Shape, styles: Collection[str], lines: Sequence[LabelPlace]) -> bool:
    """Tell somebody who speaks once from a word with a colon within what is said."""
    if shape.all_share < shape.enough or (style(label) not in styles and label.islower()):
        return False
    if _DATED.search(label) or len(shape.counts) - len(shape.recurring) > _MOST_ONCE:
        return False
    if shape.sign is Sign.FORMAT or (shape.sign is Sign.TIME and shape.alone):
        return len(label.split()) <= _MOST_WORDS_OF_A_NAME
    if trust(label) is Trust.NONE and (shape.all_share < MOSTLY or not _is_set_like(label, shape.recurring)):
        return False
    return not _is_word_of(label, lines)


def _is_set_like(label: str, keys: Iterable[str]) -> bool:
    """Tell what is as long as the labels that recur, and no words in small letters but a device's."""
    longest = max(len(key.split()) for key in keys)
    is_plain = any(word.islower() and word.isalpha() for word in label.split())
    has_sign = any(char.isdecimal() or char == "@" for char in label)
    return len(label.split()) <= longest + 1 and (not is_plain or has_sign or label == label.lower())


def style(label: str) -> str:
    """Return how a label is set: in capitals, small letters, signs without either, with digits first."""
    first = next((char for char in label if char.isalnum()), "")
    return "1" if first.isdecimal() else "A" if first.isupper() else "a" if first.islower() else "字"


def _is_word_of(label: str, lines: Sequence[LabelPlace]) -> bool:
    """Tell a label that is a common word of the text: "Trust: that is it" where trust is spoken of."""
    first = label.split(maxsplit=1)[0]
    if not first.istitle() or not label.isalpha():
        return False
    word = re.compile(rf"(?<!\w){re.escape(first.lower())}(?!\w)")
    return any(word.search(line.text) for line in lines)


def possible(
    lines: Sequence[LabelPlace],
    ways: Ways,
    shape: Shape | None,
    spelled: Mapping[str, str],
    rejected: Collection[str],
) -> tuple[str, ...]:
    """Return the labels that may be some: they stand before the text's sign and look like a name."""
    sign = Sign.COLON if shape is None else shape.sign
    if sign not in SPEAKING:
        return ()
    likely = (
        way.label
        for line in lines
        for way in ways[line]
        if way.sign is sign and way.key not in spelled and way.key not in rejected
        if trust(way.label) > Trust.NONE
    )
    first = islice(dict.fromkeys(likely), _MOST_ONCE)
    return tuple(label for label in first if not _is_word_of(label, lines))


# --- those without a label, and numbers that only count ---


def unnamed(kept: Mapping[str, str], lines: Sequence[LabelPlace], ways: Ways) -> str:
    """Return what the other side is called where only one has a label; nothing where both have."""
    if all(map(asks_by_name, kept.values())):
        return _("Participant")
    if len(kept) > 1:
        return ""
    own = [line for line in lines if any(way.key in kept for way in ways[line])]
    others = [line for line in lines if not any(way.key in kept for way in ways[line])]
    if len(others) < _OTHER_SIDE * len(lines):
        return ""
    asked, asked_else = _share_asking(own), _share_asking(others)
    if asked >= 0.5 > asked_else:
        return _("Participant")
    return _("Interviewer") if asked_else >= 0.5 > asked else ""


def _share_asking(lines: Sequence[LabelPlace]) -> float:
    return sum(any(sign in line.text for sign in "?？؟") for line in lines) / max(len(lines), 1)


def without_counts(lines: Sequence[LabelPlace], ways: Ways) -> Ways:
    """Take numbers that count turns off labels: Q1, A1, Q2, A2 are Q and A; P1, P2 are people."""
    numbers: dict[str, set[str]] = {}
    met = [way.label for line in lines for way in ways[line] if way.sign in {Sign.COLON, Sign.STOP, Sign.TAB}]
    for label in met:
        if found := _COUNTED.fullmatch(label):
            numbers.setdefault(found["stem"], set()).add(found["number"])
    stems = {stem for stem, counted in numbers.items() if len(counted) > 1}
    pairs = {stem for stem in stems if any(numbers[stem] == numbers[o] for o in stems if o != stem)}
    if not pairs or len(met) > len(set(met)) + 0.2 * len(met):
        return ways

    def bare(way: Labelled) -> Labelled:
        found = _COUNTED.fullmatch(way.label)
        is_counted = found is not None and found["stem"] in pairs
        return way._replace(label=found["stem"]) if found is not None and is_counted else way

    return {line: list(map(bare, there)) for line, there in ways.items()}
