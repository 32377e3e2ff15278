"""Who speaks: which beginnings of lines are speakers' labels, and which are only prose with a colon.

A label is what recurs in the same place. Where beginnings before one sign come back over half of the
lines, and
take turns, they are labels, whatever they look like. Looks only help where less comes back: words such as
Interviewer are labels wherever they stand, names have to come back, and a label that is known is found
without
its colon too.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from coding.language import _
from coding.text.beginnings import BEFORE, Labelled, Line, Sign, beginnings
from coding.text.label_looks import METADATA, Trust, answers_by_name, asks_by_name, is_post, is_usual, trust
from coding.text.label_spelling import is_slip_of, label_key
from coding.text.stamps import BRACKETED_TIME
from coding.text.units import BEGINNERS

# No conversation has more; with thousands of them every line would be searched for each.
_MOST_LABELS: Final = 500
_MOSTLY: Final = 0.8
# A beginning before one sign that recurs over so many of the lines is a label; alone on its line it stands
# over
# several paragraphs.
_RECURS: Final = 0.5
_RECURS_ALONE: Final = 0.2
_MOST_WORDS_OF_A_NAME: Final = 6
_TAKE_TURNS: Final = 0.5
_INITIALS: Final = 4  # characters of "J.S."
_PEOPLE: Final = 12  # so many may speak in a short text; in a long one a quarter of its lines
_OTHER_SIDE: Final = 0.3  # so many paragraphs without a label are the other side of the talk
_ONLY_ONE: Final = 3  # times that a label comes back where nobody else has one
_DATED: Final = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\b|[•|]")
_HEADER_PEOPLE: Final = re.compile(
    r"(?:interview(?:er(?:in)?|ee|s|ed by|te[r]?)?|participant|respondent|informant|researcher|"
    r"moderator|facilitator|"
    r"narrator|transcriber|transcribed by|speaker|befragte[r]?|gesprächspartner(?:in)?|"
    r"intervieweu(?:r|se)|interviewé[e]?|"
    r"enquêt(?:eur|rice|é|ée)|entrevistador[a]?|entrevistad[oa]|intervistat(?:ore|rice|o|a)|onderzoeker|respondente[n]?)s?",
    re.IGNORECASE,
)
_LEGEND: Final = re.compile(r"[\[(]?[^\s\[\]():=]{1,12}[\])]?\s*(?:[=:]|[–—-]+)\s*(?P<role>[^:.?!]{1,40})")


def read_label(line: str) -> Labelled | None:
    """Take a line apart at a label that may be one, looking at this line alone."""
    return _by_looks(beginnings(Line(line)))


def _by_looks(ways: Iterable[Labelled]) -> Labelled | None:
    return next((way for way in ways if trust(way.label) >= _needed(way)), None)


def _needed(way: Labelled) -> Trust:
    """Return how much trust a label needs: a colon or a time speaks for it, a dash or nothing does not."""
    if way.sign in _SPEAKING or way.time:
        return Trust.LIKELY
    is_dashed = way.sign in {Sign.DASH, Sign.SEMICOLON} and is_usual(way.label)
    return Trust.LIKELY if is_dashed else Trust.SURE


_COUNTED: Final = re.compile(r"(?P<stem>[^\W\d]+(?:\s[^\W\d]+)?)\s?(?P<number>\d{1,3})")
Ways = Mapping[Line, Sequence[Labelled]]
_SPEAKING: Final = frozenset({Sign.FORMAT, Sign.COLON, Sign.TAB, Sign.TIME})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of labels beyond a text.

    ``known_labels`` are labels of other files; ``label_aliases`` holds by its key the label that one is the
    same as.
    """

    known_labels: tuple[str, ...] = ()
    label_aliases: Mapping[str, str] = field(default_factory=dict[str, str])

    def spelling(self, label: str) -> str:
        """Return the label that one is the same as."""
        return self.label_aliases.get(label_key(label), label) if self.label_aliases else label

    def respelled(self, found: Labelled) -> Labelled:
        """Return a line with the label that its own is the same as."""
        return found._replace(label=self.spelling(found.label)) if self.label_aliases else found


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one text: how each key was first spelled; empty where nobody speaks.

    ``shapes`` are the signs that the text sets labels before; ``slips`` holds by their keys misspellings of
    others; ``possible`` are beginnings that stand where labels do, but once only. ``named`` finds those
    that the
    document itself says are names, whatever they look like; ``elsewhere`` is what other files taught,
    ``sure``
    the labels of others that are looked for without a colon too. ``ways`` holds the lines as beginnings()
    takes
    them apart, so that it is not done twice. ``unnamed`` is what those are called whose paragraphs have no
    label,
    where only one side of the talk has one.
    """

    spelled: Mapping[str, str]
    mostly_labelled: bool = False
    missing_colon: re.Pattern[str] | None = None
    named: re.Pattern[str] | None = None
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    sure: Mapping[str, str] = field(default_factory=dict[str, str])
    shapes: frozenset[Sign] = frozenset()
    slips: Mapping[str, str] = field(default_factory=dict[str, str])
    possible: tuple[str, ...] = ()
    unnamed: str = ""
    ways: Ways = field(default_factory=dict[Line, Sequence[Labelled]])

    def spelling(self, key: str) -> str:
        """Return how the label of a key is spelled."""
        return self.spelled.get(key) or self.sure.get(key) or self.unnamed

    def inside(self) -> re.Pattern[str] | None:
        """Return what finds labels behind the end of a sentence ("OK?Head: Yes."); or None."""
        if self.named is not None or not self.spelled or not self.shapes <= {Sign.COLON, Sign.FORMAT}:
            return None
        labels = [label for label in self.spelled.values() if trust(label) > Trust.NONE]
        return re.compile(rf"(?<=[.?!…。？！])[\"”’)]?\s*(?=(?:{_any_of(labels)})\s?[:：](?!\d))")

    def __bool__(self) -> bool:
        """Tell whether the text has speakers."""
        return bool(self.spelled)

    def read(self, line: str, *, under_time: bool = False, run: int = 0) -> Labelled | None:
        """Take a line apart at one of this text's labels, with a colon or without; None for none."""
        match = self.named.match(line) if self.named else None
        if match is not None:
            label = self.elsewhere.spelling(match["label"])
            return Labelled(label, (match["before"] or "").strip(), "", match["said"])
        place = Line(line, under_time, run)
        for way in self.ways[place] if place in self.ways else beginnings(place):
            found = self._known(self.elsewhere.respelled(way))
            if found is not None:
                return found
        match = self.missing_colon.match(line) if self.missing_colon else None
        if match is None:
            return None
        found = self.elsewhere.respelled(Labelled(match["label"], "", match["time"] or "", match["said"]))
        return found if self._begins_talk(found, match["stop"]) else None

    def _known(self, way: Labelled) -> Labelled | None:
        """Return a way to read a line if its label is one, in a place where this text has labels."""
        key = way.key
        if key in self.slips:
            way = way._replace(label=self.spelled[self.slips[key]])
        elif key not in self.spelled:
            return None
        if way.sign in self.shapes or (way.sign is Sign.COLON and Sign.FORMAT in self.shapes):
            return way
        if way.sign is Sign.ALONE and self.shapes:  # a word alone within what is said
            return None
        return way if trust(way.label) >= _needed(way) else None

    def _begins_talk(self, found: Labelled, stop: str) -> bool:
        """Tell "Head I agree" from "Head teachers agree"."""
        if not found.said:
            return len(found.label) > 1 and (bool(found.time) or not self.shapes or Sign.ALONE in self.shapes)
        if not (found.said[0].isupper() or found.said[0] in "\"“‘'([…"):
            return False
        if stop:
            return True
        if len(found.label) == 1:
            return False
        first = re.split(r"[\s,.…?!]", found.said, maxsplit=1)[0].lower()
        return self.mostly_labelled or trust(found.label) is Trust.SURE or first in BEGINNERS - {"a"}


