"""Where a study has the words of a quotation, by its full-text index, and what it knows of passages."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final

import numpy as np
from sqlalchemy import Connection, text

from coding.analysis.analysis_data import AnalysisData, ints, school_label, strings
from coding.chapter.claims import StudyWords
from coding.chapter.found import PassageFacts, SaidBy
from coding.chapter.tokens import QuotedToken, QuotedTokenKind, SaidWords
from coding.errors import DamagedError
from coding.intake.role_words import PostHint, RoleWords
from coding.language import _
from coding.model.quoting import OPEN
from coding.model.role_codes import in_words, roles_in_words
from coding.model.study import Post, Span, Speaker, SpeakerKind, Transcript, TranscriptSpan
from coding.text.units import BEGINNERS, listed
from storage.queries.people import people
from storage.queries.quoting import QuotingHere, quoting_in
from storage.queries.texts import transcript
from storage.roles import post_words

_TURNS: Final = text(
    "SELECT DISTINCT turn.transcript_id FROM search JOIN turn ON turn.id = search.rowid"
    " WHERE search MATCH :wanted LIMIT 40"
)
_NEAREST: Final = text(
    'SELECT turn.transcript_id, turn.start, turn."end" FROM search JOIN turn ON turn.id = search.rowid'
    " WHERE search MATCH :wanted ORDER BY rank LIMIT 1"
)
_ANCHORS: Final = 6  # stretches of a quotation that are looked for
_ENOUGH: Final = 3  # of them in one interview
_AS_LIKELY: Final = 0.6  # of the stretches of the likeliest
_BY_CHANCE: Final = 3  # stretches that an interview has, and interviews that are looked at then
_RARE_WORDS: Final = 5
_KEPT_TEXTS: Final = 400
_SHARED: Final = 3  # characters that a coding and a quotation have in common at least
_COMMON: Final = BEGINNERS | listed("the and to of a in that it was they our so you at i is on for as with")


class QuotedPlaces:
    """Looks for quotations in one study, and says what is known of passages."""

    def __init__(self, connection: Connection, analysis_data: AnalysisData) -> None:
        """Take the study's connection and what is counted from."""
        self._connection, self._data = connection, analysis_data
        self._texts: dict[int, SaidWords] = {}
        self._read = cache(self._transcript)
        self._quoting = cache(self._quoting_in)

    @cached_property
    def words(self) -> StudyWords:
        """What the study calls its things."""
        data = self._data
        return StudyWords(
            rounds=[each.name for each in data.rounds],
            schools=data.schools,
            roles=data.roles,
            people=[each.name for each in people(self._connection)],
            framework=data.framework,
            posts=self._role_words,
            titles=[post.title for post in data.posts],
        )

    @cached_property
    def _role_words(self) -> RoleWords:
        return RoleWords(self._data.roles, post_words())

    # --- where words stand ----------------------------------------------------------------------

    def likely(self, tokens: Sequence[QuotedToken], quotation: str) -> Sequence[int]:
        """Return the interviews that have stretches of a quotation, those with most of them first."""
        votes: dict[int, float] = {}
        for number, stretch in enumerate(_stretches(tokens, quotation), 1):
            found = list(self._connection.scalars(_TURNS, {"wanted": _phrase(stretch)}))
            for id_ in found:
                votes[id_] = votes.get(id_, 0) + 1 + 1 / len(found)
            if number >= _ENOUGH and len(votes) == 1:
                break
        best = max(votes.values(), default=0)
        likely = sorted(
            (id_ for id_, n in votes.items() if n >= _AS_LIKELY * best), key=lambda id_: -votes[id_]
        )
        return likely if best > _BY_CHANCE else likely[:_BY_CHANCE]

    def nearest(self, tokens: Sequence[QuotedToken]) -> TranscriptSpan | None:
        """Return the turn that has most of the less common words of a quotation."""
        rare = sorted(dict.fromkeys(token.text for token in tokens if token.text), key=_rarity)[-_RARE_WORDS:]
        wanted = " OR ".join(_phrase([word]) for word in rare)
        row = self._connection.execute(_NEAREST, {"wanted": wanted}).first() if rare else None
        return None if row is None else TranscriptSpan(*row)

    def said(self, interview_id: int) -> SaidWords:
        """Return the words of an interview; those of the last hundreds are kept."""
        if interview_id not in self._texts:
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            read = self._read(interview_id)
            self._texts[interview_id] = SaidWords(read.text, read.marks)
        return self._texts[interview_id]

    def _transcript(self, interview_id: int) -> Transcript:
        """Return a transcript; one that is damaged is as if there were nothing in it."""
        try:
            found = transcript(self._connection, interview_id)
        except DamagedError:
            found = None
        return found or Transcript(interview_id, "", (), (), ())

    # --- what is known of a passage --------------------------------------------------------------

    def facts(self, interview_id: int, span: Span) -> PassageFacts:
        """Return what is known of a passage."""
        read = self._read(interview_id)
        round_id, school_id = self._where.get(interview_id, (0, 0))
        round_ = self._data.round_by_id.get(round_id)
        coded = self._coded(interview_id, span)
        framework = self._data.framework
        said_by = tuple(self._said_by(read, span, round_id, school_id))
        round_name = round_.name if round_ else ""
        return PassageFacts(
            interview_id=interview_id,
            span=span,
            words=read.text[span.start : span.end],
            round=round_name,
            said_by=said_by,
            coded=coded,
            codes=frozenset(above.id for code_id in coded for above in framework.path(code_id)),
            may_quote=self._quoting(interview_id).of(read, span) if self._asks_anything else OPEN,
            attribution=_attribution(said_by, round_name) or self.titles.get(interview_id, ""),
        )

    def _quoting_in(self, interview_id: int) -> QuotingHere:
        return quoting_in(self._connection, interview_id)

    @cached_property
    def _asks_anything(self) -> bool:
        return bool(self._data.quoting or self._data.clearances)

    @cached_property
    def _where(self) -> dict[int, tuple[int, int]]:
        frame = self._data.interviews
        columns = (ints(frame, name).tolist() for name in ("id", "round_id", "school_id"))
        return {id_: (round_id, school_id) for id_, round_id, school_id in zip(*columns, strict=True)}

    @cached_property
    def _names(self) -> dict[int, str]:
        return {each.id: each.name for each in people(self._connection)}

    def _coded(self, interview_id: int, span: Span) -> tuple[int, ...]:
        codings = self._data.codings
        start, end = ints(codings, "start"), ints(codings, "end")
        shared = np.minimum(end, span.end) - np.maximum(start, span.start)
        here = (ints(codings, "interview_id") == interview_id) & (shared >= min(_SHARED, span.length))
        return tuple(dict.fromkeys(ints(codings, "code_id")[here].tolist()))

    def _said_by(self, read: Transcript, span: Span, round_id: int, school_id: int) -> Iterator[SaidBy]:
        speaking = {turn.speaker_id for turn in read.turns if span.overlaps(Span(turn.start, turn.end))}
        speakers = [each for each in read.speakers if each.id in speaking]
        known = [each for each in speakers if each.person_id or each.kind is SpeakerKind.INTERVIEWER]
        for each in known:
            yield self._somebody(each, round_id, school_id)
        if len(known) < len(speaking) or not speaking:
            # Whoever of those who take part it is.
            for person_id in self._data.people_in.get(read.id, ()):
                yield self._of_person(person_id, round_id, school_id)

    def _somebody(self, speaker: Speaker, round_id: int, school_id: int) -> SaidBy:
        if speaker.kind is SpeakerKind.INTERVIEWER or speaker.person_id is None:
            return SaidBy("", _("Interviewer"), (), 0, "", "", "", is_interviewer=True)
        return self._of_person(speaker.person_id, round_id, school_id)

    def _of_person(self, person_id: int, round_id: int, school_id: int) -> SaidBy:
        data = self._data
        post = data.post_of.get((person_id, round_id))
        school = data.school_by_id.get(post.school_id if post else school_id)
        role = data.role_by_id.get(post.role_id) if post else None
        return SaidBy(
            person=self._names.get(person_id, ""),
            title=(post.title if post else "") or (role.name if role else ""),
            posts=self._posts(post),
            number=role.number if role else 0,
            group=role.group if role else "",
            letter=school.letter if school else "",
            school=school_label(school) if school else "",
            is_interviewer=False,
        )

    def _posts(self, post: Post | None) -> tuple[PostHint, ...]:
        """Return what somebody in a post may be called."""
        if post is None or not post.title:
            return ()
        return (*self._role_words.posts_in(post.title), PostHint(None, post.title))

    @cached_property
    def titles(self) -> dict[int, str]:
        """What interviews are called, by id."""
        frame = self._data.interviews
        return dict(zip(ints(frame, "id").tolist(), strings(frame, "title"), strict=True))


