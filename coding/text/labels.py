"""Speaker labels: which beginnings of lines name a speaker, and which are only prose with a colon.

A line is looked at alone first (could this be a label?), then all lines together decide: words
such as Interviewer or Male Voice 1 are labels wherever they stand, names and initials have to come
back, and a label that is known is found without its colon too.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from coding.text.label_spelling import is_slip_of, label_key
from coding.text.stamps import ANY_TIME, BRACKETED_TIME
from coding.text.units import BEGINNERS, listed


class Labelled(NamedTuple):
    """A line taken apart: its label as written, what stood before it, the time beside it, what was said."""

    label: str
    before: str
    time: str
    said: str

    @property
    def key(self) -> str:
        """The label without the differences of spelling that mean nothing."""
        return label_key(self.label)


class Trust(IntEnum):
    """How far a label can be trusted on its own looks."""

    NONE = 0
    LIKELY = 1
    SURE = 2


# The number or bullet of a list that the talk was set as; "J." is no number but an initial.
_ITEM: Final = r"(?:\d{1,4}[.)]?|(?:\d{1,3}\.){2,4}\d{0,3}|[a-z][.)]|[A-Z]\)|[ivx]{2,5}[.)]|[•▪–-])(?=\s)"
# Two parts of a pattern never share a run of blanks: a line of them would be shared out in every way.
_BEFORE: Final = rf"(?P<before>(?:{ANY_TIME}(?:\s*+[-–—])?|{_ITEM})\s*+)?"
_LABEL: Final = (
    r"[*_\[<(]{0,3}"
    r"(?P<label>[^\W\d_][^:;\t\n\[\]<>(){}\"“”?!…*]{0,39}?(?:\s?\([^():\n]{1,30}\))?)"
    r"[*_\]>)]{0,3}"
)
_TIME_BESIDE: Final = rf"(?:\s*+(?P<time>{ANY_TIME}))?"
_COLON: Final = re.compile(
    rf"{_BEFORE}{_LABEL}{_TIME_BESIDE}"
    r"(?:\s*+[:：][*_]{0,3}(?=[\s\[(\"“‘'…]|[^\W\d_]|$)|[^\S\t]*+\t)\s*(?P<said>.*)",
    re.DOTALL,
)
# A label alone on its line: Interviewer, or Jane Hill 00:03:10.
_ALONE: Final = re.compile(rf"{_BEFORE}{_LABEL}{_TIME_BESIDE}\s*+")
# Some write a dash for the colon.
_DASH: Final = re.compile(rf"{_BEFORE}{_LABEL}{_TIME_BESIDE}\s++[-–—]\s+(?P<said>.*)", re.DOTALL)
# No conversation has more; with thousands of them every line would be searched for each.
_MOST_LABELS: Final = 500
_IN_BRACKETS: Final = re.compile(r"\s?\([^()]*\)$")
_FALSE_START: Final = re.compile(r"(?:https?|www)\b", re.IGNORECASE)

_NUMBERED: Final = r"\s?(?:no\.?\s?)?(?:\d{1,2}|[a-z])?"
_ASKING: Final = (
    r"interviewer|interview|int|intv|interv|iv|researcher|moderator|facilitator|questioner|host|q"
)
_SURE: Final = re.compile(
    rf"(?:interviewer|interviewee|int|intv|iv|respondent|participant|informant|researcher|moderator|"
    rf"facilitator|speaker|(?:fe)?male|(?:(?:fe)?male|man['’]?s?|woman['’]?s?|unknown|"
    rf"unidentified|other|new)\s"
    rf"(?:voice|speaker|respondent|participant|interviewer|interviewee|man|woman|male|female)|voice|"
    rf"unidentified|observer|note-?\s?taker){_NUMBERED}",
    re.IGNORECASE,
)
_POST: Final = re.compile(
    rf"(?:(?:the|acting|executive|exec|co-?|class|deputy|assistant|vice|senior|middle|chair of)\s)*"
    rf"(?:head(?:\s?teacher|mistress|master)?|principal|deputy|deputy head(?:\s?teacher)?|teacher|governors?|"
    rf"leader|coordinator|co-ordinator|senco|senior leader|middle leader|ta|teaching assistant|nqt|tutor|"
    rf"parent|pupil|student|child|group|all|several|both){_NUMBERED}",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"[A-Z]{1,4}\d{0,2}|[A-Z](?:\.\s?[A-Z]){0,2}\.?|[A-Z]{2,4}/[A-Z]{2,4}")
_ASKS: Final = re.compile(rf"(?:(?:fe)?male\s)?(?:{_ASKING}|i){_NUMBERED}", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:un(?:known|identified)|other|all|several|both|various|group|multiple)\b.*|\?+", re.IGNORECASE
)
_LINKS: Final = listed("of and the for de la le van von der bin al & / - –")
_ABBREVIATED: Final = re.compile(r"\b(?:mrs?|ms|mx|dr|prof|rev|st|sr|jr|[A-Z])\.", re.IGNORECASE)
# Words before a colon that say something about the interview, or go on talking.
METADATA: Final = re.compile(
    r"(?:(?:interview(?:ee|er)?|participant|respondent|school|recording|file|audio|transcript|job)s?\s)?"
    r"(?:date|time|place|location|venue|present|apologies|school|round|year|wave|role|post|position|title|"
    r"job title|subject|project|study|duration|length|transcri\w+(?:\sby)?|file(?:\s?name)?|recording|audio|"
    r"id|ref|reference|no|number|code|name|consent|pseudonym|version|status|page|setting|agenda|minutes|"
    r"contents|key|legend)s?",
    re.IGNORECASE,
)
_HEADER_PEOPLE: Final = re.compile(
    r"(?:interview(?:er|ee|s)?|participant|respondent|informant|researcher|moderator|facilitator)s?",
    re.IGNORECASE,
)
_MOSTLY: Final = 0.8
_TALK: Final = listed(
    "and but so or because well yes yeah no okay ok right then also for example note notes nb ps first "
    "firstly second secondly third thirdly finally lastly now here there this that these those it is one "
    "two three four point points question questions answer answers action actions item items next summary "
    "conclusion see eg ie background introduction aim aims reason reasons result results"
)


def asks_by_name(label: str) -> bool:
    """Tell whether a label says that this is who asks (Interviewer, INT, I, Researcher, Q)."""
    return _ASKS.fullmatch(label.strip()) is not None


def is_nobody(label: str) -> bool:
    """Tell whether a label stands for nobody in particular (Unknown, All, Several voices)."""
    return _NOBODY.fullmatch(label.strip()) is not None


def read_label(line: str) -> Labelled | None:
    """Take a line apart at a label that may be one, looking at this line alone."""
    for pattern in (_COLON, _ALONE, _DASH):
        match = pattern.fullmatch(line)
        if match is not None and not _FALSE_START.match(match["label"]):
            label, said = " ".join(match["label"].split()), match.groupdict().get("said")
            if trust(label) >= _needed(match, said):
                before, time = (match["before"] or "").strip(), (match["time"] or "").strip()
                return Labelled(label, before, time, (said or "").strip())
    return None


def _needed(match: re.Match[str], said: str | None) -> Trust:
    """Return how much trust a label needs: a colon or a time speaks for it, a dash or nothing does not."""
    if match.re is _COLON or match["time"]:
        return Trust.LIKELY
    is_usual = _POST.fullmatch(match["label"]) or _SHORT.fullmatch(match["label"])
    return Trust.LIKELY if said is not None and is_usual else Trust.SURE


@lru_cache(maxsize=4096)
def trust(label: str) -> Trust:
    """Say how far a label's looks can be trusted: SURE alone, LIKELY if the other lines agree."""
    label = _IN_BRACKETS.sub("", label)
    if _SURE.fullmatch(label) or _SURE.fullmatch(label_key(label)):
        return Trust.SURE
    if _POST.fullmatch(label) or _SHORT.fullmatch(label):
        return Trust.NONE if label.lower() in _TALK else Trust.LIKELY
    bare = _ABBREVIATED.sub("X", label)
    words = bare.split()
    if not 0 < len(words) <= 5 or any(sign in bare for sign in ".,"):
        return Trust.NONE
    if words[0].lower() in _TALK or METADATA.fullmatch(label):
        return Trust.NONE
    named = all(word[0].isupper() or word[0].isdigit() or word in _LINKS for word in words)
    return Trust.LIKELY if named and words[-1] not in _LINKS else Trust.NONE


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

    ``named`` finds those that the document itself says are names, whatever they look like; ``elsewhere``
    is what other files taught, ``sure`` the labels of others that are looked for without a colon too.
    ``alone`` holds the lines as read_label() takes them apart, so that it is not done twice.
    """

    spelled: Mapping[str, str]
    mostly_labelled: bool = False
    missing_colon: re.Pattern[str] | None = None
    named: re.Pattern[str] | None = None
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    sure: Mapping[str, str] = field(default_factory=dict[str, str])
    alone: Mapping[str, Labelled | None] = field(default_factory=dict[str, Labelled | None])

    def spelling(self, key: str) -> str:
        """Return how the label of a key is spelled."""
        return self.spelled.get(key) or self.sure[key]

    @property
    def only_ask(self) -> bool:
        """Tell whether only the questions are labelled: then unlabelled lines answer them."""
        return all(asks_by_name(label) for label in self.spelled.values())

    def __bool__(self) -> bool:
        """Tell whether the text has speakers."""
        return bool(self.spelled)

    def read(self, line: str) -> Labelled | None:
        """Take a line apart at one of this text's labels, with a colon or without; None for none."""
        match = self.named.match(line) if self.named else None
        if match is not None:
            label = self.elsewhere.spelling(match["label"])
            return Labelled(label, (match["before"] or "").strip(), "", match["said"])
        found = self.alone[line] if line in self.alone else read_label(line)
        found = self.elsewhere.respelled(found) if found else None
        if found is not None and found.key in self.spelled:
            return found
        match = self.missing_colon.match(line) if self.missing_colon else None
        if match is None:
            return None
        found = self.elsewhere.respelled(Labelled(match["label"], "", match["time"] or "", match["said"]))
        return found if self._begins_talk(found, match["stop"]) else None

    def _begins_talk(self, found: Labelled, stop: str) -> bool:
        """Tell "Head I agree" from "Head teachers agree"."""
        if not found.said:
            return len(found.label) > 1
        if not (found.said[0].isupper() or found.said[0] in "\"“‘'([…"):
            return False
        if stop:
            return True
        if len(found.label) == 1:
            return False
        first = re.split(r"[\s,.…?!]", found.said, maxsplit=1)[0].lower()
        return self.mostly_labelled or trust(found.label) is Trust.SURE or first in BEGINNERS - {"a"}