def labels_of(
    texts: Sequence[str | Line],
    rejected_labels: Collection[str] = (),
    named: Collection[str] = (),
    elsewhere: Elsewhere | None = None,
) -> Labels:
    """Find the speakers' labels among the lines of a text (without its heading).

    ``rejected_labels`` holds keys of what looks like labels and is none, as a person has said; ``named``
    are labels that the document itself says are some; ``elsewhere`` is what is known from other texts.
    """
    elsewhere = elsewhere or Elsewhere()
    named = [label for label in named if label_key(label) not in rejected_labels]
    if 0 < len(named) <= _MOST_LABELS:
        spelled = {label_key(label): label for label in map(elsewhere.spelling, named)}
        return Labels(spelled, named=_named(named), elsewhere=elsewhere)
    lines = [text if isinstance(text, Line) else Line(text) for text in texts]
    ways = {line: beginnings(line) for line in lines}
    ways = _without_counts(lines, ways)
    shape = _shape_of(lines, ways, rejected_labels, elsewhere)
    spelled, counts = _accepted(lines, ways, shape, rejected_labels, elsewhere)
    if not spelled or len(spelled) > _MOST_LABELS:
        return Labels({})
    slips = _slips(spelled, counts)
    possible = _possible(lines, ways, shape, spelled, rejected_labels) if shape else ()
    kept = {key: label for key, label in spelled.items() if key not in slips}
    sure = {label_key(label): label for label in elsewhere.known_labels if trust(label) is Trust.SURE}
    sure = {key: label for key, label in sure.items() if key not in rejected_labels and key not in kept}
    looked_for = [label for label in spelled.values() if trust(label) > Trust.NONE]
    missing_colon = _without_colon([*looked_for, *sure.values()])
    mostly = sum(counts[key] for key in spelled) >= _MOSTLY * len(lines)
    shapes = frozenset({shape.sign}) if shape else frozenset[Sign]()
    return Labels(
        kept,
        mostly,
        missing_colon,
        elsewhere=elsewhere,
        sure=sure,
        shapes=shapes,
        slips=slips,
        possible=possible,
        unnamed=_unnamed(kept, lines, ways),
        ways=ways,
    )