def _attribution(said_by: Sequence[SaidBy], round_name: str) -> str:
    """Return who speaks in words: Headteacher, School B, 2015."""
    who = roles_in_words(each.title for each in said_by)
    return ", ".join(
        filter(None, (who, in_words(filter(None, (each.school for each in said_by))), round_name))
    )


def _stretches(tokens: Sequence[QuotedToken], quotation: str) -> Iterator[list[str]]:
    """Yield stretches of three words of a quotation, the least common first."""
    words = [
        quotation[t.span.start : t.span.end] if t.kind in {QuotedTokenKind.WORD, QuotedTokenKind.MASK} else ""
        for t in tokens
    ]
    size = min(3, sum(map(bool, words)))
    whole = [at for at in range(len(words) - size + 1) if all(words[at : at + size])] if size else []
    rarest = sorted(whole, key=lambda at: -sum(map(_rarity, words[at : at + size])))
    chosen: list[int] = []
    for is_apart in (True, False):
        for at in rarest:
            if (
                len(chosen) < _ANCHORS
                and at not in chosen
                and (not is_apart or all(abs(at - c) >= size for c in chosen))
            ):
                chosen.append(at)
    yield from (words[at : at + size] for at in chosen)


def _rarity(word: str) -> float:
    return 0.2 if word.lower() in _COMMON else min(len(word), 9)


def _phrase(words: Sequence[str]) -> str:
    return '"' + " ".join(words).replace('"', " ") + '"'
