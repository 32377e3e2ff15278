"""Whether passages may be quoted: the rule, worked out by hand, and for all passages of a study at once."""

from dataclasses import replace

import pytest

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.coding_fields import Noted
from coding.analysis.known_names import KnownNames
from coding.analysis.passage_counts import distinct_passages
from coding.analysis.passages import find_passages
from coding.analysis.quotability import quotability
from coding.analysis.quoted_people import quoted_people
from coding.analysis.selection import Asked, select
from coding.analysis.tally import passages
from coding.model.quoting import Clearance, MayQuote, Quotable, Uttered, may_be_quoted
from coding.model.study import Clearing, Person, Quoting, Span, Speaker, SpeakerKind, Transcript, Turn
from coding.text.uttering import uttered
from tests.coding.analysis.small_study import EC, HSC, JPD, Coded, Talk, analysis_data
from tests.coding.analysis.small_study import Speaker as Voice
from tests.coding.analysis.test_selection import NOTHING, asked_of, found

ASKED, CLEARED, REFUSED = Clearing.ASKED, Clearing.CLEARED, Clearing.REFUSED
FREE, ASK, NO = Quoting.FREE, Quoting.ASK, Quoting.NO
PASSAGE = Span(10, 30)


def shown(start: int, end: int, state: Clearing, day: str = "2026-03-12", id_: int = 1) -> Clearance:
    return Clearance(id_, 1, start, end, state, "", day)


def said(*quoting: Quoting) -> list[Uttered]:
    """One turn of ten code points after the other, from 10 on."""
    return [Uttered(Span(10 + 10 * at, 20 + 10 * at), each) for at, each in enumerate(quoting)]


RULE: dict[str, tuple[list[Uttered], list[Clearance], str]] = {
    "nobody asks for anything": (said(FREE, FREE), [], "open"),
    "one of two speakers may not be quoted": (said(FREE, NO), [], "no"),
    "who may not be quoted speaks beside the passage": (said(FREE, FREE, NO), [], "open"),
    "cleared all the same": (said(NO), [shown(10, 30, CLEARED)], "no"),
    "to be shown first": (said(FREE, ASK), [], "ask"),
    "shown": (said(FREE, ASK), [shown(10, 30, ASKED)], "shown"),
    "half of it shown": (said(ASK, ASK), [shown(10, 20, ASKED)], "ask"),
    "cleared": (said(ASK, ASK), [shown(10, 30, CLEARED)], "cleared"),
    "cleared in two parts": (said(ASK, ASK), [shown(10, 18, CLEARED), shown(18, 30, CLEARED)], "cleared"),
    "only half of it cleared": (said(ASK, ASK), [shown(10, 20, CLEARED)], "ask"),
    "half cleared, all of it shown": (said(ASK), [shown(10, 30, ASKED), shown(10, 15, CLEARED)], "shown"),
    "the half that asks for it cleared": (said(FREE, ASK), [shown(20, 30, CLEARED)], "cleared"),
    "cleared as part of a longer one": (said(ASK), [shown(0, 90, CLEARED)], "cleared"),
    "cleared elsewhere": (said(ASK), [shown(30, 90, CLEARED)], "ask"),
    "refused after cleared": (
        said(ASK),
        [shown(10, 30, CLEARED), shown(10, 30, REFUSED, "2026-04-01", 2)],
        "refused",
    ),
    "cleared after refused": (
        said(ASK),
        [shown(10, 30, REFUSED), shown(10, 30, CLEARED, "2026-04-01", 2)],
        "cleared",
    ),
    "on one day the later note counts": (
        said(ASK),
        [shown(10, 30, REFUSED, id_=2), shown(10, 30, CLEARED, id_=1)],
        "refused",
    ),
    "a part refused later": (
        said(ASK),
        [shown(10, 30, CLEARED), shown(25, 60, REFUSED, "2026-04-01", 2)],
        "refused",
    ),
    "shown again after it was cleared": (
        said(ASK),
        [shown(10, 30, CLEARED), shown(10, 30, ASKED, "2026-04-01", 2)],
        "cleared",
    ),
    "refused by somebody who asks for nothing": (said(FREE), [shown(10, 30, REFUSED)], "refused"),
    "cleared by somebody who asks for nothing": (said(FREE), [shown(10, 30, CLEARED)], "cleared"),
    "its words were removed since": (said(ASK), [shown(15, 15, CLEARED)], "ask"),
}


@pytest.mark.parametrize("case", RULE)
def test_whether_a_passage_may_be_quoted_was_worked_out_by_hand(case: str) -> None:
    words, noted, state = RULE[case]
    assert may_be_quoted(PASSAGE, words, noted).state == state


def test_the_day_is_that_of_what_counts() -> None:
    noted = [shown(10, 30, ASKED, "2026-02-01"), shown(10, 30, CLEARED, "2026-03-12", 2)]
    assert may_be_quoted(PASSAGE, said(ASK), noted).words == "shown 2026-03-12, cleared"
    assert may_be_quoted(PASSAGE, said(ASK), noted[:1]).line == "○ shown 2026-02-01, not answered"
    assert MayQuote().line == ""