def _unnamed(kept: Mapping[str, str], lines: Sequence[Line], ways: Ways) -> str:
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


def _share_asking(lines: Sequence[Line]) -> float:
    return sum(any(sign in line.text for sign in "?？؟") for line in lines) / max(len(lines), 1)


def _without_counts(lines: Sequence[Line], ways: Ways) -> Ways:
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


# --- what recurs in the same place ---


@dataclass(frozen=True, slots=True)
class _Shape:
    """A sign before which beginnings recur, and how often each does."""

    sign: Sign
    counts: Counter[str]
    lines: int
    alone: bool  # on lines of their own, what is said below

    @property
    def recurring(self) -> frozenset[str]:
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
        return _RECURS_ALONE if self.alone else _RECURS


def _shape_of(
    lines: Sequence[Line],
    ways: Ways,
    rejected: Collection[str],
    elsewhere: Elsewhere,
) -> _Shape | None:
    """Return the sign before which beginnings recur over enough lines, and take turns; or None."""
    met: dict[Sign, list[tuple[int, str]]] = {}
    alone: Counter[Sign] = Counter()
    for number, line in enumerate(lines):
        for way in ways[line]:
            key = elsewhere.respelled(way).key
            if key in rejected or trust(way.label) == Trust.NEVER:
                continue
            if way.sign is not Sign.ALONE or not _is_sentence(line.text):
                met.setdefault(way.sign, []).append((number, key))
                alone[way.sign] += not way.said
    found = (
        _Shape(sign, Counter(key for _at, key in places), len(lines), alone[sign] > 0.8 * len(places))
        for sign, places in met.items()
    )
    likely = [shape for shape in found if _is_conversation(shape, met[shape.sign], lines)]
    return max(likely, key=lambda shape: (shape.share, -shape.sign.value), default=None)


def _is_conversation(shape: _Shape, places: Sequence[tuple[int, str]], lines: Sequence[Line]) -> bool:
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
    return turns >= _TAKE_TURNS * (len(again) - 1)


def _is_one_side(shape: _Shape, numbers: Collection[int], lines: Sequence[Line]) -> bool:
    """Tell the only label of a text: nobody else speaks, or it asks and what has no label answers."""
    if shape.sign not in _SPEAKING or shape.alone:
        return False
    if shape.share >= _MOSTLY:
        return len(numbers) >= _ONLY_ONE
    asked = _share_asking([lines[at] for at in numbers])
    asked_else = _share_asking([line for at, line in enumerate(lines) if at not in numbers])
    return shape.share >= _OTHER_SIDE and asked >= _RECURS > asked_else


def _stand_over_talk(again: Sequence[tuple[int, str]], lines: Sequence[Line]) -> bool:
    """Tell labels alone on their lines from short things said: what follows is longer and no label."""
    numbers = {at for at, _key in again}
    over = [at for at in numbers if at + 1 < len(lines) and at + 1 not in numbers]
    if len(over) < 0.8 * len(again):
        return False
    turns = sum(one != other for (_at, one), (_next, other) in pairwise(again))
    said = sum(len(lines[at + 1].text) for at in over) / len(over)
    return turns >= _MOSTLY * (len(again) - 1) and said > sum(len(lines[at].text) for at in numbers) / len(
        numbers
    )


