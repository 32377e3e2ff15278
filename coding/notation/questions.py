"""The questions that a round asks: reading a list of them, and knowing one again when it is asked.

    1. How do you challenge each other? [E&C]
    2. What has the partnership done for teachers? JPD, M&C
    - Tell me about trust.

A question is known by likeness to what the interviewer says: the letters, and the words that tell it
from the other questions of the list. What could be two of them is not guessed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from coding.model.study import Transcript, Turn
from coding.notation.annotations import read_annotation
from coding.notation.code_names import SHORT, Names
from coding.text.names import clean_name
from coding.text.units import asks, interviewers, listed, sentences

ALL_ROUNDS: Final = ""  # stands for the round's name above questions that every round asks

_LIKE: Final = 0.72  # from which likeness on a turn is taken to ask a question
_CLEAR: Final = 0.06  # by how much it must beat the next question
_AS_GOOD: Final = 0.85  # of the best likeness in the interview: less is talk about the same thing
_WORDS: Final = 0.4  # the part that telling words have in likeness; letters have the rest
_NEARLY: Final = 80.0  # likeness in per cent from which two words are one: begin, began
_FEW_LETTERS: Final = 14  # a shorter question is in many a sentence by chance

_REWORDED: Final = 75.0  # likeness in per cent from which a changed line is the same question

_BULLET: Final = re.compile(
    r"\s*(?:(?:q(?:uestion)?\s?\d{1,3}|\(?\d{1,3}[.):]|\(\d{1,3}\)|\(?[a-z][.)])[.):]?|[-–—•*·▪◦])\s+",
    re.IGNORECASE,
)
_ROUND: Final = re.compile(r"\W*(?:round\s+)?(?P<name>\d{4}|(?<=round )\S{1,12})\W*", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"(?P<text>.*\S)\s*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\))[\s.]*")
_AFTER_STOP: Final = re.compile(r"(?P<text>.*[?.:!…][\"”’')]*)\s+(?P<written>[^?.:…]+)")
_ABBREVIATED: Final = re.compile(r"[A-Z](?:\s?&\s?[A-Z]|[A-Z])[A-Z]{0,3}(?:\s*(?:[/,;&+]|and)?\s*(?!$)|$)")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_ENDINGS: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ers",
    "er",
    "ies",
    "ed",
    "es",
    "ly",
    "s",
)
# Words that many a question has; they tell none from another.
_COMMON: Final = listed(
    "a about all also an and any are as at be been being between both but by can could did do does done each "
    "else ever every for from get give go going got had has have having how i if in into is it its just kind "
    "know like little look made make may me might more most much my new next now of on one or other our out "
    "over own people perhaps please really say see should so some something sort take talk tell than that "
    "the their them then there these they thing things think this those through to too up us want was way "
    "ways we well were what when where which while who why will with within would yes you your bit anything "
    "another first last question ask asked"
)


class AskedQuestion(NamedTuple):
    """A line of a list: the question, and the strands it asks about as somebody wrote them."""

    text: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question of a round's list; ``unread`` is what was written of strands and means none."""

    text: str
    code_ids: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()


class Recognised(NamedTuple):
    """Which question (its position in the list) a turn asks; ``likeness`` is from 0 to 1."""

    question: int
    likeness: float


# --- a list of questions --------------------------------------------------------------------


def parse_questions(text: str) -> tuple[AskedQuestion, ...]:
    """Return the questions of a list, a line each, without numbers and bullets, each once.

    Strands stand at the end: in brackets, after a tab, or as abbreviations after the question's stop.
    """
    found: dict[str, AskedQuestion] = {}
    for line in text.splitlines():
        if (asked := _parsed(line)) is not None:
            known = found.setdefault(_key(asked.text), asked)
            if known.written != asked.written:
                written = "; ".join(filter(None, (known.written, asked.written)))
                found[_key(asked.text)] = AskedQuestion(known.text, written)
    return tuple(found.values())


def parse_by_round(text: str) -> dict[str, tuple[AskedQuestion, ...]]:
    """Return the questions of a list for each round that is named in a line of its own (2015).

    Questions above the first such line stand under ALL_ROUNDS; rounds without a question are left out.
    """
    lines: dict[str, list[str]] = {}
    name = ALL_ROUNDS
    for line in text.splitlines():
        if (heading := _ROUND.fullmatch(line)) is not None:
            name = heading["name"]
        else:
            lines.setdefault(name, []).append(line)
    parsed = {name: parse_questions("\n".join(some)) for name, some in lines.items()}
    return {name: questions for name, questions in parsed.items() if questions}


def understood(questions: Sequence[AskedQuestion], names: Names | None) -> tuple[ListedQuestion, ...]:
    """Read the strands that questions ask about, as codes written by hand are read; none without names.

    A guess at a name is not taken: it is among what is not read.
    """
    return tuple(_understood(question, names) for question in questions)


def _understood(question: AskedQuestion, names: Names | None) -> ListedQuestion:
    if names is None or not question.written:
        return ListedQuestion(question.text, unread=(question.written,) if question.written else ())
    read = read_annotation(question.written, names)
    unread = [piece.written for piece in (*read.guessed, *read.not_understood)]
    return ListedQuestion(question.text, tuple(code.code_id for code in read.understood), tuple(unread))


