"""How far a label can be trusted by its looks: usual words for who speaks, names, what is never one."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from coding.text.label_spelling import label_key
from coding.text.units import listed


class Trust(IntEnum):
    """How far a label can be trusted on its own looks."""

    NEVER = -1  # "Date", "Note": they come back and speak for nobody
    NONE = 0
    LIKELY = 1
    SURE = 2


_IN_BRACKETS: Final = re.compile(r"\s?\([^()]*\)$")
_FALSE_START: Final = re.compile(r"(?:https?|www|file|mailto)\b", re.IGNORECASE)
_NUMBERED: Final = r"(?:\s?(?:no\.?\s?)?\d{1,2}|\s[a-z])?"
_ASKING: Final = (
    r"interviewer(?:in)?|interview|int|intv|interv|iv|researcher|moderator(?:in)?|facilitator|questioner|host|q|"
    r"interviewers?|entrevistador[a]?|intervieweur|intervieweuse|enquêteur|enquêtrice|enquêteuse|intervistatore|intervistatrice|"
    r"entrevistador\(a\)|forscher(?:in)?|befrager(?:in)?|onderzoeker|intervjuare|interviewende|"
    r"интервьюер|ведущий|ведущая|المحاور|المحاورة|الباحث|الباحثة|מראיין|מראיינת|采访者|訪問者|访谈者|訪談者|采访人|主持人|"
    r"聞き手|インタビュアー|면접자|συνεντευκτής|ερευνητής"
)
_SURE: Final = re.compile(
    rf"(?:interviewer|interviewee|int|intv|iv|respondent|participant|informant|researcher|moderator|"
    rf"facilitator|speaker|(?:fe)?male|(?:(?:fe)?male|man['’]?s?|woman['’]?s?|unknown|"
    rf"unidentified|other|new)\s"
    rf"(?:voice|speaker|respondent|participant|interviewer|interviewee|man|woman|male|female)|voice|"
    rf"unidentified|observer|note-?\s?taker|narrator){_NUMBERED}",
    re.IGNORECASE,
)
_POST: Final = re.compile(
    r"(?:(?:the|acting|executive|exec|co-?|class|deputy|assistant|vice|senior|middle|chair of)\s)*"
    r"(?:head(?:\s?teacher|mistress|master)?|principal|deputy|deputy head(?:\s?teacher)?|teacher|governors?|"
    r"leader|coordinator|co-ordinator|senco|senior leader|middle leader|ta|teaching assistant|nqt|tutor|"
    r"parent|pupil|student|child|group|all|several|both)(?:\s?(?:no\.?\s?)?(?:\d{1,2}|[a-z]))?",
    re.IGNORECASE,
)
SHORT: Final = re.compile(r"[A-Z]{1,4}\d{0,2}|[A-Z](?:\.\s?[A-Z]){0,2}\.?|[A-Z]{2,4}/[A-Z]{2,4}")
_ASKS: Final = re.compile(rf"(?:(?:fe)?male\s)?(?:{_ASKING}|i){_NUMBERED}", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    rf"(?:interviewee|respondent|participant|informant|narrator|teacher|pupil|student|parent|p\d{{1,3}}|r\d{{1,3}}|"
    rf"befragte[r]?|lehrer(?:in)?|enseignant[e]?|interviewé[e]?|profesor[a]?|entrevistad[oa]|docente|leraar|"
    rf"респондент|учитель|учительница|מורה|المعلمة|المعلم|老师|教师|受访者|先生){_NUMBERED}",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,()/–]")
_NOBODY: Final = re.compile(
    r"(?:un(?:known|identified)|other|all|several|both|various|group|multiple)\b.*|\?+", re.IGNORECASE
)
_LINKS: Final = listed("of and the for de la le van von der bin al & / - –")
_ABBREVIATED: Final = re.compile(r"\b(?:mrs?|ms|mx|dr|prof|rev|st|sr|jr|[A-Z])\.", re.IGNORECASE)
# Words before a colon that say something about the interview, or go on talking.
METADATA: Final = re.compile(
    r"(?:(?:interview(?:ee|er)?|participant|respondent|school|recording|file|audio|transcript|job|summary)s?\s)?"
    r"(?:date|time|place|location|venue|present|apologies|school|round|year|wave|role|post|position|title|"
    r"job title|subject|project|study|duration|length|transcri\w+(?:\sby)?|transkri\w+|"
    r"file(?:\s?name)?|recording|audio|"
    r"id|ref|reference|no|number|code|name|consent|pseudonym|version|status|page|setting|agenda|minutes|"
    r"contents|key|legend|from|to|cc|bcc|sent|betreff|gesendet|objet|asunto|language|keyword|speakers|attendees|participants|participantes|teilnehmer(?:in)?|teilnehmende|deelnemer|partecipanti|invited|sprache|datum|ort|dauer|"
    r"thema|fecha|lugar|duración|date de l['’]entretien|lieu|durée|transcrito por|transkribiert von)s?",
    re.IGNORECASE,
)
_TALK: Final = listed(
    "and but so or because well yes yeah no okay ok right then also for example note notes nb ps first "
    "firstly second secondly third thirdly finally lastly now here there this that these those it is one "
    "two three four point points question questions answer answers action actions item items next summary "
    "conclusion see eg ie background introduction aim aims reason reasons result results"
)


def asks_by_name(label: str) -> bool:
    """Tell whether a label says that this is who asks (Interviewer, INT, I, Researcher, Q)."""
    if _ASKS.fullmatch(label.strip(" .")):
        return True
    parts = _PARTS.split(label)
    return len(parts) > 1 and any(len(part) > 3 and _ASKS.fullmatch(part.strip()) for part in parts)


def answers_by_name(label: str) -> bool:
    """Tell whether a label says that this is who answers (Participant 2, Respondent, P7, Narrator)."""
    return _ANSWERS.fullmatch(label.strip(" .")) is not None


def is_nobody(label: str) -> bool:
    """Tell whether a label stands for nobody in particular (Unknown, All, Several voices)."""
    return _NOBODY.fullmatch(label.strip()) is not None


def is_usual(label: str) -> bool:
    """Tell a post or initials: they stand before a dash too."""
    return _POST.fullmatch(label) is not None or SHORT.fullmatch(label) is not None


def is_post(label: str) -> bool:
    """Tell a word for a post in a school."""
    return _POST.fullmatch(label) is not None


@lru_cache(maxsize=4096)
def trust(label: str) -> Trust:
    """Say how far a label's looks can be trusted: SURE alone, LIKELY if the other lines agree."""
    label = _IN_BRACKETS.sub("", label)
    if METADATA.fullmatch(label) or _FALSE_START.match(label):
        return Trust.NEVER
    if _SURE.fullmatch(label) or _SURE.fullmatch(label_key(label)):
        return Trust.SURE
    if is_usual(label):
        return Trust.NEVER if label.lower() in _TALK else Trust.LIKELY
    bare = _ABBREVIATED.sub("X", label)
    words = bare.split()
    if words and words[0].lower() in _TALK:
        return Trust.NEVER
    if not 0 < len(words) <= 5 or any(sign in bare for sign in ".,"):
        return Trust.NONE
    named = all(word[0].isupper() or word[0].isdigit() or word in _LINKS for word in words)
    named = named and words[0][0].isupper() and words[-1] not in _LINKS
    return Trust.LIKELY if named and not any(sign in bare for sign in '"“”?!…*<>{}[]') else Trust.NONE
