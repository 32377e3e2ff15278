"""Sentences, turns and answers of a transcript; everything in code points of its text.

A sentence never crosses a turn or a paragraph. Functions take a stretch, so that a view can ask
for one turn at a time; a million words take about a second.
"""

import re
from itertools import islice
from typing import Final

from coding.model.study import Span, SpeakerKind, Transcript, Turn
from coding.text.words import each_word

_STOP: Final = ".!?…"
_CLOSING: Final = r"""[)\]"'”’»]*+(?:[ \u00a0\u202f]»)?"""
_OPENING: Final = r"""["'“”„‘’«(¿¡\u00a0\u202f]*+"""
# Where a sentence may end: always at a line break and after a full-width stop, perhaps after other
# stops and what closes on them. It begins with one plain set of characters because the matcher then
# skips to the next of them; only the first of a row of stops is looked at, so that time is linear.
_END: Final = re.compile(
    rf"[{_STOP}。！？\n]"
    r"(?:(?<=\n)|(?<=[。！？])[。！？]*+[」』”’）]*+"
    rf"|(?<=[{_STOP}])(?<![{_STOP}]{{2}})[{_STOP}]*+(?P<closing>{_CLOSING})"
    rf"(?=\s++{_OPENING}(?P<next>\[|\w++|\S|)))"
)
# ". . ." and the like.
_GOES_ON: Final = frozenset(".!?…,;:")
_NON_BLANK: Final = re.compile(r"\S")


def listed(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


# Never the end of a sentence.
_ALWAYS_SHORT: Final = listed(
    "mr mrs ms mx dr prof rev hon st messrs mme mlle cf vs viz approx incl resp eg ie e.g i.e"
)
# Never the end before a number.
_SHORT_BEFORE_NUMBER: Final = listed("no nos nr p pp yr yrs fig figs vol ch sec art para tel c ca")
# The end only before a word that commonly begins a sentence.
_OFTEN_SHORT: Final = listed("inc ltd co dept est sr jr jan feb apr aug sept oct nov dec ph.d")
# None of them, nor "etc.", is the end before a small letter; other words are ("we did that. it was fine").
_SHORT: Final = _ALWAYS_SHORT | _SHORT_BEFORE_NUMBER | _OFTEN_SHORT | {"etc"}
_LIST_NUMBERS: Final = frozenset([*map(str, range(100)), *"abcdefghijklmnopqrstuvwxyz"])
# Words that commonly begin a sentence.
BEGINNERS: Final = listed(
    "a an the i i'm i'd i've i'll we you he she it they this that these those there here and but or so if "
    "when what who why how where because although well yes no yeah not then now my our your his its their "
    "in on at for to as with from after before some all most many one everybody everyone nobody"
)
# "school B. Then": a capital after one of these is a name of its own, not an initial.
_LETTERED: Final = listed(
    "school schools plan year class group team set part option grade level section point room block unit "
    "key stage phase question statement form case site column row and or"
)

_BACK_CHANNEL_WORDS: Final = 3


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of one turn, in order: together they hold all of it that is not blank."""
    found: list[Span] = []
    at = _next_non_blank(text, start, end)
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop <= at:
            continue  # a line break right after a stop, or a blank line
        if match["closing"] is not None and not _ends_sentence(text, at, match):
            continue
        stop = _trimmed(text, at, stop)
        found.append(Span(at, stop))
        at = _next_non_blank(text, stop, end)
    if at < end:
        found.append(Span(at, _trimmed(text, at, end)))
    return found


def _next_non_blank(text: str, start: int, end: int) -> int:
    found = _NON_BLANK.search(text, start, end)
    return end if found is None else found.start()


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the stop at match ends the sentence that began at start."""
    closing, following = match["closing"], match["next"]
    stop = text[match.start() : match.start("closing")]
    if following in _GOES_ON:
        return False
    if stop != "." and "?" not in stop and "!" not in stop:
        return following[:1].isalpha() and not following[:1].islower() and following != "I"
    if following[:1].islower() and (stop != "." or closing):
        return False  # "Is it working?" they asked
    return stop != "." or _full_stop(text, start, match.start(), following)


def _full_stop(text: str, start: int, at: int, following: str) -> bool:
    """Tell a full stop at ``at`` from the dot of an abbreviation, an initial or a list's number."""
    before = max(start, text.rfind(" ", start, at) + 1)
    word = text[before:at].lstrip("\"'“‘«([")
    short = word.lower()
    if following[:1].islower():
        return len(word) > 2 and word.isalpha() and word.islower() and short not in _SHORT
    if short in _ALWAYS_SHORT or (short in _SHORT_BEFORE_NUMBER and following[:1].isdigit()):
        return False
    if before == start and word in _LIST_NUMBERS:
        return False  # "1. We met" is one sentence
    if len(word) == 1 and (word == "I" or _previous_word(text, start, before) in _LETTERED):
        return True
    if short in _OFTEN_SHORT or _has_initials(word):
        return following.lower() in BEGINNERS
    return True


def _previous_word(text: str, start: int, end: int) -> str:
    return text[max(start, end - 40) : end].rstrip().rpartition(" ")[2].lower()


def _has_initials(word: str) -> bool:
    """Tell whether a word is an initial (J) or several (J.K, U.K, Ph.D)."""
    parts = word.split(".")
    if len(parts) == 1:
        return len(word) == 1 and word.isupper()
    return all(part.isalpha() and len(part) <= 3 for part in parts)


def answers(transcript: Transcript) -> list[Span]:
    """Return the participants' talk between two questions, in order.

    An interviewer's "Mm." or "Go on." (three words at most, and no question mark) asks nothing:
    the answer goes on across it.
    """
    return [answer for _begin, answer in _exchanges(transcript)]


def exchanges(transcript: Transcript) -> list[int]:
    """Return where each answer begins, the interviewer's turns that ask for it with it, in order."""
    return [begin for begin, _answer in _exchanges(transcript)]


def _exchanges(transcript: Transcript) -> list[tuple[int, Span]]:
    """Return each answer, and where what asks for it begins."""
    asking = interviewers(transcript)
    found: list[tuple[int, Span]] = []
    asked: int | None = None  # where the questions begin that nobody has answered yet
    going_on = False
    for turn in transcript.turns:
        if turn.speaker_id in asking:
            if asks(transcript, turn):
                asked = turn.start if asked is None else asked
                going_on = False
        elif going_on:
            begin, answer = found[-1]
            found[-1] = begin, Span(answer.start, turn.end)
        else:
            found.append((turn.start if asked is None else asked, Span(turn.start, turn.end)))
            asked, going_on = None, True
    return found


def asks(transcript: Transcript, turn: Turn) -> bool:
    """Tell whether an interviewer's turn is more than a back-channel: four words, or a question mark."""
    if transcript.text.find("?", turn.start, turn.end) >= 0:
        return True
    said = each_word(transcript.text, turn.start, turn.end, transcript.marks)
    return next(islice(said, _BACK_CHANNEL_WORDS, None), None) is not None


def interviewers(transcript: Transcript) -> frozenset[int | None]:
    """Return the ids of the speakers who ask."""
    return frozenset(s.id for s in transcript.speakers if s.kind is SpeakerKind.INTERVIEWER)
