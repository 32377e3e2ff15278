"""Who speaks: which beginnings of lines are speakers' labels, and which are only prose with a colon.

A label is what recurs in the same place. Where beginnings before one sign come back over half of the lines,
and take turns, they are labels, whatever they look like. Looks only help where less comes back: words such as
Interviewer are labels wherever they stand, names have to come back, and a label that is known is found
without its colon too.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coding.text.beginnings import BEFORE, Labelled, LabelPlace, Sign, beginnings
from coding.text.label_looks import Trust, is_post, is_usual, trust
from coding.text.label_shapes import (
    MOSTLY,
    ONLY_ONE,
    RECURS,
    SPEAKING,
    Shape,
    Ways,
    in_shape,
    is_form,
    is_one_voice_more,
    possible,
    shape_of,
    style,
    unnamed,
    without_counts,
)
from coding.text.label_spelling import is_slip_of, label_key
from coding.text.stamps import BRACKETED_TIME
from coding.text.told_labels import BEFORE_IT, NOTHING_TOLD, Told, any_place, told_labels
from coding.text.units import BEGINNERS

# No conversation has more; with thousands of them every line would be searched for each.
_MOST_LABELS: Final = 500
_MOST_COMPARED: Final = 60  # labels of which one may be a slip of another


def read_label(line: str) -> Labelled | None:
    """Take a line apart at a label that may be one, looking at this line alone."""
    return _by_looks(beginnings(LabelPlace(line)))


def _by_looks(ways: Iterable[Labelled]) -> Labelled | None:
    return next((way for way in ways if trust(way.label) >= _needed(way)), None)


def _needed(way: Labelled) -> Trust:
    """Return how much trust a label needs: a colon or a time speaks for it, a dash or nothing does not."""
    if way.sign in SPEAKING or way.time:
        return Trust.LIKELY
    is_dashed = way.sign in {Sign.DASH, Sign.SEMICOLON} and is_usual(way.label)
    return Trust.LIKELY if is_dashed else Trust.SURE


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of labels beyond a text.

    ``known_labels`` are labels of other files; ``label_aliases`` holds by its key the label that one is the
    same as; ``told`` is what a person has said of the labels of this one.
    """

    known_labels: tuple[str, ...] = ()
    label_aliases: Mapping[str, str] = field(default_factory=dict[str, str])
    told: Told = NOTHING_TOLD

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
    others; ``possible`` are beginnings that stand where labels do, but once only. ``named`` finds those that
    the document itself says are names, whatever they look like; ``elsewhere`` is what other files taught,
    ``sure`` the labels of others that are looked for without a colon too. ``ways`` holds the lines as
    beginnings() takes them apart, so that it is not done twice. ``unnamed`` is what those are called whose
    paragraphs have no label, where only one side of the talk has one.
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
    ways: Ways = field(default_factory=dict[LabelPlace, Sequence[Labelled]])

    def spelling(self, key: str) -> str:
        """Return how the label of a key is spelled."""
        return self.spelled.get(key) or self.sure.get(key) or self.unnamed

    def again(self, text: str) -> bool:
        """Tell whether a label and its colon stand further on in a line."""
        return any(
            text.find(f"{label}:", 1) > 0 or text.find(f"{label} :", 1) > 0 or "：" in text
            for label in self.spelled.values()
        )

    def inside(self) -> re.Pattern[str] | None:
        """Return what finds labels behind the end of a sentence ("OK?Head: Yes."); or None."""
        if self.named is not None or not self.spelled or not self.shapes <= {Sign.COLON, Sign.FORMAT}:
            return None
        labels = [label for label in self.spelled.values() if trust(label) > Trust.NONE]
        return re.compile(rf"(?<=[.?!…。？！])[\"”’)]?\s*(?=(?:{_any_of(labels)})\s?[:：](?!\d))")

    def __bool__(self) -> bool:
        """Tell whether the text has speakers."""
        return bool(self.spelled) or self.elsewhere.told.unlabelled not in {"", BEFORE_IT}

    def read(self, line: str, *, under_time: bool = False, run: int = 0) -> Labelled | None:
        """Take a line apart at one of this text's labels, with a colon or without; None for none."""
        match = self.named.match(line) if self.named else None
        if match is not None:
            label = self.elsewhere.spelling(match["label"])
            return Labelled(label, (match["before"] or "").strip(), "", match["said"])
        place = LabelPlace(line, under_time, run)
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
    texts: Sequence[str | LabelPlace],
    rejected_labels: Collection[str] = (),
    named: Collection[str] = (),
    elsewhere: Elsewhere | None = None,
) -> Labels:
    """Find the speakers' labels among the lines of a text (without its heading).

    ``rejected_labels`` holds keys of what looks like labels and is none, as a person has said; ``named``
    are labels that the document itself says are some; ``elsewhere`` is what is known from other texts.
    """
    elsewhere = elsewhere or Elsewhere()
    lines = [text if isinstance(text, LabelPlace) else LabelPlace(text) for text in texts]
    if elsewhere.told.says_labels:
        return _as_told(lines, rejected_labels, elsewhere)
    named = [label for label in named if label_key(label) not in rejected_labels]
    if 0 < len(named) <= _MOST_LABELS:
        spelled = {label_key(label): label for label in map(elsewhere.spelling, named)}
        found = Labels(spelled, named=_named(named), elsewhere=elsewhere)
    else:
        found = _found(lines, rejected_labels, elsewhere)
    unlabelled = elsewhere.told.unlabelled
    return replace(found, unnamed=_unnamed_by(unlabelled)) if unlabelled else found


