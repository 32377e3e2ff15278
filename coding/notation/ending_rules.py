"""Code or talk: how a run of codes is judged by where it stands.

What nobody says (``HSC/E&C`` after a full stop) is sure; what a person might say, but hardly so, is a
guess; what might be either is asked about; and what is plainly part of a sentence is left alone.
"""

import re
from enum import Enum, IntEnum, auto
from typing import Final, NamedTuple

from coding.notation.code_writing import Appearance, Run
from coding.text.units import BEGINNERS, listed


class Certainty(IntEnum):
    """Whether a stretch of text is a code that somebody wrote there."""

    ASK = 0  # it may be: it stays in the text and is listed
    GUESS = 1
    SURE = 2


class After(Enum):
    """What follows on a run in its line."""

    NOTHING = auto()
    STOP_AND_NOTHING = auto()
    STOP = auto()
    SENTENCE = auto()  # a word that often begins one
    CAPITAL = auto()  # another word with a capital, or I
    WORDS = auto()


class Extent(Enum):
    """What is cut out: the run alone, or all that stands apart with it, as a note."""

    RUN = auto()
    NOTE = auto()


class EndingPlace(NamedTuple):
    """Where a run stands.

    ``begin`` is where what stands apart begins, after the last full stop and the like; ``prefix`` are the
    words between there and the run, ``rest`` what follows in the line. ``opens_turn`` tells that nothing
    is said before ``begin`` in the turn, and ``speaker`` what is known of who says it: True for a label,
    False for none, None in a text where nobody speaks.
    """

    begin: int
    prefix: str
    rest: str
    after: After
    opens_turn: bool = False
    speaker: bool | None = True
    ends_colour: bool = False
    follows_colour: bool = False


Judged = tuple[Certainty, Extent] | None

_TALK: Final = listed(
    "i we you they he she it us them me our your my their his her its this that these those there here is "
    "are was were be been being am has have had having do does did done will would can could should shall "
    "may might must not no yes yeah going got get gets getting make makes made making think thought said say "
    "says know really just because so if when but who which what how where why also let like well okay ok "
    "mean means meant want need needs went go goes come comes came see saw thing things lot"
)
# After one of these a lone abbreviation may be what somebody was about to say.
_CUT_OFF: Final = BEGINNERS | listed("more about like just maybe perhaps only even also of than plus")
_ASKING: Final = listed(
    "what how do does did is are was were have has had can could would will should so and or but which who "
    "why when where you any if about"
)
_LEADING: Final = listed("in on of for with through by from between about towards to re into within across")
_I: Final = listed("i i'm i'd i've i'll")
_MOST_WORDS: Final = 7
_FEW_WORDS: Final = 4

_WORD: Final = re.compile(r"[^\W_][\w'’-]*")
_CLOSINGS: Final = re.compile(r"[\s*_)\]}\"'”’]*")
_STOP: Final = re.compile(r"[.…,;:]+(?=[\s*_)\]}\"'”’]|$)")
_STOP_INSIDE: Final = re.compile(r"(?<![.!?…])[.!?…]++[)\]\"'”’]*+\s++\S")


def after_of(rest: str) -> After:
    """Say what the rest of a run's line is."""
    at = _closed(rest, 0) if rest else 0
    if at == len(rest):
        return After.NOTHING
    stop = _STOP.match(rest, at)
    if stop:
        if _closed(rest, stop.end()) == len(rest):
            return After.STOP_AND_NOTHING
        return After.STOP if stop[0][0] in ".…" else After.WORDS
    word = _WORD.match(rest.lstrip(" \t*_\"“‘'(["))
    if word is None or not word[0][0].isupper():
        return After.WORDS
    begins = word[0].lower().replace("’", "'") in BEGINNERS - _I
    return After.SENTENCE if begins else After.CAPITAL


def _closed(text: str, at: int) -> int:
    match = _CLOSINGS.match(text, at)
    return match.end() if match else at


def judged(run: Run, place: EndingPlace) -> Judged:
    """Say how sure a run is a code, and what belongs to it; None for mere talk."""
    if place.prefix and run.looks < Appearance.NAME and not run.wordy:
        return None
    if place.opens_turn and not place.prefix and place.speaker is not False:
        return _alone(_of_own_turn(run, place))
    if place.prefix:
        return _in_sentence(run, place)
    if place.after is After.WORDS or (place.after is After.CAPITAL and _may_go_on(place.rest)):
        return _before_words(run, place)
    return _alone(_apart(run, place.after))


