"""Which of some texts answer a question best: Okapi BM25 (Robertson and Zaragoza 2009) over cut words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# The usual two numbers of BM25: how soon a word said again counts no more, how much length counts.
_SATURATION: Final = 1.2
_LENGTH: Final = 0.75
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SHORTEST: Final = 4  # letters that are left of a word whose ending is cut off
_ENDINGS: Final = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y")
# Words that a question has and an answer does not turn on.
_IDLE: Final = frozenset(
    """
    a about all am an and any are as at be but by can do does for from get go had has have how i if in
    into is it its make may me my no not of off on one or our out over so some than that the their them
    then there these they this to up want was we were what when where which who why will with you your
    """.split()  # noqa: SIM905 - two hundred quotation marks would be no clearer
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Texts as words that are counted; how often each text has each, and in how many texts each stands."""

    counts: Sequence[Mapping[str, float]]
    holding: Mapping[str, int]

    @property
    def usual(self) -> float:
        """Return how long a text is on average, in words."""
        return sum(sum(count.values()) for count in self.counts) / max(1, len(self.counts))


def words_of(text: str) -> list[str]:
    """Return the words that matter, in small letters, without their endings; numbers are examples."""
    found = (word.lower().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(text))
    return [_cut(word) for word in found if word not in _IDLE and not word.isdecimal()]


def _cut(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - (ending == "s"):
            return word.removesuffix(ending)
    return word


def counted(texts: Iterable[Mapping[str, float]]) -> Ranked:
    """Count texts; each is given as its parts, and how much a word in each part weighs."""
    counts: list[Mapping[str, float]] = []
    for parts in texts:
        count: Counter[str] = Counter()
        for part, weight in parts.items():
            for word in words_of(part):
                count[word] += weight  # pyright: ignore[reportArgumentType] - a Counter adds floats, too
        counts.append(count)
    return Ranked(counts, Counter(word for count in counts for word in count))


def best(question: str, ranked: Ranked) -> list[int]:
    """Return the numbers of the texts that have words of the question, the best first.

    The last word may still be being typed: texts that have a word which begins with it count as well.
    """
    asked = words_of(question)
    if asked and asked[-1] not in ranked.holding:
        asked = [*asked[:-1], *(word for word in ranked.holding if word.startswith(asked[-1]))]
    scores = [_score(asked, count, ranked) for count in ranked.counts]
    return sorted((n for n, score in enumerate(scores) if score), key=lambda n: -scores[n])


def _score(asked: Iterable[str], count: Mapping[str, float], ranked: Ranked) -> float:
    length = 1 - _LENGTH + _LENGTH * sum(count.values()) / ranked.usual
    score = 0.0
    for word in asked:
        often, holding = count.get(word, 0.0), ranked.holding.get(word, 0)
        rare = math.log(1 + (len(ranked.counts) - holding + 0.5) / (holding + 0.5))
        score += rare * often * (_SATURATION + 1) / (often + _SATURATION * length)
    return score
