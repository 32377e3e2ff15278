"""A study full of names to mask and to take out: two interviews of one school, one of them joint."""

from typing import Final

from sqlalchemy import insert

from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms
from storage.study import schema
from storage.study.operation import WriteContext, operation

NAMES: Final = Pseudonyms(
    (
        Pseudonym("Jane Hill", "Anna Brown"),
        Pseudonym("Jane", "Anna"),
        Pseudonym("Tom Ward", "Ben Moss"),
        Pseudonym("Oak School", "Rowan School", NameKind.SCHOOL, brackets=True),
    )
)
# Joint: the interviewer, Jane Hill, Tom Ward.
JOINT: Final = (
    "How did Oak School begin?\n"
    "Jane Hill here: the marmalade came first of all things.\n"
    "And I, Tom, say Jane’s toast is what held it together.\n"
    "And later?\n"
    "Later the porridge won over every single governor."
)
SOLE: Final = "How was the year?\nThe dumplings were quite splendid this year, as Jane foresaw."
_SPEAKERS: Final = (
    ("Interviewer", "interviewer", None),
    ("Jane Hill", "participant", 1),
    ("Tom Ward", "participant", 2),
)
_TURNS: Final = (1, 2, 3, 1, 3)  # who speaks in the joint interview


@operation("Fill a study with names")
def fill_with_names(w: WriteContext) -> None:
    """Write Jane Hill and Tom Ward of Oak School: a joint interview (1), and one of Jane's alone (2)."""
    w.add(schema.school, letter="O", name="Oak School")
    w.add(schema.round_, name="2015")
    for name in ("Jane Hill", "Tom Ward"):
        person = w.add(schema.person, name=name)
        w.add(schema.post, person_id=person, round_id=1, school_id=1, role_id=2, title=f"Head, {name}")
    _interview(w, "Jane Hill and Tom Ward, Oak School", JOINT, _SPEAKERS, _TURNS)
    _interview(w, "Jane_Hill 2015", SOLE, _SPEAKERS[:2], (4, 5))
    for interview_id, people in ((1, (1, 2)), (2, (1,))):
        for person_id in people:
            w.add(schema.participation, interview_id=interview_id, person_id=person_id)
    _attributes(w)
    _codings(w)


def _interview(
    w: WriteContext,
    title: str,
    text: str,
    speakers: tuple[tuple[str, str, int | None], ...],
    turns: tuple[int, ...],
) -> None:
    id_ = w.add(schema.interview, title=title, round_id=1, school_id=1, source_name=f"{title}.docx")
    w.connection.execute(insert(schema.transcript).values(id=id_, text=text))
    for label, kind, person_id in speakers:
        w.add(schema.speaker, transcript_id=id_, label=label, kind=kind, person_id=person_id)
    at = 0
    for speaker_id, line in zip(turns, text.split("\n"), strict=True):
        w.add(schema.turn, transcript_id=id_, start=at, end=at + len(line), speaker_id=speaker_id)
        at += len(line) + 1
    w.add(schema.mark, transcript_id=id_, start=0, end=0, kind="heading", text=f"{title} (Oak School)")


def _attributes(w: WriteContext) -> None:
    w.add(schema.attribute, name="Known as", kind="person")
    w.add(schema.attribute_value, attribute_id=1, person_id=1, value="Jane of the toast")
    w.add(schema.attribute_value, attribute_id=1, person_id=2, value="Tom Ward")
    w.add(schema.question, round_id=1, text="How did Oak School begin?")


def _codings(w: WriteContext) -> None:
    """Code turns of both, an exchange, and the only answer of the other interview."""
    for id_, start, end, code_id in (
        (1, at("Jane Hill here"), at("things.", 7), 7),
        (1, at("And I"), at("together.", 9), 7),
        (1, at("the marmalade"), at("say Jane’s", 10), 9),
        (1, at("And later"), at("governor.", 9), 9),
        (2, at("The dumplings", of=SOLE), len(SOLE), 7),
    ):
        w.add(schema.coding, transcript_id=id_, start=start, end=end, code_id=code_id, coder_id=w.coder_id)
    for coding_id, text in (
        (1, "Jane Hill again."),
        (2, "She says “the marmalade came first of all things”."),
    ):
        w.add(schema.memo, coder_id=w.coder_id, text=text, coding_id=coding_id)
    w.add(schema.memo, coder_id=w.coder_id, text="Compare Oak School.", interview_id=1)
    w.add(schema.memo, coder_id=w.coder_id, text="Toast?", interview_id=1, start=26, end=40)


def at(words: str, length: int = 0, of: str = JOINT) -> int:
    """Return where these words begin, or with a length where they end."""
    return of.index(words) + (len(words) if length else 0)