def _may_go_on(rest: str) -> bool:
    """Tell ``JPD Impact`` from a code that is followed by another sentence."""
    words = _words(rest)
    return len(words) <= _FEW_WORDS and not _TALK.intersection(words) and not _stops(rest)


def _alone(certainty: Certainty | None) -> Judged:
    return None if certainty is None else (certainty, Extent.RUN)


def _apart(run: Run, after: After) -> Certainty | None:
    """Judge a run that stands by itself after a full stop, or on a line of its own."""
    certainty = _APART[after][run.looks]
    if run.looks is Appearance.WORD and run.wordy and after is After.NOTHING and not run.doubted:
        return Certainty.GUESS
    if run.looks is Appearance.WORD and not run.wordy and after is After.SENTENCE:
        return None
    if run.looks is Appearance.WORD and run.tight and after is After.NOTHING:
        return Certainty.SURE
    surely = run.looks is Appearance.ABBREVIATION and (run.tight or (run.doubted and after is not After.STOP))
    return Certainty.SURE if surely else certainty


# For an acronym, an everyday word, a name and an abbreviation.
_APART: Final = {
    After.NOTHING: (Certainty.ASK, Certainty.ASK, Certainty.SURE, Certainty.SURE),
    After.STOP_AND_NOTHING: (None, None, Certainty.ASK, Certainty.GUESS),
    After.STOP: (None, None, Certainty.ASK, Certainty.ASK),
    After.SENTENCE: (Certainty.ASK, Certainty.ASK, Certainty.SURE, Certainty.SURE),
    After.CAPITAL: (None, None, Certainty.ASK, Certainty.ASK),
    After.WORDS: (None, None, None, None),
}


def _of_own_turn(run: Run, place: EndingPlace) -> Certainty | None:
    """Judge what a turn begins with: somebody may say a strand's name in answer to a question."""
    if place.speaker is None:
        return _of_own_paragraph(run, place)
    if run.looks < Appearance.NAME or place.after is After.WORDS:
        return None
    if run.looks is Appearance.ABBREVIATION and run.tight and place.after is After.NOTHING:
        return Certainty.SURE
    said = place.after in {After.STOP, After.CAPITAL} and not run.tight
    return None if said else Certainty.ASK


def _of_own_paragraph(run: Run, place: EndingPlace) -> Certainty | None:
    """Judge a paragraph of a text in which nobody speaks: names are headings there more often than codes."""
    if run.looks < Appearance.NAME or place.after is After.WORDS:
        return None
    if place.after is not After.NOTHING or run.looks is Appearance.NAME:
        return Certainty.ASK
    return Certainty.SURE if run.several or run.doubted else Certainty.GUESS


def _in_sentence(run: Run, place: EndingPlace) -> Judged:
    """Judge a run that has words before it without a stop: the end of a sentence, or a note."""
    if place.after is After.NOTHING:
        return _at_the_end(run, place)
    if run.looks < Appearance.ABBREVIATION:
        return None
    if place.after is After.SENTENCE:
        return (Certainty.SURE if run.tight else Certainty.ASK), Extent.RUN
    if place.after is After.WORDS and _is_note(place):
        if place.opens_turn:
            return (Certainty.ASK, Extent.RUN) if run.tight else None
        return (Certainty.SURE if run.tight else Certainty.GUESS), Extent.NOTE
    return (Certainty.ASK, Extent.RUN) if run.tight or place.ends_colour else None


def _at_the_end(run: Run, place: EndingPlace) -> Judged:
    """Judge ``Improvements in E&C/JPD``, ``each other HSC/E&C`` and ``so we did more JPD``."""
    first = _words(place.prefix)[0] if _words(place.prefix) else ""
    note = _is_note(place)
    if run.looks < Appearance.ABBREVIATION:
        return (Certainty.ASK, Extent.NOTE if note else Extent.RUN) if note or place.ends_colour else None
    if note and place.opens_turn:
        return Certainty.ASK, Extent.RUN
    if run.tight or place.ends_colour:
        return Certainty.SURE, Extent.NOTE if note else Extent.RUN
    if note:
        return (Certainty.ASK if first in _CUT_OFF else Certainty.GUESS), Extent.NOTE
    if run.doubted and first in _ASKING:
        return None  # "Do you do JPD?"
    return Certainty.ASK, Extent.RUN