def test_who_cannot_be_told_is_whoever_asks_most_and_the_interviewer_nobody() -> None:
    speakers = (
        Speaker(1, "Interviewer", SpeakerKind.INTERVIEWER, None),
        Speaker(2, "Head", SpeakerKind.PARTICIPANT, 7),
        Speaker(3, "Voice", SpeakerKind.UNKNOWN, None),
    )
    turns = tuple(Turn(at, 10 * at, 10 * at + 10, who, None) for at, who in enumerate((1, 2, 3, None)))
    transcript = Transcript(1, "x" * 40, turns, speakers, ())
    words = uttered(transcript, (7, 8), {8: ASK})
    assert words == (Uttered(Span(20, 30), ASK), Uttered(Span(30, 40), ASK))
    assert uttered(replace(transcript, turns=(), speakers=()), (7, 8), {8: NO}) == (Uttered(Span(0, 40), NO),)


# --- a study -----------------------------------------------------------------------------------------

# Interview 1: the interviewer, person 2 who asks to be shown first, person 3, somebody not known.
VOICES = (
    Voice(turns=(0,), kind="interviewer"),
    Voice(2, turns=(1, 4)),
    Voice(3, turns=(2,)),
    Voice(turns=(3,), kind="unknown"),
)
TALKS = [
    Talk(people=(2, 3), speakers=VOICES),
    Talk(people=(1,), speakers=(Voice(1, turns=(0, 1)),)),
    Talk(people=(3,), speakers=(Voice(3, turns=(0,)),)),
]
CODED = [
    Coded(1, HSC, 0),  # 1 the interviewer alone
    Coded(1, HSC, 1),  # 2 | person 2, and what is said there with two codes
    Coded(1, EC, 1),  # 3 |
    Coded(1, HSC, 2),  # 4 person 3
    Coded(1, HSC, 2, 4),  # 5 all of them
    Coded(1, HSC, 3),  # 6 nobody known
    Coded(1, JPD, 1, coder=2),  # 7 the other coder, on person 2's words
    Coded(2, HSC, 1),  # 8 person 1
    Coded(3, HSC, 0),  # 9 person 3 elsewhere
]


def study(*noted: Clearance) -> AnalysisData:
    return replace(analysis_data(TALKS, CODED), quoting={1: NO, 2: ASK}, clearances=noted)


def states(data: AnalysisData) -> list[str]:
    held = quotability(data)
    return [held.of(number).state for number in passages(data).tolist()]


def test_the_passages_of_a_study() -> None:
    assert states(study()) == ["open", "ask", "ask", "open", "ask", "ask", "ask", "no", "open"]
    assert set(states(analysis_data(TALKS, CODED))) == {"open"}


def test_what_was_noted_counts_for_all_passages_on_those_words() -> None:
    data = study(shown(10, 20, CLEARED), shown(40, 50, REFUSED, id_=2))
    assert states(data) == ["open", "cleared", "cleared", "open", "refused", "ask", "cleared", "no", "open"]
    first = find_passages(data).with_codings([2])
    assert first.record(0, "x" * 50).may_quote == MayQuote(Quotable.CLEARED, "2026-03-12")


def test_a_study_says_of_its_passages_what_the_rule_says_of_each() -> None:
    """Both ways from a text to what is asked for agree: that of one transcript and that of all."""
    noted = (shown(10, 20, CLEARED), shown(20, 30, ASKED, id_=2))
    data = study(*noted)
    speakers = tuple(
        Speaker(at, "", SpeakerKind(voice.kind), voice.person or None) for at, voice in enumerate(VOICES, 1)
    )
    turns = sorted(
        (
            Turn(0, turn * 10, turn * 10 + 10, at, None)
            for at, voice in enumerate(VOICES, 1)
            for turn in voice.turns
        ),
        key=lambda turn: turn.start,
    )
    transcript = Transcript(1, "x" * 50, tuple(turns), speakers, ())
    words = uttered(transcript, (2, 3), {1: NO, 2: ASK})
    for at in range(7):
        span = Span(*(int(ints(data.codings, name)[at]) for name in ("start", "end")))
        assert states(data)[at] == may_be_quoted(span, words, noted).state


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("quote:ask", [5, 6]),
        ("quote:cleared hsc", [2]),
        ("quote:no,cleared", [2, 3, 7, 8]),
        ("not quote:open", [2, 3, 5, 6, 7, 8]),
        ("quote:refused", []),
    ],
)
def test_a_query_asks_whether_passages_may_be_quoted(query: str, ids: list[int]) -> None:
    data = study(shown(10, 20, CLEARED))
    assert found(asked_of(data, {}), query) == ids


def test_who_is_quoted_how_often_was_counted_by_hand() -> None:
    data = study(shown(10, 20, CLEARED))
    people = (Person(1, "Ann", NO), Person(2, "Ben", ASK), Person(3, "Cat"), Person(4, "Dot"))
    rows = quoted_people(data, people, quoted=[3, 5])
    numbers = {row.name: (row.passages, row.cleared, row.not_cleared, row.quoted) for row in rows}
    # Ben: 2 with 3, 5, and 7 by the other coder; 5 goes on into words of somebody not known.
    assert numbers == {"Ann": (1, 0, 1, 0), "Ben": (3, 2, 1, 2), "Cat": (3, 0, 1, 1), "Dot": (0, 0, 0, 0)}
    asked = Asked(data, KnownNames(data, people), lambda _ids: {}, Noted(lambda: NOTHING))
    for row in rows:
        for number in ("passages", "cleared", "not_cleared"):
            chosen = select(asked, row.query(number)).codings
            assert distinct_passages(data, chosen) == getattr(row, number)
