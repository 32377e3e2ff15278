"""Who asks and who answers: by words, by what the heading says, by questions and the length of turns.

Where all that is weak nobody is taken for anything: it is asked, and until it is said nobody's words are
counted as a participant's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coding.intake.plan import GuessSource, SpeakerLabel
from coding.intake.role_words import PostHint, RoleWords
from coding.model.study import SpeakerKind, Transcript
from coding.text.label_looks import answers_by_name, asks_by_name, is_nobody
from coding.text.label_spelling import is_part_of, is_short_for, label_key
from coding.text.segmentation import Segmented

# "Interviewer: Mara Quill", "Interview with Niamh O'Dair (head)".
_ASKER_NAMED: Final = re.compile(
    r"(?:interviewer|interviewed by|interview by|moderator|facilitator|researcher|interviewt von|geführt von|"
    r"intervieweur|intervieweuse|entrevistador[a]?|entrevista de|onderzoeker)\s?[:=–-]\s*(?P<name>.+)",
    re.IGNORECASE,
)
_ASKER_IN_BRACKETS: Final = re.compile(
    r"(?P<name>[^,;:()\n]{2,40})\s\((?:the )?(?:interviewer(?:in)?|moderator|facilitator|researcher)\)",
    re.IGNORECASE,
)
_ASKER_IN_LEGEND: Final = re.compile(
    r"[\[(]?(?P<name>[^\s\[\]():=]{1,12})[\])]?\s*(?:[=:]|[–—-]+)\s*(?:interviewer(?:in)?|moderator|facilitator|researcher)",
    re.IGNORECASE,
)
_ANSWERER_NAMED: Final = re.compile(
    r"(?:.*\b(?:interview|conversation|talk|gespräch|entretien|entrevista|intervista|gesprek)\s"
    r"(?:with|mit|avec|con|met)\s|(?:interviewee|participant|respondent|narrator|informant|befragte[r]?|"
    r"entrevistad[oa]|interviewé[e]?)\s?[:=–-]\s*)(?P<name>[^,;(\d]+)",
    re.IGNORECASE,
)
# What asks without a question mark.
_PROMPT: Final = re.compile(
    r"\b(?:tell (?:me|us)|talk (?:me|us) through|describe|go on|can you|could you|would you|will you|"
    r"shall we|"
    r"erzähl\w*|beschreib\w*|racontez|parlez|décrivez|dites|cuén?t[ae]\w*|háblame|descríbame|dígame|"
    r"mi (?:racconti|dica)|"
    r"vertel|расскажите|опишите)\b|请|請|教えて|احك|حدثني|أخبرني|ספר לי|ספרי לי",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile("[?？؟;՞]")
_ASKS: Final = 0.5  # of the turns of who asks have a question
_ONLY_ASKS: Final = 0.7  # of a second one's
_FEWER: Final = 0.3  # so much less is asked by everybody else
_LONGER: Final = 2.5  # than the others' turns, and questions tell nothing
_SHORTER: Final = 0.6  # of the length of the others' turns, where questions do not tell
_FEWEST_TURNS: Final = 4  # of each, before the length of turns says anything
_A_FEW: Final = 0.15  # of the turns: who says less is not told by them


@dataclass(frozen=True, slots=True)
class _Manner:
    """How one speaks: turns, the share of them that ask, characters a turn."""

    turns: int = 0
    asks: float = 0.0
    length: float = 0.0


def guess_speakers(original: Segmented, roles: RoleWords, author: str = "") -> tuple[SpeakerLabel, ...]:
    """Tell interviewers from participants; nothing is counted yet."""
    labels = [speaker.label for speaker in original.transcript.speakers]
    posts = [next(iter(roles.posts_in(label)), None) for label in labels]
    asking, source = _who_asks(original, labels, posts, author)
    known = any(asking) or len(labels) == 1
    source = source if any(asking) else GuessSource.NOWHERE
    return tuple(
        SpeakerLabel(label, _kind(label, post, asks=asks, known=known), source, 0, post=post)
        for label, asks, post in zip(labels, asking, posts, strict=True)
    )


def _kind(label: str, post: PostHint | None, *, asks: bool, known: bool) -> SpeakerKind:
    if asks:
        return SpeakerKind.INTERVIEWER
    if is_nobody(label) or not (known or post or answers_by_name(label)):
        return SpeakerKind.UNKNOWN
    return SpeakerKind.PARTICIPANT


def _who_asks(
    original: Segmented, labels: Sequence[str], posts: Sequence[PostHint | None], author: str
) -> tuple[list[bool], GuessSource]:
    """Return of each speaker whether it asks, and what says so: the first of these that says anything."""
    asking = [asks_by_name(label) for label in labels]
    if any(asking):
        return asking, GuessSource.LABELS
    asking, answering = _by_heading(original.headings, labels)
    if any(asking):
        return asking, GuessSource.HEADING
    answering = [
        named or bool(post) or answers_by_name(label)
        for named, post, label in zip(answering, posts, labels, strict=True)
    ]
    manners = _manners(original.transcript, _one_person(labels))
    could = [at for at in range(len(labels)) if not answering[at] and not is_nobody(labels[at])]
    if len(labels) == 2 and len(could) == 1 and manners[could[0]].asks >= manners[1 - could[0]].asks:
        return [at in could for at in range(2)], GuessSource.LABELS
    asking = _by_manner(manners, could)
    if not any(asking) and author:
        asking = [at in could and _is_called(labels[at], author) for at in range(len(labels))]
        return (asking if sum(asking) == 1 else [False] * len(labels)), GuessSource.HEADING
    return asking, GuessSource.QUESTIONS


def _by_heading(headings: Sequence[str], labels: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Return whom the heading names as asking, and whom as answering."""
    asks = [found["name"] for line in headings if (found := _ASKER_NAMED.match(line))]
    asks += [found["name"] for line in headings for found in _ASKER_IN_BRACKETS.finditer(line)]
    asks += [found["name"] for line in headings if (found := _ASKER_IN_LEGEND.fullmatch(line))]
    answers = [found["name"] for line in headings if (found := _ANSWERER_NAMED.match(line))]
    return (
        [any(_is_called(label, name) for name in asks) for label in labels],
        [any(_is_called(label, name) for name in answers) for label in labels],
    )