def _is_note(place: EndingPlace) -> bool:
    """Tell a note on a passage from the end of a sentence by the words around its code.

    ``Improvements in``, ``strong``: one word, or some that lead over to the code, none of them talk.
    """
    before, behind = _words(place.prefix), _words(place.rest)
    if len(before) + len(behind) > _MOST_WORDS:
        return False
    if _TALK.intersection(before + behind) or _stops(place.rest) or _stops(place.prefix):
        return False
    return len(before) <= 1 or before[-1] in _LEADING


def _before_words(run: Run, place: EndingPlace) -> Judged:
    """Judge what goes on behind a run that stands apart: ``HSC and staff turbulence`` or talk."""
    words = _words(place.rest)
    if place.follows_colour and run.looks is Appearance.ABBREVIATION and _is_sentence(place.rest):
        return (Certainty.SURE if run.tight else Certainty.GUESS), Extent.RUN
    if _STOP_INSIDE.search(place.rest) or len(words) > _MOST_WORDS + _FEW_WORDS:
        return _asked(run) if run.tight or _begins_anew(place.rest) else None
    talk = bool(_TALK.intersection(words)) or len(words) > _MOST_WORDS
    if _is_sentence(place.rest):
        said = (talk or len(words) > _FEW_WORDS) and not _begins_anew(place.rest)
        return None if said else _asked(run)
    if talk:
        return _asked(run)
    return _note_apart(run)


def _note_apart(run: Run) -> Judged:
    if run.looks is Appearance.ABBREVIATION:
        return Certainty.SURE, Extent.NOTE
    if run.looks is Appearance.NAME:
        return Certainty.GUESS, Extent.NOTE
    return (Certainty.ASK, Extent.NOTE) if run.looks is Appearance.WORD and run.wordy else None


def _asked(run: Run) -> Judged:
    return (Certainty.ASK, Extent.RUN) if run.looks is Appearance.ABBREVIATION else None


def _begins_anew(rest: str) -> bool:
    """Tell whether a sentence seems to begin within the first words: ``and staff turbulence And then``."""
    words = _WORD.findall(rest)[:_MOST_WORDS]
    return any(word[0].isupper() and word.lower() in BEGINNERS - _I for word in words)


def judged_in_bracket(run: Run, content: str, after: After, *, square: bool, apart: bool) -> Certainty | None:
    """Judge a run inside brackets; ``content`` is all that they hold, ``after`` what follows on them."""
    others = _words(content.replace(content[run.start : run.end], " ", 1))
    if others:
        is_note = not _TALK.intersection(others) and len(others) <= _MOST_WORDS and not _stops(content)
        sure = is_note and run.looks is Appearance.ABBREVIATION and (square or after is not After.WORDS)
        asked = run.looks is Appearance.ABBREVIATION and after is After.NOTHING
        return Certainty.GUESS if sure else Certainty.ASK if asked else None
    ends = after is not After.WORDS
    match run.looks:
        case Appearance.ACRONYM:
            return Certainty.ASK if apart and after is After.NOTHING else None
        case Appearance.WORD:
            return (Certainty.GUESS if run.wordy else Certainty.ASK) if ends else None
        case Appearance.NAME:
            return Certainty.SURE if ends else Certainty.ASK
        case Appearance.ABBREVIATION:
            return Certainty.SURE if ends or square or run.tight else Certainty.ASK


def is_note(text: str) -> bool:
    """Tell a few words around a code from what somebody says about it."""
    words = _words(text)
    return len(words) <= _MOST_WORDS + 1 and not _TALK.intersection(words)


def is_label(words: str) -> bool:
    """Tell whether words that stand apart may be a label which the framework does not know."""
    found = _words(words)
    return 0 < len(found) <= _FEW_WORDS and not _TALK.intersection(found) and found[0] not in _CUT_OFF


def too_many_words(text: str) -> bool:
    """Tell whether words that stand at the end of others, the first of them perhaps cut, are no label."""
    return len(_WORD.findall(text)) > _FEW_WORDS + 1


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _stops(text: str) -> bool:
    return any(sign in text for sign in ".…;")


def _is_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return text.rstrip(" \t*_)\"'”’]").endswith((".", "…"))