def _parsed(line: str) -> AskedQuestion | None:
    first, _tab, rest = _BULLET.sub("", line, count=1).strip().partition("\t")
    if rest.strip():
        number = not any(sign.isalpha() for sign in first) or _key(first).startswith("q ")
        return _parsed(rest) if number else AskedQuestion(clean_name(first), clean_name(rest))
    text, written = _without_strands(clean_name(first))
    return AskedQuestion(text, written) if any(sign.isalnum() for sign in text) else None


def _without_strands(line: str) -> tuple[str, str]:
    match = _IN_BRACKETS.fullmatch(line)
    if match is not None:
        ends = match["text"].endswith(("?", ".", ":", "!", "…"))
        if match["square"] or ends or _ABBREVIATED.sub("", match["round"]) == "":
            return match["text"], (match["square"] or match["round"]).strip()
        return line, ""
    match = _AFTER_STOP.fullmatch(line)
    if match is not None and _ABBREVIATED.sub("", match["written"].strip()) == "":
        return match["text"], match["written"].strip()
    return line, ""


# --- knowing a question again ------------------------------------------------------------------


def recognise(transcript: Transcript, questions: Sequence[str]) -> dict[int, Recognised]:
    """Return which of the interviewer's turns (by position) ask which of these questions.

    A question that is asked again is the same question; a turn that could ask two asks none.
    """
    if not questions:
        return {}
    asking, known = interviewers(transcript), _questions(tuple(questions))
    found: dict[int, Recognised] = {}
    for at, turn in enumerate(transcript.turns):
        if turn.speaker_id in asking and asks(transcript, turn):
            best = known.asked_in(_said(transcript, turn))
            if best is not None:
                found[at] = best
    most: dict[int, float] = {}
    for question, likeness in found.values():
        most[question] = max(most.get(question, 0.0), likeness)
    return {at: best for at, best in found.items() if best.likeness >= _AS_GOOD * most[best.question]}


def _said(transcript: Transcript, turn: Turn) -> list[str]:
    """Return the sentences of a turn by their words, then each two that follow one another."""
    alone = [_key(transcript.text[slice(*span)]) for span in sentences(transcript.text, turn.start, turn.end)]
    return [*alone, *(f"{one} {other}" for one, other in pairwise(alone))]


class _Questions:
    """The questions of a list by their words, with those words of each that tell it from the others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._keys = [_key(text) for text in texts]
        self._telling = [_telling(key) for key in self._keys]
        self._in_how_many = Counter(word for words in self._telling for word in words)

    def asked_in(self, said: Sequence[str]) -> Recognised | None:
        """Return the question that these sentences ask, or None where it is none or could be two."""
        like = sorted(self._likenesses(said), key=lambda found: -found.likeness)[:2]
        if not like or like[0].likeness < _LIKE:
            return None
        if len(like) > 1 and like[0].likeness - like[1].likeness < _CLEAR:
            return None
        return like[0]

    def _likenesses(self, said: Sequence[str]) -> Iterator[Recognised]:
        heard = [(sentence, _telling(sentence)) for sentence in said]
        for at, key in enumerate(self._keys):
            telling = self._telling[at]
            likeness = max(
                (
                    self._likeness(key, telling, sentence, words)
                    for sentence, words in heard
                    if not telling or telling & words  # letters are costly to compare
                ),
                default=0.0,
            )
            if likeness:
                yield Recognised(at, likeness)

    def _likeness(self, key: str, telling: frozenset[str], sentence: str, words: frozenset[str]) -> float:
        letters = _by_letters(key, sentence)
        if not telling:
            return letters
        held = sum(1 / self._in_how_many[word] for word in telling if _holds(words, word))
        by_words = held / sum(1 / self._in_how_many[word] for word in telling)
        weight = _WORDS if len(telling) > 1 else _WORDS / 2  # one word alone is soon said in passing
        return (1 - weight) * letters + weight * by_words


@lru_cache(maxsize=64)
def _questions(texts: tuple[str, ...]) -> _Questions:
    return _Questions(texts)


def _holds(words: frozenset[str], word: str) -> bool:
    """Tell whether a word is among others, in this form or another."""
    if word in words or len(word) <= SHORT:
        return word in words
    return process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_NEARLY) is not None


def _by_letters(key: str, sentence: str) -> float:
    """Return the likeness of two texts by their letters; the question may be a part of the sentence."""
    whole = max(fuzz.ratio(key, sentence), fuzz.token_sort_ratio(key, sentence))
    part = fuzz.partial_ratio(key, sentence) if _FEW_LETTERS <= len(key) <= len(sentence) else 0.0
    return max(whole, part) / 100


def _key(text: str) -> str:
    """Return the words of a text in lower case."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


@lru_cache(maxsize=4096)
def _telling(key: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in key.split() if word not in _COMMON)


def _stem(word: str) -> str:
    """Return what "challenge", "challenged" and "challenging" have in common."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


# --- a list that changes ----------------------------------------------------------------------------


def kept(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return for each new question the position of the old one that it is, reworded a little, or None."""
    left = {at: _key(text) for at, text in enumerate(old)}
    found: dict[int, int] = {}
    for likeness in (100.0, _REWORDED):
        for at, text in enumerate(new):
            if at not in found:
                like = process.extractOne(_key(text), left, scorer=fuzz.ratio, score_cutoff=likeness)
                if like is not None:
                    found[at] = like[2]
                    del left[like[2]]
    return [found.get(at) for at in range(len(new))]