def _is_sentence(text: str) -> bool:
    return text[-1] in ".!?…,;:。？！؟" and len(text) > _INITIALS


# --- what is a label ---


def _accepted(
    lines: Sequence[Line],
    ways: Ways,
    shape: _Shape | None,
    rejected: Collection[str],
    elsewhere: Elsewhere,
) -> tuple[dict[str, str], Counter[str]]:
    """Return what all lines together say are labels, spelled as at first, and how often each occurs."""
    found: list[Labelled] = []
    for line in lines:
        way = _in_shape(ways[line], shape, rejected) or _by_looks(ways[line])
        if way is not None and (way := elsewhere.respelled(way)).key not in rejected:
            found.append(way)
    counts = Counter(way.key for way in found)
    spelled: dict[str, str] = {}
    for way in found:
        spelled.setdefault(way.key, way.label)
    if shape is None:
        return _accepted_by_looks(found, counts, spelled, len(lines), elsewhere), counts
    style = {_style(spelled[key]) for key in shape.recurring if key in spelled}
    known = set(map(label_key, elsewhere.known_labels))
    own = {way.key for way in found if way.sign is shape.sign}

    def accepted(key: str, label: str) -> bool:
        if trust(label) is Trust.SURE or key in known or (key in own and key in shape.recurring):
            return True
        if key not in own:
            return counts[key] > 1 and trust(label) > Trust.NONE and shape.share < shape.enough
        return _is_one_voice_more(label, shape, style, lines)

    return {key: label for key, label in spelled.items() if accepted(key, label)}, counts


def _in_shape(ways: Sequence[Labelled], shape: _Shape | None, rejected: Collection[str]) -> Labelled | None:
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


def _is_one_voice_more(label: str, shape: _Shape, style: Collection[str], lines: Sequence[Line]) -> bool:
    """Tell somebody who speaks once from a word with a colon within what is said."""
    if shape.all_share < shape.enough or (_style(label) not in style and label == label.lower()):
        return False
    if _DATED.search(label):
        return False
    if shape.sign is Sign.FORMAT or (shape.sign is Sign.TIME and shape.alone):
        return len(label.split()) <= _MOST_WORDS_OF_A_NAME
    if trust(label) is Trust.NONE and (shape.all_share < _MOSTLY or not _is_set_like(label, shape.recurring)):
        return False
    return not _is_word_of(label, lines)


def _is_set_like(label: str, keys: Iterable[str]) -> bool:
    """Tell what is as long as the labels that recur, and no words in small letters but a device's."""
    longest = max(len(key.split()) for key in keys)
    is_plain = any(word.islower() and word.isalpha() for word in label.split())
    has_sign = any(char.isdecimal() or char == "@" for char in label)
    return len(label.split()) <= longest + 1 and (not is_plain or has_sign or label == label.lower())


def _style(label: str) -> str:
    """Return how a label is set: in capitals, small letters, signs without either, with digits first."""
    first = next((char for char in label if char.isalnum()), "")
    return "1" if first.isdecimal() else "A" if first.isupper() else "a" if first.islower() else "字"


def _is_word_of(label: str, lines: Sequence[Line]) -> bool:
    """Tell a label that is a common word of the text: "Trust: that is it" where trust is spoken of."""
    first = label.split(maxsplit=1)[0]
    if not first.istitle() or not label.isalpha():
        return False
    word = re.compile(rf"(?<!\w){re.escape(first.lower())}(?!\w)")
    return any(word.search(line.text) for line in lines)


def _possible(
    lines: Sequence[Line],
    ways: Ways,
    shape: _Shape,
    spelled: Mapping[str, str],
    rejected: Collection[str],
) -> tuple[str, ...]:
    """Return the labels that may be some: they stand before the text's sign and look like a name."""
    likely = (
        way.label
        for line in lines
        for way in ways[line]
        if way.sign is shape.sign and way.key not in spelled and way.key not in rejected
        if trust(way.label) > Trust.NONE and shape.sign in _SPEAKING
    )
    return tuple(dict.fromkeys(likely))