def labels_of(
    lines: Sequence[str],
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
    alone = {line: read_label(line) for line in lines}
    found_labels = [elsewhere.respelled(found) for line in lines if (found := alone[line]) is not None]
    candidates = [found for found in found_labels if found.key not in rejected_labels]
    kept, counts = _accepted(candidates, len(lines), elsewhere)
    anybody_sure = any(trust(found.label) is Trust.SURE for found in candidates)
    once = sum(counts[key] for key in kept) == 1
    if (once and len(lines) > 3) or (not anybody_sure and not _is_conversation(kept, counts, len(lines))):
        return Labels({})
    if len(kept) > _MOST_LABELS:
        return Labels({})
    sure = {label_key(label): label for label in elsewhere.known_labels if trust(label) is Trust.SURE}
    sure = {key: label for key, label in sure.items() if key not in rejected_labels and key not in kept}
    missing_colon = _without_colon([*kept.values(), *sure.values()])
    mostly = len(candidates) >= _MOSTLY * len(lines)
    return Labels(kept, mostly, missing_colon, elsewhere=elsewhere, sure=sure, alone=alone)


def _accepted(
    candidates: Sequence[Labelled], lines: int, elsewhere: Elsewhere
) -> tuple[dict[str, str], Counter[str]]:
    """Return those that all lines together say are labels, spelled as at first, and how often all occur."""
    counts = Counter(found.key for found in candidates)
    stamped = {found.key for found in candidates if found.time and not found.said}
    spelled: dict[str, str] = {}
    for found in candidates:
        spelled.setdefault(found.key, found.label)
    mostly = len(candidates) >= _MOSTLY * lines
    known_labels = set(map(label_key, elsewhere.known_labels))
    sure = {key for key, label in spelled.items() if trust(label) is Trust.SURE}
    to_compare = sure if len(spelled) <= _MOST_LABELS else set[str]()

    def accepted(key: str, label: str) -> bool:
        if key in sure or key in known_labels or counts[key] >= 2 or mostly:
            return True
        if len(stamped) > 1 and key in stamped:
            return True
        return bool(sure) and (
            _POST.fullmatch(label) is not None or any(is_slip_of(key, other) for other in to_compare)
        )

    return {key: label for key, label in spelled.items() if accepted(key, label)}, counts


def _is_conversation(kept: Mapping[str, str], counts: Mapping[str, int], lines: int) -> bool:
    """Tell people talking from a list of terms: at least two labels, they come back, and often."""
    if len(kept) < 2:
        return False
    labelled = sum(counts[key] for key in kept)
    return labelled >= 0.2 * lines and (lines <= 4 or max(counts[key] for key in kept) > 1)


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
    return re.compile(rf"{_BEFORE}(?P<label>{_any_of(labels)})\s*:\s*(?P<said>.*)", re.DOTALL)


def header_length(lines: Sequence[str]) -> int:
    """Return how many lines at the top say something about the interview (Date: 12 June 2015)."""
    length = 0
    for number, line in enumerate(lines[:20]):
        name, colon, rest = line.partition(":")
        if len(line) > 120 or "?" in line:
            break
        if colon and METADATA.fullmatch(name.strip()):
            length = number + 1
        elif colon and not (_HEADER_PEOPLE.fullmatch(name.strip()) and trust(rest.strip())):
            break
        elif colon and length:
            length = number + 1
    return length
