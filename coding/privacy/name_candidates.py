"""Words in transcripts that may be names: offered for the list of pseudonyms, never put on it unasked."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from coding.privacy.masking import Pseudonyms
from coding.text.sorting import natural_key
from coding.text.units import BEGINNERS, listed

# A run of words with a capital, as names are written: Jane Hill, O'Brien, St Mary's, Oak School.
_CAPITAL: Final = r"(?:St\. )?[^\W\d_a-z](?:[’'\-]?[^\W\d_])*"
_RUN: Final = re.compile(rf"{_CAPITAL}(?: {_CAPITAL})*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ABBREVIATED: Final = re.compile(r"[A-Z&]{2,}s?")
_OWN: Final = re.compile(r"['’]s?$")
# After one of these, with blanks between, a capital says nothing: a sentence begins.
_BEFORE: Final = re.compile(r"(?:^|[.!?:;…\n\"“”‘(\[>–—]|\b[A-Z]{1,2}:)\s*$")
_LOOKED_BACK: Final = 6
_EXAMPLE: Final = 34
_TIMES: Final = 2

_DATES: Final = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter whitsun ramadan eid diwali"
)
# What schools write with a capital and is nobody's name.
_SCHOOLS: Final = listed(
    "year years key stage stages phase reception nursery foundation early ofsted english maths mathematics "
    "science history geography music art drama french german spanish latin welsh religious education phonics "
    "literacy numeracy sats gcse gcses level levels head heads headteacher headteachers deputy deputies "
    "governor governors teacher teachers senior leader leaders leadership team teams school schools primary "
    "secondary academy academies trust trusts federation alliance council authority local government "
    "department department's national curriculum teaching pupil premium sendco senco chair term autumn "
    "spring summer inset interviewer interviewee speaker voice male female respondent participant "
    "british britain england scotland wales ireland europe european american google zoom teams word excel "
    "powerpoint internet covid ok okay mr mrs ms miss dr sir madam god"
)


class NameCandidate(NamedTuple):
    """Words that may be a name, how often they stand so, and one place around the first."""

    name: str
    times: int
    example: str


def name_candidates(
    texts: Iterable[str], known: Pseudonyms, terms: Collection[str] = (), least: int = _TIMES
) -> tuple[NameCandidate, ...]:
    """Return capitalised words that stand in mid-sentence ``least`` times, the most frequent first.

    Left out are names that the list masks, words that are as often written small, months and days,
    words that schools write with a capital, and ``terms``: abbreviations and names of the framework.
    """
    runs: Counter[str] = Counter()
    small: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for text in texts:
        small.update(word for word in _WORD.findall(text) if word[0].islower())
        for match in _RUN.finditer(text):
            name = _name(text, match)
            if name:
                runs[name] += 1
                examples.setdefault(name, _example(text, match))
    terms = {term.casefold() for term in terms}
    return tuple(
        NameCandidate(name, times, examples[name])
        for name, times in sorted(runs.items(), key=lambda item: (-item[1], natural_key(item[0])))
        if times >= least and _is_name(name, times, small, terms) and not known.places(name)
    )


def _name(text: str, match: re.Match[str]) -> str:
    """Return a run without what is no part of a name; empty where a sentence begins or all is common."""
    if not match[0][0].isupper():
        return ""
    words = match[0].split(" ")
    if _BEFORE.search(text, max(0, match.start() - _LOOKED_BACK), match.start()):
        words = words[1:]
    while words and _is_common(words[0]):
        words = words[1:]
    # "Oak School" is a name, "Jane Year" is none.
    while words and (words[-1].isupper() or _is_common(words[-1])) and not _ends_a_name(words):
        words = words[:-1]
    return _OWN.sub("", " ".join(words)) if words else ""


def _is_common(word: str) -> bool:
    small = _OWN.sub("", word).casefold()
    return small in BEGINNERS or bool({small, small.removesuffix("s")} & (_DATES | _SCHOOLS))


def _ends_a_name(words: list[str]) -> bool:
    return len(words) > 1 and words[-1] in {"School", "Academy", "Primary", "Trust", "Federation", "Council"}


def _is_name(name: str, times: int, small: Counter[str], terms: Collection[str]) -> bool:
    """Tell a name from abbreviations, masked names and words that are written small as well."""
    if (
        len(name) < 2
        or name.isupper()
        or _ABBREVIATED.fullmatch(name)
        or "xx" in name
        or name.casefold() in terms
    ):
        return False
    written_small = max((small[word.casefold()] for word in _WORD.findall(name)), default=0)
    return " " in name or written_small < times


def _example(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _EXAMPLE), min(len(text), match.end() + _EXAMPLE)
    around = " ".join(text[start:end].split())
    return ("…" if start else "") + around + ("…" if end < len(text) else "")