def _accepted_by_looks(
    found: Sequence[Labelled],
    counts: Counter[str],
    spelled: Mapping[str, str],
    lines: int,
    elsewhere: Elsewhere,
) -> dict[str, str]:
    """Return the labels of a text in which too little recurs to say so without looking at them."""
    stamped = {way.key for way in found if way.time and not way.said}
    mostly = len(found) >= _MOSTLY * lines
    known = set(map(label_key, elsewhere.known_labels))
    sure = {key for key, label in spelled.items() if trust(label) is Trust.SURE}
    to_compare = sure if len(spelled) <= _MOST_LABELS else set[str]()

    def accepted(key: str, label: str) -> bool:
        if key in sure or key in known or counts[key] >= 2 or mostly:
            return True
        if len(stamped) > 1 and key in stamped:
            return True
        return bool(sure) and (is_post(label) or any(is_slip_of(key, other) for other in to_compare))

    kept = {key: label for key, label in spelled.items() if accepted(key, label)}
    once = sum(counts[key] for key in kept) == 1
    if (once and lines > 3) or (not sure and not _talk(kept, counts, lines)):
        return {}
    return kept


def _talk(kept: Mapping[str, str], counts: Mapping[str, int], lines: int) -> bool:
    """Tell people talking from a list of terms: their labels come back, and often."""
    labelled = sum(counts[key] for key in kept)
    if len(kept) == 1:
        return labelled >= max(_ONLY_ONE, _RECURS * lines)
    return bool(kept) and labelled >= 0.2 * lines and (lines <= 4 or max(counts[key] for key in kept) > 1)


def _slips(spelled: Mapping[str, str], counts: Counter[str]) -> dict[str, str]:
    """Return the misspellings among labels, with what each is: a usual word, or a frequent label."""
    if len(spelled) > 60:
        return {}
    found: dict[str, str] = {}
    by_count = sorted(spelled, key=lambda key: (trust(spelled[key]) is not Trust.SURE, -counts[key]))
    for at, key in enumerate(by_count):
        if trust(spelled[key]) is Trust.SURE:
            continue
        for other in by_count[:at]:
            is_rare = counts[key] <= 2 and counts[other] >= 5 * counts[key]
            is_word = trust(spelled[other]) is Trust.SURE
            if other not in found and (is_rare or is_word) and is_slip_of(key, other):
                found[key] = other
                break
    return found


# --- labels that are known ---


def _without_colon(labels: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(labels, key=len, reverse=True)
    if not longest_first:
        return None
    known = "|".join(r"\s+".join(map(re.escape, label.split())) for label in longest_first)
    return re.compile(
        rf"(?P<label>{known})(?:\s*(?P<stop>[;.–—-])\s+|\s+|$)(?P<time>{BRACKETED_TIME})?\s*(?P<said>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def line_beginning(labels: Collection[str]) -> re.Pattern[str]:
    """Return what finds these labels where they may open a turn.

    At the beginning of a line: those that look like labels alone as whole words, others before a colon.
    """
    sure = [label for label in labels if trust(label) is Trust.SURE]
    return re.compile(
        rf"^(?:(?:{_any_of(sure)})(?!\w)|(?:{_any_of(labels)})(?=\s*[:：\t]))", re.IGNORECASE | re.MULTILINE
    )


def _any_of(labels: Iterable[str]) -> str:
    """Return an expression for any of these, which are never empty, or for nothing at all."""
    return "|".join(map(re.escape, sorted(labels, key=len, reverse=True))) or "(?!)"


def _named(labels: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{BEFORE}(?P<label>{_any_of(labels)})\s*:\s*(?P<said>.*)", re.DOTALL)


# --- the head of a text ---


def header_length(lines: Sequence[str]) -> int:
    """Return how many lines at the top are about the interview (Date: 12 June; I = Interviewer)."""
    length = 0
    for number, line in enumerate(lines[:20]):
        name, colon, rest = line.partition(":")
        if len(line) > 120 or "?" in line:
            break
        if (colon and METADATA.fullmatch(name.strip())) or is_legend(line):
            length = number + 1
        elif colon and not (_HEADER_PEOPLE.fullmatch(name.strip()) and trust(rest.strip()) > Trust.NONE):
            break
        elif colon and length:
            length = number + 1
    return length


def is_legend(line: str) -> bool:
    """Tell a line that says whose a label is: "[I] – Interviewer", "T: Teacher"."""
    found = _LEGEND.fullmatch(line)
    role = found["role"].strip() if found else ""
    return bool(role) and (trust(role) is Trust.SURE or asks_by_name(role) or answers_by_name(role))