def _is_called(label: str, name: str) -> bool:
    """Tell whether a label is a name, part of one, or its initials."""
    key, whole = label_key(label), label_key(name.strip(" .,"))
    parts = [part.strip(",.()") for part in whole.split()]
    own = [part.strip(",.()") for part in key.split()]
    return bool(own) and (all(part in parts for part in own) or is_short_for(key, whole))


def _one_person(labels: Sequence[str]) -> list[int]:
    """Return for each label the one that seems to be the same person: of a surname the full name."""
    keys = [label_key(label) for label in labels]
    wholes = [[o for o, other in enumerate(keys) if is_part_of(key, other)] for key in keys]
    longer = [found[0] if len(found) == 1 else at for at, found in enumerate(wholes)]
    return [longer[at] for at in longer]


def _manners(transcript: Transcript, one_person: Sequence[int]) -> list[_Manner]:
    """Return how each speaks; labels of one person in the same manner, as the person does."""
    turns = [[0, 0, 0] for _speaker in transcript.speakers]
    text = transcript.text
    for turn in transcript.turns:
        if turn.speaker_id is None:
            continue
        counted = turns[one_person[turn.speaker_id]]
        counted[0] += 1
        counted[1] += _asks(text, turn.start, turn.end)
        counted[2] += turn.end - turn.start
    spoken = (turns[at] for at in one_person)
    return [_Manner(n, asked / n, length / n) if n else _Manner() for n, asked, length in spoken]


def _asks(text: str, start: int, end: int) -> bool:
    """Tell whether something is asked in a turn; of a long one only its beginning is held against prompts."""
    return _QUESTION.search(text, start, end) is not None or (
        _PROMPT.search(text, start, min(end, start + 200)) is not None and end - start < 400
    )


def _by_manner(manners: Sequence[_Manner], could: Sequence[int]) -> list[bool]:
    """Return who asks by how all speak: clearly more questions, else clearly shorter turns of one of two."""
    nobody = [False] * len(manners)
    all_turns = sum(manner.turns for manner in manners)
    heard = [at for at, manner in enumerate(manners) if manner.turns >= _A_FEW * all_turns]
    fewest = min(2, max((manners[at].turns for at in heard), default=0))
    told = [at for at in heard if manners[at].turns >= fewest]  # one question alone tells nothing
    asks = _who_ask_most(manners, [at for at in could if at in told], fewest)
    rest = [at for at in told if at not in asks] or [at for at in heard if at not in asks]
    others = [manners[at].asks for at in rest]
    longest = max((manners[at].length for at in rest), default=0)
    if any(manners[at].length > _LONGER * longest and manners[at].turns >= _FEWEST_TURNS for at in asks):
        return nobody  # who says most may well think aloud
    if asks and others and min(manners[at].asks for at in asks) - max(others) >= _FEWER:
        return [at in asks for at in range(len(manners))]
    if len(heard) != 2 or min(manners[at].turns for at in heard) < _FEWEST_TURNS:
        return nobody
    short, long_ = sorted(heard, key=lambda at: manners[at].length)
    is_shorter = manners[short].length <= _SHORTER * manners[long_].length
    contradicted = manners[long_].asks - manners[short].asks >= _FEWER
    if not is_shorter or contradicted or short not in could:
        return nobody
    return [at == short for at in range(len(manners))]


def _who_ask_most(manners: Sequence[_Manner], could: Sequence[int], fewest: int) -> list[int]:
    """Return the one who asks most, and those who hardly do anything else."""
    asks = [at for at in could if manners[at].asks >= _ASKS]
    most = max(asks, key=lambda at: (manners[at].asks, manners[at].turns), default=None)
    return [
        at for at in asks if at == most or (manners[at].asks >= _ONLY_ASKS and manners[at].turns > fewest)
    ]