def _as_told(lines: Sequence[LabelPlace], rejected: Collection[str], elsewhere: Elsewhere) -> Labels:
    """Return the labels that a person has said are some."""
    found, shapes = told_labels(lines, elsewhere.told, rejected)
    spelled = {label_key(label): label for label in map(elsewhere.spelling, found.values())}
    return Labels(
        spelled,
        named=None if shapes else any_place(found.values(), elsewhere.told.mark),
        elsewhere=elsewhere,
        shapes=shapes,
        unnamed=_unnamed_by(elsewhere.told.unlabelled),
    )


def _unnamed_by(unlabelled: str) -> str:
    return "" if unlabelled == BEFORE_IT else unlabelled


def _found(lines: Sequence[LabelPlace], rejected_labels: Collection[str], elsewhere: Elsewhere) -> Labels:
    """Find the labels by what recurs, then by looks."""
    ways = {line: beginnings(line) for line in lines}
    ways = without_counts(lines, ways)
    shape = shape_of(lines, ways, rejected_labels, elsewhere.respelled)
    spelled, counts = _accepted(lines, ways, shape, rejected_labels, elsewhere)
    if not spelled or len(spelled) > _MOST_LABELS:
        return Labels({}, elsewhere=elsewhere)
    slips = _slips(spelled, counts)
    kept = {key: label for key, label in spelled.items() if key not in slips}
    sure = _sure_elsewhere(elsewhere, {*rejected_labels, *kept})
    looked_for = (label for label in spelled.values() if trust(label) > Trust.NONE)
    return Labels(
        kept,
        sum(counts[key] for key in spelled) >= MOSTLY * len(lines),
        _without_colon([*looked_for, *sure.values()]),
        elsewhere=elsewhere,
        sure=sure,
        shapes=frozenset({shape.sign} if shape else ()),
        slips=slips,
        possible=possible(lines, ways, shape, spelled, rejected_labels),
        unnamed=unnamed(kept, lines, ways),
        ways=ways,
    )


def _sure_elsewhere(elsewhere: Elsewhere, others: Collection[str]) -> dict[str, str]:
    """Return the labels of other texts that are looked for without a colon too, but for these keys."""
    sure = {label_key(label): label for label in elsewhere.known_labels if trust(label) is Trust.SURE}
    return {key: label for key, label in sure.items() if key not in others}


def _accepted(
    lines: Sequence[LabelPlace],
    ways: Ways,
    shape: Shape | None,
    rejected: Collection[str],
    elsewhere: Elsewhere,
) -> tuple[dict[str, str], Counter[str]]:
    """Return what all lines together say are labels, spelled as at first, and how often each occurs."""
    found: list[Labelled] = []
    for line in lines:
        way = in_shape(ways[line], shape, rejected) or _by_looks(ways[line])
        if way is not None and (way := elsewhere.respelled(way)).key not in rejected:
            found.append(way)
    counts = Counter(way.key for way in found)
    spelled: dict[str, str] = {}
    for way in found:
        spelled.setdefault(way.key, way.label)
    if shape is None:
        return _accepted_by_looks(found, counts, spelled, len(lines), elsewhere), counts
    styles = {style(spelled[key]) for key in shape.recurring if key in spelled}
    known = set(map(label_key, elsewhere.known_labels))
    own = {way.key for way in found if way.sign is shape.sign}

    def accepted(key: str, label: str) -> bool:
        if trust(label) is Trust.SURE or key in known or (key in own and key in shape.recurring):
            return True
        if key not in own:
            return counts[key] > 1 and trust(label) > Trust.NONE and shape.share < shape.enough
        return is_one_voice_more(label, shape, styles, lines)

    return {key: label for key, label in spelled.items() if accepted(key, label)}, counts


def _accepted_by_looks(
    found: Sequence[Labelled],
    counts: Counter[str],
    spelled: Mapping[str, str],
    lines: int,
    elsewhere: Elsewhere,
) -> dict[str, str]:
    """Return the labels of a text in which too little recurs to say so without looking at them."""
    stamped = {way.key for way in found if way.time and not way.said}
    mostly = len(found) >= MOSTLY * lines
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
    own = [way for way in found if way.key in kept]
    dated = sum(way.before.isdecimal() for way in own) > len(own) / 2 and len(kept) == 1
    if not sure and (is_form([way.key for way in own]) or dated):
        return {}
    once = len(own) == 1
    if (once and lines > 3) or (not sure and not _talk(kept, counts, lines)):
        return {}
    return kept


def _talk(kept: Mapping[str, str], counts: Mapping[str, int], lines: int) -> bool:
    """Tell people talking from a list of terms: their labels come back, and often."""
    labelled = sum(counts[key] for key in kept)
    if len(kept) == 1:
        return labelled >= max(ONLY_ONE, RECURS * lines)
    return bool(kept) and labelled >= 0.2 * lines and (lines <= 4 or max(counts[key] for key in kept) > 1)


def _slips(spelled: Mapping[str, str], counts: Counter[str]) -> dict[str, str]:
    """Return the misspellings among labels, with what each is: a usual word, or a frequent label."""
    if len(spelled) > _MOST_COMPARED:
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
